"""A case opens; a customer's message arrives."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from headwater.desk.acts.base import Acting, CaseRef, moment, number
from headwater.desk.acts.conversation import add_incoming
from headwater.desk.domain import CLOSED, State, Step
from headwater.desk.errors import NotFoundError
from headwater.desk.incoming import Incoming, plain, preview
from headwater.desk.models import Case, Customer, Holding, Message, OutboxMoment
from headwater.desk.rules import must_see
from headwater.desk.search.port import port
from headwater.desk.search.words import words as split
from headwater.desk.store import customers
from headwater.desk.store.cases import merged_into
from headwater.people.models import Team, User


def open_case(
    *,
    channel: str,
    customer_name: str,
    address: str,
    words: str,
    now: datetime,
    subject: str = "",
    team: Team | int | None = None,
    by: User | None = None,
    holder: User | None = None,
    key: str = "",
    earlier_keys: Sequence[str] = (),
    kind_asked: str = "",
    wanted: str = "",
    incoming: Incoming | None = None,
    copy_of: int | None = None,
) -> Case:
    """A case with the customer's own words as its first message. The same `key` opens it once, and none opens that was
    opened under one of `earlier_keys`.

    `incoming` tells more of the message than its words (mail does); `by` is set where staff write it down; `wanted` is
    what the customer says would be a good end, which somebody still confirms with them. Automatic
    mail, and a copy of the mail that opened another team's case `copy_of`, is kept aside: it is no case until somebody
    takes it up.
    """
    try:
        with transaction.atomic():
            return _by_key(key, *earlier_keys) or _open(
                channel, customer_name, address, words, now, subject, _id(team), by, holder, key, kind_asked, wanted,
                incoming, copy_of,
            )  # fmt: skip
    except IntegrityError:
        twin = _by_key(key)
        if twin is None:
            raise
        return twin


def _open(
    channel: str,
    name: str,
    address: str,
    words: str,
    now: datetime,
    subject: str,
    team: int | None,
    by: User | None,
    holder: User | None,
    key: str,
    kind_asked: str,
    wanted: str,
    incoming: Incoming | None,
    copy_of: int | None,
) -> Case:
    customer = customers.find_or_make(name=name, address=address, now=now)
    said = incoming or Incoming(text=words, sender_name=name, sender_address=address, channel=channel)
    step = Step.COPIED if copy_of else Step.AUTOMATIC if said.automatic else Step.OPENED
    case = _row(customer, channel, said, now, subject, team, holder, kind_asked, wanted, step)
    must_see(by, None, case.number)
    Holding.objects.create(case=case, team_id=team, holder=holder, since=now)
    message = add_incoming(case, said, now=now, channel=channel)
    _tell(case, step, by, now, message, key or None, copy_of)
    port().add(case.number, split(_head(case, name, address), case.wanted, said.text), team)
    return case


def _row(
    customer: Customer,
    channel: str,
    said: Incoming,
    now: datetime,
    subject: str,
    team: int | None,
    holder: User | None,
    kind_asked: str,
    wanted: str,
    step: Step,
) -> Case:
    own = plain(said.stripped or said.text)
    return Case.objects.create(
        subject=plain(subject or said.subject),
        customer=customer,
        channel=channel,
        state=(State.NEW if step is Step.OPENED else State.ASIDE).value,
        team_id=team,
        holder=holder,
        opened_at=now,
        changed_at=now,
        last_customer_at=now if step is Step.OPENED else None,
        own_words=own[:4000],
        kind_asked=kind_asked,
        wanted=plain(wanted),
        preview=preview(own),
        language=said.language or customer.language,
    )


def _tell(
    case: Case, step: Step, by: User | None, now: datetime, message: Message, key: str | None, copy_of: int | None
) -> None:
    said = {
        "team": case.team_id,
        "holder": case.holder_id,
        "kind_asked": case.kind_asked,
        "language": case.language,
        "copy_of": copy_of,
    }
    held = (case.team_id, case.holder_id)
    told = moment(case, step, at=now, by=by, held=held, message=message.pk, key=key, said=said)
    told.quiet = step is not Step.OPENED
    told.save()


def receive(
    *,
    case: CaseRef,
    now: datetime,
    words: str = "",
    sender_name: str = "",
    address: str = "",
    by: User | None = None,
    key: str = "",
    incoming: Incoming | None = None,
) -> Message:
    """A message of the customer arrives in their case; the same `key` arrives once.

    A reply does not cancel a snooze: it is shown, and the date stands. A reply to a case that was done or ended
    opens it again. Automatic mail is kept and changes nothing. A merged case passes it on to where it was merged.
    """
    said = incoming or Incoming(text=words, sender_name=sender_name, sender_address=address)
    try:
        with transaction.atomic():
            known = _moment(key)
            return _message(known) if known else _receive(case, said, now, by, key or None)
    except IntegrityError:
        known = _moment(key)
        if known is None:
            raise
        return _message(known)


def _receive(case: CaseRef, said: Incoming, now: datetime, by: User | None, key: str | None) -> Message:
    act = Acting(merged_into(number(case)), now=now, by=by, serve=False)
    row = act.case
    message = add_incoming(row, said, now=act.now, channel=said.channel or row.channel)
    step = Step.AUTOMATIC if said.automatic else Step.RECEIVED
    act.step(step, message=message.pk, key=key)
    if not said.automatic:
        row.last_customer_at = act.now
        row.preview = preview(message.stripped or message.text)
        row.answered_while_snoozed = row.state == State.SNOOZED.value
        if row.state in CLOSED:
            act.step(Step.REOPENED, why="the customer wrote again")
    port().extend(row.number, split(said.text, said.sender_name, said.sender_address))
    act.save(touch=not said.automatic)
    return message


def _head(case: Case, name: str, address: str) -> str:
    return f"{case.number} {case.subject} {name} {address} {case.kind_asked}"


def _moment(key: str) -> OutboxMoment | None:
    return OutboxMoment.objects.filter(key=key).first() if key else None


def _by_key(*keys: str) -> Case | None:
    given = [key for key in keys if key]
    known = OutboxMoment.objects.filter(key__in=given).first() if given else None
    return Case.objects.get(number=known.case_number) if known else None


def _message(known: OutboxMoment) -> Message:
    found = Message.objects.filter(pk=known.message or 0).first()
    if found is None:
        raise NotFoundError(f"The message of “{known.key}” was erased.")
    return found


def _id(team: Team | int | None) -> int | None:
    return team.pk if isinstance(team, Team) else team
