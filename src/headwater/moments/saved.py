"""A layout kept on disk: what `layout.build` derives from a record, so that later questions need not sort again."""

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from headwater.engine import Engine, literal
from headwater.moments.attributes import view_cases
from headwater.moments.domain import Attribute, Counts, Record, Source
from headwater.moments.layout import DICTIONARIES, build

FORMAT = 2
"""Raised when the layout's tables change, so that older ones are laid out anew."""

TABLES = ("moments", "cases_core", "case_attributes")


def newest(layouts: Path, version: int) -> Path | None:
    """The finished layout of this version of the record, if there is one."""
    at = layouts / f"{version}.{FORMAT}"
    return at if (at / "about.json").exists() else None


def lay_out(layouts: Path, version: int, engine: Engine, source: Source) -> Path:
    """Lay the source out and keep it under this version; the one before stays for those who still read it."""
    record = build(engine, source)
    at, half = layouts / f"{version}.{FORMAT}", layouts / f".{version}.{os.getpid()}"
    half.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        if (engine.folder / f"{name}.parquet").exists():
            shutil.move(engine.folder / f"{name}.parquet", half / f"{name}.parquet")
    for name in DICTIONARIES.values():
        engine.run(f"COPY {name} TO {literal(str(half / f'{name}.parquet'))} (FORMAT parquet)")
    about = {
        "counts": asdict(record.counts),
        "attributes": [asdict(attribute) for attribute in record.attributes],
        "timing": record.timing,
    }
    (half / "about.json").write_text(json.dumps(about), encoding="utf-8")
    _put(half, at)
    _clear(layouts, version)
    return at


def load(at: Path, engine: Engine, source: Source) -> Record:
    """A kept layout as a record."""
    about = json.loads((at / "about.json").read_text(encoding="utf-8"))
    for name in TABLES:
        path = at / f"{name}.parquet"
        if path.exists():
            engine.run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({literal(str(path))})")
    for name in DICTIONARIES.values():
        file = literal(str(at / f"{name}.parquet"))
        engine.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet({file}) ORDER BY code")
    attributes = tuple(Attribute(**attribute) for attribute in about["attributes"])
    view_cases(engine, [attribute.name for attribute in attributes])
    return Record(
        engine=engine,
        source=source,
        counts=Counts(**about["counts"]),
        attributes=attributes,
        timing=about["timing"],
        notes=list(source.notes),
    )


def _put(half: Path, at: Path) -> None:
    """Rename the finished layout into place; another process may have been faster, with the same content."""
    try:
        half.rename(at)
    except OSError:
        shutil.rmtree(half)


def _clear(layouts: Path, version: int) -> None:
    for old in layouts.iterdir():
        number = old.name.split(".")[0]
        if number.isdigit() and int(number) < version - 1:
            shutil.rmtree(old, ignore_errors=True)
