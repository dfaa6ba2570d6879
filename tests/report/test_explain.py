"""`explain` finds one number by the name a person would type."""

from datetime import UTC, datetime

import pytest
from tests.report.invented import invented_causes, invented_record

from headwater.chain.service import chain
from headwater.report.service import explain, write_report
from headwater.shared.errors import InputError


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    out = tmp_path_factory.mktemp("explained") / "report"
    record = invented_record(120)
    write_report(invented_causes(), record, chain(record), out, made_at=datetime(2026, 11, 22, tzinfo=UTC))
    return out


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("approval: waiting", "Approval: waiting"),
        ("Aproval waiting", "Approval: waiting"),
        ("share of spoiled cases", "share of spoiled cases"),
        ("waiting before Approval: customers lost", "waiting before Approval: customers lost"),
        ("order prepared to shipped: median wait", "Order prepared to Shipped: median wait"),
    ],
)
def test_the_nearest_name_wins(report, asked, found):
    assert explain(asked, report).figure.name == found


def test_it_brings_the_first_rows(report):
    found = explain("approval: waiting", report)
    assert found.columns[:3] == ("case", "done", "after")
    assert len(found.rows) == 10
    waits = [float(row[6]) for row in found.rows]
    assert waits == sorted(waits, reverse=True)


def test_an_unknown_name_is_answered_with_the_nearest(report):
    with pytest.raises(InputError, match=r"No number in .* is called “zebra crossing”; the nearest are: "):
        explain("zebra crossing", report)


def test_no_report_no_answer(tmp_path):
    with pytest.raises(InputError, match="run headwater diagnose first"):
        explain("cases", tmp_path)
