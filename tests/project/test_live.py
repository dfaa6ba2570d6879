"""Open pages hear what happens: two people in one case see each other, and what arrives shows, without a reload."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.report.browser import chromium

from headwater.project.serving.service import pages

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SOON = 30_000
"""milliseconds; on an idle machine it takes two seconds, and without a stream pages ask after 45"""


class Beside:
    """The process of lively.py."""

    def __init__(self, environ: dict[str, str]) -> None:
        path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.project.lively"], env=environ | {"PYTHONPATH": path}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.first: int = self.said()
        self.sessions: dict[str, str] = self.said()

    def said(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def do(self, what: str) -> Any:
        assert self.process.stdin
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self.said()

    def close(self) -> None:
        self.process.communicate(timeout=30)


@contextmanager
def front(environ: dict[str, str]) -> Iterator[str]:
    """The pages and their stream, as they are served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(pages("127.0.0.1", port, 1).command, env=environ)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait(30)


class Person:
    """Somebody with a browser of their own, which may not complain and is never reloaded."""

    def __init__(self, browser: Any, url: str, session: str) -> None:
        self.context = browser.new_context(base_url=url)
        self.context.add_cookies([{"name": "session", "value": session, "url": url}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(f"{request.method} {request.url.removeprefix(url)}"))

    def goto(self, address: str) -> None:
        with self.page.expect_response(lambda r: "/events/" in r.url):
            self.page.goto(address)

    def sees(self, where: str, text: str) -> None:
        self.page.locator(where).get_by_text(text).first.wait_for(timeout=SOON)

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def beside(own: dict[str, str]) -> Iterator[Beside]:
    made = Beside(own)
    yield made
    made.close()


def test_open_pages_hear_what_happens(own: dict[str, str], beside: Beside):
    with chromium() as browser, front(own) as url:
        alice, bob, charlie = (Person(browser, url, beside.sessions[who]) for who in ("alice", "bob", "charlie"))
        charlie.goto("/inbox/")
        quiet = len(charlie.asked)
        alice.goto("/inbox/")
        new_mail_shows(alice, beside)
        two_in_one_case(alice, bob, beside)
        what_is_typed_stays(alice, beside)
        a_list_with_selected_cases_stands_still(alice, beside)
        a_mention_is_counted_until_it_is_read(alice, beside)
        asked = [line for line in charlie.asked[quiet:] if "/static/" not in line]  # the browser fetches icons late
        assert asked == [], "he was told of nothing"
        for person in (alice, bob, charlie):
            person.close()


def new_mail_shows(alice: Person, beside: Beside) -> None:
    number = beside.do("new")
    alice.page.locator(f"#row{number}").wait_for(timeout=SOON)
    alice.sees("#list", "Second mail")


def two_in_one_case(alice: Person, bob: Person, beside: Beside) -> None:
    bob.goto(f"/cases/{beside.first}/")
    alice.sees("#list", "Bob is reading")
    alice.page.locator(f"#row{beside.first}").click()
    bob.sees("#here", "Alice is reading this just now")
    alice.sees("#here", "Bob is reading this just now")
    bob.page.get_by_label("Your answer").press_sequentially("Dear")
    alice.sees("#here", "Bob is writing here just now")


def what_is_typed_stays(alice: Person, beside: Beside) -> None:
    answer = alice.page.get_by_label("Your answer")
    answer.fill("Half a sentence")
    answer.focus()
    assert beside.do("answer") == beside.first
    alice.sees("#messages", "Third mail, says Kim.")
    alice.sees("#customer", "2 steps")
    assert answer.input_value() == "Half a sentence"
    assert alice.page.evaluate("document.activeElement.id") == "reply-text"
    alice.page.get_by_text("the whole message, with what it quotes").last.click()
    beside.do(f"note {beside.first}")
    alice.sees("#messages", "@Alice look")
    alice.page.get_by_text("> You wrote this").last.wait_for(timeout=SOON)  # what was opened stays open


def a_list_with_selected_cases_stands_still(alice: Person, beside: Beside) -> None:
    selected = alice.page.locator("#list .row input").first
    selected.check()
    number = beside.do("another")
    alice.sees("#list", "Cases changed. Show")
    assert selected.is_checked()
    assert alice.page.locator(f"#row{number}").count() == 0
    alice.page.get_by_text("Cases changed. Show").click()
    alice.page.locator(f"#row{number}").wait_for()


def a_mention_is_counted_until_it_is_read(alice: Person, beside: Beside) -> None:
    other = alice.page.locator("#list .row a").filter(has_text="Second mail")
    beside.do(f"note {other.get_attribute('data-case')}")
    count = alice.page.locator(".views a", has_text="Mentioned")
    count.get_by_text("1", exact=True).wait_for(timeout=SOON)
    alice.page.locator(".views a", has_text="Mentioned").click()
    alice.sees("#list", "a new note names you")
    other.click()
    alice.sees("#messages", "@Alice look")
    count.get_by_text("0", exact=True).wait_for(timeout=SOON)
    alice.page.locator("#list").get_by_text("a new note names you").wait_for(state="detached", timeout=SOON)
