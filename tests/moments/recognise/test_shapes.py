"""Rows that are updates of a ticket become its changes; kinds of attributes; the mapping file."""

import tomllib

import pyarrow as pa
import pytest
from pyarrow import csv

from headwater.engine import Engine
from headwater.moments.domain import Source
from headwater.moments.recognise.updates import STEP
from headwater.moments.service import columns, open_source, read, write_mapping
from headwater.shared.errors import UsageError

UPDATES = [
    ("t1", "New", "desk", None),
    ("t1", "New", "desk", "ann"),
    ("t1", "Active", "desk", "ann"),
    ("t1", "Active", "network", "ann"),
    ("t1", "Active", "network", None),
    ("t1", "Active", "network", "bob"),
    ("t1", "Active", "network", "bob"),
    ("t1", "Closed", "desk", "bob"),
    ("t2", "New", None, None),
    ("t2", "New", "desk", None),
    ("t2", "New", "network", "cy"),
]


def tickets(**names: str) -> pa.Table:
    case, state, group, who = zip(*UPDATES, strict=True)
    return pa.table(
        {
            "number": list(case),
            names.get("state", "state"): list(state),
            "assignment_group": list(group),
            "assigned_to": list(who),
            "sys_updated_at": [f"2024-01-01 10:{i:02d}:00" for i in range(len(UPDATES))],
            "opened_at": ["2024-01-01 09:00:00"] * len(UPDATES),
        }
    )


def steps(table: pa.Table, **how: object) -> list[str]:
    engine = Engine()
    source = open_source(engine, table, **how)
    return engine.sql(f'SELECT "{source.mapping.step}" AS s FROM {source.relation} ORDER BY row_number')[
        "s"
    ].to_pylist()


def test_changes_of_state_group_and_person_are_the_moments():
    assert steps(tickets()) == [
        "New", "Assigned person", "Active", "Reassigned group", "Update", "Reassigned person", "Update", "Closed",
        "New", "Assigned group", "Reassigned group",
    ]  # fmt: skip


def test_no_update_is_dropped_and_the_rule_is_said():
    record = read(tickets())
    assert record.counts.moments == len(UPDATES)
    said = next(n for n in record.notes if n.startswith("Each row is an update"))
    assert "2 × Reassigned group, 2 × Update, 1 × Assigned group, 1 × Assigned person, 1 × Reassigned person" in said
    assert record.mapping.step == STEP
    assert next(c.reason for c in record.mapping.reasons if c.role == "step").startswith("made from state, because")


def test_events_are_no_updates_and_the_user_decides():
    events = [state for _, state, _, _ in UPDATES]
    assert steps(tickets(state="activity")) == events
    assert steps(tickets(), shape="events") == events
    assert steps(tickets(), step="state") == events
    assert steps(tickets(state="activity"), shape="updates")[1] == "Assigned person"


def attributes(values: dict[str, list[object]], **how: object) -> tuple[dict[str, str], Source]:
    count = len(next(iter(values.values())))
    table = pa.table(
        {
            "case_id": ["a"] * (count - 1) + ["b"],
            "activity": [f"s{i % 3}" for i in range(count)],
            "timestamp": [f"2024-01-13 10:{i:02d}:00" for i in range(count)],
            **values,
        }
    )
    engine = Engine()
    source = open_source(engine, table, **how)
    found = engine.sql(f"DESCRIBE {source.relation}").to_pylist()
    types = {r["column_name"]: r["column_type"] for r in found}
    return {name: types[name] for name in values}, source


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["1", "2", "30"], "BIGINT"),
        (["1.5", "2", "-3e2"], "DOUBLE"),
        (["1,5", "2", "3"], "DOUBLE"),
        (["1.000,5", "2", "3"], "DOUBLE"),
        (["1", "?", "3"], "BIGINT"),
        (["1", "N/A", None], "BIGINT"),
        (["007", "008", "101"], "VARCHAR"),
        (["1", "2", "x"], "VARCHAR"),
        (["true", "FALSE", "true"], "BOOLEAN"),
        (["ja", "nein", "Ja"], "BOOLEAN"),
        (["yes", "no", "-"], "BOOLEAN"),
        (["0", "1", "1"], "BOOLEAN"),
        ([0, 1, 1], "BOOLEAN"),
        ([0, 0, 0], "BIGINT"),
        (["yes", "no", "maybe"], "VARCHAR"),
        (["2024-01-01", "2024-02-01", None], "TIMESTAMP"),
        (["red", "green", "?"], "VARCHAR"),
        ([1.5, 2.5, None], "DOUBLE"),
        ([True, False, None], "BOOLEAN"),
        ([None, None, None], "VARCHAR"),
    ],
)
def test_kinds_are_found_over_the_whole_column(values, wanted):
    kinds, _ = attributes({"thing": values})
    assert kinds == {"thing": wanted}


def test_numbers_that_name_things_and_numbers_that_count():
    kinds, source = attributes({"caller_code": ["55", "66", "66"], "reopen_count": ["0", "1", "1"], "zip": [1, 2, 2]})
    assert kinds == {"caller_code": "VARCHAR", "reopen_count": "BIGINT", "zip": "VARCHAR"}
    assert "Numbers that name things are kept as text: caller_code, zip." in source.notes


