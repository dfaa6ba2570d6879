"""What somebody writes in a real browser stays theirs until it is sent, whatever is refused or lost on the way."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.test_browser import WAIT, browser  # noqa: F401 -- the fixture
from tests.world import World, make_world

from headwater.desk import service as desk
from headwater.desk.models import Case, Message

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return make_world()


def opened(world: World, who: str) -> int:
    """A case of the counter, opened now."""
    made = desk.open_case(
        channel="webform", customer_name=f"\u202e{who}", address=f"{who}@example.org", words="Where is it?",
        subject=who, team=world.counter, now=timezone.now(),
    )  # fmt: skip
    return made.number


@pytest.fixture
def page(browser, live_server, world: World):  # noqa: F811
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.add_init_script("window.setInterval = () => 0")  # what a page asks by itself renews its tokens, too
    made.set_default_timeout(WAIT)
    sign_in(context, live_server.url, world)
    yield made
    context.close()


def sign_in(context, server: str, world: World) -> None:
    client = Client()
    client.force_login(world.alice)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": server}])


def answer(page):
    return page.get_by_label("Your answer")


def holds(page, text: str) -> None:
    """The field of the answer is open with this in it, once the page has come to rest."""
    expect(answer(page)).to_be_visible(timeout=WAIT)
    expect(answer(page)).to_have_value(text, timeout=WAIT)


def test_nothing_written_is_lost(page, live_server, world: World):
    first, second = opened(world, "Ada"), opened(world, "Bo")
    page.goto(f"/cases/{first}/")
    page.locator(f"#row{second}").wait_for()
    assert page.title() == "Ada · Headwater"

    another_case_and_back(page, first, second)
    an_act_in_between(page)
    a_refused_hand_over(page, world, first)
    a_session_that_ended(page, live_server.url, world, first)
    assert Message.objects.filter(case=first, kind="out").values_list("text", flat=True).get() == "Half a sentence"
    page.reload()
    holds(page, "")


def another_case_and_back(page, first: int, second: int) -> None:
    answer(page).fill("Half a sentence")
    for number, there in ((second, ""), (first, "Half a sentence")):
        page.locator(f"#row{number}").click()
        page.locator(f"#case[data-number='{number}']").wait_for()
        holds(page, there)


def an_act_in_between(page) -> None:
    page.keyboard.press("t")
    page.get_by_label("Tag", exact=True).fill("late")
    page.locator("#ask").get_by_role("button", name="Give the tag").click()
    page.locator("#about .tag").get_by_text("late").wait_for()
    page.locator("#ask").wait_for(state="hidden")
    holds(page, "Half a sentence")


def a_refused_hand_over(page, world: World, first: int) -> None:
    """Petra serves the counter only: it is said in the window, and what was typed stands there still."""
    page.locator(".acts").get_by_role("link", name="Hand over").click()
    page.get_by_label("The story").fill("She called twice.")
    page.evaluate("document.querySelector('#to-holder').add(new Option('', '999', true, true))")
    page.locator("#ask").get_by_role("button", name="Hand over").click()
    page.locator("#ask").get_by_role("alert").get_by_text("There is no such person").wait_for()
    expect(page.get_by_label("The story")).to_have_value("She called twice.", timeout=WAIT)
    tokens = page.locator("input[name=csrfmiddlewaretoken]").evaluate_all("them => them.map(one => one.value)")
    assert all(tokens or [""]), "what comes next is sent at the first try"
    page.locator("#ask").get_by_role("button", name="Close").first.click()
    assert Case.objects.get(number=first).team_id == world.counter.pk


def a_session_that_ended(page, server: str, world: World, first: int) -> None:
    """Said, with the page as it was; after a new sign-in, which changes the token of every form, it is sent."""
    Session.objects.all().delete()
    with page.expect_response(lambda answered: answered.url.endswith("/reply/")) as sent:
        page.get_by_role("button", name="Send").click()
    assert sent.value.status == 401
    page.get_by_text("Your session has ended.").wait_for()
    holds(page, "Half a sentence")
    expect(page.get_by_label("Password")).to_have_count(0)
    sign_in(page.context, server, world)
    page.context.clear_cookies(name="csrf")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("is renewed now").wait_for()
    page.get_by_role("button", name="Send").click()
    page.locator(".m.out").get_by_text("Half a sentence").wait_for()
    holds(page, "")
    expect(page.locator("#said .bad")).to_have_count(0, timeout=WAIT)


def test_who_is_not_the_customer_is_named_beside_send(page, world: World):
    number = opened(world, "Ada")
    page.goto(f"/cases/{number}/")
    said = page.locator("[data-foreign]")
    expect(said).to_be_hidden(timeout=WAIT)
    page.locator(".others summary").click()
    page.get_by_label("copy to").fill("Zoe <zoe@x.example>, ADA@example.org")
    expect(said).to_contain_text("zoe@x.example", timeout=WAIT)
    expect(said).not_to_contain_text("ada@")
    page.get_by_label("copy to").press("Enter")
    answer(page).fill("Yes")
    page.reload()
    expect(page.get_by_label("copy to")).to_have_value("Zoe <zoe@x.example>, ADA@example.org", timeout=WAIT)
    expect(said).to_contain_text("zoe@x.example", timeout=WAIT)
    page.get_by_role("button", name="Send").click()
    page.locator(".m.out").get_by_text("copy to").wait_for()
    assert Message.objects.get(case=number, kind="out").cc == ["zoe@x.example"]


def test_a_case_selected_while_the_list_is_fetched_stays_selected(page, world: World):
    opened(world, "Ada")
    page.goto("/inbox/")
    page.evaluate("htmx.trigger('#list', 'changed'); document.querySelector('#list .row input').click()")
    page.get_by_text("Cases changed. Show").wait_for()
    assert page.locator("#list .row input").is_checked()


def test_a_server_that_is_away_is_said(page, world: World):
    number = opened(world, "Ada")
    page.goto(f"/cases/{number}/")
    answer(page).fill("Half a sentence")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    page.locator("#said").get_by_text("The server cannot be reached.").wait_for()
    page.locator("#said").get_by_role("button", name="Close").click()
    expect(page.locator("#said p")).to_have_count(0, timeout=WAIT)
    page.context.set_offline(False)
    page.reload()
    holds(page, "Half a sentence")
