"""Person or system: one question, one answer, from one outcome a case."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from headwater.causes.people.assignment import assignment_guard
from headwater.causes.people.columns import Column, column, factor, single_where_missing
from headwater.causes.people.contrast import contrast
from headwater.causes.people.design import Factor, Floats, Ints
from headwater.causes.people.domain import Contrast, Guard, PersonOrSystem, PersonStatement
from headwater.causes.people.evidence import evidence
from headwater.causes.people.guards import connected_guard, levels_guard
from headwater.causes.people.held import hidden_guards
from headwater.causes.people.model import build, usable
from headwater.causes.people.parts import Parts
from headwater.causes.people.profile import Share
from headwater.causes.people.reml import fit
from headwater.causes.people.skew import skew
from headwater.causes.people.statements import statements
from headwater.causes.people.threads import one_thread
from headwater.causes.people.verdict import COUNTS, sentence, verdict
from headwater.shared.errors import UsageError
from headwater.shared.said import phrase, say

FEWEST_CASES = 30
FEWEST_OF_EACH = 8
MOST_PEOPLE = 400
RIDGE = 1e-6
LOPSIDED = 3.0
FOLLOWS = phrase(
    "The outcome follows entirely from what is given here: check that none of it is part of its definition."
)
Array = npt.NDArray[np.generic]


def decompose(
    outcome: Array,
    *,
    conditions: Mapping[str, Array],
    people: Array,
    customers: Array | None,
    known_before: Mapping[str, Array],
    binary: bool,
    person_names: Sequence[str],
    higher_is_worse: bool = True,
) -> PersonOrSystem:
    """How much of the difference in `outcome` goes with conditions, people, customers, with nothing recorded.

    All arrays hold one value a case. `people` and `customers` are integer codes, -1 where not recorded; `people`
    indexes `person_names`. Conditions and things known before are levels (integers with -1 missing, flags, texts) or
    floats (NaN missing). Cases without an outcome or a person are left out and counted. Raises UsageError on columns
    of different lengths.
    """
    _check(outcome, {**conditions, **known_before, "people": people}, customers, people, person_names)
    y_all = np.asarray(outcome, dtype=np.float64)
    rows, notes = _rows(y_all, people)
    y, left_out = y_all[rows], len(y_all) - len(rows)
    refusal = _refusal(y, binary)
    if refusal:
        return _cannot(refusal, binary, len(y), left_out)
    who = factor("people", people[rows])
    names = [person_names[int(code)] for code in np.unique(people[rows])]
    given, gaps = usable([column(name, values, rows) for name, values in conditions.items()], len(rows))
    before = [column(name, values, rows) for name, values in known_before.items()]
    served = None if customers is None else single_where_missing(customers, rows)
    with one_thread():
        return _answer(y, given, who, served, before, names, binary, left_out, [*notes, *gaps], higher_is_worse)


def _answer(
    y: Floats,
    conditions: list[Column],
    people: Factor,
    customers: Factor | None,
    before: list[Column],
    names: list[str],
    binary: bool,
    left_out: int,
    notes: list[str],
    higher_is_worse: bool,
) -> PersonOrSystem:
    connected, inside = connected_guard(people, conditions)
    guards: tuple[Guard, ...] = (
        levels_guard(people),
        connected,
        assignment_guard(before, people, conditions, customers),
    )
    recorded = bool(conditions)
    model = build(y, conditions, people, customers)
    fitted = fit(model.design, ridge=RIDGE * float(y.var()))
    parts, seen = Parts(model, fitted), evidence(model, fitted)
    shares, components = parts.shares(), parts.components()
    answer = verdict(shares["conditions"], parts.by_people(), seen, guards, recorded=recorded)
    if answer in ("person", "both") and seen.conditions < COUNTS:
        hidden = hidden_guards(y, conditions, people, customers, model, fitted, higher_is_worse=higher_is_worse)
        guards = (*guards, *hidden)
        answer = verdict(shares["conditions"], parts.by_people(), seen, guards, recorded=recorded)
    spoken: tuple[PersonStatement, ...] = ()
    if not any(guard.blocks for guard in guards):
        cases = np.bincount(people.codes, minlength=people.levels)
        differ = answer in ("person", "both")
        spoken = statements(fitted, names, cases, inside, differ=differ, higher_is_worse=higher_is_worse)
    return PersonOrSystem(
        verdict=answer,
        sentence=sentence(answer, shares["conditions"], shares["people"], seen, guards, n=len(y), recorded=recorded),
        binary=binary,
        shares=shares,
        relative=parts.relative() if binary else {},
        components=components,
        evidence=seen,
        guards=guards,
        contrast=_contrast(y, conditions, components, people, higher_is_worse),
        people=spoken,
        n=len(y),
        left_out=left_out,
        notes=(*notes, *model.notes, *_cautions(y, binary, shares["unexplained"])),
    )


def _cautions(y: Floats, binary: bool, unexplained: Share) -> list[str]:
    notes: list[str] = []
    if unexplained.estimate < 0.001:
        notes.append(say(FOLLOWS))
    if not binary and abs(skew(y)) > LOPSIDED:
        notes.append(
            say("The outcome is very lopsided, so a few cases weigh most; its logarithm would be a better outcome.")
        )
    return notes


def _contrast(
    y: Floats, conditions: list[Column], components: dict[str, Share], people: Factor, higher_is_worse: bool
) -> Contrast | None:
    """For the condition with the largest share."""
    fitted = [c for c in conditions if c.name in components]
    if not fitted:
        return None
    largest = max(fitted, key=lambda c: components[c.name].estimate)
    return contrast(y, largest, people, higher_is_worse=higher_is_worse)


def _check(
    outcome: Array, columns: Mapping[str, Array], customers: Array | None, people: Array, person_names: Sequence[str]
) -> None:
    given = {**columns, **({"customers": customers} if customers is not None else {})}
    for name, values in given.items():
        if len(values) != len(outcome):
            raise UsageError(f"'{name}' has {len(values)} values but there are {len(outcome)} cases; give one a case.")
    if people.dtype.kind not in "iu":
        raise UsageError("People must be given as integer codes, -1 where nobody is recorded.")
    if len(people) and int(people.max()) >= len(person_names):
        raise UsageError(f"People go up to code {int(people.max())} but only {len(person_names)} names were given.")


def _rows(y: Floats, people: Array) -> tuple[Ints, list[str]]:
    """The cases with an outcome and a person; of more than 400 people, those of 400 drawn by a fixed seed."""
    codes = people.astype(np.int64)
    usable = np.isfinite(y) & (codes >= 0)
    notes: list[str] = []
    seen = np.unique(codes[usable])
    if len(seen) > MOST_PEOPLE:
        drawn = np.random.default_rng(4).choice(seen, MOST_PEOPLE, replace=False)
        usable &= np.isin(codes, drawn)
        drawn_by = phrase("Cases of {n} people drawn by chance out of {all} are used, to bound the time.")
        notes.append(say(drawn_by, n=MOST_PEOPLE, all=len(seen)))
    return np.flatnonzero(usable), notes


def _refusal(y: Floats, binary: bool) -> str | None:
    """Why no fit is tried, if it is not."""
    if len(y) < FEWEST_CASES:
        few = phrase("Only {n} cases have an outcome and a person; {least} are the least to start from.")
        return say(few, n=len(y), least=FEWEST_CASES)
    if np.ptp(y) == 0:
        return say("The outcome is the same in all {n} cases, so there is no difference to explain.", n=len(y))
    rare = min(int((y == y.min()).sum()), int((y == y.max()).sum()))
    if binary and rare < FEWEST_OF_EACH:
        alike = phrase("Only {n} of {all} cases differ from the rest; {least} are the least to start from.")
        return say(alike, n=rare, all=len(y), least=FEWEST_OF_EACH)
    return None


def _cannot(sentence: str, binary: bool, n: int, left_out: int) -> PersonOrSystem:
    whole = Share(0.0, 0.0, 1.0)
    unknown = {"conditions": whole, "people": whole, "customers": whole, "unexplained": Share(1.0, 0.0, 1.0)}
    return PersonOrSystem(
        verdict="cannot tell",
        sentence=sentence,
        binary=binary,
        shares=unknown,
        relative={},
        components={},
        evidence=None,
        guards=(),
        contrast=None,
        people=(),
        n=n,
        left_out=left_out,
        notes=(),
    )
