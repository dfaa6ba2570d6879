"""Columns that have nothing to do with anything, as every export has them. Half lean on the case mix."""

import numpy as np
import pyarrow as pa
from bench.planted.worlds import words as first
from bench.planted.worlds import words_more as more
from bench.planted.worlds.cells import column, recorded
from bench.planted.worlds.chance import Chance, Floats
from bench.planted.worlds.layout import Rows
from bench.planted.worlds.model import Run
from bench.planted.worlds.shapes import Flag, Value

TRADES = {t.name: t for t in (first.RETAIL, first.TELECOM, first.INSURANCE, first.UTILITY,
                              more.CLINIC, more.BANK, more.HOTEL, more.IT_DESK)}  # fmt: skip


def noise_columns(run: Run, log: Rows) -> dict[str, pa.Array]:
    """The noise columns of one export by name."""
    found = {}
    for number, (kind, name, levels) in enumerate(names(run)):
        source = run.chance.source(f"noise {name}")
        record = ("all", "all", "all", "step", "from")[int(source.integers(5))]
        step = int(source.integers(len(run.plan.chain.steps) - 1))
        values = _values(run, kind, levels, name, lean=number % 2 == 0)
        blank = max(run.plan.export.blank, 0.15 * float(source.random() < 0.2))
        kept = run.chance.uniform(f"noise blank {name}") >= blank
        found[name] = column(values[log.case], recorded(log, record, step) & kept[log.case])
    return found


def names(run: Run) -> list[tuple[str, str, tuple[str, ...]]]:
    """(kind, column, levels): the trade's unused words first, then custom fields as systems number them."""
    trade = TRADES[run.plan.trade]
    used = _used(run)
    pool = [("flag", flag, ()) for flag in trade.flags] + [("number", number, ()) for number in trade.numbers]
    pool += [("group", name, levels) for name, levels in trade.groups]
    free = [item for item in pool if item[1] not in used]
    source = run.chance.source("noise names")
    chosen = [free[i] for i in source.permutation(len(free))][: run.plan.export.noise]
    return chosen + [_custom(source, i) for i in range(run.plan.export.noise - len(chosen))]


def _used(run: Run) -> set[str]:
    linked = {link.shape.column for link in run.plan.links if isinstance(link.shape, Flag | Value)}
    export = run.plan.export
    return (
        linked | set(export.columns.names()) | {mix.column for mix in run.plan.mixes} | {export.outcome, *export.drop}
    )


def _custom(source: np.random.Generator, number: int) -> tuple[str, str, tuple[str, ...]]:
    kind = str(source.choice(["flag", "flag", "group", "number"]))
    prefix = {"flag": "u_flag", "group": "cf_list", "number": "cf_num"}[kind]
    size = int(source.integers(3, 9))
    levels = tuple(f"{chr(65 + number % 26)}{i}" for i in range(size)) if kind == "group" else ()
    return kind, f"{prefix}_{number + 1:02d}", levels


def _values(
    run: Run, kind: str, levels: tuple[str, ...], name: str, lean: bool
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    source, chance = run.chance.source(f"values {name}"), run.chance
    weight = float(source.uniform(0.3, 0.9)) if lean and run.plan.spread else 0.0
    pull = weight * sum((run.values[other] for other in run.plan.spread), np.zeros(run.plan.cases))
    latent = chance.normal(f"latent {name}") + pull
    if kind == "number":
        scale = float(source.choice([1.0, 10.0, 250.0]))
        return np.round(scale * np.exp(0.6 * latent), 2).astype(object)
    if kind == "flag":
        edge = np.quantile(latent, 1 - float(source.uniform(0.03, 0.5)))
        yes, no = run.plan.export.yes, run.plan.export.no
        return np.where(latent > edge, np.array(yes, dtype=object), np.array(no, dtype=object))
    return np.array(levels, dtype=object)[_bins(latent, len(levels), chance, name)]


def _bins(latent: Floats, size: int, chance: Chance, name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    shares = chance.source(f"shares {name}").dirichlet(np.full(size, 3.0))
    edges = np.quantile(latent, np.clip(np.cumsum(shares)[:-1], 0, 1))
    return np.searchsorted(edges, latent).astype(np.int64)
