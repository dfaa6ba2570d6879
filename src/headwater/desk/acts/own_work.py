"""What a person at the desk has got done, for themselves alone: no function here takes anybody else's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from headwater.desk.acts.due import promises_due
from headwater.desk.acts.reporting import ReportLine, reports_of
from headwater.desk.errors import NotFoundError
from headwater.desk.measures.domain import Figure
from headwater.desk.measures.own import HelpedCase, helped_customers
from headwater.desk.models import Message, Thanks
from headwater.desk.promise import PromiseLine
from headwater.desk.rules import must_see
from headwater.desk.store import work_done
from headwater.people.models import User
from headwater.signals.thanks import thanks

LOOKED_AT: Final = 200
SUGGESTED: Final = 10


@dataclass(frozen=True, slots=True)
class ThanksLine:
    """A message that is thanks, or reads so: `sentence` is what the rule found, "" where a person chose it."""

    message: int
    case: int
    customer: str
    at: datetime
    words: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A person's own page over [since, until)."""

    since: datetime
    until: datetime
    promises: tuple[PromiseLine, ...]
    helped: Figure
    cases: tuple[HelpedCase, ...]
    reports: tuple[ReportLine, ...]
    thanks: tuple[ThanksLine, ...]
    suggested: tuple[ThanksLine, ...]


def own_work(*, user: User, days: int, now: datetime) -> OwnWork:
    """Everything of one's own page, in the same number of statements whatever there is."""
    since = now - timedelta(days=days)
    cases = work_done.helped(user=user, since=since, until=now)
    kept = [_line(t.message) for t in work_done.thanks_of(user=user)]
    return OwnWork(
        since,
        now,
        promises_due(user=user, of="me", now=now).lines,
        helped_customers(cases),
        tuple(cases),
        tuple(reports_of(user=user)),
        tuple(line for line in kept if line.at >= since),
        tuple(_suggested(user, since)),
    )


def _suggested(user: User, since: datetime) -> list[ThanksLine]:
    found = work_done.answered_by_customers(user=user, since=since, most=LOOKED_AT)
    read = ((m, thanks(m.stripped or m.text)) for m in found)
    return [_line(m, sentence) for m, sentence in read if sentence][:SUGGESTED]


def _line(message: Message, sentence: str = "") -> ThanksLine:
    who = message.sender_name or message.case.customer.name
    return ThanksLine(message.pk, message.case_id, who, message.at, message.stripped or message.text, sentence)


@transaction.atomic
def keep_thanks(*, message: int, kept: bool, by: User, now: datetime) -> None:
    """Keep a customer's message as thanks to oneself, or say that it is none. Raises NotFoundError."""
    found = Message.objects.select_related("case").filter(pk=message, kind="in").first()
    if found is None:
        raise NotFoundError("There is no such message of a customer that you may see.")
    must_see(by, found.case.team_id, found.case_id)
    Thanks.objects.update_or_create(message=found, user=by, defaults={"kept": kept, "at": now})
