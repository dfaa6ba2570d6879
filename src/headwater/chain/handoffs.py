"""Hand-offs between teams and people (the hand-over matrix), and ping-pong."""

from typing import Literal

import pyarrow as pa

from headwater.moments.domain import Record


def handoffs(record: Record, of: Literal["team", "who"]) -> pa.Table:
    """One row per pair that passes work on directly; both recorded, and not the same."""
    names = {"team": "teams", "who": "people"}[of]
    return record.sql(
        f"""
        SELECT p.name AS "from", n.name AS "to", m.* EXCLUDE (a, b) FROM (
            SELECT prev_{of} AS a, {of} AS b, count(*) AS count, avg(wait_s) AS wait_mean_s,
                count(*) FILTER (WHERE back_team) AS came_back
            FROM moments WHERE {of} IS NOT NULL AND prev_{of} IS NOT NULL AND {of} <> prev_{of}
            GROUP BY ALL) m
        JOIN {names} p ON p.code = m.a JOIN {names} n ON n.code = m.b
        ORDER BY count DESC, 1, 2
        """
    )


def pingpong(record: Record) -> pa.Table:
    """One row per team that cases came back to, and the team they came from last."""
    return record.sql(
        """
        SELECT a.name AS team, coalesce(b.name, '(not recorded)') AS via, m.count FROM (
            SELECT team, prev_team, count(*) AS count
            FROM moments WHERE back_team GROUP BY ALL) m
        JOIN teams a ON a.code = m.team LEFT JOIN teams b ON b.code = m.prev_team
        ORDER BY m.count DESC, 1, 2
        """
    )
