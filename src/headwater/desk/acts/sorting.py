"""Finding cases again: tags, saved views, and one act on many cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from headwater.desk.acts import ending, serving
from headwater.desk.acts.base import Acting, CaseRef, number
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.models import Case, CaseTag, SavedView, Tag
from headwater.desk.query import Query
from headwater.people.models import User
from headwater.people.rules import may_lead
from headwater.shared.errors import HeadwaterError


@transaction.atomic
def tag(*, case: CaseRef, name: str, by: User | None, now: datetime) -> Case:
    """Give a tag; a tag that is there already stays as it is."""
    act = Acting(case, now=now, by=by, serve=False)
    word = " ".join(name.split())[:80]
    if not word:
        raise RefusedError("A tag needs a name; type one.")
    found, _ = Tag.objects.get_or_create(name=word)
    _, made = CaseTag.objects.get_or_create(case=act.case, tag=found, defaults={"at": act.now, "by": by})
    if made:
        act.step(Step.TAGGED, tag=word)
    return act.save(touch=False)


@transaction.atomic
def untag(*, case: CaseRef, name: str, by: User | None, now: datetime) -> Case:
    """Take a tag away."""
    act = Acting(case, now=now, by=by, serve=False)
    gone, _ = CaseTag.objects.filter(case=act.case, tag__name=name).delete()
    if gone:
        act.step(Step.UNTAGGED, tag=name)
    return act.save(touch=False)


@transaction.atomic
def save_view(*, name: str, query: Query, by: User, team: int | None = None) -> SavedView:
    """Keep a list under a name: one's own, or (by its lead) the team's. The same name replaces it."""
    if team is not None and not may_lead(by, team):
        raise RefusedError("Only who leads the team can keep a view for all of it; keep it as your own.")
    mine: dict[str, Any] = {"team_id": team} if team is not None else {"owner": by}
    view, _ = SavedView.objects.update_or_create(name=name[:120], **mine, defaults={"query": query.plain()})
    return view


@transaction.atomic
def drop_view(*, view: int, by: User) -> None:
    """Forget a saved view: one's own, or the team's by its lead."""
    found = SavedView.objects.filter(pk=view).first()
    if found is None or (found.owner_id != by.pk and not (found.team_id and may_lead(by, found.team_id))):
        raise NotFoundError("There is no such view of yours.")
    found.delete()


@dataclass(frozen=True, slots=True)
class Bulk:
    """What an act on many cases did; `refused` has a sentence for each case that it was not possible for."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


BULK: dict[str, Callable[..., object]] = {
    "assign": serving.assign,
    "hand_over": serving.hand_over,
    "tag": tag,
    "untag": untag,
    "done": ending.done,
    "reopen": ending.reopen,
    "snooze": ending.snooze,
    "wake": ending.wake,
}


def bulk(*, cases: Sequence[CaseRef], act: str, by: User, now: datetime, **given: Any) -> Bulk:
    """One act on many cases, each in its own transaction; what is not possible for one does not stop the others.

    `act` is one of `BULK`, `given` what it takes beside the case: bulk(cases=[4, 7], act="tag", name="stock", …).
    """
    if act not in BULK:
        raise RefusedError(f"“{act}” cannot be done to many cases at once; choose one of {', '.join(BULK)}.")
    doing = partial(BULK[act], by=by, now=now, **given)
    done: list[int] = []
    refused: list[tuple[int, str]] = []
    for case in cases:
        try:
            doing(case=case)
            done.append(number(case))
        except HeadwaterError as error:
            refused.append((number(case), str(error)))
    return Bulk(tuple(done), tuple(refused))
