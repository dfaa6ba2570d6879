"""Whoever sees customers' names, files or mails leaves a line in the audit log; whoever sees nothing leaves none."""

import pytest
from django.test import Client
from tests.web import given
from tests.world import World

from headwater.desk.models import Case
from headwater.people.models import Audit, User

pytestmark = pytest.mark.django_db


def read(who: User, address: str, status: int = 200) -> list[tuple]:
    """The lines that opening an address leaves."""
    last = Audit.objects.order_by("-id").values_list("id", flat=True).first() or 0
    client = Client()
    client.force_login(who)
    assert client.get(address).status_code == status
    lines = Audit.objects.filter(id__gt=last).order_by("id")
    return list(lines.values_list("who__name", "act", "what", "case_id", "customer_id"))


def test_a_search_that_shows_names(world: World):
    numbers = [given.case(world).number for _ in range(2)]
    found = f"cases {numbers[1]} {numbers[0]}"
    assert read(world.alice, "/search/?q=where") == [("Alice", "search read", found, None, None)]
    assert read(world.charlie, "/search/?q=where") == []
    assert read(world.bob, "/search/?q=nothingofthat") == []
    assert "Ada" not in str(list(Audit.objects.values_list("what", flat=True)))


def test_an_opened_attachment_and_a_raw_mail(world: World, data):
    file, mail = given.file(world)["file"], given.mail(world)["message"]
    case = {c.channel: (c.pk, c.customer_id) for c in Case.objects.all()}
    opened = ("Alice", "attachment opened", f"attachment {file}", *case["webform"])
    assert read(world.alice, f"/attachments/{file}/") == [opened]
    raw = ("Bob", "raw mail opened", f"message {mail}", *case["email"])
    assert read(world.bob, f"/messages/{mail}/raw/") == [raw]
    for address in (f"/attachments/{file}/", f"/messages/{mail}/raw/"):
        assert read(world.charlie, address, 404) == []
        assert read(world.anna, address, 403) == []
