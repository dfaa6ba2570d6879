"""The trace of a difficulty that no column holds: found in the work times when it is there, and not when it is not."""

import numpy as np
import pytest
from tests.causes.logs import chance, read

from headwater.causes.domain import Ref
from headwater.causes.facts import Facts
from headwater.causes.hidden import explained_away, goes_with_trace, trace
from headwater.causes.links.candidate import Candidate

N = 800
STEPS = ("Ask", "Check", "Decide")


def log(seed, *, hard=0.0, recorded=False, pace=0.0):
    """Three timed steps whose work takes longer in hard cases; people differ in pace."""
    rng = np.random.default_rng(seed)
    difficulty, clerk = rng.normal(size=N), rng.integers(0, 8, N)
    rows = []
    for i in range(N):
        now = i * 500.0
        for step in STEPS:
            took = 10 * np.exp(0.4 * rng.normal() + hard * difficulty[i] + pace * (clerk[i] - 3.5))
            row = {"case": f"C{i:04}", "step": step, "start": now, "at": now + took, "who": f"P{clerk[i]}"}
            rows.append(row)
            now += took + 5
    mix = np.column_stack([np.ones(N), difficulty]) if recorded else np.ones((N, 1))
    return Facts(read(rows)), mix, difficulty


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_difficulty_is_found_at_every_step(seed):
    found = trace(*log(seed, hard=0.3)[:2])
    assert found is not None
    assert set(found.steps) == set(STEPS)


@pytest.mark.parametrize("seed", range(3))
def test_no_difficulty_no_trace(seed):
    assert trace(*log(seed)[:2]) is None


def test_people_s_pace_and_what_is_recorded_are_no_trace():
    assert trace(*log(0, pace=0.2)[:2]) is None
    assert trace(*log(1, hard=0.3, recorded=True)[:2]) is None


def test_without_starts_there_is_nothing_to_read():
    rows = [{"case": f"C{i}", "step": s, "at": i * 9 + k} for i in range(50) for k, s in enumerate(STEPS)]
    assert trace(Facts(read(rows)), np.ones((50, 1))) is None


def test_the_reading_leaves_out_the_link_s_own_step_and_follows_the_difficulty():
    f, mix, difficulty = log(2, hard=0.4)
    found = trace(f, mix)
    others = [i for i, name in enumerate(found.steps) if name != "Check"]
    assert found.beside("Check") == pytest.approx(found.residual[:, others].mean(1))
    assert np.corrcoef(found.beside(None), difficulty)[0, 1] > 0.6
    rng = np.random.default_rng(0)
    routed, fair = rng.random(N) < chance(difficulty), rng.random(N) < 0.5
    assert "no column records" in goes_with_trace(routed, mix, found.beside(None))
    assert goes_with_trace(fair, mix, found.beside(None)) is None


def judged(seed, *, confounding, harm, kind="condition", routing=False, blurred=0.0, n=6000):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    broke = rng.random(n) < chance(-1 + confounding * x)
    y = (rng.random(n) < chance(-1.5 + 1.0 * x + harm * broke)).astype(float)
    longer = broke if blurred else None
    broke = broke | (rng.random(n) < blurred)
    link = Candidate(Ref(kind=kind), "link", broke, np.ones(n, bool), 0.0, "", routing=routing)
    return explained_away(link, broke, longer, y, np.column_stack([np.ones(n), x]), np.zeros((n, 0)))


def test_a_link_that_goes_with_the_case_mix_must_outweigh_it():
    assert judged(0, confounding=0.0, harm=0.6) is None
    assert judged(0, confounding=0.7, harm=0.6) is not None
    assert judged(0, confounding=0.5, harm=2.5) is None
    assert judged(0, confounding=0.7, harm=0.6, kind="wait") is not None
    assert judged(0, confounding=0.7, harm=0.6, kind="loop") is None


def test_a_link_that_people_chose_must_outweigh_more():
    assert judged(0, confounding=0.5, harm=1.25) is None
    assert "3 times as strong" in judged(0, confounding=0.5, harm=1.25, routing=True)


def test_a_wait_whose_longer_half_outweighs_the_case_mix_is_not_blurred_by_ordinary_long_waits():
    assert judged(0, confounding=0.4, harm=1.6, kind="wait", blurred=0.3) is None
    assert judged(0, confounding=0.9, harm=0.4, kind="wait", blurred=0.3) is not None
