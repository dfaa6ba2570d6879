"""A TOML file of changes with anything in it that does not belong there: one clear sentence, never Python's words."""

import re
from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from headwater.foresight.decisions.files import KINDS, changes, read_changes
from headwater.foresight.decisions.grammar import parse
from headwater.foresight.decisions.values import key
from headwater.shared.errors import InputError
from headwater.shared.said import in_language

FINE: dict[str, str] = {
    "staff": "staff:billing -2 on Saturday", "hours": "hours:billing open Saturday 09:00-13:00 with 2 people",
    "skill": "skill:billing +technical 2 people", "arrivals": "arrivals:returns +10 % on Saturday",
    "campaign": "campaign:returns +500 on 2027-03-01 over 3 days", "self-service": "self-service:returns 20 %",
    "fix": "fix:returns -50 %", "handle-time": "handle-time:billing -10 %", "batch": "batch:Approve every 4 h",
    "remove": "remove:Approve in 50 %", "add": "add:Check after Intake by billing 5 min",
    "merge": "merge:Check + Approve saving 20 %", "move": "move:Approve to billing",
    "priority": "priority:complaints first at billing", "route": "route:Triage -> Billing 30 %",
    "permission": "permission:Approve up to 100 for 60 %", "callback": "callback:billing 40 %",
    "promise": "promise:billing within 4 h for 90 %",
}  # fmt: skip
WRONG = (
    "many", "10 %", "", "  ", -7.5, 1.5, float("nan"), float("inf"), 10**400, True, [1, 2], {"a": 1}, "0 h", -3,
    time(4), datetime(2027, 1, 4, 9), "4 parsecs", 0, "3",  # noqa: DTZ001 -- as TOML has it
)  # fmt: skip
"""as TOML reads them: a time of day and a day with an hour, too"""
PYTHON = re.compile(
    r"Traceback|could not|convert|float|\bint\b|\bstr\b|NoneType|None\b|object|argument|isoformat|attribute|__|True|"
    r"False|<class|unhashable|comparison|overflow|\bError\b"
)
PLACE = Path("plan.toml")


def table(do: str) -> dict[str, Any]:
    """A whole change of this kind, as it is written to a file."""
    return parse(FINE[do]).to_dict()


def refused(held: dict[str, Any]) -> str:
    """What is said to a file that holds this; empty where it is taken."""
    try:
        changes(held, PLACE)
    except InputError as error:
        return in_language(error.said, "en")
    return ""


@pytest.mark.parametrize("do", KINDS)
def test_any_wrong_value_is_answered_with_a_sentence_that_names_the_place(do: str) -> None:
    for name in (key(f) for f in fields(KINDS[do])):
        for value in WRONG:
            said = refused({"changes": [table("remove"), table(do) | {name: value}]})
            assert not said or said.startswith("plan.toml, [[changes]] 2: "), (name, value, said)
            assert not PYTHON.search(said), (name, value, said)
            assert "\n" not in said
            assert not said or said.endswith("."), said


def test_a_wrong_kind_of_value_is_refused_everywhere() -> None:
    """Lists and tables are no value of any field; a text is no number, a number no text."""
    taken = [
        (do, key(f), value)
        for do, kind in KINDS.items()
        for f in fields(kind)
        for value in ([1, 2], {"a": 1}, float("nan"), float("inf"), "many")
        if not refused({"changes": [table(do) | {key(f): value}]}) and (value != "many" or f.type is not str)
    ]
    assert taken == []


