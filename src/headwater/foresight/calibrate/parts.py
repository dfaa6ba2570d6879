"""The fitted parts in words: what each is, where it comes from, how much it rests on, and what was too thin."""

from collections.abc import Iterator
from datetime import timedelta
from functools import reduce

import numpy as np

from headwater.foresight.calibrate import specialists, trend, unseen
from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.frame import HALF, Frame
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.line import last_days
from headwater.foresight.calibrate.priority import LEAST, Priority
from headwater.foresight.calibrate.readings import Reading, brought
from headwater.foresight.domain import Part, Tag
from headwater.foresight.simulator.domain import Kind, LateBy, Law, Service, Shape, Station, Step
from headwater.shared.said import Said, amount, phrase, say
from headwater.shared.words import count, duration, joined, listing, plural, share

FEW = 30
"""A number that rests on fewer observations is thin."""
FEW_LEFT = 20
SHAPES: dict[Shape, str] = {
    "exponential": phrase("exponential"), "fixed": phrase("fixed"), "lognormal": phrase("lognormal"),
    "weibull": phrase("weibull"), "gamma": phrase("gamma"), "empirical": phrase("empirical"),
    "hyperexponential": phrase("hyperexponential"), "never": phrase("never"),
    "none": phrase("none"),
}  # fmt: skip
DAYS = (
    phrase("Monday"), phrase("Tuesday"), phrase("Wednesday"), phrase("Thursday"), phrase("Friday"),
    phrase("Saturday"), phrase("Sunday"),
)  # fmt: skip
READ = ("repeat_wait_of", "repeat_haste_of")
WAITS = phrase("the wait of the contact that ended"), phrase("the waits of all contacts of the case")
WORKS = phrase("the haste of all works of the contact"), phrase("the haste of the last work")
LATE: dict[LateBy, str] = {
    "time": phrase("it takes longer than {long}"), "waiting": phrase("it takes, less all work, longer than {long}"),
    "wait": phrase("it waits in queues for more than {long}"),
}  # fmt: skip
LONGER = say("A longer export would settle it.")
COUNTED = say("counted in the record")


def parts(frame: Frame, effects: Effects, service: Service) -> tuple[Part, ...]:
    """Every part that was fitted, those that can be set by hand by their names."""
    found = (_arriving(frame, effects, service), _going(frame, service), _serving(frame, service))
    rest = (
        _leaving(effects, service), _ordered(effects, service), _returning(frame, service),
        _moving(frame, effects, service), specialists.parts(frame),
    )  # fmt: skip
    return tuple(part for group in (*found, *rest) for part in group)


def _arriving(frame: Frame, effects: Effects, service: Service) -> Iterator[Part]:
    came = frame.coming.inside & frame.visits.fresh
    for k, kind in enumerate(service.kinds):
        n = int((came & (frame.kind == k)).sum())
        said = say("{n} a week", n=count(sum(kind.arrivals.rates) * service.slot))
        if kind.arrivals.gaps.shape == "fixed":
            said = say("{n} a week, by the clock", n=count(sum(kind.arrivals.rates) * service.slot))
        yield _part(f"arrivals.{kind.name}", said, "measured", COUNTED, n)
    yield from _growing(frame, effects)
    days = len(frame.coming.days)
    source = say("what the counts of {days} days vary beyond Poisson", days=days)
    first = service.kinds[0].arrivals
    yield _part("day_cv", share(first.day_cv), "measured", source, days)
    yield _part("slot_cv", share(first.slot_cv), "measured", source, days)


def _growing(frame: Frame, effects: Effects) -> Iterator[Part]:
    """Growth or decline of each kind that has it."""
    days = len(frame.coming.days)
    for name, grown, n in changes(frame, effects):
        said = say("{much} at the end than at the beginning", much=_more(grown))
        last = say("its level in the last {n} days", n=round(last_days(frame.coming.days)))
        source = say("a line through the counts of {days} days; the twin has {last}", days=days, last=last)
        yield _part(f"trend.{name}", said, "measured", source, n)
    if not any(line != trend.NONE for line in effects.trend):
        neither = say("the counts of days support neither growth nor decline")
        yield Part("trend", say("none"), "assumed", neither, days)


