"""Two scenarios on the same numbers: the staffing example, 50 people or 48, whose difference chance hardly touches."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.foresight.simulator.domain import (
    END,
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
)
from headwater.foresight.simulator.run import run

CENTRE = Service(
    stations=(Station("desk", patience=Law("exponential", 2.0)),),
    pools=(Pool("desk", (50,), (0,)),),
    steps=(Step("call", 0, Law("exponential", 1.0)),),
    states=(State(0, (Move(1.0, END),)),),
    kinds=(Kind("all", Arrivals((49.0,)), ((1.0, 0),)),),
)


def left(people: int, seed: int) -> npt.NDArray[np.float64]:
    """The share that gives up in each of four hundred runs of about 20,000 customers."""
    service = replace(CENTRE, pools=(replace(CENTRE.pools[0], servers=(people,)),))
    tally = run(service, Plan(length=408.0, warm_up=20.0, replications=400, seed=seed))
    share: npt.NDArray[np.float64] = tally.left.sum(axis=(1, 2)) / tally.came.sum(axis=(1, 2))
    return share


def test_the_same_numbers_take_away_nearly_all_chance_from_a_difference() -> None:
    fewer, today = left(48, seed=1), left(50, seed=1)
    paired, independent = float(np.var(fewer - today)), float(np.var(fewer) + np.var(today))
    assert independent > 20 * paired


def wait_of_others(level: float, seed: int) -> npt.NDArray[np.float64]:
    """The mean wait of those who come in other hours than the first of the day, in fifty runs of some days."""
    rates = (49.0 * level,) + (49.0,) * 23
    kind = replace(CENTRE.kinds[0], arrivals=Arrivals(rates))
    tally = run(replace(CENTRE, kinds=(kind,), slot=4.0, slots=24), Plan(length=384.0, replications=50, seed=seed))
    wait: npt.NDArray[np.float64] = tally.wait[:, 0, 1:].sum(axis=1) / tally.came[:, 0, 1:].sum(axis=1)
    return wait


def test_more_cases_in_one_hour_leave_those_of_other_hours_as_they_were() -> None:
    more, today = wait_of_others(1.2, seed=1), wait_of_others(1.0, seed=1)
    paired, independent = float(np.var(more - today)), float(np.var(more) + np.var(today))
    assert independent > 20 * paired
