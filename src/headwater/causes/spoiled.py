"""What counts as a spoiled case: an expression over case columns and what the chain knows, or a recognised default."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from headwater.causes import lexicon
from headwater.causes.domain import Spoiled
from headwater.causes.expression import UNITS, Answer, absent, evaluate, names
from headwater.causes.facts import Bools, Facts, Ints, Values, first_team, last_known, real, whole
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import phrase, say

CHAIN_WORDS = {
    "duration": "time from the first to the last moment, in seconds (units may follow a number: 3 days)",
    "loops": "moments that do a step again",
    "repeats": "steps done again by the same person",
    "redos": "steps done again by another person",
    "handoffs": "changes of team",
    "changes": "changes of person",
    "pingpongs": "returns to a team that had given the case away",
    "moments": "number of moments",
    "waiting": "sum of the waits, in seconds",
    "working": "sum of the work, in seconds",
    "last_step": "name of the last step",
    "first_step": "name of the first step",
    "last_team": "team that had the case last",
    "first_team": "team that had the case first",
    "teams": "number of different teams",
    "people": "number of different people",
}
RESOLVED = (
    "resolve resolved solved close closed geschlossen geloest completed done fixed gesloten cerrado resuelto ferme"
)
ABANDONED = "abandon abandoned hung_up given_up aborted abgebrochen aufgelegt cancelled canceled withdrawn"
MISSED = "sla_missed sla_breach sla_breached breached breach sla_violated late_flag promise_broken missed_sla overdue"
MET = "made_sla sla_met within_sla in_sla sla_kept met_sla sla_ok promise_kept kept_promise"
REOPENED = "reopen reopened reopen_count wiedereroeffnet"
RATED = "rating csat satisf stars ces bewertung zufriedenheit"
SPOILED = "spoiled spoilt bad_experience verdorben"


_ONE_STEP = re.compile(r"""\s*(has|again)\(\s*["'](.+)["']\s*\)\s*""")


@dataclass(frozen=True)
class Marked:
    """Which cases are spoiled, where that is known, and the definition's words."""

    true: Bools
    known: Bools
    summary: Spoiled
    used: frozenset[str]
    """columns and chain words that the definition uses"""


def mark(facts: Facts, definition: str | None) -> Marked:
    """Mark the spoiled cases. Raises UsageError for a name that is neither a column nor a chain word,
    InputError where no default is recognised or nothing (or everything) is spoiled."""
    if definition is not None and not definition.strip():
        raise UsageError('The definition of spoiled is empty; say it as in "rating <= 2", or leave it out.')
    text, reason = recognise(facts) if definition is None else (definition, say("given"))
    answer = evaluate(text, lambda name: _look_up(facts, name), facts.has_step)
    cases, of = int(answer.true.sum()), int(answer.known.sum())
    if not cases or cases == of:
        raise InputError(
            f"By “{text}” {phrase('every case is') if cases else phrase('no case is')} spoiled ({cases:,} of {of:,}), "
            "so nothing can be compared; give another definition "
            "(spoiled=… in Python, --spoiled on the command line)."
        )
    customers = facts.customer[answer.true]
    counted = len(np.unique(customers[customers >= 0])) if facts.record.has("customer") else None
    unknown = facts.n - of
    summary = Spoiled(text, cases, of, cases / of, counted, unknown, reason)
    return Marked(answer.true, answer.known, summary, _used(facts, text))


def _used(facts: Facts, text: str) -> frozenset[str]:
    """The names of a definition; the team's column is also what the chain calls the last team."""
    found = names(text)
    team = facts.record.mapping.team
    return frozenset(found | ({"last_team"} if team and team.lower() in {name.lower() for name in found} else set()))


def look_before_damage(facts: Facts, definition: str) -> str | None:
    """Where one step marks the damage, look only at what came before it; the answer says so, for the notes.

    `again("Resolve")`: the first Resolve did not hold, so what follows it is a consequence, in every case alike.
    """
    match = _ONE_STEP.fullmatch(definition)
    if not match:
        return None
    word, step = match.groups()
    facts.before(step, included=word == "again")
    if word == "again":
        return say("Only moments up to the first “{step}” of each case were looked at.", step=step)
    return say("Only moments before the first “{step}” of each case were looked at.", step=step)


def _look_up(facts: Facts, name: str) -> Values:
    for candidate in facts.attributes:
        if candidate.lower() == name.lower():
            return facts.last_value(candidate)
    found = _roles(facts).get(name.lower()) or _chain(facts).get(name.lower())
    if found is None:
        roles = [column for _, column in facts.record.mapping.roles() if column.lower() in _roles(facts)]
        known = ", ".join([*sorted(facts.attributes), *roles, *CHAIN_WORDS])
        raise UsageError(f"The definition of spoiled names “{name}”, which is not recorded; there are: {known}.")
    return found()


def _roles(facts: Facts) -> dict[str, Callable[[], Values]]:
    """Role columns by their own names: customer and channel of the case, the last step, team and person."""
    record, m = facts.record, facts.moments
    last = {
        "customer": lambda: (record.names("customers"), facts.customer),
        "channel": lambda: (record.names("channels"), facts.channel),
        "step": lambda: (facts.steps, whole(facts.lines["last_step"])),
        "team": lambda: (facts.teams, last_known(facts, m.team)),
        "who": lambda: (facts.people, last_known(facts, m.who)),
    }
    return {column.lower(): partial(_coded, last[role]) for role, column in record.mapping.roles() if role in last}


def _coded(found: Callable[[], tuple[list[str], Ints]]) -> Values:
    """Names by code; -1, the last place, is nobody."""
    listed, code = found()
    return np.array([*listed, None], dtype=object)[code]


def _chain(facts: Facts) -> dict[str, Callable[[], Values]]:
    lines = facts.lines
    steps = np.array(facts.steps, dtype=object)
    found: dict[str, Callable[[], Values]] = {
        name: partial(_numbers, lines, name)
        for name in ("loops", "repeats", "redos", "handoffs", "changes", "pingpongs", "moments")
    }
    found["duration"] = lambda: facts.ended - facts.opened
    found["waiting"] = lambda: real(lines["wait_s"])
    found["working"] = lambda: real(lines["work_s"])
    found["last_step"] = lambda: steps[whole(lines["last_step"])]
    found["first_step"] = lambda: steps[whole(lines["first_step"])]
    m = facts.moments
    found["last_team"] = lambda: _coded(lambda: (facts.teams, last_known(facts, m.team)))
    found["first_team"] = lambda: _coded(lambda: (facts.teams, first_team(facts)))
    found["teams"] = lambda: _different(facts, m.team)
    found["people"] = lambda: _different(facts, m.who)
    return found


def _different(facts: Facts, code: Ints) -> Values:
    """How many different recorded codes the moments of each case have."""
    known = code >= 0
    pairs = np.unique(np.stack([facts.moments.case[known], code[known]]), axis=1)
    return np.bincount(pairs[0], minlength=facts.n).astype(float)


def _numbers(lines: pa.Table, name: str) -> Values:
    return real(lines[name])


def recognise(facts: Facts) -> tuple[str, str]:
    """The default definition and why: the first of a spoiled flag, a missed SLA, reopened, a low rating, abandoned,
    closed more than once, or (when the record says nothing of the outcome) the slowest tenth."""
    tests = (_flagged, _missed, _rated, _reopened, _abandoned, _closed_again)
    for test in tests:
        found = test(facts)
        if found and _usable(evaluate(found[0], lambda name: _look_up(facts, name), facts.has_step)):
            return found
    hours = float(np.quantile(facts.ended - facts.opened, 0.9)) / 3600
    if not hours:
        raise InputError(
            "Nothing in this record says how a case ended (no SLA, rating, reopening or duration); "
            'say what counts as spoiled (spoiled="EXPRESSION" in Python, --spoiled "EXPRESSION" on the command line).'
        )
    slowest = say("no column says how a case ended, so the slowest tenth stands in for it")
    return f"duration > {hours:.4g} h", slowest


def _usable(answer: Answer) -> bool:
    share = answer.true.sum() / max(answer.known.sum(), 1)
    return bool(answer.known.mean() > 0.3 and 0.005 <= share <= 0.8)


def _named(facts: Facts, stems: str) -> list[str]:
    return [name for name in facts.attributes if lexicon.matches(name, stems)]


def _flagged(facts: Facts) -> tuple[str, str] | None:
    for name in _named(facts, SPOILED):
        return f"`{name}`", say("the column `{name}` says it", name=name)
    return None


def _missed(facts: Facts) -> tuple[str, str] | None:
    for name in _named(facts, MET):
        return f"not `{name}`", say("`{name}` says whether the promised time was kept", name=name)
    for name in _named(facts, MISSED):
        return f"`{name}`", say("`{name}` says that the promised time was missed", name=name)
    return None


def _rated(facts: Facts) -> tuple[str, str] | None:
    for name in _named(facts, RATED):
        values = facts.last_value(name)
        if values.dtype.kind != "f" or absent(values).all():
            continue
        top = float(np.nanmax(values))
        for most, low in ((5, 2), (7, 3), (10, 6), (100, 50)):
            if top <= most:
                why = say("a {name} of at most {low} on a scale up to {most}", name=name, low=low, most=most)
                return f"`{name}` <= {low}", why
    return None


def _reopened(facts: Facts) -> tuple[str, str] | None:
    for name in _named(facts, REOPENED):
        numeric = facts.last_value(name).dtype.kind == "f"
        said = say("`{name}` says that the case came back", name=name)
        return f"`{name}` > 0" if numeric else f"`{name}`", said
    return None


def _abandoned(facts: Facts) -> tuple[str, str] | None:
    for name in _named(facts, ABANDONED):
        return f"`{name}`", say("`{name}` says that the customer gave up", name=name)
    for step in facts.steps:
        if lexicon.matches(step, ABANDONED):
            return f'has("{step}")', say("the step “{step}” says that the customer gave up", step=step)
    return None


def _closed_again(facts: Facts) -> tuple[str, str] | None:
    m = facts.moments
    for step, name in enumerate(facts.steps):
        again = facts.any_case((m.step == step) & (m.visit > 1))
        if lexicon.matches(name, RESOLVED) and again.mean() > 0.01:
            return f'again("{name}")', say("“{step}” happened more than once, so the case came back", step=name)
    return None


__all__ = ["CHAIN_WORDS", "UNITS", "Marked", "mark", "recognise"]
