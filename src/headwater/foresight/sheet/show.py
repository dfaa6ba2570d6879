"""What watching found, in words: the sentence, the measures, the predictions, the stop conditions, what drifted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from headwater.foresight.decisions import when
from headwater.foresight.decisions.words import percent
from headwater.foresight.sheet.domain import MEANS, Place, Prediction, Stop
from headwater.foresight.sheet.drift import Drift
from headwater.foresight.sheet.units import said
from headwater.foresight.sheet.watching import Row, Scored, Stopped, Watching
from headwater.shared.words import plural, upper_first

NAMES = {"wait": "wait", "left": "gave up", "repeats": "came again", "spoiled": "spoiled"}
NOT_KNOWN = "not known"
MOST_DRIFTS = 6


def headline(found: Watching) -> str:
    """What somebody can repeat: whether to stop, else what fires, else that nothing does."""
    if met := [stop for stop in found.stops if stop.met]:
        return f"Stop: {'; '.join(stop_said(stop.stop) for stop in met)}, since the week of {_day(met[0].when)}."
    return moved(found)


def moved(found: Watching) -> str:
    """The measure that moves most, and what stays beside it."""
    fires = [row for row in found.rows if row.fires]
    quiet = [row for row in found.rows if _usual(row)]
    since = f"In {plural(found.weeks, 'week')} since {_day(found.start)}"
    if not fires:
        held = "no measure has left the limits of the weeks before"
        return f"{since} {held}." if quiet else f"{since} nothing can be told: fewer than six weeks before the start."
    first = max(fires, key=_beyond)
    still = [row for row in quiet if row.watched.place.measure == first.watched.place.measure]
    told = f"{since} {_moved(first)}"
    return f"{told}, while {_still(still[0])}." if still else f"{told}."


def _usual(row: Row) -> bool:
    """Whether the mean of the weeks since lies within the limits of one week."""
    return row.limits is not None and row.mean is not None and row.limits.low <= row.mean <= row.limits.high


def _beyond(row: Row) -> float:
    assert row.limits is not None
    mean = row.mean or 0.0
    return abs(mean - row.limits.mean) / max(row.limits.sigma, 1e-9)


def _moved(row: Row) -> str:
    place, held = row.watched.place, row.limits
    assert held is not None and row.mean is not None  # noqa: PT018 -- as above
    way = "above" if row.mean > held.mean else "below"
    beyond = sum(map(bool, row.signals))
    return (
        f"{where(place)} is {said(place.measure, row.mean)} where it was {said(place.measure, held.mean)}: "
        f"{beyond} of {plural(len(row.signals), 'week')} lie {way} anything usual"
    )


def _still(row: Row) -> str:
    place = row.watched.place
    assert row.mean is not None
    return f"{where(place)} ({said(place.measure, row.mean)}) stays within its limits in the mean"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%b %Y}"


def where(place: Place) -> str:
    """The wait at billing on Saturdays."""
    names = {
        "wait": "the wait",
        "left": "the share that gives up",
        "repeats": "the share that comes again",
        "spoiled": "the share of spoiled cases",
    }
    at = f" at {place.where}" if place.where else ""
    hours = f" {when.said(place.when)}" if place.when else " over the whole week"
    return f"{names[place.measure]}{at}{hours}"


def cells(row: Row) -> tuple[str, str, str, str, str]:
    """A row of the table: measure and place, before, foreseen, since, what it shows."""
    place, watched = row.watched.place, row.watched
    name = " ".join(filter(None, (NAMES[place.measure], place.where, place.when or "(week)")))
    before = NOT_KNOWN if row.limits is None else said(place.measure, row.limits.mean)
    foreseen = "" if watched.expected is None else said(place.measure, watched.expected)
    since = "" if row.mean is None else said(place.measure, row.mean)
    return name, before, foreseen, since, signal(row)


def signal(row: Row) -> str:
    """What the weeks since show."""
    if row.limits is None:
        return "cannot tell: too few weeks before"
    fired = sum(map(bool, row.signals))
    shown = "usual" if not fired else f"{fired} of {len(row.signals)} weeks beyond the limits"
    return shown if row.against in ("nothing foreseen", "too early") else f"{shown}; {row.against}"


def predictions(found: Watching) -> Iterator[str]:
    """Each prediction with its writer, in the order of the sheet: what came of it, never who is best."""
    for one in found.scored:
        yield f"{one.prediction.who}: {foreseen(one.prediction)} ({percent(one.prediction.sure)} sure): {_came(one)}."


def foreseen(one: Prediction) -> str:
    """What a prediction says."""
    if one.place is None:
        said_ = one.what
    else:
        limits = [("at least", one.least), ("at most", one.most)]
        bounds = " and ".join(f"{word} {said(one.place.measure, v)}" for word, v in limits if v is not None)
        said_ = f"{where(one.place)} {bounds}"
    whom = f", for {one.whom}" if one.whom else ""
    return f"{said_}{whom}{f', by {_day(one.by)}' if one.by else ''}"


def _came(one: Scored) -> str:
    if one.came == "for people to judge":
        return "for people to judge, it names no measure"
    if one.value is None or one.prediction.place is None:
        return "open"
    value = said(one.prediction.place.measure, one.value)
    if one.came == "open":
        return f"open ({value} so far)"
    return f"{one.came} ({value})"


def stops(found: Watching) -> Iterator[str]:
    """Each stop condition, met or not."""
    for one in found.stops:
        if one.met:
            yield f"Met since the week of {_day(one.when)}: {stop_said(one.stop)}."
        else:
            longest = f" (longest so far: {plural(one.longest, 'week')})" if one.longest else ""
            yield f"Not met: {stop_said(one.stop)}{longest}."


def stop_said(stop: Stop) -> str:
    """A stop condition in words."""
    way, limit = ("above", stop.above) if stop.above is not None else ("below", stop.below)
    assert limit is not None
    return f"{where(stop.place)} {way} {said(stop.place.measure, limit)} for {plural(stop.weeks, 'week')} in a row"


def drifts(found: Watching) -> Iterator[str]:
    """What moved beside the decision: what it does not explain first, and of each the most."""
    listed = sorted(found.drifts, key=lambda d: (d.decided, -abs(d.since - d.before.mean) / max(d.before.sigma, 1e-9)))
    for drift in listed[:MOST_DRIFTS]:
        why = "the decision itself does that" if drift.decided else "the decision does not explain that"
        before, since = _number(drift, drift.before.mean), _number(drift, drift.since)
        yield f"{upper_first(drift.what)}: {before} before, {since} since; {why}."
    if len(listed) > MOST_DRIFTS:
        yield f"… and {len(listed) - MOST_DRIFTS} more in the JSON."


def _number(drift: Drift, value: float) -> str:
    if drift.unit == "h a visit":
        return said("wait", value)
    return f"{value:,.0f} {drift.unit}" if value >= 20 else f"{value:.1f} {drift.unit}"


def to_dict(found: Watching) -> dict[str, Any]:
    """Everything as plain values: hours for waits, shares else."""
    return {
        "schema": "headwater-watch/1",
        "sentence": headline(found),
        "decision": found.sheet.name,
        "start": found.start.isoformat(),
        "weeks": found.weeks,
        "stop": found.stop_now,
        "measures": [_row(row) for row in found.rows],
        "predictions": [_prediction(one) for one in found.scored],
        "stops": [_stopped(one) for one in found.stops],
        "drift": [_drift(one) for one in found.drifts],
    }


def _row(row: Row) -> dict[str, Any]:
    place, held = row.watched.place, row.limits
    weeks = zip(row.since.first, row.since.value, row.since.n, row.signals, strict=True)
    return {
        **_place(place),
        "means": MEANS[place.measure],
        "before": None if held is None else {"mean": held.mean, "limits": [held.low, held.high], "weeks": held.weeks},
        "expected": row.watched.expected,
        "interval": row.watched.interval,
        "since": row.mean,
        "weeks": [{"monday": str(d), "value": v, "n": n, "signal": s or None} for d, v, n, s in weeks],
        "against": row.against,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"measure": place.measure, "where": place.where or None, "when": place.when or None}


def _prediction(one: Scored) -> dict[str, Any]:
    held = one.prediction
    by = None if held.by is None else held.by.isoformat()
    told = {"who": held.who, "what": foreseen(held), "whom": held.whom or None, "by": by, "sure": held.sure}
    return told | {"came": one.came, "value": one.value, "weeks": one.weeks}


def _stopped(one: Stopped) -> dict[str, Any]:
    when_ = None if one.when is None else one.when.isoformat()
    return {
        **_place(one.stop.place),
        "says": stop_said(one.stop),
        "met": one.met,
        "since": when_,
        "longest": one.longest,
    }


def _drift(one: Drift) -> dict[str, Any]:
    limits = [one.before.low, one.before.high]
    return {
        "what": one.what, "unit": one.unit, "before": one.before.mean, "limits": limits, "since": one.since,
        "weeks_beyond": one.weeks, "of": one.of, "decided": one.decided,
    }  # fmt: skip
