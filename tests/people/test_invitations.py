"""Invitations: by whom, to what, once, for a week."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.world import NOW, PASSWORD, World

from headwater.people import service
from headwater.people.domain import Flag, MemberRole
from headwater.people.errors import LinkError
from headwater.people.models import Audit, User
from headwater.shared.errors import InputError

REP, LEAD = MemberRole.REP, MemberRole.LEAD
SOON = NOW + timedelta(days=1)


def invite(world: World, by: str, email: str = "dora@example.org", **kwargs):
    given = {"email": email, "team": world.counter, "role": REP, "now": NOW, "by": getattr(world, by)}
    return service.invite(**{**given, **kwargs})


def test_an_invited_person_joins_with_the_role_offered(world: World):
    _, token = invite(world, "bob", "Dora@Example.org ")
    dora = service.accept(token=token, name=" Dora ", password=PASSWORD, now=SOON)
    fresh = User.objects.get(email="dora@example.org")
    assert (fresh, fresh.name, dict(fresh.roles)) == (dora, "Dora", {world.counter.pk: REP})
    assert fresh.check_password(PASSWORD)
    assert list(Audit.objects.order_by("id").values_list("act", "who__name")) == [
        ("invited", "Bob"),
        ("joined", "Dora"),
    ]


@pytest.mark.parametrize(
    ("said", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("", "Europe/Berlin"), ("Moon", "Europe/Berlin")]
)
def test_whoever_joins_has_the_time_zone_of_their_browser_or_of_who_invited_them(world: World, said: str, kept: str):
    world.bob.time_zone = "Europe/Berlin"
    world.bob.save()
    _, token = invite(world, "bob")
    service.accept(token=token, name="Dora", password=PASSWORD, time_zone=said, now=SOON)
    assert User.objects.get(name="Dora").time_zone == kept


@pytest.mark.parametrize("who", ["alice", "petra", "charlie", "anna", "paul", "nils"])
def test_who_does_not_lead_the_team_cannot_invite(world: World, who: str):
    with pytest.raises(PermissionDenied):
        invite(world, who)


def test_a_lead_invites_into_the_own_team_only_and_gives_no_flags(world: World):
    for beyond in ({"team": world.warehouse}, {"flags": [Flag.OWNER]}, {"team": None, "role": None}):
        with pytest.raises(PermissionDenied):
            invite(world, "bob", **beyond)
    invite(world, "olga", team=None, role=None, flags=[Flag.ANALYST])


def test_an_invitation_works_once_and_for_a_week(world: World):
    _, token = invite(world, "bob")
    late = NOW + timedelta(days=7)
    assert service.open_invitation(token=token, now=late - timedelta(seconds=1))
    with pytest.raises(LinkError):
        service.accept(token=token, name="Dora", password=PASSWORD, now=late)
    service.accept(token=token, name="Dora", password=PASSWORD, now=SOON)
    with pytest.raises(LinkError):
        service.accept(token=token, name="Eve", password=PASSWORD, now=SOON)
    assert User.objects.filter(name="Eve").count() == 0


def test_a_new_invitation_or_a_withdrawal_closes_the_old_one(world: World):
    _, first = invite(world, "bob")
    second, token = invite(world, "bob")
    assert service.open_invitation(token=first, now=SOON) is None
    assert service.open_invitations(now=SOON) == [second]
    with pytest.raises(PermissionDenied):
        service.withdraw(invitation=second, now=SOON, by=world.charlie)
    service.withdraw(invitation=second, now=SOON, by=world.bob)
    assert service.open_invitation(token=token, now=SOON) is None


@pytest.mark.parametrize("password", ["12345678", "short", "dora@example.org"])
def test_a_weak_password_is_refused_and_the_invitation_stays_open(world: World, password: str):
    _, token = invite(world, "bob")
    with pytest.raises(InputError):
        service.accept(token=token, name="Dora", password=password, now=SOON)
    assert service.open_invitation(token=token, now=SOON)


def test_an_address_that_cannot_be_or_is_here_is_refused(world: World):
    for email in ("nobody", "alice@example.org"):
        with pytest.raises(InputError):
            invite(world, "bob", email)
