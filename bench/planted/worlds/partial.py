"""More hard kinds: causes that act only together, for some, since a date, at peak; weak or badly recorded."""

import math
from dataclasses import replace

from bench.planted.worlds.deal import Deal
from bench.planted.worlds.exports import clock
from bench.planted.worlds.ordinary import innocents, planted, shape
from bench.planted.worlds.plan import Clock, Plan
from bench.planted.worlds.shapes import Flag, Is, Link, Load, Since, Term, Unseen, Value


def together(deal: Deal) -> Plan:
    """Two links that do harm only when both break in one case. Both are true: holding either one saves the case."""
    mixes = deal.mixes()
    kinds = deal.shuffled(["flag", "value", "late", "loop"])[:2]
    pair = [Link(f"cause {i}", shape(deal, kind), deal.between(0.2, 0.35)) for i, kind in enumerate(kinds)]
    terms = (Term(("cause 0", "cause 1"), deal.between(2.0, 3.0)),)
    return deal.plan(mixes, [*innocents(deal, mixes, 2), *pair], causes=("cause 0", "cause 1"), terms=terms)


def only_some(deal: Deal) -> Plan:
    """A link that does harm only for one kind of case, or only for one product.

    A kind of case is mix and must not be named. The product is a condition without which the harm would not be either:
    both are true, and either may come first.
    """
    mixes = deal.mixes()
    made = planted(deal, deal.one(("flag", "late", "loop")), mixes, harm=(1.9, 2.6))
    cause = replace(made, share=deal.between(0.15, 0.3), harm=0.0)
    of_mix = deal.chance(0.5)
    hardest = Link("some", Is(mixes[0].column, len(mixes[0].levels) - 1), 0.0)
    some = hardest if of_mix else Link("some", deal.group("all"), deal.between(0.25, 0.45))
    links = [*innocents(deal, mixes), some, cause]
    causes = ("cause",) if of_mix else ("cause", "some")
    return deal.plan(mixes, links, causes=causes, terms=(Term(("cause", "some"), made.harm),))


def since_date(deal: Deal) -> Plan:
    """A link that does harm only since a date, or that breaks often only since a date."""
    mixes = deal.mixes()
    since = Link("since", Since(), deal.between(0.3, 0.6))
    made = planted(deal, deal.one(("flag", "late", "value", "loop")), mixes, harm=(1.6, 2.3))
    links = [*innocents(deal, mixes), since]
    if deal.chance(0.5):
        broke = replace(made, share=0.02, because=(("since", deal.between(2.3, 3.2)),))
        return deal.plan(mixes, [*links, broke], causes=("cause",))
    terms = (Term(("cause", "since"), made.harm),)
    return deal.plan(mixes, [*links, replace(made, harm=0.0)], causes=("cause",), terms=terms)


def peak_load(deal: Deal) -> Plan:
    """Harm at peak load only: by the load itself, or by a link harmless otherwise. Waits grow too, harmlessly.

    Load is arrivals in the last hour or two, or cases open at arrival. Where a link does harm only at peak load, both
    are true, as neither does it alone.
    """
    mixes = deal.mixes()
    load = Link("load", Load(deal.one((1.0, 2.0, None))), deal.between(0.1, 0.2))
    slower = tuple((deal.step(), "load", deal.between(0.1, 0.4)) for _ in range(2))
    links = [load, *innocents(deal, mixes, 1)]
    if deal.chance(0.5):
        itself = replace(load, harm=deal.between(1.2, 1.9))
        return deal.plan(mixes, [itself, *links[1:]], causes=("load",), clock=_peaks(deal), wait_because=slower)
    made = planted(deal, deal.one(("flag", "value")), mixes, harm=(2.0, 2.8))
    cause = replace(made, share=deal.between(0.2, 0.35), harm=0.0)
    terms = (Term(("cause", "load"), made.harm),)
    return deal.plan(
        mixes, [*links, cause], causes=("cause", "load"), terms=terms, clock=_peaks(deal), wait_because=slower
    )


