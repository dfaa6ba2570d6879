"""One person found, seen, exported and erased in the pages; rules of retention tried before they hold."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from tests.web.given import case
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.models import Customer, Erasure, RawMail, Retention
from headwater.people import service as people
from headwater.people.models import Audit

pytestmark = pytest.mark.django_db


def paul(world: World) -> Client:
    client = Client()
    client.force_login(world.paul)
    return client


@pytest.mark.parametrize("words", ["ada", "ADA@example.org ", "{id}"])
def test_somebody_is_found_by_name_address_or_number(world: World, words: str):
    customer = case(world).customer
    page = paul(world).get("/privacy/", {"who": words.format(id=customer.pk)})
    assert f"/privacy/customers/{customer.pk}/" in page.text
    assert "Nobody is kept" in paul(world).get("/privacy/", {"who": "zanzibar"}).text
    assert not Audit.objects.filter(what__icontains="ada").exists()


def test_what_is_held_is_what_the_export_holds(world: World, data):
    made = case(world)
    desk.receive(case=made, words="And now?", now=NOW)
    client, address = paul(world), f"/privacy/customers/{made.customer_id}/"
    assert "2 messages are kept about Ada" in client.get(address).text
    answer = client.post(f"{address}export/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(json.loads(archive.read("data.json"))["messages"]) == 2
    assert Audit.objects.filter(act="customer exported", who=world.paul, customer_id=made.customer_id).count() == 1


def test_nobody_is_erased_before_their_name_was_typed(world: World, data):
    customer = case(world).customer_id
    client, address = paul(world), f"/privacy/customers/{customer}/erase/"
    assert client.post(address, {"typed": "Bob"}).status_code == 422
    assert client.post(address).status_code == 422
    assert Customer.objects.filter(pk=customer).exists()
    assert client.post(address, {"typed": " ADA"}).status_code == 302
    assert not Customer.objects.filter(pk=customer).exists()
    assert "being cleaned" in client.get("/privacy/").text
    Erasure.objects.update(finished_at=timezone.now())
    assert "clean since" in client.get("/privacy/").text
    assert Audit.objects.filter(act="customer erased", who=world.paul, customer_id=customer).count() == 1


def test_a_rule_is_tried_before_it_holds_and_says_what_goes(world: World, client: Client):
    for days in (40, 400):
        at = timezone.now() - timedelta(days=days)
        RawMail.objects.create(data=b"x", sha256="0" * 64, message_id=str(days), received_at=at)
    client.force_login(world.olga)
    address = "/privacy/retention/"
    assert "Everything is kept" in client.get(address).text
    assert "the next run would remove 1" in client.get(address, {"what": "raw mail", "days": "365"}).text
    assert not Retention.objects.exists()
    client.post(address, {"what": "raw mail", "days": "365"})
    assert "The next run removes 1 thing" in client.get(address).text
    assert desk.apply_retention(now=timezone.now()) == {"raw mail": 1}
    page = client.get(address).text
    assert "The next run removes nothing" in page
    assert "1 raw mail" in page
    client.post(address, {"what": "raw mail", "days": ""})
    assert not Retention.objects.exists()
    for wrong in (
        {"what": "cases", "days": "30"},
        {"what": "raw mail", "days": "1"},
        {"what": "raw mail", "days": "x"},
    ):
        assert client.post(address, wrong).status_code == 422
    assert RawMail.objects.count() == 1


def test_the_audit_log_has_its_own_rule_and_says_what_went(world: World, client: Client):
    """Whole days go, none younger than 90 days, and the log names the rule and each run that removed something."""
    now = timezone.now()
    for days in (400, 100, 1):
        people.record(act="case read", now=now - timedelta(days=days), by=world.alice, case_id=1)
    client.force_login(world.olga)
    address = "/privacy/retention/"
    page = client.get(address).text
    assert "Lines of the audit log</th><td>good</td>" in page
    assert "The audit log only grows" in page
    assert client.post(address, {"what": "audit log", "days": "89"}).status_code == 422
    assert "the next run would remove 1" in client.get(address, {"what": "audit log", "days": "365"}).text
    assert client.post(address, {"what": "audit log", "days": "365"}).status_code == 302
    assert desk.apply_retention(now=now) == {"audit log": 1}
    assert desk.apply_retention(now=now) == {"audit log": 0}
    assert Audit.objects.filter(act="case read").count() == 2
    said = [line.what for line in Audit.objects.filter(act__startswith="retention").order_by("id")]
    assert said == ["audit log: 365", f"1 lines of the audit log before {now - timedelta(days=365):%Y-%m-%d}"]
    assert said[1] in client.get(address).text
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Audit.objects.filter(act="case read").delete()


def test_privacy_sees_the_rules_and_the_owner_sets_them(world: World):
    client = paul(world)
    assert "Change a rule" not in client.get("/privacy/retention/").text
    assert client.post("/privacy/retention/", {"what": "raw mail", "days": "30"}).status_code == 403
