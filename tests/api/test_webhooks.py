"""Webhooks against a real server on this machine: signed, tried again, guarded, each moment once."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.api.conftest import a_case
from tests.world import NOW, World

from headwater.api.domain import TRIES, pause
from headwater.api.errors import ForbiddenAddressError
from headwater.api.hooks import deliver, guard, manage
from headwater.api.hooks.post import post
from headwater.api.models import Delivery
from headwater.desk import service as desk
from headwater.shared.errors import InputError

pytestmark = pytest.mark.server


@dataclass
class Receiver:
    """What came to the other side; it answers with `status`."""

    url: str = ""
    status: int = 200
    location: str = ""
    length: int = 2
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    here = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(here.status)
            if here.location:
                self.send_header("Location", here.location)
            self.send_header("Content-Length", str(here.length))
            self.end_headers()
            self.wfile.write(b"x" * here.length)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_port}/hook?a=1"
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(world: World, receiver: Receiver, settings: Any) -> Any:
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    return manage.make_webhook(url=receiver.url, steps=[], by=world.alice, now=NOW)


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver checks it, by the description in docs/api.md."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mine = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(mine, headers["webhook-signature"])


def told() -> Delivery:
    return Delivery.objects.order_by("-id").first()


def test_an_act_is_told_signed_and_once(world: World, receiver: Receiver, hook):
    case = a_case(world)
    assert deliver.spread(now=NOW) == 1
    assert deliver.spread(now=NOW) == 0
    deliver.attempt(delivery=told().pk, now=NOW)
    deliver.attempt(delivery=told().pk, now=NOW)
    [(path, headers, body)] = receiver.came
    assert path == "/hook?a=1"
    assert verified(hook[1], headers, body)
    assert not verified(hook[1], headers, body.replace(b"opened", b"erased"))
    assert not verified(hook[1], headers | {"webhook-timestamp": "0"}, body)
    said = json.loads(body)
    assert (said["type"], said["data"]["case"]) == ("Case opened", case.number)
    assert b"parcel" not in body.lower()
    assert b"ada" not in body.lower()
    assert (told().fate, told().tries, told().log[0]["status"]) == ("delivered", 1, 200)


def test_the_job_is_queued_with_the_message(world: World, receiver: Receiver, hook):
    from django_tasks_db.models import DBTaskResult

    a_case(world)
    deliver.spread(now=NOW)
    [queued] = DBTaskResult.objects.all()
    assert queued.args_kwargs["kwargs"] == {"delivery": told().pk}
    deliver.deliver.call(**queued.args_kwargs["kwargs"])
    assert len(receiver.came) == 1


def test_what_fails_is_tried_again_then_dead(world: World, receiver: Receiver, hook):
    a_case(world)
    deliver.spread(now=NOW)
    receiver.status, now = 500, NOW
    deliver.attempt(delivery=told().pk, now=now)
    assert told().next_at == NOW + timedelta(seconds=10)
    deliver.attempt(delivery=told().pk, now=now)
    assert told().tries == 1, "not before its time"
    for n in range(1, TRIES):
        now += pause(n)
        deliver.attempt(delivery=told().pk, now=now)
    assert (told().fate, told().tries, len(receiver.came)) == ("dead", TRIES, TRIES)
    assert "500" in hook[0].__class__.objects.get().trouble
    receiver.status = 200
    manage.send_again(webhook=hook[0].pk, delivery=told().pk, user=world.alice, now=now)
    deliver.attempt(delivery=told().pk, now=now)
    assert told().fate == "delivered"
    assert len({h["webhook-id"] for _, h, _ in receiver.came}) == 1, "the other side can tell a message it had"


def test_gone_switches_it_off(world: World, receiver: Receiver, hook):
    a_case(world)
    deliver.spread(now=NOW)
    receiver.status = 410
    deliver.attempt(delivery=told().pk, now=NOW)
    assert (told().fate, hook[0].__class__.objects.get().live) == ("dead", False)
    a_case(world, 1)
    assert deliver.spread(now=NOW) == 0


def test_nothing_is_told_of_an_act_that_was_taken_back(world: World, hook, transactional_db: None):
    from django.db import transaction

    def undone() -> None:
        a_case(world)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"), transaction.atomic():
        undone()
    assert deliver.spread(now=NOW) == 0


def test_only_what_the_owner_may_see_is_told(world: World, receiver: Receiver, hook):
    a_case(world, team=world.warehouse)
    assert deliver.spread(now=NOW) == 0
    case = a_case(world, 1)
    desk.hand_over(case=case, team=world.warehouse, by=world.alice, now=NOW)
    desk.note(case=case, text="ours now", by=world.charlie, now=NOW)
    deliver.spread(now=NOW)
    assert list(Delivery.objects.order_by("id").values_list("step", flat=True)) == ["Case opened", "Handed over"]


def test_only_the_steps_that_were_asked_for(world: World, receiver: Receiver, hook):
    manage.change_webhook(webhook=hook[0].pk, by=world.alice, now=NOW, url=None, steps=["Reply sent"], live=None)
    case = a_case(world)
    desk.told(case=case, text="Yes", by=world.alice, now=NOW)
    deliver.spread(now=NOW)
    assert [d.step for d in Delivery.objects.all()] == ["Reply sent"]
    with pytest.raises(InputError, match="no step Nonsense"):
        manage.change_webhook(webhook=hook[0].pk, by=world.alice, now=NOW, url=None, steps=["Nonsense"], live=None)


def test_a_late_commit_is_told_too(world: World, receiver: Receiver, hook):
    from headwater.desk.models import OutboxMoment

    a_case(world), a_case(world, 1)
    first = OutboxMoment.objects.order_by("id").first()
    pk = first.pk
    OutboxMoment.objects.filter(pk=pk).delete()
    assert deliver.spread(now=NOW) == 1
    OutboxMoment(
        **{f.attname: getattr(first, f.attname) for f in OutboxMoment._meta.concrete_fields} | {"id": pk}
    ).save()
    assert deliver.spread(now=NOW) == 1
    assert deliver.spread(now=NOW) == 0


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "::ffff:10.0.0.1", "ff02::1",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::127.0.0.1", "64:ff9b:1::1", "nonsense",
    ],
)  # fmt: skip
def test_no_webhook_reaches_inside(address: str):
    with pytest.raises(ForbiddenAddressError):
        guard.goal("https://example.org/", allowed=(), find=lambda *_: [address])
    with pytest.raises(ForbiddenAddressError):
        guard.goal("https://example.org/", allowed=(), find=lambda *_: ["93.184.216.34", address])


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_a_webhook_reaches_outside(address: str):
    assert guard.goal("https://example.org/a", allowed=(), find=lambda *_: [address]).address == address


@pytest.mark.parametrize("url", ["http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://localhost/"])
def test_other_spellings_of_this_machine_lead_nowhere(url: str):
    with pytest.raises(InputError):
        guard.goal(url, allowed=())
    with pytest.raises((ForbiddenAddressError, OSError)):
        guard.goal(url.replace("http:", "https:"), allowed=())


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org/", "https://u:p@example.org/", "https:///x", "https://a:x/", "//a",
     "https://exa mple.org/", "https://example.org/\r\nHost: x", "https://[::1", "https://exämple.org/"],
)  # fmt: skip
def test_a_url_that_cannot_be_one(url: str):
    with pytest.raises(InputError):
        guard.checked(url, allowed=())


def test_a_name_that_changes_its_address_is_held_to_the_checked_one(receiver: Receiver):
    """The resolver's second answer would be this machine; nobody asks a second time."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    port = receiver.url.split(":")[2].split("/")[0]
    url = f"http://rebind.example:{port}/"
    to = guard.goal(url, allowed={"rebind.example"}, find=lambda *_: next(answers))
    assert to.address == "127.0.0.1"
    assert post(to, b"{}", {}).taken
    assert receiver.came[0][1]["host"] == f"rebind.example:{port}"
    assert next(answers) == ["169.254.169.254"]


