"""A saved reply is found and put into an answer by keys alone, changed there, and remembered as used."""

import os
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.report.browser import chromium
from tests.web.test_browser import WAIT, page_of
from tests.world import make_world

from headwater.desk import service as desk
from headwater.desk.models import Message, SavedReplyUse

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with chromium() as found:
        yield found
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_by_keys_into_the_answer(browser, live_server):
    world, now = make_world(), timezone.now()
    for name, text in (("Late", "Dear {customer}, case {case} is late."), ("Other", "Nothing")):
        desk.save_reply(name=name, text=text, by=world.alice, now=now)
    made = desk.open_case(
        channel="webform", customer_name="Ada", address="ada@example.org", words="Where?", team=world.counter, now=now
    )
    with page_of(browser, live_server.url, user=world.alice) as page:
        page.goto(f"/cases/{made.number}/")
        page.keyboard.press("i")
        expect(page.locator("#saved-found .pick")).to_have_count(2, timeout=WAIT)
        page.keyboard.type("late")
        expect(page.locator("#saved-found .pick")).to_have_count(1, timeout=WAIT)
        page.keyboard.press("Enter")
        page.keyboard.type(" Sorry.")
        said = f"Dear Ada, case {made.number} is late. Sorry."
        assert page.input_value("#reply-text") == said
        page.keyboard.press("Control+Enter")
        expect(page.locator("#messages .m.out")).to_have_count(1, timeout=WAIT)
    assert Message.objects.get(kind="out").text == said
    assert SavedReplyUse.objects.get().saved.name == "Late"
