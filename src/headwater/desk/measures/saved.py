"""What happened in cases after a saved reply was used. After it, not because of it: nobody chose the cases by lot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from headwater.desk.measures.domain import Figure, Row
from headwater.desk.measures.numbers import wilson

LEAST: Final = 20
"""cases under which nothing is told"""
CAME_BACK_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class UsedCase:
    """A case in which an answer that began with the saved reply left: what is true of it now.

    `came_back` is None while it is too early to tell.
    """

    number: int
    closed: bool
    reached: bool
    reopened: bool
    came_back: bool | None


def after_use(cases: Iterable[UsedCase]) -> tuple[Figure, ...]:
    """Reached the outcome, opened again, came back: each over its own cases."""
    used = list(cases)
    closed = [c for c in used if c.closed]
    told = [c for c in used if c.came_back is not None]
    return (
        _share(
            "saved_reply_reached_share",
            "Of the cases in which an answer began with this saved reply within the last year and that are closed now, "
            "the share whose customer said that the outcome is reached.",
            [Row(c.number, float(c.reached)) for c in closed],
            (("not closed yet", len(used) - len(closed)),),
        ),
        _share(
            "saved_reply_reopened_share",
            "Of the cases in which an answer began with this saved reply within the last year, the share that was "
            "opened again after it.",
            [Row(c.number, float(c.reopened)) for c in used],
            (),
        ),
        _share(
            "saved_reply_came_back_share",
            "Of the cases in which an answer began with this saved reply within the last year, but not in the last 28 "
            "days, the share whose customer came back with another case within 28 days after it.",
            [Row(c.number, float(bool(c.came_back))) for c in told],
            (("less than 28 days ago", len(used) - len(told)),),
        ),
    )


def _share(name: str, definition: str, rows: Sequence[Row], left_out: tuple[tuple[str, int], ...]) -> Figure:
    """No share of a few: under 20 cases it cannot be told."""
    hits, n = sum(row.value > 0 for row in rows), len(rows)
    enough = n >= LEAST
    value, interval = (hits / n, wilson(hits, n)) if enough else (None, None)
    return Figure(name, "share", value, n, definition, tuple(rows), left_out, interval)
