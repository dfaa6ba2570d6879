"""Reading real records: `read` a file to questions, `open_source` a file to typed moments, `columns` what was seen."""

from pathlib import Path
from typing import Any

from headwater.engine import Engine, ident
from headwater.moments.domain import Record, Source
from headwater.moments.layout import build
from headwater.moments.readers import kinds
from headwater.moments.readers import memory as in_memory
from headwater.moments.readers.raw import Options, rejects_table
from headwater.moments.recognise.profile import profile
from headwater.moments.recognise.roles import recognise


def read(data: Any, *, memory: str = "1GB", wide: bool = True, **how: Any) -> Record:
    """A file, a list of files or a table in memory, laid out for questions."""
    engine = Engine(memory=memory)
    return build(engine, open_source(engine, data, **how), wide=wide)


def open_source(
    engine: Engine,
    data: Any,
    *,
    timezone: str | None = None,
    dates: str | None = None,
    reject_share: float = 0.05,
    mapping: str | None = None,
    **roles: str,
) -> Source:
    raw = kinds.read(engine, Path(data), Options()) if isinstance(data, (str, Path)) else in_memory.read(engine, data)
    columns = profile(engine, raw)
    found = recognise(raw, columns, roles)
    times = {c for c in (found.at, found.start) if c}
    picks = ["row_number"] + [
        f"TRY_CAST({ident(c)} AS TIMESTAMP) AS {ident(c)}" if c in times else ident(c) for c in raw.columns
    ]
    engine.run(f"CREATE OR REPLACE VIEW source AS SELECT {', '.join(picks)} FROM {raw.relation}")
    return Source(str(data)[:80], "source", found, rejects_table(raw.rejected), raw.notes)
