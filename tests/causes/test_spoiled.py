"""What counts as spoiled: each default that is recognised, the chain's words, and what cannot be compared."""

import numpy as np
import pytest
from tests.causes.logs import cases, facts, read

from headwater.causes.facts import Facts
from headwater.causes.service import causes
from headwater.causes.spoiled import CHAIN_WORDS, mark
from headwater.shared.errors import InputError, UsageError

PLAIN = ["Ask Do End"] * 20
BAD = [i % 5 == 0 for i in range(20)]


def spoiled(found):
    return found.true.tolist()


@pytest.mark.parametrize(
    ("column", "values", "definition"),
    [
        ("spoiled", BAD, "`spoiled`"),
        ("bad_experience", ["yes" if b else "no" for b in BAD], "`bad_experience`"),
        ("sla_missed", ["Y" if b else "N" for b in BAD], "`sla_missed`"),
        ("made_sla", [not b for b in BAD], "not `made_sla`"),
        ("rating", [1 if b else 5 for b in BAD], "`rating` <= 2"),
        ("csat", [3 if b else 7 for b in BAD], "`csat` <= 3"),
        ("Bewertung", [6 if b else 10 for b in BAD], "`Bewertung` <= 6"),
        ("satisfaction", [50 if b else 95 for b in BAD], "`satisfaction` <= 50"),
        ("reopen_count", [int(b) * (2 + i % 3) for i, b in enumerate(BAD)], "`reopen_count` > 0"),
        ("reopened", BAD, "`reopened`"),
        ("abandoned", ["true" if b else "false" for b in BAD], "`abandoned`"),
    ],
)
def test_a_column_that_says_it_is_recognised(column, values, definition):
    found = mark(facts(PLAIN, **{column: values}), None)
    assert found.summary.definition == definition
    assert spoiled(found) == BAD
    assert column in found.summary.reason
    assert found.used == {column}
    assert (found.summary.cases, found.summary.of, found.summary.share) == (4, 20, 0.2)


def test_a_step_that_says_the_customer_gave_up():
    found = mark(facts(["Ask Hung_up" if b else "Ask End" for b in BAD]), None)
    assert found.summary.definition == 'has("Hung_up")'
    assert spoiled(found) == BAD


def test_a_case_closed_twice():
    found = mark(facts(["Ask Close Ask Close" if b else "Ask Ask Close" for b in BAD]), None)
    assert found.summary.definition == 'again("Close")'
    assert spoiled(found) == BAD


def test_the_slowest_tenth_stands_in_and_says_so():
    found = mark(facts(["Ask " + "Do " * (1 + i % 10) + "End" for i in range(20)]), None)
    assert found.summary.definition == "duration > 1.683 h"
    assert "no column says" in found.summary.reason
    assert found.summary.cases == 2


def test_the_plainest_word_for_it_wins():
    both = mark(facts(PLAIN, rating=[1] * 5 + [5] * 15, sla_missed=BAD), None)
    assert both.summary.definition == "`sla_missed`"
    useless = mark(facts(PLAIN, sla_missed=[True] * 20, rating=[1] * 5 + [5] * 15), None)
    assert useless.summary.definition == "`rating` <= 2"


def test_nothing_to_go_by():
    with pytest.raises(InputError, match="how a case ended"):
        mark(facts(["Ask"] * 20), None)


@pytest.mark.parametrize(("text", "says"), [("level > 100", "no case is"), ("level >= 0", "every case is")])
def test_nothing_or_everything_spoiled_cannot_be_compared(text, says):
    with pytest.raises(InputError, match=says):
        mark(facts(PLAIN, level=list(range(20))), text)


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(UsageError) as caught:
        mark(facts(PLAIN, level=list(range(20)), mood=BAD), "ratnig <= 2")
    for name in ("ratnig", "level", "mood", *CHAIN_WORDS):
        assert name in str(caught.value)
    with pytest.raises(UsageError, match="Ask, Do, End"):
        mark(facts(PLAIN), 'has("Clsoe")')


