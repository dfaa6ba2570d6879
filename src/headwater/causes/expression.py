"""The language of "spoiled": `rating <= 2 or reopened`, `duration > 3 days and not last_step = "Closed"`.

    expression = either | either "or" either ;  either = part "and" part ;  part = "not" part | "(" … ")" | test
    test       = name | name op value | name ["not"] "in" (value, …) | name "is" ["not"] missing
               | has("Step") | again("Step")
    op         = =  ==  !=  <>  <  <=  >  >=        value = number [unit] | "text" | 'text' | true | false | word
    unit       = s, min, h, d, days, weeks …        name = word | `any column name`

Three-valued: a test on a missing value is unknown, as in SQL. Compiles to numpy over one array per name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.shared.errors import UsageError

Bools = npt.NDArray[np.bool_]
UNITS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400}
UNITS |= {"w": 604800, "week": 604800}
TRUE = {"true", "yes", "y", "1", "1.0", "t", "ja", "si", "sí", "oui", "x"}
FALSE = {"false", "no", "n", "0", "0.0", "f", "nein", "non", ""}
KEYWORDS = {"and", "or", "not", "in", "is", "missing", "null", "empty", "true", "false", "has", "again"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|`(?P<name>[^`]+)`|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<op><=|>=|<>|!=|==|=|<|>|\(|\)|,)|(?P<word>[^\W\d][\w.:@-]*))""",
    re.UNICODE,
)


@dataclass(frozen=True)
class Answer:
    """True where the expression holds; `known` is false where missing values leave it open."""

    true: Bools
    known: Bools


@dataclass(frozen=True)
class Token:
    """One word of an expression: its kind, its value, and where it stands."""

    kind: str
    value: str
    place: int


def evaluate(text: str, look_up: Callable[[str], npt.NDArray[Any]], has_step: Callable[[str, int], Bools]) -> Answer:
    """Evaluate an expression; `look_up` gives a column's values (None or NaN where missing) by its name."""
    parser = _Parser(_tokens(text), text, look_up, has_step)
    answer = parser.either()
    if parser.peek().kind != "end":
        raise parser.error("expected “and”, “or” or the end")
    return answer


def check(text: str) -> None:
    """Raises UsageError where an expression cannot be read, whatever columns there are."""
    evaluate(text, lambda _name: np.empty(0, dtype=object), lambda _step, _times: np.empty(0, dtype=bool))


def names(text: str) -> set[str]:
    """Every column name an expression mentions (what a name is compared with, and units, are not names)."""
    tokens = _tokens(text)
    before = [Token("end", "", 0), Token("end", "", 0), *tokens]
    return {
        token.value
        for token, last, last_but_one in zip(tokens, before[1:], before, strict=False)
        if (token.kind == "name" or (token.kind == "word" and token.value.lower() not in KEYWORDS))
        and not _is_value(last, last_but_one)
        and not (token.kind == "word" and last.kind == "number")
    }


def _is_value(last: Token, last_but_one: Token) -> bool:
    """Whether what follows these two tokens is a value: after an operator, or inside the brackets of in, has, again."""
    listed = last.value == "(" and last_but_one.value.lower() in ("in", "has", "again")
    return last.kind == "op" and (listed or last.value not in ("(", ")"))


def _tokens(text: str) -> list[Token]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise UsageError(f"The definition of spoiled cannot be read at “{text[place:].strip()[:20]}” in: {text}")
        found.append(Token(match.lastgroup, match.group(match.lastgroup), place))
        place = match.end()
    return [*found, Token("end", "", place)]


