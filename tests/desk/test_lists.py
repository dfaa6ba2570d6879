"""Lists: who sees what, page after page, under which name."""

import pytest
from tests.desk.conftest import World, answer, at

from headwater.desk import service as desk
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.models import Case
from headwater.desk.query import BUILT_IN
from headwater.desk.store import lists, newest
from headwater.shared.errors import UsageError

pytestmark = pytest.mark.server


def shown(world: World, who: str, view: str = "open", **more: object) -> list[int]:
    return [r.number for r in desk.inbox(user=getattr(world, who), view=view, now=at(999), **more).rows]


def test_each_list_shows_its_cases(world: World):
    cases = {name: world.case(n) for n, name in enumerate(("new", "mine", "waiting", "snoozed", "done", "billing"))}
    desk.assign(case=cases["mine"], holder=world.alice, by=world.alice, now=at(20))
    answer(case=cases["waiting"], by=world.alice, now=at(21))
    desk.snooze(case=cases["snoozed"], until=at(5000), by=world.alice, now=at(22))
    desk.done(case=cases["done"], by=world.alice, now=at(23))
    desk.hand_over(case=cases["billing"], team=world.billing, by=world.alice, now=at(24))
    free = world.case(25, team=None)
    cases["news"] = world.case(26, incoming=desk.Incoming("Buy!", automatic=True))
    names = {case.number: name for name, case in cases.items()} | {free.number: "free"}
    found = {view: [names[n] for n in shown(world, "alice", view)] for view in BUILT_IN}
    assert found == {
        "open": ["free", "mine", "new"],
        "mine": ["mine"],
        "unassigned": ["free", "new"],
        "waiting": ["waiting"],
        "snoozed": ["snoozed"],
        "done": ["done"],
        "aside": ["news"],
        "all": ["free", "done", "snoozed", "waiting", "mine", "new"],
    }
    assert {names[n] for n in shown(world, "carl", "all")} == {"billing", "free"}
    assert len(shown(world, "olga", "all")) == 7
    assert [names[n] for n in shown(world, "olga", "unassigned")] == ["free", "billing", "new"]
    assert shown(world, "dora", "all") == []
    links = {v.key: v.count for v in desk.inbox(user=world.alice, now=at(999)).views}
    assert (links["open"], links["mine"], links["unassigned"], links["done"]) == (3, 1, 2, None)


@pytest.mark.parametrize("who", ["alice", "olga"])
def test_pages_follow_each_other_without_gap_or_double(world: World, who: str):
    cases = [world.case(n // 3, team=[world.support, None][n % 2]) for n in range(23)]
    seen: list[int] = []
    page = ""
    for _ in range(9):
        found = desk.inbox(user=getattr(world, who), page=page, rows=5, now=at(99))
        seen += [r.number for r in found.rows]
        page = found.older
        if not page:
            break
    order = sorted(cases, key=lambda c: (c.changed_at, c.number), reverse=True)
    assert seen == [c.number for c in order]
    assert shown(world, who, page="nonsense")[:1] == [order[0].number]


@pytest.mark.parametrize("few", [1, 1000])
def test_a_view_by_tag_is_the_same_for_rare_and_frequent_tags(world: World, few: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(newest, "FEW", few)
    cases = [world.case(n) for n in range(6)]
    for case in cases[::2]:
        desk.tag(case=case, name="parcel", by=world.alice, now=at(9))
    view = desk.save_view(name="Parcels", query=desk.Query(tag="parcel"), by=world.alice)
    assert shown(world, "alice", str(view.pk)) == [c.number for c in reversed(cases[::2])]
    desk.untag(case=cases[0], name="parcel", by=world.alice, now=at(10))
    assert shown(world, "alice", str(view.pk)) == [cases[4].number, cases[2].number]


def test_views_are_ones_own_or_the_teams(world: World):
    own = desk.save_view(name="Mail", query=desk.Query(channel="email"), by=world.alice)
    team = desk.save_view(name="Phone", query=desk.Query(channel="phone"), by=world.bob, team=world.support.pk)
    keys = {}
    for who in ("alice", "bob", "carl"):
        keys[who] = [v.key for v in desk.inbox(user=getattr(world, who), now=at(1)).views if v.key.isdigit()]
    assert keys == {"alice": [str(own.pk), str(team.pk)], "bob": [str(team.pk)], "carl": []}
    with pytest.raises(RefusedError, match="leads the team"):
        desk.save_view(name="x", query=desk.Query(), by=world.alice, team=world.support.pk)
    with pytest.raises(NotFoundError):
        desk.drop_view(view=team.pk, by=world.alice)
    with pytest.raises(NotFoundError, match="no list"):
        desk.inbox(user=world.carl, view=str(own.pk), now=at(1))
    desk.drop_view(view=own.pk, by=world.alice)
    assert str(own.pk) not in [v.key for v in desk.inbox(user=world.alice, now=at(1)).views]


def test_a_query_says_what_it_does_not_know():
    assert desk.query({"states": ["new"], "holder": "me"}).holder == "me"
    with pytest.raises(UsageError, match="A view knows"):
        desk.query({"colour": "red"})
    with pytest.raises(UsageError, match="states of"):
        desk.query({"states": ["asleep"]})


def test_a_counted_list_stops_counting(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    for n in range(5):
        world.case(n)
    assert {v.key: v.count for v in desk.inbox(user=world.alice, now=at(9)).views}["open"] == 3


def test_a_provider_or_analyst_without_a_team_sees_no_case_of_no_team(world: World):
    world.case(team=None)
    assert shown(world, "dora", "all") == []
    assert Case.objects.count() == 1
