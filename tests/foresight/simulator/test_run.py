"""What a service says is what happens: each field on and off, conservation, and the same numbers for a seed."""

from dataclasses import fields, replace
from os import utime

import numpy as np
import pytest
from tests.foresight.simulator.services import HOUR, one, share, short

from headwater.foresight.simulator.domain import (
    END,
    NEVER,
    NOTHING,
    Arrivals,
    Kind,
    Law,
    Move,
    Plan,
    Pool,
    Service,
    State,
    Station,
    Step,
)  # fmt: skip
from headwater.foresight.simulator.kernel.loop import tidy
from headwater.foresight.simulator.run import log, run
from headwater.shared.errors import InputError, UsageError


def same(a, b):
    return all(np.array_equal(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))


def test_a_seed_gives_the_same_on_any_number_of_cores():
    service = one(9.0, patience=HOUR, kind={"retry": 0.5, "repeat": 0.2, "retry_after": HOUR, "repeat_after": HOUR})
    assert same(run(service, short()), run(service, short(), jobs=2))
    assert not same(run(service, short()), run(service, short(seed=2)))


def test_every_case_that_came_is_over_or_gave_up():
    tally = run(one(12.0, patience=HOUR, kind={"repeat": 0.2, "repeat_after": HOUR}), short())
    assert (tally.cases + tally.repeats == tally.over + tally.gave_up).all()
    assert (tally.came.sum((1, 2)) == tally.visits.sum(1)).all()
    assert (tally.left.sum((1, 2)) == tally.gave_up.sum(1)).all()
    assert (tally.wait_bins.sum(-1) == tally.came).all()
    assert tally.queue.mean() == pytest.approx(tally.wait.sum() / 4 / 2000.0, rel=0.02)  # Little


def test_scenarios_stay_aligned():
    """The variance of a difference falls at least twentyfold against independent runs."""
    plan, other = (short(600.0, replications=40, seed=s) for s in (1, 2))
    fifty, fewer = (one(48.0, (n,), patience=Law("exponential", 2.0)) for n in (50, 48))
    base, paired, apart = run(fifty, plan), run(fewer, plan), run(fewer, other)
    lost = [t.left.sum((1, 2)) / t.came.sum((1, 2)) for t in (base, paired, apart)]
    assert np.var(lost[2] - lost[0]) > 15 * np.var(lost[1] - lost[0])


def test_fewer_arrivals_are_some_of_the_same():
    whole = one(8.0)
    thinned = replace(whole, kinds=(replace(whole.kinds[0], arrivals=Arrivals((8.0,), factor=0.8)),))
    added = replace(whole, kinds=(replace(whole.kinds[0], arrivals=Arrivals((8.0,), factor=1.25)),))
    born = [set(log(s, short(50.0, replications=1))["enabled"].to_pylist()) for s in (thinned, whole, added)]
    assert born[0] < born[1] < born[2]


def test_an_unknown_start_of_the_clock_counts_the_slot_in_which_a_visit_joined():
    service = one((0.0, 6.0), (0, 8), slot=12.0, slots=2)
    tally = run(service, short(2400.0))
    assert tally.came[..., 0].sum() == 0
    assert tally.open[..., 0].sum() == 0
    assert tally.came[..., 1].sum() > 0
    assert tally.overtime.sum() > 0


def test_work_goes_on_when_the_shift_is_over_unless_it_pauses():
    work = Law("fixed", 9.0)
    ends, pauses = (
        one((1 / 24, 0.0), (4, 0), slot=12.0, slots=2, work=work, pool={"pauses": p}) for p in (False, True)
    )
    assert run(pauses, short(2400.0)).overtime.sum() == 0
    assert run(ends, short(2400.0)).overtime.sum() > 0
    rows = log(pauses, short(2400.0, replications=1)).to_pydict()
    lasted = np.subtract(rows["end"], rows["start"])
    assert lasted.max() > 12.0  # a night lies within
    assert set(np.round(lasted, 6)) <= {9.0, 21.0}


def test_who_stays_goes_on_when_others_end_their_shift():
    service = one(40.0, (4, 2), slot=50.0, slots=2, patience=Law("fixed", 2.0))
    shifts = 40
    tally = run(service, Plan(100.0 * shifts, warm_up=100.0, replications=10))
    assert tally.overtime.sum() / (10 * shifts) == pytest.approx(2 * HOUR.mean, rel=0.1)
    assert tally.busy[:, 0, 1].sum() / (10 * shifts) == pytest.approx(2 * 50.0 + 2 * HOUR.mean, rel=0.01)


def test_a_closed_day_has_no_server():
    service = one(1.0, (5,), pool={"closed": ((24.0, 48.0),)})
    rows = log(service, Plan(100.0, replications=1)).to_pydict()
    assert not any(24.0 <= start < 48.0 for start in rows["start"])
    assert any(24.0 <= joined < 48.0 for joined in rows["enabled"])


