"""Person or system, asked of the record: which columns are conditions, who served, and what was known before."""

import numpy as np
import numpy.typing as npt

from headwater.causes.domain import Finding
from headwater.causes.expression import absent
from headwater.causes.facts import Bools, Facts
from headwater.causes.links.candidate import OPENING, Candidate
from headwater.causes.links.columns import Column
from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.service import decompose
from headwater.causes.search import main_person
from headwater.causes.wording import plain_link
from headwater.shared.errors import UsageError

MOST_LEVELS = 60
MOST_CONDITIONS = 10
MOST_LINKS = 8
Array = npt.NDArray[np.generic]


def by_outcome(
    facts: Facts, outcome: Array, columns: list[Column], links: list[Candidate], *, binary: bool
) -> PersonOrSystem | None:
    """How much of an outcome goes with conditions, people, customers; None where nobody is recorded.

    Conditions are the links found, the columns that are links or case types, and the load; people are who held most
    moments of a case; known before is what stood in the record when the case opened.
    """
    if not facts.record.has("who"):
        return None
    return decompose(
        outcome,
        conditions=_conditions(columns, links),
        people=main_person(facts),
        customers=facts.customer if facts.record.has("customer") else None,
        known_before=_known_before(columns),
        binary=binary,
        person_names=facts.people,
    )


def by_spoiled(
    facts: Facts, true: Bools, known: Bools, columns: list[Column], links: list[Candidate]
) -> PersonOrSystem | None:
    """The same for being spoiled; cases for which that is unknown are left out."""
    return by_outcome(facts, np.where(known, true.astype(float), np.nan), columns, links, binary=True)


def numeric_outcome(facts: Facts, name: str) -> Array:
    """A numeric case column as an outcome. Raises UsageError where there is none of that name, or it is no number."""
    if name == "duration" and name not in facts.attributes:
        return facts.ended - facts.opened
    if name not in facts.attributes:
        raise UsageError(f"There is no column “{name}”; there are: duration, {', '.join(sorted(facts.attributes))}.")
    values = facts.last_value(name)
    if values.dtype.kind != "f":
        raise UsageError(
            f"The column “{name}” holds no numbers; say what counts as spoiled with an expression over it "
            "(spoiled=… in Python, --spoiled on the command line)."
        )
    return np.where(absent(values), np.nan, values)


def _conditions(columns: list[Column], links: list[Candidate]) -> dict[str, Array]:
    found: dict[str, Array] = {
        plain_link(link.link): np.where(link.known, link.broke.astype(np.int64), -1) for link in links[:MOST_LINKS]
    }
    named = {link.ref.column for link in links[:MOST_LINKS]}
    rest = [c for c in columns if c.meaning in ("mix", "link", "unknown") and c.name not in named]
    rest.sort(key=lambda c: ("mix", "link", "unknown").index(c.meaning))
    for column in rest:
        if (
            len(found) < MOST_CONDITIONS
            and len(column.levels) >= 2
            and (column.numeric or len(column.levels) <= MOST_LEVELS)
        ):
            found[column.name] = _values(column)
    return found


def _known_before(columns: list[Column]) -> dict[str, Array]:
    early = [c for c in columns if c.meaning == "mix" and c.place < OPENING + 1]
    return {c.name: _values(c) for c in early if c.numeric or len(c.levels) <= MOST_LEVELS}


def _values(column: Column) -> Array:
    return column.number if column.numeric else column.code


SOME = 0.5
"""Fewer cases than this are none."""


def training(person: PersonOrSystem | None, findings: list[Finding], spoiled: int) -> tuple[float | None, int]:
    """Spoiled cases that training of people would touch, of all: what links of skill and manner cost, and what people
    shown to do worse cost beyond their conditions. None where no such link is shown and what people add cannot be
    told."""
    cases = sum(f.spoiled_cases for f in findings if f.remedy in ("skill", "manner"))
    if person is not None and person.verdict in ("person", "both"):
        cases += sum(p.effect * p.cases for p in person.people if p.finding == "worse")
    untold = person is None or person.verdict == "cannot tell"
    return (None if untold and cases < SOME else min(float(cases), float(spoiled))), spoiled
