"""The pages in a real browser: a newcomer's whole path, and nobody is kept out by how a page is made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from tests.report.browser import LOOKS, chromium
from tests.world import PASSWORD, World, make_world

from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.people import service as people
from headwater.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WAIT = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with chromium() as found:
        yield found
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def page_of(browser, server: str, look: str = "light", user: User | None = None) -> Iterator:
    """A page that may not complain."""
    width, scheme = LOOKS[look]
    context = browser.new_context(base_url=server, viewport={"width": width, "height": 900}, color_scheme=scheme)
    if user is not None:
        client = Client()
        client.force_login(user)
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": server}])
    page = context.new_page()
    page.set_default_timeout(WAIT)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints
    yield page
    page.wait_for_load_state("networkidle")
    context.close()
    assert complaints == []


def test_a_newcomers_path(browser, live_server, data):
    token = people.first_owner_link(now=timezone.now())
    with page_of(browser, live_server.url) as page:
        page.goto(f"/sign-in/{token}/")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Your name").fill("Olga")
        page.get_by_label("Your e-mail address").fill("olga@example.org")
        page.get_by_label("Password, 12 characters or more").fill(PASSWORD)
        page.get_by_role("button", name="Continue with the password").click()
        page.get_by_text("No case waits.").wait_for()
        make_team(page, "Counter")
        make_team(page, "Billing")
        page.goto("/cases/new/")
        page.get_by_label("What the customer says, in their words").fill("This is the third time about the same bill!")
        page.get_by_label("Their name").fill("Mara Lindqvist")
        page.get_by_label("Team").select_option(label="Counter")
        page.get_by_role("button", name="Open the case").click()
        serve(page)
        page.goto("/causes/")
        page.get_by_role("heading", name="The record does not say yet what spoils cases.").wait_for()


def make_team(page, name: str) -> None:
    page.goto("/people/")
    page.get_by_label("New team").fill(name)
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("heading", name=f"When the team {name} is open").wait_for()


def serve(page) -> None:
    """Confirm, answer, hand over, hear the customer, end at the outcome: all in the panes."""
    page.locator("#subject").wait_for()
    page.keyboard.press("c")
    page.get_by_label("What troubles them").fill("Reminders although I pay on time")
    page.get_by_label("What they want to come out of it").fill("One correct bill")
    page.get_by_role("button", name="Write it down").last.click()
    page.locator(".aims").get_by_text("One correct bill").wait_for()
    page.keyboard.press("r")
    page.get_by_label("Your answer").fill("You should not have had to call three times.")
    assert page.locator(".aims").get_by_text("One correct bill").is_visible()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.locator(".acts").get_by_role("link", name="Hand over").click()
    page.get_by_label("To the team").select_option(label="Billing")
    page.get_by_label("The story").fill("Needs a corrected bill.")
    page.locator("#ask").get_by_role("button", name="Hand over").click()
    page.get_by_text("Needs a corrected bill.").wait_for()
    page.get_by_text("They said, by phone or in person").click()
    page.get_by_label("What the customer said").fill("The bill is right now, thank you.")
    page.get_by_role("button", name="Write it down").click()
    page.locator(".messages").get_by_text("The bill is right now, thank you.").wait_for()
    page.locator(".acts").get_by_role("link", name="End").click()
    page.locator("#ask").get_by_label("yes").check()
    page.get_by_label("the customer said so").check()
    page.get_by_role("button", name="End the case").click()
    page.get_by_text("ended, outcome reached").wait_for()


def filled(world: World) -> int:
    now = timezone.now()
    for i in range(4):
        desk.open_case(
            channel="webform", customer_name=f"Ada {i}", address=f"ada{i}@example.org", words="Where is it?",
            subject="Parcel", team=world.counter, now=now,
        )  # fmt: skip
    made = desk.open_case(
        channel="phone",
        customer_name="Mara",
        address="mara@example.org",
        words="Wrong bill",
        team=world.counter,
        now=now,
    )
    desk.confirm(case=made, concern="Wrong bill", wanted="A right one", by=world.alice, now=now)
    desk.note(case=made, text="Look at March", by=world.alice, now=now)
    desk.tag(case=made, name="bill", by=world.alice, now=now)
    sheets.confirm_sheet(
        channel="webform", operated_by="We", data_leaving="none", told_customer="Kept here", by=world.olga, now=now
    )
    return made.number


PAGES = (
    "/inbox/", "/cases/{case}/", "/cases/{case}/confirm/", "/cases/{case}/hand-over/", "/cases/{case}/assign/",
    "/cases/{case}/snooze/", "/cases/{case}/merge/", "/cases/{case}/split/", "/cases/{case}/tag/",
    "/cases/{case}/end/", "/cases/new/", "/search/?q=bill", "/hidden-needs/", "/inbox/lists/new/",
    "/inbox/many/?case={case}", "/causes/", "/numbers/cases/", "/import/", "/people/", "/teams/{team}/", "/channels/",
    "/channels/phone/", "/channels/mailboxes/new/",
    "/dead-letters/", "/audit/", "/me/", "/settings/", "/contact/", "/contact/thanks/",
    "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/",
    "/api/",
)  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_open_to_everybody(browser, live_server, answered, look: str):
    axe = Axe()
    world = make_world()
    number = filled(world)
    wrong: list[str] = []
    with page_of(browser, live_server.url, look, world.olga) as page:
        for address in PAGES:
            page.goto(address.format(case=number, team=world.counter.pk))
            page.wait_for_load_state("networkidle")
            wrong += [f"{address}: {text}" for text in page.complaints]
            found = axe.run(page).response["violations"]
            page.complaints.clear()  # axe itself tries an inline style
            wrong += [f"{address}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in found]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{address}: wider than the screen")
    assert wrong == []
