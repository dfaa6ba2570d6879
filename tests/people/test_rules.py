"""Every predicate, for everybody of the world."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.world import World

from headwater.people import rules, service

COUNTER = {
    "case.see": {"alice", "bob", "petra", "olga"},
    "case.serve": {"alice", "bob", "olga"},
    "team.lead": {"bob", "olga"},
    "people.manage": {"bob", "olga"},
}
WAREHOUSE = {
    "case.see": {"charlie", "olga"},
    "case.serve": {"charlie", "olga"},
    "team.lead": {"olga"},
    "people.manage": {"olga"},
}
NO_TEAM = {
    "case.see": {"alice", "bob", "petra", "charlie", "olga"},
    "case.serve": {"alice", "bob", "charlie", "olga"},
}
EVERYWHERE = {
    "findings.see": {"bob", "olga", "anna"},
    "findings.rows": {"bob", "olga"},
    "record.import": {"olga", "anna"},
    "organisation.manage": {"olga"},
    "audit.see": {"olga", "paul"},
    "customer.erase": {"olga", "paul"},
}


def allowed(world: World, name: str, *about: int | None) -> set[str]:
    return {who for who, user in world.people().items() if rules.PERMISSIONS[name](user, *about)}


def test_every_permission_is_held_by_exactly_those_who_need_it(world: World):
    assert {name: allowed(world, name, world.counter.pk) for name in COUNTER} == COUNTER
    assert {name: allowed(world, name, world.warehouse.pk) for name in WAREHOUSE} == WAREHOUSE
    assert {name: allowed(world, name, None) for name in NO_TEAM} == NO_TEAM
    assert {name: allowed(world, name) for name in EVERYWHERE} == EVERYWHERE
    assert set(rules.PERMISSIONS) == {*COUNTER, *EVERYWHERE}


@pytest.mark.parametrize("name", rules.PERMISSIONS)
def test_nobody_may_do_anything_without_signing_in(name: str):
    about = (None,) if name.startswith("case.") else ()
    assert rules.PERMISSIONS[name](AnonymousUser(), *about) is False


def test_visible_teams(world: World):
    seen = {who: service.visible_teams(user) for who, user in world.people().items()}
    counter, warehouse, none = frozenset({world.counter.pk}), frozenset({world.warehouse.pk}), frozenset()
    in_counter = dict.fromkeys(("alice", "bob", "petra"), counter)
    outside = dict.fromkeys(("anna", "paul", "nils"), none)
    assert seen == {**in_counter, **outside, "charlie": warehouse, "olga": None}


def test_all_checks_of_one_request_cost_one_statement(world: World, django_assert_num_queries):
    alice = type(world.alice).objects.get(pk=world.alice.pk)
    with django_assert_num_queries(1):
        for team in (world.counter.pk, world.warehouse.pk, None):
            rules.may_see_case(alice, team)
            rules.may_serve_case(alice, team)
            rules.may_lead(alice, team)
