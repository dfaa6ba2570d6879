"""A day and its clock time in two columns, read as one time: the column `date+time`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from headwater.engine import Engine, ident
from headwater.moments.domain import Role
from headwater.moments.readers.raw import LINE, Raw, fresh_name
from headwater.moments.recognise.profile import Column, Sample
from headwater.moments.recognise.words import JOINT, plain, word_set
from headwater.shared.said import phrase, say

MIDNIGHT = r"[ T]00:00(:00([.]0+)?)?$"
"""What a spreadsheet writes behind a day."""

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AaPp]\.? ?[Mm]\.?)?")
_WORDS = word_set(
    "date datum day tag fecha data giorno jour dag time zeit uhrzeit uhr clock hora heure ora orario tijd"
)
SURELY = 0.95


def pairs(
    looked: Sample, columns: dict[str, Column], roles: dict[Role, str], taken: set[str]
) -> tuple[dict[Role, str], list[tuple[str, str]], str]:
    """The roles as set, the pairs of a day and a clock time to be joined, and why. What plays a role by itself or is
    left out (`taken`) is not joined."""
    spelled, named = _named_pairs(roles, columns)
    if named:
        return spelled, named, say("as set by you")
    why = say("because no column holds both and their names belong together (--at COLUMN reads another one)")
    return roles, _found_pairs(looked, columns, taken | set(roles.values())), why


def _named_pairs(roles: dict[Role, str], columns: dict[str, Column]) -> tuple[dict[Role, str], list[tuple[str, str]]]:
    """Roles set as "date+time", spelled as that column will be, and the pairs of columns they name."""
    pairs, spelled = list[tuple[str, str]](), dict(roles)
    for role in ("at", "start"):
        parts = [part.strip() for part in roles.get(role, "").split(JOINT)]
        if len(parts) == 2 and roles[role] not in columns and all(part in columns for part in parts):
            pairs.append((parts[0], parts[1]))
            spelled[role] = JOINT.join(parts)
    return spelled, pairs


def _found_pairs(looked: Sample, columns: dict[str, Column], taken: set[str]) -> list[tuple[str, str]]:
    """Days beside the clock times that belong to them by their names; none where a column holds both."""
    days = [c for c in columns.values() if c.timely and _is_day(looked, c)]
    if any(c.timely and not (c.is_integer or c.is_fraction) and c not in days for c in columns.values()):
        return []
    clocks = [c for c in columns.values() if _is_clock(looked, c)]
    free = [[c.name for c in found if c.name not in taken] for found in (days, clocks)]
    return list(_matched(*free))


def joined(engine: Engine, raw: Raw, pairs: list[tuple[str, str]], columns: dict[str, Column], why: str) -> Raw:
    """The same rows with one column for each pair, in the place of its day."""
    made = {day: JOINT.join((day, clock)) for day, clock in pairs}
    dropped = {clock for _, clock in pairs}
    sql = {day: f"({_day(columns[day])} || ' ' || {_text(columns[clock])})" for day, clock in pairs}
    kept = [c for c in raw.columns if c not in dropped]
    picks = ", ".join(f"{sql[c]} AS {ident(made[c])}" if c in made else ident(c) for c in kept)
    relation = fresh_name()
    engine.run(f"CREATE OR REPLACE VIEW {relation} AS SELECT {LINE}, {picks} FROM {raw.relation}")
    one = phrase("The days in {day} and the clock times in {clock} are one time, {made}, {why}.")
    said = [say(one, day=day, clock=clock, made=made[day], why=why) for day, clock in pairs]
    return replace(raw, relation=relation, columns=tuple(made.get(c, c) for c in kept), notes=(*raw.notes, *said))


def _matched(days: list[str], clocks: list[str]) -> Iterator[tuple[str, str]]:
    stems = {name: _stem(name) for name in (*days, *clocks)}
    for day in days:
        mine = [c for c in clocks if stems[c] == stems[day]]
        if not mine and len(days) == 1:
            mine = [c for c in clocks if not stems[c]]
        if len(mine) == 1 and sum(stems[d] == stems[day] for d in days) == 1:
            yield day, mine[0]


def _stem(name: str) -> str:
    """What a name says besides that it is a day or a time of day: `start_date` and `start_time` say start."""
    return "_".join(word for word in plain(name).split("_") if word not in _WORDS)


def _is_day(looked: Sample, column: Column) -> bool:
    if column.type == "DATE":
        return True
    if not column.is_text:
        return False
    shown = looked.texts(column.name, 200)
    return sum(":" not in re.sub(MIDNIGHT, "", v) for v in shown) >= SURELY * len(shown) and not _epoch(shown)


def _epoch(shown: list[str]) -> bool:
    return all(re.fullmatch(r"\d{10,}", v) for v in shown)


def _is_clock(looked: Sample, column: Column) -> bool:
    if column.type == "TIME":
        return True
    if not column.is_text:
        return False
    shown = looked.texts(column.name, 200)
    return bool(shown) and sum(_CLOCK.fullmatch(v.strip()) is not None for v in shown) >= SURELY * len(shown)


def _day(column: Column) -> str:
    return f"regexp_replace({_text(column)}, '{MIDNIGHT}', '')"


def _text(column: Column) -> str:
    return f"trim(CAST({column.sql} AS VARCHAR))"
