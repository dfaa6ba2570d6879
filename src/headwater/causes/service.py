"""What causes can do: say which links spoiled cases, how many, whose they are, and what cannot be told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from headwater.causes import mix as case_mix
from headwater.causes import persons
from headwater.causes.answer import finding
from headwater.causes.customers import never_seen_again
from headwater.causes.domain import Causes, Finding, Left
from headwater.causes.facts import Facts
from headwater.causes.hidden import trace
from headwater.causes.links import Candidate, gather
from headwater.causes.links.columns import Column, read_columns, said
from headwater.causes.order import follows
from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.threads import one_thread
from headwater.causes.rows import case_rows
from headwater.causes.search import Found, Ground, Judged, main_person, search
from headwater.causes.spoiled import Marked, look_before_damage, mark
from headwater.causes.wording import plain_link
from headwater.moments.domain import Record
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import phrase, say

MOST_DOUBTFUL = 5


def causes(
    record: Record,
    *,
    spoiled: str | None = None,
    mix: Iterable[str] = (),
    links: Iterable[str] = (),
    signs: Iterable[str] = (),
    standards: Mapping[str, float] | None = None,
    customer_value: float | None = None,
    people: bool = True,
    seed: int = 0,
) -> Causes:
    """Find the links whose breaking spoiled cases.

    `spoiled` is an expression (see `expression.py`); without it a default is recognised and said. `mix`, `links` and
    `signs` set what a column is taken for, and beat what the record's mapping file says. `standards` gives seconds for
    "wait: STEP" or "work: STEP"; the rest is learned.
    `customer_value` is money per customer, for the money range. `people=False` leaves the
    question "person or system" out, for speed. `seed` fixes the resampling.
    Raises UsageError for an unknown name, InputError where nothing can be compared.
    """
    facts = Facts(record)
    marked = mark(facts, spoiled)
    looked = look_before_damage(facts, marked.summary.definition)
    columns = _columns(facts, set(marked.used), mix, links, signs)
    with one_thread():  # many small products: threads that wait for each other cost more than they bring
        ground = _ground(facts, columns, marked)
        beyond = case_mix.beyond(ground.mix, ground.y, ground.rows, facts.n)
        candidates, thin = gather(facts, columns, marked.true, marked.known, dict(standards or {}), beyond)
        found = search(_admitted(candidates, marked, ground.trace is not None), ground, seed)
    answer = _answer(facts, marked, columns, len(candidates), thin, found, customer_value, people)
    answer.notes += [looked] if looked else []
    return answer


def person_or_system(
    record: Record,
    *,
    spoiled: str | None = None,
    outcome: str | None = None,
    mix: Iterable[str] = (),
    links: Iterable[str] = (),
    signs: Iterable[str] = (),
    seed: int = 0,
) -> PersonOrSystem:
    """How much of the difference in outcomes goes with the conditions, with the people who served, with the customers.

    `outcome` is a numeric case column (a rating, a duration in any unit); without it the outcome is being spoiled, as
    in `causes`. Raises UsageError for an unknown name, InputError where nobody is recorded.
    """
    facts = Facts(record)
    if outcome is None:
        found = causes(record, spoiled=spoiled, mix=mix, links=links, signs=signs, seed=seed).person_or_system
    else:
        columns = _columns(facts, {outcome}, mix, links, signs)
        found = persons.by_outcome(facts, persons.numeric_outcome(facts, outcome), columns, [], binary=False)
    if found is None:
        raise InputError("Nobody who served is recorded; name the column with who=COLUMN (or --who).")
    return found


def _columns(
    facts: Facts, used: set[str], mix: Iterable[str], links: Iterable[str], signs: Iterable[str]
) -> list[Column]:
    """What every column is taken for; what is set by hand, here or else in the mapping file, goes first."""
    given: dict[str, set[str]] = {"mix": set(mix), "link": set(links), "sign": set(signs)}
    for (one, ours), (other, theirs) in combinations(given.items(), 2):
        if both := ours & theirs:
            raise UsageError(
                f"“{min(both)}” cannot be {_SAID[one]} and {_SAID[other]} at once; "
                f"give it to one of --{one} and --{other}."
            )
    here = set().union(*given.values())
    for column, kind in facts.record.source.kinds:
        given[kind] |= {column} - here
    _refuse_unknown(facts, set().union(*given.values()))
    columns = read_columns(facts, used=used, mix=given["mix"], links=given["link"])
    return [replace(c, meaning="sign", reason=say("set by hand")) if _is_sign(c, given["sign"]) else c for c in columns]


SIGN = phrase("a sign that follows the damage: {why}")
_SAID = {"mix": "case mix", "link": "a link", "sign": "a sign"}


def _is_sign(column: Column, signs: set[str]) -> bool:
    return column.name in signs and column.meaning != "outcome"


def _refuse_unknown(facts: Facts, given: set[str]) -> None:
    for name in sorted(given - set(facts.attributes)):
        known = ", ".join(sorted(facts.attributes))
        raise UsageError(f"There is no column “{name}” to set as mix, link or sign; there are: {known}.")


def _ground(facts: Facts, columns: list[Column], marked: Marked) -> Ground:
    rows = np.flatnonzero(marked.known)
    design, names = case_mix.design(columns, facts.n)
    y = marked.true[rows].astype(float)
    mix, names = case_mix.telling(design[rows], names, y)
    return Ground(
        rows=rows,
        y=y,
        mix=mix,
        mix_names=names,
        customer=facts.customer[rows],
        person=main_person(facts)[rows],
        follows=follows(facts),
        trace=trace(facts, design),
    )


def _admitted(candidates: list[Candidate], marked: Marked, traced: bool) -> list[Candidate]:
    """Candidates without those that the definition of spoiled already counts (they would find themselves) and,
    where work times hold a trace of how hard a case is, without work: the case may be hard, not the step."""
    used = {name.lower() for name in marked.used}
    kinds = {"loops": "loop", "repeats": "loop", "redos": "loop", "handoffs": "handoff", "pingpongs": "pingpong"}
    kinds |= dict.fromkeys(("last_team", "first_team", "teams"), "handoff")
    closed = {kinds[name] for name in used if name in kinds}
    quoted = marked.summary.definition.lower()
    steps = {c.step for c in candidates if c.step and f'"{c.step.lower()}"' in quoted}
    return [
        c
        for c in candidates
        if c.ref.kind not in closed
        and (c.ref.column or "").lower() not in used
        and not (traced and c.ref.kind == "work")
        and not (c.step in steps and c.ref.kind in ("loop", "skip", "order"))
    ]


def _answer(
    facts: Facts,
    marked: Marked,
    columns: list[Column],
    candidates: int,
    thin: list[Candidate],
    found: Found,
    customer_value: float | None,
    people: bool,
) -> Causes:
    customers = never_seen_again(facts)
    made = [(j, finding(facts, j, marked, customers, customer_value, found.asked)) for j in found.judged]
    named = sorted(((j, f) for j, f in made if j.named), key=_rank)
    doubtful = [(j, f) for j, f in made if not j.named and j.effect.cases > 0][:MOST_DOUBTFUL]
    links = [j.link for j, _ in named]
    person = persons.by_spoiled(facts, marked.true, marked.known, columns, links) if people else None
    left = [Left(c.name, c.reason) for c in columns if c.meaning in ("bookkeeping", "outcome")]
    left += [Left(plain_link(c.link), say("too few broken or held cases to compare")) for c in thin]
    return Causes(
        spoiled=marked.summary,
        findings=[f for _, f in named],
        cannot_tell=[f for _, f in doubtful],
        signs=[
            Left(plain_link(c.link), say("a sign that follows the damage: {why}", why=why)) for c, why in found.signs
        ],
        mix=case_mix.effects(columns, marked.true, marked.known),
        training=persons.training(person, [f for _, f in named], marked.summary.cases),
        person_or_system=person,
        candidates=candidates,
        left_out=left,
        columns=[Left(c.name, said(c)) for c in columns],
        rows=case_rows(marked, [j for j, _ in (*named, *doubtful)]),
    )


def _rank(made: tuple[Judged, Finding]) -> tuple[float, float, float]:
    """What is sure of the customers lost, then of the cases; where nothing is, the surest first."""
    judged, found = made
    return -found.at_least, -found.evidence.sure * found.spoiled_cases, judged.p_value
