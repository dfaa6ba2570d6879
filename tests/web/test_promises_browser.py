"""A promise from the answer it stands in until it is kept, and one that a link broke, in a real browser."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.test_browser import WAIT, browser  # noqa: F401 -- the fixture
from tests.world import World, make_world

from headwater.desk import service as desk
from headwater.desk.models import Message, Promise
from headwater.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LINK = {"link": "Waiting before “Parts”", "ref": {"kind": "wait", "step": "Parts"}}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def page(browser, live_server, answered: Path):  # noqa: F811
    (answered / "links.json").write_text(json.dumps([LINK]))
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.set_default_timeout(WAIT)
    yield made
    context.close()


def be(page, user: User, server: str) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": server}])


def opened(world: World, who: str) -> int:
    return desk.open_case(
        channel="webform", customer_name=who, address=f"{who.lower()}@example.org", words="Where is it?",
        subject=who, team=world.counter, now=timezone.now(),
    ).number  # fmt: skip


def test_a_promise_is_never_lost_and_is_kept(page, live_server, world: World):
    first, second = opened(world, "Ada"), opened(world, "Bo")
    be(page, world.alice, live_server.url)
    promised_in_an_answer(page, first)
    desk.receive(case=first, words="Thanks!", now=timezone.now())
    desk.merge(into=second, case=first, other_customer=True, by=world.bob, now=timezone.now())
    desk.assign(case=second, holder=world.bob, by=world.bob, now=timezone.now())
    away_today(page)
    be(page, world.bob, live_server.url)
    kept_by_one_key(page, second)
    expect(page.get_by_text("Promises settled")).to_be_visible(timeout=WAIT)
    assert Promise.objects.get().state == "kept"


def promised_in_an_answer(page, number: int) -> None:
    """Found when it is to be sent, confirmed with one key, due once it has left."""
    page.goto(f"/cases/{number}/")
    page.get_by_label("Your answer").fill("Thank you. I'll call you within two weeks.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("#promised-reply [data-promise]").wait_for()
    assert Message.objects.filter(case=number, kind="out").count() == 0
    page.evaluate("document.activeElement.blur()")  # wherever the focus went: the question owns its letters
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused(timeout=WAIT)
    page.keyboard.press("Enter")
    expect(page.get_by_text("the answer has not left")).to_be_visible(timeout=WAIT)
    message, later = Message.objects.get(case=number, kind="out"), timezone.now() + timedelta(minutes=1)
    desk.release_held(now=later)
    desk.mark_sent(message=message, message_id="<1@example.com>", now=later)
    page.goto("/promises/")
    expect(page.locator(".promises li")).to_have_count(1, timeout=WAIT)


def away_today(page) -> None:
    page.goto("/me/")
    today = timezone.localdate().isoformat()
    page.locator("#away-since").fill(today)
    page.locator("#away-until").fill(today)
    page.get_by_role("button", name="I am away").click()
    page.get_by_role("button", name="I am here after all").wait_for()


def kept_by_one_key(page, number: int) -> None:
    """The team sees it with its promiser away; whoever holds the case keeps it."""
    page.goto("/promises/?of=team")
    expect(page.locator(".promises li")).to_contain_text("away today", timeout=WAIT)
    page.goto("/promises/")
    page.locator(".promises li a", has_text="Bo").click()
    page.locator(f"#case[data-number='{number}'] .promises li").wait_for()
    page.wait_for_load_state()  # before its scripts run a page hears no key
    page.keyboard.press("y")
    expect(page.locator("#case .promises li")).to_have_count(0, timeout=WAIT)


def test_a_broken_one_stands_on_its_links_page(page, live_server, world: World):
    number, now = opened(world, "Ada"), timezone.now()
    desk.promise(
        case=number, what="send the part", due_from=now, due_to=now + timedelta(days=2), by=world.alice, now=now
    )
    be(page, world.bob, live_server.url)
    page.goto(f"/cases/{number}/")
    page.keyboard.press("b")
    page.locator("#link").fill(LINK["link"])
    page.get_by_role("button", name="It is broken").click()
    expect(page.locator("#case .promises li")).to_have_count(0, timeout=WAIT)
    page.goto("/causes/1/")
    expect(page.get_by_role("heading", name="1 promise was broken by this link")).to_be_visible(timeout=WAIT)
    expect(page.locator("section", has_text="send the part")).to_contain_text(f"Case {number}", timeout=WAIT)
    page.goto("/promises/kept/")
    expect(page.get_by_role("row", name=LINK["link"]).first).to_contain_text("1", timeout=WAIT)


def test_without_scripts_the_question_is_a_page(browser, live_server, world: World):  # noqa: F811
    number = opened(world, "Ada")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    be(page, world.alice, live_server.url)
    page.goto(f"/cases/{number}/")
    page.locator("#reply-text").fill("I'll call you within two weeks.")
    page.locator("form.say", has=page.locator("#reply-text")).get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Before it leaves: what it promises")).to_be_visible(timeout=WAIT)
    page.get_by_label("no promise", exact=False).last.check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#case .promises li")).to_have_count(0, timeout=WAIT)
    assert Message.objects.filter(case=number, kind="out").count() == 1
    context.close()
