"""What kind each attribute is (text, number, flag, time), decided over the whole column."""

import re
from dataclasses import dataclass

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Kind
from headwater.moments.recognise.numbers import COMMA, POINT, count_like, names_things, number_sql
from headwater.moments.recognise.profile import Column, Sample
from headwater.moments.recognise.times import Order, Reading, read_times
from headwater.shared.errors import InputError
from headwater.shared.said import phrase, say
from headwater.shared.words import count

FLAGS = (
    ("false", "true"), ("f", "t"), ("no", "yes"), ("n", "y"), ("nein", "ja"), ("n", "j"), ("nee", "ja"), ("non", "oui"),
    ("no", "si"), ("no", "sí"), ("no", "sì"), ("falso", "vero"), ("falsch", "wahr"), ("faux", "vrai"), ("0", "1"),
)  # fmt: skip

PROPOSING, MOST_SINGLY, GROUP = 500, 40, 20


@dataclass(frozen=True)
class Typed:
    """An attribute's kind and the SQL that reads it; `flag` are its words for no and yes."""

    column: str
    kind: Kind
    sql: str
    note: str | None = None
    flag: tuple[str, str] | None = None


@dataclass(frozen=True)
class Rows:
    """Where the values are: the relation `raw` with all of them, the first ones in `looked`; how its times are set."""

    engine: Engine
    raw: str
    looked: Sample
    zone: str | None
    dates: Order | None


def attribute_kinds(rows: Rows, columns: list[Column]) -> list[Typed]:
    """Each column's kind: proposed by the first rows, confirmed over all of them."""
    likely = [c for c in columns if c.is_text and _all_numbers(rows.looked.texts(c.name, PROPOSING))]
    whole = _tally_whole(rows.engine, rows.raw, likely)
    comma = any(t.comma == t.filled > t.point for t in whole.values())
    return [_kind(rows, c, whole.get(c.name), comma) for c in columns]


@dataclass(frozen=True)
class Tally:
    """How many values are numbers with a decimal point, with a decimal comma, and codes such as 007."""

    filled: int
    point: int
    comma: int
    coded: int
    whole: int

    @property
    def numeric(self) -> bool:
        """Whether all values are numbers, with one decimal mark."""
        return self.filled > 0 and self.coded == 0 and self.filled in (self.point, self.comma)


def _flaglike(c: Column) -> bool:
    if not (c.is_text or c.is_integer):
        return False
    return 1 <= c.distinct <= 3 and any({(c.low or "").lower(), (c.high or "").lower()} <= set(p) for p in FLAGS)


def _all_numbers(values: list[str]) -> bool:
    trimmed = [v.strip() for v in values]
    marks = (POINT, COMMA)
    return bool(trimmed) and any(all(re.fullmatch(mark, v) for v in trimmed) for mark in marks)


def _tally_whole(engine: Engine, raw: str, columns: list[Column]) -> dict[str, Tally]:
    """Over all rows: each different value is looked at once, unless there are too many columns to ask singly."""
    if len(columns) > MOST_SINGLY:
        return _tally(engine, raw, columns)
    result: dict[str, Tally] = {}
    for c in columns:
        result |= _tally(engine, f"(SELECT DISTINCT {ident(c.name)} FROM {raw})", [c])
    return result


def _tally(engine: Engine, relation: str, columns: list[Column]) -> dict[str, Tally]:
    result: dict[str, Tally] = {}
    by_name = {c.name: c for c in columns}
    for start in range(0, len(columns), GROUP):
        names = list(by_name)[start : start + GROUP]
        values = [f"trim({by_name[n].sql}::VARCHAR)" for n in names]
        asks = ", ".join(
            f"count({v}) AS f{i}, count_if(regexp_full_match({v}, {literal(POINT)})) AS p{i}, "
            f"count_if(regexp_full_match({v}, {literal(COMMA)})) AS c{i}, "
            f"count_if(regexp_matches({v}, '^[+-]?0\\d')) AS z{i}, "
            f"count_if(regexp_full_match({v}, '[+-]?\\d{{1,18}}')) AS w{i}"
            for i, v in enumerate(values)
        )
        row = engine.row(f"SELECT {asks} FROM {relation}")
        result |= {n: Tally(*(int(row[f"{k}{i}"] or 0) for k in "fpczw")) for i, n in enumerate(names)}
    return result


