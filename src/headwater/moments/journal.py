"""A journal that another part keeps (the desk's) enters the record batch by batch, each exactly once, and compacted.

All batches of a journal share one Delta application transaction, whose version is the number of the last batch: the
record itself knows how far it is, so that a writer that was killed anywhere can ask and go on.
"""

from datetime import timedelta
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError

MOST_FILES = 48
"""small files that a journal may leave before they are made one"""
FINISHED = timedelta(hours=1)
"""a reader has opened the files it read from by then; older ones that are in no use are deleted"""


def journal_at(folder: str | Path, name: str) -> int:
    """The number of the last batch of this journal that is in the record; 0 before the first."""
    place = str(Path(folder) / "moments")
    if not DeltaTable.is_deltatable(place):
        return 0
    return DeltaTable(place).transaction_version(_application(name)) or 0


def append_journal(folder: str | Path, rows: pa.Table, *, name: str, batch: int) -> bool:
    """Add a batch; False where it, or a later one, is in the record already.

    `rows` has the record's role columns (`case`, `step`, `at` and others), attributes as `@name`, all text but the
    times, and `_row`, unique within the journal. All of it is added or, should the process die, none.
    """
    folder = Path(folder)
    if journal_at(folder, name) >= batch:
        return False
    place = folder / "moments"
    place.mkdir(parents=True, exist_ok=True)
    try:
        write_deltalake(
            str(place),
            _told(_fitting(place, rows), name),
            mode="append",
            schema_mode="merge",
            commit_properties=CommitProperties(
                app_transactions=[Transaction(_application(name), batch)],
                custom_metadata={"headwater.source": name, "headwater.batch": str(batch)},
            ),
        )
    except CommitFailedError:
        if journal_at(folder, name) < batch:
            raise
        return False
    return True


def compact(folder: str | Path, *, at_least: int = MOST_FILES, keep: timedelta = FINISHED) -> bool:
    """Make one file of the many small ones a journal leaves, and delete what nobody reads any more."""
    place = str(Path(folder) / "moments")
    if not DeltaTable.is_deltatable(place):
        return False
    table = DeltaTable(place)
    if len(table.file_uris()) < at_least:
        return False
    table.optimize.compact()
    table.vacuum(retention_hours=int(keep.total_seconds() // 3600), enforce_retention_duration=False, dry_run=False)
    table.create_checkpoint()
    clear_log(Path(place), DeltaTable(place).version() - 2 * at_least)
    return True


def clear_log(place: Path, before: int) -> None:
    """Delete the log's entries older than version `before`; a checkpoint must have been written at or after it."""
    for entry in (place / "_delta_log").iterdir():
        number = entry.name.split(".")[0]
        if number.isdigit() and int(number) < before:
            entry.unlink(missing_ok=True)


def _application(name: str) -> str:
    return f"headwater-journal-{name}"


def _told(rows: pa.Table, name: str) -> pa.Table:
    """One batch name for the whole journal: it is one source, however often it is added to."""
    added = pa.array([row.isoformat() for row in rows["at"].to_pylist()]).cast(pa.timestamp("us", "UTC"))
    text = pa.array([name] * rows.num_rows, pa.string())
    return rows.append_column("_source", text).append_column("_batch", text).append_column("_added", added)


def _fitting(place: Path, rows: pa.Table) -> pa.Table:
    """A column that holds another kind of value in the record already is kept beside it, as an import does."""
    if not DeltaTable.is_deltatable(str(place)):
        return rows
    there = {f.name: str(f.type) for f in DeltaTable(str(place)).schema().fields}
    names = [
        f"{n} (text)" if n.startswith("@") and "string" not in there.get(n, "string") else n for n in rows.column_names
    ]
    return rows.rename_columns(names)