def test_two_that_come_at_one_moment_are_served_by_priority():
    clock = Arrivals((1.0,), gaps=Law("fixed", 1.0))
    kinds = tuple(Kind(name, clock, ((1.0, 0),)) for name in ("later", "first"))
    station = Station("desk", priority_of=((0, 2), (1, 1)))
    service = Service(
        (station,), (Pool("desk", (1,), (0,)),), (Step("call", 0, Law("fixed", 0.4)),),
        (State(0, (Move(1.0, END),)),), kinds, slot=1e18, slots=1,
    )  # fmt: skip
    rows = log(service, Plan(20.0, replications=1)).to_pydict()
    waits = zip(rows["kind"], np.round(np.subtract(rows["start"], rows["enabled"]), 6).tolist(), strict=True)
    assert set(waits) == {("first", 0.0), ("later", 0.4)}


def test_who_leaves_without_a_word_keeps_the_place():
    quiet = one(12.0, patience=HOUR, station={"silent": 1.0, "silent_work": Law("fixed", 0.5)})
    told, plain = run(quiet, short()), run(one(12.0, patience=HOUR), short())
    assert (told.silent == told.left).all()
    assert share(told, "left") > share(plain, "left") * 1.2
    assert plain.silent.sum() == 0


def test_who_is_called_back_does_not_leave():
    service = one(12.0, patience=HOUR, station={"callback": 1.0})
    service = replace(service, kinds=(replace(service.kinds[0], arrivals=Arrivals((9.0,))),))
    tally = run(service, short())
    assert tally.left.sum() == 0
    assert tally.queue.sum() == 0
    assert tally.case_wait.sum() > 0


def test_steps_beside_each_other_are_joined_again():
    steps = tuple(Step(name, None, Law("fixed", time)) for name, time in (("a", 1.0), ("b", 3.0), ("end", 0.5)))
    states = (State(0, (Move(1.0, 1, together=True),)), State(1, (Move(1.0, 2),)), State(2, (Move(1.0, END),)))
    service = Service((), (), steps, states, (Kind("k", Arrivals((1.0,)), ((1.0, 0),)),), slot=1e18, slots=1)
    tally = run(service, short(200.0))
    assert tally.case_time.sum() / tally.over.sum() == pytest.approx(3.5)
    assert tally.visits[:, 0].sum() == pytest.approx(tally.visits[:, 2].sum(), rel=0.01)


@pytest.mark.parametrize("begin", [0.0, 3.0, 13.0])
def test_a_batch_goes_together(begin):
    every = one(2.0, (100,), batch_every=10.0, batch_from=begin, work=NOTHING)
    released = set(log(every, short(100.0, replications=1))["start"].to_pylist())
    assert {round(t % 10.0, 9) for t in released} == {begin % 10.0}


def test_a_batch_goes_when_the_last_of_it_comes():
    several = log(one(2.0, (100,), batch_of=5, work=NOTHING), short(100.0, replications=1)).to_pydict()
    assert {several["start"].count(t) for t in several["start"][20:-20]} == {5}


@pytest.mark.parametrize("batch", [{"batch_every": 10.0}, {"batch_of": 30}])
def test_a_batch_is_worked_in_the_order_in_which_it_came(batch):
    rows = log(one(2.0, (1,), work=Law("fixed", 0.1), **batch), short(200.0, replications=1)).to_pydict()
    came = sorted(zip(rows["enabled"], rows["start"], strict=True))
    assert len(came) > 200
    assert [start for _, start in came] == sorted(rows["start"])


def test_waits_that_are_nobodys_queue_and_steps_passed_over():
    steps = (
        Step("ask", None, Law("fixed", 2.0), skip=0.25),
        Step("call", 0, HOUR, before=Law("fixed", 1.0), factor=0.5),
    )
    service = replace(one(4.0), steps=steps, states=(State(0, (Move(1.0, 1),)), State(1, (Move(1.0, END),))))
    tally = run(service, short())
    assert tally.visits[:, 0].sum() / tally.visits[:, 1].sum() == pytest.approx(0.75, abs=0.02)
    assert tally.step_work[:, 1].sum() / tally.visits[:, 1].sum() == pytest.approx(0.5, abs=0.02)
    assert tally.case_time.sum() / tally.over.sum() == pytest.approx(1.5 + 1.0 + 0.5, abs=0.1)


