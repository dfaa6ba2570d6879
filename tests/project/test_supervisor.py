"""The supervisor: what dies comes back, what dies at once waits longer each time, and at the end nothing is left."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from headwater.project.serving.supervisor import Child, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]


@contextmanager
def running(*children: Child) -> Iterator[Supervisor]:
    supervisor = Supervisor(list(children), os.environ)
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()
        thread.join(30)


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid(child: Child) -> int | None:
    return child.process.pid if child.process else None


def test_a_killed_child_comes_back_and_all_end_together(capfd: pytest.CaptureFixture[str]):
    one, two = Child("one", SLEEP), Child("two", SLEEP)
    with running(one, two):
        until(lambda: pid(one) is not None and pid(two) is not None)
        first, other = pid(one), pid(two)
        assert first
        assert other
        os.kill(first, signal.SIGKILL)
        until(lambda: pid(one) not in (None, first))
        assert pid(two) == other
    assert not [p for p in (first, other, pid(one)) if p and alive(p)]
    assert "one ended with status -9; it starts again" in capfd.readouterr().err


def test_a_child_that_cannot_start_is_tried_less_and_less_often():
    broken = Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    waits = []
    end = time.monotonic() + 20
    while len(waits) < 3 and time.monotonic() < end:
        broken.tend(os.environ)
        if broken.wait not in (0, *waits):
            waits.append(broken.wait)
        time.sleep(0.02)
    assert waits == [0.5, 1.0, 2.0]


def test_a_child_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("headwater.project.serving.supervisor.PATIENCE", 0.5)
    child = Child("stubborn", STUBBORN)
    with running(child):
        until(lambda: pid(child) is not None)
        time.sleep(0.5)
        left = pid(child)
    assert left
    assert not alive(left)
