"""`twin`: a service calibrated on its own moments."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.alternatives import alternatives
from headwater.foresight.calibrate.amounts import amounts
from headwater.foresight.calibrate.calibrated import calibrated
from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.fit import fit
from headwater.foresight.calibrate.frame import Frame, read
from headwater.foresight.calibrate.hand import by_hand, said_by_hand
from headwater.foresight.calibrate.kinds import other_kinds
from headwater.foresight.calibrate.parts import notes, parts
from headwater.foresight.calibrate.priority import ordered_by
from headwater.foresight.calibrate.seen import people, seen
from headwater.foresight.calibrate.today import astray
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.calibrate.weekly import last_weeks
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Service
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError
from headwater.shared.said import say

RESAMPLED = 12
LEAST_WEEKS = 12
"""With fewer weeks, what weeks vary by could not be told."""


def twin(
    record: Record,
    *,
    spoiled: Bools | None = None,
    definition: str = "",
    hand: Mapping[str, str] | None = None,
    kind: str | None = None,
    zone: str = "UTC",
    resampled: int = RESAMPLED,
    seed: int = 1,
) -> Twin:
    """Calibrate a twin on a record. `spoiled` says of each case whether it is spoiled, by `definition`; `kind` is the
    column that tells kinds of case apart ("": one kind; None: the one that tells most); `hand` sets parts by their
    names.

    Raises InputError where the record cannot carry it, UsageError for a name that is none.
    """
    if spoiled is not None and len(spoiled) != record.counts.cases:
        raise UsageError(
            say(
                "spoiled has {n} flags for {cases} cases; give one for each case.",
                n=len(spoiled),
                cases=record.counts.cases,
            )
        )
    visits, kinds = read(record, zone=zone, kind=kind)
    found, effects = calibrated(visits, kinds, spoiled)
    fitted = fit(found, effects, np.ones(found.visits.contacts))
    by = dict(hand or {})
    drawn = (_redrawn(found, effects, np.random.default_rng((seed, i))) for i in range(resampled))
    others = alternatives(found, effects, fitted)
    service = by_hand(fitted, by)
    return Twin(
        service=service,
        parts=said_by_hand(parts(found, effects, fitted), by),
        seen=seen(found, effects.trend),
        start=found.visits.origin,
        zone=zone,
        astray=astray(found, effects, service, by_hand=bool(by), seed=seed),
        resampled=tuple(by_hand(other, by) for other in drawn),
        alternatives=tuple(replace(other, service=by_hand(other.service, by)) for other in others),
        amounts=amounts(record),
        people=people(found),
        weeks=last_weeks(found),
        notes=(*notes(found, effects), *ordered_by(found, other_kinds(record, kinds.attribute))),
        spoiled=definition,
        kind=kinds.attribute,
        record=record,
    )


def _redrawn(found: Frame, effects: Effects, random: np.random.Generator) -> Service:
    return fit(found, effects, drawn_days(found, random), random)


def drawn_days(found: Frame, random: np.random.Generator) -> Floats:
    """How often each contact counts when days are drawn anew; a case goes with the day on which it was opened."""
    last = int(max(found.coming.day.max(), found.coming.days.max()))
    times = days_anew(found.coming.days, random, last + 1)
    return times[found.coming.day[found.visits.fresh][found.visits.of]]


def days_anew(days: Ints, random: np.random.Generator, length: int) -> Floats:
    """How often each day before `length` counts when weeks are drawn with replacement, for a backlog, an absence or a
    busy time lasts several days; in a record of few weeks each weekday from its own days. Each weekday counts as often
    as it was seen."""
    times, week = np.zeros(length), np.unique(days // 7, return_inverse=True)[1]
    weeks, weekdays = int(week.max()) + 1, [days[days % 7 == d] for d in range(7)]
    if weeks >= LEAST_WEEKS:
        times[days] = _anew(weeks, random)[week]
    for mine in weekdays:
        if weeks < LEAST_WEEKS:
            times[mine] = _anew(len(mine), random)
        total = float(times[mine].sum())
        times[mine] = times[mine] * (len(mine) / total) if total else 1.0
    return times


def _anew(n: int, random: np.random.Generator) -> Floats:
    """How often each of n counts when n - 1 of them are drawn with replacement, each for n / (n - 1): with n drawn,
    means would vary by (n - 1) / n of what they do (Rao and Wu, "Resampling inference with complex survey data",
    1988)."""
    drawn = max(n - 1, min(n, 1))
    found = np.bincount(random.integers(n, size=drawn), minlength=n).astype(np.float64)
    return found * (n / max(drawn, 1))
