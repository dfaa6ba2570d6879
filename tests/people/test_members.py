"""Teams, roles and flags."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.world import NOW, World

from headwater.people import rules, service
from headwater.people.domain import Flag, MemberRole
from headwater.people.errors import LastOwnerError
from headwater.shared.errors import InputError


def test_a_lead_changes_roles_in_the_own_team(world: World):
    service.set_role(user=world.charlie, team=world.counter, role=MemberRole.REP, now=NOW, by=world.bob)
    assert rules.may_see_case(world.charlie, world.counter.pk)
    service.set_role(user=world.charlie, team=world.counter, role=None, now=NOW, by=world.bob)
    assert not rules.may_see_case(world.charlie, world.counter.pk)
    with pytest.raises(PermissionDenied):
        service.set_role(user=world.bob, team=world.warehouse, role=MemberRole.REP, now=NOW, by=world.bob)
    with pytest.raises(PermissionDenied):
        service.set_role(user=world.alice, team=world.counter, role=MemberRole.LEAD, now=NOW, by=world.alice)


def test_only_an_owner_gives_flags_and_one_owner_stays(world: World):
    with pytest.raises(PermissionDenied):
        service.set_flags(user=world.bob, flags=[Flag.OWNER], now=NOW, by=world.bob)
    with pytest.raises(LastOwnerError):
        service.set_flags(user=world.olga, flags=[], now=NOW, by=world.olga)
    with pytest.raises(LastOwnerError):
        service.deactivate(user=world.olga, now=NOW, by=world.olga)
    service.set_flags(user=world.bob, flags=[Flag.OWNER], now=NOW, by=world.olga)
    service.set_flags(user=world.olga, flags=[], now=NOW, by=world.bob)
    assert not rules.is_owner(world.olga)


def test_every_change_of_a_permission_is_in_the_audit_log(world: World):
    service.set_role(user=world.charlie, team=world.counter, role=MemberRole.REP, now=NOW, by=world.bob)
    service.set_flags(user=world.anna, flags=[Flag.PRIVACY], now=NOW, by=world.olga)
    service.deactivate(user=world.anna, now=NOW, by=world.olga)
    said = [(line.act, line.what, line.who) for line in reversed(service.audit_lines())]
    assert said == [
        ("role set", f"user {world.charlie.pk} team {world.counter.pk} rep", world.bob),
        ("flags set", f"user {world.anna.pk} privacy", world.olga),
        ("account closed", f"user {world.anna.pk}", world.olga),
    ]


def test_teams(world: World):
    made = service.make_team(name=" Billing ", now=NOW, by=world.olga)
    assert [team.name for team in service.teams()] == ["Billing", "Counter", "Warehouse"]
    with pytest.raises(InputError):
        service.make_team(name="Billing", now=NOW, by=world.olga)
    with pytest.raises(PermissionDenied):
        service.make_team(name="Mine", now=NOW, by=world.bob)
    service.set_hours(team=made, hours={"mon": [["09:00", "17:00"]]}, holidays=["2026-12-25"], now=NOW, by=world.olga)
    made.refresh_from_db()
    assert (made.hours, made.holidays) == ({"mon": [["09:00", "17:00"]]}, ["2026-12-25"])
    with pytest.raises(PermissionDenied):
        service.set_hours(team=made, hours={}, holidays=[], now=NOW, by=world.bob)
    with pytest.raises(InputError):
        service.set_hours(team=made, hours={}, holidays=[], time_zone="Moon", now=NOW, by=world.olga)


def test_the_list_of_staff_costs_the_same_for_one_and_for_all(world: World, django_assert_num_queries):
    with django_assert_num_queries(3):
        people = service.staff()
        assert [m.team.name for who in people for m in who.memberships.all()].count("Counter") == 4
