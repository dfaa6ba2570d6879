"""Conditions: every value of a column, a number against its best cut, the first team and the channel."""

import numpy as np
import pytest
from tests.causes.logs import facts, read

from headwater.causes.facts import Facts
from headwater.causes.links.columns import read_columns
from headwater.causes.links.conditions import conditions, roles
from headwater.causes.links.gather import gather

SIX = ["Ask@Desk Check@Back End@Desk"] * 3 + ["Ask@Back End@Desk"] * 3


def found(f, spoiled=None, **how):
    columns = read_columns(f, **({"used": set(), "mix": set(), "links": set()} | how))
    spoiled = np.zeros(f.n, bool) if spoiled is None else spoiled
    return {c.link: c for c in conditions(f, columns, spoiled, np.ones(f.n, bool))}


def rows(candidate):
    return np.flatnonzero(candidate.broke).tolist()


def test_each_value_against_the_rest_where_it_is_recorded():
    f = facts(SIX, supplier=["Norda", "Norda", "Ilmo", None, "Ilmo", "Fabro"])
    all_found = found(f)
    assert {name: rows(c) for name, c in all_found.items()} == {
        "supplier: Norda": [0, 1], "supplier: Ilmo": [2, 4], "supplier: Fabro": [5],
    }  # fmt: skip
    assert rows_unknown(all_found["supplier: Ilmo"]) == [3]
    assert {c.group for c in all_found.values()} == {"supplier"}


def rows_unknown(candidate):
    return np.flatnonzero(~candidate.known).tolist()


def test_a_flag_that_is_only_written_when_it_holds_is_known_of_all():
    f = facts(SIX, stock_out=["Y", None, None, "Y", None, None])
    (only,) = found(f).values()
    assert rows(only) == [0, 3]
    assert only.known.all()


@pytest.mark.parametrize("above", [True, False])
def test_a_number_is_cut_where_it_parts_spoiled_from_unspoiled(above):
    stock = np.arange(100.0)
    f = facts(["Ask End"] * 100, stock_level=list(stock))
    spoiled = stock > 79 if above else stock <= 19
    (cut,) = found(f, spoiled).values()
    assert rows(cut) == (list(range(80, 100)) if above else list(range(20)))
    assert cut.ref.value.startswith(">" if above else "<=")
    assert cut.tries > 1


def test_a_number_missing_in_a_case_never_breaks_there():
    stock = [None if i % 4 == 0 else float(i) for i in range(200)]
    f = facts(["Ask End"] * 200, stock_level=stock)
    for spoiled in (np.arange(200) > 150, np.arange(200) < 50):
        (cut,) = found(f, spoiled).values()
        assert rows_unknown(cut) == list(range(0, 200, 4))
        assert not cut.broke[::4].any()
        assert 20 < cut.broke.sum() < 60


def test_what_a_column_is_taken_for_can_be_set():
    f = facts(SIX, zebra=["a", "b"] * 3, difficulty=["x", "y", "z"] * 2, stock_out=[True, False] * 3)
    assert {c.ref.column for c in found(f).values()} == {"zebra", "stock_out"}
    undecided = found(f)["zebra: a"]
    assert "zebra" in undecided.undecided
    set_by_hand = found(f, mix={"stock_out"}, links={"difficulty", "zebra"})
    assert {c.ref.column for c in set_by_hand.values()} == {"zebra", "difficulty"}
    assert set_by_hand["zebra: a"].undecided is None
    assert {c.ref.column for c in found(f, used={"STOCK_OUT"}).values()} == {"zebra"}


def meanings(f):
    return {c.name: c.meaning for c in read_columns(f, used=set(), mix=set(), links=set())}


def test_names_times_own_numbers_and_people_are_bookkeeping():
    n = 60
    f = facts(
        ["Ask End"] * n, stock_note=[f"text {i}" for i in range(n)], stock_site=["one"] * n,
        last_agent=[f"P{i % 5}" for i in range(n)], queue=["A", "B"] * (n // 2), current_step=["Ask", "End"] * (n // 2),
    )  # fmt: skip
    found_meanings = meanings(f)
    assert found_meanings.pop("queue") == "link"
    assert set(found_meanings.values()) == {"bookkeeping"}


def test_a_condition_stands_where_it_is_recorded():
    rows_in = []
    for i in range(40):
        rows_in += [{"case": f"C{i:03}", "step": "Ask", "at": i * 50, "queue": "AB"[i % 2]},
                    {"case": f"C{i:03}", "step": "Check", "at": i * 50 + 9, "stock_out": i % 3 == 0}]  # fmt: skip
    at = {c.ref.column: c for c in found(Facts(read(rows_in))).values()}
    assert (at["queue"].step, at["stock_out"].step) == (None, "Check")
    assert at["queue"].place < 0
    assert 1 < at["stock_out"].place < 2
    assert at["queue"].routing
    assert not at["stock_out"].routing


def test_the_first_team_and_the_channel_but_nobody_by_name():
    rows_in = [
        {"case": f"C{i}", "step": step, "at": i * 50 + 9 * k, "team": team, "who": f"P{i}",
         "channel": "web" if i < 4 else "mail"}
        for i in range(6) for k, (step, team) in enumerate([("Ask", "Desk" if i < 3 else "Back"), ("End", "Desk")])
    ]  # fmt: skip
    f = Facts(read(rows_in))
    by_name = {(c.ref.column, c.ref.value): rows(c) for c in roles(f)}
    assert by_name == {("team", "Desk"): [0, 1, 2], ("team", "Back"): [3, 4, 5],
                       ("channel", "web"): [0, 1, 2, 3], ("channel", "mail"): [4, 5]}  # fmt: skip


def test_links_that_break_together_are_one_and_name_each_other_and_thin_ones_are_apart():
    n = 100
    out = [i % 4 == 0 for i in range(n)]
    f = facts(["Ask End"] * n, stock_out=out, supplier=["Norda" if b else "Ilmo" for b in out],
              queue=["rare" if i < 9 else "usual" for i in range(n)])  # fmt: skip
    columns = read_columns(f, used=set(), mix=set(), links=set())
    kept, thin = gather(f, columns, np.array(out), np.ones(n, bool), {}, np.array(out, float))
    named = {c.link: c.twins for c in kept}
    assert "queue: rare" in {c.link for c in thin}
    assert not {"queue: rare", "queue: usual"} & set(named)
    (one,) = [[*twins, link] for link, twins in named.items() if "stock_out: true" in [link, *twins]]
    assert {"stock_out: true", "supplier: Norda"} <= set(one)
    assert [c.place for c in kept] == sorted(c.place for c in kept)