@pytest.mark.parametrize("do", KINDS)
def test_a_whole_change_is_taken_and_one_that_lacks_a_key_is_told_which(do: str) -> None:
    whole = table(do)
    assert changes({"changes": [whole]}, PLACE).decisions == (parse(FINE[do]),)
    for f in fields(KINDS[do]):
        said = refused({"changes": [{k: v for k, v in whole.items() if k != key(f)}]})
        assert not said or f'do = "{do}" needs {key(f)}; add a line like {key(f)} = ' in said or "Nothing would" in said
    assert refused({"changes": [whole | {"bye": 1}]}) == (
        f'plan.toml, [[changes]] 1: A change with do = "{do}" has no bye; it has '
        f"{', '.join(sorted(key(f) for f in fields(KINDS[do])))}."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"do": "staff", "team": "a", "by": "many"}, 'by = "many" is no whole number; write it like by = 2.'),
        ({"do": "arrivals", "by": "10 %"}, 'by = "10 %" is no number; write it like by = 0.1.'),
        ({"do": "arrivals", "by": "−12,5 %"}, 'by = "−12,5 %" is no number; write it like by = -0.125.'),
        ({"do": "batch", "step": "A", "every": 4}, 'every = 4 has no unit; write it like every = "4 h".'),
        (
            {"do": "batch", "step": "A", "every": "1 day", "from": "noon"},
            'from = "noon" is no time of the day or the week; write it like from = "9:00".',
        ),
        ({"do": "batch", "step": "A", "from": "9:00"}, "Heaps are counted from a time where they are let go every so"),
        ({"do": "hours", "team": "a", "when": "sat", "opens": 1}, "opens = 1 is neither true nor false"),
        ({"do": "campaign", "cases": 5, "on": "soon"}, 'on = "soon" is no day; write it like on = 2027-01-04.'),
        ({"do": "priority", "kind": "a", "rank": 3}, 'rank = 3 cannot be; choose one of "first", "last".'),
        ({"do": "staff", "by": -1}, 'A change with do = "staff" needs team; add a line like team = "billing".'),
        ({"do": "remove", "step": " "}, 'step is empty; write it like step = "billing".'),
        ({"team": "a"}, 'This change has no do; add a line like do = "staff", of staff, hours,'),
        ({"do": 3}, "do = 3 is no kind of decision; choose one of staff, hours,"),
        ({"do": "staff", "team": "a", "by": 10**20}, "by = 100000000000000000000 is more than can be"),
        ({"do": "campaign", "cases": 5, "on": date(2027, 3, 1), "days": 10**9}, "over 1 to 366 days"),
    ],
)
def test_it_is_said_how_it_is_written(change: dict[str, Any], said: str) -> None:
    assert refused({"changes": [change]}).startswith(f"plan.toml, [[changes]] 1: {said}") or said in refused(
        {"changes": [change]}
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("change = 'remove:A'\nstrat = 2027-01-04", "plan.toml: strat is not known here; did you mean start?"),
        ("change = 'remove:A'\nbogus = 3", "bogus is not known here; aim, asked,"),
        ("start = 2027-02-30", "plan.toml, line 1, column 9: 2027-02-30 is no day of the calendar; write year"),
        ("name = 'x'\nstart = 2027-13-01 # soon", ": 2027-13-01 is no day of the calendar"),
        ('start = "2027-02-28" 7', "plan.toml is no TOML file: look at line 1"),
        ("staff = [", "plan.toml is no TOML file: look at "),
        ("[" * 5000, "plan.toml is no TOML file"),
        ("name = 3\nchange = 'remove:A'", "name = 3 is no text"),
        ("change = ['remove:A', 'hire:A 2']", "plan.toml, change 2: “hire:A 2” names no kind of decision"),
        ("change = ['staff:A -2 on Caturday']", "plan.toml, change 1: “Caturday” names no hours of the week"),
        ("change = 'remove:A'\nstart = [1]", "start = [1] is no day"),
    ],
)
def test_the_file_itself_is_read_with_care(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_changes(tmp_path / "plan.toml")
    assert said in str(error.value)
    assert not PYTHON.search(str(error.value).replace(str(tmp_path), ""))


def test_a_day_with_an_hour_is_that_day() -> None:
    held = {"change": ["remove:A"], "start": datetime(2027, 1, 4, 9)}  # noqa: DTZ001 -- as TOML has it
    assert changes(held, PLACE).start == date(2027, 1, 4)
    assert type(changes(held, PLACE).start) is date


def test_lengths_are_written_with_their_unit() -> None:
    held = {"do": "batch", "step": "A", "every": "4 h"}
    assert table("batch") == held | {"step": "Approve"}
    (decision,) = changes({"changes": [held]}, PLACE).decisions
    assert decision.to_dict() == held
