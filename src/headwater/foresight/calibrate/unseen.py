"""Waits that no record of this kind shows: those before the first moment of a contact."""

from collections.abc import Iterator

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.gone import is_gone
from headwater.foresight.calibrate.visits import Bools, Visits
from headwater.shared.said import say
from headwater.shared.words import joined, plural

MOSTLY = 0.5
"""Where so many of a queue's visits open their contact, it is said that its wait is not seen."""


def unseen(visits: Visits) -> Bools:
    """The visits that open a contact: when the customer came is not in the record, only when work began."""
    found = np.zeros(visits.n, dtype=bool)
    found[visits.first] = True
    return found


def said(frame: Frame) -> Iterator[str]:
    """The queues of which that is so."""
    opens, queues = unseen(frame.visits), frame.tokens.teams
    names = [name for t, name in enumerate(queues) if opens[frame.team == t].mean() > MOSTLY]
    if names:
        yield say(
            "Nothing comes before the work at {queues} in this record, so how long customers wait there first is not "
            "seen: the twin lets them come when the work began, and waits there are the model's alone. An export that "
            "has when they came would show them.",
            queues=joined(", ", names),
        )
    yield from _left_alone(frame)


def _left_alone(frame: Frame) -> Iterator[str]:
    """Those who gave up, where nothing else of them is there: how long they had waited cannot be known."""
    visits = frame.visits
    gone = np.array([is_gone(name) for name in visits.steps], dtype=bool)[visits.step]
    alone = int((gone & unseen(visits) & visits.closes).sum())
    if alone and not visits.left.any():
        yield say(
            "{cases} gave up, and the record has no moment at which they came: how long they had waited is not known, "
            "and the twin takes it that nobody gives up, so that waits come out too long. Export when they came, or "
            "set it by hand (patience.{queue}=10 min).",
            cases=plural(alone, "case"), queue=frame.tokens.teams[0] if frame.tokens.teams else "…",
        )  # fmt: skip
