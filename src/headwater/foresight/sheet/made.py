"""A sheet made from an answer: what is foreseen is written down, with who works at the links and should be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import chain, islice, zip_longest
from typing import Any

from headwater.foresight.decisions.when import DAYS
from headwater.foresight.domain import Weekly
from headwater.foresight.ripples.frame import WEEK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.sheet.domain import Link, Measure, Place, Sheet, Size, Stop, Watched
from headwater.shared.said import say, say_n
from headwater.shared.words import listing

MEASURES: dict[str, tuple[Measure, str]] = {
    "waiting": ("wait", "h"), "abandonment": ("left", "share"),
    "repeat contacts": ("repeats", "per case"), "spoiled cases": ("spoiled", "share"),
}  # fmt: skip
MOST_ASKED, MOST_LINKS, MOST_QUEUES = 20, 8, 3
REFORM = 0.5
"""A decision that moves a wait by half or more is a reform, and so is one beyond the record."""
SPARE = 1.5
"""A stop condition is proposed at this many times the worst that is foreseen."""


def sheet_of(
    result: Result,
    *,
    change: Sequence[str] = (),
    start: date | None = None,
    name: str = "",
) -> Sheet:
    """The sheet of an answer, with what the twin knows filled in and the rest left for people to write. `change`
    are the decisions as they were typed."""
    asked, others = _asked(_teams(result))
    watched = tuple(with_weeks(one, result.twin.weeks) for one in _watched(result))
    return Sheet(
        name=name or result.name or listing([d.sentence for d in result.decisions]),
        change=tuple(change),
        decisions=result.decisions,
        size=_size(result),
        start=start or min((day for d in result.decisions for day in d.dates()), default=None),
        zone=result.twin.zone,
        spoiled=result.twin.spoiled,
        links=tuple(Link(name) for name in _links(result)),
        asked=asked,
        watched=watched,
        stops=_stops(watched),
        notes=tuple(_notes(result, others)),
    )


def completed(written: Sheet, made: Sheet) -> Sheet:
    """What people wrote on a sheet stays; what they left empty is taken from the answer."""
    empty: dict[str, Any] = {"size": "tweak", "zone": "UTC"}
    kept = {f.name: getattr(written, f.name) for f in fields(Sheet)}
    both = replace(made, **{n: v for n, v in kept.items() if v not in ("", (), None, empty.get(n))})
    held = {one.place: one for one in made.watched}
    return replace(both, watched=tuple(_with_own(one, held.get(one.place)) for one in both.watched))


def _with_own(one: Watched, made: Watched | None) -> Watched:
    """A measure that was written down without its weeks, with those of the same one."""
    return one if one.weeks or made is None else replace(one, weeks=made.weeks, last_week=made.last_week)


def _moved(result: Result) -> list[Ripple]:
    """The queues and days on which waiting moves most, the most first; each queue once."""
    rows = [r for r in result.ripples.rows("waiting", of="queue") if r.where != "all" and r.when in DAYS]
    rows = sorted((r for r in rows if r.sure), key=lambda r: -abs(r.change))
    first: dict[str, Ripple] = {}
    for row in rows:
        first.setdefault(row.where, row)
    return list(first.values())[:MOST_QUEUES]


def _links(result: Result) -> tuple[str, ...]:
    """The queues that the decisions change, and those where waiting moves."""
    now, then = result.twin.service, result.decided
    names = [s.name for s, t in zip(then.stations, now.stations, strict=False) if s != t]
    pools = {p.name: p for p in now.pools}
    names += [then.stations[i].name for p in then.pools if p != pools.get(p.name) for i in p.stations]
    steps = [s for s, t in zip(then.steps, now.steps, strict=False) if s != t]
    names += [then.stations[s.station].name for s in steps if s.station is not None]
    return tuple(dict.fromkeys([*names, *(row.where for row in _moved(result))]))[:MOST_LINKS]


def _teams(result: Result) -> list[list[tuple[str, str]]]:
    """Who works at the links in each team, by the record: those with most moments first."""
    service, touched = result.twin.service, set(_links(result))
    at = [pool for pool in service.pools if touched & {service.stations[i].name for i in pool.stations}]
    why = {pool.name: say("works at {team}", team=pool.name) for pool in at}
    return [[(who, why[pool.name]) for who in result.twin.people.get(pool.name, ())] for pool in at]


def _asked(teams: Sequence[Sequence[tuple[str, str]]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """All of them; of many the first of each team in turn, and how many others there are."""
    everyone = tuple(dict.fromkeys(chain(*teams)))
    in_turn = dict.fromkeys(one for rank in zip_longest(*teams) for one in rank if one)
    chosen = set(islice(in_turn, MOST_ASKED))
    return tuple(one for one in everyone if one in chosen), len(everyone) - len(chosen)


def _notes(result: Result, others: int) -> Iterator[str]:
    yield result.sentence
    yield from (say("Outside the record: {why}.", why=why) for why in result.warnings)
    if others:
        yield say_n(
            others,
            "{n} other person works there, with fewer moments; ask them, too.",
            "{n} others work there, with fewer moments; ask them, too.",
            n=others,
        )


def _watched(result: Result) -> Iterator[Watched]:
    """Waiting and giving up at each peak with the whole week beside it, then what comes of all cases."""
    moved = _moved(result)
    for row in moved or [result.told.mean]:
        for measure in ("waiting", "abandonment"):
            for when in (row.when, WEEK) if row.when != WEEK else (WEEK,):
                found = result.ripples.find(measure, row.where, when)
                if found.baseline or found.decided:
                    yield _one(found, when != WEEK)
    for measure in ("repeat contacts", "spoiled cases"):
        found = next(r for r in result.ripples.rows(measure, where="all") if r.unit == MEASURES[measure][1])
        if found.baseline:
            yield _one(found, peak=False)


def _one(row: Ripple, peak: bool) -> Watched:
    measure, _ = MEASURES[row.measure]
    at = "" if row.where == "all" else row.where
    place = Place(measure, at, "" if row.when == WEEK else row.when)
    return Watched(place, row.baseline, (), row.decided, (row.decided + row.interval[0] - row.change, row.decided
                   + row.interval[1] - row.change), peak)  # fmt: skip


def with_weeks(one: Watched, weeks: Sequence[Weekly]) -> Watched:
    """With the weeks that the twin's record had there, where it has none of its own."""
    place = (one.place.measure, one.place.where.casefold(), one.place.when)
    held = next((w for w in weeks if (w.measure, w.where.casefold(), w.when) == place), None)
    if held is None or one.weeks:
        return one
    return replace(one, weeks=held.values, last_week=held.last.date())


def _stops(watched: Sequence[Watched]) -> tuple[Stop, ...]:
    """A proposal: two weeks in a row clearly worse at a peak than the worst that is foreseen."""
    at = [one for one in watched if one.peak and one.place.measure == "wait" and one.interval is not None]
    return tuple(Stop(one.place, above=SPARE * one.interval[1]) for one in at[:1] if one.interval)


def _size(result: Result) -> Size:
    moved = [abs(r.change) / max(r.baseline, 1e-9) for r in _moved(result)]
    return "reform" if result.warnings or any(share >= REFORM for share in moved) else "tweak"
