"""What somebody did, reported and was thanked for, read for themselves alone."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from headwater.desk.domain import State, Step
from headwater.desk.measures.own import HelpedCase
from headwater.desk.models import Case, Message, OutboxMoment, Thanks
from headwater.people.models import User
from headwater.people.service import visible_teams

LEFT = ("sent", "told")


def helped(*, user: User, since: datetime, until: datetime) -> list[HelpedCase]:
    """The newest first, in one statement."""
    reached = OutboxMoment.objects.filter(step=Step.REACHED.value, at__gte=since, at__lt=until).values("case_number")
    answered = Message.objects.filter(case=OuterRef("number"), kind="out", author=user, state__in=LEFT)
    ended = Case.objects.filter(
        Exists(answered), number__in=reached, state=State.ENDED.value, confirmed_by_customer=True,
        outcome_confirmed_at__gte=since, outcome_confirmed_at__lt=until,
    )  # fmt: skip
    rows = ended.order_by("-outcome_confirmed_at", "-number")
    found = rows.values_list("number", "customer", "subject", "outcome_confirmed_at")
    return [HelpedCase(number, customer, subject, at) for number, customer, subject, at in found if at is not None]


def answered_by_customers(*, user: User, since: datetime, most: int) -> list[Message]:
    """What customers wrote after an answer of this person, not looked at by them as thanks yet; the newest first."""
    earlier = Message.objects.filter(
        case=OuterRef("case"), kind="out", author=user, state__in=LEFT, at__lt=OuterRef("at")
    )
    looked_at = Thanks.objects.filter(message=OuterRef("pk"), user=user)
    mine = OutboxMoment.objects.filter(step=Step.REPLIED.value, who=user.pk, at__gte=since).values("case_number")
    about = Message.objects.select_related("case__customer").filter(case__in=mine, kind="in", automatic=False)
    found = about.filter(Exists(earlier), ~Exists(looked_at), at__gte=since)
    return list(_seen(found, user).order_by("-at", "-id")[:most])


def thanks_of(*, user: User) -> list[Thanks]:
    """What somebody keeps as thanks, the newest first."""
    found = Thanks.objects.filter(user=user, kept=True)
    return list(found.select_related("message", "message__case__customer").order_by("-message__at", "-id"))


def _seen(found: QuerySet[Message], user: User) -> QuerySet[Message]:
    """Of cases that this person may still see."""
    teams = visible_teams(user)
    if teams is None:
        return found
    return found.filter(Q(case__team__in=teams) | Q(case__team__isnull=True)) if teams else found.none()
