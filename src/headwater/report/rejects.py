"""`rejected.csv`: where every row is that could not be read, and why."""

from pathlib import Path

from headwater.moments.domain import Record
from headwater.report.rowsets import safe_cells, write_csv


def write_rejects(record: Record, path: Path, *, values: bool) -> None:
    """Line, column and reason, with the file where several were read; what stood there may be a customer's, so it is
    written only when `values` says so."""
    rejected = record.source.rejected
    hidden = [] if values else ["value"]
    hidden += ["file"] if _one_file(record) else []
    write_csv(safe_cells(rejected.drop_columns([n for n in hidden if n in rejected.column_names])), path)


def _one_file(record: Record) -> bool:
    """Whether the rows are all of the file that was read; a list without rows is of no other file either."""
    rejected = record.source.rejected
    return "file" in rejected.column_names and set(rejected["file"].to_pylist()) <= {record.source.name}
