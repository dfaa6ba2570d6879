"""The kinds of decision: a world before, the same world after, and how a person would write the decision down."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
from bench.decisions.world import Flags, World, hours
from bench.decisions.worlds import SATURDAY, office, phone


@dataclass(frozen=True)
class Question:
    """A number that is foreseen and scored: of the queue of a team, of a kind of case, or of all (`where` is empty).

    `when` is a day, the week, or the peak: the hours that headwater calls so, over which the truth is taken, too.
    """

    measure: str
    where: str = ""
    when: str = "week"


@dataclass(frozen=True)
class Change:
    """What is decided, in headwater's words as one types it, and what it does."""

    before: World
    after: World
    decision: str
    asked: tuple[Question, ...]
    outside: bool = False
    """whether the record has never seen the like, which must be said"""


Maker = Callable[[np.random.Generator], Change]
WHOLE = (Question("repeat contacts"), Question("spoiled cases"))


def _at(team: str, when: str = "peak", *, gives_up: bool = True) -> tuple[Question, ...]:
    measures = ("waiting", "abandonment") if gives_up else ("waiting",)
    return tuple(Question(measure, team, when) for measure in measures)


def _gone(world: World, team: int, count: int, at: Flags) -> World:
    """The same world without the last people of a team that work in these hours."""
    after = deepcopy(world)
    there = [p for p in range(len(world.shift)) if world.skill[p, team] == 1 and (world.shift[p] & at).any()]
    for p in there[-count:]:
        after.shift[p] &= ~at
    return after


def _with(world: World, team: int, count: int, at: Flags) -> World:
    after = deepcopy(world)
    skill = np.zeros((count, len(world.teams)), np.int64)
    skill[:, team] = 1
    after.shift, after.skill = np.vstack([after.shift, [at] * count]), np.vstack([after.skill, skill])
    return after


def saturday_cut(rng: np.random.Generator) -> Change:
    """Two of the four part-timers fewer on Saturday: the mean hardly moves, Saturday triples."""
    world = phone(rng)
    after = _gone(world, 0, 2, hours(SATURDAY, 0, 24))
    do = "staff:Front desk -2 on Saturday"
    return Change(world, after, do, (*_at("Front desk", "Saturday"), Question("waiting", "Front desk"), *WHOLE))


def staff_more(rng: np.random.Generator) -> Change:
    """Two more people on Monday morning."""
    world = phone(rng)
    after = _with(world, 0, 2, hours("0", 8, 12))
    do = "staff:Front desk +2 on Mon 08:00-12:00"
    return Change(world, after, do, (*_at("Front desk", "Monday"), *WHOLE))


def more_bills(rng: np.random.Generator) -> Change:
    """A quarter more calls about bills, which the front desk takes first and billing clears."""
    world = phone(rng)
    after = deepcopy(world)
    after.rate[1] *= 1.25
    do = "arrivals:bill +25 %"
    asked = (*_at("Billing"), *_at("Front desk"), *WHOLE)
    return Change(world, after, do, asked)


def shorter_calls(rng: np.random.Generator) -> Change:
    """A target of ten per cent less time a call, where haste does no harm."""
    world = phone(rng)
    after = deepcopy(world)
    after.factor[0] = 0.9
    do = "handle-time:Take call -10 %"
    return Change(world, after, do, (*_at("Front desk"), *WHOLE))


def hasty_calls(rng: np.random.Generator) -> Change:
    """The same target where a hasty call brings the customer back, as the record shows case by case."""
    world = phone(rng)
    world.haste = rng.uniform(1.0, 2.5)
    world.repeat = world.repeat * 0.7
    after = deepcopy(world)
    after.factor[0] = 0.9
    do = "handle-time:Take call -10 %"
    return Change(world, after, do, (*_at("Front desk"), *WHOLE))


def cause_fixed(rng: np.random.Generator) -> Change:
    """A fix halves the repeat calls about bills: less load, shorter waits, fewer who give up and call again."""
    world = phone(rng)
    world.repeat = world.repeat * 1.6
    after = deepcopy(world)
    after.repeat[1] /= 2
    do = "fix:bill -50 %"
    return Change(world, after, do, (*_at("Front desk"), *_at("Billing"), *WHOLE))


def self_service(rng: np.random.Generator) -> Change:
    """A fifth of the orders need nobody any more."""
    world = phone(rng)
    after = deepcopy(world)
    after.self_service[0] = 0.2
    do = "self-service:order 20 %"
    return Change(world, after, do, (*_at("Front desk"), *_at("Front desk", "Saturday")))


