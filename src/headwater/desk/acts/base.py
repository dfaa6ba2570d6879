"""One case being acted on: locked, the person's right checked, each step told to the journal before it is over."""

from datetime import datetime
from typing import Any

from headwater.desk.domain import CLOSED, QUIET, TAKES_UP, State, Step, after
from headwater.desk.errors import NotFoundError
from headwater.desk.models import Case, Holding, OutboxMoment
from headwater.desk.rules import must_see, must_serve
from headwater.people.models import User

CaseRef = Case | int


class Acting:
    """A case during one act. Nothing is written before `save`, which runs in the act's transaction.

    Time never runs backwards within a case: an act whose clock is behind the last change happens at that change.
    """

    def __init__(self, case: CaseRef, *, now: datetime, by: User | None, serve: bool = True) -> None:
        self.case = locked(number(case))
        self.by = by
        (must_serve if serve else must_see)(by, self.case.team_id, self.case.number)
        self.now = max(now, self.case.changed_at)
        self._read = dict(self.case.__dict__)
        self._held = (self.case.team_id, self.case.holder_id)
        self._moments: list[OutboxMoment] = []

    def step(self, step: Step, *, message: int | None = None, key: str | None = None, **said: Any) -> None:
        """The case takes a step; raises RefusedError where it cannot. `said` is what the moment tells beside."""
        case = self.case
        if case.state == State.ASIDE.value and step in TAKES_UP:
            self.take_up(since=self.now if step is Step.RECEIVED else case.opened_at)
        before = State(case.state)
        merged = State(case.before_merge) if case.before_merge else None
        case.state = after(before, step, before_merge=merged).value
        case.before_merge = before.value if step is Step.MERGED else case.before_merge
        self._leave(before)
        self._moments.append(
            moment(case, step, at=self.now, by=self.by, held=self._held, message=message, key=key, said=said)
        )
        self._moments[-1].quiet |= State.ASIDE in (before, case.state)

    def take_up(self, *, since: datetime) -> None:
        """Mail that was kept aside is a case, and its customer waits, since then. What it did aside stays out of the
        record; that it opened does not. Raises RefusedError where it is a case already."""
        case = self.case
        case.state = after(State(case.state), Step.OPENED).value
        case.opened_at, case.last_customer_at = since, since
        Holding.objects.filter(case=case, until__isnull=True).update(since=since)
        said = {
            "team": case.team_id,
            "holder": case.holder_id,
            "kind_asked": case.kind_asked,
            "language": case.language,
        }
        self._moments.append(moment(case, Step.OPENED, at=since, by=self.by, held=self._held, said=said))

    def _leave(self, before: State) -> None:
        """A snooze ends by its own steps only; an ending ends when the case goes on."""
        case = self.case
        if before.value == case.state:
            return
        if case.state not in (State.SNOOZED, State.MERGED):
            case.snoozed_until, case.answered_while_snoozed = None, False
        if case.state not in CLOSED:
            case.done_at, case.ended_at, case.ending = None, None, ""
            case.outcome_confirmed_at, case.confirmed_by_customer = None, False

    def hold(self, *, team: int | None, holder: int | None) -> None:
        """Somebody else holds it from now on; the interval before is closed at the same moment."""
        if (team, holder) == self._held:
            return
        Holding.objects.filter(case=self.case, until__isnull=True).update(until=self.now)
        Holding.objects.create(case=self.case, team_id=team, holder_id=holder, since=self.now)
        self.case.team_id, self.case.holder_id = team, holder
        self._held = (team, holder)

    def save(self, *, touch: bool = True) -> Case:
        """Write what changed, and the moments. `touch` puts the case on top of its lists."""
        if touch:
            self.case.changed_at = self.now
        changed = [
            f.attname for f in Case._meta.concrete_fields if self._read[f.attname] != getattr(self.case, f.attname)
        ]
        if changed:
            names = {f.attname: f.name for f in Case._meta.concrete_fields}
            self.case.save(update_fields=[names[name] for name in changed])
        OutboxMoment.objects.bulk_create(self._moments)
        return self.case

    @property
    def moment(self) -> OutboxMoment:
        """The last step's moment."""
        return self._moments[-1]


def number(case: CaseRef) -> int:
    """A case's number."""
    return case if isinstance(case, int) else case.number


def locked(case: int) -> Case:
    """The case as it stands now, held against other writers until the transaction ends. Raises NotFoundError."""
    found = Case.objects.select_for_update().filter(number=case).first()
    if found is None:
        raise NotFoundError(f"There is no case {case}.")
    return found


def moment(
    case: Case,
    step: Step,
    *,
    at: datetime,
    by: User | None,
    held: tuple[int | None, int | None],
    said: dict[str, Any],
    message: int | None = None,
    key: str | None = None,
) -> OutboxMoment:
    """A moment of a case. `held` is the team and person who had it until then."""
    return OutboxMoment(
        case_number=case.number,
        step=step.value,
        at=at,
        who=by.pk if by else None,
        team=held[0],
        held_team=held[0],
        held_by=held[1],
        customer=case.customer_id,
        channel=case.channel,
        message=message,
        attributes={name: value for name, value in said.items() if value not in (None, "", [])} | _kept(said),
        quiet=step in QUIET,
        made_at=at,
        key=key,
    )


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    """An empty team or holder is said too: nobody holds it."""
    return {name: said[name] for name in ("team", "holder") if name in said}
