"""Forgetting somebody: every file of the record that holds them is rewritten, and the old ones are deleted at once."""

import shutil
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable

from headwater.engine import ident, literal
from headwater.moments.journal import clear_log

PIECE = 500


def erase(folder: str | Path, *, cases: Collection[str] = (), words: Collection[str] = ()) -> int:
    """Delete the moments of these cases, of every case whose customer is one of `words`, and every moment with a text
    that holds one of `words` (letters large or small); how many.

    Afterwards no file in the folder holds them: layouts are made anew, rejected rows that hold a word are deleted, and
    the table's log begins anew, because it quotes values. Whoever is reading the record meanwhile has to open it again.
    """
    folder = Path(folder)
    place = folder / "moments"
    lower = sorted({word.casefold() for word in words if word.strip()})
    _forget_rejected(folder, lower)
    if not DeltaTable.is_deltatable(str(place)):
        return 0
    table = DeltaTable(str(place))
    gone = 0
    for predicate in _predicates(table, sorted({*cases, *_cases_of(table, lower)}), lower):
        gone += int(table.delete(predicate)["num_deleted_rows"])
    _leave_no_trace(folder, place)
    return gone


def _cases_of(table: DeltaTable, words: list[str]) -> set[str]:
    names = {f.name for f in table.schema().fields}
    if not words or not {"case", "customer"} <= names:
        return set()
    known = table.to_pyarrow_table(columns=["case", "customer"])
    hit = pc.is_in(pc.utf8_lower(known["customer"].cast(pa.string())), value_set=pa.array(words))
    return set(known.filter(hit)["case"].to_pylist())


def _predicates(table: DeltaTable, cases: list[str], words: list[str]) -> list[str]:
    texts = [f.name for f in table.schema().fields if "string" in str(f.type) and not f.name.startswith("_")]
    found = [
        f"{ident('case')} IN ({', '.join(literal(c) for c in cases[i : i + PIECE])})"
        for i in range(0, len(cases), PIECE)
    ]
    holding = [f"strpos(lower({ident(name)}), {literal(word)}) > 0" for name in texts for word in words]
    return [*found, *(" OR ".join(holding[i : i + PIECE]) for i in range(0, len(holding), PIECE))]


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
        held = [any(w in str(v).casefold() for w in words) for v in table["value"].to_pylist()]
        if any(held):
            draft = path.with_suffix(".new")
            pq.write_table(table.filter(pa.array([not h for h in held])), draft)
            draft.replace(path)