def changes(frame: Frame, effects: Effects) -> Iterator[tuple[str, float, int]]:
    """The kinds that come more and more often, or less: the share from the first day to the last, of how many cases."""
    slope = trend.slopes(frame.coming, effects.trend, frame.kind, np.ones(frame.visits.contacts))
    grown = np.expm1(slope * np.ptp(frame.coming.days))
    for k, name in enumerate(frame.kinds.names):
        if effects.trend[k] != trend.NONE:
            yield name, float(grown[k]), int((frame.coming.inside & (frame.kind == k)).sum())


def _more(grown: float) -> Said:
    return say("{much} more", much=share(grown)) if grown > 0 else say("{much} fewer", much=share(-grown))


def _going(frame: Frame, service: Service) -> Iterator[Part]:
    n = frame.visits.n
    said = say("{n} states of up to four steps", n=len(service.states))
    yield _part("routes", said, "measured", say("shares of what came next"), n)
    if frame.kinds.attribute:
        said = say("{n} kinds by {column}", n=len(frame.kinds.names), column=frame.kinds.attribute)
        source = say("the column that tells most of how cases go on")
        yield _part("kinds", said, "measured", source, frame.visits.contacts)


def _serving(frame: Frame, service: Service) -> Iterator[Part]:
    yield from _crews(frame)
    for pool in service.pools:
        n = int(np.isin(frame.team, pool.stations).sum())
        said = say("up to {n} at once", n=max(pool.servers, default=0))
        source = say("people's first and last begin of each shift")
        if any(t in pool.stations for t, *_ in frame.duty.untold):
            source = say("{source}; cannot tell whether they are there before their heap is let go", source=source)
        yield _part(f"staff.{pool.name}", said, "measured", source, n)
        if pool.absent:
            source = say("days that people were missing")
            yield _part(f"absent.{pool.name}", share(pool.absent), "measured", source, n)
    for token, (step, mine) in enumerate(zip(service.steps, by_code(frame.tokens.token, frame.tokens.n), strict=True)):
        n = int((~frame.visits.left[mine]).sum())
        if step.station is None:
            if step.work.mean:
                yield _part(f"wait.{step.name}", _mean(step.work), "measured", say("nobody's queue"), n)
            continue
        yield _work(frame, f"work.{step.name}", step.work, n)
        if step.batch_every or step.batch_of:
            yield _part(f"batch.{step.name}", *_heap(frame, step), n)
        if frame.delayed[token]:
            own = Law("empirical", float(frame.delay[mine].mean()))
            yield _part(f"delay.{step.name}", _mean(own), "measured", say("waits while people were free"), n)


def _crews(frame: Frame) -> Iterator[Part]:
    """Queues that may have one crew, where the record is too thin to tell."""
    seldom = say("the same people serve both, and change too seldom to tell one crew from hours of each")
    waited = (
        say("; nobody waited while one of them was free"),
        say("; it is not shown that who waits finds all at work"),
    )
    for a, b, one in frame.unsure:
        teams, n = listing([frame.tokens.teams[t] for t in (a, b)]), int(np.isin(frame.team, (a, b)).sum())
        taken = (
            phrase("may be one crew: cannot tell, taken as one"),
            phrase("may be one crew: cannot tell, taken as two"),
        )
        source = joined("", [seldom, waited[not one]])
        yield Part(f"crew.{teams}", say(taken[not one]), "assumed", source, n, thin=True, note=LONGER)


