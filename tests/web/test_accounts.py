"""Signing in through the pages, as a browser does it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone
from tests.world import PASSWORD, World

from headwater.people import organisation, service
from headwater.people.domain import MemberRole
from headwater.people.models import Audit, User

pytestmark = pytest.mark.django_db


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_the_first_owner_comes_in_by_the_link_and_says_who_they_are(client: Client):
    link = f"/sign-in/{service.first_owner_link(now=timezone.now())}/"
    assert client.get(link).status_code == 200
    assert not signed_in(client)
    assert client.post(link).headers["Location"] == "/welcome/"
    said = {"name": "Olga", "email": "olga@example.org", "password": PASSWORD, "with": "password"}
    assert client.post("/welcome/", {**said, "password": "short"}).status_code == 422
    assert client.post("/welcome/", said).headers["Location"] == "/"
    assert signed_in(client)
    assert Client().post(link).status_code == 410
    fresh = Client()
    sign_in(fresh, "Olga@example.org")
    assert signed_in(fresh)


def test_the_first_owner_is_spoken_to_as_their_browser_speaks(client: Client, data: Path):
    client.post(f"/sign-in/{service.first_owner_link(now=timezone.now())}/")
    german = {"headers": {"Accept-Language": "de-AT,de;q=0.9"}}
    assert "Ihr Name" in client.get("/welcome/", **german).text
    said = {"name": "Olga", "email": "olga@example.org", "password": PASSWORD, "time_zone": "Europe/Vienna"}
    assert "ist keine E-Mail-Adresse" in client.post("/welcome/", said | {"email": "olga"}, **german).text
    client.post("/welcome/", said, **german)
    olga = User.objects.get(email="olga@example.org")
    assert (olga.language, olga.time_zone) == ("de", "Europe/Vienna")
    assert organisation.read(data).time_zone == "Europe/Vienna"  # customers read their times in it


def test_an_invited_person_comes_in_and_may_start_with_a_passkey(world: World, client: Client):
    now = timezone.now()
    for number, with_ in enumerate(({"password": PASSWORD}, {"passkey": "1"})):
        email = f"dora{number}@example.org"
        _, token = service.invite(email=email, team=world.counter, role=MemberRole.REP, now=now, by=world.bob)
        guest = Client()
        assert email in guest.get(f"/invitation/{token}/").text
        answer = guest.post(f"/invitation/{token}/", {"name": "Dora", **with_})
        assert answer.headers["Location"] == ("/" if number == 0 else "/accounts/2fa/webauthn/add/")
        assert guest.get(answer.headers["Location"]).status_code == 200
        assert Client().get(f"/invitation/{token}/").status_code == 410


def test_a_wrong_password_and_a_closed_account_stay_outside(world: World, client: Client):
    sign_in(client, "alice@example.org", "wrong horse battery")
    sign_in(client, "nils@example.org")
    assert not signed_in(client)
    assert Audit.objects.filter(act="sign-in failed", who=None).count() >= 1
    sign_in(client, "alice@example.org")
    assert signed_in(client)
    assert Audit.objects.filter(act="signed in", who=world.alice).count() == 1


def test_after_five_wrong_passwords_the_right_one_waits_too(world: World, client: Client):
    for _ in range(5):
        sign_in(client, "alice@example.org", "wrong horse battery")
    sign_in(client, "alice@example.org")
    assert not signed_in(client)
    assert signed_in_elsewhere("bob@example.org")


def signed_in_elsewhere(email: str) -> bool:
    other = Client()
    sign_in(other, email)
    return signed_in(other)


def test_a_second_factor_is_asked_for_even_after_a_link(world: World, client: Client):
    secret = "JBSWY3DPEHPK3PXP"
    kept = TOTP.activate(world.alice, secret)
    assert secret not in str(Authenticator.objects.get(pk=kept.instance.pk).data)
    link = service.make_link(user=world.alice, now=timezone.now(), by=world.olga)
    for enter in (lambda: sign_in(client, "alice@example.org"), lambda: client.post(f"/sign-in/{link}/")):
        assert enter().headers["Location"] == "/accounts/2fa/authenticate/"
        assert not signed_in(client)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(client)


def test_a_session_can_be_ended_from_another_one(world: World, client: Client):
    other = Client()
    for browser in (client, other):
        sign_in(browser, "alice@example.org")
        assert signed_in(browser)
    assert client.get("/accounts/sessions/").status_code == 200
    client.post("/accounts/sessions/")
    assert signed_in(client)
    assert not signed_in(other)


def test_closing_an_account_ends_its_sessions(world: World, client: Client):
    sign_in(client, "alice@example.org")
    assert signed_in(client)
    service.deactivate(user=world.alice, now=timezone.now(), by=world.olga)
    assert not signed_in(client)


def test_nobody_signs_up(client: Client):
    assert "password1" not in client.get("/accounts/signup/").text
    client.post("/accounts/signup/", {"email": "eve@example.org", "password1": PASSWORD})
    assert not signed_in(client)


def test_an_old_link_says_so(world: World, client: Client):
    token = service.make_link(user=world.alice, now=timezone.now() - timedelta(hours=25), by=world.olga)
    assert client.get(f"/sign-in/{token}/").status_code == 410
    assert client.post(f"/sign-in/{token}/").status_code == 410


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/totp/activate/",
        "/accounts/sessions/",
    ],
)
def test_the_pages_of_an_account_keep_the_strict_policy(world: World, client: Client, address: str):
    if address != "/accounts/login/":
        sign_in(client, "alice@example.org")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(address)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", page.text) == []
