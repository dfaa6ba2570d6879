"""Times of one column of which some name their zone and others none: both readings shown, or the zone as set."""

from dataclasses import dataclass

from headwater.engine import Engine
from headwater.moments.recognise.times.zones import offset, without_zone
from headwater.shared.errors import InputError


@dataclass(frozen=True)
class Mixed:
    """How many of a column's times name their own zone, and how many name none."""

    own: int
    none: int


def unsettled(engine: Engine, relation: str, column: str, value: str, local: str, mixed: Mixed) -> InputError:
    """The sentence that stops the reading: one time of each sort, and the two readings of the one without a zone."""
    named = f"{without_zone(value)} <> {value}"
    row = engine.row(
        f"SELECT *, strftime(l, '%Y-%m-%d %H:%M:%S') AS here, strftime(l - o, '%Y-%m-%d %H:%M:%S') AS there FROM "
        f"(SELECT any_value(v) FILTER (WHERE z) AS zoned, any_value(v) FILTER (WHERE NOT z) AS bare, "
        f"any_value(l) FILTER (WHERE NOT z) AS l, any_value(o) FILTER (WHERE z) AS o "
        f"FROM (SELECT {value} AS v, {named} AS z, {local} AS l, {offset(value)} AS o FROM {relation}) "
        f"WHERE l IS NOT NULL)"
    )
    clock = f"its clock is that of {row['zoned']}"
    other = f"{row['there']} UTC if {clock}" if row["there"] != row["here"] else "the clock time of another zone"
    return InputError(
        f"The times in column {column} are of two sorts: {mixed.own:,} name their time zone ({row['zoned']}) and "
        f"{mixed.none:,} name none, so {row['bare']} can be {row['here']} UTC, or {other}; say which zone the "
        'ones without are in (--timezone UTC or --timezone Europe/Berlin, timezone="UTC" in Python), or export all '
        "of them with their zone."
    )
