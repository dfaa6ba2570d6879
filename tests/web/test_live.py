"""Where no stream is given, open pages ask by themselves: now and then, and no more than that."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.report.browser import chromium
from tests.world import make_world

from headwater.desk import service as desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser() -> Iterator:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with chromium() as found:
        yield found
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_without_a_stream_a_page_asks_rarely(browser, live_server):
    world = make_world()
    given = {"channel": "phone", "customer_name": "Kim", "address": "kim@example.org", "team": world.counter}
    case = desk.open_case(**given, words="Where is it?", now=timezone.now())
    client = Client()
    client.force_login(world.alice)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.clock.install(time=timezone.now())
    page.clock.pause_at(timezone.now() + timedelta(hours=1))  # the page's clock moves only when it is told to
    page.goto(f"/cases/{case.number}/")
    page.locator(f"#row{case.number}").wait_for()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    desk.receive(case=case, words="Nobody answers", now=timezone.now())
    other = desk.open_case(**given, words="And this one?", now=timezone.now())
    desk.present(case=case, user=world.bob, doing="writing", now=timezone.now())
    page.clock.run_for(44_000)
    assert asked == []
    page.clock.run_for(2_000)
    page.locator("#messages").get_by_text("Nobody answers").wait_for()
    page.locator(f"#row{other.number}").wait_for()
    page.locator("#here").get_by_text("Bob is writing here just now").wait_for()
    context.close()
