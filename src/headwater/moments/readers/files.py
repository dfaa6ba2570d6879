"""Which reader a file needs, told by its content and never by its name; many files as one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from headwater.engine import Engine, ident
from headwater.moments.readers import delimited, jsonlines, memory, parquet, xes, xlsx
from headwater.moments.readers.raw import LINE, Options, Raw, Reject, fresh_name
from headwater.moments.readers.signs import Form, form_of, misnamed
from headwater.shared.errors import InputError
from headwater.shared.said import say

FEWEST = 3
"""A record of moments has at least these columns: case, step and time."""
Reader = Callable[[Engine, Path, Options], Raw]
READERS: dict[Form, Reader] = {
    "parquet": parquet.read,
    "delimited": delimited.read,
    "json": jsonlines.read,
    "xlsx": xlsx.read,
    "xes": xes.read,
}


def read_any(engine: Engine, data: object, options: Options) -> tuple[str, Raw]:
    """A path, a list of paths, or a table in memory: its name and its raw relation."""
    if isinstance(data, str | Path):
        return Path(data).name, read_file(engine, Path(data), options)
    if isinstance(data, list | tuple) and data and all(isinstance(p, str | Path) for p in data):
        return _together(engine, [Path(p) for p in data], options)
    return "table in memory", memory.read(engine, data)


def read_file(engine: Engine, path: Path, options: Options) -> Raw:
    """One file by the reader that its content asks for; a name that says otherwise is noted, and is what the answer is
    about where the content is no table either."""
    form = form_of(path)
    said = misnamed(path, form)
    if said is None or form != "delimited":
        raw = READERS[form](engine, path, options)
        return replace(raw, notes=(said, *raw.notes)) if said else raw
    return _text_after_all(engine, path, options, said)


def _text_after_all(engine: Engine, path: Path, options: Options, said: str) -> Raw:
    """Text in a file named Parquet or Excel: a table, or nothing that can be used."""
    no_table = InputError(
        f"{said} It is no table of moments either, which has a case, a step and a time in each row; export the "
        "records again, as Parquet or as CSV with a line of column names."
    )
    try:
        raw = delimited.read(engine, path, options)
    except InputError as error:
        raise no_table from error
    if len(raw.columns) < FEWEST:
        raise no_table
    return replace(raw, notes=(said, *raw.notes))


def _together(engine: Engine, paths: list[Path], options: Options) -> tuple[str, Raw]:
    """Files one after the other as one relation; the rows of each go on counting where the last file ended."""
    raws = [read_file(engine, path, options) for path in paths]
    offset, parts, rejected, files = 0, list[str](), list[Reject](), list[tuple[str, int]]()
    for path, raw in zip(paths, raws, strict=True):
        names = ", ".join(map(ident, raw.columns))
        parts.append(f"SELECT {LINE} + {offset} AS {LINE}, {names} FROM {raw.relation}")
        files.append((path.name, offset))
        rejected += [replace(r, line=r.line + offset) for r in raw.rejected]
        last = engine.row(f"SELECT max({LINE}) AS n FROM {raw.relation}")["n"] or 0
        offset += max([int(last), *(r.line for r in raw.rejected)])
    relation = fresh_name()
    engine.run(f"CREATE OR REPLACE VIEW {relation} AS {' UNION ALL BY NAME '.join(parts)}")
    columns = tuple(dict.fromkeys(c for raw in raws for c in raw.columns))
    notes = tuple(
        say("{file}: {note}", file=p.name, note=n) for p, raw in zip(paths, raws, strict=True) for n in raw.notes
    )
    name = ", ".join(p.name for p in paths)
    words = {raw.line_word for raw in raws}
    word = words.pop() if len(words) == 1 else "row"
    return name, Raw(relation, columns, word, any(r.text for r in raws), tuple(rejected), notes, files=tuple(files))
