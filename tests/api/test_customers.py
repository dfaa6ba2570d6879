"""Customers by the API: found, given to them whole, forgotten."""

import io
import json
import zipfile

import pytest
from tests.api.conftest import a_case
from tests.world import World

from headwater.api.background import forget_files
from headwater.desk.models import Case, Customer, Erasure
from headwater.people.models import Audit

pytestmark = pytest.mark.server


def test_found_by_address_in_any_writing(world: World, key):
    case = a_case(world)
    told = key(world.alice)("get", "/customers?address=ADA0@Example.org").json()
    assert told["id"] == case.customer_id
    assert told["addresses"] == [{"kind": "email", "value": "ada0@example.org"}]
    assert [c["number"] for c in told["cases"]] == [case.number]
    assert Audit.objects.filter(act="customer read by API", customer_id=case.customer_id).count() == 1


def test_cases_of_others_are_not_told(world: World, key):
    case = a_case(world)
    a_case(world, 1, address="ada0@example.org", team=world.warehouse, subject="theirs")
    told = key(world.alice)("get", f"/customers/{case.customer_id}").json()
    assert [c["subject"] for c in told["cases"]] == [case.subject]
    assert key(world.paul)("get", f"/customers/{case.customer_id}").json()["cases"] == []


def test_given_whole(world: World, key, data):
    case = a_case(world)
    answer = key(world.paul)("get", f"/customers/{case.customer_id}/export")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("data.json"))
    assert told["customer"]["name"] == "Ada 0"
    assert told["messages"][0]["text"] == case.own_words


def test_forgotten(world: World, key, data):
    case = a_case(world)
    answer = key(world.paul)("delete", f"/customers/{case.customer_id}")
    assert (answer.status_code, answer.json()["cases"]) == (202, [case.number])
    assert not Customer.objects.exists()
    assert not Case.objects.exists()
    assert key(world.paul)("delete", f"/customers/{case.customer_id}").status_code == 404


def test_what_an_erasure_leaves_is_a_job(world: World, key, data, transactional_db):
    from django_tasks_db.models import DBTaskResult

    case = a_case(world)
    key(world.paul)("delete", f"/customers/{case.customer_id}")
    assert DBTaskResult.objects.get().task_path.endswith("forget_files")
    forget_files.call()
    assert Erasure.objects.get().finished_at is not None
