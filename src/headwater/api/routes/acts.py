"""What is done with a case; each is one act of the desk, by the person the key acts as."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Status

from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, IdempotencyKey, Key, now, who
from headwater.api.once import once
from headwater.api.shapes import cases as shape
from headwater.api.shapes.base import NO_NUL, Id
from headwater.api.shapes.cases import CaseNow, MessageNow
from headwater.api.who import must_be_team, people, person
from headwater.desk import service as desk

router = Router(tags=["acts"], auth=Key(Scope.WRITE_CASES))
CASE = {200: CaseNow} | PROBLEMS
MESSAGE = {201: MessageNow} | PROBLEMS


@router.post("/cases/{number}/confirm", response=CASE, operation_id="confirm")
def confirm(request: HttpRequest, number: Id, given: shape.ConfirmIn) -> CaseNow:
    """What the customer's concern is and what outcome they want, confirmed; the story keeps what it replaces."""
    told = given.model_dump(exclude_none=True)
    return CaseNow.model_validate(desk.confirm(case=number, by=who(request).user, now=now(), **told))


@router.post("/cases/{number}/assign", response=CASE, operation_id="assign")
def assign(request: HttpRequest, number: Id, given: shape.AssignIn) -> CaseNow:
    """Somebody of the case's team holds it from now on; null puts it back in the queue."""
    holder = None if given.holder is None else person(given.holder)
    return CaseNow.model_validate(desk.assign(case=number, holder=holder, by=who(request).user, now=now()))


@router.post("/cases/{number}/hand-over", response=CASE, operation_id="hand_over")
def hand_over(request: HttpRequest, number: Id, given: shape.HandOverIn) -> CaseNow:
    """Another team has it from now on; the story travels as a note, so that nobody asks the customer twice."""
    must_be_team(given.team)
    holder = None if given.holder is None else person(given.holder)
    case = desk.hand_over(
        case=number, team=given.team, holder=holder, story=given.story, by=who(request).user, now=now()
    )
    return CaseNow.model_validate(case)


@router.post("/cases/{number}/reply", response=MESSAGE, operation_id="reply")
def reply(request: HttpRequest, number: Id, given: shape.ReplyIn, key: IdempotencyKey = "") -> Status[MessageNow]:
    """An answer to the customer by e-mail, held for a moment before it leaves; it counts when a mail server has it."""
    caller, at, told = who(request), now(), given.model_dump()

    def do() -> int:
        return desk.reply(case=number, by=caller.user, now=at, **told).pk

    made = once(caller=caller, key=key, what=f"reply {number}", asked=given, now=at, do=do)
    return Status(201, MessageNow.model_validate(desk.message_now(message=made, user=caller.user)))


@router.post("/cases/{number}/told", response=MESSAGE, operation_id="told")
def told(request: HttpRequest, number: Id, given: shape.ToldIn, key: IdempotencyKey = "") -> Status[MessageNow]:
    """What somebody told the customer by phone or in person: an answer that has arrived."""
    caller, at = who(request), now()

    def do() -> int:
        return desk.told(case=number, text=given.text, by=caller.user, now=at).pk

    made = once(caller=caller, key=key, what=f"told {number}", asked=given, now=at, do=do)
    return Status(201, MessageNow.model_validate(desk.message_now(message=made, user=caller.user)))


@router.post("/cases/{number}/note", response=MESSAGE, operation_id="note")
def note(request: HttpRequest, number: Id, given: shape.NoteIn, key: IdempotencyKey = "") -> Status[MessageNow]:
    """A note inside, never sent; whoever is mentioned must be able to see the case."""
    caller, at = who(request), now()
    named = people(set(given.mentions))

    def do() -> int:
        return desk.note(case=number, text=given.text, mentions=named, by=caller.user, now=at).pk

    made = once(caller=caller, key=key, what=f"note {number}", asked=given, now=at, do=do)
    return Status(201, MessageNow.model_validate(desk.message_now(message=made, user=caller.user)))


@router.post("/cases/{number}/done", response=CASE, operation_id="done")
def done(request: HttpRequest, number: Id) -> CaseNow:
    """Done as asked; whether the customer reached the outcome is unknown, and is said to be."""
    return CaseNow.model_validate(desk.done(case=number, by=who(request).user, now=now()))


@router.post("/cases/{number}/end", response=CASE, operation_id="end")
def end(request: HttpRequest, number: Id, given: shape.EndIn) -> CaseNow:
    """The customer says that the outcome they confirmed is reached; or nobody answers any more: silence, marked so."""
    case = desk.end(case=number, by=who(request).user, now=now(), **given.model_dump())
    return CaseNow.model_validate(case)


@router.post("/cases/{number}/reopen", response=CASE, operation_id="reopen")
def reopen(request: HttpRequest, number: Id, given: shape.WhyIn) -> CaseNow:
    """It goes on."""
    return CaseNow.model_validate(desk.reopen(case=number, why=given.why, by=who(request).user, now=now()))


@router.post("/cases/{number}/snooze", response=CASE, operation_id="snooze")
def snooze(request: HttpRequest, number: Id, given: shape.SnoozeIn) -> CaseNow:
    """Out of sight until a time; a customer's reply shows, and does not cancel it."""
    return CaseNow.model_validate(desk.snooze(case=number, until=given.until, by=who(request).user, now=now()))


@router.post("/cases/{number}/wake", response=CASE, operation_id="wake")
def wake(request: HttpRequest, number: Id) -> CaseNow:
    """End a snooze by hand."""
    return CaseNow.model_validate(desk.wake(case=number, by=who(request).user, now=now()))


@router.post("/cases/{number}/tags", response=CASE, operation_id="tag")
def tag(request: HttpRequest, number: Id, given: shape.TagIn) -> CaseNow:
    """Give a tag; one that is there already stays as it is."""
    return CaseNow.model_validate(desk.tag(case=number, name=given.name, by=who(request).user, now=now()))


@router.delete("/cases/{number}/tags", response=CASE, operation_id="untag")
def untag(
    request: HttpRequest, number: Id, name: Annotated[str, Query(min_length=1, max_length=80, pattern=NO_NUL)]
) -> CaseNow:
    """Take a tag away."""
    return CaseNow.model_validate(desk.untag(case=number, name=name, by=who(request).user, now=now()))


@router.post("/cases/{number}/merge", response=CASE, operation_id="merge")
def merge(request: HttpRequest, number: Id, given: shape.MergeIn) -> CaseNow:
    """All its messages move into another case, which is answered; the number stays and leads there."""
    return CaseNow.model_validate(desk.merge(case=number, by=who(request).user, now=now(), **given.model_dump()))


@router.post("/cases/{number}/unmerge", response=CASE, operation_id="unmerge")
def unmerge(request: HttpRequest, number: Id) -> CaseNow:
    """Undo a merge."""
    return CaseNow.model_validate(desk.unmerge(case=number, by=who(request).user, now=now()))


@router.post("/cases/{number}/split", response={201: CaseNow} | PROBLEMS, operation_id="split")
def split(request: HttpRequest, number: Id, given: shape.SplitIn) -> Status[CaseNow]:
    """These messages become a case of their own, which is answered."""
    made = desk.split(case=number, messages=given.messages, subject=given.subject, by=who(request).user, now=now())
    return Status(201, CaseNow.model_validate(made))
