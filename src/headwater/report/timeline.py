"""Real cases to look at: their moments in order, without customers, people or free text."""

import re
from dataclasses import dataclass

from headwater.causes.domain import Finding
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.report.rowsets import attribute
from headwater.shared.said import say
from headwater.shared.words import duration

MOST = 40
CODES, LETTERS, SHARED = 50, 24, 10
"""a text column is shown only where it holds codes: few values, short, and each shared by ten cases on average"""
PERSONAL = re.compile(r"name|mail|phone|tel|mobil|address|street|birth|note|comment|text|message|body", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """One line of a timeline. `mark` is "start" where the link is, "show" where the customer meets it."""

    at: str
    step: str
    team: str
    wait: str
    mark: str
    noted: str = ""


@dataclass(frozen=True)
class Timeline:
    """One case's moments."""

    case: str
    moments: tuple[Moment, ...]
    more: int


def timelines(record: Record, finding: Finding, *, show_cases: bool, most: int = 3) -> list[Timeline]:
    """The cases that the finding names, as far as the record holds them."""
    columns = shown_columns(record) if show_cases else []
    found = (_timeline(record, finding, case, columns) for case in finding.cases[:most])
    return [line for line in found if line.moments]


def shown_columns(record: Record) -> list[str]:
    """Recorded columns that hold codes, flags or numbers: shown only on demand (--show-cases)."""
    recorded = [a for a in record.attributes if not PERSONAL.search(a.name)]
    texts = [a.name for a in recorded if a.kind == "text"]
    return [a.name for a in recorded if a.kind in ("flag", "number")] + [n for n in texts if _codes(record, n)]


def _codes(record: Record, name: str) -> bool:
    column = attribute(name)
    seen = record.engine.row(
        f"SELECT count(DISTINCT {column}) AS n, max(length({column})) AS longest, count({column}) AS cases FROM cases"
    )
    few = 0 < seen["n"] <= min(CODES, seen["cases"] / SHARED)
    return bool(few and seen["longest"] <= LETTERS)


def _timeline(record: Record, finding: Finding, case: str, columns: list[str]) -> Timeline:
    extra = "".join(f", m.{attribute(name)}::VARCHAR AS c{i}" for i, name in enumerate(columns))
    rows = record.sql(
        f"SELECT strftime(m.done_at, '%Y-%m-%d %H:%M') AS at, s.name AS step, t.name AS team, m.wait_s{extra} "
        f"FROM moments m LEFT JOIN steps s ON s.code = m.step LEFT JOIN teams t ON t.code = m.team "
        f"WHERE m.case_no = (SELECT code FROM case_ids WHERE name = {literal(case)}) ORDER BY m.seq"
    ).to_pylist()
    moments = tuple(
        Moment(
            row["at"], row["step"] or say("(not recorded)"), row["team"] or "", _waited(row["wait_s"]),
            _mark(finding, row["step"]),
            "; ".join(f"{name}: {row[f'c{i}']}" for i, name in enumerate(columns) if row[f"c{i}"] is not None),
        )
        for row in rows[:MOST]
    )  # fmt: skip
    return Timeline(case, moments, max(0, len(rows) - MOST))


def _waited(seconds: float | None) -> str:
    return "" if seconds is None else say("after {long}", long=duration(max(0.0, seconds)))


def _mark(finding: Finding, step: str | None) -> str:
    if step in (finding.starts_at, finding.ref.step):
        return "start"
    return "show" if step == finding.shows_at else ""
