"""Which reader a file needs, told by its content and never by its name alone."""

from pathlib import Path

from headwater.engine import Engine
from headwater.moments.readers import delimited, parquet
from headwater.moments.readers.raw import Options, Raw
from headwater.shared.errors import InputError


def read(engine: Engine, path: Path, options: Options) -> Raw:
    if not path.exists():
        raise InputError(f"There is no file {path}.")
    with path.open("rb") as file:
        head = file.read(16)
    reader = parquet if head.startswith(b"PAR1") else delimited
    return reader.read(engine, path, options)
