"""The process of test_export_kill.py: `python mortals.py SEED KILLS FOLDER`, or `python mortals.py lines FOLDER`.

It forks a desk and an exporter, which cost nothing to start that way, kills one or the other at random instants, and
in the end lets one export finish and says what the desk knows. With `lines`, exporters die one after the other, each
three lines of the exporter's code later than the one before.
"""

import itertools
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import django

django.setup()

from headwater.desk import service as desk  # noqa: E402 -- Django first
from headwater.desk.acts import exporting  # noqa: E402 -- Django first
from headwater.desk.models import ExportBatch, OutboxMoment  # noqa: E402 -- Django first
from headwater.moments import journal  # noqa: E402 -- Django first

LONGEST = 0.3
"""seconds from the start of an export to a kill; an export of a small batch takes less"""
BEGUN, BEGIN = os.pipe()


def act(name: str) -> None:
    """Opens cases and goes on with them, as fast as the database takes it."""
    for n in itertools.count():
        now = datetime.now(UTC)
        who, place = f"{name} {n}", f"{name}-{n % 50}@example.org"
        case = desk.open_case(channel="phone", customer_name=who, address=place, words=f"Where? {n}", now=now)
        desk.receive(case=case, words="Still nothing.", now=now)
        desk.done(case=case, by=None, now=now)


def export(folder: Path) -> None:
    """What the worker does every few seconds, without the seconds."""
    while True:
        os.write(BEGIN, b".")
        desk.export_moments(now=datetime.now(UTC), folder=folder)


def born(work: Callable[[], None]) -> int:
    """The id of a new process that does this until it is killed; should it fail, its parent sees how it ended."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        os._exit(1)


def die(child: int) -> None:
    """Killed, and nothing else had ended it before."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit("A process ended by itself; see above.")


def await_export() -> None:
    """Returns when an export begins, so that kills fall into it on a busy machine too."""
    while select.select([BEGUN], [], [], 0)[0]:
        os.read(BEGUN, 65536)
    if not select.select([BEGUN], [], [], 60)[0]:
        raise SystemExit("No export has begun for a minute; see above.")


class Mortal:
    """A trace that kills its process before a certain line of the exporter, where that writes."""

    FILES = (exporting.__file__, journal.__file__)
    WRITES = ("export_moments", "_batch", "_fix", "_mark", "_add", "append_journal")

    def __init__(self, line: int) -> None:
        self.line = line
        self.seen: set[tuple[str, int]] = set()

    def __call__(self, frame: FrameType, event: str, _: Any) -> "Mortal | None":
        code = frame.f_code
        if code.co_filename not in self.FILES or code.co_name not in self.WRITES:
            return None
        if event == "line":
            self.seen.add((code.co_name, frame.f_lineno))
        if len(self.seen) == self.line:
            os.kill(os.getpid(), signal.SIGKILL)
        return self


def dies_before(line: int, folder: Path) -> None:
    """Something happens at the desk, and its export comes as far as this line."""
    now = datetime.now(UTC)
    desk.open_case(channel="phone", customer_name="Ada", address="ada@example.org", words="Where?", now=now)
    sys.settrace(Mortal(line))
    desk.export_moments(now=now, folder=folder)
    os._exit(0)


def each_line(folder: Path) -> None:
    """Until an exporter has no line left to die before."""
    for line in itertools.count(1, 3):
        _, status = os.waitpid(born(lambda at=line: dies_before(at, folder)), 0)
        if not os.WIFSIGNALED(status):
            break
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("An export failed; see above.")
    desk.export_moments(now=datetime.now(UTC), folder=folder)
    say()


def main(seed: int, kills: int, folder: Path) -> None:
    chance = random.Random(seed)
    works: list[Callable[[], None]] = [lambda: act(f"desk{time.monotonic_ns()}"), lambda: export(folder)]
    living = [born(work) for work in works]
    for _ in range(kills):
        await_export()
        time.sleep(chance.uniform(0, LONGEST))
        which = chance.choice((0, 1, 1))
        die(living[which])
        living[which] = born(works[which])
    for child in living:
        die(child)
    desk.export_moments(now=datetime.now(UTC), folder=folder)
    say()


def say() -> None:
    """The journal, how many batches it went in, and what says it has not arrived."""
    moments = OutboxMoment.objects.filter(quiet=False)
    rows = list(moments.values_list("pk", "case_number", "step"))
    waiting = moments.filter(exported_at__isnull=True).count()
    late = ExportBatch.objects.filter(exported_at__isnull=True).count()
    said = {"moments": rows, "batches": ExportBatch.objects.count(), "waiting": waiting, "late": late}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    if sys.argv[1] == "lines":
        each_line(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
