"""What each decision does to a service, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from tests.foresight import world

import headwater as hw
from headwater.foresight.decisions.domain import Decision, apply_all, meant_all
from headwater.foresight.decisions.outside import outside
from headwater.foresight.decisions.steps import cv_law, mean_law
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.decide import Asked, prepared
from headwater.foresight.service import decide
from headwater.foresight.simulator.domain import END, Kind, Law, Move, Pool, Service, State
from headwater.shared.errors import UsageError
from headwater.shared.said import say, speaking, spoken

CENTRE = world.twin(world.centre())
SHOP = world.twin(world.permission(), amounts=world.AMOUNTS)
ALWAYS = world.twin(replace(world.centre(), pools=(Pool("all day", (3,), (0, 1)),)))
BOTH = say("{names} and {last}", names="billing", last="technical")
CREW = world.twin(replace(world.centre(), pools=(Pool(BOTH, world.centre().pools[0].servers, (0, 1)),)))
ASKED = Asked(world.TODAY)
SATURDAY_9, SUNDAY_9, MONDAY_9 = 5 * 24 + 9, 6 * 24 + 9, 9


def centre(decision: Decision) -> Service:
    return decision.apply(CENTRE)


def shop(decision: Decision) -> Service:
    return decision.apply(SHOP)


def test_staff_changes_the_hours_that_are_meant_and_no_others() -> None:
    servers = centre(hw.Staff("Billing", -2, when="sat")).pools[0].servers
    assert (servers[SATURDAY_9], servers[MONDAY_9], servers[SUNDAY_9]) == (2, 5, 0)
    changed = [i for i, (a, b) in enumerate(zip(servers, CENTRE.service.pools[0].servers, strict=True)) if a != b]
    assert changed == [5 * 24 + h for h in world.OPEN]


def test_more_people_open_hours_only_where_all_that_are_meant_are_closed() -> None:
    always = centre(hw.Staff("billing", 1)).pools[0].servers
    sunday = centre(hw.Staff("billing", 1, when="sunday 09:00-12:00")).pools[0].servers
    assert (always[SUNDAY_9], always[SATURDAY_9]) == (0, 5)
    assert sum(sunday) - sum(CENTRE.service.pools[0].servers) == 3


def test_opening_hours_bring_the_usual_number_or_the_one_that_is_given() -> None:
    assert centre(hw.Hours("billing", "Sunday 09:00-13:00")).pools[0].servers[SUNDAY_9] == 5
    assert centre(hw.Hours("billing", "Sunday", people=2)).pools[0].servers[SUNDAY_9] == 2
    assert sum(centre(hw.Hours("billing", "Saturday", opens=False)).pools[0].servers[120:144]) == 0


def test_a_skill_of_some_splits_a_team_and_keeps_its_people() -> None:
    all_of_them = centre(hw.Skill("billing", "technical")).pools
    assert all_of_them[0].stations == (0, 1)
    some = centre(hw.Skill("billing", "technical", people=2)).pools
    assert [(p.servers[MONDAY_9], p.stations) for p in some] == [(3, (0,)), (3, (1,)), (2, (0, 1))]


def test_arrivals_change_by_kind_and_hour() -> None:
    kinds = centre(hw.Arrivals(0.1, "bills", when="sat")).kinds
    assert kinds[0].arrivals.rates[SATURDAY_9] == pytest.approx(26.4)
    assert kinds[0].arrivals.rates[MONDAY_9] == 22
    assert kinds[1] == CENTRE.service.kinds[1]
    assert [k.arrivals.factor for k in centre(hw.Arrivals(-0.2)).kinds] == [0.8, 0.8]


def test_a_campaign_brings_its_cases_in_the_hours_in_which_they_come() -> None:
    arrivals = centre(hw.Campaign(500, date(2026, 1, 10), "bills", days=3)).kinds[0].arrivals
    assert sum((high - low) * rate for low, high, rate in arrivals.extra) == pytest.approx(500)
    assert min(low for low, _, _ in arrivals.extra) == 5 * 24 + 8
    assert not any(6 * 24 <= low < 7 * 24 for low, _, _ in arrivals.extra)


def test_a_fix_cuts_repeats_of_a_kind_or_the_ways_back_to_a_step() -> None:
    assert centre(hw.Fix(0.5, "bills")).kinds[0].repeat == pytest.approx(0.04)
    loop = replace(world.permission(), states=(
        State(0, (Move(1.0, 1),)), State(1, (Move(0.3, 0), Move(0.7, 2))), State(2, (Move(1.0, END),)),
    ))  # fmt: skip
    fixed = hw.Fix(0.5, "Take the request").apply(world.twin(loop))
    assert [m.share for m in fixed.states[1].moves] == pytest.approx([0.15, 0.85])


def test_handle_time_is_a_share_or_a_target() -> None:
    assert centre(hw.HandleTime("billing", -0.1)).steps[0].factor == pytest.approx(0.9)
    assert centre(hw.HandleTime("Answer the bill", to="3 min")).steps[0].factor == pytest.approx(0.5)


def test_steps_are_dropped_added_merged_and_moved() -> None:
    assert shop(hw.RemoveStep("Approve")).steps[1].skip == 1
    added = shop(hw.AddStep("Check", "Take the request", "clerks", "2 min"))
    first = added.states[0].moves[0].state
    assert added.steps[added.states[first].step].name == "Check"
    assert added.states[first].moves[0].state == 1
    merged = shop(hw.MergeSteps("Take the request", "Pay out", saving=0.25))
    assert merged.steps[2].skip == 1
    assert merged.steps[0].work.mean == pytest.approx(6 / 60)
    assert merged.steps[0].work.cv == pytest.approx((2.5**2 + 1.5**2) ** 0.5 / 8)
    assert shop(hw.MoveStep("Approve", "clerks")).steps[1].station == 0


def test_merged_steps_keep_what_each_kind_takes() -> None:
    own = replace(world.permission(), kinds=tuple(replace(world.permission().kinds[0], name=n) for n in "abc"))
    take, ask, pay = own.steps
    take = replace(take, work_of=((1, Law("fixed", 0.5)), (2, Law("fixed", 1.0))), factor=0.5)
    pay = replace(pay, work_of=((0, Law("fixed", 0.2)), (2, Law("lognormal", 0.4, 0.75))), factor=2.0)
    merged = hw.MergeSteps(take.name, pay.name, saving=0.25).apply(world.twin(replace(own, steps=(take, ask, pay))))
    step = merged.steps[0]
    law = dict(step.work_of)
    assert step.factor == 1
    assert sorted(law) == [0, 1, 2]
    assert law[0].mean == pytest.approx((take.work.mean * 0.5 + 0.4) * 0.75)
    assert law[1].mean == pytest.approx((0.25 + 2 * pay.work.mean) * 0.75)
    assert (law[2].mean, law[2].cv) == (pytest.approx((0.5 + 0.8) * 0.75), pytest.approx(0.6 / 1.3))


def test_a_permission_limit_skips_the_share_that_asked_for_less() -> None:
    limit = hw.Permission("Approve", 100)
    assert shop(limit).steps[1].skip == pytest.approx(96 / 200)
    (part,) = limit.parts(SHOP)
    assert part.tag == "measured"
    assert "of which 0 were refused" in part.said
    (higher,) = hw.Permission("Approve", 160).parts(SHOP)
    assert "of which 5 were refused (775 in all: the money at risk)" in higher.said
    assert hw.Permission("Approve", 500).outside(SHOP) == (
        "nobody has asked Approve for more than 204, and the limit is 500",
    )


def test_routes_keep_their_sum_and_priorities_their_order() -> None:
    moves = centre(hw.Route("Answer the bill", "Mend the line", 0.3)).states[0].moves
    assert [(m.share, m.state) for m in moves] == [(pytest.approx(0.7), END), (pytest.approx(0.3), 1)]
    first = hw.Priority("faults", "billing").apply(CENTRE).stations[0].priority_of
    last = hw.Priority("faults", rank="last").apply(CENTRE).stations[1].priority_of
    assert (first, last) == (((1, 0),), ((1, 2),))


def shares(service: Service) -> list[tuple[float, int]]:
    return [(pytest.approx(m.share), m.state) for m in service.states[0].moves]


def test_the_end_is_open_to_every_case_and_a_way_can_be_closed_and_opened_again() -> None:
    assert shares(shop(hw.Route("Take the request", "end", 1.0))) == [(0, 1), (1, END)]
    assert shares(shop(hw.Route("Take the request", "Approve", 0.0))) == [(0, 1), (1, END)]
    assert shares(shop(hw.Route("Take the request", "the end", 0.3))) == [(0.7, 1), (0.3, END)]
    assert shop(hw.Route("Take the request", "end", 0.0)) == SHOP.service
    both = [hw.Route("Take the request", "Approve", 0.0), hw.Route("Take the request", "Approve", 0.4)]
    assert shares(apply_all(both, SHOP)) == [(0.4, 1), (0.6, END)]


def test_callbacks_self_service_batches_and_promises_are_set() -> None:
    assert centre(hw.Callback("billing")).stations[0].callback == 0.37
    assert hw.Callback("billing").parts(CENTRE)[0].tag == "literature"
    kind: Kind = centre(hw.SelfService(0.2, "bills", 0.3)).kinds[0]
    assert (kind.self_service, kind.self_service_fails) == (0.2, 0.3)
    assert shop(hw.Batch("Approve", every="4 h")).steps[1].batch_every == 4
    assert centre(hw.Promise("billing", "30 min")).stations[0].promise == 0.5


def test_changes_follow_each_other() -> None:
    service = apply_all([hw.Staff("billing", -2, "sat"), hw.Staff("billing", 1, "sat")], CENTRE)
    assert service.pools[0].servers[SATURDAY_9] == 3


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (
            hw.Staff("biling", -2),
            "no team called “biling”; did you mean billing? The teams are: billing and technical.",
        ),
        (hw.Staff("billing", -5, "sat"), "billing has four people on Saturday 08:00: 5 fewer would leave −1"),
        (hw.Staff("billing", -1, "sun"), "nobody on duty on Sundays"),
        (hw.Arrivals(0.1, "bill"), "There is no kind of case called “bill”; did you mean bills?"),
        (
            hw.RemoveStep("Approve"),
            "There is no step called “Approve”; the steps are: Answer the bill and Mend the line.",
        ),
        (hw.Skill("billing", "billing"), "works for billing already"),
        (hw.MoveStep("Answer the bill", "billing"), "is done by billing already"),
        (hw.Route("Mend the line", "Answer the bill", 0.2), "from there they go to the end"),
        (hw.Permission("Answer the bill", 100), "holds no amounts for Answer the bill"),
        (hw.Fix(0.5, "faults"), "no further contacts after faults"),
        (hw.HandleTime("nobody", -0.1), "no step or team called “nobody”"),
        (hw.Route("Mend the line", "end", 0.5), "Every case is over after Mend the line"),
    ],
)
def test_what_cannot_be_is_one_sentence_with_the_names_there_are(decision: Decision, said: str) -> None:
    with pytest.raises(UsageError) as error:
        decision.apply(CENTRE)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_people_are_whole_and_never_below_none() -> None:
    with pytest.raises(UsageError, match=r"by = 1\.5 is no whole number"):
        hw.Staff("billing", 1.5)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="cannot have -3 people"):
        hw.Staff("billing", to=-3)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: hw.Batch("Approve", of=0), "A heap has 2 cases or more, not 0; to do Approve case by case write"),
        (lambda: hw.Batch("Approve", of=1), "A heap has 2 cases or more, not 1"),
        (lambda: hw.Batch("Approve", every="0 h"), "A length of time of 0 changes nothing"),
        (lambda: hw.Batch("Approve", every="4 h", of=3), "not both; leave one out"),
        (lambda: hw.Promise("billing", "0 h"), "A length of time of 0 changes nothing"),
        (lambda: hw.AddStep("Check", "Approve", "clerks", "0 min"), "A length of time of 0 changes nothing"),
        (lambda: hw.AddStep("Check", "Approve", "clerks", "5 min", cv=-1), "cv = -1 cannot be"),
        (lambda: hw.MoveStep("Approve", "clerks", slower=-1), "Work cannot become 100 % shorter"),
        (lambda: hw.HandleTime("Approve", -1), "Work cannot become 100 % shorter: nothing would be left of it"),
        (lambda: hw.HandleTime("Approve", -0.1, to="5 min"), "not both; leave one out"),
        (lambda: hw.Hours("billing", ""), "when is empty; write it like when ="),
        (lambda: hw.Staff("billing", -1, "09:75-13:00"), "write them like 08:00-12:00"),
        (lambda: hw.Staff("billing", -1, when=", and"), "names no hours of the week"),
        (lambda: hw.Campaign(500, date(2027, 3, 1), days=10**9), "over 1 to 366 days, not 500 over 1,000,000,000"),
        (lambda: prepared([hw.Priority("refunds")], SHOP, ASKED), "All cases are of the kind refunds"),
        (lambda: prepared([hw.Hours("billing", "sat 9-13")], CENTRE, ASKED), "is open on Saturdays from 09:00 to"),
        (lambda: prepared([hw.Hours("all day", "sun")], ALWAYS, ASKED), "changes nothing: the service is like that"),
        (lambda: prepared([hw.Staff("billing", to=4, when="sat")], CENTRE, ASKED), "“Four people at billing on Sat"),
        (lambda: prepared([hw.Staff("billing", 1), hw.Staff("billing", -1)], CENTRE, ASKED), "undo each other"),
        (lambda: prepared([hw.Arrivals(0.1), hw.Callback("billing", 0.0)], CENTRE, ASKED), "which 0\u2009% take” cha"),
    ],
)
def test_a_decision_that_is_empty_or_changes_nothing_is_refused(made: Callable[[], object], said: str) -> None:
    with pytest.raises(UsageError) as error:
        made()
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (hw.Arrivals(1.0, "bills"), "up to 624 cases of bills would come in a day, and the most in the record is 312"),
        (hw.Campaign(400, date(2026, 1, 10), "bills"), "cases of bills would come in a day"),
        (hw.Staff("billing", 10), "billing would have 15 people on duty, and the most in the record is 5"),
        (hw.HandleTime("billing", -0.7), "would take 70\u2009% less time than in the record"),
    ],
)
def test_what_the_record_has_never_seen_is_told(decision: Decision, said: str) -> None:
    assert said in "; ".join(outside([decision], CENTRE, decision.apply(CENTRE)))


def test_what_the_record_has_seen_is_not_outside() -> None:
    for decision in (hw.Staff("billing", -2, "sat"), hw.Arrivals(0.1), hw.HandleTime("billing", -0.2)):
        assert outside([decision], CENTRE, decision.apply(CENTRE)) == ()


def test_means_and_spreads_of_laws() -> None:
    mix = Law("hyperexponential", values=(0.5, 3.5), weights=(0.5, 0.5))
    assert (mean_law(mix), cv_law(mix)) == (2.0, pytest.approx((12.5 / 4 - 1) ** 0.5))
    assert mean_law(Law("empirical", values=(0.0, 1.0, 3.0))) == pytest.approx(1.25)
    assert (mean_law(Law("none")), cv_law(Law("fixed", 2.0))) == (0.0, 0.0)


HEAP = replace(SHOP.service.steps[1], batch_every=24.0, batch_from=15.0)
HEAPS = replace(SHOP, service=replace(SHOP.service, steps=(SHOP.service.steps[0], HEAP, *SHOP.service.steps[2:])))
"""Approve is let go at 15:00."""


@pytest.mark.parametrize(
    ("of", "batch", "begin", "at"),
    [
        (HEAPS, hw.Batch("Approve", "24 h"), 15.0, "15:00"),
        (HEAPS, hw.Batch("Approve", "4 h"), 3.0, "03:00"),
        (HEAPS, hw.Batch("Approve", "1 day", from_=time(9, 20)), 9 + 1 / 3, "09:20"),
        (HEAPS, hw.Batch("Approve", "1 week", from_="Freitag 14 Uhr"), 4 * 24 + 14.0, "Friday 14:00"),
        (SHOP, hw.Batch("Approve", "24 h"), 8.0, "08:00"),
        (SHOP, hw.Batch("Approve", "48 h"), 8.0, "Monday 08:00"),
        (SHOP, hw.Batch("Approve", "12 h"), 0.0, "00:00"),
    ],
)
def test_a_heap_is_counted_from_when_it_is_now_else_from_the_opening_and_says_so(
    of: Twin, batch: hw.Batch, begin: float, at: str
) -> None:
    assert batch.apply(of).steps[1].batch_from == pytest.approx(begin)
    assert f"counted from {at}, for all that waits" in batch.meant(of).sentence


def test_a_heap_that_is_let_go_so_already_is_refused() -> None:
    with pytest.raises(UsageError, match=r"counted from 15:00, for all that waits” changes nothing"):
        decide(HEAPS, "batch:Approve every 24 h", today=world.TODAY)


def test_a_heap_that_moves_to_another_team_is_let_go_as_before_and_says_so() -> None:
    moved = "Approve is done by clerks, still let go every 24 h from 15:00"
    assert [d.sentence for d in meant_all([hw.MoveStep("Approve", "clerks")], HEAPS)] == [moved]
    assert hw.MoveStep("Approve", "clerks").meant(HEAPS).apply(HEAPS).steps[1].batch_from == 15.0
    assert hw.MoveStep("Approve", "clerks").meant(SHOP).sentence == "Approve is done by clerks"
    both = meant_all([hw.MoveStep("Approve", "clerks"), hw.Batch("Approve")], HEAPS)
    assert [d.sentence for d in both] == ["Approve is done by clerks", "Approve is done case by case"]


def test_heaps_of_a_step_that_is_added_are_known_when_it_is_there() -> None:
    plan = [hw.AddStep("Check", "Approve", "clerks", "5 min"), hw.Batch("Check", "24 h")]
    assert apply_all(meant_all(plan, SHOP), SHOP).steps[-1].batch_from == 8.0


def test_people_of_a_queue_are_all_of_its_crew_and_the_sentence_says_so() -> None:
    found = decide(CREW, "staff:billing +1", today=world.TODAY, replications=2, precision=1.0)
    assert found.name == "One person more at billing and technical"
    assert found.sentence.startswith("One person more at billing and technical: ")
    assert hw.Skill("technical", "x").meant(CREW).team == BOTH
    with speaking("de"):
        assert spoken(found.name) == "Eine Person mehr bei billing und technical"
        assert hw.Staff("billing und technical", 1).apply(CREW) == found.decided
    assert hw.Staff("billing", 1).meant(CENTRE).team == "billing"


def test_a_queue_of_a_crew_opens_and_closes_alone() -> None:
    closed = hw.Hours("billing", "Monday", opens=False)
    assert closed.meant(CREW).sentence == "Billing is closed on Mondays"
    rest, others = closed.apply(CREW).pools
    assert (sum(rest.servers[:24]), rest.stations) == (0, (0, 1))
    assert others.servers == (*CREW.service.pools[0].servers[:24], *[0] * 144)
    assert others.stations == (1,)
    rest, opened = hw.Hours("technical", "Sunday 9-13", people=2).apply(CREW).pools
    assert rest == CREW.service.pools[0]
    assert (opened.servers[SUNDAY_9], sum(opened.servers), opened.stations) == (2, 8, (1,))
    assert hw.Hours("technical", "Sunday", opens=False).apply(CREW) == CREW.service
    whole = hw.Hours("billing and technical", "Monday", opens=False).apply(CREW)
    assert len(whole.pools) == 1
    with pytest.raises(UsageError, match="The same people serve billing and technical"):
        hw.Hours("billing", "Monday", people=2).apply(CREW)
