"""Service worlds with planted causes: `make(kind, seed)` gives a log and its truth."""

from collections.abc import Callable

from bench.planted.worlds import hard, hidden, partial, plain, scenes
from bench.planted.worlds.deal import Deal
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.world import Cause, World, build

PLAIN: tuple[Callable[[Deal], Plan], ...] = (
    plain.flag, plain.late_step, plain.loop, plain.handoff, plain.supplier, plain.two_causes, plain.rare_fatal,
    plain.noise_columns, plain.nothing_wrong, plain.only_people,
)  # fmt: skip
HARD: tuple[Callable[[Deal], Plan], ...] = (
    hard.confounded_mix, hard.upstream, hard.symptom, partial.together, partial.only_some, partial.since_date,
    partial.peak_load, partial.correlated, partial.weak, partial.late_known, partial.label_noise, partial.missing,
    hidden.unrecorded,
)  # fmt: skip
SCENES: tuple[Callable[[Deal], Plan], ...] = (
    scenes.widget, scenes.shoe_stock, scenes.shoe_person, scenes.shoe_both, scenes.shoe_neither,
    scenes.refund_permission,
)  # fmt: skip
KINDS = {kind.__name__: kind for kind in (*PLAIN, *HARD, *SCENES)}
SIZES = {"weak": (9000, 12001), "widget": (290, 321), "shoe_neither": (6, 7), "refund_permission": (200, 201),
         "shoe_stock": (1200, 3001), "shoe_person": (1200, 3001), "shoe_both": (1200, 3001)}  # fmt: skip
"""Cases of the kinds that are not drawn from 5,000 to 8,000, as half-open ranges."""
LONG = ("two_causes", "confounded_mix", "upstream", "together", "peak_load", "correlated", "late_known")


def make(kind: str, seed: int, cases: int | None = None) -> World:
    """The world of this kind and seed; `cases` overrides how many cases it has."""
    scene = KINDS[kind] in SCENES
    steps = 14 if scene else 9 if kind in LONG else 5
    deal = Deal(
        kind, seed, cases, sizes=SIZES.get(kind, (5000, 8001)), least_steps=steps, trade="retail" if scene else None
    )
    return build(KINDS[kind](deal))


__all__ = ["HARD", "KINDS", "PLAIN", "SCENES", "Cause", "World", "make"]