def _peaks(deal: Deal) -> Clock:
    """Two or three months with two busy hours a day and two busy days a week."""
    first = int(deal.rng.integers(9, 16))
    hours = tuple(6.0 if hour in (first, first + 1) else 1.0 if 8 <= hour < 20 else 0.05 for hour in range(24))
    busy = deal.shuffled(list(range(7)))[:2]
    days = tuple(2.5 if day in busy else 1.0 for day in range(7))
    return replace(clock(deal.rng, office=False), days=int(deal.rng.integers(40, 80)), hour=hours, weekday=days)


def correlated(deal: Deal) -> Plan:
    """Three or four links break together (correlation 0.7, from something unrecorded and harmless); one is true.

    The true one is recorded when the case opens, beside others that are; a wait or a loop beside it comes later. Were
    an innocent link recorded before the true one, no analysis of this record could tell it from an upstream cause.
    """
    mixes = deal.mixes()
    often = deal.between(0.15, 0.3)
    kinds = [deal.one(("flag", "value")), *deal.shuffled(["flag", "flag", "value", "late", "loop"])]
    links = [Link("shared", Unseen(), often)]
    for number, kind in enumerate(kinds[: 3 + int(deal.chance(0.5))]):
        name = "cause" if number == 0 else f"beside {number}"
        harm = deal.between(1.3, 2.0) if number == 0 else 0.0
        made = shape(deal, kind)
        made = replace(made, record="all") if isinstance(made, Flag | Value) else made
        links.append(Link(name, made, often, harm, follows=("shared", math.sqrt(0.7))))
    order = [*innocents(deal, mixes, 1), links[0], *deal.shuffled(links[1:])]
    return deal.plan(mixes, order, causes=("cause",))


def weak(deal: Deal) -> Plan:
    """One link with an odds ratio of 1.3 that breaks in 40 to 50 % of the cases."""
    mixes = deal.mixes()
    cause = Link("cause", shape(deal, deal.one(("flag", "value"))), deal.between(0.4, 0.5), math.log(1.3))
    return deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",), base=deal.between(0.18, 0.25))


def late_known(deal: Deal) -> Plan:
    """A flag known only from a late step on. Either it is the cause, or it only follows an early wait that is."""
    mixes = deal.mixes()
    last = len(deal.chain.steps) - 2
    known = replace(deal.flag(last), record="from")
    if deal.chance(0.5):
        cause = Link("cause", known, deal.between(0.08, 0.2), deal.between(1.3, 2.1), ((mixes[0].column, 0.4),))
        return deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",))
    deal.columns = deal.columns_with_team()
    early = planted(deal, deal.one(("late", "loop", "handoff")), mixes)
    follows = Link("follows", known, 0.06, 0.0, (("cause", deal.between(2.0, 3.0)),))
    return deal.plan(mixes, [*innocents(deal, mixes, 2), early, follows], causes=("cause",), decoys=("follows",))


def label_noise(deal: Deal) -> Plan:
    """The spoiled mark itself is wrong in 4 to 8 % of the cases. The truth counts the marks as written."""
    mixes = deal.mixes()
    cause = planted(deal, deal.one(("flag", "late", "loop", "value")), mixes, harm=(1.7, 2.4))
    return deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",), flips=deal.between(0.04, 0.08))


def missing(deal: Deal) -> Plan:
    """A fifth of the values and some columns are missing; of the cause's own up to 6 %. The truth counts every case."""
    mixes = deal.mixes()
    cause = planted(deal, deal.one(("flag", "value", "late", "loop")), mixes)
    plan = deal.plan(mixes, [*innocents(deal, mixes), cause], causes=("cause",))
    names = deal.columns
    lost = deal.shuffled([name for name in (names.team, names.who, names.channel, names.start) if name])[
        : int(deal.rng.integers(1, 3))
    ]
    return replace(plan, export=replace(plan.export, blank=0.2, blank_cause=deal.between(0.0, 0.06), drop=tuple(lost)))
