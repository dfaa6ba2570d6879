"""An invitation goes by mail where a mailbox sends; otherwise its link is shown."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from tests.world import NOW, World

from headwater.desk.channels import sheets
from headwater.desk.models import Mailbox
from headwater.people.models import Invitation

pytestmark = pytest.mark.django_db
SAID = {"email": "Eve@example.org", "role": "rep", "language": "de"}


class Post:
    """A mail server that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802, ARG002 -- aiosmtpd calls it so
        if self.refuses:
            return "550 not here"
        self.mails.append(envelope.content)
        return "250 taken"


@pytest.fixture
def post(world: World) -> Iterator[Post]:
    """A live mailbox and its server."""
    found = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    said = {"operated_by": "us", "data_leaving": "none", "told_customer": "nothing"}
    sheets.confirm_sheet(channel="email", by=world.olga, now=NOW, **said)
    Mailbox.objects.create(
        name="Help", address="help@example.org", live=True, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none"
    )
    yield found
    server.stop()


def invited(world: World, client: Client) -> str:
    client.force_login(world.bob)
    answer = client.post("/people/invite/", {**SAID, "team": str(world.counter.pk)}, follow=True)
    assert answer.status_code == 200
    return answer.text


def test_the_link_is_mailed_in_the_language_of_the_invitation(world: World, client: Client, post: Post):
    page = invited(world, client)
    assert "mailed to eve@example.org" in page
    assert "/invitation/" not in page
    mail = message_from_bytes(post.mails[0], policy=policy.default)
    text = mail.get_content()
    link = next(line for line in text.splitlines() if "/invitation/" in line)
    assert (mail["From"], mail["To"]) == ("help@example.org", "eve@example.org")
    assert "Bob" in text
    assert "Öffnen Sie diesen Link" in text
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "eve@example.org" in Client().get(link.partition("localhost:8000")[2]).text
    assert Invitation.objects.get().digest not in text


def test_the_link_is_shown_where_the_server_refuses_or_no_mailbox_sends(world: World, client: Client, post: Post):
    post.refuses = True
    assert "/invitation/" in invited(world, client)
    Mailbox.objects.update(live=False)
    assert "/invitation/" in invited(world, client)
    assert post.mails == []
