"""Did you get there? Asked once for a case that was done as asked, of its customer alone, where they want to be asked.

Silence stays silence: a case that nobody answers for stays done, outcome unknown.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from headwater.desk import own_page
from headwater.desk.acts.base import Acting
from headwater.desk.acts.own_links import OUTCOME, is_open, make
from headwater.desk.acts.replying import reply
from headwater.desk.acts.story import preferences_of
from headwater.desk.acts.wishing import NO_CONTACT
from headwater.desk.domain import State, Step
from headwater.desk.models import Case, FollowUp, Message, Promise
from headwater.desk.promise import PromiseState
from headwater.desk.store import customers
from headwater.desk.wishes import Wish, against

LATEST = timedelta(days=30)
"""nobody is asked about what was over longer ago: who switches this on does not write to everybody of last year"""
MOST_WORDS = 300


def cases_to_ask(*, now: datetime, days: int) -> QuerySet[Case]:
    """Cases done as asked, outcome unknown, `days` after that and after everything was due that is
    promised in them, and stands or was kept."""
    standing = Promise.objects.filter(case=OuterRef("pk"), state__in=[PromiseState.OPEN.value, PromiseState.KEPT.value])
    promised = standing.values("case").annotate(last=Max("due_to")).values("last")
    ready = Case.objects.filter(state=State.DONE.value, follow_up__isnull=True, unreachable=False)
    before = now - timedelta(days=days)
    dated = ready.filter(done_at__lte=before, done_at__gt=before - LATEST).annotate(last=Subquery(promised))
    return dated.filter(Q(last__isnull=True) | Q(last__lte=before)).order_by("done_at")


def follow_up(*, now: datetime, most: int = 50) -> int:
    """Ask the customers whose time has come, where the owner switched it on; how many were asked."""
    kept = own_page.read()
    if not kept.follow_up or not is_open():
        return 0
    before = now - timedelta(days=kept.follow_up_days)
    ready = cases_to_ask(now=now, days=kept.follow_up_days).only("number", "wanted", "predicted", "opened_at")
    due = [case.number for case in ready if (wanted_by(case) or before) <= before]
    return sum(_ask(number, now) for number in due[:most])


def wanted_by(case: Case) -> datetime | None:
    """The latest day that the words about the outcome name, wanted or predicted: read as if it were promised."""
    from headwater.signals.promises.calendar import Calendar  # noqa: PLC0415 -- loaded where somebody is asked
    from headwater.signals.promises.service import suggest  # noqa: PLC0415 -- loaded where somebody is asked

    calendar = Calendar()
    said = [f"I will do it: {words}" for words in (case.wanted, case.predicted) if words]
    found = [one for words in said for one in suggest(words, at=case.opened_at, calendar=calendar)]
    return max((one.due.latest for one in found if not one.vague), default=None)


@transaction.atomic
def _ask(number: int, now: datetime) -> bool:
    """Ask one, in the transaction that writes down that they were asked."""
    act = Acting(number, now=now, by=None)
    case = act.case
    if case.state != State.DONE.value or FollowUp.objects.filter(case=case).exists():
        return False
    address = _may_ask(case, now)
    if address is None:
        return False
    language = own_page.language(case.language, case.customer.language)
    words = (case.own_words or case.subject).strip()[:MOST_WORDS]
    message = reply(
        case=number, text=own_page.question(language=language, words=words), to=[address], by=None, now=now,
        hold_seconds=0, automatic=True,
    )  # fmt: skip
    make(
        customer=case.customer_id, purpose="outcome", address=address, now=now, lasts=OUTCOME, language=language,
        case=case, message=message,
    )  # fmt: skip
    FollowUp.objects.create(case=case, message=message, asked_at=now)
    told = Acting(number, now=now, by=None)
    told.step(Step.OUTCOME_ASKED, message=message.pk)
    told.save(touch=False)
    return True


def _may_ask(case: Case, now: datetime) -> str | None:
    """The one address of the customer's that the question goes to; None where they would rather not get it now."""
    wishes = [Wish(one.kind, one.value) for one in preferences_of(customer=case.customer_id)]
    if any(wish.kind == NO_CONTACT for wish in wishes) or against(wishes, channel="email", at=now):
        return None
    theirs = customers.emails_of(case.customer_id)
    wrote = Message.objects.filter(case=case, kind="in", automatic=False, sender_address__in=theirs).order_by("-id")
    return wrote.values_list("sender_address", flat=True).first() or next(iter(theirs), None)
