"""Who waits to write has a turn, also beside somebody who writes nearly all the time."""

import sqlite3
import statistics
import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

pytestmark = [
    pytest.mark.skipif("config.getoption('--db') == 'postgres'", reason="PostgreSQL has many writers"),
    pytest.mark.django_db(transaction=True),
]


class Busy(threading.Thread):
    """Has the lock for 90 ms, leaves it free for 10, and so on; `turns` counts."""

    def __init__(self) -> None:
        super().__init__()
        self.stopping = threading.Event()
        self.turns = 0

    def run(self) -> None:
        own = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=20)
        while not self.stopping.is_set():
            own.execute("BEGIN IMMEDIATE")
            time.sleep(0.09)
            own.execute("COMMIT")
            self.turns += 1
            time.sleep(0.01)
        own.close()


def test_who_waits_takes_one_of_the_next_chances():
    connection.ensure_connection()
    busy = Busy()
    busy.start()
    missed = []
    try:
        for _ in range(15):
            time.sleep(0.03)
            before = busy.turns
            with transaction.atomic():
                missed.append(busy.turns - before)
    finally:
        busy.stopping.set()
        busy.join()
    assert statistics.median(missed) <= 2


def test_who_waits_too_long_is_told():
    own = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    own.execute("BEGIN IMMEDIATE")
    before = connection.settings_dict["OPTIONS"]["timeout"]
    connection.settings_dict["OPTIONS"]["timeout"] = 1
    try:
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    finally:
        connection.settings_dict["OPTIONS"]["timeout"] = before
        own.close()
