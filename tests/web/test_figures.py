"""The desk's numbers in the pages: the answer first, each number opens to its cases, each team's by who leads it."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.world import World

from headwater.desk import service as desk
from headwater.people.models import Membership
from headwater.web.figures import kept

pytestmark = pytest.mark.django_db


def answered(world: World, number: int, after: timedelta, team=None, channel: str = "phone") -> int:
    opened = timezone.now() - timedelta(days=3)
    made = desk.open_case(
        channel=channel, customer_name=f"Ada {number}", address=f"ada{number}@example.org", words="Where?",
        team=team or world.counter, now=opened,
    )  # fmt: skip
    sent = desk.reply(case=made, text="Here", by=world.olga, now=opened + after, hold_seconds=0)
    desk.mark_sent(message=sent, message_id=f"<{number}@here>", now=opened + after)
    return made.number


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def test_the_answer_is_said_first_and_its_numbers_open(world: World):
    for number, hours in enumerate((2, 5, 9)):
        answered(world, number, timedelta(hours=hours))
    client = client_of(world, "bob")
    page = client.get("/figures/?days=7").text
    assert 'within <a class="open" href="/figures/first_answer/?days=7">5 h</a> of business time' in page
    assert "Nobody waits for us now." in page
    assert "data-chart" in page
    one = client.get("/figures/first_answer/?days=7").text
    assert "Closing a case is no answer" in one
    assert client.get("/figures/nothing/").status_code == 404


def test_rows_are_those_that_the_number_counts(world: World):
    number = answered(world, 1, timedelta(hours=2))
    waits = desk.open_case(
        channel="phone", customer_name="Mara", address="", words="Me?", team=world.counter, now=timezone.now()
    )
    rows = list(csv.DictReader(io.StringIO(client_of(world, "bob").get("/figures/first_answer.csv?days=7").text)))
    assert {(int(row["case"]), row["still_open"]) for row in rows} == {(number, "0"), (waits.number, "1")}
    assert rows[0]["seconds"] == "7200"
    assert not {"name", "who", "holder", "customer"} & set(rows[0])
    assert [row["yes"] for row in csv.DictReader(
        io.StringIO(client_of(world, "bob").get("/figures/undelivered_share.csv?days=7").text)
    )] == ["0"]  # fmt: skip


def test_who_leads_sees_their_teams_only(world: World):
    answered(world, 1, timedelta(hours=2))
    answered(world, 2, timedelta(hours=9), team=world.warehouse)
    Membership.objects.create(user=world.bob, team=world.warehouse, role="rep")
    page = client_of(world, "bob").get("/figures/?days=7").text
    assert "Counter" in page
    assert "Warehouse" not in page
    both = client_of(world, "anna").get("/figures/?days=7").text
    assert "Counter" in both
    assert "Warehouse" in both
    assert "/cases/" not in client_of(world, "anna").get("/figures/first_answer/").text


def test_a_team_or_a_channel_can_be_seen_alone(world: World):
    first = answered(world, 1, timedelta(hours=2))
    answered(world, 2, timedelta(hours=9), team=world.warehouse, channel="api")
    client = client_of(world, "olga")
    for query in (f"team={world.counter.pk}", "channel=phone"):
        rows = csv.DictReader(io.StringIO(client.get(f"/figures/first_answer.csv?days=7&{query}").text))
        assert [int(row["case"]) for row in rows] == [first]


def test_too_little_says_so(world: World):
    page = client_of(world, "bob").get("/figures/").text
    assert "Nobody has written in this time." in page
    assert "Cannot tell" in client_of(world, "bob").get("/figures/first_answer/").text


def test_it_costs_the_same_at_any_number_of_cases(world: World):
    client = client_of(world, "bob")
    client.get("/figures/")
    costs = []
    for n in (1, 3, 20):
        for number in range(n):
            answered(world, number, timedelta(hours=1))
        with CaptureQueriesContext(connection) as found:
            assert client.get("/figures/").status_code == 200
        costs.append(len(found))
    assert len(set(costs)) == 1
    assert costs[0] <= 13


def test_a_standard_that_a_lead_sets_is_measured(world: World):
    answered(world, 1, timedelta(hours=2))
    answered(world, 2, timedelta(hours=9))
    client, page = client_of(world, "bob"), f"/teams/{world.counter.pk}/"
    assert client.post(f"{page}standard/", {"first": "4,5 h"}).status_code == 422
    assert client.post(f"{page}standard/", {"first": "4,5", "done": ""}).status_code == 302
    assert 'value="4.5"' in client.get(page).text
    assert "<h1>50 %" in client.get("/figures/standard_kept_share/?days=7").text
    assert client.post(f"/teams/{world.warehouse.pk}/standard/", {"first": "4"}).status_code == 403


def test_numbers_of_many_cases_are_kept_for_minutes(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "MANY", 1)
    for number in range(2):
        answered(world, number, timedelta(hours=5))
    client = client_of(world, "bob")
    first = client.get("/figures/?days=7").text
    answered(world, 3, timedelta(hours=5))
    with CaptureQueriesContext(connection) as run:
        second = client.get("/figures/?days=7").text
    assert "every five minutes" not in first
    assert "every five minutes" in second
    assert len(run) <= 5, [query["sql"] for query in run]
    assert "data-chart" in second
    assert '<td class="num">2</td>' in second
    assert "every five minutes" not in client.get("/figures/?days=28").text
    Membership.objects.filter(user=world.bob).update(role="rep")
    assert client.get("/figures/?days=7").status_code == 403
