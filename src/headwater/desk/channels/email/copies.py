"""The same mail once more, by another way: one case, whose team answers. Another team that it was sent to as well
cannot see that case, so they get the mail too, kept aside."""

from datetime import datetime

from headwater.desk.channels.email.domain import Outcome, Read, Result
from headwater.desk.channels.email.memory import key_of
from headwater.desk.channels.email.opening import opened_by
from headwater.desk.domain import Step
from headwater.desk.incoming import message_key
from headwater.desk.models import Holding, Message, OutboxMoment, RawMail


def keep_copy(mail: Read, twin: Message, *, team: int | None, now: datetime) -> Outcome:
    """Keep the raw mail beside its message, or beside a message of the other team's own."""
    key = f"{key_of(mail)}:{team or 0}"
    theirs = OutboxMoment.objects.filter(key=key).values_list("message", flat=True).first()
    if theirs is None and _is_news(mail, twin, team):
        return _aside(mail, twin, team, key, now)
    beside = Message.objects.filter(pk=theirs or twin.pk).first() or twin
    RawMail.objects.create(
        mailbox_id=mail.arrival.mailbox,
        as_message=beside,
        message_id=message_key(mail.incoming.raw_id),
        sha256=mail.sha256,
        data=mail.arrival.raw,
        received_at=now,
    )
    return Outcome(Result.COPY, beside.case_id, beside.pk)


def _is_news(mail: Read, twin: Message, team: int | None) -> bool:
    """Whether the mail opened a case that this team does not see and never had."""
    has_it = twin.case.team_id
    if mail.arrival.mailbox is None or twin.kind != "in" or has_it is None or has_it == team:
        return False
    opened = OutboxMoment.objects.filter(key=key_of(mail), step=Step.OPENED.value).exists()
    return opened and not Holding.objects.filter(case=twin.case_id, team=team).exists()


def _aside(mail: Read, twin: Message, team: int | None, key: str, now: datetime) -> Outcome:
    case = opened_by(mail, team, key=key, now=now, copy_of=twin.case_id)
    return Outcome(Result.COPY, case.number)