def _heap(frame: Frame, step: Step) -> tuple[Said, Tag, Said]:
    """How a step is released, and what shows it."""
    if step.batch_of:
        shown = say("work begins when the last of so many comes")
        return say("released once {n} are there", n=count(step.batch_of)), "measured", shown
    at: str = f"{frame.visits.origin + timedelta(hours=step.batch_from):%H:%M}"
    if step.batch_every > 24:
        at = say("{day} {time}", day=say(DAYS[int(step.batch_from // 24)]), time=at)
    said = say("released every {long} from {at} on", long=duration(step.batch_every * 3600), at=at)
    return said, "measured", say("nothing is begun between two releases")


def _work(frame: Frame, name: str, law: Law, n: int) -> Part:
    if frame.visits.worked:
        return _part(name, _mean(law), "measured", say("begin and end of each visit"), n)
    source = say("{share} of the gap between one person's moments, which bounds it", share=share(HALF))
    note = say("The record has one time a step: an export with begins would settle it, or set it by hand.")
    return Part(name, _mean(law), "assumed", source, n, note=note)


def _leaving(effects: Effects, service: Service) -> Iterator[Part]:
    for station, found in zip(service.stations, effects.patience, strict=True):
        name = f"patience.{station.name}"
        if not found.left:
            note = say("If customers do give up, an export that has when they left would show it.")
            source = say("no step says that a customer gave up")
            yield Part(name, say("nobody gives up"), "assumed", source, found.of, note=note)
            continue
        law = say(
            "{shape}, {long} on average", shape=shape(station.patience), long=duration(station.patience.mean * 3600)
        )
        source = say(
            "{left} of {of} gave up; the others' waits are cut short", left=count(found.left), of=count(found.of)
        )
        thin = found.left < FEW_LEFT
        yield Part(name, law, "measured", source, found.left, thin, LONGER if thin else "")
        if station.silent:
            yield _silent(station, found.left)
    if not any(station.silent for station in service.stations):
        how = say('A step such as "No answer" by the person who got the contact would show it.')
        unseen = say("no step says that a person was there and no customer answered")
        yield Part("silent", say("cannot tell who left without a word"), "assumed", unseen, note=how)


def _silent(station: Station, left: int) -> Part:
    said = say(
        "{share} of those who give up, {long} of a person each",
        share=share(station.silent), long=duration(station.silent_work.mean * 3600),
    )  # fmt: skip
    return _part(f"silent.{station.name}", said, "measured", say("moments of a person whom no customer answered"), left)


def _ordered(effects: Effects, service: Service) -> Iterator[Part]:
    """Who is served first, where several kinds wait together often enough to tell, and which queue of a crew is."""
    kinds = tuple(k.name for k in service.kinds)
    told = [(s.name, p) for s, p in zip(service.stations, effects.priority, strict=True) if p.due >= LEAST]
    yield from (_first(name, p, kinds, say("no kind before another")) for name, p in told)
    if not told and len(kinds) > 1:
        few = say("too few of different kinds waited together to tell who is served first")
        yield Part("priority", say("no kind before another"), "assumed", few)
    for pool in service.pools:
        found = effects.queues[pool.stations[0]]
        if len(pool.stations) > 1 and found.due >= LEAST:
            queues = tuple(service.stations[q].name for q in sorted(pool.stations))
            yield _first(pool.name, found, queues, say("whoever waits longest"))


def _first(name: str, found: Priority, names: tuple[str, ...], alike: Said) -> Part:
    source = say(
        "{out} were begun while one waited who would come first, where chance makes {due}",
        out=count(found.out), due=count(found.due),
    )  # fmt: skip
    levels = [[n for n, at in zip(names, found.level, strict=True) if at == i + 1] for i in range(max(found.level))]
    said = alike if found.off else reduce(_before, map(_listed, levels))
    return _part(f"priority.{name}", said, "measured", source, round(found.due))


def _before(first: Said, then: Said) -> Said:
    return say("{first} before {then}", first=first, then=then)


def _listed(names: list[str]) -> Said:
    return joined(", ", names)


def _returning(frame: Frame, service: Service) -> Iterator[Part]:
    if not frame.returns.how:
        source = say(
            "no further contacts can be told: no column names the customer, or they come no sooner than by chance"
        )
        yield Part("repeat", say("nobody comes again"), "assumed", source)
        return
    told = say("contacts of the same customer, above chance")
    told = say("contacts of the same case") if frame.returns.how == "case" else told
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
        ("repeat_per_wait", kind.repeat_per_wait, say("repeats after an hour of waiting")),
        ("repeat_per_haste", kind.repeat_per_haste, say("repeats after hasty work")),
        ("spoiled_per_wait", kind.spoiled_per_wait, say("spoiled cases after an hour of waiting")),
        ("spoiled_per_contact", kind.spoiled_per_contact, say("spoiled cases after a further contact")),
    )
    for name, slope, what in slopes:
        if "spoiled" in name and effects.spoils.rule and not slope:
            continue
        if slope:
            said = say("odds times {odds}", odds=amount(f"{np.exp(slope * (0.1 if 'haste' in name else 1)):.3g}"))
            yield _part(name, said, "measured", say("logistic regression of {what}", what=what), frame.visits.contacts)
        else:
            yield Part(name, say("off"), "assumed", say("the record does not support an effect on {what}", what=what))
    yield from _readings(frame, effects)
    for station, rush in zip(service.stations, effects.rush, strict=True):
        if rush:
            said = say("work times {factor} while many wait", factor=amount(f"{station.rush[-1][1]:.2f}"))
            yield _part(f"rush.{station.name}", said, "measured", say("work times by how many others waited"), FEW)
    if frame.spoiled is not None:
        for k in service.kinds:
            yield from _spoiled(k, frame.visits.cases)


def _spoiled(kind: Kind, n: int) -> Iterator[Part]:
    """The share of spoiled cases, and where they are late by a rule, the rule."""
    said = share(kind.spoiled)
    if kind.late_by:
        much = say("{share} of those who are late", share=share(kind.late))
        source = say("a limit of time tells it in the record: a case is late where {rule}", rule=ruled(kind))
        yield _part(f"late.{kind.name}", much, "defined", source, n)
        said = say("{share} of those who are not late", share=share(kind.spoiled))
    yield _part(f"spoiled.{kind.name}", said, "measured", COUNTED, n)


def ruled(kind: Kind) -> Said:
    """When a case is late."""
    return say(LATE[kind.late_by], long=duration(kind.late_after * 3600))


def _readings(frame: Frame, effects: Effects) -> Iterator[Part]:
    """What of a case brings its customer back, where something does."""
    moved, visits = effects.again, frame.visits
    for j in np.flatnonzero(moved.slope).tolist():
        said, other = (said_of(reading)[j] for reading in (moved.reading, moved.reading.other(j)))
        source = say("by likelihood; {other}: {n} log units less", other=other, n=amount(f"{moved.ahead[j]:.1f}"))
        yield _part(READ[j], said, "measured", source, visits.contacts)
    if moved.slope[0] and moved.reading.of_case:
        yield _part(
            "repeats_at_most", str(brought(frame).max()), "measured", say("the most that a case had"), visits.cases
        )


def said_of(reading: Reading) -> tuple[str, str]:
    """What is waited, and what is hasty, that brings a customer back."""
    return say(WAITS[reading.of_case]), say(WORKS[reading.of_last])


def shape(law: Law) -> str:
    """The name of a law's shape."""
    return say(SHAPES[law.shape])


def _mean(law: Law) -> str:
    return say("{long} on average", long=duration(law.mean * 3600))


def _part(name: str, said: str, tag: Tag, source: str, n: int) -> Part:
    thin = n < FEW
    return Part(name, said, tag, source, n, thin, LONGER if thin else "")


def notes(frame: Frame, effects: Effects) -> tuple[str, ...]:
    """What whoever reads the twin should know of the record."""
    return (*_notes(frame), *unseen.said(frame), *_trends(frame, effects), *_late(effects), *specialists.said(frame))


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
        said = plural(off, "team day")
        yield say("Taken as days off: {days} without work on days that are usually worked.", days=said)
    if (frame.visits.who < 0).all():
        yield say("No column names who did it, so the people on duty are the most that were at work at one time.")


def _trends(frame: Frame, effects: Effects) -> Iterator[str]:
    """What the twin does where arrivals grow or fall."""
    found = list(changes(frame, effects))
    if not found:
        return
    moved = [say("{kind} {much}", kind=name, much=_more(grown)) for name, grown, _ in found]
    if len({grown for _, grown, _ in found}) == 1 and len(found) == len(frame.kinds.names):
        moved = [_more(found[0][1])]
    yield say(
        "How many cases come has changed over the record's {weeks} weeks ({moved}): the twin stands at the level of "
        "its last {days} days and takes the change no further.",
        weeks=round(len(frame.period.days) / 7), moved=joined(", ", moved), days=round(last_days(frame.coming.days)),
    )  # fmt: skip


def _late(effects: Effects) -> Iterator[str]:
    if effects.spoils.rule is not None:
        yield say(
            "Which cases are spoiled is a matter of time in this record: a limit tells them apart. The twin applies it "
            "to every simulated case; there is no effect of waiting to be measured in it."
        )
