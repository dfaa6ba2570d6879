"""Which column plays which role: a name score plus what the values say; the best wins, the runner-up is named."""

from collections.abc import Callable
from dataclasses import dataclass

from headwater.moments.domain import Choice, Mapping, Role
from headwater.moments.recognise.profile import Column, Sample, first_alike, within_cases
from headwater.moments.recognise.weigh import Evidence, at_evidence, case_evidence, start_evidence, step_evidence, told
from headwater.moments.recognise.words import PHRASE, name_score, numbers_rows
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import joined

ENOUGH: dict[Role, float] = {
    "case": 4.0, "step": 4.0, "at": 4.0, "start": 7.0, "who": 5.0, "team": 5.0, "customer": 5.0, "channel": 6.0
}  # fmt: skip
"""The score from which a column is taken for the role. People, teams, customers and channels need a telling name."""


SURELY = 0.995


@dataclass(frozen=True)
class Candidate:
    """A column weighed for a role; `why` are parts of a sentence."""

    column: str
    score: float
    why: tuple[str, ...]


def recognise(
    looked: Sample,
    columns: dict[str, Column],
    set_by_user: dict[Role, str],
    fixed: dict[Role, str],
) -> tuple[Mapping, dict[str, Column]]:
    """The roles with their reasons, and the columns' facts within cases.

    Raises InputError where case, step or time cannot be found, UsageError where a given column does not exist.
    """
    _refuse_unknown(set_by_user, columns)
    given = {r: Choice(r, c, say("because the file's format says so")) for r, c in fixed.items()}
    given |= {r: Choice(r, c, say("set by you")) for r, c in set_by_user.items()}
    chosen: dict[Role, Choice] = {}
    _choose(chosen, "case", _cases(looked, columns), columns, given)
    within = within_cases(looked, chosen["case"].column, columns)
    _choose(chosen, "at", _weigh("at", within, at_evidence), within, given)
    _choose(chosen, "step", _steps(looked, chosen, within), within, given)
    _choose(chosen, "start", _weigh("start", within, start_evidence(within[chosen["at"].column])), within, given)
    for role in ("who", "team", "customer", "channel"):
        _choose(chosen, role, _weigh(role, within, told(role)), within, given)
    roles = {role: choice.column for role, choice in chosen.items()}
    ordered = tuple(chosen[role] for role in ENOUGH if role in chosen)
    return Mapping(**roles, ignored=_row_numbers(within, set(roles.values())), reasons=ordered), within


def _choose(
    chosen: dict[Role, Choice],
    role: Role,
    candidates: list[Candidate],
    columns: dict[str, Column],
    given: dict[Role, Choice],
) -> None:
    if role in given:
        if given[role].column:
            chosen[role] = given[role]
        return
    taken = {c.column for c in (*chosen.values(), *given.values())}
    ranked = sorted((c for c in candidates if c.column not in taken), key=lambda c: -c.score)
    best = [c for c in ranked if c.score >= ENOUGH[role]]
    if best:
        chosen[role] = Choice(role, best[0].column, _sentence(best))
    elif role in ("case", "step", "at"):
        raise _missing(role, ranked, columns)


def _sentence(best: list[Candidate]) -> str:
    first = best[0]
    reason = say("because {why}", why=joined(say(" and "), first.why))
    if len(best) == 1 or best[1].score < 0.6 * first.score:
        return reason
    scores = {"score": amount(f"{best[1].score:.1f}"), "best": amount(f"{first.score:.1f}")}
    too = phrase("{reason}; {column} would fit too (score {score} against {best})")
    return say(too, reason=reason, column=best[1].column, **scores)


def _weigh(role: Role, columns: dict[str, Column], evidence: Callable[[Column], Evidence]) -> list[Candidate]:
    return [_candidate(role, c, evidence) for c in columns.values()]


def _candidate(role: Role, column: Column, evidence: Callable[[Column], Evidence]) -> Candidate:
    named = name_score(role, column.name)
    extra, why = evidence(column)
    speaks = phrase("its name is a usual name for {role}") if named >= 6 else phrase("its name speaks of {role}")
    usual = [say(speaks, role=say(PHRASE[role]))] if named > 0 else []
    return Candidate(column.name, named + extra, (*usual, *why))


