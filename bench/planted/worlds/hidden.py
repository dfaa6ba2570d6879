"""The kind in which the record does not hold the answer."""

from bench.planted.worlds.deal import Deal
from bench.planted.worlds.ordinary import innocents, shape
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Handoff, Link, Mix, Shape, Value

HIDDEN = "(hidden difficulty)"


def unrecorded(deal: Deal) -> Plan:
    """Something that no column holds spoils cases and decides which way they go. The way itself is innocent.

    Wanted: "cannot tell" of that way, never "cause". Shapes: the hidden thing has a noisy recorded reading (`proxy`),
    leaves traces in earlier work and waits (`traces`), both, or neither (`bare`). In a bare world only the fact that
    people choose the way after seeing the case can warn, so there it is a desk or a hand-over, never a mere flag.
    """
    deal.columns = deal.columns_with_team()
    form = deal.one(("proxy", "traces", "both", "bare"))
    hidden = Mix(HIDDEN, ("0", "1", "2", "3"), (0.4, 0.3, 0.2, 0.1), deal.between(0.9, 1.3), hidden=True)
    ordinary = deal.mix(deal.between(0.1, 0.4))
    seen = deal.mix(0.0)
    proxy = (Mix(seen.column, seen.levels, seen.shares, of=HIDDEN),) if form in ("proxy", "both") else ()
    kind = deal.one(("desk", "handoff") if form == "bare" else ("desk", "handoff", "flag", "late"))
    place = deal.step()
    way = Link("way", _way(deal, kind, place), 0.12, 0.0, ((HIDDEN, deal.between(1.2, 1.8)),))
    mixes = (ordinary, hidden, *proxy)
    more = _traces(deal, place) if form in ("traces", "both") else {}
    return deal.plan(
        mixes,
        [*innocents(deal, mixes, 1), way],
        wanted="cannot tell",
        decoys=("way",),
        base=deal.between(0.08, 0.14),
        **more,
    )


def _way(deal: Deal, kind: str, place: int) -> Shape:
    if kind == "desk":
        group = deal.group("all")
        return Value(group.column, group.bad, group.others, place, "all", deal.spare_team())
    return Handoff(place, deal.spare_team()) if kind == "handoff" else shape(deal, kind, place)


def _traces(deal: Deal, place: int) -> dict[str, object]:
    """Earlier steps take longer, and are waited for longer, in hard cases."""
    deal.columns = deal.columns_with_start()
    before = list(range(1, place + 1)) or [1]
    work = tuple((step, HIDDEN, deal.between(0.35, 0.7)) for step in [0, *before[:2]])
    wait = tuple((step, HIDDEN, deal.between(0.2, 0.5)) for step in before[:1] if step != place)
    return {"work_because": work, "wait_because": wait}
