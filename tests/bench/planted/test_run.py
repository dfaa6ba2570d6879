"""The baselines, the runner and its page."""

from pathlib import Path

import pytest
from bench.planted.baselines import METHODS, features
from bench.planted.ours import write as write_log
from bench.planted.report import BEGIN, markdown, write
from bench.planted.run import Job, folder, jobs, run, run_all
from bench.planted.score import score
from bench.planted.worlds import make
from pyarrow import csv, parquet

ALL = tuple(METHODS)


def test_baselines_name_links_of_a_small_world() -> None:
    world = make("flag", 3, 1500)
    table = features(world)
    assert table.X.shape == (1500, len(table.refs))
    assert table.spoiled.mean() == pytest.approx(world.share)
    for name, method in METHODS.items():
        found = method(table)
        assert found, name
        assert {"ref", "verdict", "spoiled_cases", "interval"} <= set(found[0])


def test_logistic_regression_finds_a_plain_cause_and_no_person_baseline_does() -> None:
    for kind in ("flag", "loop", "handoff"):
        world = make(kind, 4, 5000)
        table = features(world)
        assert score(METHODS["logistic regression"](table), world).first, kind
        assert not score(METHODS["most complained-about person"](table), world).first


def test_baselines_bear_six_cases() -> None:
    rows = run(Job("shoe_neither", 1, ALL))
    assert [row["failed"] for row in rows] == [None] * len(METHODS)


def test_every_fifth_world_is_a_csv(tmp_path: Path) -> None:
    seen = set()
    for seed in range(12):
        world = make("flag", seed, 40)
        path = write_log(world, tmp_path)
        seen.add(path.suffix)
        rows = csv.read_csv(path).num_rows if path.suffix == ".csv" else parquet.read_table(path).num_rows
        assert rows == world.moments.num_rows
    assert seen == {".csv", ".parquet"}


def test_seeds_share_no_world() -> None:
    first = {job.seed for job in jobs(["flag"], 100, 0, ALL, None)}
    assert not first & {job.seed for job in jobs(["flag"], 100, 1, ALL, None)}


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    said: list[str] = []
    kept = folder(tmp_path)
    rows = run_all(jobs(["flag"], 2, 0, ALL, 400), kept, 1, said.append)
    assert (len(rows), len(said)) == (2 * len(METHODS), 2)
    path = kept / "flag.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"kind": "fl', encoding="utf-8")
    again = run_all(jobs(["flag"], 3, 0, ALL, 400), kept, 1, said.append)
    assert len(said) == 3
    assert again[: 2 * len(METHODS)] == rows
    assert len(run_all(jobs(["flag"], 3, 0, ALL, 400), kept, 1, said.append)) == 3 * len(METHODS)
    assert len(said) == 3


def test_the_page_keeps_the_rest_and_shows_lost_rows(tmp_path: Path) -> None:
    rows = [row for seed in (1, 2) for row in run(Job("flag", seed, ALL, 400))]
    ours = [{**row, "method": "headwater", "first": False, "failed": "ValueError: no"} for row in rows[:: len(METHODS)]]
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nspeed\n", encoding="utf-8")
    for _ in range(2):
        write(page, markdown([*ours, *rows], "make bench"))
    text = page.read_text(encoding="utf-8")
    assert text.count(BEGIN) == 1
    assert "speed" in text
    assert "| flag | **0%** |" in text
    assert "ValueError: no" in text
    assert "| alarm |" not in text
