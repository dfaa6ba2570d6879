"""What every ordinary world has besides what is planted: links that break for innocent reasons and do no harm."""

from collections.abc import Sequence

from bench.planted.worlds import trade as t
from bench.planted.worlds.deal import Deal
from bench.planted.worlds.shapes import (
    Cut,
    Extra,
    Handoff,
    Late,
    Link,
    Loop,
    Mix,
    PingPong,
    Shape,
    Skip,
)

SHAPES = ("flag", "value", "late", "cut", "loop", "handoff", "skip", "pingpong")
SHARE = {"flag": (0.06, 0.2), "value": (0.1, 0.25), "late": (0.06, 0.16), "cut": (0.08, 0.16), "loop": (0.06, 0.15),
         "handoff": (0.06, 0.15), "skip": (0.06, 0.15), "pingpong": (0.05, 0.12)}  # fmt: skip


def shape(deal: Deal, kind: str, step: int | None = None) -> Shape:  # noqa: PLR0911 -- one line a shape
    """A shape of this kind with names and steps from the deck."""
    if kind == "flag":
        return deal.flag(step)
    if kind == "value":
        return deal.group()
    place = deal.step() if step is None else step
    match kind:
        case "late":
            return Late(place, deal.between(5, 12))
        case "cut":
            return Cut(place)
        case "loop":
            return Loop(place, deal.one((1, 1, 2)))
        case "handoff":
            return Handoff(place, deal.spare_team())
        case "pingpong":
            return PingPong(place, deal.spare_team())
    return Skip(place)


def share(deal: Deal, kind: str) -> float:
    """How often a link of this kind breaks."""
    return deal.between(*SHARE[kind])


def planted(
    deal: Deal, kind: str, mixes: Sequence[Mix], name: str = "cause", harm: tuple[float, float] = (1.3, 2.1)
) -> Link:
    """A true cause of this kind. Hard cases meet it somewhat more often."""
    because = ((mixes[0].column, deal.between(0.0, 0.4)),) if mixes and kind != "cut" else ()
    return Link(name, shape(deal, kind), share(deal, kind), deal.between(*harm), because)


def innocents(deal: Deal, mixes: Sequence[Mix], steps: int = 3) -> list[Link]:
    """Links that break more often in hard cases and do nothing: flags, values, and up to `steps` broken steps."""
    lean = ((mixes[0].column, deal.between(0.1, 0.7)),) if mixes else ()
    kinds = ["flag"] * int(deal.rng.integers(2, 5)) + ["value"] * int(deal.rng.integers(1, 3))
    kinds += deal.shuffled(["late", "loop", "skip", "late"])[: min(steps, max(deal.steps_left() - 1, 0))]
    links = [
        Link(f"innocent {i} {kind}", shape(deal, kind), share(deal, kind), because=lean) for i, kind in enumerate(kinds)
    ]
    return [*links, *_chasing(deal, lean)]


def _chasing(deal: Deal, lean: tuple[tuple[str, float], ...]) -> list[Link]:
    if not deal.chance(0.35):
        return []
    after = int(deal.rng.integers(1, len(deal.chain.steps) - 2))
    return [Link("innocent extra", Extra(deal.one(t.CHASE_STEPS), after), deal.between(0.04, 0.12), because=lean)]
