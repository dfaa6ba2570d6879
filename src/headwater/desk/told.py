"""What the journal tells to those outside who asked: which act on which case, never a word of anybody's."""

from dataclasses import dataclass
from datetime import datetime

from headwater.desk.models import OutboxMoment


@dataclass(frozen=True, slots=True)
class Told:
    """One act. `teams` had the case before it and have it after it; None is no team."""

    id: int
    step: str
    case: int
    at: datetime
    made_at: datetime
    teams: frozenset[int | None]


def told_since(*, place: int, most: int) -> list[Told]:
    """The acts after a place in the journal, in its order. One statement."""
    rows = OutboxMoment.objects.filter(pk__gt=place).order_by("pk")
    values = rows.values_list("pk", "step", "case_number", "at", "made_at", "held_team", "attributes")[:most]
    return [
        Told(pk, step, case, at, made, frozenset({team, said.get("team", team)}))
        for pk, step, case, at, made, team, said in values
    ]
