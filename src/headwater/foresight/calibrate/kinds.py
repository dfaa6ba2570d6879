"""Which kinds of case there are: by the attribute known at the opening that tells most about the way a case takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headwater.engine import ident
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Ints, Visits
from headwater.moments.domain import Attribute, Record
from headwater.shared.errors import UsageError
from headwater.shared.said import say

MOST = 8
LEAST_CASES = 50
LEAST_SHARE = 0.02
OTHER = "other"
ALL = "all"
NOT_KNOWN = "not recorded"
_OUTCOME = re.compile(
    r"outcome|result|status|state|clos|resol|solv|solution|spoil|rating|csat|satisf|reopen|sla|answer|reason|complain|"
    r"score|refund|ergebnis|bewertung|count|time|date",
    re.IGNORECASE,
)
_KINDS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bkind|\btype|_type|art\b",
        r"categ|kateg",
        r"segment|product|produkt|service",
        r"channel|kanal",
        r"prior",
    )
)
MOSTLY = 0.9
LEAST_TOLD = 0.01
"""An attribute that tells less than this share of how cases go on is not worth a split."""


@dataclass(frozen=True)
class Kinds:
    """`code` of each case, the names, the attribute and the share it tells of how cases go on."""

    code: Ints
    names: tuple[str, ...]
    attribute: str = ""
    told: float = 0.0


def kinds(record: Record, visits: Visits, tokens: Tokens, chosen: str | None) -> Kinds:
    """The kinds by the chosen attribute ("": one kind), else by the best. Raises UsageError for an unknown one."""
    whole = Kinds(np.zeros(visits.cases, dtype=np.int64), (ALL,))
    if chosen == "":
        return whole
    columns = _candidates(record)
    if chosen is not None:
        if chosen not in columns:
            raise UsageError(
                say(
                    "There is no column {name} that can tell kinds of case apart; choose one of {names}, or none.",
                    name=chosen,
                    names=", ".join(sorted(columns)) or "none",
                )
            )
        code, names = _levels(columns[chosen])
        return Kinds(code, names, chosen, _told(visits, tokens, code))
    best = whole
    for name, values in columns.items():
        code, names = _levels(values)
        if len(names) > 1 and (told := _told(visits, tokens, code)) > max(best.told, LEAST_TOLD):
            best = Kinds(code, names, name, told)
    return best if best.attribute else _by_name(columns) or whole


def other_kinds(record: Record, chosen: str) -> Iterator[Kinds]:
    """The kinds that other columns would tell apart."""
    for name, values in _candidates(record).items():
        code, names = _levels(values)
        if name != chosen and len(names) > 1:
            yield Kinds(code, names, name)


def _by_name(columns: dict[str, list[str | None]]) -> Kinds | None:
    """Where nothing tells how cases go on, what is called a kind tells at least who is better and worse off."""
    for name in sorted(columns, key=lambda n: [bool(p.search(n)) for p in _KINDS], reverse=True):
        code, names = _levels(columns[name])
        if len(names) > 1 and np.bincount(code).max() <= MOSTLY * len(code) and any(p.search(name) for p in _KINDS):
            return Kinds(code, names, name)
    return None


def _candidates(record: Record) -> dict[str, list[str | None]]:
    """Columns known at the opening with few values: name, and the first value of each case."""
    columns: dict[str, list[str | None]] = {}
    if record.has("channel"):
        found = record.sql(
            "SELECT h.name AS v FROM cases c LEFT JOIN channels h ON h.code = c.channel ORDER BY c.case_no"
        )
        columns[str(record.mapping.channel)] = found["v"].to_pylist()
    names = [a.name for a in record.attributes if _may_be(a)]
    few = [name for name in names if _few(record, name)]
    if few:
        picks = ", ".join(f"{ident('first @' + name)}::VARCHAR AS {ident(name)}" for name in few)
        found = record.sql(f"SELECT {picks} FROM case_attributes ORDER BY case_no")
        columns.update({name: found[name].to_pylist() for name in few})
    return {name: values for name, values in columns.items() if len(set(values) - {None}) >= 2}


def _may_be(attribute: Attribute) -> bool:
    """Whether it can be known when the case opens: what is said of the outcome, and what moves in the case, is not."""
    if _OUTCOME.search(attribute.name):
        return False
    return attribute.opening and attribute.kind != "time" and (attribute.level == "case" or attribute.kind != "flag")


def _few(record: Record, name: str) -> bool:
    column = ident("first @" + name)
    found = record.engine.row(f"SELECT approx_count_distinct({column}) AS n FROM case_attributes")
    return 2 <= int(found["n"]) <= 4 * MOST


def _levels(values: list[str | None]) -> tuple[Ints, tuple[str, ...]]:
    """The values with enough cases, most first; the rest is one."""
    named = np.array([NOT_KNOWN if v is None else str(v) for v in values])
    names, code, count = np.unique(named, return_inverse=True, return_counts=True)
    least = max(LEAST_CASES, LEAST_SHARE * len(values))
    order = [int(i) for i in np.argsort(-count, kind="stable") if count[i] >= least][:MOST]
    number = np.full(len(names), len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    shown = [str(names[i]) for i in order]
    return number[code], tuple(shown if len(order) == len(names) else [*shown, OTHER])


def _told(visits: Visits, tokens: Tokens, code: Ints) -> float:
    """The share of the uncertainty of the next token that the kind takes away, less what chance would."""
    to = np.where(visits.closes, tokens.n, np.append(tokens.token[1:], tokens.n))
    plain = np.unique(tokens.token * (tokens.n + 1) + to, return_inverse=True)[1]
    kind = code[visits.of[visits.contact]]
    width = int(code.max()) + 1
    before = _entropy(tokens.token, plain)
    after = _entropy(tokens.token * width + kind, plain * width + kind)
    parameters = len(np.unique(plain * width + kind)) - len(np.unique(plain))
    return (before - after - parameters / 2 / visits.n) / max(before, 1e-9)


def _entropy(given: Ints, joint: Ints) -> float:
    """Of the joint code given the other, in nats a visit."""

    def of(code: Ints) -> float:
        count = np.unique(code, return_counts=True)[1]
        share = count / count.sum()
        return float(-(share * np.log(share)).sum())

    return of(joint) - of(given)
