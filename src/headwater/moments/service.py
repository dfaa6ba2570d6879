"""Reading real records: `read` a file to questions, `open_source` a file to typed moments, `columns` what was seen,
`append` a file to the record in a folder."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from headwater.engine import Engine
from headwater.moments import mapping_file, store
from headwater.moments.columns import Recognition, recognition
from headwater.moments.domain import Meaning, Record, Role, Source
from headwater.moments.erasing import about, erase
from headwater.moments.fingerprint import content
from headwater.moments.journal import append_journal, compact, journal_at
from headwater.moments.layout import build
from headwater.moments.readers.files import read_any
from headwater.moments.readers.raw import Options, Raw
from headwater.moments.recognise.prepare import How, prepare
from headwater.moments.store import Added, is_record, open_record
from headwater.shared.errors import UsageError
from headwater.shared.said import say

KINDS_NOT_KEPT = say(
    "What the mapping file says of case mix, links and signs is not part of the record; say it to diagnose."
)
__all__ = [
    "about",
    "append",
    "append_journal",
    "columns",
    "compact",
    "erase",
    "journal_at",
    "open_source",
    "read",
    "write_mapping",
]

Dates = Literal["day first", "month first"]


def read(
    data: object,
    *,
    wide: bool = True,
    memory: str = "1GB",
    **how: Any,
) -> Record:
    """A file, a list of files or a table in memory, laid out for questions.

    `how` is what `open_source` takes: roles by column name and how the file is written. A folder that holds a
    record (`append`) is read as it is.
    """
    if isinstance(data, str | Path) and is_record(data):
        return _opened(data, memory, how)
    engine = Engine(memory=memory)
    return build(engine, open_source(engine, data, **how), wide=wide)


def append(data: object, folder: str | Path, *, memory: str = "1GB", **how: Any) -> Added:
    """Add a file, a list of files or a table in memory to the record in a folder; the same content adds nothing.

    Takes what `open_source` takes. All of it is added or, should the process die, none of it.
    """
    engine = Engine(memory=memory)
    source = open_source(engine, data, **how)
    added = store.append(folder, engine, source, content(data, engine, source))
    return replace(added, notes=(*added.notes, KINDS_NOT_KEPT)) if source.kinds else added


def open_source(
    engine: Engine,
    data: object,
    *,
    case: str | None = None,
    step: str | None = None,
    at: str | None = None,
    start: str | None = None,
    who: str | None = None,
    team: str | None = None,
    customer: str | None = None,
    channel: str | None = None,
    ignored: tuple[str, ...] = (),
    mapping: str | Path | None = None,
    timezone: str | None = None,
    dates: Dates | None = None,
    shape: Literal["updates", "events"] | None = None,
    reject_share: float = 0.05,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    options: Options | None = None,
) -> Source:
    """A file made readable: columns recognised unless named here or in the mapping file, rows typed.

    A role set to "" is played by no column; `options` has the limits that stop a hostile file. Raises InputError
    where the file cannot be used, UsageError where the call is wrong.
    """
    named = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    set_here: dict[Role, str] = {role: name for role, name in named.items() if name is not None}  # type: ignore[misc]  # the keys are roles
    saved = mapping_file.read(mapping) if mapping is not None else mapping_file.Saved({}, (), {})
    how = _how(set_here, ignored, saved, timezone, dates, shape, reject_share)
    name, raw = read_any(engine, data, (options or Options()).written(encoding, delimiter, sheet))
    return replace(prepare(engine, name, raw, how), kinds=_kinds(saved, raw))


def columns(data: object, *, memory: str = "1GB", **how: Any) -> Recognition:
    """What each column was recognised as, and why: prints well. Takes what `open_source` takes."""
    if isinstance(data, str | Path) and is_record(data):
        record = _opened(data, memory, how)
        return recognition(record.engine, record.source)
    engine = Engine(memory=memory)
    return recognition(engine, open_source(engine, data, **how))


def write_mapping(path: str | Path, source: Source) -> None:
    """Write how a source is read as a TOML file, to be changed by hand and given back as `mapping`."""
    mapping_file.write(path, source)


def _opened(folder: str | Path, memory: str, how: dict[str, Any]) -> Record:
    """A record as it was imported: what says how a file is to be read comes too late, and is not taken silently."""
    if late := [name for name, value in how.items() if value and name not in ("timezone", "reject_share")]:
        raise UsageError(
            f"{folder} is a record, whose columns were settled when they were imported, so {', '.join(late)} cannot "
            "be set now; import the file again into a new folder with it."
        )
    return open_record(folder, memory=memory)


def _kinds(saved: mapping_file.Saved, raw: Raw) -> tuple[tuple[str, Meaning], ...]:
    for column, kind in saved.kinds:
        if column not in raw.columns:
            raise UsageError(f"There is no column {column} (set as {kind} in the mapping file); see headwater columns.")
    return saved.kinds


def _how(
    set_here: dict[Role, str],
    ignored: tuple[str, ...],
    saved: mapping_file.Saved,
    timezone: str | None,
    dates: Dates | None,
    shape: str | None,
    reject_share: float,
) -> How:
    order = dates or saved.settings.get("dates")
    if order not in (None, "day first", "month first"):
        raise UsageError(f'dates can be "day first" or "month first", not {order!r}.')
    form = shape or saved.settings.get("shape")
    if form not in (None, "updates", "events"):
        raise UsageError(f'shape can be "updates" or "events", not {form!r}.')
    return How(
        roles={**saved.roles, **set_here},
        ignored=(*saved.ignored, *ignored),
        timezone=timezone or saved.settings.get("timezone"),
        dates=order,  # type: ignore[arg-type]  # one of the two, as checked above
        shape=form,
        reject_share=reject_share,
    )
