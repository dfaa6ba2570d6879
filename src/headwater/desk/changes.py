"""Which cases changed since the last look, and whom that concerns: one statement on the journal's key, one on cases."""

from dataclasses import dataclass

from headwater.desk.models import Case, OutboxMoment

MOST = 1000
BEHIND = 50
"""PostgreSQL may commit a lower id after a higher one; so many are looked at again, and told only once"""


@dataclass(frozen=True, slots=True)
class Change:
    """A case that changed; `teams` has its team (None: no team yet) and the one that held it before."""

    case: int
    teams: frozenset[int | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the last look ended."""

    last: int
    told: frozenset[int]


def start() -> Seen:
    """Everything until now counts as told."""
    last = OutboxMoment.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Seen(last, frozenset(OutboxMoment.objects.filter(id__gt=last - BEHIND).values_list("id", flat=True)))


def changes(seen: Seen) -> tuple[Seen, list[Change]]:
    """The cases changed since `seen`, each once, and where this look ended."""
    after = max(seen.last - BEHIND, 0)
    rows = OutboxMoment.objects.filter(id__gt=after).order_by("id").values_list("id", "case_number", "held_team")
    fresh = [row for row in rows[:MOST] if row[0] not in seen.told]
    if not fresh:
        return seen, []
    before: dict[int, set[int | None]] = {}
    for _, case, team in fresh:
        before.setdefault(case, set()).add(team)
    now: dict[int, int | None] = dict(Case.objects.filter(number__in=before).values_list("number", "team_id"))
    found = [Change(case, frozenset(_teams(case, teams, now))) for case, teams in before.items()]
    last = max(seen.last, fresh[-1][0])
    told = {row[0] for row in fresh} | seen.told
    return Seen(last, frozenset(number for number in told if number > last - BEHIND)), found


def _teams(case: int, before: set[int | None], now: dict[int, int | None]) -> set[int | None]:
    teams = {team for team in before if team is not None or case not in now}
    return {*teams, now[case]} if case in now else teams
