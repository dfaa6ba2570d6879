"""The log as the organisation's system exports it: one row per moment, columns in any order, noise and blanks."""

import numpy as np
import pyarrow as pa
from bench.planted.worlds import trade as t
from bench.planted.worlds.cells import column, flag_words, recorded, words
from bench.planted.worlds.customers import customers
from bench.planted.worlds.layout import Rows, rows
from bench.planted.worlds.model import Run
from bench.planted.worlds.noise import noise_columns
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Flag, Record, Refused, Value
from numpy.typing import NDArray

Objects = NDArray[np.object_]


def moments(run: Run) -> pa.Table:
    """The event log of a run."""
    log = rows(run)
    found = {**_roles(run, log), **_conditions(run, log), **_outcome(run, log), **noise_columns(run, log)}
    export = run.plan.export
    source = run.chance.source("export")
    kept = [name for name in source.permutation(sorted(found)) if name not in export.drop]
    table = pa.table({str(name): found[str(name)] for name in _lead(run.plan, [str(k) for k in kept])})
    return table.take(pa.array(_order(run, log)))


def _lead(plan: Plan, names: list[str]) -> list[str]:
    lead = [plan.export.columns.case, plan.export.columns.step, plan.export.columns.at]
    return names if plan.seed % 3 == 0 else [*lead, *(name for name in names if name not in lead)]


def _order(run: Run, log: Rows) -> NDArray[np.int64]:
    if run.plan.export.order == "time":
        return np.argsort(log.at, kind="stable")
    if run.plan.export.order == "case":
        return np.arange(len(log.at))
    return run.chance.source("shuffle").permutation(len(log.at))


def _times(plan: Plan, seconds: NDArray[np.float64]) -> pa.Array:
    whole = (seconds // plan.export.grain * plan.export.grain).astype("timedelta64[s]")
    stamps = np.datetime64(plan.clock.first, "s") + whole
    if plan.export.text_times:
        return pa.array(np.char.replace(stamps.astype(str), "T", " "))
    return pa.array(stamps.astype("datetime64[us]"))


def _roles(run: Run, log: Rows) -> dict[str, pa.Array]:
    plan, names = run.plan, run.plan.export.columns
    chain = plan.chain
    ids = run.chance.source("case ids").permutation(plan.cases) + 10 ** (len(str(plan.cases)))
    people = np.array([p + [""] * (40 - len(p)) for p in map(list, chain.people)], dtype=object)
    found: dict[str | None, pa.Array] = {
        names.case: words(np.array([f"{plan.trade[:2].upper()}-{i}" for i in ids]), log.case),
        names.step: words(np.array(log.names), log.step),
        names.at: _times(plan, log.at),
        names.start: _times(plan, log.start),
        names.team: words(np.array(chain.teams), log.team),
        names.who: pa.array(people[log.team, log.person]),
        names.channel: words(np.array(t.CHANNELS), (run.chance.uniform("channel") * 5).astype(np.int64)[log.case]),
        names.customer: _customers(run, log),
    }
    return {name: column for name, column in found.items() if name is not None}


def _customers(run: Run, log: Rows) -> pa.Array:
    who = customers(run)
    numbers = run.chance.source("customer ids").permutation(int(who.max()) + 1) + 10000
    return words(np.array([f"C{i}" for i in numbers]), who[log.case])


def _conditions(run: Run, log: Rows) -> dict[str, pa.Array]:
    found: dict[str, pa.Array] = {}
    for mix in run.plan.mixes:
        if not mix.hidden:
            found[mix.column] = words(np.array(mix.levels), run.codes[mix.column][log.case])
    for link in run.plan.links:
        blank = run.plan.export.blank_cause if link.name in run.plan.causes else run.plan.export.blank
        kept = run.chance.uniform(f"blank {link.name}") >= blank
        match link.shape:
            case Flag(column=name, step=step, record=record):
                values = flag_words(run.plan, run.values[link.name])[log.case]
            case Value(column=name, bad=bad, others=others, step=step, record=record):
                values = np.array([*others, bad], dtype=object)[run.codes[name]][log.case]
            case Refused(amount=amount, column=name, limit=limit):
                values = np.where(run.values[link.name] > 0, "refused", "approved").astype(object)[log.case]
                found[amount] = pa.array(_amounts(run, run.values[link.name], limit)[log.case])
                found[name] = column(values, recorded(log, "from", 2))
                continue
            case _:
                continue
        found[name] = column(values, recorded(log, record, step) & kept[log.case])
    return found


def _amounts(run: Run, refused: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    draw = run.chance.uniform("amount")
    return np.round(np.where(refused > 0, limit + 5 + 120 * draw, 5 + (limit - 6) * draw**1.5), 2)


def _outcome(run: Run, log: Rows) -> dict[str, pa.Array]:
    plan, last = run.plan, len(run.plan.chain.steps) - 1
    found = {}
    for sign in plan.signs:
        if not sign.as_step:
            there = run.signs[sign.name]
            said = flag_words(plan, there) if sign.words is None else np.where(there > 0, *sign.words).astype(object)
            values = said[log.case]
            found[sign.name] = column(values, recorded(log, sign.record, last))
    record: Record = "step" if plan.export.outcome_last else "all"
    found[plan.export.outcome] = column(_answers(run)[log.case], recorded(log, record, last))
    return found


def _answers(run: Run) -> Objects:
    plan, bad = run.plan, run.spoiled > 0
    draw = run.chance.uniform("answer")
    scales = {"rating": (1, 3, 6), "csat": (1, 5, 11), "nps_score": (0, 7, 11)}
    if plan.export.outcome in scales:
        low, middle, high = scales[plan.export.outcome]
        worse = low + np.floor(draw * (middle - low))
        return np.where(bad, worse, middle + np.floor(draw * (high - middle))).astype(int).astype(object)
    if plan.export.outcome == "outcome":
        return np.where(bad, "lost", np.where(draw < 0.8, "done", "partly done")).astype(object)
    return flag_words(plan, 1 - run.spoiled if plan.export.outcome == "made_sla" else run.spoiled)
