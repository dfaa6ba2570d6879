"""All batches of a record as one source: in the order they were added, then as they stood in their file."""

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import ROLES, Mapping, Source
from headwater.shared.said import say
from headwater.shared.words import count


def stored_columns(table: DeltaTable, engine: Engine) -> dict[str, str]:
    """The stored columns with their engine types."""
    files = _files(table)
    described = engine.sql(f"DESCRIBE SELECT * FROM {files}")
    types = (t.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ") for t in described["column_type"].to_pylist())
    return dict(zip(described["column_name"].to_pylist(), types, strict=True))


def _files(table: DeltaTable) -> str:
    listed = ", ".join(literal(uri.removeprefix("file://")) for uri in table.file_uris())
    return f"read_parquet([{listed}], union_by_name = true)"


def union(folder: Path, table: DeltaTable, engine: Engine) -> Source:
    """All batches as one source: in the order they were added, then as they stood in their file."""
    files, columns = _files(table), stored_columns(table, engine)
    attributes = {name[1:]: name for name in columns if name.startswith("@")}
    names = {role: role if role not in attributes else f"{role} of the record" for role in ROLES if role in columns}
    picks = [f"{ident(r)}{'::TIMESTAMP' if r in ('at', 'start') else ''} AS {ident(n)}" for r, n in names.items()]
    for name, column in attributes.items():
        cast = "::TIMESTAMP" if columns[column] == "TIMESTAMPTZ" else ""
        picks.append(f"{ident(column)}{cast} AS {ident(name)}")
    engine.run(
        "CREATE OR REPLACE TABLE batches AS SELECT _batch AS batch, any_value(_source) AS source, count(*) AS moments, "
        f"min(_added) AS added, min(_row) AS low, max(_row) AS high FROM {files} GROUP BY _batch"
    )
    engine.run(
        "CREATE OR REPLACE VIEW recorded AS WITH offsets AS (SELECT batch, coalesce(sum(high - low + 1) OVER "
        "(ORDER BY added, batch ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT - low AS shift "
        "FROM batches) "
        f"SELECT {', '.join(picks)}, o.shift + m._row AS row_number FROM {files} m JOIN offsets o ON o.batch = m._batch"
    )
    sources = engine.sql("SELECT source, moments FROM batches ORDER BY added, batch").to_pylist()
    notes = tuple(say("{n} moments from {source}", n=count(row["moments"]), source=row["source"]) for row in sources)
    mapping = Mapping(**{str(role): name for role, name in names.items()})  # type: ignore[arg-type]  # its fields are the roles
    return Source(folder.name, "recorded", mapping, _rejected(folder, engine), notes)


def _rejected(folder: Path, engine: Engine) -> pa.Table:
    batches = engine.sql("SELECT batch FROM batches")["batch"].to_pylist()
    files = [folder / "rejected" / f"{batch}.parquet" for batch in batches]
    listed = ", ".join(literal(str(file)) for file in files if file.exists())
    if not listed:
        return engine.sql(
            "SELECT '' AS file, NULL::BIGINT AS line, '' AS \"column\", '' AS reason, '' AS value WHERE false"
        )
    return engine.sql(f"SELECT * FROM read_parquet([{listed}], union_by_name = true)")
