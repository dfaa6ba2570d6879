"""What is promised to a customer: given, kept, broken, moved with their agreement. Nothing settles by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.giving import given, has_left
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Commitment, Message, Promise
from headwater.desk.promise import PromiseState, Word, remind_at
from headwater.desk.store import customers
from headwater.people.models import User

PromiseRef = Promise | int
MOST_WORDS = 1000


@transaction.atomic
def promise(
    *,
    case: CaseRef,
    what: str,
    due_from: datetime,
    due_to: datetime,
    vague: bool = False,
    message: Message | None = None,
    own_words: str = "",
    rule: str = "",
    commitment: Commitment | int | None = None,
    by: User | None,
    now: datetime,
) -> Promise:
    """Somebody promises something to the case's customer. In an answer that has not left it is due only when it has.

    Raises RefusedError where nothing is said, or the time ends before it begins or is over.
    """
    act = Acting(case, now=now, by=by, serve=False)
    kept_in = commitment.pk if isinstance(commitment, Commitment) else commitment
    made = promised(act, Word(what, due_from, due_to, vague, own_words, rule, kept_in), message=message)
    act.save(touch=False)
    return made


def promised(act: Acting, word: Word, *, message: Message | None = None, follows: Promise | None = None) -> Promise:
    """Within another act: the promise is written in the same transaction as what it stands in."""
    words = _words(word.what, RefusedError("What is promised is needed; say it in a few words."))
    _must_lie_ahead(word.due_from, word.due_to, act.now)
    made = Promise.objects.create(
        case=act.case,
        customer_id=follows.customer_id if follows else _to_whom(act, message),
        message=follows.message if follows else message,
        by_user=follows.by_user if follows else act.by,
        team_id=act.case.team_id,
        what=words,
        own_words=plain(word.own_words)[:MOST_WORDS],
        rule=word.rule,
        due_from=word.due_from,
        due_to=word.due_to,
        vague=word.vague,
        made_at=act.now,
        follows=follows,
        commitment_id=word.commitment,
    )
    if has_left(message):
        given(act, made)
    return made


def _to_whom(act: Acting, message: Message | None) -> int:
    """Whose address the answer goes to, where that is one customer; in a case that was merged with another customer's
    it need not be the case's own."""
    goes = message.to if message is not None and message.kind == "out" else []
    found = customers.owners(goes) if goes else set()
    return found.pop() if len(found) == 1 else act.case.customer_id


def say(act: Acting, message: Message, words: Sequence[Word]) -> None:
    """What was confirmed while a message was written, in the message's own transaction."""
    for word in words:
        if word.moves is None:
            promised(act, word, message=message)
        else:
            _say_again(act, message, word, word.moves)


def _say_again(act: Acting, message: Message, word: Word, moves: int) -> None:
    """Another date for an open promise of this case."""
    old = Promise.objects.select_for_update(of=("self",)).filter(pk=moves, case=act.case).first()
    if old is None:
        raise NotFoundError(f"There is no such promise in case {act.case.number}; look at its promises again.")
    _must_be_open(old)
    if word.agreed_how.strip():
        _move(act, old, word.due_to, word.agreed_how)
    else:
        theirs = _to_whom(act, message) == old.customer_id  # what was written to somebody else is no reason for them
        _ask(act, old, word.due_to, word.own_words if theirs else "", message)


def _must_lie_ahead(due_from: datetime, due_to: datetime, now: datetime) -> None:
    if due_to < due_from:
        raise RefusedError("The promise would be due before it begins; choose its last day again.")
    if due_to <= now:
        raise RefusedError("The promise would be late at once; choose a time to come.")


@transaction.atomic
def keep_promise(*, promise: PromiseRef, by: User | None, now: datetime) -> Promise:
    """What was promised is done. Raises RefusedError where it is settled already."""
    act, found = _open(promise, now=now, by=by, lost=True)
    act.step(Step.PROMISE_KEPT, promise=found.pk, what=found.what, late=act.now > found.due_to or None)
    return _settle(act, found, PromiseState.KEPT)


@transaction.atomic
def break_promise(
    *, promise: PromiseRef, link: str, ref: dict[str, Any] | None = None, why: str = "", by: User | None, now: datetime
) -> Promise:
    """It was not kept, or it is known that it cannot be: `link` prevented it, `ref` says which finding that is."""
    act, found = _open(promise, now=now, by=by)
    words = _words(
        link, RefusedError("Say which link prevented it: a step, a rule, a stock level, a supplier, a tool, a skill.")
    )
    found.broken_by, found.why = {"link": words, "ref": ref}, plain(why).strip()[:MOST_WORDS]
    act.step(Step.PROMISE_BROKEN, promise=found.pk, what=found.what, link=words, why=found.why)
    return _settle(act, found, PromiseState.BROKEN)


@transaction.atomic
def ask_to_move(*, promise: PromiseRef, due_to: datetime, why: str, by: User | None, now: datetime) -> Promise:
    """Another date is proposed to the customer. Until they agree, the promise is due when it was."""
    act, found = _open(promise, now=now, by=by, serve=True)
    _ask(act, found, due_to, why, None)
    act.save(touch=False)
    return found


