"""Words and rules of a case, without any table: its states, the steps that change them, who held it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.desk.errors import RefusedError


class State(StrEnum):
    """Where a case stands. `waiting` is for the customer; only `ended` says that the outcome is settled. `aside` is
    mail that is no case: a machine wrote it, or another team has the same mail."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    DONE = "done"
    ENDED = "ended"
    MERGED = "merged"
    ASIDE = "aside"


class Ending(StrEnum):
    """How a case ended: by the customer's word, by their silence, or done as asked with the outcome unknown."""

    NONE = ""
    OUTCOME_REACHED = "outcome_reached"
    SILENCE = "silence"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """A kind of thing that is done with a case; each is written as a moment under this name."""

    OPENED = "Case opened"
    RECEIVED = "Message received"
    AUTOMATIC = "Automatic message received"
    COPIED = "Copy received"
    WRITTEN = "Answer written"
    UNDONE = "Sending undone"
    DISCARDED = "Draft thrown away"
    REPLIED = "Reply sent"
    NOTED = "Note written"
    CONFIRMED = "Concern confirmed"
    ASSIGNED = "Assigned"
    HANDED = "Handed over"
    DONE = "Done as asked"
    REACHED = "Outcome reached"
    NOT_REACHED = "Outcome not reached"
    OUTCOME_ASKED = "Outcome asked"
    SILENCE = "Ended in silence"
    REOPENED = "Reopened"
    SNOOZED = "Snoozed"
    WOKEN = "Woken"
    MERGED = "Merged"
    UNMERGED = "Merge undone"
    JOINED = "Case merged in"
    LEFT = "Merged case taken out"
    SPLIT = "Split"
    BOUNCED = "Message bounced"
    RESENT = "Sent again"
    REACHABLE = "Reached again"
    TAGGED = "Tagged"
    UNTAGGED = "Tag removed"
    PREFERRED = "Preference said"
    UNPREFERRED = "Preference withdrawn"
    ADDRESSED = "Address added"
    READDRESSED = "Address moved"
    UNADDRESSED = "Address removed"
    RENAMED = "Name corrected"
    CUSTOMERS_JOINED = "Customers merged"
    CUSTOMERS_PARTED = "Customer merge undone"
    TYPED = "Situation seen"
    UNTYPED = "Situation over"
    TREATED = "Treated differently"
    REASONED = "Reason given"
    PROMISED = "Promise made"
    PROMISE_KEPT = "Promise kept"
    PROMISE_BROKEN = "Promise broken"
    PROMISE_ASKED = "Asked to move a promise"
    PROMISE_MOVED = "Promise renegotiated"
    PROMISE_UNMOVED = "Other date refused"
    PROMISE_WITHDRAWN = "Promise withdrawn"
    PROMISE_REOPENED = "Promise open again"
    PROMISE_NEAR = "Promise due soon"
    PROMISE_LOST = "Promise not received"
    LINK_REPORTED = "Link reported"
    LINK_ANSWERED = "Report answered"


QUIET = frozenset(
    {
        Step.TAGGED, Step.UNTAGGED, Step.WRITTEN, Step.UNDONE, Step.DISCARDED, Step.PROMISE_NEAR, Step.OUTCOME_ASKED,
        Step.LINK_ANSWERED,
    }
)  # fmt: skip
"""Steps of the case's own story that stay out of the record: tags on a hundred old cases serve nobody, an answer that
has not left has happened to no customer, and a reminder is nothing that was done."""

OF_CUSTOMER = frozenset(
    {
        Step.PREFERRED, Step.UNPREFERRED, Step.ADDRESSED, Step.READDRESSED, Step.UNADDRESSED, Step.RENAMED,
        Step.CUSTOMERS_JOINED, Step.CUSTOMERS_PARTED, Step.TYPED, Step.UNTYPED, Step.TREATED, Step.REASONED,
    }
)  # fmt: skip
"""What is learnt of a customer, written into the story of one of their cases: it changes no case. Of these only a
treatment that differs has happened to them, and enters the record."""
QUIET |= OF_CUSTOMER - {Step.TREATED}

CLOSED = frozenset({State.DONE, State.ENDED, State.MERGED})
ACTIVE = (State.NEW, State.OPEN, State.WAITING)

