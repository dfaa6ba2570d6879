"""From runs to ripples: paired changes, and their uncertainty in three parts that are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from headwater.foresight.decisions.domain import Decision, apply_all
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.frame import Floats, Frame
from headwater.foresight.ripples.lab import Lab, promised
from headwater.foresight.ripples.table import COLUMNS, Ripples
from headwater.foresight.ripples.values import Block, aligned, blocks
from headwater.foresight.simulator.domain import Service
from headwater.foresight.simulator.tally import EDGES as TALLY_EDGES
from headwater.foresight.simulator.tally import Tally
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import count

LEVEL = 0.9
EDGES: Floats = np.concatenate([[0.0], TALLY_EDGES[1:]])
"""The upper end of each bin of waits: nothing in bin 0."""


@dataclass(frozen=True)
class Pair:
    """Two services under common numbers: what was counted in each."""

    baseline: Service
    decided: Service
    before: Tally
    after: Tally


@dataclass(frozen=True)
class Sides:
    """Values of both, on the places of the decided service: [1 + r, row] each."""

    rows: Mapping[str, tuple[str, ...]]
    before: Floats
    after: Floats

    @property
    def change(self) -> Floats:
        """After less before."""
        return self.after - self.before


def sides(pair: Pair, frame: Frame, edges: Floats) -> Sides:
    """All measures of a pair as rows."""
    before = {_key(b): b for b in blocks(pair.before, pair.baseline, frame, edges)}
    found = list(blocks(pair.after, pair.decided, frame, edges))
    names: dict[str, list[str]] = {name: [] for name in ("measure", "unit", "of", "where", "when")}
    old, new = [], []
    for block in found:
        _name_rows(names, block)
        new.append(block.values.reshape(len(block.values), -1))
        old.append(_old(before.get(_key(block)), block))
    return Sides({n: tuple(v) for n, v in names.items()}, np.concatenate(old, axis=1), np.concatenate(new, axis=1))


def _key(block: Block) -> tuple[str, str, str]:
    return block.measure, block.unit, block.of


def _old(before: Block | None, block: Block) -> Floats:
    if before is None:
        return np.full((len(block.values), block.values[0].size), np.nan)
    held = aligned(before, block.where)
    return held.reshape(len(held), -1)


def _name_rows(names: dict[str, list[str]], block: Block) -> None:
    size = len(block.where) * len(block.whens)
    for name, value in (("measure", block.measure), ("unit", block.unit), ("of", block.of)):
        names[name] += [value] * size
    names["where"] += [where for where in block.where for _ in block.whens]
    names["when"] += list(block.whens) * len(block.where)


@dataclass(frozen=True)
class Spread:
    """What else the record allows: values of both sides for each other service, [service, row].

    `unfit` counts the services that the decision cannot be made in (a day drawn anew may lack an hour or a way).
    """

    before: Floats
    after: Floats
    unfit: int = 0


def others(
    services: Sequence[Service],
    twin: Twin,
    decisions: Sequence[Decision],
    lab: Lab,
    frame: Frame,
    edges: Floats,
    main: Sides,
) -> Spread:
    """Each of `services` with the same decisions and the first of the same numbers; what it lacks has no value."""
    fit = [pair for service in services if (pair := _decided(service, twin, decisions)) is not None]
    values = []
    for i, (service, decided) in enumerate(fit):
        lab.tell(say("What else the record allows, {i} of {n}", i=count(i + 1), n=count(len(fit))))
        values.append(_on_rows(_few(service, decided, lab, frame, edges), main.rows))
    sides_of = np.array(values) if values else np.empty((0, 2, main.before.shape[1]))
    return Spread(sides_of[:, 0], sides_of[:, 1], len(services) - len(fit))


def _decided(service: Service, twin: Twin, decisions: Sequence[Decision]) -> tuple[Service, Service] | None:
    """A service measured by what is promised, and the same with the decisions; None where they cannot be made in it."""
    try:
        decided = apply_all(decisions, replace(twin, service=service))
    except UsageError:
        return None
    return promised(service, decided), decided


def few(lab: Lab, decided: Service, frame: Frame, edges: Floats) -> Sides:
    """The fitted service itself with as few runs as the others have: what their spread is measured from."""
    return _few(lab.baseline, decided, lab, frame, edges)


def _few(service: Service, decided: Service, lab: Lab, frame: Frame, edges: Floats) -> Sides:
    return sides(Pair(service, decided, lab.few(service), lab.few(decided)), frame, edges)


def _on_rows(found: Sides, rows: Mapping[str, tuple[str, ...]]) -> tuple[Floats, Floats]:
    if found.rows == rows:
        return found.before[0], found.after[0]
    index = {key: i for i, key in enumerate(zip(*found.rows.values(), strict=True))}
    at = np.array([index.get(key, -1) for key in zip(*rows.values(), strict=True)])
    return tuple(np.where(at >= 0, side[0][at], np.nan) for side in (found.before, found.after))  # type: ignore[return-value]  # two sides


def on_today(first: Sides, main: Sides) -> Sides:
    """The levels that are shown: today's from the first batch, which is the same whatever is decided, however many more
    the change of a decision needs; with the decision, that and the change."""
    if first is main:
        return main
    after = first.before[0] + main.change[0]
    after = np.where(np.isnan(after), main.after[0], np.maximum(after, 0.0))
    after = np.where(np.array(main.rows["unit"]) == "share", np.minimum(after, np.fmax(1.0, main.after[0])), after)
    return Sides(main.rows, first.before, np.maximum(first.after - first.after[0] + after, 0.0))


def table(
    main: Sides, levels: Sides, small: Sides, parameters: Spread, structure: Spread, outside: npt.NDArray[np.bool_]
) -> Ripples:
    """The rows with their intervals: half-widths of the parts add as squares."""
    n: dict[str, Floats] = {"baseline": levels.before[0], "decided": levels.after[0], "change": main.change[0]}
    units = np.array(main.rows["unit"])
    parts = _parts(
        main.change, small.change[0], parameters.after - parameters.before, structure.after - structure.before
    )
    n |= dict(zip(("monte_carlo", "parameters", "structure"), parts, strict=True))
    half = np.sqrt(sum(np.nan_to_num(part) ** 2 for part in parts))
    for name, side, small_side, p, s in (
        ("baseline", levels.before, small.before[0], parameters.before, structure.before),
        ("decided", levels.after, small.after[0], parameters.after, structure.after),
    ):
        n[f"{name}_low"], n[f"{name}_high"] = _level_interval(side, small_side, p, s, units)
    today = n["baseline_low"], n["baseline_high"]
    n["low"], n["high"] = _bounded(n["change"] - half, n["change"] + half, today, units)
    return Ripples(main.rows, {name: n[name] for name in COLUMNS}, outside)


def _parts(values: Floats, small: Floats, parameters: Floats, structure: Floats) -> tuple[Floats, Floats, Floats]:
    return monte_carlo(values), _parameter_part(parameters, small), _structure_part(structure, small)


def monte_carlo(values: Floats) -> Floats:
    """Half-width from the jackknife over replications: [1 + r, row] to [row]."""
    runs = len(values) - 1
    if runs < 2:
        return np.zeros(values.shape[1])
    with np.errstate(invalid="ignore"):
        left = values[1:]
        spread = np.sqrt((runs - 1) / runs * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
    return np.asarray(spread * stdtrit(runs - 1, (1 + LEVEL) / 2), dtype=np.float64)


def _parameter_part(values: Floats, centre: Floats) -> Floats:
    """Half-width from services fitted to resampled days, around the fitted one."""
    n = len(values)
    if n < 2:
        return np.zeros(len(centre))
    held = np.where(np.isnan(values), centre, values)
    spread = np.sqrt(((held - held.mean(axis=0)) ** 2).sum(axis=0) / (n - 1))
    return np.asarray(spread * stdtrit(n - 1, (1 + LEVEL) / 2), dtype=np.float64)


def _structure_part(values: Floats, centre: Floats) -> Floats:
    """The largest distance to a structure that fits as well."""
    if not len(values):
        return np.zeros(len(centre))
    return np.asarray(np.abs(np.where(np.isnan(values), centre, values) - centre).max(axis=0), dtype=np.float64)


def _level_interval(
    side: Floats, small: Floats, parameters: Floats, structure: Floats, units: npt.NDArray[np.str_]
) -> tuple[Floats, Floats]:
    """Of a level: on a log scale where all is above zero, since waits spread upwards."""
    usable = (side > 0).all(axis=0) & (small > 0) & (parameters > 0).all(axis=0) & (structure > 0).all(axis=0)
    logs = _parts(*(np.log(np.where(usable, a, 1.0)) for a in (side, small, parameters, structure)))
    factor = np.exp(np.sqrt(sum(part**2 for part in logs)))
    plain = np.sqrt(sum(np.nan_to_num(part) ** 2 for part in _parts(side, small, parameters, structure)))
    low = np.where(usable, side[0] / factor, side[0] - plain)
    high = np.where(usable, side[0] * factor, side[0] + plain)
    return np.maximum(low, 0.0), np.where(units == "share", np.minimum(high, np.maximum(1.0, side[0])), high)


def _bounded(
    low: Floats, high: Floats, today: tuple[Floats, Floats], units: npt.NDArray[np.str_]
) -> tuple[Floats, Floats]:
    """A change takes away no more than there may be, and lifts a share to no more than all of it."""
    least, most = today
    floor = np.where(np.isnan(most), low, -most)
    return np.maximum(low, floor), np.where(units == "share", np.minimum(high, np.maximum(1 - least, 0)), high)
