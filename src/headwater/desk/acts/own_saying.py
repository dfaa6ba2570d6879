"""What customers do on their own page: they speak for themselves. A link opened it; `customer` is whose it is.

Each act asks first whether the case, promise or address is that customer's; what is not is never told to exist.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from headwater.desk import wishes
from headwater.desk.acts.base import Acting
from headwater.desk.acts.ending import end, reopen
from headwater.desk.acts.knowing import add_address, set_preference, withdraw_preference
from headwater.desk.acts.of_customer import tell
from headwater.desk.acts.opening import receive
from headwater.desk.acts.own_links import CHANNEL, LinkGoneError, use
from headwater.desk.acts.promising import move_promise
from headwater.desk.acts.story import preferences_of
from headwater.desk.acts.wishing import NO_CONTACT
from headwater.desk.domain import CLOSED, State, Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import Incoming, plain
from headwater.desk.models import Address, Case, Customer, CustomerLink, FollowUp, Promise
from headwater.desk.promise import PromiseState
from headwater.desk.store import customers
from headwater.desk.store import theirs as own
from headwater.desk.store.cases import merged_into
from headwater.people.service import record

AGREED = "on their own page"
MOST_AHEAD = timedelta(days=366)
"""so far ahead a promise is moved on the page; beyond it a person decides"""
MOST_NAME = 200
MOST_WORDS = 20_000


def _case(customer: Customer, number: int) -> Case:
    found = own.case_of(customer.pk, number)
    if found is None:
        raise NotFoundError(f"There is no case {number} of yours.")
    return found


def _promise(customer: Customer, number: int) -> Promise:
    found = Promise.objects.filter(pk=number, customer=customer, state=PromiseState.OPEN.value).first()
    if found is None or found.given_at is None:
        raise NotFoundError("This promise does not stand any more; look at your page again.")
    return found


def _note(customer: Customer, act: str, now: datetime, *, case: int | None = None) -> None:
    record(act=f"own page: {act}", now=now, by=None, customer_id=customer.pk, case_id=case)


@transaction.atomic
def own_reply(*, customer: Customer, case: int, words: str, now: datetime, address: str = "") -> None:
    """They write in a case of theirs, from `address`, else their oldest; the same words within the hour arrive once.
    Raises RefusedError."""
    said = plain(words).replace("\r\n", "\n").strip()
    if not said:
        raise RefusedError("Write something first; nothing was sent.")
    if len(said) > MOST_WORDS:
        raise RefusedError("This is longer than the page takes; send it in parts.")
    _arrives(customer, _case(customer, case).number, said, now, address)


def _arrives(customer: Customer, case: int, words: str, now: datetime, address: str) -> None:
    """An answer goes to where somebody wrote from: to the address that their link went to."""
    theirs = address or next(iter(customers.emails_of(customer.pk)), "")
    said = Incoming(text=words, sender_name=customer.name, sender_address=theirs, channel=CHANNEL)
    told = f"{customer.pk}\0{case}\0{int(now.timestamp()) // 3600}\0{words}"
    digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
    receive(case=case, incoming=said, now=now, key=f"{CHANNEL}:{digest}")


@transaction.atomic
def own_outcome(
    *, customer: Customer, case: int, reached: bool, now: datetime, words: str = "", wanted: str = "", address: str = ""
) -> None:
    """They say whether they got what they came for. Yes ends the case by their word; no opens it again, or keeps it
    open, and stands in its story. Free words arrive as a message. Raises NotFoundError."""
    found = _case(customer, case)
    if said := plain(words).replace("\r\n", "\n").strip()[:MOST_WORDS]:
        _arrives(customer, found.number, said, now, address)
    number = merged_into(found.number)
    if reached:
        _reached(number, found, plain(wanted).strip(), now, wrote=bool(said))
    else:
        _not_reached(number, now)
    FollowUp.objects.filter(case__in=[number, found.number], answered_at__isnull=True).update(
        answered_at=now, reached=reached
    )


def _reached(number: int, own_case: Case, wanted: str, now: datetime, *, wrote: bool) -> None:
    """By their word, also where nobody had written down what they wanted: then it is what they came with. A case that
    was merged with another customer's is ended by a person: one of the two does not speak for both."""
    now_there = Case.objects.get(number=number)
    if now_there.state == State.ENDED and now_there.confirmed_by_customer:
        return
    if now_there.customer_id != own_case.customer_id:
        if not wrote:
            raise RefusedError("Tell us in a few words, please: a person closes this one.")
        return
    known = now_there.concern_confirmed_at is not None and bool(now_there.wanted)
    outcome = wanted or ("" if known else now_there.wanted or now_there.own_words[:500] or now_there.subject or "-")
    end(case=number, reached=True, by_their_word=True, by=None, now=now, wanted=outcome)


def _not_reached(number: int, now: datetime) -> None:
    """A no counts as writing to us: who had asked for no contact gets an answer."""
    act = Acting(number, now=now, by=None)
    act.step(Step.NOT_REACHED)
    act.case.last_customer_at = act.now
    act.save()
    if act.case.state in CLOSED:
        reopen(case=number, by=None, now=now, why="the customer says that they did not get what they came for")


@transaction.atomic
def own_date(*, customer: Customer, promise: int, due_to: datetime, now: datetime) -> None:
    """They choose a later date that suits them better. An earlier one, and one far ahead, need our word: RefusedError
    says so."""
    found = _promise(customer, promise)
    if due_to > now + MOST_AHEAD:
        raise RefusedError("More than a year ahead needs our word: write to us in the case, and we answer.")
    if due_to <= found.due_to:
        raise RefusedError("An earlier date needs our word: write to us in the case, and we answer.")
    move_promise(promise=found, due_to=due_to, agreed_how=AGREED, by=None, now=now)
    _note(customer, "date of a promise agreed", now, case=found.case_id)


