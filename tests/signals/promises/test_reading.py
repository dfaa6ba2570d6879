"""What holds for any text: spans, times never past, bounded work; zones, clocks put on, days off, defaults."""

import dataclasses
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.signals.promises import binding, governors_de, governors_en, service, text, times, times_de, times_en
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.service import as_json, suggest

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 12, 10, 30, tzinfo=BERLIN)
CALENDAR = Calendar(zone=BERLIN)
WORDS = [
    "I", "will", "we'll", "you'll", "get", "by", "on", "until", "before", "Friday", "tomorrow", "next", "week",
    "in", "2", "3", "-", "business", "days", "hours", ",", ".", "?", "!", "\n", "not", "if", "as", "soon", "the",
    "part", "arrives", "12", "March", "3/12", "12.3.", "15", "Uhr", "bis", "am", "Freitag", "morgen", "ich", "wir",
    "melden", "uns", "rufe", "Sie", "erhalten", "innerhalb", "von", "Werktagen", "nicht", "sobald", "wenn",
    "nächste", "Woche", "Anfang", "Ende", "99", "pm", "31.2.", "0", "24:00", "halb", "vor", "nach", "'",
]  # fmt: skip
moments = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])


def only(said, at=AT, calendar=CALENDAR, **more):
    (one,) = suggest(said, at=at, calendar=calendar, **more)
    return one


@settings(max_examples=150, deadline=None)
@given(said=texts, at=moments, zone=zones, language=st.sampled_from([None, "en", "de"]))
def test_any_text_gives_spans_inside_it_and_times_ahead(said, at, zone, language):
    calendar = Calendar(zone=ZoneInfo(zone), holidays=frozenset({at.date() + timedelta(days=1)}))
    for one in suggest(said, at=at, calendar=calendar, language=language, without_quotes=len(said) % 2 == 0):
        begin, end = one.span
        assert 0 <= begin < end <= len(said)
        assert one.text == said[begin:end]
        assert at <= one.due.earliest <= one.due.latest
        assert one.due.latest.utcoffset() is not None
        assert one.who
        assert one.rule
        assert as_json(one)["span"] == [begin, end]


@pytest.mark.parametrize("year", [1, 2, 9998, 9999])
def test_the_ends_of_the_calendar_are_no_trouble(year):
    suggest("We will deliver in week 3.", at=datetime(year, 12, 28, 12, tzinfo=UTC), calendar=Calendar())
    said = "I will call you next week, in 900 months, by Friday, before Easter, by the end of the year and in 999 days."
    suggest(said, at=datetime(year, 12, 28, 12, tzinfo=UTC), calendar=Calendar())


@pytest.mark.parametrize(("day", "said", "last"), [
    ("2026-12-17", "Wir liefern in KW 2.", "2027-01-15"), ("2026-12-17", "Der Techniker kommt in KW 1.", "2027-01-08"),
    ("2026-12-17", "We will deliver in week 53.", "2027-01-01"), ("2025-12-17", "Wir liefern in KW 2.", "2026-01-09"),
    ("2026-11-23", "Wir liefern in KW 48.", "2026-11-27"),
])  # fmt: skip
def test_a_year_of_53_weeks_is_counted_to_its_end(day, said, last):
    at = datetime.fromisoformat(f"{day}T10:00+01:00")
    assert only(said, at).due.latest.date() == date.fromisoformat(last)


def test_the_zone_is_the_writers():
    at = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    assert only("I'll do it tomorrow.", at).due.latest == datetime(2026, 3, 14, 23, 59, tzinfo=BERLIN)
    new_york = Calendar(zone=ZoneInfo("America/New_York"))
    assert only("I'll do it tomorrow.", at, new_york).due.latest == datetime(2026, 3, 13, 17, tzinfo=new_york.zone)


def test_hours_are_real_where_the_clocks_are_put_on():
    eve = datetime(2026, 3, 28, 20, tzinfo=BERLIN)
    assert only("We'll fix it within 24 hours.", eve).due.latest == datetime(2026, 3, 29, 21, tzinfo=BERLIN)
    assert only("We'll fix it tomorrow at 2:30.", eve).due.latest.isoformat() == "2026-03-29T14:30:00+02:00"
    assert only("We'll fix it tomorrow at 02:30.", eve).due.latest.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(("closes", "day", "hour"), [(17, 13, 9), (22, 12, 21)])
