"""One world for the desk's tests: Alice and Bob serve, Carl leads billing, Dora sees nothing, Olga owns it all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headwater.desk import service as desk
from headwater.desk.models import Case
from headwater.people.models import Membership, Team, User

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


@dataclass
class World:
    support: Team
    billing: Team
    alice: User
    bob: User
    carl: User
    dora: User
    olga: User

    def case(self, minutes: float = 0, **more: Any) -> Case:
        given = {
            "channel": "email",
            "customer_name": "Ada Lovelace",
            "address": "ada@example.org",
            "words": "Where is my parcel? It never came.",
            "subject": "Parcel",
            "team": self.support,
            "now": at(minutes),
        } | more
        return desk.open_case(**given)


def person(name: str, **flags: bool) -> User:
    return User.objects.create_user(f"{name.lower()}@example.com", name=name, **flags)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def make_world() -> World:
    support, billing = Team.objects.create(name="Support"), Team.objects.create(name="Billing")
    people = {name: person(name.title()) for name in ("alice", "bob", "carl", "dora")}
    people["olga"] = person("Olga", is_owner=True)
    for name, team, role in (("alice", support, "rep"), ("bob", support, "lead"), ("carl", billing, "lead")):
        Membership.objects.create(user=people[name], team=team, role=role)
    return World(support, billing, **people)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of a block, without those that only begin and end transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(KEEPING)]
