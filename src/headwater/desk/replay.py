"""A case told from its moments alone: what its state is, and who held it when. The tables must say the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from headwater.desk.domain import CLOSED, Ending, Held, State, Step, after


class MomentLike(Protocol):
    """A moment as the outbox holds it; `attributes` are JSON."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def attributes(self) -> Mapping[str, Any]: ...


@dataclass
class Story:
    """Where a case stands after its moments so far."""

    state: State = State.NEW
    ending: Ending = Ending.NONE
    opened_at: datetime | None = None
    done_at: datetime | None = None
    ended_at: datetime | None = None
    snoozed_until: datetime | None = None
    before_merge: State | None = None
    tags: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)


def replay(moments: Iterable[MomentLike]) -> Story:
    """Tell the moments of one case in the order they were written. Raises RefusedError at an impossible step."""
    story = Story()
    for moment in moments:
        _tell(story, Step(moment.step), moment.at, moment.attributes)
    return story


def _tell(story: Story, step: Step, at: datetime, said: Mapping[str, Any]) -> None:
    if step is Step.OPENED or (step in (Step.AUTOMATIC, Step.COPIED) and not story.held):
        _begin(story, step, at, said)
        return
    before = story.state
    story.state = after(before, step, before_merge=story.before_merge)
    if step is Step.MERGED:
        story.before_merge = before
    if step in (Step.ASSIGNED, Step.HANDED):
        _hold(story, at, said)
    _tags(story, step, said)
    _times(story, step, at, said)


def _begin(story: Story, step: Step, at: datetime, said: Mapping[str, Any]) -> None:
    """A case opens, or mail is kept aside first and opens as a case later."""
    story.state = State.NEW if step is Step.OPENED else State.ASIDE
    story.opened_at = at
    story.tags |= set(said.get("tags", []))
    story.held = [Held(said.get("team"), said.get("holder"), at)]


def _hold(story: Story, at: datetime, said: Mapping[str, Any]) -> None:
    last = story.held[-1]
    team, holder = said.get("team", last.team), said.get("holder")
    if (team, holder) != (last.team, last.holder):
        story.held[-1] = Held(last.team, last.holder, last.since, at)
        story.held.append(Held(team, holder, at))


def _tags(story: Story, step: Step, said: Mapping[str, Any]) -> None:
    if step is Step.TAGGED:
        story.tags.add(said["tag"])
    if step is Step.UNTAGGED:
        story.tags.discard(said["tag"])


def _times(story: Story, step: Step, at: datetime, said: Mapping[str, Any]) -> None:
    """Snooze, done and end are set by their own steps and cleared only where the state says so."""
    if step is Step.SNOOZED:
        story.snoozed_until = datetime.fromisoformat(said["until"])
    if step is Step.DONE:
        story.done_at, story.ending = at, Ending.UNKNOWN
    if step in (Step.REACHED, Step.SILENCE):
        story.ended_at = at
        story.done_at = story.done_at or at
        story.ending = Ending.OUTCOME_REACHED if step is Step.REACHED else Ending.SILENCE
    if step is Step.REOPENED:
        story.done_at, story.ended_at, story.ending = None, None, Ending.NONE
    if story.state not in (State.SNOOZED, State.MERGED):
        story.snoozed_until = None
    if story.state not in CLOSED:
        story.ending = Ending.NONE
