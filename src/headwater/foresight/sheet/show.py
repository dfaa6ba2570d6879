"""What watching found, in words: the sentence, the measures, the predictions, the stop conditions, what drifted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from headwater.foresight.decisions import when
from headwater.foresight.decisions.words import percent
from headwater.foresight.sheet.domain import MEANS, Measure, Place, Prediction, Stop
from headwater.foresight.sheet.drift import Drift
from headwater.foresight.sheet.units import said
from headwater.foresight.sheet.watching import Row, Scored, Stopped, Watching
from headwater.shared.said import all_spoken, amount, dated, phrase, say
from headwater.shared.words import joined, listing, plural

NAMES: dict[Measure, str] = {
    "wait": phrase("wait"), "left": phrase("gave up"), "repeats": phrase("came again"), "spoiled": phrase("spoiled"),
}  # fmt: skip
LONG: dict[Measure, str] = {
    "wait": phrase("the wait"), "left": phrase("the share that gives up"),
    "repeats": phrase("the share that comes again"), "spoiled": phrase("the share of spoiled cases"),
}  # fmt: skip
AGAINST = {
    "as foreseen": phrase("as foreseen"), "more than foreseen": phrase("more than foreseen"),
    "less than foreseen": phrase("less than foreseen"),
}  # fmt: skip
CAME = {"came true": phrase("came true"), "did not come true": phrase("did not come true")}
DRIFT_UNITS = {"a week": phrase("{n} a week"), "a day": phrase("{n} a day")}
MOST_DRIFTS = 6


def headline(found: Watching) -> str:
    """What somebody can repeat: whether to stop, else what fires, else that nothing does."""
    if met := [stop for stop in found.stops if stop.met]:
        conditions = joined("; ", [stop_said(stop.stop) for stop in met])
        return say("Stop: {conditions}, since the week of {day}.", conditions=conditions, day=_day(met[0].when))
    return moved(found)


def moved(found: Watching) -> str:
    """The measure that moves most, and what stays beside it."""
    fires = [row for row in found.rows if row.fires]
    quiet = [row for row in found.rows if _usual(row)]
    since = say("In {weeks} since {day}", weeks=plural(found.weeks, "week"), day=_day(found.start))
    if not fires and quiet:
        return say("{since} no measure has left the limits of the weeks before.", since=since)
    if not fires:
        return say("{since} nothing can be told: fewer than six weeks before the start.", since=since)
    first = max(fires, key=_beyond)
    others = [row for row in quiet if row is not first]
    still = [row for row in others if row.watched.place.measure == first.watched.place.measure]
    held = {"since": since, "moved": _moved(first)}
    if not still:
        return say("{since} {moved}.", **held)
    return say("{since} {moved}, while {still}.", still=_still(still[0]), **held)


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
    told = {
        "where": where(place),
        "now": said(place.measure, row.mean),
        "before": said(place.measure, held.mean),
        "beyond": sum(map(bool, row.signals)),
        "weeks": plural(len(row.signals), "week"),
    }
    if row.mean > held.mean:
        return say("{where} is {now} where it was {before}: {beyond} of {weeks} lie above anything usual", **told)
    return say("{where} is {now} where it was {before}: {beyond} of {weeks} lie below anything usual", **told)


def _still(row: Row) -> str:
    place = row.watched.place
    assert row.mean is not None
    now = said(place.measure, row.mean)
    return say("{where} ({now}) stays within its limits in the mean", where=where(place), now=now)


def _day(day: date | None) -> str:
    return "" if day is None else dated(day, short=True)


def where(place: Place) -> str:
    """The wait at billing on Saturdays."""
    hours = when.said(place.when) if place.when else say("over the whole week")
    held = {"measure": say(LONG[place.measure]), "hours": hours}
    if not place.where:
        return say("{measure} {hours}", **held)
    return say("{measure} {at} {hours}", at=say("at {team}", team=place.where), **held)


def cells(row: Row) -> tuple[str, str, str, str, str]:
    """A row of the table: measure and place, before, foreseen, since, what it shows."""
    place, watched = row.watched.place, row.watched
    hours = when.named(place.when) if place.when else say("(week)")
    name = joined(" ", [part for part in (say(NAMES[place.measure]), place.where, hours) if part])
    before = say("not known") if row.limits is None else said(place.measure, row.limits.mean)
    foreseen = "" if watched.expected is None else said(place.measure, watched.expected)
    since = "" if row.mean is None else said(place.measure, row.mean)
    return name, before, foreseen, since, signal(row)


def signal(row: Row) -> str:
    """What the weeks since show."""
    if row.limits is None:
        return say("cannot tell: too few weeks before")
    fired, weeks = sum(map(bool, row.signals)), plural(len(row.signals), "week")
    shown = say("{n} of {weeks} beyond the limits", n=fired, weeks=weeks) if fired else say("usual")
    if row.against not in AGAINST:
        return shown
    return say("{shown}; {against}", shown=shown, against=say(AGAINST[row.against]))


def predictions(found: Watching) -> Iterator[str]:
    """Each prediction with its writer, in the order of the sheet: what came of it, never who is best."""
    for one in found.scored:
        held = one.prediction
        told = {"who": held.who, "what": foreseen(held), "sure": percent(held.sure), "came": _came(one)}
        yield say("{who}: {what} ({sure} sure): {came}.", **told)


def foreseen(one: Prediction) -> str:
    """What a prediction says."""
    what: str = one.what
    if one.place is not None:
        limits = ((phrase("at least {value}"), one.least), (phrase("at most {value}"), one.most))
        bounds = [say(word, value=said(one.place.measure, v)) for word, v in limits if v is not None]
        what = say("{where} {bounds}", where=where(one.place), bounds=listing(bounds))
    what = say("{what}, for {whom}", what=what, whom=one.whom) if one.whom else what
    return say("{what}, by {day}", what=what, day=_day(one.by)) if one.by else what


def _came(one: Scored) -> str:
    if one.came == "for people to judge":
        return say("for people to judge, it names no measure")
    if one.value is None or one.prediction.place is None:
        return say("open")
    value = said(one.prediction.place.measure, one.value)
    if one.came == "open":
        return say("open ({value} so far)", value=value)
    return say("{came} ({value})", came=say(CAME[one.came]), value=value)


def stops(found: Watching) -> Iterator[str]:
    """Each stop condition, met or not."""
    for one in found.stops:
        stop = stop_said(one.stop)
        if one.met:
            yield say("Met since the week of {day}: {stop}.", day=_day(one.when), stop=stop)
        elif one.longest:
            yield say("Not met: {stop} (longest so far: {weeks}).", stop=stop, weeks=plural(one.longest, "week"))
        else:
            yield say("Not met: {stop}.", stop=stop)


def stop_said(stop: Stop) -> str:
    """A stop condition in words."""
    limit = stop.above if stop.above is not None else stop.below
    assert limit is not None
    held = {
        "where": where(stop.place),
        "limit": said(stop.place.measure, limit),
        "weeks": plural(stop.weeks, "week"),
    }
    if stop.above is not None:
        return say("{where} above {limit} for {weeks} in a row", **held)
    return say("{where} below {limit} for {weeks} in a row", **held)


def drifts(found: Watching) -> Iterator[str]:
    """What moved beside the decision: what it does not explain first, and of each the most."""
    listed = sorted(found.drifts, key=lambda d: (d.decided, -abs(d.since - d.before.mean) / max(d.before.sigma, 1e-9)))
    for drift in listed[:MOST_DRIFTS]:
        why = say("the decision itself does that") if drift.decided else say("the decision does not explain that")
        before, since = _number(drift, drift.before.mean), _number(drift, drift.since)
        held = {"what": drift.what, "before": before, "since": since, "why": why}
        yield say("{what:upper}: {before} before, {since} since; {why}.", **held)
    if len(listed) > MOST_DRIFTS:
        yield say("… and {n} more in the JSON.", n=len(listed) - MOST_DRIFTS)


def _number(drift: Drift, value: float) -> str:
    if drift.unit == "h a visit":
        return said("wait", value)
    return say(DRIFT_UNITS[drift.unit], n=amount(f"{value:,.0f}" if value >= 20 else f"{value:.1f}"))


def to_dict(found: Watching) -> dict[str, Any]:
    """Everything as plain values: hours for waits, shares else."""
    held: dict[str, Any] = all_spoken(_dict(found))
    return held


def _dict(found: Watching) -> dict[str, Any]:
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
        "means": say(MEANS[place.measure]),
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
