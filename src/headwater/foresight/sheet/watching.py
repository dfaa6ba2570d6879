"""After the start: new records held against what was foreseen, week by week, at the peaks and not only in the mean."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.sheet.domain import Prediction, Sheet, Stop, Watched
from headwater.foresight.sheet.drift import Drift, drifts
from headwater.foresight.sheet.weeks import Weeks, by_week
from headwater.foresight.sheet.xmr import Limits, limits, signals
from headwater.shared.errors import UsageError
from headwater.shared.said import say

Z90 = 1.645
Against = Literal["as foreseen", "more than foreseen", "less than foreseen", "too early", "nothing foreseen"]
Came = Literal["came true", "did not come true", "open", "for people to judge"]


@dataclass(frozen=True)
class Row:
    """One measure: its weeks before and since the start, the limits of those before, a signal for each week since."""

    watched: Watched
    limits: Limits | None
    before: tuple[float, ...]
    since: Weeks
    signals: tuple[str, ...]
    against: Against

    @property
    def mean(self) -> float | None:
        """The mean of the weeks since the start."""
        return sum(self.since.value) / len(self.since.value) if self.since.value else None

    @property
    def fires(self) -> bool:
        """Whether a week since the start lies beyond the limits, or eight in a row on one side."""
        return any(self.signals)


@dataclass(frozen=True)
class Scored:
    """A prediction and what came of it, so far."""

    prediction: Prediction
    came: Came
    value: float | None = None
    weeks: int = 0


@dataclass(frozen=True)
class Stopped:
    """A stop condition, whether it is met, and the Monday of the week in which it was."""

    stop: Stop
    met: bool
    when: date | None = None
    longest: int = 0
    """the most weeks in a row beyond the limit so far"""


@dataclass(frozen=True)
class Watching:
    """All of it; prints well (see show.py)."""

    sheet: Sheet
    start: date
    weeks: int
    rows: tuple[Row, ...]
    scored: tuple[Scored, ...]
    stops: tuple[Stopped, ...]
    drifts: tuple[Drift, ...]

    @property
    def stop_now(self) -> bool:
        """Whether a stop condition is met."""
        return any(stop.met for stop in self.stops)


def watch(sheet: Sheet, found: Frame) -> Watching:
    """Hold the new records (`weeks.frame` of them) against the sheet. UsageError where the sheet has no start, or the
    records have no whole week since."""
    if sheet.start is None:
        raise UsageError(
            say("The sheet {name} has no start, so there is no after; write start = 2027-01-04 on it.", name=sheet.name)
        )
    start = sheet.start
    rows = tuple(_row(watched, found, start) for watched in _places(sheet))
    weeks = max((len(row.since.value) for row in rows), default=0)
    if not weeks:
        last = found.visits.origin.date() + timedelta(hours=float(found.visits.ready.max()))
        raise UsageError(
            say(
                "The records have no whole week since the start on {day} (they end on {last}); come back with a"
                " week or more of new records.",
                day=start.isoformat(),
                last=last.isoformat(),
            )
        )
    scored = tuple(_scored(prediction, found, start) for prediction in sheet.predictions)
    stops = tuple(_stopped(stop, found, start) for stop in sheet.stops)
    return Watching(sheet, start, weeks, rows, scored, stops, drifts(sheet, found, start))


def _places(sheet: Sheet) -> Iterator[Watched]:
    """What is watched: each peak with the whole week beside it, and what predictions and stop conditions are about."""
    held = list(sheet.watched)
    places = [s.place for s in sheet.stops] + [p.place for p in sheet.predictions if p.place is not None]
    for watched in [*held, *(Watched(place, math.nan) for place in places)]:
        whole = replace(watched.place, when="")
        if all(w.place != watched.place for w in held):
            held.append(watched)
        if all(w.place != whole for w in held):
            held.append(Watched(whole, math.nan))
    order = {place: i for i, place in enumerate(dict.fromkeys((w.place.measure, w.place.where) for w in held))}
    yield from sorted(held, key=lambda w: order[w.place.measure, w.place.where])


def _row(watched: Watched, found: Frame, start: date) -> Row:
    series = by_week(found, watched.place)
    since, weeks = series.since(start), _weeks_before(watched, series.before(start), start)
    held = limits(weeks)
    watched = _moved(watched, held)
    shown = signals(held, since.value) if held else ("",) * len(since.value)
    return Row(watched, held, weeks, since, shown, _against(watched, held, since))


def _weeks_before(watched: Watched, before: Weeks, start: date) -> tuple[float, ...]:
    """The weeks before the start: those of the records, or the sheet's own and what the records have after them,
    whichever are more. No week is counted twice."""
    own, last = watched.weeks_before(start), watched.last_week
    later = [v for day, v in zip(before.first, before.value, strict=True) if last is not None and day > last]
    return max(before.value, (*own, *(later if own else ())), key=len)


def _moved(watched: Watched, held: Limits | None) -> Watched:
    """What is foreseen is a change: it is counted from what these records had before the start."""
    if held is None:
        return watched
    shift = held.mean - watched.baseline
    if watched.expected is None or watched.interval is None:
        return replace(watched, baseline=held.mean)
    low, high = (max(0.0, end + shift) for end in watched.interval)
    return replace(watched, baseline=held.mean, expected=max(0.0, watched.expected + shift), interval=(low, high))


def _against(watched: Watched, held: Limits | None, since: Weeks) -> Against:
    """What was foreseen holds for the mean of many weeks; so few weeks as there are move by chance, too."""
    if watched.expected is None:
        return "nothing foreseen"
    if not since.value:
        return "too early"
    low, high = watched.interval or (watched.expected, watched.expected)
    chance = Z90 * _week_spread(held, watched) / math.sqrt(len(since.value))
    mean = sum(since.value) / len(since.value)
    if mean > high + chance:
        return "more than foreseen"
    return "less than foreseen" if mean < low - chance else "as foreseen"


def _week_spread(held: Limits | None, watched: Watched) -> float:
    """The spread of one week; it grows with the level, as that of counts and waits does."""
    if held is None or not held.mean or watched.expected is None:
        return 0.0
    return held.sigma * max(1.0, watched.expected / held.mean)


def _scored(prediction: Prediction, found: Frame, start: date) -> Scored:
    if prediction.place is None:
        return Scored(prediction, "for people to judge")
    since = by_week(found, prediction.place).since(start)
    until = prediction.by
    values = [v for day, v in zip(since.first, since.value, strict=True) if until is None or day < until]
    if not values:
        return Scored(prediction, "open")
    mean = sum(values) / len(values)
    over = until is not None and since.first[-1] + timedelta(days=7) >= until
    if until is not None and not over:
        return Scored(prediction, "open", mean, len(values))
    holds = (prediction.least is None or mean >= prediction.least) and (
        prediction.most is None or mean <= prediction.most
    )
    return Scored(prediction, "came true" if holds else "did not come true", mean, len(values))


def _stopped(stop: Stop, found: Frame, start: date) -> Stopped:
    since = by_week(found, stop.place).since(start)
    beyond = [
        (stop.above is not None and value > stop.above) or (stop.below is not None and value < stop.below)
        for value in since.value
    ]
    return _runs(stop, beyond, since.first)


def _runs(stop: Stop, beyond: Sequence[bool], first: Sequence[date]) -> Stopped:
    length, longest, met = 0, 0, None
    for is_beyond, day in zip(beyond, first, strict=True):
        length = length + 1 if is_beyond else 0
        longest = max(longest, length)
        if length >= stop.weeks and met is None:
            met = day
    return Stopped(stop, met is not None, met, longest)
