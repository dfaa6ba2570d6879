"""`headwater mail connect|live|fetch|send|retry` against a real Dovecot and Exim; what is wrong is one sentence."""

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.run import SRC, Ran, headwater
from tests.desk.channels.email import servers as real
from tests.desk.channels.email.letters import mail

pytestmark = pytest.mark.slow
BOX = "help@shop.example"
MAKE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from headwater.project.serving.start import prepare
prepare(Path("data"), datetime.now(UTC))
from headwater.desk.models import ChannelSheet
ChannelSheet.objects.create(channel="email", operated_by="us", data_leaving="none", told_customer="all",
                            confirmed_at=datetime.now(UTC))
"""
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def servers() -> Iterator[real.Servers]:
    real.need()
    with tempfile.TemporaryDirectory(prefix="headwater-mail-") as folder, real.running(Path(folder)) as found:
        yield found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a server's data in `data`, with a sheet for e-mail."""
    folder = tmp_path_factory.mktemp("mail")
    environ = {"PYTHONPATH": str(SRC), "HEADWATER_DATA": "data", "PATH": "/usr/bin"}
    environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    subprocess.run([sys.executable, "-c", MAKE], cwd=folder, env=environ, check=True, timeout=120)
    return folder


@pytest.fixture
def run(place: Path, servers: real.Servers, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`headwater mail …` in the folder."""
    for name in ("HEADWATER_DATA", "HEADWATER_DATABASE", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)

    def mailing(*words: object, said: str = "", data: str = "data") -> Ran:
        return headwater("mail", *words, "--data", data, cwd=place, said=said, HEADWATER_MAIL_CA=str(servers.ca))

    return mailing


def refused(ran: Ran, *parts: str, status: int = 1) -> None:
    """One sentence on standard error that says all this, nothing else."""
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("headwater: ")
    assert ran.err.count("\n") == 1
    for part in parts:
        assert part in ran.err


def test_from_connecting_to_a_mail_taken_in_and_an_answer_sent(run: Run, servers: real.Servers, place: Path):
    reads = f"localhost:{servers.imap_tls}"
    ran = run("connect", BOX, "--imap", reads, "--user", BOX, "--name", "Help", said=f"{real.PASSWORD}\n")
    assert (ran.status, ran.err) == (0, "")
    assert "0 mails wait there" in ran.out
    assert run("fetch").out == "No mailbox is live.\n"
    ran = run("connect", BOX, "--smtp", f"starttls://localhost:{servers.smtp}")
    assert "0 mails wait there, it sends" in ran.out, ran.err
    assert run("live", BOX.upper()).out == f"{BOX} is live.\n"
    servers.put(BOX, mail())
    assert run("fetch").out == f"{BOX}: 1 mails taken in\n"
    assert run("fetch").out == f"{BOX}: 0 mails taken in\n"
    assert run("send").out == f"{BOX}: 0 mails sent\n"
    assert run("retry").out == "0 of 0 dead letters taken in\n"
    with sqlite3.connect(place / "data" / "desk.sqlite3") as tables:
        assert tables.execute("SELECT name, live FROM desk_mailbox").fetchall() == [("Help", 1)]
        (secret,) = tables.execute("SELECT imap_secret FROM desk_mailbox").fetchone()
    assert secret
    assert real.PASSWORD.encode() not in bytes(secret)
    assert run("live", BOX, "--off").out == f"{BOX} is stopped.\n"


def test_a_wrong_password_is_said(run: Run, servers: real.Servers):
    ran = run("connect", "two@shop.example", "--imap", f"localhost:{servers.imap_tls}", "--user", "two", said="wrong\n")
    refused(ran, "two@shop.example is kept, but cannot be used yet", "does not let two in with this password")
    assert "wrong" not in ran.err
    assert run("live", "two@shop.example").status == 0
    refused(run("fetch"), "two@shop.example: localhost does not let two in")
    run("live", "two@shop.example", "--off")


def test_a_server_that_does_not_answer_is_said(run: Run):
    (closed,) = real.free_ports(1)
    refused(
        run("connect", "three@shop.example", "--smtp", f"localhost:{closed}"), f"Nothing listens at localhost:{closed}"
    )
    run("live", "three@shop.example")
    assert run("send").out == "three@shop.example: 0 mails sent\n"
    run("live", "three@shop.example", "--off")


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (("connect", "nobody"), "“nobody” is no e-mail address", 1),
        (("connect", BOX, "--imap", "localhost:many"), "write host, host:port or starttls://host:port", 1),
        (("connect", BOX, "--imap", "pop3://localhost"), "security of a mail server is one of tls, starttls, none", 1),
        (("connect", BOX, "--smtp", "none://mail.example.org"), "only encrypted", 1),
        (("connect", "x@shop.example", "--imap", "no-such-host.invalid"), "No server is known as no-such-host", 1),
        (("live", "other@shop.example"), "The mailbox other@shop.example is not connected", 1),
        (("fetch", "more"), "", 2),
        (("connect",), "", 2),
    ],
)
def test_bad_input_is_one_sentence(run: Run, words: tuple[str, ...], said: str, status: int):
    ran = run(*words)
    if status == 1:
        refused(ran, said)
    else:
        assert (ran.status, ran.out) == (2, "")
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("act", [("live", BOX), ("send",), ("connect", BOX)])
def test_a_folder_without_a_server_is_said(run: Run, act: tuple[str, ...]):
    refused(run(*act, data="elsewhere"), "elsewhere is no server's folder", "headwater serve --data elsewhere")
