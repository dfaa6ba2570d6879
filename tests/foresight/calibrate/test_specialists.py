"""People who take only some of their team's cases are found, and the twin says what it cannot tell."""

import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import Rules, calls, record

from headwater.foresight.calibrate.frame import Frame, framed, read
from headwater.foresight.calibrate.service import twin
from headwater.foresight.calibrate.specialists import said, specialists

RULES = Rules(people=4, weeks=5)


def given(away: tuple[str, ...]) -> pa.Table:
    """The calls, but these people have given their complaints to Ann 3."""
    rows = calls(RULES).to_pylist()
    moved = [r | {"who": "Ann 3"} if r["who"] in away and r["kind"] == "complaint" else r for r in rows]
    return pa.Table.from_pylist(moved)


def frame(table: pa.Table) -> Frame:
    return framed(*read(record(table), zone="UTC", kind="kind"), None)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_everybody_takes_everything_nothing_is_said(seed: int) -> None:
    assert specialists(frame(calls(RULES, seed))) == ()


def test_who_leaves_a_kind_to_the_others_is_named() -> None:
    found = frame(given(("Ann 0", "Ann 1")))
    assert {(one.who, one.takes) for one in specialists(found)} == {("Ann 0", ("question",)), ("Ann 1", ("question",))}
    (note,) = said(found)
    assert "Desk (Ann 0 and Ann 1: question)" in note


def test_the_twin_says_that_its_one_pool_is_assumed() -> None:
    parts = {p.name: p for p in twin(record(given(("Ann 0",))), kind="kind", resampled=0).parts}
    assert parts["skills.Desk"].tag == "assumed"
    assert "skills.Desk" not in {p.name for p in twin(record(calls(RULES)), kind="kind", resampled=0).parts}
