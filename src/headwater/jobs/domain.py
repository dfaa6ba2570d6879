"""Values of jobs: a line of the schedule, how long to wait before another try."""

from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(seconds=30)
"""a worker that has said nothing for so long is dead, and others take over what it did"""
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Every:
    """Call `module:function` with `now=` every so many seconds, on one worker at a time."""

    seconds: float
    name: str
    call: str


def wait(tries: int, first: timedelta) -> timedelta:
    """How long to wait after so many failed tries: twice as long each time, at most an hour."""
    return min(first * (1 << min(tries - 1, 20)), LONGEST)
