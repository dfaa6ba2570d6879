"""The process of test_upgrade.py: it upgrades the folder as `headwater serve` does, then looks in."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from headwater.project.serving.start import prepare

DATA = Path(os.environ["HEADWATER_DATA"])
PAGES = (
    "/",
    "/inbox/",
    "/cases/%d/",
    "/search/?q=number3+strasse",
    "/numbers/",
    "/customers/types/",
    "/customers/quiet/",
    "/people/",
    "/channels/",
    "/dead-letters/",
    "/settings/own-page/",
    "/privacy/questions/",
)


def main() -> None:
    now = datetime.now(UTC)
    prepare(DATA, now)
    prepare(DATA, now)  # the next start changes nothing
    sys.stdout.write(json.dumps(look(now)))


def look(now: datetime) -> dict[str, object]:
    """What each page answers to the owner, how many moments were still to come, whether tables and code agree."""
    from django.core.management import call_command
    from django.test import Client

    from headwater.desk import service as desk
    from headwater.desk.models import Case
    from headwater.people.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="alice@example.com"))
    cases = list(Case.objects.values_list("number", flat=True))
    places = [page % n if "%d" in page else page for page in PAGES for n in (cases if "%d" in page else [0])]
    answers = {place: client.get(place) for place in places}
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    asked = ("number3 strasse", "gruesse")
    found = [desk.search(user=User.objects.get(email="alice@example.com"), words=said, now=now) for said in asked]
    return {
        "pages": {place: answer.status_code for place, answer in answers.items()},
        "said": [answer.content.decode() for place, answer in answers.items() if place.startswith("/cases/")],
        "found": [sorted(row.number for row in page.rows) for page in found],
        "exported": [desk.export_moments(now=now) for _ in range(2)],
    }


main()
