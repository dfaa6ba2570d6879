"""The typed relation of a file: role columns as they are read, attributes by kind, unusable rows left out."""

from pathlib import Path
from uuid import uuid4

import pyarrow.parquet as pq

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Mapping, Role
from headwater.moments.readers.raw import LINE, Raw
from headwater.moments.recognise.kinds import Typed
from headwater.moments.recognise.profile import Column
from headwater.moments.recognise.rejects import usable
from headwater.moments.recognise.times import Reading

BATCH_ROWS = 200_000


def typed_query(
    raw: Raw,
    mapping: Mapping,
    columns: dict[str, Column],
    times: dict[Role, Reading],
    typed: list[Typed],
    *,
    whole: bool,
) -> str:
    """SELECT of `row_number` and every column in the file's order; `whole` when no row has to be left out."""
    sql = {t.column: t.sql for t in typed}
    for role, column in mapping.roles():
        sql[column] = times[role].sql if role in times else columns[column].sql
    sql |= {c: columns[c].sql for c in mapping.ignored if c not in sql}
    picks = ", ".join(f"{sql[c]} AS {ident(c)}" for c in raw.columns)
    where = "" if whole else f" WHERE {usable(mapping, columns, times['at'])}"
    return f"SELECT {LINE}, {picks} FROM {raw.relation}{where}"


def as_relation(engine: Engine, query: str, *, stored: bool) -> str:
    """A view of the query; `stored` first writes its rows to disk, so that parsing is done once."""
    name = f"source_{uuid4().hex[:12]}"
    if stored:
        path = engine.folder / f"{name}.parquet"
        _write(engine, query, path)
        query = f"SELECT * FROM read_parquet({literal(str(path))})"
    engine.run(f"CREATE OR REPLACE VIEW {name} AS {query}")
    return name


def _write(engine: Engine, query: str, path: Path) -> None:
    """Batch by batch: the engine's own writer needs some megabytes for each column."""
    reader = engine.stream(query, BATCH_ROWS)
    with pq.ParquetWriter(path, reader.schema, compression="lz4") as writer:
        for batch in reader:
            writer.write_batch(batch)
