"""What holds for every test: which database it uses, and that in CI no browser test may be skipped."""

import os
import sys
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import databases

if TYPE_CHECKING:
    from tests.world import World

databases.prepare(databases.asked(sys.argv))  # before any conftest below this folder asks for a table
HERE = Path(__file__).parent
SERVER = {"people", "project", "jobs", "desk", "web", "api"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="Database of the server's tests.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in a folder of the server is a test of the server, and runs on both databases."""
    for item in items:
        if SERVER & set(item.path.relative_to(HERE).parts[:1]):
            item.add_marker("server")


@pytest.fixture
def world(db: None) -> "World":
    """Alice, Bob on her team, Charlie who must see nothing of theirs (tests/world.py)."""
    from tests.world import make_world

    return make_world()


@pytest.fixture(autouse=True)
def _what_django_leaves_is_emptied(request: pytest.FixtureRequest) -> Generator[None]:
    """A test with real transactions empties every table of a model after itself: the search index has no model, and
    the audit log refuses without a retention."""
    transactional = "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
    if marker := request.node.get_closest_marker("django_db"):
        transactional = transactional or bool(marker.kwargs.get("transaction"))
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    yield
    _empty_audit()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_search")


def _empty_audit() -> None:
    from headwater.people.models import Audit, AuditRetention

    far = datetime(9999, 1, 1, tzinfo=UTC)
    AuditRetention.objects.create(before=far, at=far)
    Audit.objects.all()._raw_delete("default")


@pytest.fixture(autouse=True)
def _quick_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password hash is slow on purpose; nothing here tests how slow."""
    if "django_db_setup" in request.fixturenames:
        settings = request.getfixturevalue("settings")
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        monkeypatch.setattr("headwater.people.sealing.COST", 4)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped browser test into a failure where CI=true; elsewhere its reason is shown at the end."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and os.environ.get("CI") == "true":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else call.excinfo
        report.outcome = "failed"
        report.longrepr = f"A browser test may not be skipped in CI. {reason}"
    return report
