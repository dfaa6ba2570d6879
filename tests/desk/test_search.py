"""Search says the same on both databases: each is held against one plain rule."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import World, answer, at

from headwater.desk import service as desk
from headwater.desk.acts.reindex import reindex_all
from headwater.desk.search.parts import parts
from headwater.desk.search.port import port
from headwater.desk.search.words import LONGEST, MOST_LETTERS, MOST_WORDS, Query, query, words

pytestmark = pytest.mark.server

ODD = ("ΑΘήνα", "返金", "東", "café", "x" * 70, "'", '"', "\\", "%", "_", "~t1", "*", ":", "\x00")
LONG = ("Rücksendung", "ruecksendung", "Rucksendung", "sendung", "jack", "Regenjacke", "A41745", "4174", "1745")
LETTERS = st.sampled_from([*"abeèéÉßĐäÄøŒ19", *ODD, *LONG])
FIRST, APART = 900_001, 70_000
"""numbers that are far enough from each other to be in different hundred thousands"""
TEXT = st.lists(LETTERS, max_size=12).map(" ".join) | st.text(max_size=30)


def test_words_are_small_and_without_accents():
    assert words("Déjà VU, naïve STRAßE! Straße 42") == ["deja", "vu", "naive", "strasse", "42"]
    assert words("返金をお願い refund") == ["返金", "金を", "をお", "お願", "願い", "refund"]
    assert words("ada@example.org") == ["ada", "example", "org"]
    assert len(words("x" * 500)[0]) == LONGEST
    assert len(words(" ".join(str(n) for n in range(MOST_WORDS * 2)))) == MOST_WORDS
    assert sum(map(len, words(" ".join(f"{n:060}" for n in range(MOST_WORDS))))) <= MOST_LETTERS


def test_words_are_the_same_with_and_without_umlauts():
    assert words("Rücksendung RÜCKSENDUNG") == ["rucksendung", "ruecksendung"]
    assert words("Yıldız YILDIZ yildiz İpek ipek") == ["yildiz", "ipek"]
    assert words("Søren Łódź Œuvre Đặng") == ["soren", "soeren", "lodz", "oeuvre", "dang"]
    assert query("Größe*").begins == (("grosse", "groesse"),)


@pytest.mark.parametrize(
    ("word", "part", "no_part"),
    [
        ("regenjacke", "jacke", "njacke"),
        ("ruecksendung", "sendung", "ksendung"),
        ("versandkosten", "kosten", "dkosten"),
        ("handarbeit", "arbeit", "eit"),
        ("de41745", "41745", "e41745"),
        ("41745", "1745", "745"),
    ],
)
def test_parts_begin_as_words_begin(word: str, part: str, no_part: str):
    assert part in parts([word])
    assert no_part not in parts([word])


def test_short_words_and_keys_of_machines_have_no_parts():
    assert parts(["jacke", "4174", "a" * 25, "1" * 25, "返金", "αθηναιων"]) == []


def test_a_query_takes_words_and_beginnings():
    assert query("Refu* DÉJÀ") == Query((("deja",),), (("refu",),))
    assert query("ab Refund x*").in_parts() == Query((("ab",),), (("refund",), ("x",)), parts=True)
    assert not query(" * ' \" ")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(TEXT, TEXT, st.sampled_from([None, 1, 2])), min_size=1, max_size=6),
    TEXT,
    st.sampled_from([None, frozenset({1}), frozenset({1, 2}), frozenset({7})]),
    st.booleans(),
    st.sampled_from([None, FIRST + 2, FIRST + 300_000]),
)
def test_both_databases_follow_one_rule(db: None, docs, asked: str, teams, in_parts: bool, before):
    numbers = range(FIRST, FIRST + APART * len(docs), APART)
    with transaction.atomic():
        for number, (first, second, team) in zip(numbers, docs, strict=True):
            port().add(number, words(first), team)
            port().extend(number, words(second))
        wanted = query(asked).in_parts() if in_parts else query(asked)
        if wanted:
            assert found(wanted, teams, before) == [
                n
                for n, doc in sorted(zip(numbers, docs, strict=True), reverse=True)
                if (before is None or n < before) and fits(doc, wanted, teams)
            ]
        port().remove(numbers)
        assert found(query("a*"), None, None) == []


def found(wanted: Query, teams, before) -> list[int]:
    sql, given = port().find(wanted, teams=teams, before=before, most=50)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [number for (number,) in cursor.fetchall()]


def fits(doc, wanted, teams) -> bool:
    first, second, team = doc
    there = {*words(first), *words(second)}
    begun = there | set(parts(there)) if wanted.parts else there
    seen = teams is None or team is None or team in teams
    return (
        seen
        and all(there & {*word} for word in wanted.words)
        and all(any(each.startswith(word) for each in begun) for word in wanted.begins)
    )


def test_a_case_of_more_words_than_a_database_takes_is_searched_all_the_same(db: None):
    many = [words(" ".join(f"{chr(0x4E00 + k)}{n:050}wort" for n in range(9_000))) for k in range(9)]
    with transaction.atomic():
        port().add(1, many[0], None)
        for more in many[1:]:
            port().extend(1, more)
        assert found(query(f"{0:050}wort"), None, None) == [1]


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


@pytest.mark.parametrize("asked", ["{n}", "#{n}", "case {n}", "Fall {n}", "no. {n}"])
def test_the_case_of_a_number_comes_first_however_many_newer_ones_hold_it(world: World, asked: str):
    first = world.case(words="Where is it?")
    newer = [world.case(words=f"Order {first.number}").number for _ in range(22)]
    here, page = asked.format(n=first.number), ""
    seen: list[int] = []
    while page is not None:
        found = desk.search(user=world.alice, words=here, now=at(1), page=page)
        seen += [r.number for r in found.rows]
        page = found.older or None
    assert seen == [first.number, *reversed(newer)]
    desk.hand_over(case=first, team=world.billing, by=world.alice, now=at(1))
    assert first.number not in [r.number for r in desk.search(user=world.alice, words=here, now=at(1)).rows]


def test_a_number_that_begins_with_nought_is_searched_as_it_is(world: World):
    order = world.case(words="Where is order 0077?")
    world.case(words="I have 77 of them")
    found = desk.search(user=world.alice, words="0077", now=at(1))
    assert (found.words, [r.number for r in found.rows]) == (("0077",), [order.number])


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


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Frau Yıldız rief an", "yildiz"),
        ("Meine Rücksendung kam an", "Ruecksendung"),
        ("Meine Rücksendung kam an", "Rucksendung"),
        ("Meine Ruecksendung kam an", "Rücksendung"),
        ("Die Straße ist gesperrt", "strasse"),
        ("Die Regenjacke ist da", "regenja"),
        ("Die Regenjacke ist da", "jacke"),
        ("Bestellung 41745 fehlt", "4174"),
        ("Bestellung 41745 fehlt", "1745"),
        ("Bestellung DE-A41745 fehlt", "41745 fehl"),
    ],
)
def test_parts_and_other_spellings_find(world: World, said: str, asked: str):
    case = world.case(words=said)
    world.case(1, words="Etwas anderes")
    assert numbers(world, asked) == [case.number]


def test_the_kind_that_was_asked_for_finds(world: World):
    case = desk.open_case(
        channel="phone", customer_name="Ada", address="a@example.org", words="Hello", kind_asked="refund", now=at(0)
    )
    assert numbers(world, "refund") == [case.number]
    desk.confirm(case=case, kind_confirmed="exchange", by=world.olga, now=at(1))
    assert numbers(world, "exchange") == [case.number]
    reindex_all_anew()
    assert numbers(world, "exchange refund ada@example.org") == [case.number]


def reindex_all_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_search")
    reindex_all()


def test_whole_words_come_before_parts_and_enough_of_them_stand_alone(world: World):
    whole = [world.case(n, words="zeppelin") for n in range(19)]
    part = world.case(30, subject="zeppelins", words="-")
    page = desk.search(user=world.olga, words="zeppelin", now=at(99))
    assert [row.number for row in page.rows] == [*(case.number for case in reversed(whole)), part.number]
    assert page.in_parts
    world.case(31, words="zeppelin")
    page = desk.search(user=world.olga, words="zeppelin", now=at(99))
    assert part.number not in [row.number for row in page.rows]
    assert not page.in_parts


def test_parts_can_be_paged(world: World):
    cases = [world.case(n, words="luftschiff" if n % 9 else "schiff") for n in range(70)]
    seen, page = [], ""
    for _ in range(9):
        found = desk.search(user=world.olga, words="schiff", now=at(99), page=page)
        seen += [row.number for row in found.rows]
        page = found.older
        if not page:
            break
    assert sorted(seen) == [case.number for case in cases]


def numbers(world: World, asked: str) -> list[int]:
    return [row.number for row in desk.search(user=world.olga, words=asked, now=at(5)).rows]