def test_a_free_server_with_two_skills_takes_who_waits_longest_or_in_order():
    def service(shared):
        stations, steps = (Station("a"), Station("b")), (Step("a", 0, HOUR), Step("b", 1, HOUR))
        kinds = tuple(Kind(n, Arrivals((4.0,)), ((1.0, i),)) for i, n in enumerate("ab"))
        states = (State(0, (Move(1.0, END),)), State(1, (Move(1.0, END),)))
        return Service(stations, (Pool("both", (9,), (0, 1), shared=shared),), steps, states, kinds, slot=1e18, slots=1)

    waits = [run(service(shared), short(4000.0)).wait.sum((0, 2)) for shared in (True, False)]
    assert waits[0][0] == pytest.approx(waits[0][1], rel=0.15)
    assert waits[1][0] < 0.5 * waits[1][1]


def line_of_two(pools, **kind):
    """From a on to b."""
    states = (State(0, (Move(1.0, 1),)), State(1, (Move(1.0, END),)))
    stations = (Station("a"), Station("b", patience=Law("fixed", 0.1)))
    caller = Kind("caller", Arrivals((0.5,)), ((1.0, 0),), **kind)
    return Service(stations, pools, (Step("a", 0, HOUR), Step("b", 1, HOUR)), states, (caller,), slot=1e18, slots=1)


def test_who_helps_out_goes_on_with_the_case_where_it_needs_the_own_queue():
    alone = line_of_two((Pool("both", (1,), (1, 0), shared=False),))
    tally = run(alone, short(4000.0))
    assert tally.wait[:, 0].sum() > 0
    assert tally.wait[:, 1].sum() == 0
    assert tally.left.sum() == 0


def test_who_calls_again_begins_at_the_start():
    pools = Pool("a", (9,), (0,)), Pool("b", (1,), (1,))
    same, anew = (
        run(line_of_two(pools, retry=0.5, retry_after=HOUR, retry_anew=anew), short()) for anew in (False, True)
    )
    assert same.came[:, 0].sum() == same.customers.sum()
    again = anew.came[:, 0].sum() - anew.customers.sum()
    assert again == pytest.approx(anew.retries.sum(), rel=0.02)  # the runs' ends cut some off
    assert again > 0.1 * anew.customers.sum()


def test_pressure_makes_work_faster_and_contacts_return():
    slow, fast = one(9.0), one(9.0, station={"speed": ((0.5, 1.0), (1.0, 0.8))})
    assert run(fast, short()).wait.sum() < 0.5 * run(slow, short()).wait.sum()
    hasty = one(9.0, factor=0.9, kind={"repeat": 0.1, "repeat_after": HOUR, "repeat_per_haste": 10.0})
    plain = one(9.0, factor=0.9, kind={"repeat": 0.1, "repeat_after": HOUR})
    again = [t.repeats.sum() / t.cases.sum() for t in (run(hasty, short()), run(plain, short()))]
    assert again[1] == pytest.approx(0.1 / 0.9, abs=0.01)
    assert again[0] > 1.8 * again[1]


def test_repeats_hang_on_the_waits_of_one_contact_or_of_the_whole_case():
    def again(most, whole):
        kind = {"repeat": 0.2, "repeat_after": HOUR, "repeat_per_wait": 1.0}
        kind |= {"repeats_at_most": most, "repeat_wait_of_case": whole}
        return run(one(9.0, patience=Law("fixed", 2.0), kind=kind), short())

    once, more = ([again(most, whole) for whole in (False, True)] for most in (1, 4))
    assert same(*once)  # before the first further contact they are one
    assert (once[0].repeats <= once[0].cases).all()
    assert more[1].repeats.sum() > 1.15 * more[0].repeats.sum()
    assert more[0].repeats.sum() > once[0].repeats.sum()


def test_repeats_hang_on_the_haste_of_all_works_or_of_the_last():
    def again(first, second, last):
        pools = Pool("a", (9,), (0,)), Pool("b", (9,), (1,))
        kind = {"repeat": 0.1, "repeat_after": HOUR, "repeat_per_haste": 4.0, "repeat_haste_of_last": last}
        service = line_of_two(pools, **kind)
        steps = [replace(step, factor=f) for step, f in zip(service.steps, (first, second), strict=True)]
        tally = run(replace(service, steps=tuple(steps)), short())
        return tally.repeats.sum() / tally.over.sum()

    odds = np.exp(4.0 * np.array([0.0, 0.25, 0.5])) / 9
    none, half, full = odds / (1 + odds)
    assert again(0.5, 1.0, False) == pytest.approx(half, abs=0.02)
    assert again(0.5, 1.0, True) == pytest.approx(none, abs=0.02)
    assert again(1.0, 0.5, True) == pytest.approx(full, abs=0.02)


