"""One column's times: which readings its texts allow, and the SQL that reads them as UTC."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from headwater.engine import Engine, ident, literal
from headwater.moments.readers.raw import MISSING
from headwater.moments.recognise.profile import Column, Sample
from headwater.moments.recognise.times import offsets, orders
from headwater.moments.recognise.times.months import in_english, is_month
from headwater.moments.recognise.times.offsets import Mixed
from headwater.moments.recognise.times.orders import Order
from headwater.moments.recognise.times.shapes import Shape, shape_of
from headwater.moments.recognise.times.zones import offset, to_utc, without_zone
from headwater.shared.said import say

Zone = Literal["own", "naive"]
MOST_SHAPES = 3000
EPOCHS = (
    (1, say("seconds")), (1_000, say("milliseconds")), (1_000_000, say("microseconds")),
    (1_000_000_000, say("nanoseconds")),
)  # fmt: skip
EARLIEST, LATEST = 315_532_800, 4_102_444_800
"""1980 and 2100 in seconds: numbers between them can be counted seconds."""


@dataclass(frozen=True)
class Reading:
    """`sql` is a TIMESTAMP in UTC; `local` the clock's time before its zone; `order` is set where it was found.
    `mixed` where some texts name a zone and others none; `local` is then missing on those with their own."""

    sql: str
    local: str
    described: str
    naive: bool
    clock: bool = True
    order: Order | None = None
    mixed: Mixed | None = None


def looks_timely(looked: Sample, column: Column) -> bool:
    """Whether the column's values are times, or could be (numbers count from 1970 only if they fall in 1980-2100)."""
    if column.type.startswith(("TIMESTAMP", "DATE")):
        return True
    if column.is_integer or column.is_fraction:
        return _epoch(column) is not None
    if not column.is_text or not re.search(r"\d", column.low or ""):
        return False
    found = looked.texts(column.name, 200)
    timely = sum(_shape(v) is not None or _epoch_text(v) for v in found)
    return timely >= max(1, 0.8 * len(found))


def read_times(
    engine: Engine, relation: str, column: Column, *, zone: str | None, dates: Order | None
) -> Reading | None:
    """How to read the whole column; None when it has no times. Raises InputError where day and month stay open."""
    name = column.sql
    if column.type.startswith(("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")):
        utc = f"timezone('UTC', CAST({name} AS TIMESTAMPTZ))"
        return Reading(utc, utc, say("times with their zone"), naive=False)
    if column.type.startswith(("TIMESTAMP", "DATE")):
        local = name if column.type == "TIMESTAMP" else f"CAST({name} AS TIMESTAMP)"
        return Reading(to_utc(local, zone), local, say("times"), naive=True, clock=column.type != "DATE")
    if column.is_integer or column.is_fraction:
        return _counted(name, _epoch(column))
    return _written(engine, relation, column, zone, dates) if column.is_text else None


def _counted(value: str, unit: tuple[int, str] | None) -> Reading | None:
    if unit is None:
        return None
    scale, word = unit
    sql = f"make_timestamp(CAST(round({value} * {1_000_000 / scale}) AS BIGINT))"
    return Reading(sql, sql, say("{unit} since 1970", unit=word), naive=False)


def _epoch(column: Column) -> tuple[int, str] | None:
    try:
        low, high = float(column.low or "nan"), float(column.high or "nan")
    except ValueError:
        return None
    fits = [(s, w) for s, w in EPOCHS if s * EARLIEST <= low and high <= s * LATEST]
    return fits[0] if fits else None


def _epoch_text(value: str) -> bool:
    return re.fullmatch(r"\d{10}|\d{13}|\d{16}|\d{19}", value) is not None


def _shape(text: str) -> Shape | None:
    shape = shape_of(_halves(re.sub(r"\d", "9", text.strip())))
    words = re.findall(r"[^\W\d_]{3,}", text)
    if shape and shape.family in ("month name", "name first") and not any(is_month(w) for w in words):
        return None
    return shape


def _halves(text: str) -> str:
    return re.sub(r"([AaPp])\. ?[Mm]\.?$", r"\1M", text)


