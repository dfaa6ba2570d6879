"""Hand-offs between teams and people (the hand-over matrix), and ping-pong."""

from typing import Literal

import pyarrow as pa

from headwater.moments.domain import Record


def handoffs(record: Record, of: Literal["team", "who"]) -> pa.Table:
    """One row per pair that passes work on directly; both recorded, and not the same.

    Teams have the median and the p90 of their waits too; pairs of people are too many for that (300 people are 90,000
    pairs, which on ten million moments would cost as much as half of the chain).
    """
    names = {"team": "teams", "who": "people"}[of]
    inner = ", quantile_cont(wait_s, [0.5, 0.9]) AS waits" if of == "team" else ""
    outer = "waits[1] AS wait_median_s, waits[2] AS wait_p90_s, " if of == "team" else ""
    return record.sql(
        f"""
        SELECT p.name AS "from", n.name AS "to", count, wait_mean_s, {outer}came_back FROM (
            SELECT prev_{of} AS a, {of} AS b, count(*) AS count, avg(wait_s) AS wait_mean_s{inner},
                count(*) FILTER (WHERE back_{of}) AS came_back
            FROM moments WHERE {of} IS NOT NULL AND prev_{of} IS NOT NULL AND {of} <> prev_{of}
            GROUP BY ALL) m
        JOIN {names} p ON p.code = m.a JOIN {names} n ON n.code = m.b
        ORDER BY count DESC, 1, 2
        """
    )


def pingpong(record: Record, of: Literal["team", "who"]) -> pa.Table:
    """One row per team (or person) that cases came back to, and the one they came from last."""
    names, said = {"team": ("teams", "team"), "who": ("people", "person")}[of]
    return record.sql(
        f"""
        SELECT a.name AS {said}, coalesce(b.name, '(not recorded)') AS via, m.count FROM (
            SELECT {of} AS a, prev_{of} AS b, count(*) AS count
            FROM moments WHERE back_{of} GROUP BY ALL) m
        JOIN {names} a ON a.code = m.a LEFT JOIN {names} b ON b.code = m.b
        ORDER BY m.count DESC, 1, 2
        """
    )
