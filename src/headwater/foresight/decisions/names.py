"""Finds teams, queues, steps and kinds by the names a person types; what is not there is answered with what is."""

from collections.abc import Sequence
from difflib import get_close_matches

from headwater.foresight.simulator.domain import Pool, Service, Step
from headwater.shared.errors import UsageError
from headwater.shared.said import phrase, say, spoken
from headwater.shared.words import listing

SHOWN = 12
NONE = {
    "team": phrase("no team"), "queue": phrase("no queue"), "step": phrase("no step"),
    "kind of case": phrase("no kind of case"), "step or team": phrase("no step or team"),
}  # fmt: skip
ALL = {
    "team": phrase("the teams"), "queue": phrase("the queues"), "step": phrase("the steps"),
    "kind of case": phrase("the kinds of case"), "step or team": phrase("the steps and teams"),
}  # fmt: skip
BY = " · "
"""stands between a step and the team that does it, where several do"""


def find(name: str, names: Sequence[str], what: str) -> tuple[int, ...]:
    """The places of a name, upper and lower case alike; UsageError where it is unknown, with the names there are."""
    found = tuple(i for i, held in enumerate(names) if same(held, name))
    if found:
        return found
    raise UsageError(_unknown(name, list(dict.fromkeys(names)), what))


def pool(service: Service, team: str) -> int:
    """The team (pool) of this name, or the only one that serves the queue of this name."""
    names = [p.name for p in service.pools]
    if any(same(held, team) for held in names):
        return find(team, names, "team")[0]
    if not any(_plain(s.name) == _plain(team) for s in service.stations):
        raise UsageError(_unknown(team, names, "team"))
    queue = find(team, [s.name for s in service.stations], "queue")[0]
    serving = [i for i, p in enumerate(service.pools) if queue in p.stations]
    if len(serving) != 1:
        teams = listing([names[i] for i in serving], SHOWN) or say("nobody")
        raise UsageError(say("The queue {team} is served by {teams}; name one team.", team=team, teams=teams))
    return serving[0]


def crew(service: Service, team: str) -> Pool | None:
    """The one crew of several queues of which this name is one; None where it is no such queue."""
    if any(same(held.name, team) for held in service.pools):
        return None
    serving = [p for p in service.pools if any(same(service.stations[q].name, team) for q in p.stations)]
    return serving[0] if len(serving) == 1 and len(serving[0].stations) > 1 else None


def stations(service: Service, name: str) -> tuple[int, ...]:
    """The queue of this name, or all that the team of this name serves."""
    if any(_plain(s.name) == _plain(name) for s in service.stations):
        return find(name, [s.name for s in service.stations], "team")
    return service.pools[pool(service, name)].stations


def steps(service: Service, name: str) -> tuple[int, ...]:
    """All the places of a step: it may stand once for each team that does it, as "Approve · billing"."""
    whole = [s.name for s in service.steps]
    if any(_plain(held) == _plain(name) for held in whole):
        return find(name, whole, "step")
    return find(name, [step_name(held) for held in whole], "step")


def first_step(service: Service, name: str) -> Step | None:
    """The first place of a step; None where it is not there (yet)."""
    return next((s for s in service.steps if same(s.name, name) or same(step_name(s.name), name)), None)


def step_name(name: str) -> str:
    """A step's name without the team that does it."""
    return name.partition(BY)[0]


def kinds(service: Service, name: str) -> tuple[int, ...]:
    """The kinds of case of a name; all of them for an empty one."""
    return find(name, [k.name for k in service.kinds], "kind of case") if name else tuple(range(len(service.kinds)))


def same(held: str, name: str) -> bool:
    """Whether a name is meant: in the record's words, or as it is said in the reader's language."""
    return _plain(name) in (_plain(held), _plain(spoken(held)))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _unknown(name: str, names: list[str], what: str) -> str:
    near = get_close_matches(_plain(name), [_plain(n) for n in names], n=1, cutoff=0.7)
    meant = next((n for n in names if near and _plain(n) == near[0]), "")
    held = {"none": say(NONE[what]), "name": name, "all": say(ALL[what]), "names": listing(names, SHOWN)}
    if not meant:
        return say("There is {none} called “{name}”; {all} are: {names}.", **held)
    return say("There is {none} called “{name}”; did you mean {meant}? {all:upper} are: {names}.", meant=meant, **held)
