"""Starts the processes of the server, starts again what dies, and ends all of them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

QUICK = 5.0
"""a process that lived shorter than this is started again only after a wait, doubled each time"""
LONGEST = 30.0
PATIENCE = 12.0
"""seconds between asking a process to end and ending it"""
LOOK = 0.2


@dataclass(slots=True)
class Child:
    """One process, and when it may be started again."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    wait: float = 0.0
    notes: list[str] = field(default_factory=list)

    def tend(self, environ: Mapping[str, str]) -> None:
        """Start it where it is not running and its wait is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._died(self.process.returncode, now)
        if self.process is None and now >= self.started + self.wait:
            self.process, self.started = _start(self.command, environ), now

    def _died(self, status: int, now: float) -> None:
        quick = now - self.started < QUICK
        self.wait = min(max(self.wait * 2, 0.5), LONGEST) if quick else 0.0
        self.process, self.started = None, now
        say(f"{self.name} ended with status {status}; it starts again{f' in {self.wait:g} s' if self.wait else ''}")


class Supervisor:
    """`run` returns when told to stop, and no process is left."""

    def __init__(self, children: list[Child], environ: Mapping[str, str]) -> None:
        self.children = children
        self.environ = environ
        self.stopping = threading.Event()

    def stop(self) -> None:
        """End everything."""
        self.stopping.set()

    def run(self) -> None:
        """Start, watch and, in the end, stop the children."""
        try:
            while not self.stopping.is_set():
                for child in self.children:
                    child.tend(self.environ)
                self.stopping.wait(LOOK)
        finally:
            self._end()

    def _end(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _start(command: Sequence[str], environ: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Each child leads its own group, so that Ctrl-C reaches only the supervisor, which ends them in order."""
    return subprocess.Popen(command, env=dict(environ), stdin=subprocess.DEVNULL, start_new_session=True)


def say(text: str) -> None:
    """A line for the operator."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 -- the supervisor has no logging of its own
