"""The plain kinds."""

from bench.planted.worlds.deal import Deal
from bench.planted.worlds.exports import clock
from bench.planted.worlds.ordinary import innocents, planted
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Link


def _single(deal: Deal, kind: str, **more: object) -> Plan:
    mixes = deal.mixes()
    cause = planted(deal, kind, mixes)
    if kind == "cut":
        more["clock"] = clock(deal.rng, office=False)
    return deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",), **more)


def flag(deal: Deal) -> Plan:
    """One recorded flag spoils cases. It alone must be named."""
    return _single(deal, "flag")


def late_step(deal: Deal) -> Plan:
    """The wait before one step spoils cases: sometimes a few very long ones, sometimes whatever is above a limit."""
    return _single(deal, deal.one(("late", "cut")))


def loop(deal: Deal) -> Plan:
    """One step done again (alone or with its successor) spoils cases."""
    return _single(deal, "loop")


def handoff(deal: Deal) -> Plan:
    """A step that goes to another team than usual spoils cases. The team must be in the export."""
    deal.columns = deal.columns_with_team()
    return _single(deal, "handoff")


def supplier(deal: Deal) -> Plan:
    """One value of a condition (a supplier, a product, a template) spoils cases; the others do not."""
    return _single(deal, "value")


def two_causes(deal: Deal) -> Plan:
    """Two causes of different shapes. Both must be named; either may come first."""
    deal.columns = deal.columns_with_team()
    mixes = deal.mixes()
    kinds = deal.shuffled(["flag", "value", "late", "loop", "handoff", "skip"])[:2]
    causes = [planted(deal, kind, mixes, f"cause {i}") for i, kind in enumerate(kinds)]
    return deal.plan(mixes, [*innocents(deal, mixes, 2), *causes], causes=("cause 0", "cause 1"))


def rare_fatal(deal: Deal) -> Plan:
    """A link that breaks in 1 to 2 % of the cases and spoils nearly all of them."""
    mixes = deal.mixes()
    kind = deal.one(("flag", "late", "loop"))
    made = planted(deal, kind, mixes, harm=(3.8, 5.0))
    cause = Link("cause", made.shape, deal.between(0.012, 0.022), made.harm)
    return deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",))


def noise_columns(deal: Deal) -> Plan:
    """One cause among 60 to 90 columns that mean nothing."""
    plan = _single(deal, deal.one(("flag", "value", "late")))
    return deal.with_noise(plan, int(deal.rng.integers(60, 91)))


def nothing_wrong(deal: Deal) -> Plan:
    """Cases are spoiled by their mix and by luck alone. No cause must be named."""
    mixes = deal.mixes()
    return deal.plan(mixes, innocents(deal, mixes, 4), wanted="none", base=deal.between(0.1, 0.25))


def only_people(deal: Deal) -> Plan:
    """Some people of the first team spoil more cases than colleagues with the same cases. No link must be named."""
    team = deal.crowd_front(int(deal.rng.integers(8, 16)))
    mixes = deal.mixes()
    harm = deal.shuffled([deal.between(1.2, 2.0)] * max(1, team // 6) + [0.0] * (team - max(1, team // 6)))
    return deal.plan(mixes, innocents(deal, mixes), wanted="none", people_harm=tuple(harm))
