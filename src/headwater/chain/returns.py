"""Failure demand: the same customer back within a window for the same thing."""

import re
from dataclasses import dataclass

import pyarrow as pa

from headwater.engine import ident
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError

ABOUT = (
    "subject",
    "topic",
    "reason",
    "symptom",
    "subcategory",
    "category",
    "issue",
    "problem",
    "product",
    "service",
    "item",
    "type",
)
"""A column whose name has one of these words says what a case is about; the first word found wins."""


@dataclass(frozen=True)
class FailureDemand:
    """How many cases are returns. `same_thing` names the column that says what a case is about, if any."""

    window_days: float
    same_thing: str | None
    cases: int
    returns: int
    customers: int
    rule: str

    @property
    def share(self) -> float:
        """Returns among cases with a known customer (0 where there is none)."""
        return self.returns / self.cases if self.cases else 0.0


def failure_demand(record: Record, window_days: float, same_thing: str | None) -> tuple[FailureDemand, pa.Table]:
    """The summary, and one row per thing: thing, cases, returns, customers."""
    column = same_thing or about(record)
    known = {a.name for a in record.attributes}
    if same_thing is not None and same_thing not in known:
        raise UsageError(f"No column is called {same_thing!r}: choose one of {', '.join(sorted(known)) or 'none'}.")
    thing = f"{ident('@' + column)}::VARCHAR" if column else "'(any)'"
    found = record.sql(
        f"""
        WITH known AS (SELECT customer, {thing} AS thing, opened_at, ended_at, case_no
                       FROM cases WHERE customer IS NOT NULL),
        seen AS (SELECT customer, thing, epoch_us(opened_at) - epoch_us(
                    lag(ended_at) OVER (PARTITION BY customer, thing ORDER BY opened_at, case_no)) AS since
                 FROM known),
        by_customer AS (SELECT thing, customer, count(*) AS cases,
                            count(*) FILTER (WHERE since <= {window_days} * 86400e6) AS returns
                        FROM seen GROUP BY thing, customer)
        SELECT coalesce(thing, '(not recorded)') AS thing, sum(cases)::BIGINT AS cases,
            sum(returns)::BIGINT AS returns, count(*) FILTER (WHERE returns > 0) AS customers
        FROM by_customer GROUP BY ALL ORDER BY returns DESC, cases DESC, 1
        """
    )
    total = {name: sum(found[name].to_pylist()) for name in ("cases", "returns", "customers")}
    return FailureDemand(window_days, column, **total, rule=_rule(window_days, column)), found


def about(record: Record) -> str | None:
    """The column that says what a case is about, recognised by its name."""
    names = [a.name for a in record.attributes if a.kind in ("text", "number")]
    words = {name: set(re.split(r"[^a-z]+", name.lower())) for name in names}
    return next((name for word in ABOUT for name in names if word in words[name]), None)


def _rule(window_days: float, column: str | None) -> str:
    same = f"the same {column!r}" if column else "anything (no column says what a case is about)"
    return (
        f"a case counts as a return when the same customer's case before it, about {same}, ended less than "
        f"{window_days:g} days earlier or is still open"
    )