def test_a_flag_keeps_its_words():
    _, source = attributes({"reklamiert": ["ja", "nein", "ja"]})
    assert source.flag_words == (("reklamiert", "nein", "ja"),)
    assert "In reklamiert, 'ja' is yes and 'nein' is no." in source.notes


def test_a_time_that_cannot_be_decided_stays_text_and_says_so():
    kinds, source = attributes({"due": ["03/04/2024", "05/06/2024", None]})
    assert kinds == {"due": "VARCHAR"}
    assert any(
        n.startswith("due is kept as text. The times in column due can be read in two ways") for n in source.notes
    )


def test_a_late_value_decides_the_kind():
    late = pa.array(["1"] * 250_000 + ["x"])
    count = len(late)
    table = pa.table(
        {
            "case_id": pa.array(range(count)).cast(pa.int64()),
            "activity": ["a"] * count,
            "timestamp": pa.array(range(count)).cast(pa.timestamp("s")),
            "size": late,
        }
    )
    engine = Engine()
    source = open_source(engine, table, case="case_id")
    assert engine.sql(f"DESCRIBE {source.relation}").to_pylist()[-1]["column_type"] == "VARCHAR"
    assert "The columns' roles were chosen by the first 200,000 rows; all rows are read." in source.notes


def test_the_mapping_file_goes_round(tmp_path):
    table = tickets().append_column('weird "name"\t=', pa.array(["x"] * len(UPDATES)))
    how = {"customer": 'weird "name"\t=', "ignored": ("opened_at",), "timezone": "Europe/Berlin"}
    first = open_source(Engine(), table, **how)
    write_mapping(tmp_path / "map.toml", first)
    second = open_source(Engine(), table, mapping=tmp_path / "map.toml")
    assert dict(second.mapping.roles()) == dict(first.mapping.roles())
    assert (second.mapping.ignored, second.settings) == (first.mapping.ignored, first.settings)
    saved = tomllib.loads((tmp_path / "map.toml").read_text())
    assert saved["roles"]["step"] == "state"
    assert (saved["shape"], saved["timezone"]) == ("updates", "Europe/Berlin")


def test_a_flag_outranks_the_mapping_file(tmp_path):
    (tmp_path / "map.toml").write_text('shape = "events"\n[roles]\nwho = "assignment_group"\nteam = ""\n')
    source = open_source(Engine(), tickets(), mapping=tmp_path / "map.toml", who="assigned_to")
    assert (source.mapping.who, source.mapping.team) == ("assigned_to", None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[roles]\nwhom = 'x'", "has whom, which is not known; roles are case, step"),
        ("zone = 'UTC'", "has zone, which is not known; settings are timezone, dates, shape"),
        ("dates = 'american'", "dates can be"),
        ("shape = 'round'", "shape can be"),
        ("= 3", "cannot be read"),
    ],
)
def test_a_wrong_mapping_file_is_answered(tmp_path, content, said):
    (tmp_path / "map.toml").write_text(content)
    with pytest.raises(UsageError, match=said):
        open_source(Engine(), tickets(), mapping=tmp_path / "map.toml")


def test_what_was_recognised_prints():
    shown = str(columns(tickets()))
    assert "case       number" in shown
    assert "because its name is a usual name for a case (ticket, order, journey)" in shown
    assert "attribute  state" in shown
    assert "* Each row is an update of a ticket" in shown


def test_whole_numbers_with_gaps_as_data_frames_hold_them():
    kinds, source = attributes(
        {"customer_id": [1904.0, None, 17.0], "rating": [4.0, float("nan"), 5.0], "wait": [1.5, 2, 3]}
    )
    assert kinds == {"customer_id": "BIGINT", "rating": "BIGINT", "wait": "DOUBLE"}
    assert source.mapping.customer == "customer_id"


def events(repeated: int) -> pa.Table:
    """Events with a status, of which every `repeated`th row stands twice."""
    rows = [
        (f"c{i // 4}", ("Open", "Check", "Fix", "Close")[i % 4], f"2024-01-{1 + i // 24:02d} {i % 24:02d}:00:00")
        for i in range(400)
    ]
    twice = [row for i, row in enumerate(rows) for row in [row] * (1 + (i % repeated == 0))]
    case, status, at = (list(column) for column in zip(*twice, strict=True))
    return pa.table({"ticket": case, "status": status, "changed_at": at, "agent": ["ann"] * len(case)})


@pytest.mark.parametrize("repeated", [1, 5])
def test_rows_that_stand_twice_are_duplicates_and_no_updates(repeated):
    record = read(events(repeated))
    assert record.names("steps") == ["Check", "Close", "Fix", "Open"]
    assert record.counts.duplicates == 400 / repeated


def test_the_same_file_given_twice_is_all_duplicates(tmp_path):
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        csv.write_csv(events(1000), path)
    record = read(paths)
    assert record.mapping.step == "status"
    assert (record.counts.moments, record.counts.duplicates) == (802, 402)  # one row stands twice in the file itself


def test_a_state_that_stays_while_time_moves_on_is_still_an_update():
    table = events(5)
    later = [f"2024-02-01 {i // 60:02d}:{i % 60:02d}:00" for i in range(table.num_rows)]
    assert read(table.set_column(2, "changed_at", pa.array(later))).mapping.step == STEP