class _Parser:
    """Recursive descent; each method reads one rule of the grammar and leaves the rest."""

    def __init__(
        self,
        tokens: list[Token],
        text: str,
        look_up: Callable[[str], npt.NDArray[Any]],
        has_step: Callable[[str, int], Bools],
    ) -> None:
        self.tokens, self.text, self.look_up, self.has_step = tokens, text, look_up, has_step

    def peek(self) -> Token:
        return self.tokens[0]

    def take(self) -> Token:
        return self.tokens.pop(0)

    def error(self, what: str) -> UsageError:
        rest = self.text[self.peek().place :].strip()[:20]
        return UsageError(f"The definition of spoiled: {what} at {f'“{rest}”' if rest else 'the end'}.")

    def is_word(self, *words: str) -> bool:
        return self.peek().kind == "word" and self.peek().value.lower() in words

    def either(self) -> Answer:
        left = self.both()
        while self.is_word("or"):
            self.take()
            right = self.both()
            true = left.true | right.true
            left = Answer(true, true | (left.known & right.known))
        return left

    def both(self) -> Answer:
        left = self.part()
        while self.is_word("and"):
            self.take()
            right = self.part()
            false = (left.known & ~left.true) | (right.known & ~right.true)
            left = Answer(left.true & right.true, false | (left.known & right.known))
        return left

    def part(self) -> Answer:
        if self.is_word("not"):
            self.take()
            inner = self.part()
            return Answer(inner.known & ~inner.true, inner.known)
        if self.peek().value == "(" and self.peek().kind == "op":
            self.take()
            inner = self.either()
            self.closing()
            return inner
        return self.test()

    def closing(self) -> None:
        if self.peek().value != ")":
            raise self.error("a closing “)” is missing")
        self.take()

    def test(self) -> Answer:
        token = self.take()
        if token.kind not in ("word", "name"):
            self.tokens.insert(0, token)
            raise self.error("expected a column name")
        if token.value.lower() in ("has", "again") and self.peek().value == "(":
            return self.has(again=token.value.lower() == "again")
        values = self.look_up(token.value)
        if self.is_word("is"):
            return self.missing(values)
        if self.is_word("not", "in"):
            return self.among(values)
        if self.peek().kind == "op" and self.peek().value in ("=", "==", "!=", "<>", "<", "<=", ">", ">="):
            return compare(values, self.take().value, self.value())
        return compare(values, "=", True)

    def has(self, *, again: bool) -> Answer:
        self.take()
        true = self.has_step(str(self.value()), 2 if again else 1)
        self.closing()
        return Answer(true, np.ones(len(true), dtype=bool))

    def missing(self, values: npt.NDArray[Any]) -> Answer:
        self.take()
        negated = self.is_word("not")
        if negated:
            self.take()
        if not self.is_word("missing", "null", "empty"):
            raise self.error("expected “missing”")
        self.take()
        gone = absent(values)
        return Answer(~gone if negated else gone, np.ones(len(gone), dtype=bool))

    def among(self, values: npt.NDArray[Any]) -> Answer:
        negated = self.is_word("not")
        if negated:
            self.take()
        if not self.is_word("in"):
            raise self.error("expected “in”")
        self.take()
        if self.peek().value != "(":
            raise self.error("expected “(”")
        self.take()
        found = compare(values, "=", self.value())
        while self.peek().value == ",":
            self.take()
            found = Answer(found.true | compare(values, "=", self.value()).true, found.known)
        self.closing()
        return Answer(found.known & ~found.true, found.known) if negated else found

    def value(self) -> float | str | bool:
        token = self.take()
        if token.kind == "number":
            unit = self.peek().value.lower()
            unit = unit if unit in UNITS else unit.removesuffix("s")
            if self.peek().kind == "word" and unit in UNITS:
                self.take()
                return float(token.value) * UNITS[unit]
            return float(token.value)
        if token.kind == "quoted":
            return re.sub(r"\\(.)", r"\1", token.value[1:-1])
        if token.kind in ("word", "name"):
            return {"true": True, "false": False}.get(token.value.lower(), token.value)
        self.tokens.insert(0, token)
        raise self.error("expected a value")


def absent(values: npt.NDArray[Any]) -> Bools:
    """Where a column has no value."""
    if values.dtype == object:
        return np.array([v is None or v != v for v in values], dtype=bool)  # noqa: PLR0124 -- NaN differs from itself
    result: Bools = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), dtype=bool)
    return result


def compare(values: npt.NDArray[Any], op: str, wanted: float | str | bool) -> Answer:
    """One test. Text that spells a number, or yes and no, is compared as such when the value asks for it."""
    known = ~absent(values)
    flag = values.dtype == object and all(isinstance(v, bool) for v in values[known][:50])
    if flag and isinstance(wanted, str | float) and str(wanted).lower() in TRUE | FALSE:
        wanted = str(wanted).lower() in TRUE  # a reader turned "Y" or 1 into a flag
    if isinstance(wanted, bool):
        truth, readable = _truth(values, known)
        known &= readable
        return Answer(known & _ordered(truth.astype(float), op, float(wanted)), known)
    if isinstance(wanted, float) or values.dtype.kind in "fiu":
        left, readable = _numbers(values, known)
        known &= readable
        return Answer(known & _ordered(left, op, _number(wanted)), known)
    texts = np.array([str(v).strip().lower() for v in values], dtype=object)
    return Answer(known & _ordered(texts, op, str(wanted).strip().lower()), known)


def _number(wanted: float | str) -> float:
    try:
        return float(wanted)
    except ValueError as error:
        raise UsageError(f"The definition of spoiled compares numbers with “{wanted}”, which is none.") from error


def _ordered(left: npt.NDArray[Any], op: str, right: float | str) -> Bools:
    tests: dict[str, Callable[[], Any]] = {
        "=": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }
    with np.errstate(invalid="ignore"):
        return np.asarray(tests[{"==": "=", "<>": "!="}.get(op, op)](), dtype=bool)


def _truth(values: npt.NDArray[Any], known: Bools) -> tuple[Bools, Bools]:
    """Read a column as yes or no; what spells neither is not readable."""
    if values.dtype == bool:
        return values, known
    spelled = np.array([str(v).strip().lower() for v in values], dtype=object)
    if values.dtype.kind in "fiu":
        return np.nan_to_num(values.astype(float)) != 0, known
    truth = np.isin(spelled, list(TRUE))
    return truth, known & (truth | np.isin(spelled, list(FALSE)))


def _numbers(values: npt.NDArray[Any], known: Bools) -> tuple[npt.NDArray[np.float64], Bools]:
    if values.dtype.kind in "fiub":
        return values.astype(float), known
    numbers = np.full(len(values), np.nan)
    for i in np.flatnonzero(known):
        try:
            numbers[i] = float(str(values[i]).replace(",", "."))
        except ValueError:
            continue  # stays NaN, so the test is unknown for this case and counted as such
    return numbers, ~np.isnan(numbers)
