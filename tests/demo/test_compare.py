"""Found beside planted: own names before names from beside, followers apart, the rest said."""

from dataclasses import replace
from types import SimpleNamespace

from headwater.causes.domain import Evidence, Finding, Ref
from headwater.demo.compare import compare, names_any

EVIDENCE = Evidence(10, 0.5, 0.1, 0.1, 0.001, 3.0, (), "rule")
FINDING = Finding(
    "link", Ref("load"), "a", "b", None, "functional", "stock", 10.0, (5.0, 15.0), None, None, None, "cause", EVIDENCE,
    (), (), "?",
)  # fmt: skip
TRUTH = {
    "causes": [
        {"link": "Stock", "spoiled_cases": 9, "ref": {"kind": "condition", "column": "stock_out", "value": "yes"},
         "also": [{"kind": "order", "step": "Search"}]},
        {"link": "Late", "spoiled_cases": 5, "ref": {"kind": "wait", "step": "Approve"}, "also": []},
    ],
    "must_not_name": [{"kind": "handoff", "to": "Care"}],
}  # fmt: skip


def found(*refs: Ref, doubtful: tuple[Ref, ...] = ()):
    made = [replace(FINDING, ref=r, link=str(i)) for i, r in enumerate((*refs, *doubtful), 1)]
    return compare(SimpleNamespace(findings=made[: len(refs)], cannot_tell=made[len(refs) :]), TRUTH)


def test_a_flag_is_the_same_however_it_is_spelled():
    flag = replace(FINDING, ref=Ref("condition", step="Look up", column="stock_out", value="true"))
    assert names_any(flag, [TRUTH["causes"][0]["ref"]])
    assert not names_any(flag, [{"kind": "condition", "column": "stock_out", "value": "no"}])
    assert not names_any(flag, [{"kind": "condition", "column": "supplier"}])


def test_its_own_name_wins_over_one_from_beside():
    lines = found(Ref("order", step="Search"), Ref("condition", column="stock_out", value=True)).lines
    assert (lines[0].place, lines[0].beside) == (2, False)
    assert (lines[1].finding, lines[1].place) == (None, None)


def test_a_name_from_beside_is_said_to_be_one():
    assert found(Ref("order", step="Search")).lines[0].beside


def test_cannot_tell_has_no_place():
    line = found(doubtful=(Ref("wait", step="Approve"),)).lines[1]
    assert line.finding is not None
    assert line.place is None


def test_followers_and_others_are_kept_apart():
    result = found(Ref("handoff", team="Shop", to="Care"), Ref("skip", step="Greet"), Ref("wait", step="Approve"))
    assert [f.ref.kind for f in result.followers] == ["handoff"]
    assert [f.ref.kind for f in result.others] == ["skip"]
