"""A newcomer's whole path in a real browser, from an empty machine: `headwater serve`, a mailbox on a real Dovecot,
answers by a real Exim, one case from the angry mail to its outcome."""

import email
import re
import tempfile
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.desk.channels.email import servers as real
from tests.desk.channels.email.letters import mail
from tests.report.browser import chromium
from tests.served import Server, served, until
from tests.world import PASSWORD

from headwater.moments.service import journal_at, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BOX, MARA = "help@shop.example", "mara@example.org"
WAIT = 60_000


@pytest.fixture(scope="module")
def servers() -> Iterator[real.Servers]:
    real.need()
    with tempfile.TemporaryDirectory(prefix="headwater-mail-") as folder, real.running(Path(folder)) as found:
        yield found


@pytest.fixture
def server(servers: real.Servers, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with served(tmp_path, request.config.getoption("--db"), HEADWATER_MAIL_CA=str(servers.ca)) as made:
        yield made


@pytest.fixture
def page(server: Server) -> Iterator:
    with chromium() as browser:
        made = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}).new_page()
        made.set_default_timeout(WAIT)
        made.complaints = []
        made.on("console", lambda m: made.complaints.append(m.text) if m.type in ("error", "warning") else None)
        made.on("pageerror", lambda error: made.complaints.append(str(error)))
        yield made


def test_from_an_empty_machine_to_the_outcome(page, server: Server, servers: real.Servers):
    sign_in(page, server)
    make_teams(page, "Counter", "Billing")
    connect(page, servers)
    servers.put(
        BOX, mail("This is the third reminder for a bill that I PAID!", sender=f"Mara <{MARA}>", subject="Bill")
    )
    open_case(page)
    understand(page)
    sent = answer(page, servers)
    hand_over(page)
    servers.put(BOX, thanks(sent))
    ended(page)
    until(lambda: journal_at(server.data / "record", "desk") and recorded(server)[-1] == "Outcome reached", 60)
    assert recorded(server) == [
        "Case opened", "Concern confirmed", "Reply sent", "Handed over", "Message received", "Outcome reached",
    ]  # fmt: skip
    page.goto("/causes/")
    page.get_by_role("heading", name="The record does not say yet what spoils cases.").wait_for()
    assert page.complaints == []


def sign_in(page, server: Server) -> None:
    link = re.search(r"/sign-in/\S+", server.said.read_text())
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("Your e-mail address").fill("olga@example.org")
    page.get_by_label("Password, 12 characters or more").fill(PASSWORD)
    page.get_by_role("button", name="Continue with the password").click()
    page.get_by_text("No case waits.").wait_for()


def make_teams(page, *names: str) -> None:
    for name in names:
        page.goto("/people/")
        page.get_by_label("New team").fill(name)
        page.get_by_role("button", name="Make the team").click()
        page.get_by_role("heading", name=f"When the team {name} is open").wait_for()


def connect(page, servers: real.Servers) -> None:
    """With a wrong password first, which is said and mended; then its sheet, and it lives."""
    page.goto("/channels/")
    page.get_by_role("link", name="Connect a mailbox").click()
    page.get_by_label("E-mail address").fill(BOX)
    page.get_by_label("Team", exact=True).select_option(label="Counter")
    reads, sends = (page.get_by_role("group", name=name) for name in ("Mail comes in", "Mail goes out"))
    for group, port, security in ((reads, servers.imap_tls, "tls"), (sends, servers.smtp, "starttls")):
        group.get_by_label("Server").fill("localhost")
        group.get_by_label("Port").fill(str(port))
        group.get_by_label("Security").select_option(security)
    reads.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Keep it and try").click()
    page.get_by_text(f"localhost does not let {BOX} in with this password; check both.").wait_for()
    reads.get_by_label("Password").fill(real.PASSWORD)
    page.get_by_role("button", name="Keep it and try").click()
    page.get_by_text("Reading works; 0 mails wait there.").wait_for()
    page.get_by_text("Sending works.").wait_for()
    page.get_by_role("link", name="Write its sheet").click()
    page.get_by_label("Who operates this channel").fill("We do, on our own server.")
    page.get_by_label("What customer data leaves").fill("Nothing beyond the mail itself.")
    page.get_by_label("What is the customer told").fill("It stands below each of our mails.")
    page.get_by_role("button", name="Write the sheet").click()
    page.get_by_role("button", name="Let it live").click()
    page.get_by_role("button", name="Stop it").wait_for()


def open_case(page) -> None:
    page.goto("/inbox/")
    again(page, lambda: page.get_by_role("link", name="PAID").count() > 0)
    page.get_by_role("link", name="PAID").click()
    page.locator("#subject", has_text="Bill").wait_for()


def understand(page) -> None:
    page.keyboard.press("c")
    page.get_by_label("What troubles them").fill("Reminders although she pays on time")
    page.get_by_label("What they want to come out of it").fill("One correct bill")
    page.get_by_role("button", name="Write it down").last.click()
    page.locator(".aims").get_by_text("One correct bill").wait_for()


def answer(page, servers: real.Servers) -> EmailMessage:
    """What the customer got."""
    page.keyboard.press("r")
    page.get_by_label("Your answer").fill("You should not have been reminded three times.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Undo").wait_for()
    until(lambda: servers.stored(MARA))
    (raw,) = servers.stored(MARA)
    got = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(got, EmailMessage)
    assert "three times" in got.get_body().get_content()
    assert got["In-Reply-To"] == "<m1@example.org>"
    return got


def hand_over(page) -> None:
    page.locator(".acts").get_by_role("link", name="Hand over").click()
    page.get_by_label("To the team").select_option(label="Billing")
    page.get_by_label("The story").fill("Needs a corrected bill.")
    page.locator("#ask").get_by_role("button", name="Hand over").click()
    page.get_by_text("Needs a corrected bill.").wait_for()


def thanks(sent: EmailMessage) -> bytes:
    """The customer's answer to what she got."""
    headers = {"in_reply_to": sent["Message-ID"], "subject": sent["Subject"], "message_id": "<m2@example.org>"}
    return mail("The bill is right now, thank you.", sender=f"Mara <{MARA}>", **headers)


def ended(page) -> None:
    again(page, lambda: page.locator(".messages").get_by_text("The bill is right now").count() > 0)
    assert page.url.endswith("/cases/1/")
    page.locator(".acts").get_by_role("link", name="End").click()
    page.locator("#ask").get_by_label("yes").check()
    page.get_by_label("the customer said so").check()
    page.get_by_role("button", name="End the case").click()
    page.get_by_text("ended, outcome reached").wait_for()


def again(page, seen) -> None:
    """Looked at anew until it is there."""

    def looked() -> bool:
        page.reload()
        page.wait_for_load_state("networkidle")
        return bool(seen())

    until(looked, 60)


def recorded(server: Server) -> list[str]:
    """The steps of the one case in the server's record."""
    names = "(SELECT name FROM steps s WHERE s.code = m.step) AS step"
    return [
        row["step"]
        for row in read(server.data / "record").sql(f"SELECT {names} FROM moments m ORDER BY seq").to_pylist()
    ]
