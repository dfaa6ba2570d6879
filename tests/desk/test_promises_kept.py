"""The share of promises kept, and the links that prevented the others; its definition stands in the documentation."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.errors import NotAllowedError
from headwater.desk.measures.domain import Window
from headwater.desk.measures.promises import by_link, promises_kept
from headwater.desk.promise import Given

DAY = timedelta(days=1)
SINCE = at(0)
WINDOW = Window(SINCE, SINCE + 9 * DAY, SINCE + 8 * DAY)


def one(state: str, due: float, settled: float | None = None, link: str = "", case: int = 1) -> Given:
    return Given(case, state, SINCE + due * DAY, None if settled is None else SINCE + settled * DAY, link)


def test_the_share_and_what_is_left_out():
    found = promises_kept(
        [one("kept", 2, 1), one("kept", 2, 3), one("open", 3), one("open", 8.5), one("broken", 4, 4, "Stock"),
         one("renegotiated", 4, 3), one("withdrawn", 4, 3)],
        window=WINDOW,
    )  # fmt: skip
    assert (found.value, found.n) == (1 / 4, 4)
    assert [n for _, n in found.left_out] == [1, 1, 1]
    assert found.interval is not None
    assert [row.open_still for row in found.rows] == [False, False, True, False]


def test_no_promise_has_no_share():
    found = promises_kept([], window=WINDOW)
    assert (found.value, found.n) == (None, 0)


def test_what_a_link_cost():
    every = [one("kept", 2, 1), one("broken", 3, 3, "Stock"), one("broken", 3, 3, "Stock"), one("broken", 3, 3, "Rule")]
    links = by_link(every, window=WINDOW)
    assert [(each.link, each.broke, each.kept, each.without) for each in links] == [
        ("Stock", 2, 0.25, 0.75), ("Rule", 1, 0.25, 0.5),
    ]  # fmt: skip


def test_the_definition_is_documented():
    told = re.sub(r"\s+", " ", (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8"))
    assert promises_kept([], window=WINDOW).definition in told


@pytest.mark.server
def test_who_leads_sees_their_teams_and_the_link_its_promises(world: World):
    case, other = world.case(), world.case(1, team=world.billing, address="bob@example.org")
    for each, link, ref in ((case, "Stock out", {"kind": "condition", "column": "stock"}), (other, "Rule 7", None)):
        made = desk.promise(case=each, what="call", due_from=at(1), due_to=at(99), by=world.olga, now=at(2))
        desk.break_promise(promise=made, link=link, ref=ref, by=world.olga, now=at(3))
    page = desk.kept_promises(user=world.bob, since=at(0), until=at(999), now=at(500))
    assert [(row.case, row.link) for row in page.rows] == [(case.number, "Stock out")]
    assert desk.kept_promises(user=world.olga, since=at(0), until=at(999), now=at(500), link="Rule 7").figure.n == 2
    with pytest.raises(NotAllowedError):
        desk.kept_promises(user=world.alice, since=at(0), until=at(999), now=at(500))

    def cases(link: str, ref: dict[str, str]) -> list[int]:
        found = desk.promises_broken_by(user=world.olga, link=link, ref=ref, now=at(500))
        return [line.case for line in found]

    assert cases("Bestand leer", {"kind": "condition", "column": "stock"}) == [case.number]
    assert cases("rule 7", {"kind": "order"}) == [other.number]
    assert cases("anything", {"kind": "order"}) == []
    assert desk.links_named() == ["Rule 7", "Stock out"]
