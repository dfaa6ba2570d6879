"""The real logs, read with no flag set. They lie beside the repository and are never part of it."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headwater.engine import Engine
from headwater.moments.domain import Source
from headwater.moments.service import open_source, read

DATA = Path(__file__).parents[3] / "shared" / "data"


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the real log {name} is not beside the repository (shared/data)")
    return path


def roles(source: Source) -> dict[str, str]:
    return dict(source.mapping.roles())


def test_the_incident_log():
    path = real("incident_servicenow_uci.parquet")
    record = read(path)
    assert roles(record.source) == {
        "case": "number",
        "step": "step of the update",
        "at": "sys_updated_at",
        "who": "assigned_to",
        "team": "assignment_group",
        "customer": "caller_id",
        "channel": "contact_type",
    }
    assert (record.counts.moments, record.counts.cases, record.counts.rejected) == (141_712, 24_918, 0)
    assert (len(record.names("people")), len(record.names("customers"))) == (234, 5_244)
    kinds = {a.name: a.kind for a in record.attributes}
    assert (kinds["made_sla"], kinds["reopen_count"], kinds["category"], kinds["opened_at"]) == (
        "flag", "number", "text", "time",
    )  # fmt: skip


def test_the_steps_of_the_incident_log_are_its_changes():
    path = real("incident_servicenow_uci.parquet")
    engine = Engine()
    source = open_source(engine, path)
    found = engine.sql(f'SELECT "step of the update" AS s FROM {source.relation} ORDER BY row_number')["s"]
    assert Counter(found.to_pylist()) == changes(path)


def changes(path: Path) -> Counter[str]:
    """The same rule in plain Python, row by row in order of time and then of the file."""
    table = pq.read_table(
        path, columns=["number", "sys_updated_at", "incident_state", "assignment_group", "assigned_to"]
    )
    rows = sorted(
        enumerate(zip(*(c.to_pylist() for c in table.columns), strict=True)), key=lambda r: (r[1][0], r[1][1], r[0])
    )
    last: dict[str, dict[str, str | None]] = {}
    counted: Counter[str] = Counter()
    for _, (case, _, state, group, who) in rows:
        known = last.setdefault(case, {"state": None, "group": None, "person": None})
        words = [
            f"{'Assigned' if known[what] is None else 'Reassigned'} {what}"
            for what, value in (("group", group), ("person", who))
            if value is not None and value != known[what]
        ]
        counted[state if state != known["state"] else words[0] if words else "Update"] += 1
        known.update(state=state, group=group or known["group"], person=who or known["person"])
    return counted


@pytest.mark.parametrize("name", ["helpdesk_italian.parquet", "helpdesk_italian.xes.gz"])
def test_the_help_desk_log_in_both_formats(name):
    record = read(real(name))
    assert (record.counts.moments, record.counts.cases) == (21_348, 4_580)
    assert (len(record.names("steps")), len(record.names("people")), len(record.names("customers"))) == (14, 22, 397)
    assert roles(record.source)["team"] == "workgroup"


def test_both_formats_of_the_help_desk_log_hold_the_same_moments():
    sets = []
    for name in ("helpdesk_italian.parquet", "helpdesk_italian.xes.gz"):
        engine = Engine()
        source = open_source(engine, real(name))
        m = source.mapping
        picks = ", ".join(f'"{c}"::VARCHAR AS c{i}' for i, c in enumerate((m.case, m.step, m.at, m.who, m.customer)))
        sets.append(Counter(map(str, engine.sql(f"SELECT {picks} FROM {source.relation}").to_pylist())))
    assert sets[0] == sets[1]


def test_the_problem_log():
    record = read(real("bpic2013_closed_problems.parquet"))
    assert roles(record.source) == {
        "case": "case_id", "step": "activity", "at": "ts", "who": "resource", "team": "team",
    }  # fmt: skip
    assert (record.counts.moments, record.counts.cases) == (6_660, 1_487)
    assert "lifecycle" in {a.name for a in record.attributes}


@pytest.mark.parametrize(("name", "cases"), [("LoanApp_train.csv.gz", 797), ("ACR_train.csv.gz", 477)])
def test_logs_with_starts(name, cases):
    record = read(real(f"twin/{name}"))
    assert (record.counts.cases, record.timing) == (cases, "start and complete")
    assert record.counts.rejected == 0
    assert record.mapping.who == "resource"
