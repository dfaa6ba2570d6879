"""What holds for every test: in CI no browser test may be skipped, because `make test` brings the browser."""

import os
from collections.abc import Generator

import pytest


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
