"""Customers who did not come back are counted where that can be said, and only there."""

import numpy as np
import pyarrow as pa
import pytest
from tests.report.invented import record_of

from headwater.report.rowsets import register_answer
from headwater.report.unheard import unheard, wilson


def _record(gone_after_spoiled: int, customers: int = 60):
    """Every customer has a case on day 0 (spoiled for the first half); those not gone come back on day 5."""
    day = np.timedelta64(1, "D").astype("timedelta64[us]")
    start, rows = np.datetime64("2025-01-01", "us"), []
    for n in range(customers):
        rows.append((f"a{n}", start, f"c{n}"))
        if not (n < customers // 2 and n < gone_after_spoiled):
            rows.append((f"b{n}", start + 5 * day, f"c{n}"))
    rows.append(("end", start + 40 * day, "late"))
    cases, times, who = zip(*rows, strict=True)
    table = pa.table({"case": cases, "step": ["seen"] * len(rows), "at": pa.array(times), "customer": who})
    record = record_of(table, customer="customer")
    names = record.names("case_ids")
    spoiled = [name[0] == "a" and int(name[1:]) < customers // 2 for name in names]
    register_answer(record, pa.table({"case_no": pa.array(range(len(names)), pa.int32()), "spoiled": spoiled}))
    return record


def test_those_who_left_after_a_spoiled_case_are_counted():
    found = unheard(_record(12))
    assert found is not None
    assert found.spoiled == (12, 30)
    assert found.good[1] == 30 + 48
    assert found.window == pytest.approx(5 * 86_400)


def test_too_few_returns_say_nothing():
    assert unheard(_record(10, customers=20)) is None


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_wilsons_interval_has_its_published_values(hits, of, low, high):
    assert wilson(hits, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
