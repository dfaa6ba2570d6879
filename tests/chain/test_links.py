"""Every number of steps, edges, hand-offs, variants and durations against a plain recount."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chain.records import Row, in_order, record, rows_of

from headwater.chain import chain


def steps_of(cases: dict[str, list[Row]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases.values():
        last: dict[str, Row] = {}
        times = Counter(row["step"] for row in case)
        for row in case:
            step, before = found[row["step"]], last.get(row["step"])
            step["count"] += 1
            if before is not None:
                again = before["who"] is not None and before["who"] == row["who"]
                step["repeats" if again else "redos"] += 1
            last[row["step"]] = row
        for name, n in times.items():
            found[name]["cases"] += 1
            found[name]["rework_cases"] += n > 1
        for a, b in pairwise(case):
            found[b["step"]]["self_loops"] += a["step"] == b["step"]
    return found


@settings(max_examples=30, deadline=None)
@given(rows=rows_of(), timed=st.booleans())
def test_steps_and_edges_are_recounted(rows: list[Row], timed: bool) -> None:
    found, cases = chain(record(rows, timed=timed)), in_order(rows, timed=timed)
    names = ("count", "cases", "rework_cases", "repeats", "redos", "self_loops")
    expected_steps = {step: {name: n[name] for name in names} for step, n in steps_of(cases).items()}
    assert {s["step"]: {name: s[name] for name in names} for s in found.rows("steps")} == expected_steps
    waits: dict[tuple[str, str], list[float]] = defaultdict(list)
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, case in cases.items():
        for a, b in pairwise(case):
            waits[a["step"], b["step"]].append((b["begin"] - a["end"]) / 1e6)
            seen[a["step"], b["step"]].add(name)
    edges = {(e["from"], e["to"]): e for e in found.rows("edges")}
    assert edges.keys() == waits.keys()
    for edge, values in waits.items():
        e = edges[edge]
        assert (e["count"], e["cases"]) == (len(values), len(seen[edge]))
        assert e["overlaps"] == sum(v < 0 for v in values)
        wanted = [np.mean(values), np.median(values), np.quantile(values, 0.9), np.mean(np.maximum(values, 0))]
        shown = [e["wait_mean_s"], e["wait_median_s"], e["wait_p90_s"], e["wait_mean_from_zero_s"]]
        assert shown == pytest.approx(wanted, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(rows=rows_of(), timed=st.booleans())
def test_work_variants_durations_and_ends_are_recounted(rows: list[Row], timed: bool) -> None:
    found, cases = chain(record(rows, timed=timed)), in_order(rows, timed=timed)
    for step in found.rows("steps"):
        work = [(r["at"] - r["start"]) / 1e6 for r in rows if r["step"] == step["step"] and r["start"] is not None]
        assert step["work_mean_s"] == (pytest.approx(np.mean(work)) if work and timed else None)
    variants = Counter(tuple(row["step"] for row in case) for case in cases.values())
    assert {tuple(v["steps"]): v["cases"] for v in found.rows("variants")} == variants
    assert found.variant_count == len(variants)
    long = [(max(r["end"] for r in case) - min(r["begin"] for r in case)) / 1e6 for case in cases.values()]
    durations = found.rows("durations")[0]
    wanted = [np.mean(long), np.median(long), np.quantile(long, 0.9), min(long), max(long)]
    assert [durations[n] for n in ("mean_s", "median_s", "p90_s", "min_s", "max_s")] == pytest.approx(wanted)
    opens = Counter(case[0]["step"] for case in cases.values())
    assert {e["step"]: e["opens"] for e in found.rows("ends") if e["opens"]} == opens


@settings(max_examples=30, deadline=None)
@given(rows=rows_of())
def test_hand_offs_and_ping_pong_are_recounted(rows: list[Row]) -> None:
    found, cases = chain(record(rows)), in_order(rows, timed=False)
    for role, table in (("team", "handoffs"), ("who", "people")):
        passed = Counter(
            (a[role], b[role])
            for case in cases.values()
            for a, b in pairwise(case)
            if a[role] and b[role] and a[role] != b[role]
        )
        assert {(h["from"], h["to"]): h["count"] for h in found.rows(table)} == passed
    waits: dict[tuple[str, str], list[float]] = {}
    for case in cases.values():
        for a, b in pairwise(case):
            if a["team"] and b["team"] and a["team"] != b["team"]:
                waits.setdefault((a["team"], b["team"]), []).append((b["begin"] - a["end"]) / 1e6)
    for h in found.rows("handoffs"):
        these = waits[h["from"], h["to"]]
        wanted = [np.mean(these), np.median(these), np.quantile(these, 0.9)]
        assert [h[f"wait_{name}_s"] for name in ("mean", "median", "p90")] == pytest.approx(wanted)
    for role, table in (("team", "pingpong"), ("who", "pingpong_people")):
        came_back = 0
        for case in cases.values():
            held = [row[role] for row in case if row[role]]
            runs = [one for i, one in enumerate(held) if i == 0 or one != held[i - 1]]
            came_back += sum(a == c for a, c in zip(runs, runs[2:], strict=False))
        assert sum(p["count"] for p in found.rows(table)) == came_back


def test_a_record_without_moments_gives_an_empty_chain_and_says_so() -> None:
    empty = chain(record([]))
    assert str(empty) == "The record holds no moments, so there is no chain to show."
    assert empty.to_dict()["edges"] == []
    assert empty.plot().svg.startswith("<svg")
