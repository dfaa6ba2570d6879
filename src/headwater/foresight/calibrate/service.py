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
from headwater.foresight.calibrate.visits import Bools, Floats
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Service
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError
from headwater.shared.said import say

RESAMPLED = 12


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
    return Twin(
        service=by_hand(fitted, by),
        parts=said_by_hand(parts(found, effects, fitted), by),
        seen=seen(found, effects.trend),
        start=found.visits.origin,
        zone=zone,
        resampled=tuple(by_hand(service, by) for service in drawn),
        alternatives=tuple(replace(other, service=by_hand(other.service, by)) for other in others),
        amounts=amounts(record),
        people=people(found),
        notes=(*notes(found, effects), *ordered_by(found, other_kinds(record, kinds.attribute))),
        spoiled=definition,
        kind=kinds.attribute,
        record=record,
    )


def _redrawn(found: Frame, effects: Effects, random: np.random.Generator) -> Service:
    return fit(found, effects, drawn_days(found, random), random)


def drawn_days(found: Frame, random: np.random.Generator) -> Floats:
    """How often each contact counts when days are drawn with replacement, each weekday from its own days; a case goes
    with
    the day on which it was opened."""
    days = found.coming.days
    times = np.zeros(int(found.coming.day.max()) + 1)
    for weekday in range(7):
        mine = days[days % 7 == weekday]
        if len(mine):
            np.add.at(times, random.choice(mine, len(mine)), 1.0)
    return times[found.coming.day[found.visits.fresh][found.visits.of]]
