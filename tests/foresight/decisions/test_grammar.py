"""Every kind of decision is typed, read back as a sentence, and written to a file and back."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.foresight.world import centre

import headwater as hw
from headwater.foresight.decisions.files import KINDS, changes, read_changes
from headwater.foresight.decisions.grammar import FORMS, parse
from headwater.foresight.decisions.when import said, slots
from headwater.foresight.decisions.words import hours
from headwater.shared.errors import InputError, UsageError

READ = {
    "staff:billing -2 on Saturday": (hw.Staff("billing", -2, "Saturday"), "Two people fewer at billing on Saturdays"),
    "staff:Team 2 +1 on Mon-Fri 08:00-12:00": (
        hw.Staff("Team 2", 1, "Mon-Fri 08:00-12:00"),
        "One person more at Team 2 Monday to Friday from 08:00 to 12:00",
    ),
    "staff:billing to 3": (hw.Staff("billing", to=3), "Three people at billing"),
    "hours:billing closed Sunday": (hw.Hours("billing", "Sunday", opens=False), "Billing is closed on Sundays"),
    "skill:billing +technical 2 people": (
        hw.Skill("billing", "technical", people=2),
        "Two people of billing also work for technical",
    ),
    "arrivals:returns +10 %": (hw.Arrivals(0.1, "returns"), "10\u2009% more cases of returns come"),
    "campaign:returns +500 on 2027-03-01 over 3 days": (
        hw.Campaign(500, date(2027, 3, 1), "returns", 3),
        "A campaign brings 500 cases of returns on 1 Mar 2027, within 3 days",
    ),
    "self-service:returns 20 % failing 30 %": (
        hw.SelfService(0.2, "returns", 0.3),
        "20\u2009% of the cases of returns help themselves, of which 30\u2009% come after all",
    ),
    "fix:returns -50 %": (
        hw.Fix(0.5, "returns"),
        "A fix takes away 50\u2009% of the further contacts after returns",
    ),
    "handle-time:billing -10 %": (hw.HandleTime("billing", -0.1), "Work at billing takes 10\u2009% less time"),
    "handle-time:Approve to 6 min": (hw.HandleTime("Approve", to="6 min"), "Work at Approve takes 6 min on average"),
    "batch:Approve every 4 h": (hw.Batch("Approve", "4 h"), "Approve is done every 4 h for all that waits"),
    "batch:Approve every 24 h from 9:00": (
        hw.Batch("Approve", "24 h", from_="9:00"),
        "Approve is done every 24 h, counted from 09:00, for all that waits",
    ),
    "batch:Approve alle 2 Wochen ab Freitag 14 Uhr": (
        hw.Batch("Approve", "2 Wochen", from_="Freitag 14 Uhr"),
        "Approve is done every 2 weeks, counted from Friday 14:00, for all that waits",
    ),
    "remove:Approve": (hw.RemoveStep("Approve"), "Approve is dropped"),
    "add:Check after Intake by billing 5 min": (
        hw.AddStep("Check", "Intake", "billing", "5 min"),
        "Check is done after Intake by billing and takes 5 min on average",
    ),
    "merge:Check + Approve": (
        hw.MergeSteps("Check", "Approve"),
        "Check and Approve become one step, done where Check was",
    ),
    "move:Approve to billing": (hw.MoveStep("Approve", "billing"), "Approve is done by billing"),
    "priority:complaints first at billing": (
        hw.Priority("complaints", "billing"),
        "Cases of complaints are taken first at billing",
    ),
    "route:Triage -> Billing 30 %": (
        hw.Route("Triage", "Billing", 0.3),
        "After Triage 30\u2009% of cases go to Billing",
    ),
    "permission:Approve up to 1,000": (
        hw.Permission("Approve", 1000),
        "Up to 1,000 nobody has to ask for Approve",
    ),
    "callback:billing 40 %": (
        hw.Callback("billing", 0.4),
        "Callbacks at billing instead of waiting on the line, which 40\u2009% take",
    ),
    "promise:billing within 4 h for 95 %": (
        hw.Promise("billing", "4 h", 0.95),
        "An answer within 4 h is promised at billing, to be kept for 95\u2009% of cases",
    ),
}


AMOUNTS = {
    "1,000.50": 1000.5, "1.000,50": 1000.5, "1.234.567": 1234567, "99,50": 99.5, "12.5": 12.5, "0.125": 0.125,
}  # fmt: skip


@pytest.mark.parametrize("written", AMOUNTS)
def test_an_amount_is_read_as_it_is_written(written: str) -> None:
    assert parse(f"permission:Approve up to {written}") == hw.Permission("Approve", AMOUNTS[written])


@pytest.mark.parametrize(
    ("written", "told"),
    {
        "1.000": "1.000 can be read in two ways; write 1000",
        "1,2,3": "1,2,3 is no amount",
        "5,": "5, is no amount",
    }.items(),
)
def test_an_amount_that_is_none_or_two_is_refused(written: str, told: str) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(told)}"):
        parse(f"permission:Approve up to {written}")


@pytest.mark.parametrize(
    ("written", "meant"), [("1,000", "1000"), ("−99,50", "-99.5"), ("10 %", "0.1"), ("1.000", "0.1")]
)
def test_a_number_in_quotes_is_told_what_it_means_without(written: str, meant: str) -> None:
    with pytest.raises(UsageError, match=rf"write it like limit = {re.escape(meant)}\.$"):
        hw.Permission("Approve", written)  # type: ignore[arg-type]  # what a file holds


@pytest.mark.parametrize("text", READ)
def test_a_decision_is_what_was_typed_and_reads_back(text: str) -> None:
    value, sentence = READ[text]
    assert parse(text) == value
    assert parse(text).sentence == sentence


def test_every_kind_has_an_example_that_it_understands_and_all_kinds_are_tried_here() -> None:
    assert {parse(form.example).do for form in FORMS} == set(KINDS) == {form.word for form in FORMS}
    assert {parse(text).do for text in READ} == set(KINDS)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("staff:billing -2 am Samstag", "staff:billing -2 on Saturday"),
        ("staff:billing -2 Personen samstags ab 2027-01-04", "staff:billing -2 people on Saturday from 2027-01-04"),
        ("staff:billing -1 Montag bis Freitag von 8 bis 12 Uhr", "staff:billing -1 Mon-Fri 08:00-12:00"),
        ("arrivals:returns +10 % Mo, Di und So", "arrivals:returns +10 % on Monday, Tuesday and Sunday"),
        ("hours:billing open am Wochenende", "hours:billing open weekend"),
    ],
)
def test_days_may_be_german(german: str, english: str) -> None:
    found, meant = parse(german), parse(english)
    assert found.sentence == meant.sentence
    assert found.starts == meant.starts


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sunday 22-6", [*range(6), 166, 167]),
        ("Friday from 22:00 to 06:00", range(118, 126)),
        ("22:00-00:00, Monday 23-1", [*(24 * day + h for day in range(7) for h in (22, 23)), 24]),
        ("samstags von 23 bis 2 Uhr", [143, 144, 145]),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(text: str, meant: Iterable[int]) -> None:
    assert slots(text, centre()) == tuple(sorted(meant))
    assert slots(said(text), centre()) == tuple(sorted(meant))


def test_a_start_is_a_day_and_no_hour_of_the_week() -> None:
    assert parse("staff:billing -2 on Saturday from 2027-01-04") == hw.Staff(
        "billing", -2, "Saturday", starts=date(2027, 1, 4)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("staff billing", "write it like staff:billing -2 on Saturday"),
        ("hire:billing 2", "names no kind of decision; begin with one of: staff, hours,"),
        ("staff:billing -2 on Caturday", "names no hours of the week"),
        ("staff:billing -2 on Monday 18:00-18:00", "a night like 22:00-06:00"),
        ("staff:billing to -3", "cannot have -3 people"),
        ("campaign:returns -50 on 2027-02-03", "brings 1 case or more over 1 to 366 days, not -50"),
        ("batch:Approve every 0.01 s", "every minute at most and every 4 weeks at least"),
        ("batch:Approve every 60 days", "every minute at most and every 4 weeks at least"),
        ("staff:billing +0", "Nothing would change at billing"),
        ("campaign:returns +500 on 2027-02-30", "2027-02-30 is no day of the calendar"),
        ("batch:Approve every 4 parsecs", "“4 parsecs” is no length of time"),
        ("route:A -> B 130 %", "must lie between 0 % and 100 %, not 130 %"),
        ("arrivals:returns -120 %", "Arrivals cannot change by -120 %"),
    ],
)
def test_what_is_not_understood_is_answered_with_how_it_is_written(text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text).sentence  # noqa: B018 -- what typing alone lets pass, the sentence does not
    assert said in str(error.value)


def test_lengths_of_time_have_units() -> None:
    assert [hours(x) for x in ("90 s", "6 min", "4h", "2 days", timedelta(minutes=30), 1.5)] == [
        0.025, pytest.approx(0.1), 4, 48, 0.5, 1.5,
    ]  # fmt: skip
    with pytest.raises(UsageError, match="number with its unit"):
        hours("6")


def test_a_file_holds_texts_and_tables(tmp_path: Path) -> None:
    file = tmp_path / "part-timers.toml"
    file.write_text(
        'start = 2027-01-04\nchange = ["staff:billing -2 on Saturday"]\n'
        '[[changes]]\ndo = "promise"\nat = "billing"\nwithin = "4 h"\n'
    )
    found = read_changes(file)
    assert (found.name, found.start) == ("part-timers", date(2027, 1, 4))
    assert found.decisions == (hw.Staff("billing", -2, "Saturday"), hw.Promise("billing", "4 h"))


def test_what_is_written_of_a_decision_makes_it_again() -> None:
    for text in READ:
        value = parse(text)
        table = {k: date.fromisoformat(v) if k == "on" else v for k, v in value.to_dict().items()}
        assert changes({"changes": [table]}, Path("x.toml")).decisions == (value,)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({}, "x.toml holds no change"),
        ({"change": 3}, "change is a list of texts"),
        ({"changes": [{"do": "hire"}]}, 'do = "hire" is no kind of decision'),
        ({"changes": [{"do": "staff", "team": "billing", "bye": -2}]}, "has no bye; it has"),
        ({"changes": [{"do": "staff", "by": -2}]}, "needs team"),
        ({"change": ["remove:A"], "start": "soon"}, 'start = "soon" is no day'),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(held: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as error:
        changes(held, Path("x.toml"))
    assert said in str(error.value)


def test_a_value_of_a_wrong_kind_is_said(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('[[changes]]\ndo = "staff"\nteam = "billing"\nby = "x"\n')
    with pytest.raises(InputError, match='by = "x" is no whole number; write it like by = 2'):
        read_changes(file)


def test_a_number_is_no_name_of_a_team(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('[[changes]]\ndo = "staff"\nteam = 3\nby = -1\n')
    with pytest.raises(InputError, match="team = 3 is no text; write it in quotes"):
        read_changes(file)
