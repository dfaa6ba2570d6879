"""Links that sign somebody in: once, in time, and never from what the database holds."""

from datetime import timedelta

import pytest
from tests.world import NOW, World

from headwater.people import service
from headwater.people.errors import LinkError
from headwater.people.models import Audit, SignInLink, User
from headwater.shared.errors import InputError

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)


def test_the_first_owner_gets_a_link_until_they_came():
    first = service.first_owner_link(now=NOW)
    again = service.first_owner_link(now=NOW + timedelta(minutes=5))
    assert first
    assert again
    assert first != again
    assert User.objects.count() == 1
    with pytest.raises(LinkError):
        service.use_link(token=first, now=SOON)
    owner = service.use_link(token=again, now=SOON)
    assert owner.is_owner
    assert not owner.has_usable_password()
    assert service.first_owner_link(now=SOON) is None


def test_a_link_works_once(world: World):
    token = service.make_link(user=world.alice, now=NOW, by=world.olga)
    assert service.link_opens(token=token, now=SOON)
    assert service.use_link(token=token, now=SOON) == world.alice
    assert not service.link_opens(token=token, now=SOON)
    with pytest.raises(LinkError, match="used already"):
        service.use_link(token=token, now=SOON)


def test_a_link_is_too_old_after_a_day(world: World):
    token = service.make_link(user=world.alice, now=NOW, by=world.olga)
    assert service.link_opens(token=token, now=NOW + timedelta(hours=24, seconds=-1))
    with pytest.raises(LinkError):
        service.use_link(token=token, now=NOW + timedelta(hours=24))


def test_a_closed_account_is_not_signed_in(world: World):
    token = service.make_link(user=world.nils, now=NOW, by=world.olga)
    with pytest.raises(LinkError):
        service.use_link(token=token, now=SOON)


def test_an_owner_who_lost_every_way_in_gets_a_link_and_the_audit_log_says_so(world: World):
    before = service.make_link(user=world.olga, now=NOW, by=world.olga)
    token = service.owner_link(email=" Olga@Example.org ", now=NOW)
    line = Audit.objects.order_by("-id").first()
    assert line
    assert (line.act, line.what, line.who) == ("sign-in link made", f"user {world.olga.pk}", None)
    assert not service.link_opens(token=before, now=SOON)
    assert service.use_link(token=token, now=SOON) == world.olga
    with pytest.raises(LinkError):
        service.use_link(token=token, now=SOON)


@pytest.mark.parametrize("email", ["alice@example.org", "nils@example.org", "nobody@example.org"])
def test_only_an_owner_with_an_open_account_gets_one(world: World, email: str):
    with pytest.raises(InputError, match="the owners are olga@"):
        service.owner_link(email=email, now=NOW)
    assert not SignInLink.objects.exists()


def test_the_database_does_not_hold_the_token(world: World):
    token = service.make_link(user=world.alice, now=NOW, by=world.olga)
    kept = [str(value) for row in SignInLink.objects.values_list() for value in row]
    assert not [value for value in kept if token in value]
    assert not Audit.objects.filter(what__contains=token).exists()
