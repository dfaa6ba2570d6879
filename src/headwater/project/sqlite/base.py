"""Django's SQLite, where everybody who waits to write has a turn.

SQLite has one writer. Who waits asks again by itself, soon at first and then only every tenth of a second, while a busy
process that has just written takes the lock again at once: the other finds it taken each time, and after 20 seconds
gives up. Here who waits asks every few milliseconds instead, for as long.
"""

import sqlite3
import time

from django.db.backends.sqlite3 import base

ASKED_MS = 4
"""SQLite asks again after 1 and 2 ms and then tells us"""


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend that ENGINE names."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = 1000 * int(self.settings_dict["OPTIONS"]["timeout"])
        until = time.monotonic() + patience / 1000
        self.connection.execute(f"PRAGMA busy_timeout={ASKED_MS}")
        try:
            while not self._begun(last=time.monotonic() > until):
                pass
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={patience}")

    def _begun(self, *, last: bool) -> bool:
        """Whether the transaction has begun; the last time the trouble goes up, as Django's own."""
        if last:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own stubs leave it out
            return True
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True
