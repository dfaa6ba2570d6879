"""A world: the log, the user's definition of spoiled, and the truth, computed by running the model again."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from bench.planted.worlds.customers import customers
from bench.planted.worlds.model import Run, simulate
from bench.planted.worlds.plan import Columns, Plan
from bench.planted.worlds.refs import aliases, ref, starts_at
from bench.planted.worlds.shapes import Ref
from bench.planted.worlds.table import moments


@dataclass(frozen=True)
class Cause:
    """A true cause. `spoiled_cases`: cases spoiled as it was, not spoiled with the link held, same luck otherwise.

    `expected` is the same averaged over the last bit of luck (each case's risk as it was, less its risk with the link
    held): what an estimator could at best know. `customers` counts the customers of the spoiled cases.
    """

    ref: Ref
    spoiled_cases: float
    expected: float
    customers: int
    starts_at: str


@dataclass(frozen=True)
class World:
    """What an estimator may see is `moments` and `spoiled`; all the rest is for the examiner."""

    kind: str
    seed: int
    moments: pa.Table
    spoiled: str
    truth: list[Cause]
    symptoms: list[Ref]
    mix: list[str]
    wanted: str
    aliases: list[Ref]
    neutral: list[Ref]
    decoys: list[Ref]
    bad_people: list[str]
    columns: Columns
    outcome: str
    share: float
    plan: Plan = field(repr=False)


def build(plan: Plan) -> World:
    """Run the plan, write its log, and compute its truth."""
    run = simulate(plan)
    links = [plan.link(name) for name in plan.causes]
    same = [found for name in (*plan.causes, *plan.mediators) for found in aliases(plan, plan.link(name))]
    through = [found for name in plan.mediators if (found := ref(plan, plan.link(name)))]
    decoys = [found for name in plan.decoys if (found := ref(plan, plan.link(name)))]
    who = customers(run)
    return World(
        kind=plan.kind, seed=plan.seed, moments=moments(run), spoiled=plan.export.spoiled,
        truth=[cause for link in links if (cause := _cause(plan, run, link.name, who))],
        symptoms=_symptoms(plan), mix=[m.column for m in plan.mixes if not m.hidden], wanted=plan.wanted,
        aliases=[*through, *same, *plan.aliases], neutral=list(plan.neutral), decoys=decoys, bad_people=_bad(plan),
        columns=plan.export.columns, outcome=plan.export.outcome, share=float(run.spoiled.mean()), plan=plan,
    )  # fmt: skip


def _cause(plan: Plan, run: Run, name: str, who: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Cause | None:
    link = plan.link(name)
    found = ref(plan, link)
    if found is None:
        return None
    kept = simulate(plan, held=name)
    saved = run.spoiled - kept.spoiled
    expected = float((run.risk - kept.risk).sum())
    return Cause(found, float(saved.sum()), expected, len(np.unique(who[saved > 0])), starts_at(plan, link))


def _symptoms(plan: Plan) -> list[Ref]:
    closing = plan.chain.steps[-1]
    steps = [s for s in plan.signs if s.as_step]
    found = [{"kind": "any", "step": s.name} for s in steps]
    found += [{"kind": "condition", "column": s.name} for s in plan.signs if not s.as_step]
    front = plan.chain.teams[plan.chain.step_team[0]]
    after = [{"kind": "wait", "step": closing}, {"kind": "handoff", "to": front}, {"kind": "pingpong", "team": front}]
    return found + (after if steps else [])


def _bad(plan: Plan) -> list[str]:
    team = plan.chain.people[plan.chain.step_team[0]]
    return [person for person, harm in zip(team, plan.people_harm, strict=False) if harm > 0]
