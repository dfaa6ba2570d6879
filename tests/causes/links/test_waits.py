"""Waits and work: broken above a given or a learned standard, in exactly these cases."""

import numpy as np
import pytest
from tests.causes.logs import facts, read

from headwater.causes.facts import Facts
from headwater.causes.links.office import open_waits
from headwater.causes.links.waits import two_humps, waits, work

N = 60


def log(minutes, *, took=None, again=()):
    """Ask, then after so many minutes Check (done again an hour later in the cases of `again`)."""
    rows = []
    for i, wait in enumerate(minutes):
        begin = i * 100
        rows.append({"case": f"C{i:03}", "step": "Ask", "at": begin, "start": begin, "team": "Desk"})
        if wait is not None:
            start = begin + wait
            done = start + (took[i] if took is not None else 0)
            rows.append({"case": f"C{i:03}", "step": "Check", "at": done, "start": start, "team": "Back"})
            if i in again:
                rows.append(
                    {"case": f"C{i:03}", "step": "Check", "at": done + 900, "start": done + 900, "team": "Back"}
                )
    return Facts(read(rows if took is not None else [{k: v for k, v in r.items() if k != "start"} for r in rows]))


def judge(found, f, spoiled, standards=None):
    return found(f, np.asarray(spoiled, float), np.ones(f.n, bool), standards or {})


def test_the_given_standard_decides_and_only_the_first_visit_counts():
    minutes = [float(i % 12) for i in range(N)]
    f = log(minutes, again={0, 1, 2})
    (found,) = judge(waits, f, [False] * N, {"wait: Check": 8 * 60})
    assert np.flatnonzero(found.broke).tolist() == [i for i in range(N) if minutes[i] > 8]
    assert (found.tries, found.counted, found.owner) == (1, None, "Back")
    assert "8 min (the given standard)" in found.rule


def test_cases_that_never_came_there_are_not_known():
    f = log([None if i % 3 == 0 else float(i % 12) for i in range(N)])
    (found,) = judge(waits, f, [False] * N, {"wait: Check": 5 * 60})
    assert np.flatnonzero(~found.known).tolist() == list(range(0, N, 3))
    assert not found.broke[~found.known].any()


def test_a_learned_cut_stands_where_spoiled_cases_begin():
    minutes = np.arange(1.0, 101.0)
    rng = np.random.default_rng(0)
    f = log(rng.permutation(np.repeat(minutes, 2)))
    wait = f.moments.wait[f.moments.seq == 1] / 60
    (found,) = judge(waits, f, wait > 70)
    assert wait[found.broke].min() == pytest.approx(71, abs=3)
    assert found.tries > 1
    assert "learned" in found.rule


def test_two_ways_of_waiting_are_parted_at_the_valley_whatever_is_spoiled():
    rng = np.random.default_rng(1)
    long = np.arange(300) % 5 == 0
    minutes = np.where(long, rng.lognormal(7, 0.3, 300), rng.lognormal(2, 0.4, 300))
    f = log(minutes)
    for spoiled in (long, rng.random(300) < 0.3):
        (found,) = judge(waits, f, spoiled)
        assert (found.broke == long).all()
        assert found.tries == 1
        assert "two ways" in found.rule


@pytest.mark.parametrize("seed", range(5))
def test_one_hump_is_not_two(seed):
    rng = np.random.default_rng(seed)
    assert two_humps(rng.lognormal(4, 1.0, 2000)) is None
    assert two_humps(rng.lognormal(4, 1.0, 50)) is None
    assert two_humps(rng.exponential(100, 2000)) is None


def test_where_the_long_hump_begins():
    rng = np.random.default_rng(3)
    both = np.concatenate([rng.lognormal(3, 0.4, 800), rng.lognormal(7, 0.4, 200)])
    assert np.exp(3 + 2 * 0.4) < two_humps(both) < np.exp(7 - 2 * 0.4)


def test_work_is_told_from_the_wait():
    took = [5.0 + i % 10 for i in range(N)]
    f = log([3.0] * N, took=took)
    found = {c.ref.step: c for c in judge(work, f, [False] * N, {"work: Check": 11 * 60})}
    assert np.flatnonzero(found["Check"].broke).tolist() == [i for i in range(N) if took[i] > 11]
    assert (found["Check"].ref.kind, found["Check"].link) == ("work", "Working on “Check”")


def test_too_few_or_equal_waits_are_no_link():
    few = log([float(i) for i in range(29)])
    assert judge(waits, few, np.arange(29) > 20) == []
    same = log([7.0] * N)
    assert judge(waits, same, np.arange(N) > 40) == []


def test_waits_right_after_a_sign_are_the_reaction_s():
    spelled = ["Ask Complaint Check End"] * 20 + ["Ask Check End"] * 40
    found = judge(waits, facts(spelled), np.arange(60) < 20, dict.fromkeys(("wait: Complaint", "wait: Check"), 0.0))
    assert [c.step for c in found] == ["Check"]
    assert np.flatnonzero(found[0].known).tolist() == list(range(20, 60))


def office_log(n=600, seed=0):
    """Ask and Check in open hours only (Monday to Friday, 8 to 17): one wait in eight is six times as long."""
    rng = np.random.default_rng(seed)
    open_minutes = 9 * 60

    def clock(worked):
        day, minute = divmod(worked, open_minutes)
        return (day // 5 * 7 + day % 5) * 24 * 60 + 8 * 60 + minute

    late = rng.random(n) < 0.125
    asked = np.sort(rng.uniform(0, 60 * open_minutes, n)).round()
    waited = (rng.lognormal(4.0, 0.35, n) * np.where(late, 6, 1)).round()
    rows = [
        {"case": f"C{i:03}", "step": step, "at": clock(at)}
        for i in range(n)
        for step, at in (("Ask", asked[i]), ("Check", asked[i] + waited[i]))
    ]
    return Facts(read(rows)), late, waited * 60


def test_where_office_hours_are_kept_a_night_is_no_delay():
    f, late, waited = office_log()
    assert open_waits(f)[f.moments.seq == 1] == pytest.approx(waited, abs=1)
    (found,) = judge(waits, f, late)
    assert found.rule.startswith("waiting before “Check” took longer than")
    assert "of open hours" in found.rule
    assert (found.broke == late).mean() > 0.98
    elapsed = f.moments.wait[f.moments.seq == 1]
    overnight = (elapsed > 8 * 3600) & ~late
    assert overnight.sum() > 30
    assert found.broke[overnight].mean() < 0.1


def test_a_given_standard_is_one_of_elapsed_time():
    f, late, _ = office_log()
    (found,) = judge(waits, f, late, {"wait: Check": 8 * 3600})
    assert "of open hours" not in found.rule
    assert np.array_equal(found.broke, f.moments.wait[f.moments.seq == 1] > 8 * 3600)


def test_where_people_work_around_the_clock_or_too_little_is_known_waits_are_elapsed_time():
    rng = np.random.default_rng(1)
    always = [{"case": f"C{i}", "step": s, "at": i * 37.0 + k * rng.uniform(1, 90)} for i in range(700)
              for k, s in enumerate(("Ask", "Check"))]  # fmt: skip
    assert open_waits(Facts(read(always))) is None
    few, _, _ = office_log(n=90)
    assert open_waits(few) is None


def test_the_longer_half_stands_apart_for_the_doubt():
    f, late, waited = office_log()
    (found,) = judge(waits, f, late)
    assert found.longer.sum() == pytest.approx(found.broke.sum() / 2, abs=1)
    assert waited[found.longer].min() >= np.median(waited[found.broke])