def test_nine_said_in_the_afternoon_is_when_somebody_is_there(closes, day, hour):
    hours = Calendar(zone=BERLIN, spans=dict.fromkeys(range(7), ((clock(9), clock(closes)),)))
    afternoon = datetime(2026, 3, 12, 15, tzinfo=BERLIN)
    found = only("I'll call you at 9.", at=afternoon, calendar=hours)
    assert found.due.latest == datetime(2026, 3, day, hour, tzinfo=BERLIN)


@pytest.mark.parametrize("said", ["We will send it by end of day tomorrow.", "Wir melden uns bis morgen Feierabend."])
def test_a_day_ends_when_that_day_closes_also_where_it_is_said_on_a_closed_one(said):
    hours = Calendar(zone=BERLIN, spans=dict.fromkeys(range(5), ((clock(9), clock(17)),)))
    sunday = datetime(2026, 3, 15, 10, 30, tzinfo=BERLIN)
    assert only(said, at=sunday, calendar=hours).due.latest == datetime(2026, 3, 16, 17, tzinfo=BERLIN)


def test_business_days_leave_out_days_off_and_closed_days():
    calendar = dataclasses.replace(CALENDAR, holidays=frozenset({date(2026, 3, 13)}))
    assert only("I'll do it in 2 business days.", calendar=calendar).due.latest.date() == date(2026, 3, 17)
    assert only("I'll do it before Monday.", calendar=calendar).due.latest.date() == date(2026, 3, 12)
    saturdays = Calendar({day: ((clock(8), clock(12)),) for day in range(6)}, zone=BERLIN)
    assert only("I'll do it in 2 business days.", calendar=saturdays).due.latest == datetime(
        2026, 3, 14, 12, tzinfo=BERLIN
    )
    assert only("I'll do it by Sunday.", calendar=saturdays).due.latest == datetime(2026, 3, 15, 23, 59, tzinfo=BERLIN)


def test_an_open_end_and_a_calendar_that_never_opens():
    never = dataclasses.replace(CALENDAR, holidays=frozenset(date(2026, 3, 1) + timedelta(days=n) for n in range(1500)))
    assert only("I'll do it in 2 business days.", calendar=never).due.latest > AT
    always = Calendar({}, zone=BERLIN)
    assert only("I'll do it by Sunday.", calendar=always).due.latest == datetime(2026, 3, 15, 23, 59, tzinfo=BERLIN)


def test_a_vague_one_gets_the_default():
    assert only("I'll do it asap.").due.latest == datetime(2026, 3, 16, 17, tzinfo=BERLIN)
    assert only("I'll do it asap.", default=0).due.latest == datetime(2026, 3, 12, 17, tzinfo=BERLIN)
    assert only("I'll do it asap.", default=timedelta(hours=4)).due.latest == AT + timedelta(hours=4)


def test_an_ambiguous_date_is_read_as_the_place_reads_it_or_as_a_range():
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    american = Calendar(zone=ZoneInfo("America/Chicago"))
    assert only("I'll send it on 4/3.", at, american).due.latest.date() == date(2026, 4, 3)
    assert only("I'll send it on 4/3.", at, CALENDAR).due.latest.date() == date(2026, 3, 4)
    unknown = only("I'll send it on 4/3.", at, Calendar()).due
    assert (unknown.earliest.date(), unknown.latest.date()) == (date(2026, 3, 4), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("I'll call you tomorrow.", "I"),
        ("We will call you tomorrow.", "we"),
        ("Your order will be shipped tomorrow.", "we"),
        ("Our technician will call you tomorrow.", "Our technician"),
        ("Mr Miller will call you tomorrow.", "Mr Miller"),
        ("Ich rufe Sie morgen an.", "I"),
        ("Wir rufen Sie morgen an.", "we"),
    ],
)
def test_who_promises(said, who):
    assert only(said).who == who


def test_two_promises_of_one_sentence():
    found = suggest("I'll call you tomorrow and send the papers on Monday.", at=AT, calendar=CALENDAR)
    assert [one.due.latest.day for one in found] == [13, 16]


def test_a_condition_is_named():
    one = only("As soon as the part arrives, we'll call you.")
    assert (one.vague, one.condition) == (True, "As soon as the part arrives")


def test_each_sentence_is_in_its_own_language():
    both = "Sie erhalten die Ware bis Freitag.\n\nYou will receive the goods by Friday."
    found = suggest(both, at=AT, calendar=CALENDAR)
    assert [(one.language, one.due.latest.day) for one in found] == [("de", 13), ("en", 13)]


