"""What a list of cases shows: a plain value that a saved view keeps as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from headwater.desk.domain import State
from headwater.shared.errors import UsageError

ANSWERED = "answered"
"""snoozed, and the customer has written since: shown in open lists, with the snooze's date"""
STATES = (*(s.value for s in State), ANSWERED)


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases: by state, holder ("me", "nobody", an id, None for anybody), team, tag and channel."""

    states: tuple[str, ...] = ("new", "open", ANSWERED)
    holder: str | int | None = None
    team: int | None = None
    tag: str = ""
    channel: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"states": list(self.states)}


def query(given: Mapping[str, Any]) -> Query:
    """A query out of JSON. Raises UsageError where it says something a list cannot show."""
    unknown = set(given) - {f.name for f in fields(Query)}
    states = tuple(given.get("states", Query().states))
    if unknown or not set(states) <= set(STATES) or not states:
        raise UsageError(
            f"A view knows {', '.join(f.name for f in fields(Query))}, with states of {', '.join(STATES)}."
        )
    holder = given.get("holder")
    if not (holder in (None, "me", "nobody") or isinstance(holder, int)):
        raise UsageError("A list shows the cases of one person, of nobody or of anybody; choose one of them.")
    return Query(
        states=states,
        holder=holder,
        team=given.get("team"),
        tag=str(given.get("tag", "")),
        channel=str(given.get("channel", "")),
    )


BUILT_IN: dict[str, Query] = {
    "open": Query(),
    "mine": Query(holder="me"),
    "unassigned": Query(states=("new", "open"), holder="nobody"),
    "waiting": Query(states=("waiting",)),
    "snoozed": Query(states=("snoozed",)),
    "done": Query(states=("done", "ended")),
    "aside": Query(states=("aside",)),
    "all": Query(states=("new", "open", "waiting", "snoozed", "done", "ended")),
}
"""Lists that everybody has, by the name in their address."""
