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
from headwater.desk.models import Case, Message
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


def answer(*, case: Case, by: User, now: datetime, text: str = "Yes", **more: Any) -> Message:
    """An answer that has left: a mail server took it."""
    message = desk.reply(case=case, text=text, by=by, now=now, hold_seconds=0, **more)
    desk.mark_sent(message=message, message_id=f"<out-{message.pk}@example.com>", now=now)
    return Message.objects.get(pk=message.pk)


def reached(*, case: Case, by: User, now: datetime) -> Case:
    """The customer says that they have what they wanted, and what that was."""
    return desk.end(case=case, reached=True, by_their_word=True, wanted="The parcel", by=by, now=now)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of a block, without those that only begin and end transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(KEEPING)]
