"""What the desk tells the record: one line for each column, with its Arrow type and what fills it.

The record knows customers as `customer-ID` and cases as `desk-NUMBER`; it holds no name, address or word of theirs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from headwater.desk.models import OutboxMoment

JOURNAL = "desk"


@dataclass(frozen=True)
class Names:
    """Names of people and teams by id, and the tags of cases, as they are when a batch is made."""

    people: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def case_key(number: int) -> str:
    """A desk case's name in the record."""
    return f"desk-{number}"


def customer_key(customer: int) -> str:
    """A customer's name in the record."""
    return f"customer-{customer}"


Fill = Callable[[OutboxMoment, Names], Any]
TEXT = pa.string()
TIME = pa.timestamp("us", "UTC")


def _said(name: str) -> Fill:
    return lambda m, _: m.attributes.get(name)


COLUMNS: dict[str, tuple[pa.DataType, Fill]] = {
    "case": (TEXT, lambda m, _: case_key(m.case_number)),
    "step": (TEXT, lambda m, _: m.step),
    "at": (TIME, lambda m, _: m.at),
    "who": (TEXT, lambda m, n: n.people.get(m.who or 0)),
    "team": (TEXT, lambda m, n: n.teams.get(m.team or 0)),
    "customer": (TEXT, lambda m, _: None if m.customer is None else customer_key(m.customer)),
    "channel": (TEXT, lambda m, _: m.channel),
    "@held by": (TEXT, lambda m, n: n.people.get(m.held_by or 0)),
    "@held by team": (TEXT, lambda m, n: n.teams.get(m.held_team or 0)),
    "@kind asked": (TEXT, _said("kind_asked")),
    "@kind confirmed": (TEXT, _said("kind_confirmed")),
    "@language": (TEXT, _said("language")),
    "@tags": (TEXT, lambda m, n: ", ".join(sorted(n.tags.get(m.case_number, ()))) or None),
    "_row": (pa.int64(), lambda m, _: m.pk),
}
"""`held by` and `held by team` held the case from the moment before until this one; nobody is queue time. `_row` is the
moment's place in the journal."""


def table(moments: Iterable[OutboxMoment], names: Names) -> pa.Table:
    """A batch as the record takes it."""
    rows = list(moments)
    return pa.table({n: pa.array([fill(m, names) for m in rows], kind) for n, (kind, fill) in COLUMNS.items()})
