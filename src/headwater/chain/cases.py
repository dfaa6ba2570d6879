"""Whole cases: variants and durations."""

import pyarrow as pa

from headwater.moments.domain import Record

SHOWN_VARIANTS = 100


def variants(record: Record, shown: int = SHOWN_VARIANTS) -> pa.Table:
    """The most frequent orders of steps: `steps` (list), cases, share of all cases, an example case.

    Makes `variant_counts` in the record's engine, which `variant_count` reads.
    """
    record.engine.run(
        "CREATE OR REPLACE TABLE variant_counts AS SELECT count(*) AS cases, min(case_no) AS example FROM cases "
        "GROUP BY variant"
    )
    return record.sql(
        f"""
        WITH top AS (SELECT cases, example FROM variant_counts ORDER BY cases DESC, example LIMIT {shown}),
        spelled AS (SELECT case_no, list(coalesce(s.name, '(not recorded)') ORDER BY seq) AS steps
                    FROM moments m LEFT JOIN steps s ON s.code = m.step
                    WHERE case_no IN (SELECT example FROM top) GROUP BY case_no)
        SELECT v.steps, t.cases, t.cases / (SELECT count(*) FROM cases) AS share, i.name AS example
        FROM top t JOIN spelled v ON v.case_no = t.example JOIN case_ids i ON i.code = t.example
        ORDER BY t.cases DESC, t.example
        """
    )


def variant_count(record: Record) -> int:
    """How many different orders of steps there are."""
    return int(record.sql("SELECT count(*) AS n FROM variant_counts")["n"][0].as_py())


def durations(record: Record) -> pa.Table:
    """One row: how long cases take, in seconds."""
    return record.sql(
        """
        SELECT count(*) AS cases, avg(d) AS mean_s, median(d) AS median_s, quantile_cont(d, 0.9) AS p90_s,
            quantile_cont(d, 0.99) AS p99_s, min(d) AS min_s, max(d) AS max_s
        FROM (SELECT epoch_us(ended_at - opened_at) / 1e6 AS d FROM cases)
        """
    )