def _ask(act: Acting, found: Promise, due_to: datetime, why: str, message: Message | None) -> None:
    _must_lie_ahead(act.now, due_to, act.now)
    found.asked_to_move_to, found.asked_why, found.asked_in = due_to, plain(why).strip()[:MOST_WORDS], message
    found.save(update_fields=["asked_to_move_to", "asked_why", "asked_in"])
    act.step(
        Step.PROMISE_ASKED, message=message.pk if message else None, promise=found.pk, what=found.what,
        due_to=due_to.isoformat(), why=found.asked_why,
    )  # fmt: skip


@transaction.atomic
def move_promise(*, promise: PromiseRef, due_to: datetime, agreed_how: str, by: User | None, now: datetime) -> Promise:
    """The customer agreed to another date (`by` None: on their own page): a new promise follows this one.

    Raises RefusedError where it is not said how they agreed: a date that we alone moved is a promise broken.
    """
    act, old = _open(promise, now=now, by=by, serve=True)
    new = _move(act, old, due_to, agreed_how)
    act.save(touch=False)
    return new


def _move(act: Acting, old: Promise, due_to: datetime, agreed_how: str) -> Promise:
    how = _words(
        agreed_how, RefusedError("Say how the customer agreed to the other date; without their word it is not moved.")
    )
    old.agreed_how = how
    act.step(
        Step.PROMISE_MOVED, promise=old.pk, what=old.what, due_to=due_to.isoformat(), agreed_how=how,
        late=act.now > old.due_to or None,
    )  # fmt: skip
    due_from = min(max(old.due_from, act.now), due_to)
    word = Word(old.what, due_from, due_to, False, old.own_words, old.rule, old.commitment_id)
    new = promised(act, word, follows=old)
    _settled(act, old, PromiseState.RENEGOTIATED)
    return new


@transaction.atomic
def withdraw_promise(*, promise: PromiseRef, why: str, by: User | None, now: datetime) -> Promise:
    """It never was a promise: written down by mistake, or its answer did not arrive. What was said to a customer is
    kept, broken or moved instead."""
    act, found = _open(promise, now=now, by=by, lost=True)
    found.why = _words(
        why, RefusedError("Say why this never was a promise; one that was given is kept, broken or moved.")
    )
    act.step(Step.PROMISE_WITHDRAWN, promise=found.pk, what=found.what, why=found.why)
    return _settle(act, found, PromiseState.WITHDRAWN)


@transaction.atomic
def reopen_promise(*, promise: PromiseRef, by: User | None, now: datetime) -> Promise:
    """A slip of the hand: it is not kept, broken or withdrawn after all."""
    act, found = _held(promise, now=now, by=by)
    if found.state not in (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN) or found.given_at is None:
        raise RefusedError(f"The promise “{found.what}” was not settled by hand, so there is nothing to take back.")
    found.state, found.settled_at = PromiseState.OPEN.value, None
    found.broken_by, found.why = None, ""
    found.remind_at = remind_at(found.given_at, found.due_to) if act.now < found.due_to else None
    found.save()
    act.step(Step.PROMISE_REOPENED, promise=found.pk, what=found.what)
    act.save(touch=False)
    return found


def _words(said: str, refused: RefusedError) -> str:
    words = plain(said).strip()[:MOST_WORDS]
    if not words:
        raise refused
    return words


def _settle(act: Acting, found: Promise, state: PromiseState) -> Promise:
    _settled(act, found, state)
    act.save(touch=False)
    return found


def _settled(act: Acting, found: Promise, state: PromiseState) -> None:
    found.state, found.settled_at = state.value, act.now
    found.asked_to_move_to, found.remind_at = None, None
    found.save()


def _open(
    promise: PromiseRef, *, now: datetime, by: User | None, serve: bool = False, lost: bool = False
) -> tuple[Acting, Promise]:
    act, found = _held(promise, now=now, by=by, serve=serve)
    _must_be_open(found, lost=lost)
    return act, found


def _must_be_open(found: Promise, *, lost: bool = False) -> None:
    """With `lost`, one whose answer did not arrive will do. Raises RefusedError."""
    if found.state != PromiseState.OPEN:
        raise RefusedError(
            f"The promise “{found.what}” in case {found.case_id} is settled already; open the case again."
        )
    if found.given_at is None and found.message is not None and found.message.state == "failed":
        if lost:
            return
        raise RefusedError(f"The answer that promises “{found.what}” did not arrive; send it again, or tell them.")
    if found.given_at is None:
        raise RefusedError(f"The answer that promises “{found.what}” has not left; undo its sending instead.")


def _held(promise: PromiseRef, *, now: datetime, by: User | None, serve: bool = False) -> tuple[Acting, Promise]:
    """A promise and its case, both held, always the case first: two acts never wait for each other."""
    key = promise if isinstance(promise, int) else promise.pk
    case = Promise.objects.filter(pk=key).values_list("case", flat=True).first()
    if case is None:
        raise NotFoundError("There is no such promise any more; its customer was erased.")
    act = Acting(case, now=now, by=by, serve=serve)
    found = Promise.objects.select_for_update(of=("self",)).get(pk=key)
    moved = found.case_id != act.case.number  # a merge was quicker
    return _held(key, now=now, by=by, serve=serve) if moved else (act, found)