def _cases(looked: Sample, columns: dict[str, Column]) -> list[Candidate]:
    """Cases by name and repetition; where names do not settle it, by what stays the same within them."""
    found = _weigh("case", columns, case_evidence)
    ranked = sorted(found, key=lambda c: -c.score)
    if not ranked or ranked[0].score >= 9 or (len(ranked) > 1 and ranked[0].score >= ranked[1].score + 4):
        return found
    steady = [_with_steadiness(looked, c, columns) for c in ranked[:6] if c.score > -2]
    return [_without_groups(looked, c, steady, columns) for c in steady]


def _without_groups(looked: Sample, c: Candidate, others: list[Candidate], columns: dict[str, Column]) -> Candidate:
    """A column that stays the same within every value of a finer, equally likely one groups cases (their customer)."""
    for finer in others:
        if finer.score < ENOUGH["case"] or columns[finer.column].distinct <= columns[c.column].distinct:
            continue
        if within_cases(looked, finer.column, {c.column: columns[c.column]})[c.column].steady > SURELY:
            return Candidate(
                c.column, c.score - 3, (*c.why, say("it groups the values of {column}", column=finer.column))
            )
    return c


def _with_steadiness(looked: Sample, candidate: Candidate, columns: dict[str, Column]) -> Candidate:
    few = dict(list(columns.items())[:200])
    within = within_cases(looked, candidate.column, few).values()
    others = [c for c in within if c.name != candidate.column and c.distinct > 1]
    steady = sum(c.steady for c in others) / len(others) if others else 0.0
    moving = any(c.timely and c.steady < 0.5 for c in others)
    if not moving:
        return candidate
    same = phrase("{share} of the other columns' values stay the same within it while times move on")
    why = say(same, share=amount(f"{steady:.0%}"))
    return Candidate(candidate.column, candidate.score + 2 + 2 * steady, (*candidate.why, why))


def _steps(looked: Sample, chosen: dict[Role, Choice], columns: dict[str, Column]) -> list[Candidate]:
    found = _weigh("step", columns, step_evidence)
    ranked = sorted(found, key=lambda c: -c.score)[:6]
    if not ranked or (ranked[0].score >= 9 and (len(ranked) == 1 or ranked[1].score < ranked[0].score - 2)):
        return found
    case = chosen["case"].column
    return [_with_beginning(c, first_alike(looked, case, c.column)) for c in ranked]


def _with_beginning(candidate: Candidate, share: float) -> Candidate:
    if share < 0.5:
        return candidate
    why = say("{share} of the cases begin with the same value", share=amount(f"{share:.0%}"))
    return Candidate(candidate.column, candidate.score + 2 * share, (*candidate.why, why))


def _row_numbers(columns: dict[str, Column], taken: set[str]) -> tuple[str, ...]:
    """Columns with another value on every row whose name numbers rows, or that only count up: no attribute."""
    return tuple(c.name for c in columns.values() if c.name not in taken and _is_row_number(c))


def _is_row_number(column: Column) -> bool:
    if not column.unique or column.filled < column.rows or column.rows < 20 or column.timely:
        return False
    counts = column.is_integer and int(column.high or 0) - int(column.low or 0) + 1 == column.distinct
    return counts or (numbers_rows(column.name) and not column.is_fraction)


def _refuse_unknown(given: dict[Role, str], columns: dict[str, Column]) -> None:
    for role, name in given.items():
        if not name and role in ("case", "step", "at"):
            raise UsageError(f"There is no record without {PHRASE[role]}; name its column with --{role}.")
        if name and name not in columns:
            raise UsageError(f"There is no column {name} (set for {role}); the columns are {_listed(columns)}.")


def _missing(role: Role, ranked: list[Candidate], columns: dict[str, Column]) -> InputError:
    near = [c.column for c in ranked[:1] if c.score > 0]
    hint = say(" (nearest: {column})", column=near[0]) if near else ""
    return InputError(
        say(
            "No column was recognised as {what}{hint}; the columns are {columns}. Name it with --{role} COLUMN.",
            what=say(PHRASE[role]), hint=hint, columns=_listed(columns), role=role,
        )
    )  # fmt: skip


def _listed(columns: dict[str, Column], most: int = 30) -> str:
    names = list(columns)
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