def callbacks(rng: np.random.Generator) -> Change:
    """Those who would wait are offered to be called back; two in five take it."""
    world = phone(rng)
    after = deepcopy(world)
    after.callback[0] = 0.4
    do = "callback:Front desk 40 %"
    return Change(world, after, do, (*_at("Front desk"), *WHOLE))


def helping_out(rng: np.random.Generator) -> Change:
    """Billing learns to take calls, and does where it has nothing of its own."""
    world = phone(rng)
    after = deepcopy(world)
    after.skill[after.skill[:, 1] == 1, 0] = 2
    do = "skill:Billing +Front desk"
    return Change(world, after, do, (*_at("Front desk"), *_at("Billing"), *WHOLE))


def often_away(rng: np.random.Generator) -> Change:
    """One person fewer where the calendar says one thing and the record another: people are away, two holidays."""
    world = phone(rng)
    world.absent, world.holidays = 0.14, (24, 61)
    after = deepcopy(world)
    do = "staff:Front desk -1 on Mon-Fri 10:00-18:00"
    late = [p for p in range(len(world.shift)) if world.skill[p, 0] == 1 and world.shift[p, 17]]
    after.shift[late[-1]] = False
    return Change(world, after, do, (*_at("Front desk"), *_at("Front desk", "week"), *WHOLE))


def rush(rng: np.random.Generator) -> Change:
    """More calls where people work faster while many wait: the record shows it, and the twin must learn it."""
    world = phone(rng)
    world.rush = rng.uniform(0.1, 0.2)
    after = deepcopy(world)
    after.rate *= 1.12
    do = "arrivals:+12 %"
    return Change(world, after, do, (*_at("Front desk"), *WHOLE))


def never_seen(rng: np.random.Generator) -> Change:
    """Twice the calls: nothing the record has seen; the answer must say so."""
    world = phone(rng)
    after = deepcopy(world)
    after.rate *= 2.0
    do = "arrivals:+100 %"
    return Change(world, after, do, _at("Front desk"), outside=True)


def permission(rng: np.random.Generator) -> Change:
    """Up to a limit the clerk decides alone: nobody waits for the manager below it."""
    world = office(rng)
    after = deepcopy(world)
    limit = float(rng.choice([60, 80, 100]))
    after.limit[2] = limit
    do = f"permission:Approval up to {limit:g}"
    asked = (*_at("Managers", gives_up=False), *_at("Settling", gives_up=False))
    return Change(world, after, do, (*asked, *WHOLE))


def urgent_first(rng: np.random.Generator) -> Change:
    """Urgent requests before plain ones at the managers."""
    world = office(rng)
    world.work[2] *= 1.1
    after = deepcopy(world)
    after.priority[2] = (2, 1)
    do = "priority:urgent first at Managers"
    asked = (Question("case waiting", "urgent"), Question("case waiting", "plain"))
    return Change(world, after, do, (*asked, *WHOLE))


def at_once(rng: np.random.Generator) -> Change:
    """Approvals that were handed in twice a day are handed in at once."""
    world = office(rng)
    world.batch[2] = 12.0
    after = deepcopy(world)
    after.batch[2] = 0.0
    do = "batch:Approval off"
    asked = (*_at("Managers", gives_up=False), *_at("Settling", gives_up=False))
    return Change(world, after, do, (*asked, *WHOLE))


def moved(rng: np.random.Generator) -> Change:
    """Settling moves to the team that takes requests in."""
    world = office(rng)
    world.work[0] *= 0.7
    after = deepcopy(world)
    after.team = np.array([0, 1, 2, 0])
    do = "move:Settle to Intake"
    return Change(world, after, do, (*_at("Intake", gives_up=False), *WHOLE))


def step_gone(rng: np.random.Generator) -> Change:
    """The check is dropped."""
    world = office(rng)
    after = deepcopy(world)
    after.chance[:, 1] = 0.0
    do = "remove:Check"
    return Change(world, after, do, (*_at("Managers", gives_up=False), *WHOLE))


def longer_open(rng: np.random.Generator) -> Change:
    """The managers also work on Saturday morning."""
    world = office(rng)
    after = deepcopy(world)
    theirs = after.skill[:, 2] == 1
    after.shift[theirs] |= hours(SATURDAY, 9, 13)
    do = "hours:Managers open Sat 09:00-13:00 with 2 people"
    return Change(world, after, do, (*_at("Managers", "Friday", gives_up=False), *WHOLE))


MAKERS: tuple[Maker, ...] = (
    saturday_cut, staff_more, more_bills, shorter_calls, hasty_calls, cause_fixed, self_service, callbacks, helping_out,
    often_away, rush, never_seen, permission, urgent_first, at_once, moved, step_gone, longer_open,
)  # fmt: skip
KINDS: dict[str, Maker] = {maker.__name__: maker for maker in MAKERS}
