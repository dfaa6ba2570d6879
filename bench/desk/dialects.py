"""What the two databases write differently where a desk is filled by SQL."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """`numbers` gives n from {low} to {high}; `draw` a whole number below a bound; `later` a time after another."""

    before: tuple[str, ...]
    """for the connection that fills"""
    numbers: str
    draw: Callable[[int], str]
    later: Callable[[str, str], str]
    start: str
    attributes: str
    after: tuple[str, ...]


SQLITE = Dialect(
    before=("PRAGMA synchronous=OFF",),
    numbers="(WITH RECURSIVE k(n) AS (SELECT {low} UNION ALL SELECT n + 1 FROM k WHERE n < {high}) SELECT n FROM k)",
    draw=lambda bound: f"abs(random()) % {bound}",
    later=lambda at, seconds: f"datetime({at}, '+' || CAST({seconds} AS INTEGER) || ' seconds')",
    start="'2021-01-01'",
    attributes="json_object('team', team_id, 'holder', holder_id)",
    after=("ANALYZE",),
)
POSTGRES = Dialect(
    before=("SET synchronous_commit = off", "SET session_replication_role = replica", "DROP INDEX desk_search_words"),
    numbers="generate_series({low}, {high}) k(n)",
    draw=lambda bound: f"floor(random() * {bound})::int",
    later=lambda at, seconds: f"({at} + ({seconds}) * interval '1 second')",
    start="timestamptz '2021-01-01 00:00+00'",
    attributes="jsonb_build_object('team', team_id, 'holder', holder_id)",
    after=(
        "SET maintenance_work_mem = '512MB'",
        "CREATE INDEX desk_search_words ON desk_search USING gin (words)",
        "VACUUM ANALYZE",
    ),
)
