"""The server's processes, each killed at random and started again when it has ended."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil

from headwater.project.serving.service import pages

START_CPU_S, LONG_S = 1.4, 20.0
"""CPU seconds that a start takes; seconds after which a process with nothing to do has started too"""


def commands(port: int) -> dict[str, list[str]]:
    """What runs, by its name; `port` is that of the pages and the API."""
    mail = [sys.executable, "-m", "headwater.project.mail"]
    return {name: [*mail, name] for name in ("fetch", "send", "listen")} | {
        "worker": [sys.executable, "-m", "headwater.project.worker"],
        "web": list(pages("127.0.0.1", port, 1).command),
    }


class Processes:
    """All of them, running. Each leads a group of its own, so that a kill leaves nothing of it."""

    def __init__(self, wanted: dict[str, list[str]], log: Path, chance: random.Random) -> None:
        self.wanted, self.log, self.chance = wanted, log, chance
        self.since: dict[str, float] = {}
        self.kills: Counter[str] = Counter(dict.fromkeys(wanted, 0))
        self.next: list[str] = []
        self.running = {name: self._start(name) for name in wanted}

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        self.since[name] = time.monotonic()
        with self.log.open("ab") as log:
            return subprocess.Popen(self.wanted[name], stdout=log, stderr=log, start_new_session=True)

    def kill_one(self) -> None:
        """The next in a random order in which each has its turn; nobody where it has only just started: who is killed
        before it has done anything does nothing that could go wrong, and nothing would go on."""
        if not self.next:
            self.next = self.chance.sample(list(self.wanted), len(self.wanted))
        if self._worked(self.next[-1]):
            self._kill(self.next.pop())

    def _worked(self, name: str) -> bool:
        try:
            process = psutil.Process(self.running[name].pid)
            spent = [one.cpu_times() for one in (process, *process.children(recursive=True))]
        except psutil.NoSuchProcess:
            return False
        return sum(s.user + s.system for s in spent) > START_CPU_S or time.monotonic() - self.since[name] > LONG_S

    def _kill(self, name: str) -> None:
        """Of the pages either all at once, or only the process that answers, which its parent starts again."""
        self.kills[name] += 1
        answering = psutil.Process(self.running[name].pid).children()
        if answering and self.chance.random() < 0.5:
            answering[-1].kill()
            return
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        self.running[name] = self._start(name)

    def end(self) -> None:
        """Asked to end, as an operator does."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(60)
