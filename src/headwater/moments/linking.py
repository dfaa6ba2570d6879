"""Streams sorted moments through `edges.derive`, whole cases at a time, into `moments` and `cases_core` files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headwater.moments.caselines import case_lines
from headwater.moments.edges import NONE, Edges, Ints, Sorted, derive


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
    """The two files being written; opened by the first table, closed together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writers: dict[str, pq.ParquetWriter] = {}

    def write(self, name: str, table: pa.Table) -> None:
        if name not in self.writers:
            path = self.folder / f"{name}.parquet"
            self.writers[name] = pq.ParquetWriter(path, table.schema, compression="lz4")
        self.writers[name].write_table(table, row_group_size=250_000)

    def close(self) -> None:
        for writer in self.writers.values():
            writer.close()


def write_linked(batches: pa.RecordBatchReader, folder: Path, *, timed: bool) -> Noticed:
    """Write `moments.parquet` and `cases_core.parquet`; the answer is what was noticed on the way."""
    noticed, files = Noticed(), _Files(folder)
    for table in _whole_cases(batches):
        m = _sorted(table, timed)
        edges = derive(m)
        recorded = table["started_at"].is_valid().to_numpy()
        _notice(noticed, m, edges, recorded, timed)
        linked = _with_edges(table, m, edges, recorded)
        files.write("moments", linked)
        files.write("cases_core", case_lines(linked, m, edges))
    files.close()
    return noticed


def _whole_cases(batches: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The tail of a batch waits for the rest of its case. An empty record still gives one empty table."""
    carry = batches.schema.empty_table()
    for batch in batches:
        table = pa.concat_tables([carry, pa.Table.from_batches([batch])])
        case_no = table["case_no"].to_numpy()
        cut = int(np.searchsorted(case_no, case_no[-1])) if len(case_no) else 0
        carry = table.slice(cut)
        if cut:
            yield table.slice(0, cut)
    yield carry


def _sorted(table: pa.Table, timed: bool) -> Sorted:
    done = _micros(table["done_at"])
    started = done
    if timed:
        recorded = table["started_at"].is_valid().to_numpy()
        started = np.where(recorded, _micros(table["started_at"]), done)
    codes = {
        name: pc.fill_null(table[name], NONE).to_numpy().astype(np.int64) for name in ("case_no", "step", "who", "team")
    }
    return Sorted(**codes, done=done, started=started, source_row=table["source_row"].to_numpy())


def _micros(column: pa.ChunkedArray) -> Ints:
    whole: Ints = pc.fill_null(column.cast(pa.timestamp("us")).cast(pa.int64()), 0).to_numpy()
    return whole


def _notice(noticed: Noticed, m: Sorted, e: Edges, recorded: npt.NDArray[np.bool_], timed: bool) -> None:
    last = np.append(e.first[1:], True)[: len(e.first)]
    found = {
        "moments": len(m.case_no),
        "cases": e.first.sum(),
        "ties": e.tie.sum(),
        "unsorted": e.unsorted.sum(),
        "duplicates": e.duplicate.sum(),
        "negative_waits": (e.wait_s < 0).sum(),
        "negative_work": (m.done < m.started).sum(),
        "missing_starts": (~recorded).sum() if timed else 0,
        "single_moment_cases": (e.first & last).sum(),
    }
    for name, count in found.items():
        setattr(noticed, name, getattr(noticed, name) + int(count))


def _with_edges(table: pa.Table, m: Sorted, e: Edges, recorded: npt.NDArray[np.bool_]) -> pa.Table:
    added: dict[str, pa.Array] = {
        "seq": pa.array(e.seq.astype(np.int32)),
        "prev_step": _coded(e.prev_step),
        "prev_who": _coded(e.prev_who),
        "prev_team": _coded(e.prev_team),
        "wait_s": pa.array(e.wait_s, mask=e.first),
        "work_s": pa.array((m.done - m.started) / 1e6, mask=~recorded),
        "visit": pa.array(e.visit.astype(np.int32)),
        "same_who": pa.array(e.same_who),
        "back_team": pa.array(e.back_team),
    }
    for name, column in added.items():
        table = table.append_column(name, column)
    return table


def _coded(codes: Ints) -> pa.Array:
    return pa.array(codes.astype(np.int32), mask=codes == NONE)
