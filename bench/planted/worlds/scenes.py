"""The scenarios of the product page that a record of cases can show. Small worlds, as such records are."""

from dataclasses import replace

import numpy as np
from bench.planted.worlds.deal import Deal
from bench.planted.worlds.exports import clock
from bench.planted.worlds.model import simulate
from bench.planted.worlds.ordinary import innocents
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Chain, Cut, Flag, Late, Link, Mix, Ref, Refused, Sign, Value

STOCK_STEPS = ("Stock checked", "Reserved", "Replenished")


def widget(deal: Deal) -> Plan:
    """About 300 cases, 40 complaints of "rude staff", a stock-out behind 34. One clerk meets most of them.

    The stock-out must come first; replenishment, the missing arrival date and the missing look-up may follow. In a
    third of the worlds nothing about stock is recorded: then "cannot tell", and nobody and nothing named. (The product
    that is out of stock most often is neither right nor wrong.)
    """
    blind = deal.chance(1 / 3)
    sold = Link("product", Value("product", "widget", ("lamp", "kettle", "radio")), 0.3)
    stock = Link("cause", Flag("stock_out"), 0.045, 3.7, (("product", 2.6),))
    after = [
        Link("no date", Flag("arrival_date_missing", 1), 0.03, 0.9, (("cause", 4.0),)),
        Link("no look-up", Flag("lookup_unavailable", 1), 0.03, 0.7, (("cause", 3.0),)),
    ]
    if not blind:
        late = Late(deal.chain.steps.index("Replenished"), 10.0)
        after.append(Link("replenishment", late, 0.02, 0.3, (("cause", 4.0),)))
    plan = deal.plan(
        _shop_mix(deal), [sold, stock, *after], causes=() if blind else ("cause",), base=0.025,
        front_lean=("cause", 0.6),
        mediators=() if blind else tuple(link.name for link in after), wanted="cannot tell" if blind else "cause",
        neutral=({"kind": "condition", "column": "product", "value": "widget"},), signs=(_rude(),),
    )  # fmt: skip
    return _without_stock(plan) if blind else replace(plan, export=replace(plan.export, noise=4))


def _rude() -> Sign:
    return Sign("complaint_reason", False, 0.97, 0.0, "step", ("rude staff", ""))


def _without_stock(plan: Plan) -> Plan:
    lost = ("stock_out", "arrival_date_missing", "lookup_unavailable")
    kept = [k for k, name in enumerate(plan.chain.steps) if name not in STOCK_STEPS]
    fields = ("steps", "step_team", "wait_mu", "wait_sigma", "work_mu", "slow_steps")
    chain = replace(plan.chain, **{f: tuple(getattr(plan.chain, f)[k] for k in kept) for f in fields})
    return replace(plan, chain=chain, export=replace(plan.export, noise=4, drop=lost))


def _shop_mix(deal: Deal) -> tuple[Mix, ...]:
    return (deal.mix(deal.between(0.0, 0.2)),)


def _shoes(deal: Deal, stock: float, weak: float, **more: object) -> Plan:
    """A shoe shop: stock-outs do `stock` harm, one clerk of the counter does `weak` harm."""
    clerks = deal.crowd_front(int(deal.rng.integers(6, 11)))
    mixes = _shop_mix(deal)
    others = [link for link in innocents(deal, mixes, 1) if getattr(link.shape, "column", "") != "stock_out"]
    links = [Link("cause", Flag("stock_out"), deal.between(0.12, 0.25), stock), *others]
    people = tuple(deal.shuffled([weak] + [0.0] * (clerks - 1))) if weak else ()
    plan = deal.plan(mixes, links, people_harm=people, **more)
    return replace(plan, export=replace(plan.export, noise=6))


def shoe_stock(deal: Deal) -> Plan:
    """Shoe clerk: stock alone spoils. It must be named, and no clerk."""
    return _shoes(deal, deal.between(1.5, 2.2), 0.0, causes=("cause",))


def shoe_person(deal: Deal) -> Plan:
    """Shoe clerk: one weak clerk alone spoils; stock-outs are harmless. No link must be named."""
    return _shoes(deal, 0.0, deal.between(1.5, 2.2), wanted="none")


def shoe_both(deal: Deal) -> Plan:
    """Shoe clerk: stock and one weak clerk. Stock must be named."""
    return _shoes(deal, deal.between(1.5, 2.2), deal.between(1.5, 2.2), causes=("cause",))


def shoe_neither(deal: Deal) -> Plan:
    """Shoe clerk: six cases, some spoiled, by neither. Nothing can be told."""
    plan = _shoes(deal, 0.0, 0.0, wanted="cannot tell", base=0.4)
    plans = (replace(plan, seed=plan.seed + k) for k in range(100))
    return next(p for p in plans if 0 < simulate(p).spoiled.sum() < p.cases)


def refund_permission(deal: Deal) -> Plan:
    """200 refunds ask for permission: median wait 7 minutes, 196 approved, 4 refused above 150; long waits walk out.

    The wait for the decision must be named. Refusal and amount are neither right nor wrong (four cases).
    """
    deal.chain = Chain(
        steps=("Refund asked", "Permission asked", "Permission decided", "Refund paid", "Closed"),
        step_team=(0, 0, 1, 2, 0), teams=("Counter", "Supervisors", "Accounts"), people=deal.chain.people[:3],
        wait_mu=(4.0, 4.0, float(np.log(420.0)), 5.0, 4.5), wait_sigma=(0.5, 0.5, 0.8, 0.6, 0.5),
        work_mu=(4.0, 3.5, 3.0, 4.0, 3.0), slow_steps=(0.0,) * 5,
    )  # fmt: skip
    refused = Link("refused", Refused("amount", "decision", 150.0), 4 / deal.cases, 0.8)
    wait = Link("cause", Cut(2), deal.between(0.25, 0.35), deal.between(2.2, 2.8))
    neutral: tuple[Ref, ...] = tuple({"kind": "condition", "column": column} for column in ("amount", "decision"))
    plan = deal.plan(
        _shop_mix(deal),
        [refused, wait],
        causes=("cause",),
        base=0.06,
        neutral=neutral,
        clock=clock(deal.rng, office=False),
    )
    yes = "walked_out" if plan.export.yes is True else f"walked_out == {_written(plan.export.yes)}"
    return replace(plan, export=replace(plan.export, noise=3, outcome="walked_out", spoiled=yes))


def _written(word: object) -> str:
    return f"'{word}'" if isinstance(word, str) else str(word)
