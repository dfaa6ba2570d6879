"""Two families of worlds, drawn at random: a telephone service with Saturday part-timers, an office with requests."""

import numpy as np
from bench.decisions.world import HOURS, NEVER, Floats, World, hours

WEEKDAYS, SATURDAY = "01234", "5"


def _people(counts: list[tuple[int, str, int, int]], extra: list[tuple[int, str, int, int]]) -> tuple[Floats, Floats]:
    """(team, days, from, to) of each person, as shifts and skills."""
    all_ = counts + extra
    shift = np.array([hours(days, start, end) for _, days, start, end in all_])
    skill = np.zeros((len(all_), max(t for t, *_ in all_) + 1), np.int64)
    skill[np.arange(len(all_)), [t for t, *_ in all_]] = 1
    return shift, skill


def _curve(rng: np.random.Generator, mean: float, days: str, start: int, end: int) -> Floats:
    """Contacts an hour over the week: two humps a day, a heavier Monday."""
    rate = np.zeros(HOURS)
    at = np.arange(start, end)
    hump = 0.6 + np.exp(-(((at - rng.uniform(10, 11.5)) / 1.8) ** 2)) + 0.7 * np.exp(-(((at - 15) / 1.6) ** 2))
    for day in map(int, days):
        weight = 1.25 if day == 0 else rng.uniform(0.9, 1.05)
        rate[24 * day + start : 24 * day + end] = mean * weight * hump / hump.mean()
    return rate


def phone(rng: np.random.Generator) -> World:
    """Calls at a front desk, some go on to billing; open Monday to Saturday, on Saturday four part-timers."""
    orders, bills = rng.uniform(14.5, 17.5), rng.uniform(8.5, 11)
    rate = np.array([_curve(rng, orders, WEEKDAYS, 8, 18), _curve(rng, bills, WEEKDAYS, 8, 18)])
    rate += np.array([_curve(rng, 0.58 * orders, SATURDAY, 9, 15), _curve(rng, 0.58 * bills, SATURDAY, 9, 15)])
    front = [(0, WEEKDAYS, 8, 16)] * 3 + [(0, WEEKDAYS, 10, 18)] * 3 + [(0, WEEKDAYS, 9, 17)]
    part = [(0, SATURDAY, 9, 15)] * 4
    billing = [(1, WEEKDAYS, 8, 16)] * 2 + [(1, WEEKDAYS, 10, 18)] * 2 + [(1, SATURDAY, 9, 15)] * 2
    shift, skill = _people(front, part + billing)
    talk = rng.uniform(5.4, 6.4) / 60
    return World(
        kinds=("order", "bill"), steps=("Take call", "Clear bill"), teams=("Front desk", "Billing"), first="Call",
        rate=rate, route=np.array([[0, 1], [0, 1]]), chance=np.array([[1.0, 0.06], [1.0, 0.55]]), team=np.array([0, 1]),
        work=np.array([[talk, 1.1 * talk], [1.3 * talk, 1.5 * talk]]), work_cv=np.array([0.8, 0.9]),
        patience=np.array([rng.uniform(7, 12), rng.uniform(9, 14)]) / 60, shift=shift, skill=skill,
        day_cv=rng.uniform(0.08, 0.18), repeat=np.array([rng.uniform(0.06, 0.12), rng.uniform(0.12, 0.2)]),
        repeat_wait=rng.uniform(0, 4), retry=rng.uniform(0.3, 0.6), spoiled_wait=rng.uniform(1, 4),
        spoiled_again=rng.uniform(0, 0.8),
    )  # fmt: skip


def office(rng: np.random.Generator) -> World:
    """Requests taken in, checked, some approved by a manager, paid; Monday to Friday, who asks waits."""
    plain, urgent = rng.uniform(5.6, 6.6), rng.uniform(1.2, 1.8)
    rate = np.array([_curve(rng, plain, WEEKDAYS, 8, 17), _curve(rng, urgent, WEEKDAYS, 8, 17)])
    intake, check = [(0, WEEKDAYS, 8, 16)] * 2 + [(0, WEEKDAYS, 9, 17)] * 2, [(1, WEEKDAYS, 9, 17)] * 4
    managers, pay = [(2, WEEKDAYS, 9, 13), (2, WEEKDAYS, 12, 17)], [(3, WEEKDAYS, 8, 16)] * 2
    shift, skill = _people(intake + check, managers + pay)
    work = np.array([rng.uniform(14, 16), rng.uniform(17, 19), rng.uniform(4.6, 5.6), rng.uniform(7.5, 9)]) / 60
    return World(
        kinds=("plain", "urgent"), steps=("Take in", "Check", "Approval", "Settle"),
        teams=("Intake", "Checking", "Managers", "Settling"), first="Request", rate=rate,
        route=np.array([[0, 1, 2, 3]] * 2), chance=np.array([[1.0, 0.85, 1.0, 1.0]] * 2), team=np.arange(4),
        work=np.column_stack([work, work]), work_cv=np.array([0.7, 0.8, 0.5, 0.6]), patience=np.full(4, NEVER),
        shift=shift, skill=skill, day_cv=rng.uniform(0.08, 0.18), amount=np.array([60.0, 90.0]),
        limit=np.array([-1.0, -1.0, 0.0, -1.0]), repeat=np.full(2, rng.uniform(0.05, 0.1)), repeat_after=40.0,
        repeat_wait=rng.uniform(0, 0.01), spoiled_wait=rng.uniform(0.02, 0.06),
        spoiled_again=rng.uniform(0, 0.8),
    )  # fmt: skip
