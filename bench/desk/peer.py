"""The same acts in django-helpdesk 2.6.1 (BSD): run by a Python that has it, never by Headwater's own.

PEER/bin/python bench/desk/peer.py FOLDER TICKETS
"""

import base64
import itertools
import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from measure import Act, answer
from words import POOL, TWO, texts

START = datetime(2021, 1, 1, tzinfo=UTC)
BATCH = 2_000


def fill(tickets: int) -> None:
    """So many tickets with three follow-ups each, in 8 queues, over 40 people."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    if User.objects.exists():
        return
    for i in range(40):
        User.objects.create(username=f"rep{i}", email=f"rep{i}@example.org", is_staff=True, is_superuser=True)
    for i in range(8):
        Queue.objects.create(title=f"Queue {i}", slug=f"q{i}", allow_public_submission=True)
    said = list(texts(min(tickets, POOL)))
    for low in range(1, tickets + 1, BATCH):
        _batch(range(low, min(tickets, low + BATCH - 1) + 1), said, timedelta(days=5 * 365) / tickets)


def _batch(numbers: range, said: list[Any], step: timedelta) -> None:
    from helpdesk.models import FollowUp, Ticket

    tickets, answers = [], []
    for n in numbers:
        text, at = said[n % len(said)], START + n * step
        tickets.append(
            Ticket(
                id=n, title=text.subject, queue_id=1 + n % 8, created=at, modified=at, status=1 + n % 4,
                submitter_email=f"c{n}@example.org", description=text.messages[0], secret_key=f"k{n}",
                assigned_to_id=1 + n % 40,
            )
        )  # fmt: skip
        answers += [
            FollowUp(ticket_id=n, date=at + timedelta(minutes=k), title="Comment", comment=words, public=True)
            for k, words in enumerate(text.messages)
        ]
    Ticket.objects.bulk_create(tickets)
    FollowUp.objects.bulk_create(answers)


def acts(tickets: int) -> dict[str, Act]:
    """Every row of the table that it has, by name."""
    from django.contrib.auth.models import User
    from django.test import Client

    rep, told = Client(), zip(itertools.count(time.time_ns()), itertools.cycle(texts(200, seed=3)), strict=False)
    rep.force_login(User.objects.get(username="rep1"))
    _twenty(tickets)

    def form() -> Any:
        n, text = next(told)
        given = {"queue": 1, "title": "A lamp", "body": text.messages[0], "submitter_email": f"f{n}@example.org"}
        return rep.post("/tickets/submit/", given | {"priority": 3, "assigned_to": ""})

    def public() -> Any:
        n, text = next(told)
        given = {"queue": 1, "title": "A lamp", "body": text.messages[0], "submitter_email": f"f{n}@example.org"}
        return Client().post("/tickets/submit/", given | {"priority": 3})

    def api() -> Any:
        n, text = next(told)
        given = {"queue": 1, "title": "A lamp", "description": text.messages[0], "submitter_email": f"f{n}@example.org"}
        return rep.post("/api/tickets/", given | {"priority": 3}, "application/json")

    return {
        "inbox page, 50 rows": _list(rep, "", 50),
        "case page, 20 messages": Act((lambda: rep.get(f"/tickets/{tickets}/"),), has="letter 19"),
        "search, 2 words": _list(rep, TWO, 25),
        "search, 2 of the commonest words": _list(rep, "word0 word1", 25),
        "search, 2 rare words": _list(rep, "word3000 word9000", 25),
        "create by API": Act((api,), status=201),
        "create by the public form": Act((public,), status=302),
        "create by a rep’s form": Act((form,), status=302),
        "API list of 25": Act((lambda: rep.get("/api/tickets/", {"page_size": 25}),), has='"results"', slow=True),
    }


def _list(rep: Any, words: str, rows: int) -> Act:
    """The page, and where its script fetches the rows."""
    asked = {"search_string": words, "sorting": "created", "sortreverse": True}
    address = f"/datatables_ticket_list/{base64.b64encode(json.dumps(asked).encode()).decode()}"
    page, given = {"q": words} if words else {}, {"draw": 1, "start": 0, "length": rows}
    return Act((lambda: rep.get("/tickets/", page), lambda: rep.get(address, given)), has='"data"')


def _twenty(ticket: int) -> None:
    from helpdesk.models import FollowUp

    FollowUp.objects.filter(ticket_id=ticket).delete()
    for n, text in enumerate(texts(20, seed=2)):
        FollowUp.objects.create(
            ticket_id=ticket, title="Comment", comment=f"letter {n} {text.messages[0]}", public=True
        )


if __name__ == "__main__":
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PEER_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder), "peer_settings"
    import django

    django.setup()
    fill(int(sys.argv[2]))
    answer(acts(int(sys.argv[2])))
