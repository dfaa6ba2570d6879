"""Every number of the desk is defined in the documentation, in the words that its page shows."""

import re
from pathlib import Path

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.domain import Step
from headwater.desk.measures import times
from headwater.desk.measures.domain import Figure, Window

DOCS = Path(__file__).parents[2] / "docs"


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.server
def test_every_number_is_defined(world: World):
    world.case()
    held = times.held_by([], window=Window(at(0), at(1), at(1)))
    assert held == {}
    shown: list[Figure] = [
        *desk.figures(user=world.alice, since=at(-1), until=at(9), now=at(9)),
        *desk.holding_times(user=world.alice, since=at(-1), until=at(9), now=at(9)).values(),
    ]
    told = flat((DOCS / "numbers.md").read_text(encoding="utf-8"))
    assert len(shown) == 11
    assert [f.name for f in shown if f"`{f.name}`" not in told or f.definition not in told] == []


def test_every_step_of_the_journal_is_told():
    told = (DOCS / "architecture" / "desk.md").read_text(encoding="utf-8")
    assert [step.value for step in Step if step.value not in flat(told)] == []
