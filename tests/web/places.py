"""Who may open what: one row for every address of the pages. A new page without a row fails a test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.web.given import (
    calendar,
    case,
    commitment,
    customer,
    done_case,
    draft,
    failed,
    file,
    held,
    invitation,
    kept_promise,
    letter,
    linked,
    mail,
    mailbox,
    of_case,
    of_two,
    other,
    page_live,
    phone_live,
    preferring,
    promise,
    report,
    saved_reply,
    situation,
    treated,
    twins,
    upload,
    user,
    view,
    with_html,
    with_notes,
)
from tests.world import World

from headwater.desk.models import Message

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
