"""Two cases become one, one becomes two; both can be undone and lose nothing."""

from collections.abc import Collection
from datetime import datetime
from itertools import pairwise

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef, moment, number
from headwater.desk.acts.reindex import reindex
from headwater.desk.domain import CLOSED, Held, State, Step, covered
from headwater.desk.errors import RefusedError
from headwater.desk.incoming import preview
from headwater.desk.models import Case, Holding, Message, OutboxMoment, Promise, Related
from headwater.desk.store.cases import merged_into
from headwater.people.models import User


class OtherCustomerError(RefusedError):
    """Two cases of two customers; `into` and `case` are those."""

    def __init__(self, into: Case, case: Case) -> None:
        super().__init__(
            f"Case {into.number} is {into.customer}'s and case {case.number} is {case.customer}'s. Merged, answers go "
            f"to {into.customer} alone unless another address is chosen; say that this is meant."
        )
        self.into, self.case = into, case


@transaction.atomic
def merge(*, into: CaseRef, case: CaseRef, by: User | None, now: datetime, other_customer: bool = False) -> Case:
    """All messages and promises of `case` move into another. `case` keeps its story and its number, and passes mail on.

    Two customers' cases only where `other_customer` says that it is meant, else OtherCustomerError: answers go to the
    customer of `into` from then on.
    """
    if number(into) == number(case):
        raise RefusedError(f"Case {number(case)} cannot be merged into itself; choose another.")
    goal, gone = _both(into, case, by, now)
    if goal.case.state == State.MERGED.value:
        raise RefusedError(f"Case {goal.case.number} is merged itself; choose the case it went into.")
    if goal.case.customer_id != gone.case.customer_id and not other_customer:
        raise OtherCustomerError(goal.case, gone.case)
    was_running = gone.case.state not in (*CLOSED, State.ASIDE)
    moved = list(Message.objects.filter(case=gone.case).values_list("pk", flat=True))
    promises = list(Promise.objects.filter(case=gone.case).values_list("pk", flat=True))
    gone.step(Step.MERGED, into=goal.case.number, messages=moved, promises=promises)
    gone.case.merged_into = goal.case
    goal.step(Step.JOINED, case=gone.case.number)
    if was_running and goal.case.state in CLOSED:
        goal.step(Step.REOPENED, why="a case that goes on was merged in")
    Message.objects.filter(case=gone.case, merged_from__isnull=True).update(merged_from=gone.case)
    Message.objects.filter(case=gone.case).update(case=goal.case)
    if promises:
        Promise.objects.filter(case=gone.case).update(case=goal.case)
    _later_of(goal.case, gone.case)
    gone.save()
    goal.save()
    reindex(goal.case)
    return goal.case


