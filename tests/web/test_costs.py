"""What the pages of promises and customers cost: statements at one and at three rows, and time of the processor."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.test_own_page import link_to, live
from tests.web.test_statements import counted
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.models import Case

pytestmark = pytest.mark.django_db
CPU_MS = 60
"""of the processor for a page of three rows, the best of some tries: two to four times what it takes on a machine
that does nothing else, so that only what makes a page several times dearer fails"""
TRIES = 5


def row(world: World, n: int) -> Case:
    """One more case of the customer, with something of every kind that these pages list."""
    now = timezone.now()
    made = desk.open_case(
        channel="email", customer_name="Ada", address="ada@example.org", words=f"Where is parcel {n}?",
        team=world.counter, now=now,
    )  # fmt: skip
    told = desk.told(case=made, text="It comes", by=world.alice, now=now)
    for message in (told, None):
        desk.promise(
            case=made, what=f"send part {n}", due_from=now, due_to=now + timedelta(days=n + 1), message=message,
            by=world.alice, now=now,
        )  # fmt: skip
    desk.receive(case=made, words="Thank you!", address="ada@example.org", now=now)
    desk.treat(case=made, how="worse", what=f"Waited {n}", reason="", by=world.alice, now=now)
    desk.report_link(words="No stock", link=f"stock {n}", case=made.number, by=world.alice, now=now)
    desk.add_address(customer=made.customer_id, address=f"ada{n}@example.org", by=world.alice, now=now)
    desk.set_preference(
        customer=made.customer_id, kind="payment", value=f"by invoice {n}", said_at=now, by=world.alice, now=now
    )
    desk.commit_to(
        text=f"Answers within {n + 1} days", checked_how="answer times, each month", since=NOW.date(), until=None,
        owner=world.counter.pk, by=world.olga, now=now,
    )  # fmt: skip
    return made


def of_customer(made: Case) -> str:
    return f"/customers/{made.customer_id}/"


PAGES: dict[str, tuple[Callable[[Case], str], int]] = {
    "due, mine": (lambda _: "/promises/", 4),
    "due, teams": (lambda _: "/promises/?of=team", 4),
    "promises kept": (lambda _: "/promises/kept/", 3),
    "a customer": (of_customer, 17),
    "commitments": (lambda _: "/commitments/", 5),
    "the sheet of commitments": (lambda _: "/commitments/sheet/", 4),
    "fairness": (lambda _: "/customers/fairness/", 3),
    "one's own work": (lambda _: "/me/work/", 7),
    "reports": (lambda _: "/reports/", 3),
    "their own page": (link_to, 11),
    "their own data": (lambda made: f"{link_to(made)}data/", 10),
}
"""by page: how many statements it takes, whatever stands on it"""


@pytest.fixture
def rows(world: World) -> Callable[[int], Case]:
    live(world)

    def make(n: int) -> Case:
        return [row(world, i) for i in range(n)][-1]

    return make


def signed_in(world: World) -> Client:
    client = Client()
    client.force_login(world.bob)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_as_many_statements_at_three_rows_as_at_one(world: World, rows: Callable[[int], Case], page: str):
    address_of, count = PAGES[page]
    client, found = signed_in(world), []
    for n in (1, 2):
        address = address_of(rows(n))
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found.append(counted(asked))
    assert found[0] == found[1] == count, [q["sql"][:160] for q in asked.captured_queries]


@pytest.mark.parametrize("page", ["due, teams", "a customer", "commitments", "their own page", "one's own work"])
def test_a_page_takes_little_of_the_processor(world: World, rows: Callable[[int], Case], page: str):
    client, address = signed_in(world), PAGES[page][0](rows(3))
    spent = []
    for _ in range(TRIES):
        begin = time.process_time()
        assert client.get(address).status_code == 200
        spent.append(1000 * (time.process_time() - begin))
    assert min(spent) < CPU_MS, spent
