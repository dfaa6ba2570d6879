"""The pages in a real browser: nobody is kept out by how a page is made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from tests.report.browser import LOOKS, chromium
from tests.world import World, make_world

from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.desk.models import Mailbox
from headwater.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WAIT = 60_000
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 AA, as axe names its rules"""


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


def filled(world: World) -> dict[str, int]:
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
    desk.confirm(
        case=made, concern="Wrong bill", wanted="A right one", kind_asked="Rechnung korrigieren",
        kind_confirmed="Lieferadresse ändern", by=world.alice, now=now,
    )  # fmt: skip
    desk.note(case=made, text="Look at March", by=world.alice, now=now)
    desk.tag(case=made, name="bill", by=world.alice, now=now)
    for text in ("Seen", "Lost"):
        sent = desk.reply(case=made, text=text, by=world.alice, now=now, hold_seconds=0)
    desk.bounced(message=sent, reason="no such mailbox", now=now)
    box = Mailbox.objects.create(name="Help", address="help@example.org")
    sheets.confirm_sheet(
        channel="webform", operated_by="We", data_leaving="none", told_customer="Kept here", by=world.olga, now=now
    )
    kept = desk.save_reply(name="Greeting", text="Dear {customer}", team=world.counter.pk, by=world.olga, now=now)
    desk.report_link(words="Bills are printed twice", link="printer", case=made.number, by=world.alice, now=now)
    due = {"due_from": now, "due_to": now + timedelta(days=2)}
    promise = desk.promise(case=made, what="send the bill anew", by=world.alice, now=now, **due)
    names = {"saved": kept.pk, "promise": promise.pk}
    return names | {"case": made.number, "customer": made.customer_id, "team": world.counter.pk, "box": box.pk}


PAGES = (
    "/inbox/", "/cases/{case}/", "/cases/{case}/confirm/", "/cases/{case}/hand-over/", "/cases/{case}/assign/",
    "/cases/{case}/snooze/", "/cases/{case}/merge/", "/cases/{case}/split/", "/cases/{case}/tag/",
    "/cases/{case}/end/", "/cases/new/", "/search/?q=bill", "/hidden-needs/", "/inbox/lists/new/",
    "/inbox/many/?case={case}", "/causes/", "/numbers/cases/", "/import/", "/people/", "/teams/{team}/", "/channels/",
    "/channels/phone/", "/channels/mailboxes/new/",
    "/channels/mailboxes/{box}/", "/channels/mailboxes/{box}/sheet/", "/figures/", "/figures/first_answer/",
    "/figures/reopened_share/", "/customers/{customer}/", "/customers/{customer}/preferences/",
    "/customers/{customer}/addresses/",
    "/customers/{customer}/merge/", "/customers/{customer}/situation/", "/cases/{case}/treatment/", "/customers/quiet/",
    "/customers/types/", "/customers/types/new/", "/customers/fairness/",
    "/privacy/?who=ada", "/privacy/customers/{customer}/", "/privacy/retention/",
    "/privacy/retention/?what=attachments&days=30", "/settings/sign-in/", "/me/second-factor/",
    "/settings/organisation/",
    "/me/notes/", "/me/notes/passphrase/", "/me/work/", "/me/work/report/?case={case}", "/reports/", "/replies/",
    "/replies/{saved}/", "/cases/{case}/replies/",
    "/promises/?of=team", "/promises/kept/", "/promises/calendars/", "/commitments/", "/commitments/sheet/",
    "/causes/1/", "/cases/{case}/promises/new/", "/promises/{promise}/broke/", "/promises/{promise}/move/",
    "/promises/{promise}/withdraw/",
    "/dead-letters/", "/audit/", "/me/", "/settings/", "/contact/", "/contact/thanks/",
    "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/",
    "/api/",
)  # fmt: skip


@pytest.mark.one_database
@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_open_to_everybody(browser, live_server, answered, look: str):
    axe = Axe()
    world = make_world()
    names = filled(world)
    if look == "narrow":  # German words are longer
        world.olga.language = "de"
        world.olga.save()
    wrong: list[str] = []
    with page_of(browser, live_server.url, look, world.olga) as page:
        for address in PAGES:
            page.goto(address.format(**names))
            page.wait_for_load_state("networkidle")
            wrong += [f"{address}: {text}" for text in page.complaints]
            found = axe.run(page, options={"runOnly": STANDARD}).response["violations"]
            page.complaints.clear()  # axe itself tries an inline style
            wrong += [f"{address}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in found]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{address}: wider than the screen")
    assert wrong == []
