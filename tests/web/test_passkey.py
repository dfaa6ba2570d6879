"""Signing in with a passkey in a real browser: its own virtual device makes the key and signs with it."""

import os
import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from tests.report.browser import chromium
from tests.web.test_browser import WAIT
from tests.world import make_world

from headwater.people import service
from headwater.people.domain import MemberRole
from headwater.people.models import User

pytestmark = [pytest.mark.one_database, pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def browser() -> Iterator:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with chromium() as found:
        yield found
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server) -> Iterator:
    """A browser with a device that keeps passkeys; they belong to names, not to numbers, so the server has its name."""
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, timezone_id="Europe/Berlin")
    found = context.new_page()
    found.set_default_timeout(WAIT)
    tools = context.new_cdp_session(found)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield found
    context.close()


def test_somebody_invited_adds_a_passkey_and_signs_in_with_it(page):
    world = make_world()
    _, token = service.invite(
        email="ida@example.org", team=world.counter, role=MemberRole.REP, by=world.olga, now=timezone.now()
    )
    page.goto(f"/invitation/{token}/")
    page.get_by_label(re.compile("name", re.IGNORECASE)).fill("Ida")
    page.get_by_role("button", name="Add a passkey instead").click()
    assert page.get_by_label("Passkey", exact=False).is_checked()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto("/")
    page.get_by_role("button", name=re.compile("passkey", re.IGNORECASE)).click()
    page.get_by_role("link", name="Inbox").first.wait_for()
    ida = User.objects.get(email="ida@example.org")
    assert (ida.has_usable_password(), ida.time_zone) == (False, "Europe/Berlin")
