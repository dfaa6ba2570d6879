"""`headwater serve` as an operator runs it: one command, everything up, killed parts return, one signal ends all."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import psutil
import pytest
from deltalake import DeltaTable
from tests.served import Server, served, until

CHANGE = """
import django; django.setup()
from django.utils import timezone
from headwater.desk import service
made = service.open_case(channel="phone", customer_name="Kim", address="kim@example.org", words="Where is it?",
                         now=timezone.now())
print(made.number)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served"), request.config.getoption("--db")) as made:
        yield made


def change_something(server: Server) -> str:
    """A case that opens; its name in the record."""
    asked = [sys.executable, "-c", CHANGE]
    said = subprocess.run(asked, env=server.environ, check=True, timeout=90, stdout=subprocess.PIPE, text=True)
    return f"desk-{said.stdout.strip()}"


def recorded(server: Server) -> set[str]:
    """The cases in the server's record."""
    place = str(server.data / "record" / "moments")
    if not DeltaTable.is_deltatable(place):
        return set()
    return set(DeltaTable(place).to_pyarrow_table(columns=["case"])["case"].to_pylist())


@pytest.fixture(scope="module")
def owner(server: Server) -> str:
    """The session of the owner, who came by the printed link."""
    link = re.search(r"/sign-in/\S+", server.said.read_text())
    assert link
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(server.url + link[0]).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    assert browser.open(server.url + link[0], form).url.endswith("/welcome/")
    return next(cookie.value or "" for cookie in jar if cookie.name == "session")


def test_a_new_folder_has_its_key_and_the_link_is_said_once(server: Server):
    data = Path(server.environ["HEADWATER_DATA"])
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert (data / "desk.sqlite3").exists() == (server.environ["HEADWATER_DATABASE"] == "")
    assert server.said.read_text().count("/sign-in/") == 1


def test_a_path_reaches_the_pages_as_it_was_meant(server: Server):
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{server.url}/caf%C3%A9%20x/?q=a%20b")
    assert missing.value.code == 404
    assert missing.value.headers["Content-Security-Policy"].startswith("default-src 'none'")
    missing.value.close()


def test_an_open_page_is_told_of_a_change_and_a_stranger_of_nothing(server: Server, owner: str):
    with pytest.raises(urllib.error.HTTPError) as stranger:
        urllib.request.urlopen(f"{server.url}/events/")
    assert stranger.value.code == 401
    stranger.value.close()
    request = urllib.request.Request(f"{server.url}/events/", headers={"Cookie": f"session={owner}"})
    with urllib.request.urlopen(request, timeout=90) as stream:
        assert stream.readline() == b"retry: 3000\n"
        time.sleep(2)
        change_something(server)
        told = next(line for line in stream if line.startswith(b"data: "))
    assert len(json.loads(told.removeprefix(b"data: "))) == 1


def test_an_act_reaches_the_record_within_a_minute(server: Server):
    case = change_something(server)
    until(lambda: case in recorded(server), 60)


@pytest.mark.parametrize("which", ["worker", "pages", "mail"])
def test_a_killed_process_returns(server: Server, which: str):
    until(lambda: len(server.children()) == 3)
    killed = server.children()[which]
    os.killpg(killed.pid, signal.SIGKILL)
    until(lambda: (found := server.children().get(which)) is not None and found.pid != killed.pid)
    until(server.up)


def test_a_killed_process_of_pages_returns(server: Server):
    until(lambda: len(server.children()) == 3 and server.children()["pages"].children())
    killed = server.children()["pages"].children()[-1]
    killed.kill()
    until(lambda: not killed.is_running() and server.up())


def test_one_signal_ends_everything(server: Server, owner: str):
    tree = psutil.Process(server.process.pid).children(recursive=True)
    assert len(tree) >= 3
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
    until(lambda: not [p for p in tree if p.is_running() and p.status() != psutil.STATUS_ZOMBIE], 10)
    assert not server.up()
    assert owner not in server.said.read_text()
