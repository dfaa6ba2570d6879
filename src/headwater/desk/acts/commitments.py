"""What the organisation promises to everybody: few, dated, each with a number or a time and how it is checked."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from headwater.desk.commitment import must_be_checkable
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Commitment, Promise
from headwater.desk.promise import Given, KeptRate, counted, kept_rate
from headwater.desk.store.promises import decided, given
from headwater.people.models import Team, User
from headwater.people.rules import may_lead, may_manage_organisation
from headwater.people.service import record

FEW = 7
"""more than a customer can read at a glance, and nobody keeps them all in mind"""


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment with how it was kept in a time; `links` prevented the promises that were broken, most often first.

    `cases` are those whose promise was not kept by its date."""

    id: int
    text: str
    checked_how: str
    since: date
    until: date | None
    owner: str
    owner_id: int | None
    kept: KeptRate
    links: tuple[tuple[str, int], ...] = ()
    missed: tuple[int, ...] = field(default=())

    def live(self, today: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= today and (self.until is None or today <= self.until)


@transaction.atomic
def commit_to(
    *, text: str, checked_how: str, since: date, until: date | None, owner: Team | int | None, by: User, now: datetime
) -> Commitment:
    """A commitment, written down by who leads its team, or the owner for the whole organisation.

    Raises NotAllowedError; RefusedError with the reason, where it is vague, or there are enough of them.
    """
    team = owner.pk if isinstance(owner, Team) else owner
    _must_own(by, team)
    words, how = plain(text).strip(), plain(checked_how).strip()
    must_be_checkable(text=words, checked_how=how, since=since, until=until)
    if len(live_commitments(today=now.date())) >= FEW:
        raise RefusedError(f"There are {FEW} commitments already; end one before another begins, so that each is kept.")
    made = Commitment.objects.create(
        text=words, checked_how=how, since=since, until=until, owner_id=team, made_at=now, by=by
    )
    record(act="commitment made", what=f"commitment {made.pk}", now=now, by=by)
    return made


@transaction.atomic
def end_commitment(*, commitment: int, until: date, by: User, now: datetime) -> Commitment:
    """It holds until a day, and no longer; what was promised under it stays. Raises NotFoundError, NotAllowedError,
    RefusedError."""
    found = Commitment.objects.select_for_update().filter(pk=commitment).first()
    if found is None:
        raise NotFoundError(f"There is no commitment {commitment}.")
    _must_own(by, found.owner_id)
    if until < found.since:
        raise RefusedError("A commitment ends on the day it begins or later; choose its last day again.")
    found.until = until
    found.save(update_fields=["until"])
    record(act="commitment ended", what=f"commitment {found.pk}: {until}", now=now, by=by)
    return found


def _must_own(by: User, team: int | None) -> None:
    if not (may_manage_organisation(by) if team is None else may_lead(by, team)):
        raise NotAllowedError("Who leads a team commits it; the owner commits the whole organisation.")


def live_commitments(*, today: date) -> list[Commitment]:
    """Those that hold, or will; in the order they were made. One statement."""
    return [c for c in Commitment.objects.order_by("id") if c.until is None or today <= c.until]


def commitments(*, since: datetime, until: datetime, now: datetime) -> tuple[CommitmentLine, ...]:
    """All of them, and how they were kept in [since, until). Two statements, whatever they were."""
    found = Commitment.objects.select_related("owner").order_by("id")
    under: dict[int, list[Given]] = {}
    for promise, one in given(Promise.objects.filter(decided(since, until), commitment__isnull=False)):
        under.setdefault(promise.commitment_id or 0, []).append(one)
    return tuple(_line(c, counted(under.get(c.pk, []), since=since, until=until, now=now)) for c in found)


def _line(made: Commitment, every: list[Given]) -> CommitmentLine:
    missed = [p for p in every if not p.kept_in_time() and not p.moved_in_time()]
    owner = made.owner.name if made.owner else ""
    cases = tuple(sorted({p.case for p in missed}))
    return CommitmentLine(
        made.pk, made.text, made.checked_how, made.since, made.until, owner, made.owner_id, kept_rate(every),
        links(missed), cases,
    )  # fmt: skip


def links(missed: list[Given]) -> tuple[tuple[str, int], ...]:
    """The links behind the misses, most often first; "" where nobody said which."""
    times: dict[str, int] = {}
    for promise in missed:
        times[promise.link] = times.get(promise.link, 0) + 1
    return tuple(sorted(times.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0])))
