"""When the case came: weekday, part of the day, and how much was open when it arrived."""

from collections.abc import Iterator

import numpy as np

from headwater.causes.domain import Ref
from headwater.causes.facts import Facts, Floats, first_team
from headwater.causes.links.candidate import OPENING, PHASES, Bools, Candidate
from headwater.shared.said import phrase, say
from headwater.shared.words import count

WEEKDAYS = (
    say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday"),
)  # fmt: skip
PARTS = ((0, 6, say("night")), (6, 12, say("morning")), (12, 18, say("afternoon")), (18, 24, say("evening")))
PEAK = tuple(np.round(np.arange(0.4, 0.98, 0.03), 2))
MOST_TEAMS = 12
HOURS = (1, 4, 24)


def calendar(facts: Facts) -> Iterator[Candidate]:
    """One candidate per weekday and per part of the day on which cases open."""
    days = np.floor(facts.opened / 86400).astype(np.int64)
    weekday, hour = (days + 3) % 7, facts.opened % 86400 / 3600  # 1 January 1970 was a Thursday
    for i, name in enumerate(WEEKDAYS):
        yield _calendar(facts, weekday == i, "weekday", name, say("the case opened on a {day}", day=name))
    if len(np.unique(hour)) > 1:
        for low, high, name in PARTS:
            broke = (hour >= low) & (hour < high)
            rule = say("the case opened between {low}:00 and {high}:00", low=low, high=high)
            yield _calendar(facts, broke, "part of the day", name, rule)


def _calendar(facts: Facts, broke: Bools, column: str, value: str, rule: str) -> Candidate:
    opening = phrase("Cases that open on {part}") if column == "weekday" else phrase("Cases that open in the {part}")
    return Candidate(
        ref=Ref(kind="condition", column=column, value=str(value)),
        link=say(opening, part=value),
        broke=broke,
        known=np.ones(facts.n, dtype=bool),
        place=OPENING + PHASES["calendar"],
        rule=rule,
        group=column,
    )


def loads(facts: Facts, spoiled: Bools, known: Bools) -> Iterator[Candidate]:
    """How busy it was when the case arrived: cases open, and cases that came in the hours before; for the whole
    organisation and for the team that first held the case."""
    first = first_team(facts)
    counts = np.bincount(first[first >= 0], minlength=len(facts.teams))
    groups: list[tuple[str | None, Bools]] = [(None, np.ones(facts.n, dtype=bool))]
    for team in np.argsort(-counts, kind="stable")[:MOST_TEAMS]:
        mine = first == team
        if mine.sum() >= max(60, 0.02 * facts.n) and not mine.all():
            groups.append((facts.teams[int(team)], mine))
    for name, mine in groups:
        for what, load in _measures(facts.opened[mine], facts.ended[mine]):
            everyone = np.full(facts.n, np.nan)
            everyone[mine] = load
            if found := _peak(everyone, spoiled, known, name, what):
                yield found


def _measures(opened: Floats, ended: Floats) -> Iterator[tuple[str, Floats]]:
    yield say("cases open"), open_at_arrival(opened, ended)
    for hours in HOURS:
        yield say("cases arrived in the last {hours} h", hours=hours), lately(opened, hours * 3600.0)


def lately(opened: Floats, seconds: float) -> Floats:
    """How many of these cases opened in so many seconds before each one."""
    times = np.sort(opened)
    found: Floats = (np.searchsorted(times, opened) - np.searchsorted(times, opened - seconds)).astype(float)
    return found


def open_at_arrival(opened: Floats, ended: Floats) -> Floats:
    """How many of these cases were open (opened before, not yet ended) when each one opened."""
    before = np.searchsorted(np.sort(opened), opened)
    gone = np.searchsorted(np.sort(ended), opened)
    found: Floats = np.maximum(before - gone, 0).astype(float)
    return found


def _peak(load: Floats, spoiled: Bools, known: Bools, team: str | None, what: str) -> Candidate | None:
    seen = ~np.isnan(load)
    usable = seen & known
    if usable.sum() < 60 or np.ptp(load[usable]) == 0:
        return None
    cuts = np.unique(np.quantile(load[usable], PEAK))
    y, x = spoiled[usable] - spoiled[usable].mean(), load[usable]
    above = x[:, None] > cuts
    n = above.sum(0)
    score = (above.T.astype(float) @ y) / np.sqrt(np.maximum(n * (len(x) - n) / len(x), 1e-9))
    cut = float(cuts[int(np.argmax(score))])
    named = phrase("Load on {team} ({what})") if team else phrase("Load when the case arrives ({what})")
    rule = phrase("there are more than {n} {what} when the case arrives")
    rule = phrase("{team} has more than {n} {what} when the case arrives") if team else rule
    return Candidate(
        ref=Ref(kind="load", team=team),
        link=say(named, team=team, what=what),
        broke=np.nan_to_num(load, nan=-1.0) > cut,
        known=seen,
        place=OPENING + PHASES["load"],
        rule=say(rule, team=team, n=count(cut), what=what),
        owner=team,
        tries=3,
    )
