"""`rejected.csv`: where every row is that could not be read, and why."""

from pathlib import Path

from headwater.moments.domain import Record
from headwater.report.rowsets import safe_cells, write_csv


def write_rejects(record: Record, path: Path, *, values: bool) -> None:
    """Line, column and reason; what stood there may be a customer's, so it is written only when `values` says so."""
    rejected = record.source.rejected
    kept = rejected if values or "value" not in rejected.column_names else rejected.drop_columns(["value"])
    write_csv(safe_cells(kept), path)
