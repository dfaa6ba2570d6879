"""The structural model, run forward. Running it again with a link held gives the potential outcome of every case."""

from dataclasses import dataclass, field

import numpy as np
from bench.planted.worlds.arrivals import arrivals, lately, still_open
from bench.planted.worlds.chance import Chance, Floats, Ints, logit, sigmoid
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Cut, Is, Late, Link, Load, Mix, Refused, Since, Value
from scipy.special import ndtri


@dataclass
class Run:
    """One run: `values` by mix or link (standardised level, or 1 = broken), level codes, waits, and who was spoiled."""

    plan: Plan
    chance: Chance
    arrived: Floats
    values: dict[str, Floats] = field(default_factory=dict)
    codes: dict[str, Ints] = field(default_factory=dict)
    cut: dict[int, Floats] = field(default_factory=dict)
    front: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    risk: Floats = field(default_factory=lambda: np.zeros(0))
    spoiled: Floats = field(default_factory=lambda: np.zeros(0))
    signs: dict[str, Floats] = field(default_factory=dict)


def simulate(plan: Plan, held: str | None = None) -> Run:
    """Run the plan; `held` names a link that does not break in any case. Everything exogenous stays the same."""
    chance = Chance(plan.seed, plan.cases)
    run = Run(plan, chance, arrivals(plan.clock, chance))
    for mix in plan.mixes:
        _draw_mix(run, mix)
    for link in plan.links:
        run.values[link.name] = _broken(run, link, held == link.name)
    run.front = _front(run)
    risk = sigmoid(_log_odds(run))
    flipped = chance.uniform("flip") < plan.flips
    spoiled = (chance.uniform("spoiled") < risk).astype(float)
    run.spoiled = np.where(flipped, 1 - spoiled, spoiled)
    run.risk = np.where(flipped, 1 - risk, risk)
    for sign in plan.signs:
        share = np.where(run.spoiled > 0, sign.if_spoiled, sign.if_fine)
        run.signs[sign.name] = (chance.uniform(f"sign {sign.name}") < share).astype(float)
    return run


def _front(run: Run) -> Ints:
    people = run.plan.chain.people[run.plan.chain.step_team[0]]
    front = (run.chance.uniform("front person") * len(people)).astype(np.int64)
    if run.plan.front_lean is None:
        return front
    name, weight = run.plan.front_lean
    return np.where((run.values[name] > 0) & (run.chance.uniform("front lean") < weight), 0, front)


def _draw_mix(run: Run, mix: Mix) -> None:
    noise = run.chance.normal(f"mix {mix.column}")
    latent = noise if mix.of is None else 0.75 * run.values[mix.of] + 0.66 * noise
    edges = ndtri(np.clip(np.cumsum(mix.shares)[:-1], 1e-9, 1 - 1e-9))
    codes = np.searchsorted(edges, latent).astype(np.int64)
    run.codes[mix.column] = codes
    ranks = np.arange(len(mix.levels))
    shares = np.array(mix.shares)
    mean = float(shares @ ranks)
    spread = float(np.sqrt(shares @ (ranks - mean) ** 2))
    run.values[mix.column] = (codes - mean) / max(spread, 1e-9)


def _broken(run: Run, link: Link, held: bool) -> Floats:
    match link.shape:
        case Since():
            return (run.arrived >= np.quantile(run.arrived, 1 - link.share)).astype(float)
        case Load(hours=hours):
            busy = still_open(run.arrived, _usual_length(run)) if hours is None else lately(run.arrived, hours)
            peak = (busy > np.quantile(busy, 1 - link.share)).astype(float)
            return peak * (0.0 if held else 1.0)
        case Is(mix=mix, level=level):
            return (run.codes[mix] == level).astype(float)
        case Refused():
            top = np.argsort(-run.chance.uniform(f"link {link.name}"), kind="stable")[
                : round(link.share * run.plan.cases)
            ]
            return np.isin(np.arange(run.plan.cases), top).astype(float) * (0.0 if held else 1.0)
        case Cut():
            return _cut(run, link, link.shape, held)
    broken = _chosen(run, link) * (0.0 if held else 1.0)
    if isinstance(link.shape, Value):
        _choose_value(run, link, link.shape, broken)
    return broken


def _usual_length(run: Run) -> Floats:
    """How long a case takes when nothing breaks and nothing else is slow, in seconds."""
    chain = run.plan.chain
    steps = range(1, len(chain.steps))
    return sum(
        (np.exp(chain.wait_mu[k] + chain.wait_sigma[k] * run.chance.normal(f"wait {k}")) for k in steps),
        np.zeros(run.plan.cases),
    )


def _pull(run: Run, link: Link) -> Floats:
    pull = np.zeros(run.plan.cases)
    for name, weight in link.because:
        pull = pull + weight * run.values[name]
    return pull


def _chosen(run: Run, link: Link) -> Floats:
    share = sigmoid(logit(link.share) + _pull(run, link))
    own = (run.chance.uniform(f"link {link.name}") < share).astype(float)
    if link.follows is None:
        return own
    name, weight = link.follows
    return np.where(run.chance.uniform(f"follow {link.name}") < weight, run.values[name], own)


def _choose_value(run: Run, link: Link, shape: Value, broken: Floats) -> None:
    other = (run.chance.uniform(f"value {link.name}") * len(shape.others)).astype(np.int64)
    run.codes[shape.column] = np.where(broken > 0, len(shape.others), other)


def _cut(run: Run, link: Link, shape: Cut, held: bool) -> Floats:
    chain = run.plan.chain
    mu, sigma = chain.wait_mu[shape.step], chain.wait_sigma[shape.step]
    wait = np.exp(natural(run, shape.step) + _pull(run, link))
    most = float(np.exp(mu + sigma * ndtri(1 - link.share)))
    run.cut[shape.step] = np.minimum(wait, most) if held else wait
    return (run.cut[shape.step] > most).astype(float)


def natural(run: Run, step: int) -> Floats:
    """The log of the wait before a step as nothing broke: queue, and what the case brings."""
    chain = run.plan.chain
    noise = run.chance.normal(f"wait {step}")
    drift = sum((mix.slow * chain.slow_steps[step] * run.values[mix.column] for mix in run.plan.mixes), np.zeros(()))
    extra = sum((w * run.values[n] for s, n, w in run.plan.wait_because if s == step), np.zeros(()))
    return np.asarray(chain.wait_mu[step] + chain.wait_sigma[step] * noise + drift + extra)


def waits(run: Run, step: int) -> Floats:
    """Seconds before a step, with what broke."""
    if step in run.cut:
        return run.cut[step]
    factor = np.ones(run.plan.cases)
    for link in run.plan.links:
        if isinstance(link.shape, Late) and link.shape.step == step:
            factor = np.where(run.values[link.name] > 0, factor * link.shape.factor, factor)
    return np.exp(natural(run, step)) * factor


def _log_odds(run: Run) -> Floats:
    plan = run.plan
    eta = np.full(plan.cases, logit(plan.base))
    for mix in plan.mixes:
        eta += mix.harm * run.values[mix.column]
    for link in plan.links:
        eta += link.harm * run.values[link.name]
    for term in plan.terms:
        eta += term.harm * np.prod([run.values[name] for name in term.names], axis=0)
    if plan.people_harm:
        eta += np.array(plan.people_harm)[run.front]
    return eta
