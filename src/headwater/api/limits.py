"""How often a key may be used: a bucket that fills by the minute. Each web process counts for itself."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """What is left, and when that was so."""

    left: float
    at: float


class Limits:
    """Buckets by key; a bucket that is full again is forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = 10_000) -> None:
        self.clock = clock
        self.most = most
        self.buckets: dict[int, Bucket] = {}
        self.lock = threading.Lock()

    def take(self, key: int, per_minute: int) -> float:
        """Take one use out of the key's bucket; the seconds to wait where it is empty, else 0."""
        now, pace = self.clock(), per_minute / 60
        with self.lock:
            bucket = self.buckets.setdefault(key, Bucket(per_minute, now))
            bucket.left = min(per_minute, bucket.left + (now - bucket.at) * pace)
            bucket.at = now
            if len(self.buckets) > self.most:
                self.buckets = {k: b for k, b in self.buckets.items() if now - b.at < 60}
            if bucket.left < 1:
                return (1 - bucket.left) / pace
            bucket.left -= 1
            return 0.0


LIMITS = Limits()
