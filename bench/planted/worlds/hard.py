"""The hard kinds: what confounds, what only shows later, what follows the damage."""

from bench.planted.worlds import trade as t
from bench.planted.worlds.deal import Deal
from bench.planted.worlds.ordinary import innocents, planted, shape
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Flag, Link, Ref, Sign, Value


def confounded_mix(deal: Deal) -> Plan:
    """Hard cases go to the good desk and into slow queues. The desk looks worst and is as good as any, or better.

    The slow step does nothing either. Half of the worlds have a true cause elsewhere, half have none.
    """
    deal.columns = deal.columns_with_team()
    hard = deal.mix(deal.between(0.8, 1.2), deal.between(0.0, 0.3))
    mixes = (hard, deal.mix(deal.between(0.0, 0.3)))
    desk = deal.group("all")
    desk = Value(desk.column, desk.bad, desk.others, deal.step(), "all", deal.spare_team())
    good = deal.one((0.0, -0.6))
    links = [
        Link("desk", desk, 0.2, good, ((hard.column, deal.between(1.0, 1.6)),)),
        Link("slow queue", shape(deal, "late"), 0.12, 0.0, ((hard.column, deal.between(0.8, 1.4)),)),
        *innocents(deal, mixes, 1),
    ]
    true = [planted(deal, deal.one(("flag", "late", "value")), mixes)] if deal.chance(0.5) else []
    neutral = _rest(deal, desk) if good else []
    causes = tuple(link.name for link in true)
    wanted = "cause" if true else "none"
    return deal.plan(
        mixes, [*links, *true], causes=causes, wanted=wanted, neutral=tuple(neutral), decoys=("desk", "slow queue")
    )


def _rest(deal: Deal, desk: Value) -> list[Ref]:
    """Not being at a better desk is arguably a cause: naming the other desks is neither right nor wrong."""
    usual = deal.chain.teams[deal.chain.step_team[desk.step]]
    found: list[Ref] = [{"kind": "condition", "column": desk.column, "value": value} for value in desk.others]
    return [*found, {"kind": "handoff", "step": deal.chain.steps[desk.step], "to": usual}]


def upstream(deal: Deal) -> Plan:
    """An upstream break makes a later wait or loop, which does the damage. The upstream link must come first.

    What it goes through (it rarely breaks by itself) may be named below it. Later flags that follow are innocent.
    """
    mixes = deal.mixes()
    steps = sorted(deal.step() for _ in range(3))
    first = shape(deal, deal.one(("flag", "value", "late")), steps[0])
    links = [Link("cause", first, deal.between(0.08, 0.2), deal.one((0.0, 0.3)), ((mixes[0].column, 0.2),))]
    kinds = deal.one((("late",), ("loop",), ("late", "loop"), ("loop", "late")))
    for number, kind in enumerate(kinds):
        before = "cause" if number == 0 else f"through {number - 1}"
        harm = deal.between(1.6, 2.3) / (1 if number == len(kinds) - 1 else 3)
        links.append(
            Link(
                f"through {number}",
                shape(deal, kind, steps[number + 1]),
                0.02,
                harm,
                ((before, deal.between(3.6, 4.6)),),
            )
        )
    late = Link("follows", Flag(deal.flag().column, steps[-1] + 1, "from"), 0.08, 0.0, (("cause", 1.5),))
    through = tuple(link.name for link in links[1:])
    return deal.plan(mixes, [*innocents(deal, mixes, 1), *links, late], causes=("cause",), mediators=through)


def symptom(deal: Deal) -> Plan:
    """Complaints, apologies, refunds follow the damage, as steps and as columns (some copied to every row).

    They are signs: never a cause, and never above one. A quarter of the worlds have no cause at all.
    """
    mixes = deal.mixes()
    signs = [_step_sign(deal), _column_sign(deal)] + ([_column_sign(deal)] if deal.chance(0.5) else [])
    none = deal.chance(0.25)
    links = innocents(deal, mixes)
    if none:
        return deal.plan(mixes, links, signs=_distinct(signs), wanted="none")
    true = planted(deal, deal.one(("flag", "late", "loop", "value")), mixes)
    return deal.plan(mixes, [*links, true], causes=("cause",), signs=_distinct(signs))


def _step_sign(deal: Deal) -> Sign:
    return Sign(deal.one(t.SIGN_STEPS), True, deal.between(0.5, 0.9), deal.between(0.0, 0.05))


def _column_sign(deal: Deal) -> Sign:
    record = deal.one(("all", "step"))
    return Sign(deal.one(t.SIGN_COLUMNS), False, deal.between(0.5, 0.9), deal.between(0.0, 0.05), record)  # type: ignore[arg-type]


def _distinct(signs: list[Sign]) -> tuple[Sign, ...]:
    return tuple({sign.name: sign for sign in signs}.values())
