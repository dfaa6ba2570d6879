"""Forgetting somebody: every file of the record that holds them is rewritten, and the old ones are deleted at once."""

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable, QueryBuilder

from headwater.engine import ident, literal
from headwater.moments.journal import clear_log
from headwater.shared.mentions import mention

PIECE = 500
STAFF = ("who", "team", "step")
"""columns about ourselves: a customer's words in them are somebody else's name"""


def erase(
    folder: str | Path,
    *,
    cases: Collection[str] = (),
    customers: Collection[str] = (),
    words: Collection[str] = (),
) -> int:
    """Delete the moments of these cases, those of every case of one of these customers, and every moment with a text
    that holds one of `words` by itself (letters large or small throughout); how many.

    Afterwards no file in the folder holds them: layouts are made anew, rejected rows that hold a word are deleted, and
    the table's log begins anew, because it quotes values. Whoever is reading the record meanwhile has to open it again.
    """
    folder = Path(folder)
    _forget_rejected(folder, _lower({*words, *customers}))
    if not _there(folder):
        return 0
    table = DeltaTable(str(folder / "moments"))
    predicates = _predicates(table, cases, customers, words)
    gone = sum(int(table.delete(predicate)["num_deleted_rows"]) for predicate in predicates)
    _leave_no_trace(folder, folder / "moments")
    return gone


def about(
    folder: str | Path,
    *,
    cases: Collection[str] = (),
    customers: Collection[str] = (),
    words: Collection[str] = (),
) -> list[dict[str, Any]]:
    """The moments that `erase` would delete, as plain rows: what the record holds about somebody."""
    folder = Path(folder)
    if not _there(folder):
        return []
    table = DeltaTable(str(folder / "moments"))
    every = " OR ".join(f"({predicate})" for predicate in _predicates(table, cases, customers, words))
    if not every:
        return []
    found = QueryBuilder().register("moments", table).execute(f"SELECT * FROM moments WHERE {every}")
    rows: list[dict[str, Any]] = pa.table(found.read_all()).to_pylist()
    return rows


def _there(folder: Path) -> bool:
    return DeltaTable.is_deltatable(str(folder / "moments"))


def _lower(words: Collection[str]) -> list[str]:
    return sorted({word.casefold() for word in words if word.strip()})


def _predicates(
    table: DeltaTable, cases: Collection[str], customers: Collection[str], words: Collection[str]
) -> list[str]:
    fields = table.schema().fields
    texts = [f.name for f in fields if "string" in str(f.type) and not f.name.startswith("_") and f.name not in STAFF]
    every = sorted({*cases, *_cases_of(table, _lower(customers))})
    listed = [every[i : i + PIECE] for i in range(0, len(every), PIECE)]
    found = [f"{ident('case')} IN ({', '.join(literal(c) for c in piece)})" for piece in listed]
    return [*found, *(part for name in texts for part in _mentioning(table, name, _lower(words)))]


def _mentioning(table: DeltaTable, name: str, words: list[str]) -> list[str]:
    """Predicates for the texts of a column that hold a word by itself: SQL finds parts of others' words as well."""
    if not words:
        return []
    near = " OR ".join(f"strpos(lower({ident(name)}), {literal(word)}) > 0" for word in words)
    asked = f"SELECT DISTINCT {ident(name)} AS said FROM moments WHERE {near}"
    rows = pa.table(QueryBuilder().register("moments", table).execute(asked).read_all())
    texts = [text for text in rows["said"].to_pylist() if any(mention(word).search(text) for word in words)]
    listed = [texts[i : i + PIECE] for i in range(0, len(texts), PIECE)]
    return [f"{ident(name)} IN ({', '.join(literal(text) for text in piece)})" for piece in listed]


def _cases_of(table: DeltaTable, customers: list[str]) -> set[str]:
    if not customers or "customer" not in {f.name for f in table.schema().fields}:
        return set()
    known = table.to_pyarrow_table(columns=["case", "customer"])
    hit = pc.is_in(pc.utf8_lower(known["customer"].cast(pa.string())), value_set=pa.array(customers))
    return set(known.filter(hit)["case"].to_pylist())


def _leave_no_trace(folder: Path, place: Path) -> None:
    """A commit without values, a checkpoint of it, then nothing that is older."""
    table = DeltaTable(str(place))
    table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
    table.alter.set_table_properties({"delta.deletedFileRetentionDuration": "interval 0 seconds"})
    table = DeltaTable(str(place))
    table.create_checkpoint()
    clear_log(place, table.version())
    shutil.rmtree(folder / "layouts", ignore_errors=True)


def _forget_rejected(folder: Path, words: list[str]) -> None:
    for path in sorted((folder / "rejected").glob("*.parquet")) if words else []:
        table = pq.read_table(path)
        held = [any(mention(w).search(str(v)) for w in words) for v in table["value"].to_pylist()]
        if any(held):
            draft = path.with_suffix(".new")
            pq.write_table(table.filter(pa.array([not h for h in held])), draft)
            draft.replace(path)