def test_spoiled_by_waiting_and_by_giving_up():
    kind = {"spoiled": 0.2, "spoiled_per_wait": 1.0}
    tally = run(one(9.0, kind=kind), short())
    assert 0.2 < tally.spoiled.sum() / tally.over.sum() < 0.6
    lost = run(one(20.0, patience=HOUR, kind={"spoiled": 0.0}), short())
    assert lost.spoiled.sum() == lost.gave_up.sum()


def test_spoiled_by_further_contacts():
    kind = {"repeat": 0.5, "repeat_after": HOUR, "spoiled": 0.2}
    plain, more = (run(one(3.0, kind=kind | {"spoiled_per_contact": by}), short()) for by in (0.0, 1.0))
    assert plain.spoiled.sum() / plain.cases.sum() == pytest.approx(0.2, abs=0.01)
    odds = 0.25 * np.exp(np.arange(40))
    wanted = float((0.5 ** np.arange(1, 41) * odds / (1 + odds)).sum())
    assert more.spoiled.sum() / more.cases.sum() == pytest.approx(wanted, abs=0.01)


def test_self_service_keeps_its_share_away():
    tally = run(one(10.0, kind={"self_service": 0.5, "self_service_fails": 0.2}), short())
    assert tally.came.sum() / tally.cases.sum() == pytest.approx(0.6, abs=0.02)


def test_days_differ_beyond_poisson():
    service = one(20.0, (100,), slot=24.0, slots=7)
    service = replace(service, kinds=(replace(service.kinds[0], arrivals=Arrivals((20.0,), day_cv=0.3)),))
    counts = np.bincount([int(t // 24) for t in log(service, Plan(24.0 * 400, replications=1))["enabled"].to_pylist()])
    assert counts[:400].std() / counts[:400].mean() == pytest.approx(0.3, abs=0.05)


def test_a_campaign_comes_in_its_span_alone():
    service = one(1.0, (100,))
    arrivals = Arrivals((0.0,), extra=((10.0, 20.0, 5.0),))
    times = log(replace(service, kinds=(replace(service.kinds[0], arrivals=arrivals),)), Plan(100.0, replications=1))[
        "enabled"
    ]
    assert 20 < len(times) < 90
    assert 10.0 <= min(times.to_pylist()) <= max(times.to_pylist()) <= 20.0


def test_memory_does_not_grow_with_the_run():
    from headwater.foresight.simulator.pack import Packed
    from headwater.foresight.simulator.run import _one

    sizes = [
        len(_one(Packed(one(9.0), plan), 0, lambda _: None, lambda _: None).tokens) for plan in (Plan(1e3), Plan(3e4))
    ]
    assert sizes[0] == sizes[1]


def test_what_never_ends_is_refused():
    with pytest.raises(InputError, match="does not settle"):
        run(one(2e6, (1,)), Plan(20.0, replications=1))


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        (one(servers=(-1,)), "negative number of servers"),
        (one(kind={"retry": 1.5}), "it is a share"),
        (one(-1.0), "negative arrival rate"),
        (replace(one(), kinds=()), "no kind of case"),
        (replace(one(), states=(State(0, (Move(0.5, END),)),)), "sum to 0.5"),
        (one(work=Law("lognormal", -1.0)), "neither can be negative"),
        (one(work=Law("empirical", values=(3.0, 1.0))), "rising order"),
    ],
)
def test_what_is_no_service_is_told_in_a_sentence(service, sentence):
    with pytest.raises(UsageError, match=sentence):
        run(service, short())


def test_patience_that_never_ends_is_not_drawn():
    assert run(one(9.0, patience=NEVER), short()).left.sum() == 0


def test_long_cases_of_a_short_run_are_followed_to_their_end():
    """The week of a campaign, where cases take weeks."""
    steps = (Step("wait for the supplier", None, Law("exponential", 5.0)),)
    states = (State(0, (Move(1.0, END),)),)
    service = Service((), (), steps, states, (Kind("k", Arrivals((50.0,)), ((1.0, 0),)),), slot=1e18, slots=1)
    tally = run(service, Plan(10.0, warm_up=80.0, replications=4))
    assert tally.over.sum() == tally.cases.sum()
    assert tally.case_time.sum() / tally.over.sum() == pytest.approx(5.0, rel=0.05)


def test_no_more_wait_than_there_is_room_for():
    assert run(one(30.0, station={"room": 3}), Plan(50.0, replications=2)).longest.tolist() == [[3], [3]]


def test_machine_code_older_than_its_sources_is_removed(tmp_path):
    source, old, new, other = (
        tmp_path / name
        for name in ("part.py", "loop.compiled.f-1.py311.1.nbc", "loop.compiled.f-1.py311.nbi", "other.nbc")
    )
    for path, age in ((source, 200), (old, 100), (new, 300), (other, 100)):
        path.touch()
        utime(path, (age, age))
    tidy(tmp_path, [source])
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in (source, new, other))
