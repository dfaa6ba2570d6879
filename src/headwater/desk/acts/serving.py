"""Serving a case: who holds it, notes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.conversation import attach_all
from headwater.desk.acts.promising import say
from headwater.desk.domain import Step
from headwater.desk.errors import RefusedError
from headwater.desk.incoming import Upload, plain
from headwater.desk.models import Case, Mention, Message
from headwater.desk.promise import Word
from headwater.desk.search.port import port
from headwater.desk.search.words import words
from headwater.desk.store import files
from headwater.people.models import Team, User
from headwater.people.rules import may_see_case


@transaction.atomic
def assign(*, case: CaseRef, holder: User | None, by: User | None, now: datetime) -> Case:
    """Somebody of the case's team holds it from now on; None puts it back in the queue."""
    act = Acting(case, now=now, by=by, serve=False)
    if holder is not None and not may_see_case(holder, act.case.team_id):
        raise RefusedError(f"{holder} cannot see case {act.case.number}; hand it over to their team first.")
    holder_id = holder.pk if holder else None
    if holder_id == act.case.holder_id:
        return act.case
    act.step(Step.ASSIGNED, team=act.case.team_id, holder=holder_id)
    act.hold(team=act.case.team_id, holder=holder_id)
    return act.save()


@transaction.atomic
def hand_over(
    *,
    case: CaseRef,
    team: Team | int | None,
    by: User | None,
    now: datetime,
    holder: User | None = None,
    story: str = "",
) -> Case:
    """Another team has it from now on. The story travels as a note, so that nobody asks the customer twice."""
    act = Acting(case, now=now, by=by, serve=False)
    to = team.pk if isinstance(team, Team) else team
    if holder is not None and not may_see_case(holder, to):
        raise RefusedError(f"{holder} is not in the team that case {act.case.number} goes to; choose one of them.")
    if (to, holder.pk if holder else None) == (act.case.team_id, act.case.holder_id):
        raise RefusedError(f"Case {act.case.number} is there already; choose another team or person.")
    message = _note(act, story) if story.strip() else None
    act.step(
        Step.HANDED, message=message.pk if message else None, team=to, holder=holder.pk if holder else None,
        with_story=message is not None or None,
    )  # fmt: skip
    if to != act.case.team_id:
        port().move(act.case.number, to)
    act.hold(team=to, holder=holder.pk if holder else None)
    return act.save()


@transaction.atomic
def note(
    *,
    case: CaseRef,
    text: str,
    by: User | None,
    now: datetime,
    mentions: Collection[User] = (),
    uploads: Collection[Upload] = (),
    promises: Sequence[Word] = (),
) -> Message:
    """An internal note, never sent. Whoever is mentioned must be able to see the case. What it says was promised, by
    phone for instance, is due at once."""
    for upload in uploads:
        files.check(upload)
    act = Acting(case, now=now, by=by, serve=False)
    for user in mentions:
        if not may_see_case(user, act.case.team_id):
            raise RefusedError(f"{user} cannot see case {act.case.number}, so a mention would not reach them.")
    message = _note(act, text)
    say(act, message, promises)
    attach_all(message, uploads)
    Mention.objects.bulk_create([Mention(message=message, user=user, at=act.now) for user in set(mentions)])
    act.step(Step.NOTED, message=message.pk)
    act.save()
    return message


def _note(act: Acting, text: str) -> Message:
    clean = plain(text)
    message = Message.objects.create(
        case=act.case, kind="note", state="sent", author=act.by, at=act.now, text=clean, stripped=clean
    )
    port().extend(act.case.number, words(clean))
    return message
