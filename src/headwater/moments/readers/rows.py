"""Rows that come one by one with columns of their own (JSON, XES, XLSX), spooled in batches of text columns."""

import numpy as np
import pyarrow as pa

from headwater.engine import Engine
from headwater.moments.readers.raw import LINE, MISSING, Options, Raw, Reject, fresh_name, numbers, refuse_wide, texts
from headwater.moments.readers.spool import Spool
from headwater.shared.errors import InputError

BATCH_CELLS = 1_000_000
_MISSING = frozenset(MISSING)


class Rows:
    """Collects rows as dictionaries of text; `close` gives the relation. Memory holds one batch."""

    def __init__(self, engine: Engine, options: Options) -> None:
        self.spool = Spool(engine)
        self.rejected: list[Reject] = []
        self._batch_rows = options.batch_rows
        self._lines: list[int] = []
        self._columns: dict[str, list[str | None]] = {}
        self._names: dict[str, str] = {}

    def add(self, line: int, row: dict[str, str | None]) -> None:
        """One row of the file, at its line."""
        count = len(self._lines)
        for name, value in row.items():
            if name not in self._columns:
                self._columns[name] = [None] * count
            self._columns[name].append(None if value in _MISSING else value)
        self._lines.append(line)
        for column in self._columns.values():
            if len(column) <= count:
                column.append(None)
        if count + 1 >= self._batch_rows or (count + 1) * len(self._columns) >= BATCH_CELLS:
            self._write()

    def reject(self, line: int, reason: str, value: str | None = None) -> None:
        """One row that could not be read."""
        self.rejected.append(Reject(line, None, reason, value))

    def close(self, file: str, *, line_word: str, notes: tuple[str, ...] = ()) -> Raw:
        """All rows as a raw relation. Raises InputError when there is none."""
        self._write()
        if not self.spool.rows:
            raise InputError(self._nothing(file, line_word))
        relation = self.spool.relation(fresh_name())
        return Raw(relation, tuple(self.spool.columns), line_word, True, tuple(self.rejected), notes)

    def _nothing(self, file: str, line_word: str) -> str:
        if not self.rejected:
            return f"{file} holds no rows; export it again with its data."
        first = self.rejected[0]
        return f"No row of {file} could be read: {line_word} {first.line} is {first.reason}; check the export."

    def _write(self) -> None:
        if not self._lines:
            return
        refuse_wide("The file", len(self._columns))
        arrays = [texts(values) for values in self._columns.values()]
        shown = [self._name(name) for name in self._columns]
        lines = numbers(np.array(self._lines, dtype=np.int64))
        self.spool.add(pa.table([*arrays, lines], names=[*shown, LINE]))
        self._lines, self._columns = [], {name: [] for name in self._columns}

    def _name(self, name: str) -> str:
        """A name that differs from all others also when case is not looked at, as the engine's names do not."""
        if name not in self._names:
            taken = {n.lower() for n in self._names.values()} | {LINE}
            shown, number = name, 1
            while shown.lower() in taken:
                number += 1
                shown = f"{name} ({number})"
            self._names[name] = shown
        return self._names[name]