def test_each_try_is_checked_anew(world: World, receiver: Receiver, hook, settings):
    a_case(world)
    deliver.spread(now=NOW)
    hook[0].__class__.objects.update(url="https://rebind.example/")
    deliver.attempt(delivery=told().pk, now=NOW, find=lambda *_: ["169.254.169.254"])
    assert "private or local network" in told().log[0]["trouble"]
    assert (told().fate, receiver.came) == ("waiting", [])


def test_a_redirect_is_not_followed(world: World, receiver: Receiver, hook):
    a_case(world)
    deliver.spread(now=NOW)
    receiver.status, receiver.location = 302, "http://169.254.169.254/latest/meta-data/"
    deliver.attempt(delivery=told().pk, now=NOW)
    assert len(receiver.came) == 1
    assert "redirects" in told().log[0]["trouble"]
    assert told().fate == "waiting"


def test_a_long_answer_is_not_read(world: World, receiver: Receiver, hook):
    receiver.length = 10_000_000
    answer = post(guard.goal(receiver.url, allowed={"127.0.0.1"}), b"{}", {})
    assert (answer.status, "more than 64 kB" in answer.trouble) == (0, True)


def test_a_host_that_is_not_there(receiver: Receiver):
    answer = post(guard.Goal("127.0.0.1", 1, "127.0.0.1", tls=False, path="/"), b"{}", {})
    assert (answer.status, answer.taken) == (0, False)
    assert "could not be reached" in answer.trouble


