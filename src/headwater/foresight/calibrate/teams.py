"""Who does what: each step by each team is a token; tokens that the same people do wait in the same queue."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import INSTANT, Bools, Floats, Ints, Visits

MOST_TEAMS = 24
LEAST_SHARE = 0.005
"""Teams with a smaller share of the visits, and those beyond the largest, are one: the other teams."""
OTHERS = "other teams"
ALIKE = 0.3
"""Steps are one team's where this share of them is done by the same people."""
ALMOST = 0.98
"""A step that takes no time in this share of its visits occupies nobody."""
ONE_GO = 0.8
"""A step that goes on at once from the one before, by the same person, in this share of its visits has no queue."""
AT_ONCE = 0.5
"""A step in which people are at work on other cases at the same time in this share of visits is nobody's queue."""


@dataclass(frozen=True)
class Tokens:
    """`token` of each visit; for each token its name, recorded step and team (-1: a wait that is nobody's queue)."""

    token: Ints
    names: tuple[str, ...]
    step: tuple[int, ...]
    team: tuple[int, ...]
    teams: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many tokens."""
        return len(self.names)

    def team_of(self, token: Ints) -> Ints:
        """The team of each token."""
        return np.array(self.team, dtype=np.int64)[token]


def tokens(visits: Visits) -> Tokens:
    """The tokens of a record; teams are those recorded, else found from who does the same steps."""
    nobody = _nobody(visits)
    team, names = _recorded(visits) if (visits.team >= 0).any() else _found(visits, nobody)
    team = np.where(nobody[visits.step], -1, team)
    width = len(names) + 1
    code, token = np.unique(visits.step * width + team + 1, return_inverse=True)
    step, of = code // width, code % width - 1
    several = np.bincount(step, minlength=len(visits.steps)) > 1
    shown = tuple(
        f"{visits.steps[s]} · {names[t] if t >= 0 else 'nobody'}" if several[s] else visits.steps[s]
        for s, t in zip(step, of, strict=True)
    )
    return Tokens(token.astype(np.int64), shown, tuple(map(int, step)), tuple(map(int, of)), names)


def _nobody(visits: Visits) -> Bools:
    """Steps that occupy nobody: without work, or done by people who do others at the same time."""
    n = len(visits.steps)
    count = np.maximum(np.bincount(visits.step, minlength=n), 1)
    if not visits.worked:
        opening = np.bincount(visits.step[visits.first], minlength=n)
        return opening >= ALMOST * count
    instant = np.bincount(visits.step, visits.end - visits.start < INSTANT, minlength=n) >= ALMOST * count
    instant |= np.bincount(visits.step, _goes_on(visits), minlength=n) >= ONE_GO * count
    return instant | (np.bincount(visits.step, _at_once(visits), minlength=n) >= AT_ONCE * count)


def _goes_on(visits: Visits) -> Bools:
    """Whether a visit follows at once, by the same person: the same piece of work under another name."""
    same = np.append(False, (visits.who[1:] == visits.who[:-1]) & ~visits.closes[:-1]) & (visits.who >= 0)
    result: Bools = same & (visits.start - visits.ready < 1 / 60)
    return result


def _at_once(visits: Visits) -> Bools:
    """Whether the same person was at work on something else when a visit began."""
    order = np.lexsort((visits.start, visits.who))
    who, start, end = visits.who[order], visits.start[order], visits.end[order]
    reach = np.maximum.accumulate(end + who * 1e6) - who * 1e6
    busy = np.append(False, (who[1:] == who[:-1]) & (reach[:-1] - start[1:] > INSTANT)) & (who >= 0)
    found = np.zeros(visits.n, dtype=bool)
    found[order] = busy
    return found


def _recorded(visits: Visits) -> tuple[Ints, tuple[str, ...]]:
    count = np.bincount(visits.team[visits.team >= 0], minlength=len(visits.teams))
    large = np.flatnonzero(count >= LEAST_SHARE * count.sum())
    kept = np.sort(large[np.argsort(-count[large], kind="stable")][:MOST_TEAMS])
    names = [visits.teams[i] for i in kept]
    number = np.full(len(visits.teams) + 1, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    if (count > 0).sum() > len(kept):
        number[np.setdiff1d(np.flatnonzero(count > 0), kept)] = len(kept)
        names.append(OTHERS)
    return number[visits.team], tuple(names)


def _found(visits: Visits, nobody: Bools) -> tuple[Ints, tuple[str, ...]]:
    """Teams from the people: steps are joined while enough of them is done by the same."""
    n = len(visits.steps)
    people = np.zeros((n, len(visits.people) + 1))
    np.add.at(people, (visits.step, visits.who), 1.0)
    used = np.flatnonzero((people.sum(axis=1) > 0) & ~nobody & (people[:, :-1].sum(axis=1) > 0))
    if not len(visits.people):
        used = np.flatnonzero((people.sum(axis=1) > 0) & ~nobody)
    groups = [[int(s)] for s in used]
    while (best := _closest(people, groups)) is not None:
        a, b = best
        groups[a] += groups.pop(b)
    number = np.full(n, -1, dtype=np.int64)
    for i, group in enumerate(groups):
        number[group] = i
    return number[visits.step], tuple(_named(visits, people, group) for group in groups)


def _closest(people: Floats, groups: list[list[int]]) -> tuple[int, int] | None:
    sums = np.array([people[g].sum(axis=0) for g in groups]).reshape(len(groups), -1)
    shares = sums / np.maximum(sums.sum(axis=1, keepdims=True), 1)
    best, found = ALIKE, None
    for a in range(len(groups)):
        for b in range(a + 1, len(groups)):
            alike = float(np.minimum(shares[a], shares[b]).sum())
            if alike > best:
                best, found = alike, (a, b)
    return found


def _named(visits: Visits, people: Floats, group: list[int]) -> str:
    """What the names of the people begin with, where they begin alike; else the step that they do most."""
    sums = people[group].sum(axis=0)[:-1]
    names = [visits.people[i] for i in np.flatnonzero(sums)]
    common = _beginning(min(names, default=""), max(names, default="")).rstrip("0123456789-_# .")
    most = max(group, key=lambda s: people[s].sum())
    return common if len(common) >= 3 else visits.steps[most]


def _beginning(a: str, b: str) -> str:
    """What two names begin with alike."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[:same]
