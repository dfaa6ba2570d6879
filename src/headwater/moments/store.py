"""The record in a data folder: an append-only Delta table of moments, and the layout derived from its last version.

    FOLDER/moments/     the Delta table: role columns, every other column as `@name`, and where each moment is from:
                        _source (name), _batch (hash of the content), _row (in the source), _added (UTC)
    FOLDER/rejected/    what could not be read, one file per batch
    FOLDER/layouts/N/   moments and cases laid out for questions (`layout.py`), derived once from version N

An append is one commit: a reader sees all of a batch or none of it, and a process killed half-way leaves none.
The batch's hash is a Delta application transaction, so the same content is never added twice, not even at once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Record, Source
from headwater.moments.saved import lay_out, load, newest
from headwater.moments.union import stored_columns, union
from headwater.shared.errors import InputError
from headwater.shared.said import Said, amount, phrase, say
from headwater.shared.words import joined

TYPES = {"BOOLEAN": "BOOLEAN", "BIGINT": "BIGINT", "DOUBLE": "DOUBLE", "DATE": "DATE", "TIMESTAMPTZ": "TIMESTAMPTZ"}
SHOWN = {"BOOLEAN": "flag", "BIGINT": "number", "DOUBLE": "number", "DATE": "day", "TIMESTAMPTZ": "time"}


@dataclass(frozen=True)
class Added:
    """What an append did. `batch` is the hash of the content."""

    source: str
    batch: str
    moments: int
    rejected: int
    total: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.said())

    def said(self) -> Said:
        """What was done, in sentences."""
        parts = {"source": self.source, "total": amount(f"{self.total:,}")}
        if not self.moments:
            return say("{source} is in the record already; nothing was added to its {total} moments.", **parts)
        done = say(
            "{n} moments of {source} were added; the record holds {total}.", n=amount(f"{self.moments:,}"), **parts
        )
        if self.rejected:
            listed = say("{n} rows could not be read and are listed beside it.", n=amount(f"{self.rejected:,}"))
            done = joined(" ", [done, listed])
        return joined("\n", [done, *self.notes])


def is_record(folder: str | Path) -> bool:
    """Whether a folder holds a record."""
    return Path(folder).is_dir() and DeltaTable.is_deltatable(str(_table(Path(folder))))


def append(folder: str | Path, engine: Engine, source: Source, batch: str, *, now: datetime | None = None) -> Added:
    """Add the moments of a source, once. `batch` identifies its content; `now` stands in the record as its time."""
    folder = Path(folder)
    if _has(folder, batch):
        return Added(source.name, batch, 0, 0, count(folder))
    picks, notes = _picks(folder, engine, source)
    moments = int(engine.row(f"SELECT count(*) AS n FROM {source.relation}")["n"])
    if not moments:
        raise InputError(f"{source.name} holds no moments, so there is nothing to add; look at its rejected rows.")
    _keep_rejected(folder, source, batch)
    added = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None).isoformat()
    constants = f"{literal(source.name)} AS _source, {literal(batch)} AS _batch, row_number::BIGINT AS _row"
    query = f"SELECT {picks}, {constants}, {literal(added)}::TIMESTAMP::TIMESTAMPTZ AS _added FROM {source.relation}"
    try:
        write_deltalake(
            str(_table(folder)),
            engine.stream(query),
            mode="append",
            schema_mode="merge",
            commit_properties=CommitProperties(
                app_transactions=[Transaction(_application(batch), 1)],
                custom_metadata={"headwater.source": source.name, "headwater.batch": batch},
            ),
        )
    except CommitFailedError:
        if not _has(folder, batch):
            raise
        return Added(source.name, batch, 0, 0, count(folder))
    return Added(source.name, batch, moments, source.rejected.num_rows, count(folder), notes)


def count(folder: str | Path) -> int:
    """How many moments the record holds."""
    return int(DeltaTable(str(_table(Path(folder)))).count())


def open_record(folder: str | Path, *, memory: str = "1GB") -> Record:
    """Everything in the folder, laid out for questions; laid out again only when something was added since."""
    folder = Path(folder)
    if not is_record(folder):
        raise InputError(f"{folder} holds no record; put one there with: headwater import FILE --data {folder}.")
    table = DeltaTable(str(_table(folder)))
    engine = Engine(memory=memory)
    source = union(folder, table, engine)
    at = newest(folder / "layouts", table.version())
    if at is None:
        at = lay_out(folder / "layouts", table.version(), engine, source)
    return load(at, engine, source)


def _table(folder: Path) -> Path:
    return folder / "moments"


def _application(batch: str) -> str:
    return f"headwater-import-{batch}"


def _has(folder: Path, batch: str) -> bool:
    if not is_record(folder):
        return False
    return DeltaTable(str(_table(folder))).transaction_version(_application(batch)) is not None


def _keep_rejected(folder: Path, source: Source, batch: str) -> None:
    if source.rejected.num_rows:
        (folder / "rejected").mkdir(parents=True, exist_ok=True)
        pq.write_table(source.rejected, folder / "rejected" / f"{batch}.parquet")


def _picks(folder: Path, engine: Engine, source: Source) -> tuple[str, tuple[str, ...]]:
    """The columns to store: roles under their own names, the rest as `@name`, in the few types that Delta shares."""
    described = engine.sql(f"DESCRIBE SELECT * FROM {source.relation}")
    types = dict(zip(described["column_name"].to_pylist(), described["column_type"].to_pylist(), strict=True))
    roles = dict(source.mapping.roles())
    picks = [
        f"{ident(column)}::{'TIMESTAMPTZ' if role in ('at', 'start') else 'VARCHAR'} AS {role}"
        for role, column in roles.items()
    ]
    there, notes = stored_columns(DeltaTable(str(_table(folder))), engine) if is_record(folder) else {}, []
    for name in (n for n in types if n not in roles.values() and n != "row_number"):
        kind = _kind(types[name])
        stored = f"@{name}"
        before = there.get(stored, kind)
        if (before, kind) == ("DOUBLE", "BIGINT"):
            kind = "DOUBLE"
        elif before != kind:
            stored = f"@{name} ({SHOWN.get(kind, 'text')})"
            other = phrase("Column {column} holds another kind of value than before; it is kept as {kept}.")
            notes.append(say(other, column=repr(name), kept=repr(stored[1:])))
        picks.append(f"{ident(name)}::{kind} AS {ident(stored)}")
    return ", ".join(picks), tuple(notes)


def _kind(sql_type: str) -> str:
    if sql_type.startswith("TIMESTAMP"):
        return "TIMESTAMPTZ"
    if sql_type.endswith("INT") or sql_type == "INTEGER":
        return "DOUBLE" if "HUGE" in sql_type or sql_type == "UBIGINT" else "BIGINT"
    if sql_type.startswith(("DECIMAL", "FLOAT", "REAL", "DOUBLE")):
        return "DOUBLE"
    return sql_type if sql_type in TYPES else "VARCHAR"
