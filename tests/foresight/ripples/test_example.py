"""The decision that is proposed to begin with can be made on the twin as it is."""

from dataclasses import replace

import pytest
from tests.foresight import world

from headwater.foresight.decisions.grammar import parse
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.decide import Asked, prepared
from headwater.foresight.ripples.example import example
from headwater.foresight.simulator.domain import Pool
from headwater.shared.said import in_language

EVENING = world.people({range(1, 3): {range(18, 22): 2}, range(4, 5): {range(18, 23): 2}})


def closed_on_monday() -> Twin:
    return world.twin(replace(world.centre(), pools=(Pool("Evening", EVENING, (0, 1)),)))


def tight() -> Twin:
    """A twin of whose only team nobody can be spared."""
    service = world.permission()
    one = replace(service.pools[1], servers=tuple(min(n, 1) for n in service.pools[1].servers))
    kinds = tuple(replace(k, arrivals=replace(k.arrivals, factor=0.52)) for k in service.kinds)
    return world.twin(replace(service, pools=(Pool("clerks", one.servers, (0, 1)),), kinds=kinds))


@pytest.mark.parametrize(
    ("twin", "typed", "german"),
    [
        (world.twin(world.centre()), "staff:billing -1 on Mondays", "staff:billing -1 montags"),
        (closed_on_monday(), "staff:Evening -1 on Fridays", "staff:Evening -1 freitags"),
        (tight(), "staff:clerks +1 on Mondays", "staff:clerks +1 montags"),
        (world.twin(replace(world.centre(), pools=())), "arrivals -5 %", "arrivals -5 %"),
    ],
)
def test_it_can_be_made_in_each_language(twin: Twin, typed: str, german: str) -> None:
    found = example(twin)
    assert (found, in_language(found, "de")) == (typed, german)
    assert parse(found).sentence == parse(german).sentence
    if twin.service.pools:
        assert prepared([parse(german)], twin, Asked(world.TODAY))[0] != twin.service