@transaction.atomic
def unmerge(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """Undo a merge: the case has its messages and its state back; what was said since stays where it was said."""
    root = merged_into(number(case))
    if root == number(case):
        raise RefusedError(f"Case {number(case)} is not merged.")
    goal, gone = _both(root, case, by, now)
    gone.step(Step.UNMERGED, out_of=root)
    gone.case.merged_into, gone.case.before_merge = None, ""
    goal.step(Step.LEFT, case=gone.case.number)
    messages, promises = _brought(gone.case.number)
    Message.objects.filter(case=root, pk__in=messages).update(case=gone.case)
    Promise.objects.filter(case=root, pk__in=_with_followers(promises)).update(case=gone.case)
    Message.objects.filter(merged_from=gone.case).update(merged_from=None)
    gone.save()
    goal.save()
    reindex(gone.case)
    reindex(goal.case)
    return gone.case


def _brought(case: int) -> tuple[list[int], list[int]]:
    """The messages and promises that a case had when it was merged; those that were split off since are elsewhere on
    purpose."""
    last = OutboxMoment.objects.filter(case_number=case, step=Step.MERGED.value).order_by("-pk").first()
    said = last.attributes if last else {}
    return list(said.get("messages", [])), list(said.get("promises", []))


def _with_followers(promises: list[int]) -> set[int]:
    """These promises, and those that they were moved to since."""
    found, newest = set(promises), promises
    while newest:
        newest = list(Promise.objects.filter(follows__in=newest).values_list("pk", flat=True))
        found.update(newest)
    return found


@transaction.atomic
def split(*, case: CaseRef, messages: Collection[int], by: User | None, now: datetime, subject: str = "") -> Case:
    """These messages become a case of their own with what they promise, opened when the customer wrote the first one.

    Whoever held the case since then held the new one too: nobody gets another's time. Undo by merging it back.
    """
    act = Acting(case, now=now, by=by)
    moved = list(Message.objects.filter(case=act.case, pk__in=messages).order_by("at", "id"))
    if not moved or len(moved) < len(set(messages)):
        raise RefusedError(f"Choose messages of case {act.case.number} to split off.")
    if len(moved) == Message.objects.filter(case=act.case).count():
        raise RefusedError(f"Leave at least one message in case {act.case.number}; all of them are no split.")
    new = _off(act, moved, subject)
    act.step(Step.SPLIT, into=new.number)
    Message.objects.filter(pk__in=[m.pk for m in moved]).update(case=new)
    Promise.objects.filter(case=act.case, message__in=moved).update(case=new)
    Related.objects.create(case=act.case, other=new, why="split off", at=act.now)
    Related.objects.create(case=new, other=act.case, why="split from", at=act.now)
    act.save()
    reindex(act.case)
    reindex(new)
    return new


def _off(act: Acting, moved: list[Message], subject: str) -> Case:
    old, first = act.case, moved[0]
    since = max(old.opened_at, min(first.at, act.now))
    words = next((m for m in moved if m.kind == "in"), first)
    spoke = [m.at for m in moved if m.kind == "in" and not m.automatic]
    told = [m.at for m in moved if m.kind == "out" and m.state in ("sent", "told") and not m.automatic]
    new = Case.objects.create(
        subject=subject or old.subject,
        customer_id=old.customer_id,
        team_id=old.team_id,
        holder_id=old.holder_id,
        channel=words.channel or old.channel,
        state=State.NEW.value,
        opened_at=since,
        changed_at=act.now,
        last_customer_at=max(spoke, default=None),
        last_staff_at=max(told, default=None),
        own_words=words.stripped[:4000],
        preview=preview(words.stripped),
        language=old.language,
        split_from=old,
    )
    _history(act, new, since)
    return new


def _history(act: Acting, new: Case, since: datetime) -> None:
    """The holdings of the old case since then, and the moments that tell them."""
    rows = Holding.objects.filter(case=act.case).order_by("since", "id")
    held = covered([Held(h.team_id, h.holder_id, h.since, h.until) for h in rows], since, None)
    if len(held) > 1:
        new.state = State.OPEN.value
        new.save(update_fields=["state"])
    Holding.objects.bulk_create(
        [Holding(case=new, team_id=h.team, holder_id=h.holder, since=h.since, until=h.until) for h in held]
    )
    first = held[0]
    said = {"team": first.team, "holder": first.holder, "split_from": act.case.number}
    told = [(Step.OPENED, since, (first.team, first.holder), said)]
    for before, after in pairwise(held):
        step = Step.ASSIGNED if before.team == after.team else Step.HANDED
        told.append((step, after.since, (before.team, before.holder), {"team": after.team, "holder": after.holder}))
    last = (held[-1].team, held[-1].holder)
    told.append((Step.SPLIT, act.now, last, {"split_from": act.case.number}))
    OutboxMoment.objects.bulk_create(
        [moment(new, step, at=at, by=act.by, held=had, said=tells) for step, at, had, tells in told]
    )


def _both(into: CaseRef, case: CaseRef, by: User | None, now: datetime) -> tuple[Acting, Acting]:
    """Locked in the order of their numbers, so that two merges never wait for each other."""
    acts = {n: Acting(n, now=now, by=by) for n in sorted((number(into), number(case)))}
    return acts[number(into)], acts[number(case)]


def _later_of(goal: Case, gone: Case) -> None:
    """The customer's and our last words are those of both."""
    for name in ("last_customer_at", "last_staff_at"):
        times = [t for t in (getattr(goal, name), getattr(gone, name)) if t is not None]
        setattr(goal, name, max(times, default=None))
