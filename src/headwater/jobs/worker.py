"""The worker process: runs what is scheduled and what is queued, a few at a time, until it is told to stop."""

import logging
import os
import secrets
import signal
import socket
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from typing import Any

from django.db import close_old_connections, connections
from django.utils import timezone

from headwater.jobs import queue, scheduler
from headwater.jobs.domain import Every
from headwater.jobs.models import Worker as Seen
from headwater.jobs.schedule import SCHEDULE

AT_ONCE = 4
BEAT = 5.0
"""seconds between two signs of life; a lease lasts six of them"""
LOOK = 0.5
"""seconds between two looks at the queue when it is empty"""
log = logging.getLogger(__name__)


class Worker:
    """One process's worker; `run` returns after `stop`, when what was being done is done."""

    def __init__(self, schedule: list[Every], *, clock: Callable[[], datetime] = timezone.now) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.schedule = schedule
        self.clock = clock
        self.stopping = threading.Event()
        self.doing: dict[Future[None], str] = {}
        self.beat_at: datetime | None = None

    def stop(self) -> None:
        """Take nothing new."""
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        scheduler.plan(self.schedule, now=self.clock())
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job") as pool:
            while not self.stopping.is_set():
                if not self.look(pool):
                    self.stopping.wait(LOOK)
        connections.close_all()

    def look(self, pool: ThreadPoolExecutor) -> bool:
        """One round: give signs of life, start what is due while a thread is free; whether anything was started."""
        close_old_connections()
        self._beat(self.clock())
        started = False
        for every in scheduler.claim(self.schedule, worker=self.name, now=self.clock()) if self._free() else []:
            started = self._start(pool, every.name, self._scheduled, every)
        if self._free() and (held := queue.take(worker=self.name)):
            started = self._start(pool, "", self._queued, held)
        return started

    def _free(self) -> bool:
        self.doing = {future: name for future, name in self.doing.items() if not future.done()}
        return len(self.doing) < AT_ONCE

    def _beat(self, now: datetime) -> None:
        if self.beat_at is not None and (now - self.beat_at).total_seconds() < BEAT:
            return
        Seen.objects.update_or_create(name=self.name, defaults={"seen_at": now})
        scheduler.renew([name for name in self.doing.values() if name], worker=self.name, now=now)
        queue.take_back(now=now)
        self.beat_at = now

    def _start(self, pool: ThreadPoolExecutor, name: str, call: Callable[[Any], None], what: Any) -> bool:
        self.doing[pool.submit(call, what)] = name
        return True

    def _scheduled(self, every: Every) -> None:
        error = ""
        try:
            load(every.call)(now=self.clock())
        except Exception:  # a job can fail in any way; none may end the worker
            log.exception("%s failed", every.name)
            error = traceback.format_exc()
        scheduler.let_go(every, worker=self.name, now=self.clock(), error=error)
        connections.close_all()

    def _queued(self, held: Any) -> None:
        queue.run(held, now=self.clock())
        connections.close_all()


def load(call: str) -> Callable[..., object]:
    module, _, name = call.partition(":")
    found: Callable[..., object] = getattr(import_module(module), name)
    return found


def main() -> None:
    """The worker as a process: SIGTERM and SIGINT end it when what it does is done."""
    worker = Worker(SCHEDULE)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
