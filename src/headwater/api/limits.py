"""How often a key may be used: so many times in each minute of the clock, counted in the database for all processes.

A process takes uses in blocks and spends them by itself: a statement in ten calls, not in each. What it has not spent
when the minute ends is lost, so all processes together never give more than the key has.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

BLOCKS: Final = 60
"""so many blocks are a minute's uses; with each, the key's last use is written down"""
_TAKE: Final = """
UPDATE api_apikey SET used = %s + CASE WHEN minute = %s THEN used ELSE 0 END, minute = %s, last_used_at = %s
WHERE id = %s RETURNING used"""


@dataclass(slots=True)
class Block:
    """What a process may still spend in a minute; `last`: the database has no more for this minute."""

    minute: int
    left: int = 0
    last: bool = False


class Limits:
    """The blocks of one process, by key."""

    def __init__(self) -> None:
        self.blocks: dict[int, Block] = {}
        self.lock = threading.Lock()

    def take(self, key: int, per_minute: int, now: datetime) -> float:
        """Use the key once; the seconds to wait where its minute is used up, else 0."""
        minute = int(now.timestamp()) // 60
        while not self._spent(key, minute):
            if self.blocks[key].last:
                return 60 - now.timestamp() % 60
            self._add(key, taken(key, per_minute, minute, now))
        return 0.0

    def _spent(self, key: int, minute: int) -> bool:
        with self.lock:
            block = self.blocks.get(key)
            if block is None or block.minute != minute:
                block = self.blocks[key] = Block(minute)
            block.left -= (spent := block.left > 0)
            return spent

    def _add(self, key: int, more: Block) -> None:
        with self.lock:
            block = self.blocks[key]
            block.left, block.last = block.left + more.left, block.last or more.last


def taken(key: int, per_minute: int, minute: int, now: datetime) -> Block:
    """A block of this minute's uses, taken in one statement, so that no use is given twice."""
    size = max(1, per_minute // BLOCKS)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [size, minute, minute, connection.ops.adapt_datetimefield_value(now), key])
        found = cursor.fetchone()
    left = min(size, max(0, per_minute - found[0] + size)) if found else 0
    return Block(minute, left, last=left < size)


LIMITS = Limits()
