"""Services that the record cannot tell apart from the fitted one."""

from collections.abc import Iterator
from dataclasses import replace

from headwater.foresight.calibrate import again, spoiling
from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.fit import with_slopes
from headwater.foresight.calibrate.frame import HALF, Frame
from headwater.foresight.calibrate.laws import scaled
from headwater.foresight.calibrate.parts import said_of, shape
from headwater.foresight.domain import Alternative
from headwater.foresight.simulator.domain import Service
from headwater.shared.said import say

WORKS = (0.25, 0.8)
"""Other shares of the time that a visit may have been worked on, where only ends are recorded."""


def alternatives(frame: Frame, effects: Effects, service: Service) -> tuple[Alternative, ...]:
    """Other shapes of patience that fit as well; with one time a step, less and more work behind the same gaps;
    effects of waiting and of haste that the record neither supports nor excludes, or that it reads in two ways; people
    who may be there before their first heap."""
    return (
        *_patience(effects, service),
        *_work(frame, service),
        *_slopes(frame, effects, service),
        *_readings(frame, effects, service),
        *_limits(frame, effects, service),
        *_hours(frame, service),
    )


def _slopes(frame: Frame, effects: Effects, service: Service) -> Iterator[Alternative]:
    """What an hour of waiting, or haste, does to repeats and spoiled cases where the record supports no effect: as
    much, either way, as it cannot exclude."""
    moved = again.undecided(frame, effects.again)
    waits = [other for j, other in moved if j == 0] or [effects.again] * 2
    spoils = spoiling.undecided(frame, effects.spoils) or [effects.spoils] * 2
    tried = [(other, spoilt, say("waiting")) for other, spoilt in zip(waits, spoils, strict=True)]
    tried += [(other, effects.spoils, say("haste")) for j, other in moved if j == 1]
    for other, spoilt, what in tried:
        if other is not effects.again or spoilt != effects.spoils:
            said = say("{what} moves repeats and spoiled cases as far as the record cannot exclude", what=what)
            yield Alternative(said, with_slopes(frame, service, other, spoilt))


def _readings(frame: Frame, effects: Effects, service: Service) -> Iterator[Alternative]:
    """Repeats that hang on the wait or the haste as it is read otherwise."""
    for j, other in again.reread(frame, effects.again):
        yield Alternative(
            say("repeats hang on {what}", what=said_of(other.reading)[j]),
            with_slopes(frame, service, other, effects.spoils),
        )


def _limits(frame: Frame, effects: Effects, service: Service) -> Iterator[Alternative]:
    """Spoiled by a rule of time whose limit may lie anywhere between two cases that are far apart."""
    for spoilt in spoiling.limits(effects.spoils):
        said = say("the limit beyond which cases are late lies at an end of where it may lie")
        yield Alternative(said, with_slopes(frame, service, effects.again, spoilt))


def _hours(frame: Frame, service: Service) -> Iterator[Alternative]:
    """Teams on duty before their first heap of the day is let go, where nothing tells whether they are."""
    for i, pool in enumerate(service.pools):
        like = {slot: seen for t, seen, slot in frame.duty.untold if t in pool.stations and frame.crew[t] == t}
        if like:
            servers, first = (tuple(of[like.get(s, s)] for s in range(len(of))) for of in (pool.servers, pool.first))
            pools = (*service.pools[:i], replace(pool, servers=servers, first=first), *service.pools[i + 1 :])
            said = say("{team} is there before its heap is let go", team=pool.name)
            yield Alternative(said, replace(service, pools=pools))


def _patience(effects: Effects, service: Service) -> Iterator[Alternative]:
    for i, found in enumerate(effects.patience):
        for law in found.others:
            station = service.stations[i]
            stations = (*service.stations[:i], replace(station, patience=law), *service.stations[i + 1 :])
            said = say("patience at {team} is {shape}", team=station.name, shape=shape(law))
            yield Alternative(said, replace(service, stations=stations))


def _work(frame: Frame, service: Service) -> Iterator[Alternative]:
    if frame.visits.worked:
        return
    for share in WORKS:
        factor = share / HALF
        steps = tuple(
            step if step.station is None
            else replace(step, work=scaled(step.work, factor), work_of=tuple((k, scaled(w, factor)) for k, w in
            step.work_of))
            for step in service.steps
        )  # fmt: skip
        said = say("work is {share} per cent of the gaps that bound it", share=round(100 * share))
        yield Alternative(said, replace(service, steps=steps))
