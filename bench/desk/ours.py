"""Measure Headwater's pages on a filled folder: python -m bench.desk.ours FOLDER (what was measured goes out as JSON).

Requests go through Django's test client: every middleware, the signed-in person's session, the page's rendering.
"""

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.desk.measure import cost
from bench.desk.words import TWO, texts

SEARCHES = {
    "search, 2 words": TWO,
    "search, 2 of the commonest words": "word0 word1",
    "search, 2 rare words": "word3000 word9000",
}


def serve(data: Path) -> None:
    """Settings of production on this folder."""
    os.environ["HEADWATER_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(data), "headwater.project.settings"
    import django

    django.setup()


def measured(data: Path) -> dict[str, Any]:
    """Every row of the table, by name."""
    from django.test import Client

    from headwater.people.models import User

    rep, owner = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    rep.force_login(User.objects.get(email="rep1@example.org"))
    owner.force_login(User.objects.get(email="owner@example.org"))
    number = _twenty()
    found = {
        "inbox page, 50 rows": cost(lambda: rep.get("/inbox/all/"), has='href="/cases/'),
        "inbox page, open cases": cost(lambda: rep.get("/inbox/"), has='href="/cases/'),
        "case page, 20 messages": cost(lambda: rep.get(f"/cases/{number}/"), has="letter 19"),
    }
    for name, words in SEARCHES.items():
        found[name] = cost(lambda words=words: rep.get("/search/", {"q": words}))
    found |= _api() | _forms(rep)
    _findings(data)
    return found | {"findings page": cost(lambda: owner.get("/causes/"), has="<h1")}


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


def _api() -> dict[str, Any]:
    from django.test import Client

    from headwater.api.domain import Scope
    from headwater.api.keys import make_key
    from headwater.api.limits import LIMITS
    from headwater.desk.channels.sheets import confirm_sheet
    from headwater.people.models import User

    now, owner = datetime.now(UTC), User.objects.get(email="owner@example.org")
    for channel in ("api", "webform", "phone"):
        confirm_sheet(channel=channel, operated_by="Us", data_leaving="None", told_customer="All", by=owner, now=now)
    rep = User.objects.get(email="rep1@example.org")
    _, token = make_key(name="Bench", scopes=[s.value for s in Scope], by=rep, now=now)
    client, told = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {token}"}), _told()

    def create() -> Any:
        LIMITS.buckets.clear()
        n, words = next(told)
        body = {"words": words, "subject": "A lamp", "name": "Ada", "address": f"api{n}@example.org"}
        return client.post("/api/v1/cases", body, "application/json", headers={"idempotency-key": str(n)})

    def listed() -> Any:
        LIMITS.buckets.clear()
        return client.get("/api/v1/cases?limit=25")

    return {"create by API": cost(create, status=201), "API list of 25": cost(listed, has='"number"')}


def _forms(rep: Any) -> dict[str, Any]:
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

    return {"create by the public form": cost(public, status=302), "create by a rep’s form": cost(own, status=302)}


def _findings(data: Path) -> None:
    """An answer to show: that of the record which `headwater demo` makes."""
    from headwater.answers import service as answers

    if answers.current(data) is None:
        demo = data / "demo"
        _headwater("demo", "--out", str(demo), "--cases", "3000")
        _headwater("import", str(demo / "record.csv"), "--data", str(data / "record"))
        answers.refresh(data=data, now=datetime.now(UTC))


def _headwater(*given: str) -> None:
    subprocess.run([Path(sys.executable).with_name("headwater"), *given], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    serve(Path(sys.argv[1]).absolute())
    print(json.dumps(measured(Path(sys.argv[1]).absolute())))
