"""The fitted parts in words: what each is, where it comes from, how much it rests on, and what was too thin."""

from collections.abc import Iterator
from functools import reduce

import numpy as np

from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.frame import HALF, Frame
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.priority import LEAST
from headwater.foresight.domain import Part, Tag
from headwater.foresight.simulator.domain import Kind, Law, Service
from headwater.shared.said import Said, say
from headwater.shared.words import count, duration, joined, share

FEW = 30
"""A number that rests on fewer observations is thin."""
FEW_LEFT = 20
LONGER = "A longer export would settle it."
COUNTED = "counted in the record"


def parts(frame: Frame, effects: Effects, service: Service) -> tuple[Part, ...]:
    """Every part that was fitted, those that can be set by hand by their names."""
    found = (_arriving(frame, service), _going(frame, service), _serving(frame, service))
    rest = (
        _leaving(effects, service), _ordered(effects, service), _returning(frame, service),
        _moving(frame, effects, service),
    )  # fmt: skip
    return tuple(part for group in (*found, *rest) for part in group)


def _arriving(frame: Frame, service: Service) -> Iterator[Part]:
    came = frame.coming.inside & frame.visits.fresh
    for k, kind in enumerate(service.kinds):
        n = int((came & (frame.kind == k)).sum())
        said = say("{n} a week", n=count(sum(kind.arrivals.rates) * service.slot))
        if kind.arrivals.gaps.shape == "fixed":
            said = say("{n} a week, by the clock", n=count(sum(kind.arrivals.rates) * service.slot))
        yield _part(f"arrivals.{kind.name}", said, "measured", COUNTED, n)
    days = len(frame.coming.days)
    source = say("what the counts of {days} days vary beyond Poisson", days=days)
    first = service.kinds[0].arrivals
    yield _part("day_cv", share(first.day_cv), "measured", source, days)
    yield _part("slot_cv", share(first.slot_cv), "measured", source, days)


def _going(frame: Frame, service: Service) -> Iterator[Part]:
    n = frame.visits.n
    said = say("{n} states of up to four steps", n=len(service.states))
    yield _part("routes", said, "measured", "shares of what came next", n)
    if frame.kinds.attribute:
        said = say("{n} kinds by {column}", n=len(frame.kinds.names), column=frame.kinds.attribute)
        yield _part("kinds", said, "measured", "the column that tells most of how cases go on", frame.visits.contacts)


def _serving(frame: Frame, service: Service) -> Iterator[Part]:
    for t, pool in enumerate(service.pools):
        n = int((frame.team == t).sum())
        said = say("up to {n} at once", n=max(pool.servers, default=0))
        yield _part(f"staff.{pool.name}", said, "measured", "people's first and last begin of each day", n)
        if pool.absent:
            yield _part(f"absent.{pool.name}", share(pool.absent), "measured", "days that people were missing", n)
    for token, (step, mine) in enumerate(zip(service.steps, by_code(frame.tokens.token, frame.tokens.n), strict=True)):
        n = int((~frame.visits.left[mine]).sum())
        if step.station is None:
            if step.work.mean:
                yield _part(f"wait.{step.name}", _mean(step.work), "measured", "nobody's queue", n)
            continue
        yield _work(frame, f"work.{step.name}", step.work, n)
        if step.batch_every:
            said = say("released every {long}", long=duration(step.batch_every * 3600))
            yield _part(f"batch.{step.name}", said, "measured", "nothing is begun between two releases", n)
        if frame.delayed[token]:
            own = Law("empirical", float(frame.delay[mine].mean()))
            yield _part(f"delay.{step.name}", _mean(own), "measured", "waits while people were free", n)


def _work(frame: Frame, name: str, law: Law, n: int) -> Part:
    if frame.visits.worked:
        return _part(name, _mean(law), "measured", "begin and end of each visit", n)
    source = say("{share} of the gap between one person's moments, which bounds it", share=share(HALF))
    note = "The record has one time a step: an export with begins would settle it, or set it by hand."
    return Part(name, _mean(law), "assumed", source, n, note=note)


def _leaving(effects: Effects, service: Service) -> Iterator[Part]:
    for station, found in zip(service.stations, effects.patience, strict=True):
        name = f"patience.{station.name}"
        if not found.left:
            note = "If customers do give up, an export that has when they left would show it."
            yield Part(name, "nobody gives up", "assumed", "no step says that a customer gave up", found.of, note=note)
            continue
        law = say(
            "{shape}, {long} on average", shape=station.patience.shape, long=duration(station.patience.mean * 3600)
        )
        source = say(
            "{left} of {of} gave up; the others' waits are cut short", left=count(found.left), of=count(found.of)
        )
        thin = found.left < FEW_LEFT
        yield Part(name, law, "measured", source, found.left, thin, LONGER if thin else "")


