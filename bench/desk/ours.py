"""Headwater's acts on a filled folder, to be measured: python -m bench.desk.ours FOLDER (see bench.desk.measure).

Requests go through Django's test client: every middleware, the signed-in person's session, the page's rendering.
"""

import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.desk.measure import Act, answer
from bench.desk.page import ANEW, FIGURES
from bench.desk.postgres import processor_seconds
from bench.desk.words import TWO, texts

SEARCHES = {
    "search, 2 words": TWO,
    "search, 2 of the commonest words": "word0 word1",
    "search, 2 rare words": "word3000 word9000",
    "search, a beginning of 3 letters": "wor*",
}


def serve(data: Path) -> None:
    """Settings of production on this folder."""
    os.environ["HEADWATER_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(data), "headwater.project.settings"
    import django

    django.setup()


def acts(data: Path) -> dict[str, Act]:
    """Every row of the table, by name."""
    from django.test import Client

    from headwater.people.models import User

    rep, owner = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    rep.force_login(User.objects.get(email="rep1@example.org"))
    owner.force_login(User.objects.get(email="owner@example.org"))
    _findings(data)
    return {
        "inbox page, 50 rows": _page(rep, "/inbox/all/", has='href="/cases/'),
        "inbox page, open cases": _page(rep, "/inbox/", has='href="/cases/'),
        "case page, 20 messages": _page(rep, f"/cases/{_twenty()}/", has="letter 19"),
        **{name: _page(rep, "/search/", {"q": words}) for name, words in SEARCHES.items()},
        **_api(),
        **_forms(rep),
        "findings page": _page(owner, "/causes/", has="<h1"),
        FIGURES: _page(owner, "/figures/", has="<h1"),
        ANEW: Act((partial(_anew, owner),), has="<h1", slow=True),
        "hidden needs": _page(rep, "/hidden-needs/", has="<h1"),
        "10 mails in, one commit": Act((_mail(),)),
    }


def _page(client: Any, address: str, given: dict[str, str] | None = None, *, has: str = "") -> Act:
    return Act((partial(client.get, address, given),), has=has)


def _anew(owner: Any) -> Any:
    """The figures as their first reader gets them."""
    from django.core.cache import cache

    cache.clear()
    return owner.get("/figures/")


def _twenty() -> int:
    """A case of the rep's with twenty messages, made by the desk's own act."""
    from headwater.desk import service as desk
    from headwater.people.models import Membership

    now = datetime.now(UTC)
    team = Membership.objects.filter(user__email="rep1@example.org").select_related("team").first()
    assert team is not None
    said = [text.messages[0] for text in texts(20, seed=2)]
    made = desk.open_case(
        channel="email", customer_name="Twenty", address=f"twenty{time.time_ns()}@example.org", words=said[0],
        team=team.team, now=now,
    )  # fmt: skip
    for n, words in enumerate(said[1:], 1):
        desk.receive(case=made, words=f"letter {n} {words}", now=now)
    return int(made.number)


def _told() -> Iterator[tuple[int, str]]:
    """A number that no earlier run used, and words."""
    return zip(
        itertools.count(time.time_ns()), itertools.cycle(t.messages[0] for t in texts(200, seed=3)), strict=False
    )


def _api() -> dict[str, Act]:
    from django.test import Client

    from headwater.api.domain import Scope
    from headwater.api.keys import make_key
    from headwater.desk.channels.sheets import confirm_sheet
    from headwater.people.models import User

    now, owner = datetime.now(UTC), User.objects.get(email="owner@example.org")
    for channel in ("api", "webform", "phone"):
        confirm_sheet(channel=channel, operated_by="Us", data_leaving="None", told_customer="All", by=owner, now=now)
    rep = User.objects.get(email="rep1@example.org")
    key, token = make_key(name="Bench", scopes=[s.value for s in Scope], by=rep, now=now)
    key.per_minute = 10**6
    key.save()
    client, told = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {token}"}), _told()

    def create() -> Any:
        n, words = next(told)
        body = {"words": words, "subject": "A lamp", "name": "Ada", "address": f"api{n}@example.org"}
        return client.post("/api/v1/cases", body, "application/json", headers={"idempotency-key": str(n)})

    def listed() -> Any:
        return client.get("/api/v1/cases?limit=25")

    return {"create by API": Act((create,), status=201), "API list of 25": Act((listed,), has='"number"')}


def _forms(rep: Any) -> dict[str, Act]:
    from django.test import Client

    stranger, told = Client(SERVER_NAME="localhost"), _told()

    def public() -> Any:
        n, words = next(told)
        given = {"name": "Ada", "address": f"form{n}@example.org", "words": words, "subject": "A lamp", "key": str(n)}
        return stranger.post("/contact/", given, REMOTE_ADDR=f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}")

    def own() -> Any:
        n, words = next(told)
        given = {
            "customer_name": "Ada",
            "address": f"own{n}@example.org",
            "words": words,
            "subject": "A",
            "key": str(n),
        }
        return rep.post("/cases/new/", given)

    return {
        "create by the public form": Act((public,), status=302),
        "create by a rep’s form": Act((own,), status=302),
    }


def _mail() -> Callable[[], Any]:
    """From the bytes of mails to the commit that they share, as mails that are fetched do."""
    import logging

    from bench.mail_in import letters

    from headwater.desk.channels.email.domain import Arrival
    from headwater.desk.channels.email.ingest import ingest_many
    from headwater.desk.models import Mailbox

    logging.disable(logging.INFO)
    box, _ = Mailbox.objects.get_or_create(address="help@shop.example", defaults={"name": "Help", "live": True})
    mails = iter(list(letters(2_000, seed=time.time_ns())))  # written before the clock runs

    def take_in() -> Any:
        arrivals = [Arrival(box.pk, raw) for raw in itertools.islice(mails, 10)]
        found = ingest_many(arrivals=arrivals, now=datetime.now(UTC))
        status = 200 if len(found) == 10 and all(outcome.case for outcome in found) else 500
        return SimpleNamespace(status_code=status, content=str(found).encode(), request={"PATH_INFO": "mail"})

    return take_in


def _findings(data: Path) -> None:
    """An answer to show: that of the record which `headwater demo` makes, once for all folders."""
    from headwater.answers import service as answers

    made = data.parent / "answered"
    if answers.current(made) is None:
        _headwater("demo", "--out", str(made / "demo"), "--cases", "3000")
        _headwater("import", str(made / "demo" / "record.csv"), "--data", str(made / "record"))
        answers.refresh(data=made, now=datetime.now(UTC))
    if answers.current(data) is None:
        for name in ("record", "findings"):
            shutil.copytree(made / name, data / name, dirs_exist_ok=True)


def _headwater(*given: str) -> None:
    subprocess.run([Path(sys.executable).with_name("headwater"), *given], check=True, stdout=subprocess.DEVNULL)


def database() -> Callable[[], float]:
    """Processor seconds of the database's process for our connection; SQLite has none, it works within ours."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return partial(processor_seconds, int(cursor.fetchone()[0]))


if __name__ == "__main__":
    folder = Path(sys.argv[1]).absolute()
    serve(folder)
    every = acts(folder)
    answer(every, database())
