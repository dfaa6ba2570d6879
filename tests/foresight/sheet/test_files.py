"""A sheet's file: written and read back it is the same sheet; what cannot be used is said in one sentence."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from headwater.foresight.decisions.staffing import Staff
from headwater.foresight.decisions.values import _written
from headwater.foresight.sheet.domain import Link, Place, Prediction, Promised, Sheet, Stop, Watched
from headwater.foresight.sheet.files import read_sheet
from headwater.foresight.sheet.write import text, write_sheet
from headwater.shared.errors import InputError

SATURDAY = Place("wait", "desk", "Saturday")
WHOLE = Sheet(
    name='Two "part-timers" fewer',
    change=("staff:desk -2 on Saturday",),
    decisions=(Staff("desk", -2, "Saturday"),),
    aim="12 paid hours a week",
    criterion="No more than 5 % give up",
    department="Sales",
    owner="Ruth Adler",
    size="reform",
    start=date(2027, 3, 1),
    zone="Europe/Berlin",
    spoiled="rating <= 2",
    links=(Link("desk", "Jo Stein", "two hours of overtime"), Link("billing")),
    asked=(("Ann 1", "works at desk"),),
    predictions=(
        Prediction("Ann 1", "wait", "who calls on Saturday", date(2027, 4, 1), 0.8, SATURDAY, least=0.05),
        Prediction("Ben", "they will shout", sure=0.3),
    ),
    watched=(Watched(SATURDAY, 0.025, (0.0125, 0.0375), 0.075, (0.05, 0.1), True, date(2027, 2, 15)),),
    stops=(Stop(Place("left", "desk"), above=0.25, weeks=3),),
    promises=(Promised("answer", "desk", 8.0, date(2027, 5, 1), share=0.9),),
    can=(Promised("answer", "desk", 24.0),),
    notes=("It gets worse on Saturday.",),
)
WATCH = '[[watch]]\nmeasure = "wait"\nbaseline = "1 min"\n'
WRONG = ("many", "", -7.5, float("nan"), float("inf"), True, 3, [1], [[]], {"a": 1}, time(4), "5 %", "0 h")
PYTHON = re.compile(r"Traceback|\bint\b|\bstr\b|float|None\b|object|iterable|argument|__|True|False|<class|Error")


def test_a_sheet_read_back_is_the_same(tmp_path):
    write_sheet(WHOLE, tmp_path / "sheet.toml")
    assert read_sheet(tmp_path / "sheet.toml") == WHOLE


def test_decisions_made_in_python_are_written_as_tables(tmp_path):
    made = Sheet(name="made", decisions=(Staff("desk", -2, "Saturday"),))
    write_sheet(made, tmp_path / "sheet.toml")
    assert read_sheet(tmp_path / "sheet.toml").decisions == made.decisions


def test_what_is_open_is_named_and_a_full_sheet_lacks_nothing():
    assert WHOLE.open_points == ()
    assert any("start" in point for point in Sheet(name="x").open_points)
    assert "# [[predictions]]" in text(Sheet(name="x"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("name = ", "is no TOML file"),
        ('nam = "x"', "nam is not known here; did you mean name?"),
        ('[[can]]\nwithin = "2 h"\nform = 2027-01-04', "[[can]] 1: form is not known here; did you mean from?"),
        ("bogus = 3", "bogus is not known here; aim, asked,"),
        ('size = "huge"', "size is tweak or reform"),
        ('start = "soon"', 'start = "soon" is no day'),
        ('change = ["staff:desk twice"]', "write it like staff:"),
        ('[[stop]]\nmeasure = "mood"\nabove = "3 min"', '[[stop]] 1: measure = "mood" is no measure'),
        ('[[stop]]\nmeasure = "wait"', "one limit, above or below"),
        ('[[stop]]\nmeasure = "wait"\nabove = "3"', "is no length of time"),
        ('[[stop]]\nmeasure = "left"\nabove = "3 min"', "is no share"),
        ('[[stop]]\nmeasure = "left"\nabove = 0.3\nweeks = 0', "1 week or more"),
        ('[[stop]]\nmeasure = "left"\nwhen = "Blursday"\nabove = 0.3', "names no hours of the week"),
        ('[[predictions]]\nwho = "Ann"\nwhat = "noise"\nabove = "3 min"', "a prediction with a limit names a measure"),
        ('[[predictions]]\nwhat = "wait"', "a prediction has no who"),
        ('[[promises]]\nwhere = "desk"', "a promise has no within"),
        ("links = 3", "links are tables"),
        ("notes = 3", "notes = 3 is no list; write it in brackets"),
        ("change = 3", "change is a list of texts"),
        ('zone = "Mars/Base"', 'zone = "Mars/Base" is no time zone'),
        (f'{WATCH}interval = ["1 min"]', "[[watch]] 1: interval has two ends"),
        (f"{WATCH}last_week = 3", "[[watch]] 1: last_week = 3 is no day"),
        (f"{WATCH}weeks = 3", "[[watch]] 1: weeks = 3 is no list"),
        (f'{WATCH}peak = "no"', 'peak = "no" is neither true nor false'),
    ],
)
def test_what_cannot_be_used_is_one_sentence_that_names_the_file(tmp_path, written, said):
    file = tmp_path / "sheet.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_sheet(file)
    assert said in str(error.value)
    assert str(file) in str(error.value)


def test_any_wrong_value_on_a_sheet_is_taken_or_said(tmp_path):
    file, whole = tmp_path / "sheet.toml", tomllib.loads(text(WHOLE))
    for held in spoiled(whole):
        file.write_text("".join(f"{name} = {_written(value)}\n" for name, value in held.items()), encoding="utf-8")
        try:
            read_sheet(file)
        except InputError as error:
            said = str(error).removeprefix(str(file))
            assert not PYTHON.search(said), said
            assert said.startswith((": ", ", ")), said
            assert said.endswith("."), said


def spoiled(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The sheet with one value in it that does not belong there."""
    for name, value in whole.items():
        yield from ({**whole, name: wrong} for wrong in WRONG)
        for one in value[:1] if isinstance(value, list) and isinstance(value[0], dict) else ():
            yield from ({**whole, name: [one | {key: wrong}]} for key in one for wrong in WRONG)
