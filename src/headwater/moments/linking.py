"""Streams sorted moments through `edges.derive`, whole cases at a time, into `moments` and `cases_core` files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from headwater.moments.arrays import to_arrow, to_numpy, valid
from headwater.moments.attribute_lines import Seen, attribute_lines
from headwater.moments.caselines import case_lines
from headwater.moments.edges import NONE, Bools, Codes, Edges, Sorted, derive


@dataclass
class Noticed:
    """Counters over all batches; the names are those of `Counts`."""

    moments: int = 0
    cases: int = 0
    ties: int = 0
    unsorted: int = 0
    duplicates: int = 0
    negative_waits: int = 0
    negative_work: int = 0
    missing_starts: int = 0
    single_moment_cases: int = 0


class _Files:
    """The files being written; opened by the first table, closed together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writers: dict[str, pq.ParquetWriter] = {}

    def write(self, name: str, table: pa.Table) -> None:
        if name not in self.writers:
            self.writers[name] = self._open(name, table.schema)
        self.writers[name].write_table(table, row_group_size=250_000)

    def _open(self, name: str, schema: pa.Schema) -> pq.ParquetWriter:
        """Codes and times are written as they stand: twice the size, half the time. Attributes are texts."""
        texts = [c for c in schema.names if "@" in c]
        return pq.ParquetWriter(
            self.folder / f"{name}.parquet",
            schema,
            compression={c: "lz4" if c in texts else "none" for c in schema.names},
            use_dictionary=texts,
            write_statistics=["case_no"],
        )

    def close(self) -> None:
        for writer in self.writers.values():
            writer.close()


def write_linked(
    batches: pa.RecordBatchReader,
    folder: Path,
    *,
    timed: bool,
    seen: Seen | None = None,
) -> Noticed:
    """Write `moments.parquet`, `cases_core.parquet` and, where attributes are carried, `case_attributes.parquet`.

    The answer is what was noticed on the way; `seen` is filled with what was noticed of the attributes.
    """
    noticed, files = Noticed(), _Files(folder)
    for table in _whole_cases(batches):
        recorded = valid(table["started_at"]) if timed else np.zeros(table.num_rows, bool)
        m = _sorted(table, recorded, timed)
        edges = derive(m)
        _notice(noticed, m, edges, recorded, timed)
        files.write("moments", _with_edges(table, m, edges, recorded))
        files.write("cases_core", case_lines(table, m, edges))
        if seen is not None:
            files.write("case_attributes", attribute_lines(table, np.flatnonzero(edges.first), seen))
    files.close()
    return noticed


def _whole_cases(batches: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The tail of a batch waits for the rest of its case. An empty record still gives one empty table."""
    carry = pa.Table.from_batches([], batches.schema)
    for batch in batches:
        table = pa.concat_tables([carry, pa.Table.from_batches([batch])])
        case_no = to_numpy(table["case_no"], np.int32)
        cut = int(np.searchsorted(case_no, case_no[-1])) if len(case_no) else 0
        carry = table.slice(cut)
        if cut:
            yield table.slice(0, cut)
    yield carry


def _sorted(table: pa.Table, recorded: Bools, timed: bool) -> Sorted:
    codes = {name: to_numpy(table[name], np.int32, NONE) for name in ("case_no", "step", "who", "team")}
    done = to_numpy(table["done_at"], np.int64)
    started = np.where(recorded, to_numpy(table["started_at"], np.int64), done) if timed else done
    return Sorted(**codes, done=done, started=started, source_row=to_numpy(table["source_row"], np.int64))


def _notice(noticed: Noticed, m: Sorted, e: Edges, recorded: Bools, timed: bool) -> None:
    last = np.append(e.first[1:], True)[: len(e.first)]
    found: dict[str, int] = {
        "moments": len(m.case_no),
        "cases": _count(e.first),
        "ties": _count(e.tie),
        "unsorted": _count(e.unsorted),
        "duplicates": _count(e.duplicate),
        "negative_waits": _count(e.wait_s < 0),
        "negative_work": _count(m.done < m.started) if timed else 0,
        "missing_starts": _count(~recorded) if timed else 0,
        "single_moment_cases": _count(e.first & last),
    }
    for name, count in found.items():
        setattr(noticed, name, getattr(noticed, name) + count)


def _count(flags: Bools) -> int:
    return int(np.count_nonzero(flags))


def _with_edges(table: pa.Table, m: Sorted, e: Edges, recorded: Bools) -> pa.Table:
    added: dict[str, pa.Array] = {
        "seq": to_arrow(e.seq),
        "prev_step": _coded(e.prev_step),
        "prev_who": _coded(e.prev_who),
        "prev_team": _coded(e.prev_team),
        "wait_s": to_arrow(e.wait_s, ~e.first),
        "work_s": to_arrow((m.done - m.started) / 1e6, recorded),
        "visit": to_arrow(e.visit),
        "same_who": to_arrow(e.same_who),
        "edge_again": to_arrow(e.edge_again),
        "back_team": to_arrow(e.back_team),
        "back_who": to_arrow(e.back_who),
    }
    attributes = {name: table[name] for name in table.column_names if name.startswith("@")}
    return pa.table({**_coded_moments(m, recorded), **added, **attributes})


def _coded_moments(m: Sorted, recorded: Bools) -> dict[str, pa.Array]:
    moment = pa.timestamp("us")
    return {
        "case_no": to_arrow(m.case_no),
        "step": _coded(m.step),
        "who": _coded(m.who),
        "team": _coded(m.team),
        "done_at": to_arrow(m.done, kind=moment),
        "started_at": to_arrow(m.started, recorded, kind=moment),
        "source_row": to_arrow(m.source_row),
    }


def _coded(codes: Codes) -> pa.Array:
    return to_arrow(codes, codes != NONE)
