"""Links to what is a customer's own: made, sent, opened. Opening one changes nothing and uses nothing up."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare

from headwater.desk import own_page
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import normalised
from headwater.desk.models import Address, Case, ChannelSheet, Customer, CustomerLink, LinkAsked, Message
from headwater.desk.store.customers import find

CHANNEL = "page"
"""as the exposure sheets name it: without a sheet nobody has a page of their own"""
ASKED, ANSWER, OUTCOME = timedelta(days=1), timedelta(days=30), timedelta(days=60)
"""how long a link opens: one that was asked for, one under an answer, one that asks for the outcome"""
A_DAY = 3
"""letters with a link to one address in 24 hours"""
PATIENCE = timedelta(hours=1)
"""a letter that no mailbox could send in this time is not sent any more"""
KEPT = timedelta(days=30)


class LinkGoneError(NotFoundError):
    """The link expired, was used, was replaced or never was: whoever holds it is not told which."""

    def __init__(self) -> None:
        super().__init__("This link opens nothing any more; ask for a new one.")


def is_open() -> bool:
    """Whether customers have a page of their own. One statement."""
    return ChannelSheet.objects.filter(channel=CHANNEL, mailbox__isnull=True).exists()


def make(
    *,
    customer: Customer | int,
    purpose: str,
    address: str,
    now: datetime,
    lasts: timedelta,
    language: str,
    case: Case | None = None,
    message: Message | None = None,
    letter: bool = False,
) -> CustomerLink:
    """A link; its token is made from the row and the server's key, and stored nowhere."""
    salt, expires = secrets.token_hex(16), (now + lasts).replace(microsecond=0)
    made = own_page.token(purpose=purpose, salt=salt, expires_at=expires)
    return CustomerLink.objects.create(
        customer_id=customer if isinstance(customer, int) else customer.pk,
        purpose=purpose, salt=salt, digest=own_page.digest(made), address=normalised(address)[1],
        language=own_page.language(language), case=case, message=message, letter=letter, made_at=now,
        expires_at=expires,
    )  # fmt: skip


def token_of(link: CustomerLink) -> str:
    """The token that goes into a letter."""
    return own_page.token(purpose=link.purpose, salt=link.salt, expires_at=link.expires_at)


def open_link(*, token: str, purpose: str, now: datetime) -> CustomerLink:
    """What a link opens, with its customer. One statement. Raises LinkGoneError.

    A page, and the question for an outcome, open only while the address they went to is still that customer's.
    """
    found = _known(token, purpose, now).select_related("customer", "case").first()
    if found is None or not constant_time_compare(token_of(found), token):
        raise LinkGoneError
    return found


def _known(token: str, purpose: str, now: datetime) -> QuerySet[CustomerLink]:
    rows = CustomerLink.objects.filter(
        digest=own_page.digest(token), purpose=purpose, expires_at__gt=now, used_at__isnull=True
    )
    return rows if purpose == "address" else rows.filter(customer__addresses__value=F("address"))


def use(link: CustomerLink, *, now: datetime) -> None:
    """Use up a link that works once, within the act it opens; of two at once exactly one succeeds."""
    if not CustomerLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now):
        raise LinkGoneError


def end_quoted(tokens: set[str], *, now: datetime) -> None:
    """Links that came back to us, in the text that a customer quotes, open nothing any more: whoever serves reads them,
    and only the customer may speak on their page."""
    if tokens:
        rows = CustomerLink.objects.filter(digest__in=[own_page.digest(one) for one in tokens], expires_at__gt=now)
        rows.update(expires_at=now)


def ask_for_link(*, address: str, language: str, now: datetime) -> None:
    """Somebody asks for a link to an address. Whether it is anybody's is not looked up here. Raises RefusedError."""
    kind, value = normalised(address)
    if kind != "email" or value.startswith("@") or " " in value:
        raise RefusedError("An e-mail address is needed, such as ada@example.org.")
    LinkAsked.objects.create(address=value, language=own_page.language(language), at=now)


@transaction.atomic
def ask_for_address(*, customer: Customer, address: str, language: str, now: datetime) -> None:
    """A new address of a customer's own page: it is theirs when the letter that goes there was answered. Raises
    RefusedError."""
    kind, value = normalised(address)
    if kind != "email" or value.startswith("@") or " " in value:
        raise RefusedError("An e-mail address is needed, such as ada@example.org.")
    if not Address.objects.filter(customer=customer, kind=kind, value=value).exists() and _may_write(value, now):
        make(customer=customer, purpose="address", address=value, now=now, lasts=ASKED, language=language, letter=True)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with a link that is to leave now."""

    link: int
    to: str
    purpose: str
    language: str
    token: str
    until: datetime


def letters_due(*, now: datetime, most: int = 50) -> list[Letter]:
    """Answer those who asked, as far as their address is known; the letters that are to leave."""
    for asked in LinkAsked.objects.order_by("id")[:most]:
        _answer(asked, now)
    CustomerLink.objects.filter(letter=True, made_at__lt=now - PATIENCE).update(letter=False)
    rows = CustomerLink.objects.filter(letter=True).order_by("id")[:most]
    return [Letter(r.pk, r.address, r.purpose, r.language, token_of(r), r.expires_at) for r in rows]


@transaction.atomic
def _answer(asked: LinkAsked, now: datetime) -> None:
    customer = find(asked.address)
    if customer is not None and _may_write(asked.address, now):
        make(
            customer=customer, purpose="page", address=asked.address, now=now, lasts=ASKED, language=asked.language,
            letter=True,
        )  # fmt: skip
    asked.delete()


def _may_write(address: str, now: datetime) -> bool:
    sent = CustomerLink.objects.filter(address=address, message__isnull=True, made_at__gt=now - timedelta(days=1))
    return sent.count() < A_DAY


def letter_left(*, link: int) -> None:
    """It was sent."""
    CustomerLink.objects.filter(pk=link).update(letter=False)


def under_answer(message: Message, *, now: datetime) -> CustomerLink | None:
    """The link under an answer of ours to the customer alone: made once, so that another try sends the same mail.

    None where the owner does not want it, where customers have no page, and where anybody else reads the mail.
    """
    known = CustomerLink.objects.filter(message=message).first()
    if known is not None or message.automatic or message.cc or len(message.to) != 1:
        return known
    if not own_page.read().link_in_answers or not is_open():
        return None
    case, address = message.case, normalised(message.to[0])[1]
    customer = Customer.objects.filter(pk=case.customer_id, addresses__value=address).first()
    if customer is None:
        return None
    return make(
        customer=customer, purpose="page", address=address, now=now, lasts=ANSWER, message=message,
        language=own_page.language(case.language or customer.language),
    )  # fmt: skip


def forget_links(*, now: datetime) -> int:
    """Links that have opened nothing for a month are deleted; how many."""
    return CustomerLink.objects.filter(expires_at__lt=now - KEPT).delete()[0]
