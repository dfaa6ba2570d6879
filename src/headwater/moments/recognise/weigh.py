"""What the values of a column say for or against a role. Each function answers (score, parts of a reason)."""

from collections.abc import Callable, Sequence

from headwater.moments.domain import Role
from headwater.moments.recognise.profile import Column
from headwater.moments.recognise.words import name_score, numbers_rows, plain, word_set
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count

Evidence = tuple[float, Sequence[str]]
AGAINST = -12.0
OPENED = 0.98
"""A time that stays the same in this share of the cases is when the case was opened, and no start of its work."""


def case_evidence(c: Column) -> Evidence:
    """A case's values repeat, but not over and over; they are no times, fractions or flags."""
    if c.type.startswith(("TIMESTAMP", "DATE", "BOOLEAN")) or c.is_fraction or not c.filled:
        return AGAINST, []
    if c.timely and not name_score("case", c.name):
        return AGAINST, []
    score = 1.5 if numbers_rows(c.name) else 0.0
    if c.distinct < 2 and c.rows > 1:
        return -5.0, [say("it has one value only")]
    if c.unique:
        return score - (6.0 if c.rows > 20 else 1.0), [say("every row has its own value")]
    if c.distinct < 10 and c.rows > 100:
        return -4.0, []
    often = amount(f"{c.repeats:.1f}")
    why = [say("{n} values repeat {times} times each", n=count(c.distinct), times=often)]
    return score + (2.0 if 1.2 <= c.repeats <= 200 else 0.0) - 4 * (1 - c.filled / c.rows), why


def at_evidence(c: Column) -> Evidence:
    """The time of moments is on every row and moves within cases."""
    if not c.timely:
        return AGAINST, []
    counted = c.is_integer or c.is_fraction
    if counted and not name_score("at", c.name):
        return AGAINST, []
    moves = 1 - c.steady
    score = (3.0 + 3.0 * moves if c.rows > 1 else 3.0) - 4 * (1 - c.filled / c.rows if c.rows else 0)
    why = [say("its values are times")]
    why += [say("it moves on within {share} of the cases", share=_share(moves))] if moves else []
    return score - 1.9 * bool(name_score("start", c.name) and moves) - 3.0 * (not moves), why


def start_evidence(at: Column) -> Callable[[Column], Evidence]:
    """A start is a second time that moves within cases; where most work begins as it comes in, within few of them."""

    def evidence(c: Column) -> Evidence:
        if not c.timely or not name_score("start", c.name):
            return AGAINST, []
        moves = at.steady >= 1 or c.steady < OPENED
        return (2.0 if moves else -4.0), [say("its values are times that move within cases")]

    return evidence


def step_evidence(c: Column) -> Evidence:
    """Steps are few, written out, and change within cases."""
    if c.timely or c.is_fraction or c.type == "BOOLEAN" or (c.unique and c.rows > 20):
        return AGAINST, []
    moves = 1 - c.steady
    few = 2 <= c.distinct <= max(60, 0.02 * c.rows)
    words = c.is_text and not (c.low or "").isdigit()
    score = 3.0 * moves + (1.0 if few else -2.0) + (1.0 if words else -1.5) - 3 * (1 - c.filled / max(c.rows, 1))
    if c.distinct < 2 and c.rows > 20:
        score -= 3
    changing = phrase("it has {n} different values that change within {share} of the cases")
    return score, [say(changing, n=count(c.distinct), share=_share(moves))]


def _share(value: float) -> str:
    return amount(f"{value:.0%}")


def told(role: Role) -> Callable[[Column], Evidence]:
    """People, teams, customers, channels: only by name, with their values agreeing."""

    def evidence(c: Column) -> Evidence:
        if not name_score(role, c.name) or c.timely or c.is_fraction or c.type == "BOOLEAN" or not c.filled:
            return AGAINST, []
        if c.unique and c.rows > 20:
            return -6.0, []
        return _LIKELY[role](c)

    return evidence


def _person(c: Column) -> Evidence:
    moves = 1 - c.steady
    several = phrase("it has {n} different values, more than one in {share} of the cases")
    why = [say(several, n=count(c.distinct), share=_share(moves))]
    return 1.5 * moves - 1.5 * (plain(c.name) in _WRITERS), why


def _team(c: Column) -> Evidence:
    if set(plain(c.name).split("_")) & _NO_TEAMS:
        return -6.0, []
    many = c.distinct > 0.3 * c.filled and c.rows > 50
    moves = 1 - c.steady  # a case is handed from team to team; a queue that never changes is a condition of the case
    return (-2.0 if many else 0.5) + 2.0 * moves, [_different(c)]


def _different(c: Column) -> str:
    return say("it has {n} different values", n=count(c.distinct))


KINDS_OF_CUSTOMERS, ENOUGH_ROWS = 12, 500
CHANGING = 3.0
"""What a column that changes within most cases loses as the customer: only the most usual names stand that."""


def _customer(c: Column) -> Evidence:
    few = c.distinct <= KINDS_OF_CUSTOMERS and c.rows > ENOUGH_ROWS  # classes of customers, not customers
    why = say("it stays the same within {share} of the cases", share=_share(c.steady))
    if several_customers(c):
        several = phrase("a case has several (in {share} of the cases); the first is used")
        why = say(several, share=_share(1 - c.steady))
    return 2.0 * (c.steady - 0.5) - 6.0 * few - CHANGING * several_customers(c), [why]


def several_customers(c: Column) -> bool:
    """Whether the column changes within most cases, as a customer does not."""
    return c.steady < 0.5


def _channel(c: Column) -> Evidence:
    return (0.5 if c.distinct <= 50 else -6.0), [_different(c)]


_NO_TEAMS = word_set(
    "age alter customer client kunde user patient guest product produkt article artikel price tax blood"
)
"""Words of groups that are no teams: `age_group`, `product_group`."""

_LIKELY: dict[Role, Callable[[Column], Evidence]] = {
    "who": _person, "team": _team, "customer": _customer, "channel": _channel
}  # fmt: skip
_WRITERS = word_set("sys_updated_by updated_by changed_by author resolved_by closed_by user username")
"""Names of who wrote the row, often a system account, rather than who served."""
