"""Decisions about people: how many, when, and what they can do."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from headwater.foresight.decisions import names, when
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.words import people
from headwater.foresight.domain import Part, Twin
from headwater.foresight.simulator.domain import Pool, Service
from headwater.shared.errors import UsageError
from headwater.shared.said import phrase, say, say_n
from headwater.shared.words import upper_first


@dataclass(frozen=True)
class Staff(Decision):
    """`by` people more or fewer in a team (or exactly `to`) in the hours `when`; without them, whenever it is open."""

    team: str
    by: int = 0
    when: str = ""
    to: int | None = None
    do: ClassVar[str] = "staff"

    def __post_init__(self) -> None:
        super().__post_init__()
        when.check(self.when)
        if self.to is not None and self.to < 0:
            raise UsageError(say("A team cannot have {to} people; give 0 or more.", to=self.to))
        if self.to is None and self.by == 0:
            raise UsageError(say("Nothing would change at {team}; say how many people more or fewer.", team=self.team))

    @property
    def sentence(self) -> str:
        """ "Two people fewer at billing on Saturdays"."""
        at, hours = say("at {team}", team=self.team), when.said(self.when)
        at = say("{at} {hours}", at=at, hours=hours) if hours else at
        if self.to is not None:
            return upper_first(say("{people} {at}", people=people(self.to), at=at))
        more, fewer = phrase("{people} more {at}"), phrase("{people} fewer {at}")
        return upper_first(say(more if self.by > 0 else fewer, people=people(abs(self.by)), at=at))

    def meant(self, twin: Twin) -> Self:
        """Who serves a queue may serve others, too: they are all of that crew."""
        crew = names.crew(twin.service, self.team)
        return replace(self, team=crew.name) if crew else self

    def apply(self, twin: Twin) -> Service:
        """Changes the hours in which the team is open; where it is closed in all of them, more people open it."""
        service = twin.service
        place = names.pool(service, self.team)
        return with_pool(service, place, _staffed(service, service.pools[place], self))


def _staffed(service: Service, pool: Pool, staff: Staff) -> Pool:
    now = week(pool, service)
    meant = when.slots(staff.when, service)
    held = [s for s in meant if now[s] > 0] or (list(meant) if staff.to or staff.by > 0 else [])
    if not held:
        raise UsageError(
            say(
                "{team} has nobody on duty {hours}; nothing can be taken away there.",
                team=pool.name,
                hours=when.said(staff.when) or say("at any time"),
            )
        )
    then = list(now)
    for slot in held:
        then[slot] = staff.to if staff.to is not None else now[slot] + staff.by
    short = [s for s in held if then[s] < 0]
    if short:
        least = min(short, key=lambda s: now[s])
        raise UsageError(
            say(
                "{team} has {people} on {hour}: {fewer} fewer would leave −{left}; take away {most} at most, or name"
                " other hours.",
                team=pool.name,
                people=people(now[least]),
                hour=when.named(when.hour_name(least, service)),
                fewer=abs(staff.by),
                left=-then[least],
                most=now[least],
            )
        )
    return _with_week(pool, now, tuple(then))


@dataclass(frozen=True)
class Hours(Decision):
    """A team opens (with `people`, else as many as it usually has) or closes in the hours `when`; where one crew serves
    several queues, the queue that is named, and the crew is there for the others."""

    team: str
    when: str
    opens: bool = True
    people: int | None = None
    do: ClassVar[str] = "hours"

    def __post_init__(self) -> None:
        super().__post_init__()
        when.read(self.when)
        if self.people is not None and self.people < 1:
            raise UsageError(say("A team that is open has one person or more, not {people}.", people=self.people))

    @property
    def sentence(self) -> str:
        """ "Billing is open on Saturdays from 09:00 to 13:00 with two people"."""
        hours = when.said(self.when)
        if not self.opens:
            return upper_first(say("{team} is closed {hours}", team=self.team, hours=hours))
        if not self.people:
            return upper_first(say("{team} is open {hours}", team=self.team, hours=hours))
        with_ = people(self.people)
        return upper_first(say("{team} is open {hours} with {people}", team=self.team, hours=hours, people=with_))

    def apply(self, twin: Twin) -> Service:
        """Opened hours get the usual number, the middle one of the hours that are open now."""
        service = twin.service
        if crew := names.crew(service, self.team):
            return _of_queue(service, crew, self)
        place = names.pool(service, self.team)
        pool = service.pools[place]
        now = week(pool, service)
        then = list(now)
        open_now = sorted(n for n in then if n > 0)
        usual = self.people or (open_now[len(open_now) // 2] if open_now else 1)
        for slot in when.slots(self.when, service):
            then[slot] = (self.people or then[slot] or usual) if self.opens else 0
        return with_pool(service, place, _with_week(pool, now, tuple(then)))

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """Who would come in hours that are new is not in the record."""
        if not self.opens:
            return ()
        said = say("nobody comes in the new hours of {team} who does not come in them now", team=self.team)
        return (Part(f"hours.{self.team}", said, "assumed", say("the record has no other hours")),)


def _of_queue(service: Service, crew: Pool, hours: Hours) -> Service:
    """One queue of a crew opened or closed: in those hours the crew is a team that serves this one, or the others,
    alone. What is begun at the turn is finished."""
    now, queue = week(crew, service), names.stations(service, hours.team)
    then = _hours_of_queue(now, when.slots(hours.when, service), hours, crew)
    if not any(then):
        return service
    alone = queue if hours.opens else tuple(q for q in crew.stations if q not in queue)
    own = replace(crew, name=f"{crew.name} ({hours.team})", servers=then, stations=alone)
    rest = replace(crew, servers=tuple(0 if n else was for n, was in zip(then, now, strict=True)))
    left = with_pool(service, service.pools.index(crew), rest)
    return replace(left, pools=(*left.pools, own))


def _hours_of_queue(now: tuple[int, ...], slots: tuple[int, ...], hours: Hours, crew: Pool) -> tuple[int, ...]:
    """The crew in the slots in which a queue of it opens, or in which it serves only the others."""
    if hours.opens and hours.people and any(now[s] not in (0, hours.people) for s in slots):
        raise UsageError(
            say(
                "The same people serve {crew} and are there in some of these hours; change their number with"
                " staff:{crew}.",
                crew=crew.name,
            )
        )
    there = sorted(n for n in now if n) or [1]
    usual = hours.people or there[len(there) // 2]
    opened = {s: 0 if now[s] else usual for s in slots}
    return tuple(opened.get(s, 0) if hours.opens else n * (s in opened) for s, n in enumerate(now))


@dataclass(frozen=True)
class Skill(Decision):
    """People of a team (all, or `people` of them) also take what waits at a queue, or take it no more. Their own queues
    come first: they help out where nobody waits there."""

    team: str
    queue: str
    learns: bool = True
    people: int | None = None
    do: ClassVar[str] = "skill"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.people is not None and self.people < 1:
            raise UsageError(say("A skill is learned by one person or more, not by {people}.", people=self.people))

    @property
    def sentence(self) -> str:
        """ "Two people of billing also work for technical"."""
        who = say("everybody at {team}", team=self.team)
        if self.people:
            who = say("{people} of {team}", people=people(self.people), team=self.team)
        n, held = self.people or 1, {"who": who, "queue": self.queue}
        also = say_n(n, "{who} also works for {queue}", "{who} also work for {queue}", **held)
        no_longer = say_n(n, "{who} no longer works for {queue}", "{who} no longer work for {queue}", **held)
        return upper_first(also if self.learns else no_longer)

    def meant(self, twin: Twin) -> Self:
        """Who serves a queue may serve others, too: they are all of that crew."""
        crew = names.crew(twin.service, self.team)
        return replace(self, team=crew.name) if crew else self

    def apply(self, twin: Twin) -> Service:
        """A part of a team becomes a team of its own, with the same hours."""
        service = twin.service
        place = names.pool(service, self.team)
        pool = service.pools[place]
        queues = names.stations(service, self.queue)
        stations = _skilled(pool, queues, self.learns, self.queue)
        if self.people is None:
            return with_pool(service, place, replace(pool, stations=stations, shared=pool.shared and not self.learns))
        now = week(pool, service)
        if self.people > max(now):
            raise UsageError(
                say(
                    "{team} has {people} at most at one time, fewer than {wanted}.",
                    team=pool.name,
                    people=people(max(now)),
                    wanted=self.people,
                )
            )
        moved = tuple(min(n, self.people) for n in now)
        rest = replace(pool, servers=tuple(n - m for n, m in zip(now, moved, strict=True)))
        part = replace(
            pool,
            name=f"{pool.name} ({self.queue})",
            servers=moved,
            stations=stations,
            shared=pool.shared and not self.learns,
        )
        changed = with_pool(service, place, rest)
        return replace(changed, pools=(*changed.pools, part))


def _skilled(pool: Pool, queues: tuple[int, ...], learns: bool, queue: str) -> tuple[int, ...]:
    held = set(pool.stations)
    if learns and held >= set(queues):
        raise UsageError(say("{name} works for {queue} already; nothing would change.", name=pool.name, queue=queue))
    if not learns and not held & set(queues):
        raise UsageError(say("{name} does not work for {queue}; nothing would change.", name=pool.name, queue=queue))
    if learns:
        return (*pool.stations, *(q for q in queues if q not in held))
    return tuple(s for s in pool.stations if s not in queues)


def week(pool: Pool, service: Service) -> tuple[int, ...]:
    """The number of people in each slot of the cycle."""
    return pool.servers * service.slots if len(pool.servers) == 1 else pool.servers


def _with_week(pool: Pool, now: tuple[int, ...], then: tuple[int, ...]) -> Pool:
    """The team as it is where its week stays the same: so it is seen that nothing changes."""
    return pool if then == now else replace(pool, servers=then)


def with_pool(service: Service, place: int, pool: Pool) -> Service:
    """The service with one team changed."""
    return replace(service, pools=(*service.pools[:place], pool, *service.pools[place + 1 :]))