def _kind(rows: Rows, c: Column, tally: Tally | None, comma: bool) -> Typed:
    if c.type.startswith(("TIMESTAMP", "DATE")) or (c.timely and c.is_text):
        return _time(rows, c)
    flag = _flag(rows, c) if _flaglike(c) else None
    if flag is not None:
        return flag
    if (tally is not None or c.is_integer) and names_things(c.name):
        return Typed(c.name, "text", f"{c.sql}::VARCHAR", note="code")
    if tally is not None:
        return _number(c, tally, comma) if tally.numeric else Typed(c.name, "text", c.sql, _odd(c, tally))
    plain: Kind = "number" if c.is_integer or c.is_fraction else "flag" if c.type == "BOOLEAN" else "text"
    simple = plain != "text" or c.is_text
    return Typed(c.name, plain, c.sql if simple else f"{c.sql}::VARCHAR")


def _number(c: Column, t: Tally, comma: bool) -> Typed:
    decimal_comma = t.comma == t.filled and (t.point < t.filled or comma)
    sql = number_sql(f"trim({c.sql})", comma=decimal_comma, whole=t.whole == t.filled)
    return Typed(c.name, "number", sql)


def _odd(c: Column, t: Tally) -> str | None:
    """What keeps a column of numbers from being one, where it is few values."""
    odd = t.filled - max(t.point, t.comma)
    if t.coded or not 0 < odd <= 0.05 * t.filled:
        return None
    kept = phrase("{column} is kept as text: {odd} of its {n} different values are no numbers.")
    return say(kept, column=c.name, odd=count(odd), n=count(t.filled))


def _time(rows: Rows, c: Column) -> Typed:
    try:
        reading = read_times(rows.engine, rows.raw, c, zone=rows.zone, dates=rows.dates)
    except InputError as error:
        return Typed(c.name, "text", c.sql, note=say("{column} is kept as text. {why}", column=c.name, why=error))
    if reading is None:
        return Typed(c.name, "text", c.sql)
    unread = _unread(rows, c, reading) if c.is_text else 0
    if unread:
        kept = say("{column} is kept as text: {n} of its values are no times.", column=c.name, n=count(unread))
        return Typed(c.name, "text", c.sql, note=kept)
    return Typed(c.name, "time", reading.sql)


def _unread(rows: Rows, c: Column, reading: Reading) -> int:
    row = rows.engine.row(f"SELECT count({c.sql}) - count({reading.sql}) AS n FROM {rows.raw}")
    return int(row["n"])


def _flag(rows: Rows, c: Column) -> Typed | None:
    value = f"lower(trim({c.sql}::VARCHAR))"
    words = _words(rows, c, value)
    if words <= {"0", "1"} and (len(words) == 1 or count_like(c.name)):
        return None
    for no, yes in FLAGS:
        if words and words <= {no, yes}:
            sql = f"CASE {value} WHEN {literal(yes)} THEN true WHEN {literal(no)} THEN false END"
            return Typed(c.name, "flag", f"({sql})", flag=(no, yes))
    return None


def _words(rows: Rows, c: Column, value: str) -> set[str]:
    if rows.looked.whole:
        return {v.strip().lower() for v in rows.looked.texts(c.name, 10)}
    found = rows.engine.sql(f"SELECT DISTINCT {value} AS v FROM {rows.raw} LIMIT 4")["v"].to_pylist()
    return {w for w in found if w is not None}
