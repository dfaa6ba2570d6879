"""From a clock's time to UTC, by a stated rule where a clock shows a time twice or never."""

from headwater.engine import Engine, literal
from headwater.moments.recognise.times.shapes import ZONE
from headwater.shared.errors import UsageError
from headwater.shared.said import phrase

RULE = phrase(
    "a clock time that the zone has twice (clocks go back) is taken as the second one, "
    "and one that it skips (clocks go forward) as if the clocks had not been changed yet"
)


def check_zone(engine: Engine, zone: str | None) -> None:
    """Stop when there is no zone of this name."""
    if zone is None or zone == "UTC":
        return
    if not engine.sql("SELECT name FROM pg_timezone_names() WHERE name = ?", [zone]).num_rows:
        raise UsageError(f"There is no time zone {zone}; give a name such as Europe/Berlin or America/New_York.")


def to_utc(local: str, zone: str | None) -> str:
    """SQL: a naive timestamp of the zone's clock as a naive timestamp in UTC."""
    if zone in (None, "UTC"):
        return local
    return f"timezone('UTC', timezone({literal(str(zone))}, {local}))"


def without_zone(text: str) -> str:
    """SQL: the text with its zone taken off."""
    return f"regexp_replace({text}, {literal(ZONE)}, '\\1')"


def offset(text: str) -> str:
    """SQL: what the text's own zone is ahead of UTC, as an interval (none for Z, UTC, GMT)."""
    found = [f"regexp_extract({text}, '([+-])(\\d\\d):?(\\d\\d)?$', {i})" for i in (1, 2, 3)]
    sign = f"(CASE WHEN {found[0]} = '-' THEN -1 ELSE 1 END)"
    hours, minutes = (f"coalesce(TRY_CAST({f} AS INTEGER), 0)" for f in found[1:])
    return f"to_minutes({sign} * ({hours} * 60 + {minutes}))"


def twice_or_never(engine: Engine, relation: str, utc: str, local: str, zone: str) -> tuple[int, int]:
    """How many of the column's clock times the zone has twice, and how many it skips."""
    name = literal(zone)
    shown = f"timezone({name}, timezone('UTC', u))"
    before = f"timezone({name}, timezone('UTC', u - INTERVAL 1 HOUR))"
    row = engine.row(
        f"SELECT count_if({before} = l) AS twice, count_if({shown} <> l) AS never "
        f"FROM (SELECT {utc} AS u, {local} AS l FROM {relation})"
    )
    return int(row["twice"]), int(row["never"])
