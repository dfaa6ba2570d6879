"""Who may open what: one row for every address of the pages. A new page without a row fails a test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.models import Attachment, Case, DeadLetter, Mailbox, Message, SavedView
from headwater.people import service as people
from headwater.people.domain import MemberRole

STRANGER = frozenset({"stranger"})
STAFF = frozenset({"alice", "bob", "petra", "charlie", "olga"})
COUNTER = frozenset({"alice", "bob", "petra", "olga"})
SERVING = frozenset({"alice", "bob", "olga"})
FINDINGS = frozenset({"bob", "anna", "olga"})
IMPORTING = frozenset({"anna", "olga"})
LEADING = frozenset({"bob", "olga"})
OWNER = frozenset({"olga"})
AUDITING = frozenset({"paul", "olga"})
SIGNED_IN = STAFF | {"anna", "paul"}
ALL = SIGNED_IN | {"nils"} | STRANGER


@dataclass(frozen=True)
class Row:
    """`of` makes what the address names, and gives its parts; `sent` is posted."""

    may: frozenset[str]
    of: Callable[[World], Mapping[str, Any]] = lambda _: {}
    sent: Mapping[str, Any] | None = None
    query: str = ""
    said: Callable[[World], Mapping[str, Any]] = field(default=lambda _: {})


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


def twins(world: World) -> dict[str, Any]:
    gone = int(other(world))
    desk.merge_customers(into=case(world).customer_id, gone=gone, by=None, now=NOW, why="She says so", sure=True)
    return {"customer": gone}


def treated(world: World) -> dict[str, Any]:
    made = desk.treat(case=case(world), how="better", what="By courier", reason="", by=world.alice, now=NOW)
    return {"treatment": made.pk}


SAY = {"text": "I have asked."}
ROWS: dict[str, Row] = {
    "home": Row(SIGNED_IN),
    "health": Row(ALL),
    "river": Row(ALL),
    "theme": Row(ALL, sent={"theme": "dark"}),
    "sign-in": Row(ALL, lambda _: {"token": "gone"}),
    "invitation": Row(ALL, lambda _: {"token": "gone"}),
    "welcome": Row(SIGNED_IN),
    "inbox": Row(STAFF),
    "events": Row(SIGNED_IN),
    "many": Row(STAFF),
    "many-act": Row(STAFF, sent={"act": "done"}),
    "new-view": Row(STAFF),
    "save-view": Row(STAFF, sent={"name": "Mine"}),
    "drop-view": Row(LEADING, view, sent={}),
    "list": Row(STAFF, lambda _: {"view": "mine"}),
    "search": Row(STAFF, query="?q=where"),
    "hidden-needs": Row(STAFF),
    "new": Row(STAFF, phone_live, sent={"words": "They called", "customer_name": "Ada", "address": ""}),
    "case": Row(COUNTER, of_case),
    "here": Row(COUNTER, of_case, sent={"doing": "reading"}),
    "reply": Row(SERVING, of_case, sent=SAY),
    "note": Row(COUNTER, of_case, sent=SAY),
    "told": Row(SERVING, of_case, sent=SAY),
    "heard": Row(COUNTER, of_case, sent=SAY),
    "confirm": Row(SERVING, of_case, sent={"concern": "late"}),
    "assign": Row(COUNTER, of_case, sent={"holder": "me"}),
    "hand-over": Row(COUNTER, of_case, sent={}, said=lambda w: {"team": str(w.warehouse.pk)}),
    "snooze": Row(SERVING, of_case, sent={"until": "2999-01-01T09:00"}),
    "merge": Row(SERVING, of_case, said=lambda w: {"into": str(case(w).number)}, sent={}),
    "split": Row(
        SERVING,
        of_two,
        sent={},
        said=lambda _: {"message": str(Message.objects.latest("id").pk)},
    ),
    "tag": Row(COUNTER, of_case, sent={"name": "late"}),
    "end": Row(SERVING, of_case, sent={"done": "1"}),
    "html": Row(COUNTER, with_html),
    "go-on": Row(SERVING, done_case, sent={}),
    "undo": Row(SERVING, held, sent={}),
    "send-draft": Row(SERVING, draft, sent=SAY),
    "raw": Row(COUNTER, mail),
    "attachment": Row(COUNTER, file),
    "promise-new": Row(COUNTER, of_case),
    "promises": Row(STAFF, query="?of=team&within=late&q=parcel"),
    "promises-kept": Row(FINDINGS, query="?csv=1"),
    "promise-calendars": Row(STAFF),
    "promise-feed": Row(ALL, calendar),
    "promise-keep": Row(COUNTER, promise, sent={}),
    "promise-broke": Row(COUNTER, promise, sent={"link": "Stock ran out"}),
    "promise-move": Row(SERVING, promise, sent={"due_to": "2999-01-01T10:00", "agreed_how": "by phone"}),
    "promise-withdraw": Row(COUNTER, promise, sent={"why": "a slip"}),
    "promise-reopen": Row(COUNTER, kept_promise, sent={}),
    "commitments": Row(STAFF | {"anna"}),
    "commitments-sheet": Row(STAFF | {"anna"}),
    "commitment-end": Row(OWNER, commitment, sent={}),
    "treatment": Row(SERVING, of_case, sent={"how": "better", "what": "By courier", "reason": "She was ill"}),
    "customers": Row(STAFF | {"paul"}),
    "customers-quiet": Row(STAFF),
    "customer-types": Row(STAFF),
    "new-type": Row(LEADING, sent={"name": "In a hurry", "situation": "Says so", "needs": "A time"}),
    "type": Row(LEADING, situation, sent={"name": "In haste", "situation": "Says so", "needs": "A time"}),
    "fairness": Row(LEADING | {"paul"}),
    "reason": Row(SERVING | {"paul"}, treated, sent={"reason": "Our parcel was late"}),
    "customer": Row(COUNTER | {"paul"}, customer),
    "preference": Row(SERVING | {"paul"}, customer, sent={"kind": "no_calls", "said": "2026-03-02"}),
    "withdraw-preference": Row(SERVING | {"paul"}, preferring, sent={"kind": "no_calls"}),
    "customer-address": Row(SERVING | {"paul"}, customer, sent={"address": "ada@work.example"}),
    "merge-customer": Row(
        SERVING | {"paul"},
        customer,
        sent={"why": "She says so"},
        said=lambda w: dict.fromkeys(("other", "sure"), other(w)),
    ),
    "unmerge-customer": Row(SERVING | {"paul"}, twins, sent={}),
    "situation": Row(SERVING | {"paul"}, customer, sent={}, said=lambda w: {"type": str(situation(w)["type_"])}),
    "causes": Row(FINDINGS),
    "chain": Row(FINDINGS),
    "made": Row(FINDINGS),
    "findings-json": Row(FINDINGS),
    "cause": Row(FINDINGS, lambda _: {"number": 1}),
    "numbers": Row(FINDINGS),
    "rows": Row(FINDINGS, lambda _: {"key": "cases", "kind": "csv"}),
    "number": Row(FINDINGS, lambda _: {"name": "cases"}),
    "figures": Row(FINDINGS, query="?days=7"),
    "figure": Row(FINDINGS, lambda _: {"name": "first_answer"}),
    "figure-rows": Row(FINDINGS, lambda _: {"name": "queue_time"}),
    "import": Row(IMPORTING),
    "import-one": Row(IMPORTING, upload),
    "import-begin": Row(IMPORTING, upload, sent={}),
    "import-progress": Row(IMPORTING, upload),
    "import-rejected": Row(IMPORTING, upload),
    "people": Row(LEADING),
    "invite": Row(
        LEADING, sent={"email": "eve@example.org", "role": "rep"}, said=lambda w: {"team": str(w.counter.pk)}
    ),
    "withdraw": Row(LEADING, invitation, sent={}),
    "person-role": Row(LEADING, user, sent={"role": "lead"}, said=lambda w: {"team": str(w.counter.pk)}),
    "person-flags": Row(OWNER, user, sent={"flags": "analyst"}),
    "person-link": Row(OWNER, user, sent={}),
    "person-sign-out": Row(OWNER, user, sent={}),
    "person-close": Row(OWNER, lambda w: {"user": w.petra.pk}, sent={}),
    "make-team": Row(OWNER, sent={"name": "New team"}),
    "team": Row(LEADING, lambda w: {"team": w.counter.pk}, sent={"mon": "9:00-17:00"}),
    "team-promises": Row(LEADING, lambda w: {"team": w.counter.pk}, sent={"days": "3"}),
    "team-standard": Row(LEADING, lambda w: {"team": w.counter.pk}, sent={"first": "4", "done": ""}),
    "channels": Row(OWNER),
    "sheet": Row(
        OWNER,
        lambda _: {"channel": "phone"},
        sent={"operated_by": "us", "data_leaving": "none", "told_customer": "nothing leaves"},
    ),
    "new-mailbox": Row(OWNER, sent={"address": "help@example.org"}),
    "mailbox": Row(OWNER, mailbox),
    "mailbox-sheet": Row(
        OWNER, mailbox, sent={"operated_by": "us", "data_leaving": "none", "told_customer": "nothing"}
    ),
    "send-again": Row(SERVING, failed, sent={}),
    "mailbox-live": Row(OWNER, mailbox, sent={}),
    "retry": Row(OWNER, letter, sent={}),
    "dead-letters": Row(OWNER),
    "letter": Row(OWNER, letter),
    "set-aside": Row(OWNER, letter, sent={}),
    "me": Row(SIGNED_IN),
    "away": Row(SIGNED_IN, sent={"since": "2026-03-02", "until": "2026-03-06"}),
    "back": Row(SIGNED_IN, sent={"absence": "1"}),
    "own-work": Row(STAFF),
    "own-export": Row(STAFF, lambda _: {"kind": "csv"}),
    "report": Row(STAFF, sent={"words": "The label printer is slow"}),
    "reports": Row(LEADING),
    "report-answer": Row(LEADING, report, sent={"answer": "A new one comes on Monday"}),
    "thanks-of": Row(COUNTER, lambda w: {"message": Message.objects.get(case=case(w)).pk}, sent={}),
    "replies": Row(STAFF),
    "reply-keep": Row(STAFF, sent={"name": "Hello", "text": "Dear {customer}"}),
    "reply-after": Row(COUNTER, saved_reply),
    "reply-drop": Row(LEADING, saved_reply, sent={}),
    "reply-pick": Row(SERVING, of_case),
    "notes": Row(STAFF),
    "notes-begin": Row(STAFF, sent={"passphrase": "a quiet river at dawn", "again": "a quiet river at dawn"}),
    "notes-open": Row(STAFF, with_notes, sent={"words": "a quiet river at dawn"}),
    "notes-lock": Row(STAFF, sent={}),
    "notes-passphrase": Row(STAFF),
    "notes-forget": Row(STAFF, sent={"sure": "1"}),
    "notes-write": Row(STAFF, with_notes),
    "note-private": Row(STAFF, lambda w: with_notes(w) | {"note": UUID(int=1)}, sent={"delete": "1"}),
    "settings": Row(LEADING),
    "organisation": Row(OWNER, sent={"name": "Larch", "currency": "EUR", "spoiled": "duration > 3 days"}),
    "second-factor": Row(SIGNED_IN),
    "signing-in": Row(OWNER),
    "privacy": Row(AUDITING, query="?who=Ada"),
    "privacy-one": Row(AUDITING, customer),
    "privacy-export": Row(AUDITING, customer, sent={}),
    "privacy-erase": Row(AUDITING, customer, sent={"typed": "ada"}),
    "retention": Row(AUDITING, query="?what=attachments&days=30"),
    "audit": Row(AUDITING),
    "contact": Row(ALL),
    "thanks": Row(ALL),
    "own-page": Row(OWNER, sent={"follow_up_days": "3"}),
    "questions": Row(AUDITING, sent={"form": "contact", "name": "name", "reason": "r", "use": "u", "owner": ""}),
    "mine-ask": Row(ALL, page_live),
    "mine": Row(ALL, linked("page")),
    "mine-data": Row(ALL, linked("page")),
    "mine-export": Row(ALL, linked("page"), sent={}),
    "mine-erase": Row(ALL, linked("page"), sent={"sure": "yes"}),
    "mine-act": Row(ALL, linked("page", act="leave"), sent={}),
    "mine-address": Row(ALL, linked("address"), sent={}),
    "mine-outcome": Row(ALL, linked("outcome"), sent={"reached": "yes"}),
}