TAKES_UP = frozenset(
    {Step.RECEIVED, Step.REPLIED, Step.CONFIRMED, Step.ASSIGNED, Step.HANDED, Step.SNOOZED, Step.JOINED}
)
"""Who does this with mail that is kept aside makes it a case."""

_ALL = tuple(s for s in State if s not in (State.MERGED, State.ASIDE))
_KEPT = (*_ALL, State.ASIDE)
_RUNNING = (State.NEW, State.OPEN, State.WAITING, State.SNOOZED)


def _same(states: Iterable[State]) -> dict[State, State]:
    return {state: state for state in states}


def _to(goal: State, states: Iterable[State]) -> dict[State, State]:
    return dict.fromkeys(states, goal)


_AFTER: dict[Step, dict[State, State]] = {
    Step.OPENED: {State.ASIDE: State.NEW},
    Step.RECEIVED: _same(_ALL) | {State.WAITING: State.OPEN},
    Step.AUTOMATIC: _same(_KEPT),
    Step.COPIED: _same(_KEPT),
    Step.WRITTEN: _same(_KEPT),
    Step.UNDONE: _same(_KEPT),
    Step.DISCARDED: _same(_KEPT),
    Step.REPLIED: _same(_ALL) | _to(State.WAITING, (State.NEW, State.OPEN)),
    Step.NOTED: _same(_KEPT),
    Step.CONFIRMED: _same(_ALL) | {State.NEW: State.OPEN},
    Step.ASSIGNED: _same(_RUNNING) | {State.NEW: State.OPEN},
    Step.HANDED: _same(_RUNNING) | {State.NEW: State.OPEN},
    Step.DONE: _to(State.DONE, _RUNNING),
    Step.REACHED: _to(State.ENDED, _ALL),
    Step.NOT_REACHED: _same(_ALL),
    Step.OUTCOME_ASKED: _same(_ALL),
    Step.SILENCE: _to(State.ENDED, (*_RUNNING, State.DONE)),
    Step.REOPENED: _to(State.OPEN, (State.DONE, State.ENDED)),
    Step.SNOOZED: _to(State.SNOOZED, _RUNNING),
    Step.WOKEN: {State.SNOOZED: State.OPEN},
    Step.MERGED: _to(State.MERGED, _KEPT),
    Step.JOINED: _same(_ALL),
    Step.LEFT: _same(_ALL),
    Step.SPLIT: _same(_ALL),
    Step.BOUNCED: _same(_ALL) | {State.WAITING: State.OPEN},
    Step.RESENT: _same(_ALL),
    Step.REACHABLE: _same(_ALL),
    Step.TAGGED: _same(_KEPT),
    Step.UNTAGGED: _same(_KEPT),
}

_AFTER |= {step: _same(_KEPT) for step in Step if step.name.startswith("PROMISE")}
_AFTER |= {step: _same(State) for step in (*OF_CUSTOMER, Step.LINK_REPORTED, Step.LINK_ANSWERED)}

_INSTEAD = {
    State.MERGED: "open the case it was merged into, or undo the merge",
    State.DONE: "reopen it first",
    State.ENDED: "reopen it first",
    State.SNOOZED: "wake it first",
    State.ASIDE: "take it up as a case first",
}


def after(state: State, step: Step, *, before_merge: State | None = None) -> State:
    """The state after a step; a merge that is undone gives back the state before it. Raises RefusedError where the
    step is not possible."""
    if step is Step.UNMERGED and state is State.MERGED and before_merge is not None:
        return before_merge
    found = _AFTER.get(step, {}).get(state)
    if found is None:
        instead = _INSTEAD.get(state, "choose another step")
        raise RefusedError(f"“{step}” is not possible while the case is {state}; {instead}.")
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """Who held a case during [since, until), by id: `holder` None is queue time, `until` None is today."""

    team: int | None
    holder: int | None
    since: datetime
    until: datetime | None = None

    def seconds(self, *, now: datetime, until: datetime | None = None) -> float:
        """How long it was held, at most to `until`."""
        end = min(self.until or now, until or now)
        return max(0.0, (end - self.since).total_seconds())


def covered(held: Iterable[Held], since: datetime, until: datetime | None) -> list[Held]:
    """The part of the holdings that lies in [since, until), cut to it."""
    cut = []
    for h in held:
        begin = max(h.since, since)
        end = h.until if until is None else min(h.until or until, until)
        if end is None or begin < end:
            cut.append(Held(h.team, h.holder, begin, end))
    return cut
