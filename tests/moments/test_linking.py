"""The edge and case columns against a plain reference, and the same whatever the size of the batches."""

from collections import defaultdict
from datetime import UTC
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.moments.linking import write_linked

SCHEMA = pa.schema(
    [
        ("case_no", pa.int32()),
        ("step", pa.int32()),
        ("who", pa.int32()),
        ("team", pa.int32()),
        ("customer", pa.int32()),
        ("channel", pa.int32()),
        ("done_at", pa.timestamp("us")),
        ("started_at", pa.timestamp("us")),
        ("source_row", pa.int64()),
    ]
)

Row = dict[str, Any]


def sorted_rows(rows: list[Row], timed: bool) -> list[Row]:
    for place, row in enumerate(rows):
        row["source_row"] = place
        row["started_at"] = row["started_at"] if timed else None
    start = lambda r: r["done_at"] if r["started_at"] is None else r["started_at"]  # noqa: E731 -- one expression, used below
    ordered = sorted(rows, key=lambda r: (r["case_no"], start(r), r["done_at"], r["source_row"]))
    numbers = {case: i for i, case in enumerate(sorted({r["case_no"] for r in rows}))}
    return [r | {"case_no": numbers[r["case_no"]]} for r in ordered]


def link(rows: list[Row], folder: Path, *, size: int, timed: bool) -> tuple[list[Row], list[Row], dict[str, int]]:
    table = pa.Table.from_pylist(rows, SCHEMA)
    reader = pa.RecordBatchReader.from_batches(SCHEMA, table.to_batches(max_chunksize=size))
    noticed = write_linked(reader, folder, timed=timed)
    read = [pq.read_table(folder / f"{name}.parquet").to_pylist() for name in ("moments", "cases_core")]
    return read[0], read[1], vars(noticed)


def reference(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """One moment at a time, in plain Python: what the columns promise."""
    moments: list[Row] = []
    of_case: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        before = of_case[row["case_no"]]
        last = before[-1] if before else None
        visits = [b for b in before if b["step"] == row["step"]]
        started = row["done_at"] if row["started_at"] is None else row["started_at"]
        moments.append(
            row
            | {
                "started": started,
                "seq": len(before),
                "prev_step": last and last["step"],
                "prev_who": last and last["who"],
                "prev_team": last and last["team"],
                "wait_s": None if last is None else (started - last["done_at"]) / 1e6,
                "work_s": None if row["started_at"] is None else (row["done_at"] - row["started_at"]) / 1e6,
                "visit": len(visits) + 1,
                "same_who": bool(visits) and row["who"] is not None and visits[-1]["who"] == row["who"],
                "edge_again": last is not None
                and any(b["prev_step"] == last["step"] and b["step"] == row["step"] and b["seq"] for b in before),
                "back_team": came_back(before, row, "team"),
                "back_who": came_back(before, row, "who"),
            }
        )
        before.append(moments[-1])
    return moments, [case_line(case) for case in of_case.values()]


def came_back(before: list[Row], row: Row, to: str) -> bool:
    if row[to] is None:
        return False
    runs: list[int] = []
    for moment in before:
        if moment[to] is not None and (not runs or runs[-1] != moment[to]):
            runs.append(moment[to])
    return len(runs) > 1 and runs[-1] != row[to] and runs[-2] == row[to]


def case_line(case: list[Row]) -> Row:
    pairs = list(pairwise(case))
    again = [m for m in case if m["visit"] > 1]
    known = lambda a, b, what: a[what] is not None and b[what] is not None and a[what] != b[what]  # noqa: E731 -- one expression, used below
    return {
        "customer": next((m["customer"] for m in case if m["customer"] is not None), None),
        "channel": next((m["channel"] for m in case if m["channel"] is not None), None),
        "opened_at": min(m["started"] for m in case),
        "ended_at": max(m["done_at"] for m in case),
        "moments": len(case),
        "first_step": case[0]["step"],
        "last_step": case[-1]["step"],
        "loops": len(again),
        "repeats": sum(m["same_who"] for m in again),
        "redos": sum(not m["same_who"] and m["who"] is not None for m in again),
        "handoffs": sum(known(a, b, "team") for a, b in pairs),
        "changes": sum(known(a, b, "who") for a, b in pairs),
        "pingpongs": sum(m["back_team"] for m in case),
        "wait_s": sum(max(m["wait_s"], 0.0) for m in case if m["wait_s"] is not None),
        "work_s": sum(max((m["done_at"] - m["started"]) / 1e6, 0.0) for m in case),
    }


def micros(rows: list[Row]) -> list[Row]:
    """Times as whole microseconds, as the reference counts them."""
    epoch = lambda v: round(v.timestamp() * 1e6) if hasattr(v, "timestamp") else v  # noqa: E731 -- one expression, used below
    return [{k: epoch(v.replace(tzinfo=UTC) if hasattr(v, "replace") else v) for k, v in r.items()} for r in rows]


code = st.one_of(st.none(), st.integers(0, 2))
minute = st.integers(0, 8).map(lambda m: m * 60_000_000)
one_row = st.fixed_dictionaries(
    {
        "case_no": st.integers(0, 4),
        "step": st.integers(0, 3),
        "who": code,
        "team": code,
        "customer": code,
        "channel": code,
        "done_at": minute,
        "started_at": st.one_of(st.none(), minute),
    }
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(one_row, max_size=30), size=st.integers(1, 7), timed=st.booleans())
def test_columns_equal_the_reference_in_batches_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], size: int, timed: bool
) -> None:
    ordered = sorted_rows(rows, timed)
    moments, cases, noticed = link(ordered, tmp_path_factory.mktemp("linked"), size=size, timed=timed)
    expected_moments, expected_cases = reference(ordered)
    for found, expected in zip(micros(moments), expected_moments, strict=True):
        assert {k: v for k, v in found.items() if k in expected} == {k: expected[k] for k in found if k in expected}
        assert set(found) >= {"seq", "wait_s", "edge_again", "back_team"}
    for found, expected in zip(micros(cases), expected_cases, strict=True):
        assert {k: found[k] for k in expected} == pytest.approx(expected)
    assert noticed["moments"] == len(rows)
    assert noticed["cases"] == len(expected_cases)
    assert noticed["single_moment_cases"] == sum(c["moments"] == 1 for c in expected_cases)
    assert noticed["negative_waits"] == sum(m["wait_s"] is not None and m["wait_s"] < 0 for m in expected_moments)
    assert noticed["missing_starts"] == (sum(m["started_at"] is None for m in ordered) if timed else 0)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(one_row, min_size=1, max_size=30))
def test_two_cases_share_a_variant_exactly_when_their_steps_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    ordered = sorted_rows(rows, timed=False)
    _, cases, _ = link(ordered, tmp_path_factory.mktemp("linked"), size=5, timed=False)
    spelled = defaultdict(tuple)
    for row in ordered:
        spelled[row["case_no"]] += (row["step"],)
    hashes = {c["case_no"]: c["variant"] for c in cases}
    assert all((hashes[a] == hashes[b]) == (spelled[a] == spelled[b]) for a in hashes for b in hashes)


def test_an_empty_record_gives_empty_tables_with_all_columns(tmp_path: Path) -> None:
    moments, cases, noticed = link([], tmp_path, size=5, timed=False)
    assert (moments, cases) == ([], [])
    assert set(noticed.values()) == {0}
    assert {"seq", "edge_again"} <= set(pq.read_schema(tmp_path / "moments.parquet").names)
