"""What is one customer's own: their cases, and in these what they wrote and what we wrote to them. Nothing of others,
also where a case of theirs was merged with another customer's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.desk.domain import State
from headwater.desk.models import Address, Attachment, Case, Message
from headwater.desk.promise import PromiseLine

MOST_CASES = 30
MOST_SAID = 400
LEFT = ("received", "sent", "told")
"""states of messages that both sides have"""


@dataclass(frozen=True, slots=True)
class Said:
    """A message between a customer and us; `ours` is one from us."""

    id: int
    case: int
    at: datetime
    ours: bool
    automatic: bool
    channel: str
    text: str
    files: tuple[str, ...]


def addresses(customer: int) -> list[Address]:
    """How they are reached, the oldest first."""
    return list(Address.objects.filter(customer=customer).order_by("id"))


def cases(customer: int) -> list[Case]:
    """Their newest cases; one that was merged into another of theirs is told there."""
    rows = Case.objects.filter(customer=customer).exclude(state=State.ASIDE.value)
    apart = rows.exclude(merged_into__isnull=False, merged_into__customer=customer)
    return list(apart.select_related("merged_into", "team").order_by("-number")[:MOST_CASES])


def places(found: Iterable[Case]) -> dict[int, int]:
    """Where messages of each case stand now: its own number, and that of the case it was merged into."""
    where: dict[int, int] = {}
    for case in found:
        where[case.number] = case.number
        if case.merged_into_id:
            where.setdefault(case.merged_into_id, case.number)
    return where


def said(customer: int, found: list[Case], theirs: frozenset[str], *, most: int | None = MOST_SAID) -> list[Said]:
    """The newest that was said in these cases between them and us, in its order. Three statements."""
    where, own = places(found), _own_numbers(customer)
    rows = Message.objects.filter(case__in=where, kind__in=["in", "out"], state__in=LEFT).order_by("-at", "-id")
    between = [m for m in reversed(rows[:most]) if _between(m, own, theirs)]
    names = _names([m.pk for m in between])
    return [
        Said(
            m.pk, where[m.case_id], m.at, m.kind == "out", m.automatic, m.channel, m.stripped or m.text,
            tuple(names.get(m.pk, ())),
        )
        for m in between
    ]  # fmt: skip


def _own_numbers(customer: int) -> frozenset[int]:
    return frozenset(Case.objects.filter(customer=customer).values_list("number", flat=True))


def _between(message: Message, own: frozenset[int], theirs: frozenset[str]) -> bool:
    """Whether they wrote it or it went to them. What bears no address (told by phone) is theirs in their own case."""
    mine = (message.merged_from_id or message.case_id) in own
    if message.kind == "in":
        return message.sender_address in theirs or (mine and not message.sender_address)
    goes = {address.lower() for address in (*message.to, *message.cc)}
    return bool(goes & theirs) or (mine and not goes)


def as_theirs(line: PromiseLine) -> PromiseLine:
    """A promise as they may read it: a note is ours, so one that was written in a note has no words, only its date;
    nor has another date that was proposed in a note a reason. One in an answer that has not left is not told yet."""
    shown = replace(line, what="", own_words="") if line.message_kind == "note" else line
    if line.asked_kind == "out" and line.asked_state not in LEFT:
        return replace(shown, asked_to_move_to=None, asked_why="")
    return replace(shown, asked_why="") if line.asked_kind == "note" else shown


def _names(messages: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Attachment.objects.filter(message__in=messages, inline=False).order_by("id")
    for file in rows:
        found.setdefault(file.message_id, []).append(file.name)
    return found


def case_of(customer: int, number: int) -> Case | None:
    """A case of theirs."""
    return Case.objects.filter(number=number, customer=customer).exclude(state=State.ASIDE.value).first()
