"""Real servers, once for all tests of the channel."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.channels.email import servers as real


@pytest.fixture(scope="session")
def servers() -> Iterator[real.Servers]:
    """In a folder of their own: pytest closes its own to other users each time it starts."""
    real.need()
    with tempfile.TemporaryDirectory(prefix="headwater-mail-") as folder, real.running(Path(folder)) as found:
        yield found


@pytest.fixture(autouse=True)
def _trust(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "servers" in request.fixturenames:
        monkeypatch.setenv("HEADWATER_MAIL_CA", str(request.getfixturevalue("servers").ca))
