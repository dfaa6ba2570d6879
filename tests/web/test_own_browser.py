"""A customer on their own page, in a real browser without scripts: they move a promise's date, correct, take along,
leave and are forgotten, and no byte of them stays."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from tests.desk.test_person import everything
from tests.report.browser import LOOKS
from tests.web.test_browser import STANDARD, WAIT, browser, page_of
from tests.world import World, make_world

from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.models import Case, Customer, Promise

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MARKS = ("ada@example.org", "Lovelace", "zanzibar", "Countess", "King")
__all__ = ["browser"]


@contextmanager
def without_scripts(browser, server: str) -> Iterator:
    """A telephone that runs no script."""
    context = browser.new_context(
        base_url=server, viewport={"width": 390, "height": 844}, java_script_enabled=False, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    yield page
    context.close()


def opened(world: World) -> Case:
    now = timezone.now()
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "It is kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=now, **told)
    file = desk.Upload("me.txt", "text/plain", b"zanzibar photo")
    said = desk.Incoming(
        text="Where is my zanzibar?", sender_name="Ada Lovelace", sender_address="ada@example.org", uploads=(file,),
        raw=b"From: ada@example.org\r\n\r\nWhere is my zanzibar?", message_id="<1@ada>",
    )  # fmt: skip
    made = desk.open_case(
        channel="email", customer_name="Ada Lovelace", address="ada@example.org", words="", incoming=said,
        team=world.counter, now=now,
    )  # fmt: skip
    given = {"due_from": now, "due_to": now + timedelta(days=2)}
    promise = desk.promise(case=made, what="find the zanzibar", **given, by=world.alice, now=now)
    later = now + timedelta(days=5)
    desk.ask_to_move(promise=promise, due_to=later, why="No lorry for Lovelace", by=world.alice, now=now)
    return made


def path_of(made: Case, purpose: str, where: str, address: str = "ada@example.org") -> str:
    link = own_links.make(
        customer=made.customer, purpose=purpose, address=address, now=timezone.now(), lasts=own_links.ANSWER,
        language="en", case=made if purpose == "outcome" else None,
    )  # fmt: skip
    return f"/{where}/{own_links.token_of(link)}/"


def traces(folder: Path) -> list[tuple[str, str]]:
    found = everything(folder)
    return [(where, mark) for where, said in found for mark in MARKS if mark.casefold() in said.casefold()]


def test_a_customer_moves_a_date_corrects_takes_along_leaves_and_is_forgotten(browser, live_server, data: Path):
    made = opened(make_world())
    with without_scripts(browser, live_server.url) as page:
        page.goto(path_of(made, "page", "mine"))
        assert page.locator("h1").inner_text() == "We owe you 1 thing"
        page.get_by_role("button", name="I agree to it").click()
        page.get_by_text("The new date holds.").wait_for()
        assert Promise.objects.get(state="open").follows.state == "renegotiated"
        page.get_by_role("link", name="Your data").click()
        page.get_by_label("Your name").fill("Ada King, Countess")
        page.get_by_role("button", name="Keep this name").click()
        page.get_by_text("Your name is corrected.").wait_for()
        with page.expect_download() as downloaded:
            page.get_by_role("button", name="Download all of it").click()
        taken = zipfile.ZipFile(io.BytesIO(Path(downloaded.value.path()).read_bytes()))
        told = json.loads(taken.read("data.json"))
        assert (told["name"], len(taken.namelist())) == ("Ada King, Countess", 3)
        page.get_by_role("link", name="Your cases").click()
        page.get_by_role("button", name="Stop all contact").click()
        page.get_by_text("You hear nothing more from us").wait_for()
        page.get_by_role("link", name="Your data").click()
        desk.export_moments(now=timezone.now())
        record = Path(settings.DATA) / "record"
        assert {mark for _, mark in traces(record)} >= {"ada@example.org", "zanzibar", "Countess"}
        page.get_by_role("link", name="Delete what you keep about me").click()
        page.get_by_label("I mean it").check()
        page.get_by_role("button", name="Delete it now").click()
        page.get_by_role("heading", name="It is deleted.").wait_for()
    assert desk.finish_erasures(now=timezone.now()) == 1
    assert traces(record) == []
    assert not Customer.objects.exists()


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_are_open_to_everybody(browser, live_server, data: Path, look: str):
    world = make_world()
    made = opened(world)
    language = "de" if look == "narrow" else "en"
    now = timezone.now()
    desk.set_preference(customer=made.customer, kind="language", value=language, said_at=now, by=None, now=now)
    start = path_of(made, "page", "mine")
    others = [path_of(made, "outcome", "outcome"), path_of(made, "address", "address", "king@example.org")]
    wrong: list[str] = []
    with page_of(browser, live_server.url, look, world.olga) as page:
        for address in ("/mine/", start, f"{start}data/", f"{start}erase/", *others, "/privacy/questions/",
                        "/settings/own-page/", "/settings/promises/", "/privacy/"):  # fmt: skip
            page.goto(address)
            for summary in page.locator("main summary").all()[:8]:
                summary.click()
            wrong += [f"{address}: {text}" for text in page.complaints]
            found = Axe().run(page, options={"runOnly": STANDARD}).response["violations"]
            page.complaints.clear()  # axe itself tries an inline style
            wrong += [f"{address}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in found]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{address}: wider than the screen")
    assert wrong == []
