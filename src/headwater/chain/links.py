"""Steps and edges: how often, in how many cases, how long the wait before and the work inside.

One pass over the moments, grouped by (step before, step), makes the table `edge_facts`; both answers read it.
"""

from datetime import datetime

import numpy as np
import pyarrow as pa

from headwater.chain.calendar import Calendar, slots
from headwater.moments.arrays import to_arrow
from headwater.moments.domain import Record

NAME = "coalesce({0}.name, '(not recorded)')"

FACTS = """
    SELECT m.prev_step, m.step, m.seq = 0 AS opens, count(*) AS count,
        count(*) FILTER (WHERE NOT edge_again) AS cases, count(*) FILTER (WHERE visit = 1) AS first_visits,
        sum(seq) FILTER (WHERE visit = 1) AS places,
        count(*) FILTER (WHERE visit = 2) AS second_visits, count(*) FILTER (WHERE visit > 1 AND same_who) AS repeats,
        count(*) FILTER (WHERE visit > 1 AND NOT same_who) AS redos,
        avg(wait_s) AS wait_mean_s, quantile_cont(wait_s, [0.5, 0.9]) AS waits, {rare}
        {business}
    FROM moments m {joins} GROUP BY ALL
"""

OVERLAPS = 'count(*) FILTER (WHERE wait_s < 0) AS "overlaps", avg(greatest(wait_s, 0)) AS wait_mean_from_zero_s'
NO_OVERLAP = '0::BIGINT AS "overlaps", avg(wait_s) AS wait_mean_from_zero_s'
WORK = ", sum(work_s) AS work_s, count(work_s) AS worked"
NO_WORK = ", NULL::DOUBLE AS work_s, 0 AS worked"
BUSINESS = ", avg({0}) AS business_mean_s, quantile_cont({0}, [0.5, 0.9]) AS business"
JOINS = """
    LEFT JOIN slots open_to ON open_to.slot = ({started}) // {width}
    LEFT JOIN slots open_from ON open_from.slot = ({started} - (wait_s * 1e6)::BIGINT) // {width}
"""


def business_wait(record: Record, calendar: Calendar) -> tuple[str, str]:
    """Register the calendar's slots; the SQL of a moment's wait in open seconds, and the joins it needs.

    Open time up to t is the open time before t's slot, plus t's place in it where the slot is open.
    """
    width = _register_slots(record, calendar) * 60_000_000
    started = "epoch_us(coalesce(m.started_at, m.done_at))" if record.has("start") else "epoch_us(m.done_at)"
    ended = f"({started} - (wait_s * 1e6)::BIGINT)"
    upto = "{0}.open_s + {0}.open * (({1}) % {2}) / 1e6"
    wait = f"({upto.format('open_to', started, width)} - ({upto.format('open_from', ended, width)}))"
    return f"CASE WHEN m.seq > 0 THEN {wait} END", JOINS.format(started=started, width=width)


def _register_slots(record: Record, calendar: Calendar) -> int:
    start, end = period(record)
    found = slots(calendar, start, end)
    table = pa.table(
        {
            "slot": to_arrow(np.arange(len(found.open), dtype=np.int64) + found.first),
            "open_s": to_arrow(found.open_s),
            "open": to_arrow(found.open),
        }
    )
    record.engine.register("open_slots", table)
    record.engine.run("CREATE OR REPLACE TABLE slots AS SELECT * FROM open_slots")
    record.engine.unregister("open_slots")
    return found.minutes


def period(record: Record) -> tuple[datetime, datetime]:
    """The first and the last moment (naive UTC); 1970 for an empty record."""
    found = record.engine.row(
        "SELECT min(least(done_at, started_at)) AS a, max(greatest(done_at, started_at)) AS b FROM moments"
    )
    # the record's times are UTC and carry no zone, so the stand-in for an empty record carries none either
    start, end = found.get("a") or datetime(1970, 1, 1), found.get("b") or datetime(1970, 1, 1)  # noqa: DTZ001 -- naive UTC, as in the record
    return start, end


def gather(record: Record, calendar: Calendar | None) -> None:
    """Make `edge_facts` in the record's engine."""
    rare = (OVERLAPS if record.counts.negative_waits else NO_OVERLAP) + (WORK if record.has("start") else NO_WORK)
    query = FACTS.format(rare=rare, business="", joins="")
    if calendar is not None and calendar.always_open:
        query = f"SELECT *, wait_mean_s AS business_mean_s, waits AS business FROM ({query})"
    elif calendar is not None:
        wait, joins = business_wait(record, calendar)
        query = FACTS.format(rare=rare, business=BUSINESS.format(wait), joins=joins)
    record.engine.run(f"CREATE OR REPLACE TABLE edge_facts AS {query}")


def steps(record: Record) -> pa.Table:
    """One row per step: count, cases, work_mean_s (NULL without starts), rework_cases, repeats, redos, self_loops."""
    return record.sql(
        f"""
        SELECT {NAME.format("s")} AS step, m.* EXCLUDE (code) FROM (
            SELECT step AS code, sum(count)::BIGINT AS count, sum(first_visits)::BIGINT AS cases,
                sum(work_s) / nullif(sum(worked), 0) AS work_mean_s, sum(second_visits)::BIGINT AS rework_cases,
                sum(places) / sum(first_visits) AS mean_place,
                sum(repeats)::BIGINT AS repeats, sum(redos)::BIGINT AS redos,
                coalesce(sum(count) FILTER (WHERE prev_step IS NOT DISTINCT FROM step AND NOT opens), 0)::BIGINT
                    AS self_loops
            FROM edge_facts GROUP BY step) m LEFT JOIN steps s USING (code)
        ORDER BY count DESC, step
        """
    )


def edges(record: Record) -> pa.Table:
    """One row per step that follows another directly, with the wait between them in seconds."""
    business = "business_mean_s" in record.sql("SELECT * FROM edge_facts LIMIT 0").column_names
    extra = ", business_mean_s, business[1] AS business_median_s, business[2] AS business_p90_s" if business else ""
    return record.sql(
        f"""
        SELECT {NAME.format("p")} AS "from", {NAME.format("s")} AS "to", count, cases, wait_mean_s,
            waits[1] AS wait_median_s, waits[2] AS wait_p90_s, "overlaps", wait_mean_from_zero_s{extra}
        FROM edge_facts m LEFT JOIN steps p ON p.code = m.prev_step LEFT JOIN steps s ON s.code = m.step
        WHERE NOT opens ORDER BY count DESC, 1, 2
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
