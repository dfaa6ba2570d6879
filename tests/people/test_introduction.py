"""The first owner says who they are."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from tests.world import NOW, PASSWORD

from headwater.people import service
from headwater.people.models import User
from headwater.shared.errors import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    token = service.first_owner_link(now=NOW)
    assert token
    return service.use_link(token=token, now=NOW + timedelta(minutes=1))


def test_the_first_owner_takes_name_address_and_password(owner: User):
    assert service.needs_introduction(owner)
    service.introduce(user=owner, name=" Olga ", email="Olga@example.org", password=PASSWORD, now=NOW)
    fresh = User.objects.get(email="olga@example.org")
    assert (fresh.name, fresh.check_password(PASSWORD), service.needs_introduction(fresh)) == ("Olga", True, False)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("olga@example.org", True)]
    with pytest.raises(PermissionDenied):
        service.introduce(user=fresh, name="Eve", email="eve@example.org", password=None, now=NOW)


def test_their_browser_says_language_and_time_zone(owner: User):
    said = {"name": "Olga", "password": None, "now": NOW}
    service.introduce(user=owner, email="o@example.org", language="de", time_zone="Europe/Berlin", **said)
    fresh = User.objects.get()
    assert (fresh.language, fresh.time_zone) == ("de", "Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "email", "password"),
    [("", "o@example.org", PASSWORD), ("O", "nowhere", PASSWORD), ("O", "o@example.org", "short")],
)
def test_what_cannot_be_is_refused(owner: User, name: str, email: str, password: str):
    with pytest.raises(InputError):
        service.introduce(user=owner, name=name, email=email, password=password, now=NOW)
    assert User.objects.get().email == "owner@localhost"
