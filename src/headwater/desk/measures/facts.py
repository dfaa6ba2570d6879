"""A case's facts out of its journal: what the numbers are made of."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from headwater.desk.domain import CLOSED, Ending, State, Step
from headwater.desk.measures.domain import Answer, CaseFacts, Closing
from headwater.desk.replay import replay


class Line(Protocol):
    """A moment of the journal."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> int | None: ...
    @property
    def message(self) -> int | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def attributes(self) -> Mapping[str, Any]: ...


HOW = {Step.DONE: Ending.UNKNOWN, Step.SILENCE: Ending.SILENCE, Step.REACHED: Ending.OUTCOME_REACHED}


def facts(number: int, moments: Iterable[Line], failed: Collection[int] = ()) -> CaseFacts:
    """`moments` in their order, beginning with the opening; `failed` are messages that never reached the customer.

    A message that failed and was sent again counts from when it left the last time.
    """
    lines = list(moments)
    story = replay(lines)
    assert story.opened_at is not None
    sent = list({m.message: m for m in lines if m.step == Step.REPLIED}.values())
    written = {m.message for m in lines if m.step in (Step.REPLIED, Step.BOUNCED)}
    wishes = _wishes(lines, {m.message for m in sent})
    return CaseFacts(
        number=number,
        opened_at=story.opened_at,
        team=story.held[0].team if len(story.held) == 1 else _answering_team(lines, story.held[-1].team),
        answers=tuple(Answer(m.at, m.who, m.message in failed) for m in sent if not m.attributes.get("automatic")),
        spoken=tuple(m.at for m in lines if _spoken(m)),
        closings=tuple(Closing(m.at, HOW[Step(m.step)].value) for m in lines if m.step in HOW),
        reopenings=tuple(m.at for m in lines if m.step == Step.REOPENED),
        held=tuple(story.held),
        closed=story.state in CLOSED,
        merged=story.state is State.MERGED,
        out=len(written),
        undelivered=len(written & set(failed)),
        channel=lines[0].channel,
        wished=len(wishes),
        against=wishes.count("against"),
    )


def _wishes(lines: list[Line], left: set[int | None]) -> list[str]:
    """For each contact that left and had a wish to go by: "kept" or "against", as it was written the last time."""
    told = {m.message: m.attributes["wishes"] for m in lines if m.message in left and m.attributes.get("wishes")}
    return list(told.values())


def _spoken(line: Line) -> bool:
    if line.step == Step.OPENED:
        return not line.attributes.get("automatic")
    return line.step == Step.RECEIVED


def _answering_team(lines: list[Line], last: int | None) -> int | None:
    """The team that gave the first answer; before there is one, the team that has the case."""
    for line in lines:
        if line.step == Step.REPLIED and not line.attributes.get("automatic"):
            team: int | None = getattr(line, "held_team", None)
            return team
    return last
