"""The river carries the findings by their rank, and only where a step can carry them."""

from dataclasses import replace

import pytest
from tests.report.invented import invented_causes, invented_finding, invented_record

from headwater.causes.domain import Ref
from headwater.chain.service import chain
from headwater.report.map import harm, marks, picture


@pytest.fixture(scope="module")
def drawn():
    return chain(invented_record(120))


def test_marks_keep_the_rank_of_findings_that_no_step_carries(drawn):
    nowhere = invented_finding(
        link="cases that open on Friday", ref=Ref("load"), starts_at="when the case opens", shows_at="in the flow"
    )
    answer = replace(invented_causes(), findings=[nowhere, *invented_causes().findings])
    assert [(m.starts_at, m.starts) for m in marks(answer, drawn)] == [
        ("Approval", "2 starts here"),
        ("Item looked up", "3 starts here"),
    ]
    svg, said = picture(answer, drawn)
    assert "2 starts here" in svg
    assert "2: waiting before Approval; 3: the item" in said
    assert "Friday" not in said


def test_a_wait_harms_the_way_into_its_step(drawn):
    found = harm(invented_causes(), drawn)
    assert found["Approval"] == found[("Item looked up", "Approval")] == pytest.approx(64.2)
    assert ("Approval", "Order prepared") not in found


def test_the_picture_has_no_inline_style(drawn):
    svg, _ = picture(invented_causes(), drawn)
    assert "style" not in svg
