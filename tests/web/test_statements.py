"""Statements for each page: the same at one, three and fifty rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.desk.models import Case

pytestmark = pytest.mark.django_db


def cases(world: World, n: int) -> list[Case]:
    return [
        desk.open_case(
            channel="webform", customer_name=f"Ada {i}", address=f"ada{i}@example.org", words="Where is my parcel?",
            team=world.counter, now=NOW - timedelta(minutes=i),
        )
        for i in range(n)
    ]  # fmt: skip


def statements(world: World, address: str) -> int:
    client = Client()
    client.force_login(world.alice)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return counted(found)


def counted(found: CaptureQueriesContext) -> int:
    return len([q for q in found.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def messages(world: World, n: int) -> str:
    made = cases(world, 1)[0]
    for i in range(n - 1):
        desk.receive(case=made, words=f"Again, {i}", now=NOW + timedelta(minutes=i))
    return f"/cases/{made.number}/"


def at_sizes(world: World, address: Callable[[int], str]) -> list[int]:
    return [statements(world, address(n)) for n in (1, 3, 50)]


def listed(world: World, address: str) -> Callable[[int], str]:
    def make(n: int) -> str:
        cases(world, n)
        return address

    return make


@pytest.mark.parametrize(("address", "most"), [("/inbox/", 8), ("/hidden-needs/", 6)])
def test_a_list_costs_the_same_at_any_length(world: World, address: str, most: int):
    found = at_sizes(world, listed(world, address))
    assert len(set(found)) == 1
    assert found[0] <= most


def test_a_search_tries_once_more_where_few_cases_hold_the_words(world: World):
    assert at_sizes(world, listed(world, "/search/?q=parcel")) == [6, 6, 5]


def test_a_case_costs_the_same_at_any_number_of_messages(world: World):
    found = at_sizes(world, lambda n: messages(world, n))
    assert len(set(found)) == 1
    assert found[0] <= 12


def test_the_findings_page_asks_little(world: World, answered):
    client = Client()
    client.force_login(world.bob)
    with CaptureQueriesContext(connection) as found:
        assert client.get("/causes/").status_code == 200
    assert len(found) <= 10


@pytest.mark.parametrize("tries", [0, 3])
def test_the_form_for_customers_asks_little(world: World, tries: int):
    """Also the first one of an hour, from a customer who is new."""
    sheets.confirm_sheet(
        channel="webform", operated_by="We", data_leaving="none", told_customer="Kept here", by=world.olga, now=NOW
    )
    client = Client()
    forms = [{"words": "It broke", "address": f"ada{n}@example.org"} for n in range(tries + 1)]
    for form in forms[:-1]:
        client.post("/contact/", form)
    with CaptureQueriesContext(connection) as found:
        assert client.post("/contact/", forms[-1]).status_code == 302
    assert counted(found) <= 12
