"""Why a ripple happens: one mechanism is cut at a time under the same random numbers; what is missing then was its
part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from headwater.foresight.decisions.domain import Decision, apply_all
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.compute import Pair, Sides, monte_carlo, sides
from headwater.foresight.ripples.frame import Floats, Frame
from headwater.foresight.ripples.lab import Lab
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.foresight.ripples.why import Link, Path
from headwater.foresight.simulator.domain import Kind, Service, Step
from headwater.foresight.simulator.tally import Counts, Tally
from headwater.shared.said import say

TINY = 0.005
"""A part below this share of the change is not told by itself."""


@dataclass(frozen=True)
class Cut:
    """A mechanism and the decided service without it."""

    name: str
    service: Service


def path(
    ripple: Ripple,
    twin: Twin,
    decisions: Sequence[Decision],
    decided: Service,
    lab: Lab,
    frame: Frame,
    edges: Floats,
    batches: int = 1,
) -> Path:
    """The parts of one ripple, largest first, from as many batches of runs as the ripple itself."""
    base = lab.tallies(lab.baseline, batches)

    def paired(service: Service) -> Sides:
        after = lab.tallies(decided, batches) if service == decided else lab.once(service, batches)
        return sides(Pair(lab.baseline, service, base, after), frame, edges)

    def change(service: Service) -> Floats:
        found = paired(service)
        return found.change[:, _row(found, ripple)]

    whole = change(decided)
    links = []
    for cut in _feedback(lab, decided):
        lab.tell(say("The path: {link}", link=cut.name))
        links.append(_link(cut.name, whole - change(cut.service)))
    quiet = _quiet(decided, lab, decided)
    if len(decisions) == 1:
        heaps = _heaps(lab.baseline, decided)
        links += [_link(name, part) for name, part in _direct(paired(quiet), ripple, heaps)]
    else:
        alone = change(quiet)
        links += [_link(cut.name, alone - change(cut.service)) for cut in _decisions(decisions, twin, lab, decided)]
    told = [link for link in links if abs(link.part) >= TINY * abs(whole[0])]
    told.sort(key=lambda link: -abs(link.part))
    return Path(ripple, float(whole[0]), tuple(told), float(whole[0] - sum(link.part for link in told)))


def _row(found: Sides, ripple: Ripple) -> int:
    wanted = (ripple.measure, ripple.unit, ripple.of, ripple.where, ripple.when)
    return next(i for i, key in enumerate(zip(*found.rows.values(), strict=True)) if key == wanted)


def _direct(quiet: Sides, ripple: Ripple, heaps: frozenset[str]) -> Iterator[tuple[str, Floats]]:
    """What the change does by itself: a wait over all queues is told queue by queue."""
    per = {"waiting": ("contacts", "queue"), "case waiting": ("cases", "kind")}.get(ripple.measure)
    if per is None or ripple.where != ALL:
        waits = ripple.of == "queue" and "waiting" in ripple.measure
        yield (
            _queueing(ripple.where, heaps) if waits else say("the change itself"),
            quiet.change[:, _row(quiet, ripple)],
        )
        return
    rows = _queue_rows(quiet, ripple.when)
    under = next(
        i
        for i, key in enumerate(zip(*quiet.rows.values(), strict=True))
        if key == (per[0], "per week", per[1], ALL, ripple.when)
    )
    for queue, (wait, contacts) in rows.items():
        before, after = (_per(side, wait, contacts, under) for side in (quiet.before, quiet.after))
        yield _queueing(queue, heaps), after - before


def _queueing(queue: str, heaps: frozenset[str]) -> str:
    """What a wait at a queue is: for others, or for the heap to be handed on where that is what is decided."""
    if queue in heaps:
        return say("waiting at {team} for the heap to be handed on", team=queue)
    return say("queueing") if queue == ALL else say("queueing at {team}", team=queue)


def _heaps(today: Service, decided: Service) -> frozenset[str]:
    """The queues before which work is handed on in heaps in one of the two, and otherwise in the other."""
    held = {step.name: _heap(step) for step in today.steps}
    changed = [s for s in decided.steps if held.get(s.name, (0.0, 0.0, 0)) != _heap(s)]
    return frozenset(decided.stations[s.station].name for s in changed if s.station is not None)


def _heap(step: Step) -> tuple[float, float, int]:
    return step.batch_every, step.batch_from, step.batch_of


def _queue_rows(quiet: Sides, when: str) -> dict[str, list[int]]:
    """For each queue the rows of its mean wait and of its contacts."""
    found: dict[str, list[int]] = {}
    for i, (measure, _, of, where, at) in enumerate(zip(*quiet.rows.values(), strict=True)):
        if of == "queue" and where != ALL and at == when and measure in ("waiting", "contacts"):
            found.setdefault(where, []).append(i)
    return found


def _per(side: Floats, wait: int, contacts: int, under: int) -> Floats:
    return np.nan_to_num(side[:, wait]) * side[:, contacts] / side[:, under]


def _link(name: str, part: Floats) -> Link:
    half = float(monte_carlo(part[:, None])[0])
    return Link(name, float(part[0]), (float(part[0]) - half, float(part[0]) + half))


def _decisions(decisions: Sequence[Decision], twin: Twin, lab: Lab, decided: Service) -> Iterator[Cut]:
    """Of several changes, each left out once, with what they set off held."""
    for i, decision in enumerate(decisions):
        rest = apply_all([d for j, d in enumerate(decisions) if j != i], twin)
        yield Cut(say("“{decision}”", decision=decision.sentence), _quiet(rest, lab, decided))


def _feedback(lab: Lab, decided: Service) -> Iterator[Cut]:
    """Each link that feeds back, held at what it does today."""
    before, after = lab.tally(lab.baseline), lab.tally(decided)
    for name, held in (
        (say("those who gave up and come back"), _retries_held(decided, before, after)),
        (
            say("further contacts that the longer wait or the haste brings"),
            _repeats_held(lab.baseline, decided, before, after),
        ),
        (say("people who work faster or slower when many wait"), _speed_held(decided)),
    ):
        if held != decided:
            yield Cut(name, held)


def _quiet(service: Service, lab: Lab, decided: Service) -> Service:
    """A service with every such link held at once, as it is held in the decided one."""
    before, after = lab.tally(lab.baseline), lab.tally(decided)
    held = _retries_held(service, before, after)
    return _speed_held(_repeats_held(lab.baseline, held, before, after))


def _retries_held(decided: Service, before: Tally, after: Tally) -> Service:
    """As many come back as today: the chance to come back falls as more give up."""
    ratio = _ratio(before.gave_up.sum(axis=0), after.gave_up.sum(axis=0))
    kinds = [
        replace(k, retry=min(1.0, k.retry * r)) if k.retry else k for k, r in zip(decided.kinds, ratio, strict=True)
    ]
    return replace(decided, kinds=tuple(kinds))


def _repeats_held(baseline: Service, decided: Service, before: Tally, after: Tally) -> Service:
    """As many further contacts as today, whatever the wait and the haste."""
    shares = _ratio(before.repeats.sum(axis=0), after.over.sum(axis=0))
    pairs = zip(baseline.kinds, decided.kinds, shares, strict=True)
    return replace(decided, kinds=tuple(_held(old, kind, float(share)) for old, kind, share in pairs))


def _held(old: Kind, kind: Kind, share: float) -> Kind:
    """A repeat that the decision itself changes is not held: only what follows from waits and haste."""
    feeds = kind.repeat_per_wait or kind.repeat_per_haste
    if not feeds or old.repeat != kind.repeat:
        return replace(kind, repeat_per_wait=0.0, repeat_per_haste=0.0) if feeds else kind
    return replace(kind, repeat=min(1.0, share), repeat_per_wait=0.0, repeat_per_haste=0.0, repeats_at_most=0)


def _speed_held(decided: Service) -> Service:
    """Work at an even speed."""
    return replace(decided, stations=tuple(replace(s, speed=(), rush=()) for s in decided.stations))


def _ratio(a: Counts, b: Counts) -> Floats:
    found: Floats = np.divide(a, b, out=np.ones(len(a)), where=b > 0)
    return found
