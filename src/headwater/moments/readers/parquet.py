"""Parquet: a view straight on the file, nothing is copied."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.engine import Engine, ident, literal
from headwater.moments.readers.raw import LINE, Options, Raw, fresh_name, unique_names
from headwater.shared.errors import InputError


def read(engine: Engine, path: Path, options: Options) -> Raw:  # noqa: ARG001 -- every reader is called so
    """The file's columns as they are; `row_number` counts the file's rows from 1."""
    names = _names(path)
    shown = unique_names(names)
    columns = ", ".join(f"{ident(n)} AS {ident(s)}" for n, s in zip(names, shown, strict=True))
    relation = fresh_name()
    engine.run(
        f"CREATE OR REPLACE VIEW {relation} AS SELECT file_row_number + 1 AS {LINE}, {columns} "
        f"FROM read_parquet({literal(str(path))}, file_row_number = true)"
    )
    return Raw(relation=relation, columns=tuple(shown))


def _names(path: Path) -> list[str]:
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(
            f"{path.name} begins like a Parquet file but cannot be read to its end ({_first(error)}); "
            "it was probably cut off while copying, so copy or export it again."
        ) from error


def _first(error: Exception) -> str:
    return str(error).splitlines()[0].strip().rstrip(".")[:160]