def test_a_slow_host_is_cut_off(monkeypatch):
    """Bytes that drip in keep the socket awake; the whole has its own end."""
    import socket
    import time

    from headwater.api.hooks import post as posting

    monkeypatch.setattr(posting, "WHOLE_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip() -> None:
            link, _ = server.accept()
            with link:
                while not over.wait(0.05):
                    try:
                        link.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        answer = post(guard.Goal("127.0.0.1", server.getsockname()[1], "127.0.0.1", tls=False, path="/"), b"{}", {})
        took = time.monotonic() - began
        over.set()
        thread.join()
    assert answer.status == 0
    assert took < 4


def test_a_certificate_must_be_the_hosts(receiver: Receiver):
    port = int(receiver.url.split(":")[2].split("/")[0])
    answer = post(guard.Goal("example.org", port, "127.0.0.1", tls=True, path="/"), b"{}", {})
    assert answer.status == 0
    assert receiver.came == []


def test_the_routes(world: World, key, settings):
    call = key(world.alice)
    made = call("post", "/webhooks", {"url": "https://example.org/h", "steps": ["Reply sent"]}).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in call("get", f"/webhooks/{made['id']}").json()
    assert call("post", "/webhooks", {"url": "http://169.254.169.254/"}).status_code == 422
    assert call("patch", f"/webhooks/{made['id']}", {"live": False}).json()["live"] is False
    assert call("delete", f"/webhooks/{made['id']}").status_code == 204
    assert call("get", "/webhooks").json() == {"webhooks": []}


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/x"])
def test_one_that_leads_inside_is_refused_when_it_is_made(world: World, key, settings, url: str):
    call = key(world.alice)
    refused = call("post", "/webhooks", {"url": url})
    assert refused.status_code == 422
    assert "leads into a private or local network, where webhooks do not go" in refused.json()["detail"]
    assert call("get", "/webhooks").json() == {"webhooks": []}
    made = call("post", "/webhooks", {"url": "https://example.org/h"}).json()["id"]
    assert call("patch", f"/webhooks/{made}", {"url": url}).status_code == 422
    assert call("get", f"/webhooks/{made}").json()["url"] == "https://example.org/h"
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", "10.0.0.0/8"})
    assert call("post", "/webhooks", {"url": url}).status_code == 201


def test_the_secret_is_not_in_the_database(world: World, hook):
    from django.forms.models import model_to_dict

    secret = base64.b64decode(hook[1].removeprefix("whsec_"))
    stored = repr(model_to_dict(hook[0])).encode()
    assert secret not in stored
    assert secret.hex().encode() not in stored
    assert hook[1].encode() not in stored
