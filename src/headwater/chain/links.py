"""Steps and edges: how often, in how many cases, how long the wait before and the work inside."""

import pyarrow as pa

from headwater.moments.domain import Record

NAME = "coalesce({0}.name, '(not recorded)')"


def steps(record: Record) -> pa.Table:
    """One row per step: count, cases, work_mean_s (NULL without starts), rework_cases, repeats, redos."""
    return record.sql(
        f"""
        SELECT {NAME.format("s")} AS step, m.* EXCLUDE (code) FROM (
            SELECT step AS code, count(*) AS count, count(*) FILTER (WHERE visit = 1) AS cases,
                avg(work_s) AS work_mean_s, median(work_s) AS work_median_s, count(*) FILTER (WHERE visit = 2) AS rework_cases,
                count(*) FILTER (WHERE visit > 1 AND same_who) AS repeats, count(*) FILTER (visit > 1 AND NOT same_who) AS redos,
                count(*) FILTER (WHERE prev_step = step AND seq > 0) AS self_loops
            FROM moments GROUP BY step) m LEFT JOIN steps s USING (code)
        ORDER BY count DESC, step
        """
    )


def edges(record: Record) -> pa.Table:
    """One row per step that follows another directly, with the wait between them in seconds."""
    return record.sql(
        f"""
        SELECT {NAME.format("p")} AS "from", {NAME.format("s")} AS "to", m.* EXCLUDE (a, b) FROM (
            SELECT prev_step AS a, step AS b, count(*) AS count, count(DISTINCT case_no) AS cases,
                avg(wait_s) AS wait_mean_s, median(wait_s) AS wait_median_s,
                quantile_cont(wait_s, 0.9) AS wait_p90_s, count(*) FILTER (WHERE wait_s < 0) AS overlaps,
                avg(greatest(wait_s, 0)) AS wait_mean_from_zero_s
            FROM moments WHERE seq > 0 GROUP BY prev_step, step) m
        LEFT JOIN steps p ON p.code = m.a LEFT JOIN steps s ON s.code = m.b
        ORDER BY count DESC, 1, 2
        """
    )


def ends(record: Record) -> pa.Table:
    """How often a case opens and ends with a step."""
    return record.sql(
        f"""
        SELECT {NAME.format("s")} AS step, sum(opens)::BIGINT AS opens, sum(closes)::BIGINT AS closes FROM (
            SELECT first_step AS code, count(*) AS opens, 0 AS closes FROM cases GROUP BY 1
            UNION ALL SELECT last_step, 0, count(*) FROM cases GROUP BY 1) LEFT JOIN steps s USING (code)
        GROUP BY 1 ORDER BY opens DESC, step
        """
    )
