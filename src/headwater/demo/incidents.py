"""The public incident log: where it is, whose it is, and whether a file has its shape."""

import csv
import shutil
import tempfile
from pathlib import Path

from headwater.demo.fetch import Arrived, fetch, unpack
from headwater.shared.errors import InputError

ADDRESS = "https://archive.ics.uci.edu/static/public/498/incident+management+process+enriched+event+log.zip"
PAGE = "https://archive.ics.uci.edu/dataset/498"
CITATION = (
    "Amaral, C., Fantinato, M. and Peres, S. (2018). Incident management process enriched event log. "
    "UCI Machine Learning Repository. https://doi.org/10.24432/C57S4H. Licence: CC BY 4.0."
)
FILE = "incident_event_log.csv"
ROWS, CASES, NEAR = 141_712, 24_918, 0.01
COLUMNS = (
    "number", "incident_state", "reassignment_count", "reopen_count", "sys_mod_count", "made_sla", "caller_id",
    "opened_at", "sys_updated_at", "contact_type", "location", "category", "subcategory", "impact", "urgency",
    "priority", "assignment_group", "assigned_to", "closed_code", "resolved_at", "closed_at",
)  # fmt: skip


def fetch_incidents(folder: Path, *, arrived: Arrived, address: str = ADDRESS) -> Path:
    """The log as a CSV in `folder`, fetched unless it is there already; its citation beside it. Raises InputError."""
    file = folder / FILE
    if file.exists():
        check_shape(file, str(file))
        return file
    what_to_do = f"check the network, or load the zip from {PAGE} by hand and put its CSV at {file}"
    with tempfile.TemporaryDirectory() as room:
        packed, fresh = Path(room) / "fetched.zip", Path(room) / FILE
        fetch(address, packed, arrived=arrived, what_to_do=what_to_do)
        unpack(packed, fresh, address=address)
        check_shape(fresh, address)
        _keep(fresh, file)
    (folder / "SOURCE.txt").write_text(f"{CITATION}\nFetched from {address}\n", encoding="utf-8")
    return file


def _keep(fresh: Path, file: Path) -> None:
    """Into its place in one move, so that a failure leaves nothing that looks whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    shutil.copyfile(fresh, part)
    part.replace(file)


def check_shape(file: Path, source: str) -> None:
    """Stop unless the file has the log's columns, and about its rows and cases (InputError)."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        lines = csv.reader(text)
        head = [name.strip().lower() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in head]
        if missing:
            raise _changed(source, f"it has no column {', '.join(missing[:3])}")
        at, rows, cases = head.index("number"), 0, set()
        for line in lines:
            rows += 1
            cases.add(line[at] if len(line) > at else "")
    for found, wanted, what in ((rows, ROWS, "rows"), (len(cases), CASES, "incidents")):
        if abs(found - wanted) > NEAR * wanted:
            raise _changed(source, f"it has {found:,} {what} where about {wanted:,} were expected")


def _changed(source: str, how: str) -> InputError:
    return InputError(
        f"{source} is not the incident log that this demo knows: {how}; "
        f"see {PAGE}, and run `headwater diagnose` on the file itself."
    )
