"""The shared world with a case, its customer, the channel's sheet, and a key for everybody."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import NOW, World

from headwater.api.domain import Scope
from headwater.api.keys import make_key
from headwater.api.limits import LIMITS
from headwater.desk import service as desk
from headwater.desk.channels.sheets import confirm_sheet
from headwater.desk.models import Case
from headwater.people.models import User

ALL = [s.value for s in Scope]
KEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@dataclass
class Caller:
    """Somebody with a key."""

    token: str
    client: Client

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given = {"Authorization": f"Bearer {self.token}"} | headers
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method.lower())(f"/api/v1{path}", headers=given, **data)


@pytest.fixture
def key() -> Callable[..., Caller]:
    def made(user: User, *scopes: str, **more: Any) -> Caller:
        _, token = make_key(name="A system", scopes=scopes or ALL, by=user, now=NOW, **more)
        return Caller(token, Client(raise_request_exception=True))

    return made


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    LIMITS.blocks.clear()


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names have no address here, whatever network the tests run in; localhost and numbers stay what they are."""
    ask = socket.getaddrinfo

    def here(host: Any, *args: Any, **how: Any) -> Any:
        if str(host).strip("0123456789abcdefABCDEF.:") and host != "localhost":
            raise socket.gaierror(socket.EAI_NONAME, "no resolver in tests")
        return ask(host, *args, **how)

    monkeypatch.setattr(socket, "getaddrinfo", here)


@pytest.fixture
def live(world: World) -> None:
    """The HTTP API has its exposure sheet."""
    confirm_sheet(
        channel="api", operated_by="Us", data_leaving="None", told_customer="All of it", by=world.olga, now=NOW
    )


def a_case(world: World, n: int = 0, **more: Any) -> Case:
    given: dict[str, Any] = {
        "channel": "email",
        "customer_name": f"Ada {n}",
        "address": f"ada{n}@example.org",
        "words": f"Where is my parcel? It never came. {n}",
        "subject": f"Parcel {n}",
        "team": world.counter,
        "now": NOW + timedelta(minutes=n),
    } | more
    return desk.open_case(**given)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of a block, without those that only begin and end transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(KEEPING)]


@pytest.fixture
def data(tmp_path: Any, settings: Any) -> Any:
    """A data folder of the test's own."""
    settings.DATA = tmp_path
    return tmp_path


__all__ = ["ALL", "Caller", "a_case", "statements"]