def test_what_is_quoted_is_left_out_where_asked_and_keeps_the_places():
    said = "It is done.\n\nI'll call you tomorrow.\n\nOn Wed, 11 Mar 2026 at 09:14, Kim wrote:\nI will pay by Friday."
    assert only(said, without_quotes=True).text == "I'll call you tomorrow"
    assert len(suggest(said, at=AT, calendar=CALENDAR)) == 2


class Counted:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern):
        self.pattern, self.asked = pattern, 0

    def __getattr__(self, name):
        self.asked += 1
        return getattr(self.pattern, name)


def test_a_text_without_a_word_that_promises_costs_one_pass(monkeypatch):
    words, end = Counted(times.WORD), Counted(text._END)
    monkeypatch.setattr(service, "WORD", words)
    monkeypatch.setattr(text, "_END", end)
    assert suggest("Thanks so much, that helped a lot! " * 5, at=AT, calendar=CALENDAR) == []
    assert (words.asked, end.asked) == (1, 0)


def test_a_text_with_promises_is_passed_over_twice_and_patterns_only_where_their_words_stand(monkeypatch):
    words, end = Counted(times.WORD), Counted(text._END)
    rule = next(one for one in times_en.RULES if one.name == "a week on")
    seldom = Counted(rule.pattern)
    monkeypatch.setattr(service, "WORD", words)
    monkeypatch.setattr(text, "_END", end)
    first = {
        name: tuple(dataclasses.replace(one, pattern=seldom) if one is rule else one for one in rules)
        for name, rules in times._FIRST["en"].items()
    }
    monkeypatch.setitem(times._FIRST, "en", first)
    assert len(suggest("I'll call you by 3 pm. We will send it by 4 pm.", at=AT, calendar=CALENDAR)) == 2
    assert (words.asked, end.asked, seldom.asked) == (1, 1, 0)


HOSTILE = [
    "i will ", "by ", "on the ", "1", "1 ", "12.", "12/", "in 2 ", "2-", "bis ", "ich ", "nicht ", "a" * 50 + " ", " ",
    "\n", "> ", '"', "„", "i'll ", "will be will be ", "then also ", "by friday ", "friday, ", "as soon as ", ", ",
    "you ", "ä", "(", "?", "bis freitag ", "wird ", "sie haben ", "wir haben bis ", "morgen und ", "the end of the ",
    "zwischen 1 und ", "within a ", "\u0130",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_no_faster_than_the_text(part):
    def spent(size):
        said = (part * (size // len(part) + 1))[:size]
        begin = time.process_time()
        suggest(said, at=AT, calendar=CALENDAR)
        return time.process_time() - begin

    small, large = (min(spent(size) for _ in range(3)) for size in (4_000, 32_000))  # the least disturbed of three
    small = max(small, 0.001)
    assert large < 8 * 4 * small + 0.2


def test_a_megabyte_is_read_in_seconds():
    begin = time.process_time()
    assert suggest("once upon a time there was " * 40_000 + "you will ", at=AT, calendar=CALENDAR) == []
    assert time.process_time() - begin < 20


def test_a_long_list_is_cut_in_a_moment():
    said = "12. Wir melden uns.\n" * 10_000
    begin = time.process_time()
    assert len(text.sentences(said, said.lower())) >= 10_000
    assert time.process_time() - begin < 5


def test_every_rule_can_begin_where_it_is_tried():
    rules = [*times_en.RULES, *times_de.RULES]
    assert all(one.first for one in rules)
    assert len({one.name for one in rules}) >= 25
    for table in (governors_en.TABLE, governors_de.TABLE):
        assert all(first.split() and pattern for first, _, pattern in table)
    assert binding.Bound.__dataclass_fields__


@pytest.mark.parametrize(
    ("text", "language", "hour"),
    [
        ("I'll be there at 8.", "en", 20),
        ("I'll be there at 08:00.", "en", 8),
        ("I'll be there at 8 am.", "en", 8),
        ("Der Fahrer ist so gegen halb neun da.", "de", 20),
        ("I'll be there at five.", "en", 17),
    ],
)
def test_an_hour_of_the_dial_said_in_the_evening_is_the_evening_s(text, language, hour):
    (found,) = suggest(
        text, at=datetime(2025, 3, 12, 18, 0, tzinfo=BERLIN), calendar=Calendar(zone=BERLIN), language=language
    )
    assert found.due.latest.hour == hour
