"""The processes of pages are killed while cases are opened by the API: each Idempotency-Key has its one case.

HEADWATER_TEST_WEB_KILLS says how often (3); HEADWATER_TEST_SEED repeats the instants of a run, which prints its own.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from headwater.project.serving.service import pages

KILLS = int(os.environ.get("HEADWATER_TEST_WEB_KILLS", "3"))
SEED = int(os.environ.get("HEADWATER_TEST_SEED", "0")) or time.time_ns() % 2**32
LONGEST = 1.0
"""seconds between a first answer and the kill"""
KEY = """
import django; django.setup()
from django.utils import timezone
from headwater.api.keys import make_key
from headwater.api.models import ApiKey
from headwater.desk.channels.sheets import confirm_sheet
from headwater.people.models import User
by, now = User.objects.create_user("olga@example.com", name="Olga", is_owner=True), timezone.now()
confirm_sheet(channel="api", operated_by="Us", data_leaving="None", told_customer="All", by=by, now=now)
made, token = make_key(name="A system", scopes=["cases:write"], by=by, now=now)
ApiKey.objects.update(per_minute=1_000_000)
print(token)
"""
COUNT = """
import django, json; django.setup()
from headwater.desk.models import Case, Holding, Message, OutboxMoment
opened = OutboxMoment.objects.filter(step="Case opened").values_list("case_number", flat=True)
print(json.dumps([sorted(Case.objects.values_list("number", flat=True)), sorted(opened),
                  sorted(Message.objects.values_list("case", flat=True)),
                  sorted(Holding.objects.values_list("case", flat=True))]))
"""


def said(environ: dict[str, str], script: str) -> str:
    asked = [sys.executable, "-c", script]
    return subprocess.run(asked, env=environ, check=True, stdout=subprocess.PIPE, text=True, timeout=120).stdout


@dataclass
class Caller:
    """Another system: opens cases one by one, and knows the numbers it was answered; `None` was never answered."""

    name: str
    port: int
    token: str
    enough: threading.Event
    answers: dict[str, int | None] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)

    def run(self) -> None:
        while not self.enough.is_set():
            key = f"{self.name}-{len(self.answers)}"
            self.answers[key] = self.opened(key)
            if self.answers[key] is None:
                self.enough.wait(0.2)

    def opened(self, key: str) -> int | None:
        """The case's number, or None where the server went away."""
        body = {"words": f"Where is it? {key}", "name": "Eve", "address": "eve@example.org"}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        way = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            way.request("POST", "/api/v1/cases", json.dumps(body), headers)
            answer = way.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            way.close()
        if answer.status != 201:
            self.refused.append(answer.status)
            return None
        return int(told["number"])


@contextmanager
def served(environ: dict[str, str], port: int) -> Iterator[None]:
    """Pages answer; in the end all their processes are killed at once."""
    process = subprocess.Popen(pages("127.0.0.1", port, 1).command, env=environ, start_new_session=True)
    try:
        end = time.monotonic() + 120
        while not healthy(port):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def healthy(port: int) -> bool:
    way = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        way.request("GET", "/health/")
        return way.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        way.close()


def test_pages_killed_while_cases_open_double_and_lose_none(own: dict[str, str]):
    print(f"HEADWATER_TEST_SEED={SEED} HEADWATER_TEST_WEB_KILLS={KILLS}")  # noqa: T201 -- shown where the test fails
    chance, enough = random.Random(SEED), threading.Event()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = own | {
        "HEADWATER_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "headwater.project.settings",
    }
    token = said(environ, KEY).strip()
    callers = [Caller(f"system{n}", port, token, enough) for n in range(3)]
    threads = [threading.Thread(target=caller.run) for caller in callers]
    for n in range(KILLS):
        with served(environ, port):
            for thread in threads if n == 0 else []:
                thread.start()
            time.sleep(chance.uniform(0.1, LONGEST))
    enough.set()
    for thread in threads:
        thread.join(60)
    with served(environ, port):
        again = {key: caller.opened(key) for caller in callers for key in caller.answers}
    first = {key: number for caller in callers for key, number in caller.answers.items()}
    assert [caller.refused for caller in callers] == [[], [], []]
    assert None in first.values()
    assert len([number for number in first.values() if number]) >= KILLS
    assert {key: number for key, number in first.items() if number} == {k: again[k] for k, v in first.items() if v}
    assert json.loads(said(environ, COUNT)) == [sorted(number or 0 for number in again.values())] * 4
