"""From a run to the rows of a log: which step, when, by which team and person."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from bench.planted.worlds.arrivals import wall
from bench.planted.worlds.chance import Floats, Ints
from bench.planted.worlds.model import Run, waits
from bench.planted.worlds.shapes import Extra, Handoff, Loop, Order, PingPong, Skip, Value


@dataclass
class Block:
    """Rows of one kind: at most one per case. `key` places them in the case: main steps have whole keys."""

    cases: Ints
    key: Floats
    step: str
    place: int
    team: Ints
    wait: Floats


@dataclass
class Rows:
    """The log's rows, sorted by case and time. Times are seconds on the wall since the first day."""

    case: Ints
    key: Floats
    step: Ints
    names: tuple[str, ...]
    team: Ints
    person: Ints
    start: Floats
    at: Floats


def rows(run: Run) -> Rows:
    """Lay out every case of a run."""
    blocks = [*_main(run), *_extras(run), *_signs(run)]
    names = tuple(dict.fromkeys(block.step for block in blocks))
    case = np.concatenate([b.cases for b in blocks])
    key = np.concatenate([b.key for b in blocks])
    order = np.lexsort((key, case))
    step = np.concatenate([np.full(len(b.cases), names.index(b.step)) for b in blocks])[order]
    team = np.concatenate([b.team for b in blocks])[order]
    wait = np.concatenate([b.wait for b in blocks])[order]
    work = np.concatenate([_work(run, b) for b in blocks])[order]
    case, key = case[order], key[order]
    start, at = _times(run, case, wait, work)
    return Rows(case, key, step, names, team, _people(run, case, key, team), start, at)


def _of(run: Run, shape: type, step: int) -> Iterator[tuple[object, Floats]]:
    for link in run.plan.links:
        if isinstance(link.shape, shape) and getattr(link.shape, "step", None) == step:
            yield link.shape, run.values[link.name]


def _team(run: Run, step: int) -> Ints:
    team = np.full(run.plan.cases, run.plan.chain.step_team[step], dtype=np.int64)
    for shape, broken in [*_of(run, Handoff, step), *_of(run, Value, step)]:
        other = shape.team  # type: ignore[attr-defined]
        team = team if other is None else np.where(broken > 0, other, team)
    return team


def _main(run: Run) -> Iterator[Block]:
    for step, name in enumerate(run.plan.chain.steps):
        there = np.ones(run.plan.cases, dtype=bool)
        key = np.full(run.plan.cases, float(step))
        for _, broken in _of(run, Skip, step):
            there &= broken == 0
        for _, broken in _of(run, Order, step):
            key += 1.5 * broken
        cases = np.flatnonzero(there)
        wait = waits(run, step) if step else np.zeros(run.plan.cases)
        yield Block(cases, key[cases], name, step, _team(run, step)[cases], wait[cases])


def _again(run: Run, cases: Ints, step: int, key: float, team: int | None = None) -> Block:
    chain = run.plan.chain
    noise = run.chance.normal(f"again {step} {key}")[cases]
    wait = np.exp(chain.wait_mu[step] - 0.5 + chain.wait_sigma[step] * noise)
    teams = _team(run, step)[cases] if team is None else np.full(len(cases), team)
    return Block(cases, np.full(len(cases), key), chain.steps[step], step, teams, wait)


def _extras(run: Run) -> Iterator[Block]:
    for link in run.plan.links:
        broken = np.flatnonzero(run.values[link.name] > 0)
        match link.shape:
            case Loop(step=step, span=span):
                yield from _loop(run, link.name, broken, step, span)
            case PingPong(step=step, team=team):
                yield _again(run, broken, step, step + 0.30, team)
                yield _again(run, broken, step, step + 0.35)
            case Extra(name=name, after=after):
                block = _again(run, broken, after, after + 0.5, run.plan.chain.step_team[0])
                yield Block(block.cases, block.key, name, after, block.team, block.wait)


def _loop(run: Run, name: str, broken: Ints, step: int, span: int) -> Iterator[Block]:
    twice = broken[run.chance.uniform(f"twice {name}")[broken] < 0.25]
    for turn, cases in ((0.1, broken), (0.2, twice)):
        for place in range(step, step + span):
            yield _again(run, cases, place, step + span - 1 + turn + 0.01 * place)


def _signs(run: Run) -> Iterator[Block]:
    last = len(run.plan.chain.steps) - 1
    for number, sign in enumerate(sign for sign in run.plan.signs if sign.as_step):
        cases = np.flatnonzero(run.signs[sign.name] > 0)
        block = _again(run, cases, last, last - 0.4 + 0.05 * number, run.plan.chain.step_team[0])
        yield Block(cases, block.key, sign.name, last, block.team, block.wait)


def _work(run: Run, block: Block) -> Floats:
    mu = run.plan.chain.work_mu[block.place]
    noise = run.chance.normal(f"work {block.place} {block.step} {float(block.key[0]) if len(block.key) else 0}")
    extra = np.zeros(run.plan.cases)
    for step, name, weight in run.plan.work_because:
        if step == block.place:
            extra += weight * run.values[name]
    return np.asarray(np.exp(mu + 0.5 * noise + extra)[block.cases])


def _times(run: Run, case: Ints, wait: Floats, work: Floats) -> tuple[Floats, Floats]:
    total = np.cumsum(wait + work)
    first = np.r_[True, case[1:] != case[:-1]]
    before = np.maximum.accumulate(np.where(first, np.r_[0.0, total[:-1]], 0.0))
    done = run.arrived[case] + total - before
    clock = run.plan.clock
    return wall(clock, done - work), wall(clock, done)


def _people(run: Run, case: Ints, key: Floats, team: Ints) -> Ints:
    """Position of the person in the team: mostly the same one for a case, now and then a colleague."""
    sizes = np.array([len(people) for people in run.plan.chain.people])
    mine = run.chance.source("person").random((run.plan.cases, len(sizes)))
    mine[:, run.plan.chain.step_team[0]] = (run.front + 0.5) / sizes[run.plan.chain.step_team[0]]
    source = run.chance.source("colleague")
    other = (source.random(len(case)) < 0.25) & (key > 0)
    draw = np.where(other, source.random(len(case)), mine[case, team])
    return np.asarray((draw * sizes[team]).astype(np.int64))