def _written(engine: Engine, relation: str, column: Column, zone: str | None, dates: Order | None) -> Reading | None:
    value = f"trim({column.sql})"
    shaped = f"translate(trim({ident(column.name)}), '012345678', '999999999')"
    found = engine.sql(
        f"SELECT s, count(*) AS n FROM (SELECT {shaped} AS s FROM {relation}) WHERE s IS NOT NULL "
        f"GROUP BY s ORDER BY n DESC, s LIMIT {MOST_SHAPES}"
    )
    pairs = zip(found["s"].to_pylist(), found["n"].to_pylist(), strict=True)
    counts = {s: n for s, n in pairs if s not in MISSING}
    shapes = {s: _shape(s) for s in counts}
    good = {s: shape for s, shape in shapes.items() if shape}
    if not good:
        return _epoch_column(engine, relation, value, counts)
    if sum(counts[s] for s in good) < 0.5 * sum(counts.values()):
        return None
    order = None
    if any(shape.ambiguous for shape in good.values()):
        order = orders.decide(engine, relation, column.name, value, dates)
    reading = _formatted(value, good, zone, order)
    mixed = _mixed(good, counts)
    if mixed and zone is None:
        raise offsets.unsettled(engine, relation, column.name, value, reading.local, mixed)
    return replace(reading, mixed=mixed, local=_bare_only(value, reading.local)) if mixed else reading


def _mixed(shapes: dict[str, Shape], counts: dict[str, int]) -> Mixed | None:
    own = sum(counts[s] for s, shape in shapes.items() if shape.zoned)
    none = sum(counts[s] for s, shape in shapes.items() if not shape.zoned)
    return Mixed(own, none) if own and none else None


def _bare_only(value: str, local: str) -> str:
    return f"(CASE WHEN {without_zone(value)} = {value} THEN {local} END)"


def _epoch_column(engine: Engine, relation: str, value: str, counts: dict[str, int]) -> Reading | None:
    if not counts or not all(_epoch_text(s) for s in counts):
        return None
    number = f"TRY_CAST({value} AS HUGEINT)"
    row = engine.row(f"SELECT min({number})::VARCHAR AS low, max({number})::VARCHAR AS high FROM {relation}")
    return _counted(number, _epoch(Column("", number, "BIGINT", 0, 0, 0, row["low"], row["high"])))


def _formatted(value: str, shapes: dict[str, Shape], zone: str | None, order: Order | None) -> Reading:
    zoned = any(s.zoned for s in shapes.values())
    naive = any(not s.zoned for s in shapes.values())
    clock = any(s.clock for s in shapes.values())
    words = {w for text in shapes for w in re.findall(r"[^\W\d_]{3,}", text) if is_month(w)}
    bare = in_english(_clean(without_zone(value) if zoned else value, shapes), words)
    formats = list(dict.fromkeys(orders.fill(_short_month(s), order) for s in shapes.values()))
    local = _parse(bare, formats)
    utc = _utc(local, value, zone, zoned, naive)
    return Reading(utc, local, orders.describe(formats[0]), naive=naive, clock=clock, order=order)


def _short_month(shape: Shape) -> Shape:
    """Months are written short before parsing (`in_english`)."""
    return Shape(shape.family, shape.format.replace("%B", "%b"), shape.zoned, shape.clock, shape.short_year)


def _clean(sql: str, shapes: dict[str, Shape]) -> str:
    dotted = any(re.search(r"[AaPp]\. ?[Mm]", s) for s in shapes)
    return f"regexp_replace({sql}, '([AaPp])\\. ?[Mm]\\.?$', '\\1M')" if dotted else sql


def _parse(bare: str, formats: list[str]) -> str:
    plain_iso = all(re.fullmatch(r"%Y-%m-%d(?:[T ]%H:%M(?::%S(?:\.%f)?)?)?", f) for f in formats)
    if plain_iso:
        return f"TRY_CAST({bare} AS TIMESTAMP)"
    listed = ", ".join(literal(f) for f in formats)
    return f"CAST(try_strptime({bare}, [{listed}]) AS TIMESTAMP)"


def _utc(local: str, value: str, zone: str | None, zoned: bool, naive: bool) -> str:
    if not zoned:
        return to_utc(local, zone)
    own = f"({local} - {offset(value)})"
    if not naive:
        return own
    has = f"{without_zone(value)} <> {value}"
    return f"(CASE WHEN {has} THEN {own} ELSE {to_utc(local, zone)} END)"