def test_unknown_cases_are_counted_and_left_out():
    found = mark(facts(PLAIN, level=[None if i < 3 else i % 4 for i in range(20)]), "level = 0")
    assert (found.summary.unknown, found.summary.of) == (3, 17)
    assert found.summary.cases == sum(i % 4 == 0 for i in range(3, 20))
    assert not found.known[:3].any()


def test_customers_of_spoiled_cases_are_counted_once():
    case = [{"customer": f"K{i % 3}" if i else None, "bad": i in (0, 1, 4, 5)} for i in range(8)]
    rows = [
        {"case": f"C{i}", "step": step, "at": i * 9 + k, **what}
        for i, what in enumerate(case)
        for k, step in enumerate(("Ask", "End"))
    ]
    assert mark(Facts(read(rows)), "bad").summary.customers == 2
    assert mark(facts(PLAIN, bad=BAD), "bad").summary.customers is None


WAYS = ["Ask@D Do@B End@D", "Ask@D Do@D Do@D End@D", "Ask@D End@B", "Do@B Ask@D Ask@B"]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("loops > 0", [1, 3]), ("handoffs = 2", [0, 3]), ("pingpongs > 0", [0, 3]), ("moments = 4", [1]),
        ("duration > 25 min", [1]), ("duration = 600", [2]), ("waiting = 20 min", [0, 3]),
        ('last_step = "end"', [0, 1, 2]),
        ("last_team = d", [0, 1]), ("first_team = B", [3]), ("teams = 1", [1]), ("team = B", [2, 3]),
        ("step = Ask", [3]), ("first_step = Do", [3]),
        ('has("DO") and not again("do")', [0, 3]), ('again("Do") or again("Ask")', [1, 3]),
    ],
)  # fmt: skip
def test_the_chain_s_own_words(text, which):
    assert np.flatnonzero(mark(facts(WAYS), text).true).tolist() == which


def test_column_names_are_found_in_any_capitals_and_win_over_the_chain_s_words():
    assert mark(facts(PLAIN, Level=list(range(20))), "`LEVEL` > 17").summary.cases == 2
    assert mark(facts(PLAIN, duration=list(range(20))), "duration > 17").summary.cases == 2


def test_the_channel_is_a_column_too():
    rows = [{"case": f"C{i}", "step": "Ask", "at": i, "channel": "phone" if i % 4 else "mail"} for i in range(8)]
    assert np.flatnonzero(mark(Facts(read(rows)), "channel = mail").true).tolist() == [0, 4]


def test_people_and_the_customer_can_be_named():
    who = [("Ann", None), ("Ann", "Bob"), ("Ann", "Ann"), (None, None)]
    rows = [
        {"case": f"C{i}", "step": f"S{k}", "at": i * 9 + k, "who": name, "customer": f"K{i % 2}"}
        for i, names in enumerate(who)
        for k, name in enumerate(names)
    ]
    record = Facts(read(rows))
    for text, which in (("people = 2", [1]), ("people = 0", [3]), ("who = bob", [1]), ("customer = K1", [1, 3])):
        assert np.flatnonzero(mark(record, text).true).tolist() == which, text
    assert mark(record, "who = Ann").summary.unknown == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_definition_is_no_definition(text):
    with pytest.raises(UsageError, match="The definition of spoiled is empty"):
        mark(facts(PLAIN, spoiled=BAD), text)


def test_a_hand_off_to_the_team_that_the_definition_names_is_no_cause():
    spelled = [f"Ask@A Do@{'BC'[i % 3 == 0]} End@{'BC'[i % 3 == 0]}" for i in range(200)]
    for text in ("team = C", "last_team = C"):
        found = causes(cases(spelled), spoiled=text, people=False)
        assert [f.link for f in found.findings if f.ref.kind == "handoff"] == []


def test_cases_are_read_in_their_own_order():
    assert [mark(Facts(cases(WAYS)), f"moments = {k}").summary.cases for k in (2, 3, 4)] == [1, 2, 1]
