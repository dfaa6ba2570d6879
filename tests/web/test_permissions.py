"""Every address of the pages, opened by everybody in the world and by a stranger."""

import json
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.places import ROWS, Row
from tests.world import NOW, World

from headwater.desk.channels import sheets
from headwater.web.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_every_address_has_its_row():
    assert {pattern.name for pattern in urlpatterns} == set(ROWS)


def opened(answer: HttpResponse) -> bool:
    """Whether the page, or the act behind it, was reached."""
    if answer.streaming:
        b"".join(answer)
    refused = answer.status_code in (401, 403, 404)
    return not refused and not answer.headers.get("Location", "").startswith("/accounts/login")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_who_may_open_it(name: str, world: World, answered: Path):
    row = ROWS[name]
    sheets.confirm_sheet(
        channel="webform", operated_by="us", data_leaving="none", told_customer="nothing", by=world.olga, now=NOW
    )
    found = {who for who in [*world.people(), "stranger"] if ask(name, row, world, who)}
    assert found == set(row.may)


def ask(name: str, row: Row, world: World, who: str) -> bool:
    """What one person's try did is undone before the next tries."""
    with transaction.atomic():
        found = try_it(name, row, world, who)
        transaction.set_rollback(True)
    return found


def try_it(name: str, row: Row, world: World, who: str) -> bool:
    client = Client()
    if who != "stranger":
        client.force_login(getattr(world, who))
    address = reverse(f"web:{name}", kwargs=dict(row.of(world))) + row.query
    if row.sent is None:
        return opened(client.get(address))
    answer = client.post(address, {**row.sent, **row.said(world)})
    assert answer.status_code != 422, answer.text
    return opened(answer)


def test_a_provider_is_told_why_an_answer_is_not_theirs(world: World):
    client = Client()
    client.force_login(world.petra)
    address = reverse("web:reply", kwargs=dict(ROWS["reply"].of(world)))
    answer = client.post(address, {"text": "Hello"})
    assert answer.status_code == 403
    assert "write a note instead" in answer.text
    part = client.post(address, {"text": "Hello"}, headers={"HX-Request": "true"})
    assert "write a note instead" in json.loads(part.headers["HX-Trigger"])["refused"]["said"]
    assert "<html" not in part.text


def test_charlie_is_not_told_that_a_case_exists(world: World):
    client = Client()
    client.force_login(world.charlie)
    there = client.get(reverse("web:case", kwargs=dict(ROWS["case"].of(world))))
    not_there = client.get("/cases/999999/")
    assert there.status_code == not_there.status_code == 404
    assert unnumbered(there) == unnumbered(not_there)


def unnumbered(answer: HttpResponse) -> str:
    return re.sub(r"case \d+", "case N", answer.text)
