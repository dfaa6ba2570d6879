"""What the addresses of the pages name, made: a case, a mailbox, a promise …"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.models import Attachment, Case, DeadLetter, Mailbox, Message, SavedView
from headwater.people import service as people
from headwater.people.domain import MemberRole


def case(world: World) -> Case:
    return desk.open_case(
        channel="webform",
        customer_name="Ada",
        address="ada@example.org",
        words="Where is it?",
        team=world.counter,
        now=NOW,
    )


def phone_live(world: World) -> dict[str, Any]:
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "It is written down"}
    sheets.confirm_sheet(channel="phone", by=world.olga, now=NOW, **told)
    return {}


def page_live(world: World) -> dict[str, Any]:
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "It is kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=NOW, **told)
    return {}


def linked(purpose: str, **more: Any) -> Callable[[World], dict[str, Any]]:
    def make(world: World) -> dict[str, Any]:
        """A link of a customer's, that anybody who has it opens."""
        made = desk.done(case=case(world), by=None, now=NOW)
        link = own_links.make(
            customer=made.customer, purpose=purpose, address="ada@example.org", now=timezone.now(), language="en",
            lasts=own_links.ASKED, case=made if purpose == "outcome" else None,
        )  # fmt: skip
        return {"token": own_links.token_of(link), **more}

    return make


def customer(world: World) -> dict[str, Any]:
    return {"customer": case(world).customer_id}


def of_case(world: World) -> dict[str, Any]:
    return {"number": case(world).number}


def of_two(world: World) -> dict[str, Any]:
    made = case(world)
    desk.receive(case=made, words="And where is the other?", now=NOW)
    return {"number": made.number}


def promise(world: World) -> dict[str, Any]:
    later = NOW.replace(year=2998)
    made = desk.promise(case=case(world), what="call", due_from=NOW, due_to=later, by=world.alice, now=NOW)
    return {"promise": made.pk}


def kept_promise(world: World) -> dict[str, Any]:
    found = promise(world)
    desk.keep_promise(promise=found["promise"], by=world.alice, now=NOW)
    return found


def commitment(world: World) -> dict[str, Any]:
    made = desk.commit_to(
        text="Answers within 2 days", checked_how="answer times, each month", since=NOW.date(), until=None, owner=None,
        by=world.olga, now=NOW,
    )  # fmt: skip
    return {"commitment": made.pk}


def calendar(world: World) -> dict[str, Any]:
    return {"token": desk.renew_calendar(user=world.alice, team=None, now=NOW)}


def done_case(world: World) -> dict[str, Any]:
    return {"number": desk.done(case=case(world), by=None, now=NOW).number, "act": "reopen"}


def held(world: World) -> dict[str, Any]:
    return {"message": desk.reply(case=case(world), text="Here", by=world.alice, now=NOW).pk}


def failed(world: World) -> dict[str, Any]:
    message = desk.reply(case=case(world), text="Here", by=world.alice, now=NOW, hold_seconds=0)
    desk.bounced(message=message, reason="no such mailbox", now=NOW)
    return {"message": message.pk}


def draft(world: World) -> dict[str, Any]:
    return {"message": desk.undo_send(message=held(world)["message"], by=world.alice, now=NOW).pk}


def with_html(world: World) -> dict[str, Any]:
    message = Message.objects.get(case=case(world))
    message.html_safe = "<p>Where</p>"
    message.save()
    return {"number": message.case_id, "message": message.pk}


def mail(world: World) -> dict[str, Any]:
    made = desk.open_case(
        channel="email", customer_name="Ada", address="ada@example.org", words="Hi", team=world.counter, now=NOW,
        incoming=desk.Incoming(text="Hi", raw=b"From: ada\n\nHi", raw_id="<a@b>"),
    )  # fmt: skip
    return {"message": Message.objects.get(case=made).pk}


def file(world: World) -> dict[str, Any]:
    upload = desk.Upload(name="a.txt", type="text/plain", data=b"hello")
    note = desk.note(case=case(world), text="see", by=world.alice, now=NOW, uploads=[upload])
    return {"file": Attachment.objects.get(message=note).pk}


def view(world: World) -> dict[str, Any]:
    return {"view": SavedView.objects.create(team=world.counter, name="Late").pk}


def invitation(world: World) -> dict[str, Any]:
    made, _ = people.invite(email="new@example.org", team=world.counter, role=MemberRole.REP, now=NOW, by=world.bob)
    made.expires_at = made.expires_at.replace(year=2999)
    made.save()
    return {"invitation": made.pk}


def letter(world: World) -> dict[str, Any]:
    return {"letter": DeadLetter.objects.create(reason="no sender", raw=b"x", sha256="0" * 64, at=NOW).pk}


def mailbox(world: World) -> dict[str, Any]:
    return {"mailbox": Mailbox.objects.create(name="Help", address="desk@example.org").pk}


def report(world: World) -> dict[str, Any]:
    return {"report": desk.report_link(words="No stock", by=world.alice, now=NOW).pk}


def saved_reply(world: World) -> dict[str, Any]:
    kept = desk.save_reply(name="Late", text="It is late", team=world.counter.pk, by=world.bob, now=NOW)
    return {"saved": kept.pk}


def with_notes(world: World) -> dict[str, Any]:
    """Everybody keeps private notes."""
    for who in (user for user in world.people().values() if not people.has_notes_key(user=user)):
        people.begin_notes(user=who, passphrase="a quiet river at dawn")
    return {}


def user(world: World) -> dict[str, Any]:
    return {"user": world.alice.pk}


def upload(world: World) -> dict[str, Any]:
    from pathlib import Path

    from django.conf import settings

    from headwater.answers import service as answers

    data = Path(settings.DATA)
    kept = answers.keep(data=data, name="a.csv", chunks=[b"case,step,at\n1,Open,2025-01-01\n"], by="Anna", now=NOW)
    (data / "uploads" / kept.id / "rejected.csv").write_text("line,reason\n")
    return {"upload": kept.id}


def preferring(world: World) -> dict[str, Any]:
    told = customer(world)
    desk.set_preference(**told, kind="no_calls", value="", said_at=NOW, by=None, now=NOW)
    return told


def situation(world: World) -> dict[str, Any]:
    made = desk.write_type(name="In a hurry", situation="Says so", needs="A time", by=world.bob, now=NOW)
    return {"type_": made.pk}


def other(world: World) -> str:
    """Somebody else whom Alice serves."""
    made = desk.open_case(
        channel="phone", customer_name="Adda", address="", words="Me too", team=world.counter, now=NOW
    )
    return str(made.customer_id)


def moved(world: World) -> dict[str, Any]:
    """Somebody who has an address that was another's."""
    desk.open_case(
        channel="phone", customer_name="Adda", address="adda@example.org", words="Hi", team=world.counter, now=NOW
    )
    made = case(world)
    desk.add_address(customer=made.customer_id, address="adda@example.org", by=None, now=NOW, move=True)
    return {"customer": made.customer_id}


def twins(world: World) -> dict[str, Any]:
    gone = int(other(world))
    desk.merge_customers(into=case(world).customer_id, gone=gone, by=None, now=NOW, why="She says so", sure=True)
    return {"customer": gone}


def treated(world: World) -> dict[str, Any]:
    made = desk.treat(case=case(world), how="better", what="By courier", reason="", by=world.alice, now=NOW)
    return {"treatment": made.pk}
