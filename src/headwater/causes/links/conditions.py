"""Conditions recorded in the case: each value of a column against the rest, each number against its best cut."""

from collections.abc import Iterator

import numpy as np

from headwater.causes.domain import Ref
from headwater.causes.facts import Facts, Ints, first_team
from headwater.causes.links.candidate import OPENING, PHASES, Bools, Candidate
from headwater.causes.links.columns import Column
from headwater.causes.links.waits import QUANTILES, main_team
from headwater.causes.wording import number
from headwater.shared.said import phrase, say

MOST_LEVELS = 60
TRIES = 10
"""Thirty cuts in two directions, neighbours nearly the same, count as so many tests."""


def conditions(facts: Facts, columns: list[Column], spoiled: Bools, known: Bools) -> Iterator[Candidate]:
    """The candidates of every column that is a link, a sign or undecided."""
    for column in columns:
        if column.meaning not in ("link", "sign", "unknown"):
            continue
        if column.numeric:
            yield from _number(facts, column, spoiled, known)
        else:
            yield from _levels(facts, column)


def roles(facts: Facts) -> Iterator[Candidate]:
    """The team that held the case first, and the channel it came by: conditions that play a role in the record."""
    mapping = facts.record.mapping
    if mapping.team:
        yield from _role(mapping.team, first_team(facts), facts.teams, routing=True)
    if mapping.channel:
        yield from _role(mapping.channel, facts.channel, facts.record.names("channels"), routing=False)


def _role(column: str, code: Ints, names: list[str], *, routing: bool) -> Iterator[Candidate]:
    counts = np.bincount(code[code >= 0], minlength=len(names))
    if (counts > 0).sum() < 2:
        return
    for level in np.argsort(-counts, kind="stable")[:MOST_LEVELS]:
        name = names[int(level)]
        yield Candidate(
            ref=Ref(kind="condition", column=column, value=name, team=name if routing else None),
            link=f"{column}: {name}",
            broke=code == level,
            known=code >= 0,
            place=OPENING + PHASES["condition"],
            rule=say(phrase("{name} held the case first") if routing else phrase("the case came by {name}"), name=name),
            owner=name if routing else None,
            group=column,
            routing=routing,
        )


def _levels(facts: Facts, column: Column) -> Iterator[Candidate]:
    counts = np.bincount(column.code[column.code >= 0], minlength=len(column.levels))
    order = np.argsort(-counts, kind="stable")[:MOST_LEVELS]
    recorded = column.code >= 0
    known = recorded if len(column.levels) > 1 else np.ones(facts.n, dtype=bool)
    for level in order:
        value = column.levels[int(level)]
        rule = say("`{column}` is “{value}”", column=column.name, value=value)
        yield _candidate(facts, column, column.code == level, known, value, rule)


def _number(facts: Facts, column: Column, spoiled: Bools, known: Bools) -> Iterator[Candidate]:
    """A number breaks above or below the cut that parts spoiled from unspoiled best, whichever parts them better."""
    value = column.number
    usable = known & ~np.isnan(value)
    if usable.sum() < 30 or np.ptp(value[usable]) == 0:
        return
    seen, y = value[usable], spoiled[usable]
    cuts = np.unique(np.quantile(seen, [1 - q for q in QUANTILES] + list(QUANTILES)))
    cuts = cuts[cuts < seen.max()]
    if not len(cuts):
        return
    above = seen[:, None] > cuts
    n = above.sum(0)
    gain = above.T.astype(float) @ (y - y.mean())
    score = gain / np.sqrt(np.maximum(n * (len(seen) - n) / len(seen), 1e-9))
    best = int(np.argmax(np.abs(score)))
    higher = score[best] > 0
    broke = np.nan_to_num(value, nan=cuts[best]) > cuts[best] if higher else value <= cuts[best]
    cut = number(float(cuts[best]))
    above_it = phrase("`{column}` is above {cut} (the cut that parts spoiled cases best)")
    rule = above_it if higher else phrase("`{column}` is at most {cut} (the cut that parts spoiled cases best)")
    beyond = say("> {cut}", cut=cut) if higher else say("<= {cut}", cut=cut)
    recorded = ~np.isnan(value)
    found = _candidate(facts, column, broke & recorded, recorded, beyond, say(rule, column=column.name, cut=cut))
    found.tries = TRIES
    yield found


def _candidate(facts: Facts, column: Column, broke: Bools, known: Bools, value: str, rule: str) -> Candidate:
    question = None
    if column.meaning == "unknown":
        asked = phrase("Does the customer bring `{column}`, or does the organisation run it? {reason}.")
        question = say(asked, column=column.name, reason=column.reason)
    return Candidate(
        ref=Ref(kind="condition", column=column.name, value=str(value), step=column.step),
        link=say("{column}: {value}", column=column.name, value=value),
        broke=broke,
        known=known,
        place=column.place,
        rule=rule,
        owner=main_team(facts, broke[facts.moments.case]) if column.step else None,
        step=column.step,
        undecided=question,
        sign=column.reason if column.meaning == "sign" else None,
        group=column.name,
        routing=column.routing,
    )
