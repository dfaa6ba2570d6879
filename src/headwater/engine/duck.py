"""DuckDB in memory over Arrow and Parquet: the default engine behind every measure."""

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

Table: TypeAlias = pa.Table


class Engine:
    """One private in-memory database with a memory limit and a capped spill folder.

    Nothing is fetched: extensions are never installed or loaded from a network.
    """

    def __init__(self, *, memory: str = "1GB", spill: str = "40GB", threads: int = 2) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="headwater-"))
        self._close = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._db = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": memory,
                "temp_directory": str(self.folder / "spill"),
                "max_temp_directory_size": spill,
                "threads": threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "preserve_insertion_order": True,
            },
        )
        self._db.execute("SET TimeZone = 'UTC'")
        self._db.execute("SET enable_progress_bar = false")

    def run(self, query: str, params: list[Any] | None = None) -> None:
        """Execute a statement for its effect."""
        self._db.execute(query, params)

    def sql(self, query: str, params: list[Any] | None = None) -> Table:
        """Execute a query; the rows as an Arrow table."""
        return self._db.sql(query, params=params).to_arrow_table()

    def stream(self, query: str, rows: int = 1_000_000) -> pa.RecordBatchReader:
        """Execute a query; the rows in batches, so that memory does not grow with their number."""
        return self._db.sql(query).to_arrow_reader(rows)

    def row(self, query: str, params: list[Any] | None = None) -> dict[str, Any]:
        """The first row of a query as a dictionary (empty when there is none)."""
        rows = self.sql(query, params).slice(0, 1).to_pylist()
        return rows[0] if rows else {}

    def register(self, name: str, data: pa.Table | pa.RecordBatchReader) -> None:
        """Make Arrow data readable by this name; the data is not copied."""
        self._db.register(name, data)

    def unregister(self, name: str) -> None:
        """Forget a registered name."""
        self._db.unregister(name)


def ident(name: str) -> str:
    """A column or table name, quoted for SQL whatever characters it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text value, quoted for SQL."""
    return "'" + value.replace("'", "''") + "'"
