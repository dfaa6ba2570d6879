"""Rows on their way from a text file to a relation: batches are written to disk, so memory does not grow."""

from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.engine import Engine, literal
from headwater.moments.readers.raw import LINE


class Spool:
    """Parts of a text table on disk. Parts may have different columns: a missing one is read as missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._folder = Path(mkdtemp(prefix="spool-", dir=engine.folder))
        self._writer: pq.ParquetWriter | None = None
        self._parts = 0
        self.columns: dict[str, None] = {}
        self.rows = 0

    def add(self, table: pa.Table) -> None:
        """Write one batch: text columns and `row_number`."""
        if not table.num_rows:
            return
        if self._writer is None or self._writer.schema != table.schema:
            self._open(table.schema)
        assert self._writer is not None
        self._writer.write_table(table)
        self.rows += table.num_rows

    def relation(self, name: str) -> str:
        """Close the last part; the view over all parts."""
        self.close()
        files = literal(str(self._folder / "*.parquet"))
        self._engine.run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({files}, union_by_name = true)")
        return name

    def close(self) -> None:
        """Finish the part that is being written."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _open(self, schema: pa.Schema) -> None:
        self.close()
        self.columns |= dict.fromkeys(n for n in schema.names if n != LINE)
        path = self._folder / f"{self._parts:05d}.parquet"
        self._writer = pq.ParquetWriter(path, schema, compression="lz4")
        self._parts += 1
