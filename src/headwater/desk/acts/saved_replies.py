"""Saved replies: kept by a person or for a team, found by their words, put into an answer, never forced on anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.measures.domain import Figure
from headwater.desk.measures.saved import CAME_BACK_DAYS, after_use
from headwater.desk.models import Case, Message, SavedReply, SavedReplyUse
from headwater.desk.placeholders import filled, unfilled
from headwater.desk.rules import must_serve
from headwater.desk.store.saved import used_cases
from headwater.people.models import Team, User
from headwater.people.rules import may_lead
from headwater.people.service import visible_teams

LOOKED_BACK = timedelta(days=365)
FOUND = 12
"""saved replies that a search shows"""


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved reply in a list; `team` is "" for one's own. `text` is filled where it was asked for a case."""

    id: int
    name: str
    text: str
    team: str
    may_change: bool


def saved_replies(*, user: User, words: str = "", case: int | None = None) -> list[SavedLine]:
    """One's own, then those of the teams, by name; with `words` those that have them all, with `case` filled.

    Raises NotFoundError where the case may not be seen.
    """
    asked = words.casefold().split()
    found = [s for s in _mine(user) if all(w in f"{s.name} {s.text}".casefold() for w in asked)]
    rows = sorted(found, key=lambda s: (s.team_id is not None, s.name.casefold()))
    if case is None:
        return [_line(s, user) for s in rows]
    customer = _customer(user, case)
    return [_line(s, user, filled(s.text, customer=customer, case=case)) for s in rows[:FOUND]]


def _mine(user: User) -> QuerySet[SavedReply]:
    teams = visible_teams(user)
    of_teams = Q(team__isnull=False) if teams is None else Q(team__in=teams)
    return SavedReply.objects.filter(Q(owner=user) | of_teams).select_related("team")


def _line(saved: SavedReply, user: User, text: str | None = None) -> SavedLine:
    name = saved.team.name if saved.team else ""
    return SavedLine(saved.pk, saved.name, saved.text if text is None else text, name, _may_change(saved, user))


def _may_change(saved: SavedReply, user: User) -> bool:
    return saved.owner_id == user.pk or (saved.team_id is not None and may_lead(user, saved.team_id))


def _customer(user: User, case: int) -> str:
    found = Case.objects.filter(number=case).values_list("team", "customer__name").first()
    if found is None:
        raise NotFoundError(f"There is no case {case} that you may see; ask the team that has it.")
    must_serve(user, found[0], case)
    return str(found[1])


@transaction.atomic
def save_reply(
    *, name: str, text: str, by: User, now: datetime, team: int | None = None, saved: int | None = None
) -> SavedReply:
    """Keep a reply: one's own, or (by its lead) the team's; `saved` changes one that is there.

    Raises RefusedError where the name is taken or something is missing, NotFoundError.
    """
    word, words = " ".join(plain(name).split())[:120], plain(text).strip()
    if not word or not words:
        raise RefusedError("A saved reply needs a name and its words; write both.")
    if saved is None and team is not None and not may_lead(by, team):
        raise RefusedError("Only who leads the team can keep a reply for all of it; keep it as your own.")
    if saved is None and team is not None and not Team.objects.filter(pk=team).exists():
        raise RefusedError("There is no such team; choose one from the list.")
    whose: dict[str, Any] = {"owner": by} if team is None else {"team_id": team}
    found = SavedReply(**whose) if saved is None else _changeable(saved, by)
    same = SavedReply.objects.filter(owner=found.owner_id, team=found.team_id, name=word).exclude(pk=found.pk)
    if same.exists():
        raise RefusedError(f"There is a saved reply “{word}” already; give this one another name.")
    found.name, found.text, found.changed_at = word, words, now
    found.save()
    return found


@transaction.atomic
def drop_reply(*, saved: int, by: User) -> None:
    """Forget a saved reply; the answers that began with it stay. Raises NotFoundError."""
    _changeable(saved, by).delete()


def _changeable(saved: int, by: User) -> SavedReply:
    found = SavedReply.objects.filter(pk=saved).first()
    if found is None or not _may_change(found, by):
        raise NotFoundError("There is no such saved reply of yours.")
    return found


def after_saved_reply(*, user: User, saved: int, now: datetime) -> tuple[SavedLine, tuple[Figure, ...]]:
    """What happened after a saved reply was used in the last year, in whose answer it ever was; never by person.

    Raises NotFoundError.
    """
    found = _mine(user).filter(pk=saved).first()
    if found is None:
        raise NotFoundError("There is no such saved reply of yours.")
    used = used_cases(saved=saved, since=now - LOOKED_BACK, now=now, back_within=timedelta(days=CAME_BACK_DAYS))
    return _line(found, user), after_use(used)


def note_use(message: Message, saved: Sequence[int], by: User | None) -> None:
    """An answer began with these saved replies. Raises RefusedError where a placeholder was left in it."""
    if not saved or by is None:
        return
    if left := unfilled(message.text):
        raise RefusedError(f"The answer still says {left[0]}; write what belongs there, or take it out.")
    known = _mine(by).filter(pk__in=list(saved)).values_list("pk", flat=True)
    SavedReplyUse.objects.bulk_create([SavedReplyUse(saved_id=pk, message=message) for pk in known])
