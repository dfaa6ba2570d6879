"""What holds for every test: which database it uses, and that in CI no browser test may be skipped."""

import os
from collections.abc import Generator
from pathlib import Path

import django
import pytest
from tests import databases

HERE = Path(__file__).parent
SERVER = {"people", "project", "jobs", "desk", "web", "api"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="Database of the server's tests.")


def pytest_configure(config: pytest.Config) -> None:
    databases.prepare(config.getoption("--db"))
    django.setup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in a folder of the server is a test of the server, and runs on both databases."""
    for item in items:
        if SERVER & set(item.path.relative_to(HERE).parts[:1]):
            item.add_marker("server")


@pytest.fixture(autouse=True)
def _quick_passwords(request: pytest.FixtureRequest) -> None:
    """A password hash is slow on purpose; nothing here tests how slow."""
    if "django_db_setup" in request.fixturenames:
        settings = request.getfixturevalue("settings")
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
