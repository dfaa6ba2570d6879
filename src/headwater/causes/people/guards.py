"""Two of the three reasons not to speak about people: no bridge between conditions, and too few people."""

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from headwater.causes.people.columns import Column
from headwater.causes.people.design import Factor, Ints
from headwater.causes.people.domain import Guard
from headwater.shared.said import say

FEWEST_PEOPLE = 8
CASES_TO_COUNT = 5
BRIDGED = 0.9


def levels_guard(people: Factor) -> Guard:
    """Fewer than 8 people with at least 5 cases each carry no variance that could be estimated."""
    counted = int((np.bincount(people.codes, minlength=people.levels) >= CASES_TO_COUNT).sum())
    figures = {"people": float(people.levels), "with_cases": float(counted)}
    if counted >= FEWEST_PEOPLE:
        return Guard(
            "levels",
            False,
            say("{people} people have {n} cases or more: enough to compare.", people=counted, n=CASES_TO_COUNT),
            "",
            figures,
        )
    return Guard(
        "levels",
        True,
        say(
            "Only {people} people have {n} cases or more: too few to say how much people differ.",
            people=counted,
            n=CASES_TO_COUNT,
        ),
        say("Cases of {people} people or more under the same conditions would settle it.", people=FEWEST_PEOPLE),
        figures,
    )


def connected_guard(people: Factor, conditions: list[Column]) -> tuple[Guard, npt.NDArray[np.bool_]]:
    """Blocks where no one bridges a condition; also tells, person by person, who belongs to the main group."""
    inside = np.ones(people.levels, bool)
    worst: tuple[float, str, int] = (1.0, "", 1)
    for condition in conditions:
        if condition.factor is None or condition.factor.levels < 2:
            continue
        share, groups, belongs = _main_group(people, condition.factor)
        inside &= belongs
        worst = min(worst, (share, condition.name, groups))
    return _bridge_sentence(*worst), inside


def _main_group(people: Factor, condition: Factor) -> tuple[float, int, npt.NDArray[np.bool_]]:
    """The largest group of people and levels linked by cases: its share of cases, the number of groups, its members."""
    cells: Ints = np.unique(people.codes.astype(np.int64) * condition.levels + condition.codes)
    size = people.levels + condition.levels
    edges = (np.ones(len(cells), np.int8), (cells // condition.levels, people.levels + cells % condition.levels))
    groups, label = connected_components(sp.coo_matrix(edges, shape=(size, size)), directed=False)
    of_cases = np.bincount(label[people.codes], minlength=groups)
    main = int(of_cases.argmax())
    return float(of_cases[main] / len(people.codes)), int((of_cases > 0).sum()), label[: people.levels] == main


def _bridge_sentence(share: float, name: str, groups: int) -> Guard:
    figures = {"groups": float(groups), "main_group": share}
    if share >= BRIDGED:
        return Guard(
            "connected",
            False,
            say("People and conditions are crossed: the same people served under several."),
            "",
            figures,
        )
    return Guard(
        "connected",
        True,
        say(
            "The people fall into {n} groups that share no level of '{name}', so a person cannot be told from it.",
            n=groups,
            name=name,
        ),
        say("Let some people of each group serve under another group's '{name}' for a few weeks.", name=name),
        figures,
    )
