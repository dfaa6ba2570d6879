"""The unheard: customers who did not come back after a case, counted before any rating.

Not seen again: no later case although the record goes on for as long as nine in ten returns take (as in
`causes.customers`). A difference in these shares is no proof of a cause; the findings are.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.moments.domain import Record
from headwater.report.figures import Figure
from headwater.report.rowsets import RowSet, case_query
from headwater.shared.said import say
from headwater.shared.words import count, duration, plural, share, share_span

FEWEST_RETURNS = 30
PATIENCE = 0.9
VIEW = "report_last"


@dataclass(frozen=True)
class Unheard:
    """Customers' cases that could be judged and those not followed by another, after spoiled and after good cases."""

    window: float
    spoiled: tuple[int, int]
    good: tuple[int, int]


def unheard(record: Record) -> Unheard | None:
    """None where no customer is recorded, too few return, or no case of either kind could be judged."""
    if not record.has("customer"):
        return None
    gaps = "SELECT lead(opened_at) OVER (PARTITION BY customer ORDER BY opened_at, case_no) AS next, * FROM cases"
    seconds = "greatest(epoch(next - ended_at), 0)"
    found = record.engine.row(
        f"SELECT count(next) AS returns, quantile_cont({seconds}, {PATIENCE}) AS w "
        f"FROM ({gaps} WHERE customer IS NOT NULL) WHERE next IS NOT NULL"
    )
    if found["returns"] < FEWEST_RETURNS:
        return None
    record.engine.run(
        f"CREATE OR REPLACE TEMP TABLE {VIEW} AS SELECT g.case_no, g.next IS NULL AS last, a.spoiled "
        f"FROM ({gaps} WHERE customer IS NOT NULL) g JOIN answer_rows a USING (case_no) WHERE a.spoiled IS NOT NULL "
        f"AND epoch((SELECT max(ended_at) FROM cases) - g.ended_at) >= {float(found['w'])!r}"
    )
    bad, good = _counts(record, "spoiled"), _counts(record, "NOT spoiled")
    return Unheard(float(found["w"]), bad, good) if bad[1] and good[1] else None


def unheard_figures(found: Unheard | None) -> Iterator[Figure]:
    """Both shares with their intervals, and how many went without a word."""
    if found is None:
        return
    rule = say(
        "Not seen again: no later case, although the record goes on for {long}, the time within which nine in ten "
        "returns of this record come. Interval: 95 %, Wilson.",
        long=duration(found.window),
    )
    left = say("Cases too near the end of the record to say, and cases without a customer.")
    for key, name, (gone, judged) in (
        ("spoiled", say("after a spoiled case"), found.spoiled),
        ("good", say("after a case that was not spoiled"), found.good),
    ):
        low, high = wilson(gone, judged)
        yield Figure(
            f"unheard.{key}", say("customers not seen again {after}", after=name), share(gone / judged),
            say("Share of cases that were their customer's last, {after}.", after=name), rule, plural(judged, "case"),
            interval=share_span(low, high), left_out=left, rows=f"unheard-{key}",
            exact=say("{n} of {of}", n=count(gone), of=count(judged)),
        )  # fmt: skip
    yield Figure(
        "unheard.gone", say("customers who left after a spoiled case without a word"), count(found.spoiled[0]),
        say("Customers whose last case was spoiled and who were not seen again."), rule,
        plural(found.spoiled[1], "case"), left_out=left, rows="unheard-gone",
    )  # fmt: skip


def unheard_rows(found: Unheard | None) -> Iterator[RowSet]:
    """The cases behind these figures."""
    if found is None:
        return
    for key, which, title in (
        ("spoiled", "spoiled", say("Spoiled cases that could be judged")),
        ("good", "NOT spoiled", say("Cases that were not spoiled and could be judged")),
        ("gone", "spoiled AND last", say("Spoiled cases after which the customer was not seen again")),
    ):
        where = f"c.case_no IN (SELECT case_no FROM {VIEW} WHERE {which})"
        yield RowSet(f"unheard-{key}", title, case_query(where), 'opened, "case"')


def wilson(hits: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927); stays within 0 and 1."""
    p, spread = hits / of, z * z / of
    middle, half = p + spread / 2, z * math.sqrt(p * (1 - p) / of + spread / (4 * of))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def _counts(record: Record, which: str) -> tuple[int, int]:
    row = record.engine.row(f"SELECT count_if(last) AS gone, count(*) AS judged FROM {VIEW} WHERE {which}")
    return int(row["gone"]), int(row["judged"])
