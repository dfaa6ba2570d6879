"""A decision to begin with: one that can be made on a twin as it is."""

from collections.abc import Iterator
from datetime import date

from headwater.foresight.decisions import when
from headwater.foresight.decisions.grammar import parse
from headwater.foresight.decisions.staffing import week
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.decide import Asked, prepared
from headwater.foresight.simulator.domain import Pool, Service
from headwater.shared.errors import HeadwaterError
from headwater.shared.said import in_each_language, say

TRIED = 12
FEWER_COME = "arrivals -5 %"


def example(twin: Twin) -> str:
    """One person fewer where most are on duty, on the team's best-staffed day; one more where that cannot be, or fewer
    cases where nobody can be named. As it is typed."""
    ways = [text for sign in "-+" for text in _staff(twin.service, sign)]
    return next((text for text in ways if _can_be(text, twin)), FEWER_COME)


def _staff(service: Service, sign: str) -> Iterator[str]:
    days = {(pool.name, day): hours for pool in service.pools for day, hours in enumerate(_days(pool, service))}
    most = sorted(days, key=lambda place: -days[place])[:TRIED]
    for team, day in most:
        if days[team, day]:
            yield say("staff:{team} {sign}1 {day}", team=team, sign=sign, day=say(when.ON[day]))


def _days(pool: Pool, service: Service) -> list[float]:
    """Hours on duty on each day of the week."""
    found = [0.0] * 7
    for slot, n in enumerate(week(pool, service)):
        found[int(slot * service.slot // 24) % 7] += n * service.slot
    return found


def _can_be(text: str, twin: Twin) -> bool:
    """Whether it is understood in every language, and can be made here."""
    try:
        made = {parse(typed).sentence for typed in (str(text), *in_each_language(text).values())}
        prepared([parse(text)], twin, Asked(date.max))
    except HeadwaterError:
        return False
    return len(made) == 1
