"""The table of reference sentences is right, and the own sample stays read as it was."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bench.promises.score import read, score

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.service import suggest

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2025, 3, 12, 10, 30, tzinfo=BERLIN)
ROWS = [
    tuple(cell.strip() for cell in line.split(";", 3))
    for line in Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
OWN = Path(__file__).parents[3] / "bench" / "promises" / "own.jsonl"


def moment(said):
    day, clock = said.split()
    month, _, day = day.rpartition("-")
    return datetime.fromisoformat(f"2025-{month or '03'}-{day}T{clock}").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(("rule", "earliest", "latest", "text"), ROWS, ids=[row[3][:50] for row in ROWS])
def test_a_sentence_of_the_table(rule, earliest, latest, text):
    found = suggest(text, at=AT, calendar=Calendar(zone=BERLIN))
    if rule == "-":
        assert found == []
        return
    assert [one.rule for one in found] == [rule]
    assert found[0].vague == (earliest == "vague")
    due = (AT, moment("14 17:00")) if found[0].vague else (moment(earliest), moment(latest))
    assert (found[0].due.earliest, found[0].due.latest) == due


def test_about_twenty_five_rules_have_a_sentence_or_more():
    assert len({row[0] for row in ROWS}) >= 22


def test_the_own_sample_stays_read():
    messages = read(OWN)
    assert min(sum(one["language"] == name for one in messages) for name in ("en", "de")) >= 300
    scores = score(messages)
    for name in ("en", "de"):
        assert scores[name].f1 >= 0.98
        assert scores[name].dates >= 0.99


def test_a_wrong_label_lowers_the_score():
    messages = read(OWN)[:40]
    right = score(messages)["en"]
    for message in messages:
        message["promises"] = [dict(gold, vague=not gold["vague"]) for gold in message["promises"]]
    wrong = score(messages)["en"]
    assert right.f1 > 0.9
    assert wrong.found == 0
    assert wrong.f1 == 0