def _ordered(effects: Effects, service: Service) -> Iterator[Part]:
    """Who is served first, where several kinds wait together often enough to tell."""
    if len(service.kinds) < 2:
        return
    told = [(s.name, p) for s, p in zip(service.stations, effects.priority, strict=True) if p.due >= LEAST]
    if not told:
        source = "too few of different kinds waited together to tell who is served first"
        yield Part("priority", "no kind before another", "assumed", source)
    for name, found in told:
        source = say(
            "{out} were begun while one waited who would come first, where chance makes {due}",
            out=count(found.out), due=count(found.due),
        )  # fmt: skip
        yield _part(f"priority.{name}", _order(found.level, service), "measured", source, round(found.due))


def _order(level: tuple[int, ...], service: Service) -> str:
    if max(level) == 1:
        return "no kind before another"
    names = [[k.name for k, at in zip(service.kinds, level, strict=True) if at == i + 1] for i in range(max(level))]
    return reduce(lambda first, then: say("{first} before {then}", first=first, then=then), map(_listed, names))


def _listed(names: list[str]) -> Said:
    return joined(", ", names)


def _returning(frame: Frame, service: Service) -> Iterator[Part]:
    if not frame.returns.how:
        source = "no further contacts can be told: no column names the customer, or they come no sooner than by chance"
        yield Part("repeat", "nobody comes again", "assumed", source)
        return
    told = "contacts of the same case" if frame.returns.how == "case" else "contacts of the same customer, above chance"
    gone = frame.visits.left[frame.visits.last]
    for k, kind in enumerate(service.kinds):
        mine = frame.kind == k
        n = int((frame.returns.watched & mine & ~gone).sum())
        yield _part(f"repeat.{kind.name}", share(kind.repeat), "measured", told, n)
        if (gone & mine).any():
            yield _part(f"retry.{kind.name}", share(kind.retry), "measured", told, int((gone & mine).sum()))


def _moving(frame: Frame, effects: Effects, service: Service) -> Iterator[Part]:
    kind: Kind = service.kinds[0]
    slopes = (
        ("repeat_per_wait", kind.repeat_per_wait, "repeats after an hour of waiting"),
        ("repeat_per_haste", kind.repeat_per_haste, "repeats after hasty work"),
        ("spoiled_per_wait", kind.spoiled_per_wait, "spoiled cases after an hour of waiting"),
    )
    for name, slope, what in slopes:
        if slope:
            said = say("odds times {odds}", odds=f"{np.exp(slope * (0.1 if 'haste' in name else 1)):.3g}")
            yield _part(name, said, "measured", f"logistic regression of {what}", frame.visits.contacts)
        else:
            yield Part(name, "off", "assumed", f"the record does not support an effect on {what}")
    for station, knots in zip(service.stations, effects.rush, strict=True):
        if knots:
            said = say("work times {factor} while many wait", factor=f"{knots[-1][1]:.2f}")
            yield _part(f"rush.{station.name}", said, "measured", "work times by how many others waited", FEW)
    if frame.spoiled is not None:
        for k in service.kinds:
            yield _part(f"spoiled.{k.name}", share(k.spoiled), "measured", COUNTED, frame.visits.cases)


def _mean(law: Law) -> str:
    return say("{long} on average", long=duration(law.mean * 3600))


def _part(name: str, said: str, tag: Tag, source: str, n: int) -> Part:
    thin = n < FEW
    return Part(name, said, tag, source, n, thin, LONGER if thin else "")


def notes(frame: Frame) -> tuple[str, ...]:
    """What whoever reads the twin should know of the record."""
    return tuple(_notes(frame))


def _notes(frame: Frame) -> Iterator[str]:
    if not frame.visits.worked:
        yield say(
            "The record has one time a step: what is work and what is waiting cannot be told apart. Work is assumed to "
            "be {share} of the gap between one person's moments; the rest of the gaps is taken as nobody's queue.",
            share=share(HALF),
        )
    if frame.period.tail:
        days = len(frame.period.days)
        yield say("Nearly all cases opened within {days} days; the thin rest of the record does not count.", days=days)
    off = sum(map(len, frame.duty.days_off))
    if off:
        yield say("{n} team days without work on days that are usually worked are taken as days off.", n=off)
    if (frame.visits.who < 0).all():
        yield "No column names who did it, so the people on duty are the most that were at work at one time."
