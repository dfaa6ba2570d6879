"""The logs of the published table, each split by its authors into training and held-out time."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("/work/shared/data/twin")


@dataclass(frozen=True)
class Split:
    """A log's files and columns, and the best figure published for each distance (any configuration of
    AgentSimulator)."""

    name: str
    train: str
    test: str
    case: str
    step: str
    start: str
    end: str
    who: str
    published: dict[str, float]
    peers: tuple[str, ...] = ()


LOAN = Split(
    "Loan", "LoanApp_train.csv.gz", "LoanApp_test.csv.gz", "case_id", "activity_name", "start_timestamp",
    "end_timestamp", "resource", {"NGD": 0.07, "AED": 2.48, "CED": 0.21, "RED": 1.33, "CTD": 1.32},
    tuple(f"LoanApp_agentsimulator_{i}.csv.gz" for i in range(10)),
)  # fmt: skip
ACR = Split(
    "ACR", "ACR_train.csv.gz", "ACR_test.csv.gz", "case_id", "activity", "start_time", "end_time", "resource",
    {"NGD": 0.29, "AED": 281.0, "CED": 5.86, "RED": 25.6, "CTD": 75.1},
)  # fmt: skip
SPLITS = (LOAN, ACR)
