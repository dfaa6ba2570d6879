"""Search says the same on both databases: each is held against one plain rule."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import World, answer, at

from headwater.desk import service as desk
from headwater.desk.search.port import port
from headwater.desk.search.words import LONGEST, MOST_WORDS, query, words

pytestmark = pytest.mark.server

ODD = ("ΑΘήνα", "返金", "東", "café", "x" * 70, "'", '"', "\\", "%", "_", "~t1", "*", ":", "\x00")
LETTERS = st.sampled_from([*"abeèéÉßĐäÄøŒ19", *ODD])
TEXT = st.lists(LETTERS, max_size=12).map(" ".join) | st.text(max_size=30)


def test_words_are_small_and_without_accents():
    assert words("Déjà VU, naïve STRAßE! Straße 42") == ["deja", "vu", "naive", "strasse", "42"]
    assert words("返金をお願い refund") == ["返金", "金を", "をお", "お願", "願い", "refund"]
    assert words("ada@example.org") == ["ada", "example", "org"]
    assert len(words("x" * 500)[0]) == LONGEST
    assert len(words(" ".join(str(n) for n in range(MOST_WORDS * 2)))) == MOST_WORDS


def test_a_query_takes_words_and_beginnings():
    assert (query("Refu* DÉJÀ").words, query("Refu* DÉJÀ").begins) == (("deja",), ("refu",))
    assert not query(" * ' \" ")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(TEXT, TEXT, st.sampled_from([None, 1, 2])), min_size=1, max_size=6),
    TEXT,
    st.sampled_from([None, frozenset({1}), frozenset({1, 2}), frozenset({7})]),
)
def test_both_databases_follow_one_rule(db: None, docs, asked: str, teams):
    with transaction.atomic():
        for number, (first, second, team) in enumerate(docs, start=900_001):
            port().add(number, words(first), team)
            port().extend(number, words(second))
        wanted = query(asked)
        if wanted:
            found = port().find(wanted, teams=teams, before=None, most=50)
            assert found == [
                n for n in range(900_000 + len(docs), 900_000, -1) if fits(docs[n - 900_001], wanted, teams)
            ]
        port().remove(range(900_001, 900_001 + len(docs)))
        assert port().find(query("a*"), teams=None, before=None, most=9) == []


def fits(doc, wanted, teams) -> bool:
    first, second, team = doc
    there = {*words(first), *words(second)}
    seen = teams is None or team is None or team in teams
    return seen and set(wanted.words) <= there and all(any(w.startswith(b) for w in there) for b in wanted.begins)


def test_a_case_is_found_by_all_that_was_said_in_it(world: World):
    case = world.case(subject="Ärger mit Paket", words="Kaputt angekommen")
    world.case(1, words="Something else")
    desk.note(case=case, text="supplier Müller knows", by=world.alice, now=at(2))
    desk.receive(case=case, words="Where is my réfund", now=at(3))
    answer(case=case, text="Tomorrow for certain", by=world.alice, now=at(4))
    asked = ["arger", "kaputt MULLER", "refund tomorrow", "lovelace paket", "ada@example.org kaputt", "supp* certain"]
    for text in [*asked, f"{case.number} paket"]:
        assert [r.number for r in desk.search(user=world.alice, words=text, now=at(5)).rows] == [case.number], text
    assert desk.search(user=world.alice, words="kaputt else", now=at(5)).rows == ()


def test_it_follows_the_case_to_its_team(world: World):
    case = world.case(words="zeppelin")
    open_to_all = world.case(words="zeppelin", team=None)
    assert len(desk.search(user=world.alice, words="zeppelin", now=at(1)).rows) == 2
    desk.hand_over(case=case, team=world.billing, by=world.alice, now=at(1))
    assert [r.number for r in desk.search(user=world.alice, words="zeppelin", now=at(1)).rows] == [open_to_all.number]
    assert len(desk.search(user=world.carl, words="zeppelin", now=at(1)).rows) == 2
    assert desk.search(user=world.dora, words="zeppelin", now=at(1)).rows == ()


def test_the_best_of_the_newest_come_first_and_all_can_be_paged(world: World):
    cases = [world.case(n, subject="zeppelin" if n == 3 else "other", words="zeppelin ride") for n in range(70)]
    page, seen = "", []
    for _ in range(5):
        found = desk.search(user=world.olga, words="zeppelin", now=at(99), page=page)
        seen += [r.number for r in found.rows]
        page = found.older
        if not page:
            break
    assert sorted(seen) == sorted(c.number for c in cases)
    assert len(seen) == 70
    assert seen[0] == cases[69].number
    assert seen.index(cases[3].number) == 60
    assert desk.search(user=world.olga, words="zeppelin", now=at(99), page="junk").rows[0].number == cases[69].number
