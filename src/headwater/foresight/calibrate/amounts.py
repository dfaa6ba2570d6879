"""For steps that give permission: the amounts that were asked for, and whether each was granted."""

import re

from headwater.engine import ident
from headwater.moments.domain import Record

_PERMITS = re.compile(r"approv|permi|authori|sign[ _-]?off|freigab|genehm|erlaub", re.IGNORECASE)
_AMOUNT = re.compile(
    r"amount|betrag|sum\b|summe|value|wert|price|preis|cost|kosten|euro|eur\b|usd|credit|loan|kredit", re.I
)
_REFUSED = re.compile(r"refus|reject|declin|deni|denied|abgelehnt|ablehn|\bno\b|nein|false", re.IGNORECASE)
_GRANTED = re.compile(
    r"grant|approv|accept|genehmigt|bewilligt|\byes\b|\bja\b|true|refus|reject|declin|deni|abgelehnt", re.I
)
MOST_WORDS = 12


def amounts(record: Record) -> dict[str, tuple[tuple[float, bool], ...]]:
    """For each step that permits, in order of the amount; nothing where the record has no number that is an amount."""
    column = next((a.name for a in record.attributes if a.kind == "number" and _AMOUNT.search(a.name)), None)
    steps = [name for name in record.names("steps") if _PERMITS.search(name)]
    if column is None:
        return {}
    answer = _answer(record)
    return {step: found for step in steps if (found := _asked(record, step, column, answer))}


def _answer(record: Record) -> str | None:
    """The column that says yes or no."""
    for attribute in record.attributes:
        if attribute.kind == "text":
            name = ident("@" + attribute.name)
            found = record.sql(
                f"SELECT DISTINCT {name} AS v FROM moments WHERE {name} IS NOT NULL LIMIT {MOST_WORDS + 1}"
            )
            words = [str(v) for v in found["v"].to_pylist()]
            if (
                1 < len(words) <= MOST_WORDS
                and all(_GRANTED.search(w) for w in words)
                and any(map(_REFUSED.search, words))
            ):
                return attribute.name
    return None


def _asked(record: Record, step: str, column: str, answer: str | None) -> tuple[tuple[float, bool], ...]:
    said = f"m.{ident('@' + answer)}::VARCHAR" if answer else "NULL"
    found = record.sql(
        f"SELECT c.{ident('@' + column)}::DOUBLE AS amount, max(coalesce({said}, n.name, '')) AS answer "
        "FROM moments m JOIN steps s ON s.code = m.step JOIN case_attributes c USING (case_no) "
        "LEFT JOIN moments f ON f.case_no = m.case_no AND f.seq = m.seq + 1 LEFT JOIN steps n ON n.code = f.step "
        f"WHERE s.name = ? AND c.{ident('@' + column)} IS NOT NULL GROUP BY m.case_no, 1 ORDER BY 1",
        [step],
    )
    pairs = zip(found["amount"].to_pylist(), found["answer"].to_pylist(), strict=True)
    return tuple((float(amount), _REFUSED.search(word) is None) for amount, word in pairs)
