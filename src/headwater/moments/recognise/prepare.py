"""From a raw file to a source: roles chosen, times read, kinds given, unreadable rows listed, shapes unfolded."""

from dataclasses import dataclass, field, replace

import pyarrow as pa

from headwater.engine import Engine
from headwater.moments.domain import Mapping, Role, Source
from headwater.moments.readers.raw import Raw, in_files, refuse_wide, rejects_table
from headwater.moments.recognise import clock, lifecycle, notes, updates
from headwater.moments.recognise.kinds import Rows, Typed, attribute_kinds
from headwater.moments.recognise.profile import Column, Sample, profile, sample
from headwater.moments.recognise.rejects import refuse_too_many, row_rejects
from headwater.moments.recognise.roles import recognise
from headwater.moments.recognise.times import Order, Reading, check_zone, looks_timely, read_times
from headwater.moments.recognise.typed import as_relation, typed_query
from headwater.shared.errors import InputError
from headwater.shared.said import phrase, say


@dataclass(frozen=True)
class How:
    """What the user set: columns of roles, zone, order of dates, the share of unreadable rows that is too much.

    `shape` is "updates" (a row is a new state of a ticket), "events", or None to find out.
    """

    roles: dict[Role, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    timezone: str | None = None
    dates: Order | None = None
    shape: str | None = None
    reject_share: float = 0.05


@dataclass
class _Seen:
    """What is known of the file so far."""

    engine: Engine
    raw: Raw
    how: How
    sample: Sample
    columns: dict[str, Column]
    mapping: Mapping
    notes: list[str]
    shape: str = "events"


def prepare(engine: Engine, name: str, raw: Raw, how: How) -> Source:
    """The typed relation of a raw one, with its mapping, its unreadable rows and what is to be said about it."""
    check_zone(engine, how.timezone)
    refuse_wide(name, len(raw.columns))
    seen = _look(engine, raw, how)
    raw = seen.raw
    times = _times(seen)
    unusable = row_rejects(engine, raw, seen.mapping, seen.columns, times["at"])
    rejected = in_files(pa.concat_tables([rejects_table(raw.rejected), unusable]), name, raw)
    refuse_too_many(engine, name, raw, rejected, how.reject_share)
    typed = _attributes(seen)
    seen.notes += notes.mixed_notes(seen.mapping, times, how.timezone)
    seen.notes += notes.zone_notes(engine, raw, times, how.timezone)
    seen.notes += notes.start_notes(engine, raw, seen.mapping, times)
    seen.notes += notes.clock_notes(seen.mapping, times, seen.columns)
    seen.notes += notes.order_notes(seen.mapping, times, how.dates) + notes.kind_notes(typed)
    query = typed_query(raw, seen.mapping, seen.columns, times, typed, whole=not unusable.num_rows)
    relation = _unfold(seen, as_relation(engine, query, stored=raw.text))
    if seen.how.roles.get("customer") != "":
        seen.notes += notes.customer_notes(engine, relation, seen.mapping, seen.columns)
    flags = tuple((t.column, *t.flag) for t in typed if t.flag and t.flag != ("false", "true"))
    settings = _settings(how, times, seen.shape)
    return Source(name, relation, seen.mapping, rejected, tuple(seen.notes), settings, flags)


def _look(engine: Engine, raw: Raw, how: How) -> _Seen:
    looked = sample(engine, raw)
    columns = profile(raw, looked)
    if not columns or not next(iter(columns.values())).rows:
        raise InputError("The table has no rows; export it again with its data.")
    columns = {n: replace(c, timely=looks_timely(looked, c)) for n, c in columns.items()}
    roles, pairs, why = clock.pairs(looked, columns, how.roles, {*how.ignored, *raw.hints.values()})
    if pairs:
        return _look(engine, clock.joined(engine, raw, pairs, columns, why), replace(how, roles=roles))
    mapping, columns = recognise(looked, columns, how.roles, raw.hints)
    ignored = tuple(dict.fromkeys((*mapping.ignored, *how.ignored)))
    mapping = replace(mapping, ignored=ignored)
    said = [
        *raw.notes,
        *notes.sample_notes(looked),
        *notes.left_out(mapping, how.ignored),
        *notes.shape_notes(mapping, columns),
    ]
    return _Seen(engine, raw, how, looked, columns, mapping, said)


def _times(seen: _Seen) -> dict[Role, Reading]:
    readings: dict[Role, Reading] = {}
    for role, column in seen.mapping.roles():
        if role in ("at", "start"):
            readings[role] = _time(seen, column, role)
    return readings


def _time(seen: _Seen, column: str, role: Role) -> Reading:
    reading = read_times(
        seen.engine, seen.raw.relation, seen.columns[column], zone=seen.how.timezone, dates=seen.how.dates
    )
    if reading is None:
        example = seen.columns[column].low
        raise InputError(
            f"Column {column} is to be the time of the moments (--{role}), but its values are no times that can be "
            f"read (for instance {example!r}); name another column or export the times as YYYY-MM-DD hh:mm:ss."
        )
    return reading


def _attributes(seen: _Seen) -> list[Typed]:
    taken = {c for _, c in seen.mapping.roles()} | set(seen.mapping.ignored)
    rest = [c for c in seen.columns.values() if c.name not in taken]
    rows = Rows(seen.engine, seen.raw.relation, seen.sample, seen.how.timezone, seen.how.dates)
    return attribute_kinds(rows, rest)


def _unfold(seen: _Seen, relation: str) -> str:
    """Rows that are halves of a moment (start, complete) or states of a ticket, made moments."""
    columns = list(seen.raw.columns)
    phase = None if seen.mapping.start else lifecycle.find(seen.engine, relation, columns)
    if phase:
        return _pair(seen, relation, phase, columns)
    chosen = "step" in seen.how.roles and seen.how.shape != "updates"
    if seen.how.shape == "events" or chosen:
        return relation
    if seen.how.shape != "updates" and not updates.is_updates(seen.engine, relation, seen.mapping):
        return relation
    return _updates(seen, relation)


def _pair(seen: _Seen, relation: str, phase: str, columns: list[str]) -> str:
    query, said = lifecycle.pair(seen.engine, relation, seen.mapping, phase, columns)
    seen.notes.append(said)
    reason = say("because {column} says where work starts and where it is complete", column=phase)
    seen.mapping = seen.mapping.with_role("start", lifecycle.START, reason)
    return as_relation(seen.engine, query, stored=True)


def _updates(seen: _Seen, relation: str) -> str:
    found = as_relation(seen.engine, updates.as_moments(seen.mapping, relation), stored=True)
    seen.notes.append(updates.note(seen.engine, found, seen.mapping))
    state = next(c for c in seen.mapping.reasons if c.role == "step")
    made = phrase("made from {column}, {why}; each row is an update of a ticket")
    reason = say(made, column=state.column, why=state.reason)
    seen.mapping = seen.mapping.with_role("step", updates.STEP, reason)
    seen.shape = f"updates of {state.column}"
    return found


def _settings(how: How, times: dict[Role, Reading], shape: str) -> tuple[tuple[str, str], ...]:
    order = next((t.order for t in times.values() if t.order), how.dates)
    found = {"timezone": how.timezone, "dates": order, "shape": shape}
    return tuple((k, v) for k, v in found.items() if v)
