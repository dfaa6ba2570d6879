"""Service worlds with planted causes: `make(kind, seed)` gives a log and its truth."""

from collections.abc import Callable

from bench.planted.worlds import hard, plain
from bench.planted.worlds.deal import Deal
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.world import Cause, World, build

PLAIN: tuple[Callable[[Deal], Plan], ...] = (
    plain.flag, plain.late_step, plain.loop, plain.handoff, plain.supplier, plain.two_causes, plain.rare_fatal,
    plain.noise_columns, plain.nothing_wrong, plain.only_people,
)  # fmt: skip
HARD: tuple[Callable[[Deal], Plan], ...] = (hard.confounded_mix, hard.upstream, hard.symptom)
SCENES: tuple[Callable[[Deal], Plan], ...] = ()
KINDS = {kind.__name__: kind for kind in (*PLAIN, *HARD, *SCENES)}
SIZES: dict[str, tuple[int, int]] = {}
TRADE_OF: dict[str, str] = {}


def make(kind: str, seed: int, cases: int | None = None) -> World:
    """The world of this kind and seed; `cases` overrides how many cases it has."""
    deal = Deal(kind, seed, cases, least_steps=9 if kind in ("two_causes", "confounded_mix", "upstream") else 6)
    return build(KINDS[kind](deal))


__all__ = ["HARD", "KINDS", "PLAIN", "SCENES", "Cause", "World", "make"]
