"""Sessions end when nobody is there and in any case; a second factor that everybody needs is set up before all else."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from tests.world import PASSWORD, World

from headwater.people import service, sign_in
from headwater.people.models import Audit, User
from headwater.web.events.viewer import viewer

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=timezone.get_default_timezone())
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, data: Path):
    """Sets the time."""

    def set_to(after: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: START + after)

    set_to(timedelta())
    return set_to


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.get("/").status_code == 200
    return client


def inside(client: Client, **headers: str) -> bool:
    return client.get("/inbox/", headers=headers).status_code == 200


def test_a_session_that_nobody_uses_ends(world: World, clock):
    client, other = signed_in(world.alice), signed_in(world.bob)
    for hours in (6, 12):
        clock(hours * HOUR)
        assert inside(client)
    assert not inside(other)
    assert other.get("/inbox/").headers["Location"].startswith("/accounts/login/")
    clock(12 * HOUR + 12 * HOUR)
    assert not inside(client)


def test_a_page_that_asks_by_itself_keeps_no_session_open(world: World, clock):
    client = signed_in(world.alice)
    for hours in (3, 6, 9, 11):
        clock(hours * HOUR)
        assert inside(client, **{"HX-Request": "true", "HX-Trigger": "list"})
    clock(12 * HOUR)
    assert not inside(client)


def test_a_session_ends_in_any_case(world: World, clock):
    client = signed_in(world.alice)
    for half_days in range(1, 28):
        clock(half_days * 11.9 * HOUR)
        assert inside(client)
    clock(14 * 24 * HOUR)
    assert not inside(client)


def test_a_shorter_time_holds_for_open_sessions_too(world: World, clock, data: Path):
    client, owner = signed_in(world.alice), signed_in(world.olga)
    clock(2 * HOUR)
    said = {"idle": str(3600), "longest": str(86_400)}
    assert owner.post("/settings/sign-in/", {**said, "idle": "7"}).status_code == 422
    assert owner.post("/settings/sign-in/", said).status_code == 302
    assert sign_in.read(data).idle_s == 3600
    assert not inside(client)
    assert Audit.objects.filter(act="sign-in set", who=world.olga).count() == 1


def test_the_stream_of_news_ends_with_the_session(world: World, clock):
    client = signed_in(world.alice)
    key = client.cookies["session"].value
    assert viewer(key) is not None
    clock(12 * HOUR)
    assert viewer(key) is None


def test_there_is_no_stream_before_a_second_factor_that_is_needed(world: World, data: Path):
    client = signed_in(world.alice)
    needed(world, data)
    assert viewer(client.cookies["session"].value) is None


def needed(world: World, data: Path) -> None:
    given = {"second_factor": True, "idle_s": 12 * 3600, "longest_s": 86_400}
    service.set_sign_in(data=data, **given, now=timezone.now(), by=world.olga)


def test_who_has_no_second_factor_is_led_to_one_before_anything_else(world: World, data: Path):
    client = signed_in(world.alice)
    needed(world, data)
    for address in ("/", "/inbox/", "/me/", "/api/", "/accounts/email/", "/accounts/sessions/"):
        assert client.get(address).headers["Location"] == "/me/second-factor/"
    part = client.get("/inbox/", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/me/second-factor/"
    assert "Set up a second factor first" in client.get("/me/second-factor/").text
    assert client.get("/accounts/2fa/totp/activate/").status_code in (200, 302)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    TOTP.activate(world.alice, "JBSWY3DPEHPK3PXP")
    assert inside(client)
    assert "You have a second factor" in client.get("/me/second-factor/").text


def test_taking_the_last_one_away_leads_back(world: World, data: Path):
    TOTP.activate(world.alice, "JBSWY3DPEHPK3PXP")
    client = signed_in(world.alice)
    needed(world, data)
    assert inside(client)
    Authenticator.objects.all().delete()
    client.get("/accounts/2fa/")
    assert not inside(client)


def test_recovery_codes_alone_are_no_second_factor(world: World, data: Path):
    Authenticator.objects.create(user=world.alice, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert "Alice" in service.without_second_factor()
    TOTP.activate(world.alice, "JBSWY3DPEHPK3PXP")
    assert "Alice" not in service.without_second_factor()
    needed(world, data)
    assert inside(signed_in(world.alice))


def test_the_owner_ends_somebodys_sessions(world: World, client: Client):
    client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert inside(client)
    owner = signed_in(world.olga)
    assert owner.post(f"/people/{world.alice.pk}/sign-out/").status_code == 302
    assert not inside(client)
    assert Audit.objects.filter(act="sessions ended", who=world.olga).count() == 1