@transaction.atomic
def own_agree(*, customer: Customer, promise: int, asked: str, now: datetime) -> None:
    """They agree to the date they were asked for: `asked` as the page showed it, so that nobody agrees to another one
    that was asked for meanwhile. Raises RefusedError, NotFoundError."""
    found = _promise(customer, promise)
    if found.asked_to_move_to is None or found.asked_to_move_to.isoformat() != asked:
        raise RefusedError("The date that was asked for has changed; look at your page again.")
    move_promise(promise=found, due_to=found.asked_to_move_to, agreed_how=AGREED, by=None, now=now)
    _note(customer, "date of a promise agreed", now, case=found.case_id)


@transaction.atomic
def own_no_to_date(*, customer: Customer, promise: int, now: datetime) -> None:
    """They do not agree to another date: the promise is due when it was. Raises NotFoundError, RefusedError."""
    found = _promise(customer, promise)
    act = Acting(found.case_id, now=now, by=None)
    found = Promise.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.asked_to_move_to is None:
        raise RefusedError("Nobody asked for another date any more; the promise stands as it was.")
    act.step(Step.PROMISE_UNMOVED, promise=found.pk, what=found.what, due_to=found.asked_to_move_to.isoformat())
    found.asked_to_move_to, found.asked_why, found.asked_in = None, "", None
    found.save(update_fields=["asked_to_move_to", "asked_why", "asked_in"])
    act.save()


@transaction.atomic
def own_name(*, customer: Customer, name: str, now: datetime) -> None:
    """Their name as they write it. Raises RefusedError."""
    clean = " ".join(plain(name).split())[:MOST_NAME]
    if not clean:
        raise RefusedError("Write your name; without one nothing was changed.")
    if clean != customer.name:
        Customer.objects.filter(pk=customer.pk).update(name=clean)
        tell(customer.pk, Step.RENAMED, by=None, now=now)
        _note(customer, "name corrected", now)


@transaction.atomic
def own_address_confirmed(*, link: CustomerLink, now: datetime) -> None:
    """The letter to a new address was answered: it is theirs. Raises RefusedError where it is another customer's."""
    use(link, now=now)
    if not Address.objects.filter(customer=link.customer, value=link.address).exists():
        add_address(customer=link.customer, address=link.address, by=None, now=now)
    _note(link.customer, "address confirmed", now)


@transaction.atomic
def own_address_gone(*, customer: Customer, address: int, now: datetime) -> None:
    """An address is theirs no more; the last one stays, or nobody could answer. Raises NotFoundError, RefusedError."""
    rows = Address.objects.select_for_update().filter(customer=customer).order_by("id")
    theirs = {a.pk: a for a in rows}
    if address not in theirs:
        raise NotFoundError("This address is none of yours any more; look at your page again.")
    if not any(a.kind == "email" for a in theirs.values() if a.pk != address):
        raise RefusedError("This is the only e-mail address we can reach you at; add another first.")
    gone = theirs[address]
    CustomerLink.objects.filter(customer=customer, address=gone.value).delete()
    gone.delete()
    tell(customer.pk, Step.UNADDRESSED, by=None, now=now, kind=gone.kind)
    _note(customer, "address removed", now)


@transaction.atomic
def own_preferences(*, customer: Customer, given: Mapping[str, str], zone: str, now: datetime) -> None:
    """What they wish from now on, kind by kind; an empty one is withdrawn. Hours that name no zone are in `zone`.
    Raises RefusedError for what cannot be kept to."""
    held = {one.kind: one.value for one in preferences_of(customer=customer)}
    for kind, value in given.items():
        said = wishes.normal(kind, plain(value), zone=zone) if value.strip() else ""
        if said and held.get(kind) != said:
            set_preference(customer=customer, kind=kind, value=said, said_at=now, by=None, now=now)
        elif not said and kind in held:
            withdraw_preference(customer=customer, kind=kind, by=None, now=now)


@transaction.atomic
def leave(*, customer: Customer, now: datetime) -> None:
    """They want no contact from now on: nothing automatic goes to them, and an answer only once they write again."""
    if not any(one.kind == NO_CONTACT for one in preferences_of(customer=customer)):
        set_preference(customer=customer, kind=NO_CONTACT, value="yes", said_at=now, by=None, now=now)
        _note(customer, "contact stopped", now)


@transaction.atomic
def come_back(*, customer: Customer, now: datetime) -> None:
    """They may be written to again."""
    if any(one.kind == NO_CONTACT for one in preferences_of(customer=customer)):
        withdraw_preference(customer=customer, kind=NO_CONTACT, by=None, now=now)
        _note(customer, "contact allowed", now)


@transaction.atomic
def own_answer(*, link: CustomerLink, reached: bool | None, words: str, now: datetime, leaving: bool = False) -> None:
    """The answer to "did you get there?", by the link that asks; it works once. None: they would rather not say, or
    (`leaving`) want no contact from now on."""
    if link.case is None:
        raise LinkGoneError
    use(link, now=now)
    who, number, address = link.customer, link.case.number, link.address
    if reached is not None:
        own_outcome(customer=who, case=number, reached=reached, words=words, address=address, now=now)
    elif words.strip():
        own_reply(customer=who, case=number, words=words, address=address, now=now)
    FollowUp.objects.filter(case=link.case, answered_at__isnull=True).update(answered_at=now)
    if leaving:
        leave(customer=who, now=now)
