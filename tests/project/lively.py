"""The process beside test_live.py, in the server's own database: it makes the world and says who is signed in how, then
takes a mail in for each line it is given."""

import json
import sys
from email.message import EmailMessage
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402 -- Django first
from django.utils import timezone  # noqa: E402 -- Django first
from tests.world import World, make_world  # noqa: E402 -- Django first

from headwater.desk import service as desk  # noqa: E402 -- Django first
from headwater.desk.channels.email.ingest import ingest  # noqa: E402 -- Django first
from headwater.desk.models import Mailbox, Message  # noqa: E402 -- Django first
from headwater.people.models import User  # noqa: E402 -- Django first

INBOX = "counter@desk.example"


def session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["session"].value


def say(what: Any) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


def mail(words: str, *, answers: str = "") -> None:
    """A mail of Kim's, which answers the message with this id."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Kim <kim@example.org>", INBOX, words
    made["Message-ID"] = f"<{words.replace(' ', '.')}@example.org>"
    if answers:
        made["In-Reply-To"] = f"<{answers}>"
    made.set_content(f"{words}, says Kim.\n\nOn Monday you wrote:\n> You wrote this\n> and that\n")
    outcome = ingest(mailbox=Mailbox.objects.get().pk, raw=made.as_bytes(), now=timezone.now())
    say(Message.objects.order_by("-id").values_list("case", flat=True)[0] if outcome else 0)


def fill(world: World) -> None:
    Mailbox.objects.create(name="Counter", address=INBOX, team=world.counter)
    mail("First mail")
    say({who: session(user) for who, user in world.people().items() if who in ("alice", "bob", "charlie")})


if __name__ == "__main__":
    world = make_world()
    fill(world)
    for line in sys.stdin:
        match line.split():
            case ["new"]:
                mail("Second mail")
            case ["answer"]:
                mail("Third mail", answers="First.mail@example.org")
            case ["another"]:
                mail("Fourth mail")
            case ["note", number]:
                desk.note(
                    case=int(number), text="@Alice look", mentions=[world.alice], by=world.bob, now=timezone.now()
                )
                say(0)
