# ruff: noqa: PLC0415 -- tables load after the settings
"""Mail in and answers out, by people and servers who ask again until they are told that it is done."""

import http.client
import json
import random
import smtplib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.desk.channels.email import servers as real
from tests.desk.channels.email.letters import mail

BOX = "help@shop.example"
CUSTOMERS = 50
AT_ONCE = 3
PAUSE_S = 0.1
"""between two mails of one way in, and between two answers of all"""


def by_imap(servers: real.Servers, mails: int) -> None:
    """Put into the mailbox, as its provider does."""
    for n in range(mails):
        servers.put(BOX, letter("imap", n))
        time.sleep(PAUSE_S)


def by_lmtp(port: int, mails: int, since: int) -> None:
    """Each mail is handed over until it is taken."""
    client = None
    for n in range(since, mails, AT_ONCE):
        while True:
            try:
                client = client or smtplib.LMTP("127.0.0.1", port, timeout=60)
                client.sendmail("c@example.org", [BOX], letter("lmtp", n))
                break
            except (OSError, smtplib.SMTPException):
                client = None
                time.sleep(0.2)
        time.sleep(AT_ONCE * PAUSE_S)


def letter(way: str, n: int) -> bytes:
    return mail(f"By {way} {n}", message_id=f"<{way}.{n}@in>", sender=f"c{n % CUSTOMERS}@example.org")


@dataclass
class Answers:
    """People who answer over the API. An answer that was not heard to be kept is given again under the same
    Idempotency-Key. `kept` has the message of each answer, `cut` how many calls ended without a word after they were
    made, `closed` how many found nobody to be made to."""

    port: int
    token: str
    kept: dict[str, int] = field(default_factory=dict)
    cut: int = 0
    closed: int = 0
    failed: list[str] = field(default_factory=list)

    def give(self, answers: int, since: int) -> None:
        """Every third answer from `since` on."""
        chance = random.Random(since)
        for n in range(since, answers, AT_ONCE):
            self._give(f"answer-{n}", chance.choice(cases()), hold=chance.choice((0, 1)))
            time.sleep(AT_ONCE * PAUSE_S)

    def _give(self, key: str, case: int, hold: int) -> None:
        body = json.dumps({"text": f"This is {key}.", "hold_seconds": hold})
        while (made := self._ask(key, case, body)) is None:
            time.sleep(0.2)
        self.kept[key] = made

    def _ask(self, key: str, case: int, body: str) -> int | None:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        way = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            way.connect()
        except OSError:
            self.closed += 1
            return None
        try:
            way.request("POST", f"/api/v1/cases/{case}/reply", body, headers)
            answer = way.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            self.cut += 1
            return None
        finally:
            way.close()
        if answer.status != 201:
            self.failed.append(f"{answer.status} {told}")
            return None
        return int(told["id"])


def cases() -> list[int]:
    """The cases that are there, once there is one."""
    from django.db import connections

    from headwater.desk.models import Case

    try:
        while not (found := list(Case.objects.order_by("number").values_list("number", flat=True))):
            time.sleep(0.2)
        return found
    finally:
        connections.close_all()


def api_key() -> str:
    """Somebody's key for the API, as often as one likes."""
    from headwater.api.keys import make_key
    from headwater.api.models import ApiKey
    from headwater.desk.channels.sheets import confirm_sheet
    from headwater.people.models import User

    by, now = User.objects.create_user("olga@example.com", name="Olga", is_owner=True), datetime.now(UTC)
    confirm_sheet(channel="api", operated_by="Us", data_leaving="None", told_customer="All", by=by, now=now)
    _, token = make_key(name="Answers", scopes=["cases:write"], by=by, now=now)
    ApiKey.objects.update(per_minute=1_000_000)
    return token


def begin(flows: list[Callable[[], None]]) -> None:
    """All at once."""
    for flow in flows:
        threading.Thread(target=flow, daemon=True).start()
