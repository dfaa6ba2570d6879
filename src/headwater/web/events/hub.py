"""All open streams of one process, and the one task that looks for changes while anybody listens."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from headwater.desk.changes import Change, Seen
from headwater.web.events.viewer import Viewer

LOOK = 1.0
"""seconds between two looks"""
CHECK = 60
"""looks between two checks that everybody who listens is still signed in"""
BEHIND = 100
"""a stream that has not taken so many tellings is closed; its browser comes back by itself"""
CLOSE = None
log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Stream:
    """One open page."""

    key: str
    viewer: Viewer
    told: asyncio.Queue[bytes | None] = field(default_factory=partial(asyncio.Queue, BEHIND))

    def tell(self, text: bytes | None) -> None:
        """Queue what is sent next; a full queue is emptied and the stream closed."""
        if self.told.full():
            while not self.told.empty():
                self.told.get_nowait()
            text = CLOSE
        self.told.put_nowait(text)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the hub looks: plain functions that use the database, run in a thread."""

    start: Callable[[], Seen]
    changes: Callable[[Seen], tuple[Seen, list[Change]]]
    viewer: Callable[[str], Viewer | None]


class Hub:
    """`listen` adds a stream, `leave` takes it away; the looking starts with the first and ends with the last."""

    def __init__(self, source: Source, *, look: float = LOOK) -> None:
        self.source = source
        self.look = look
        self.streams: set[Stream] = set()
        self.task: asyncio.Task[None] | None = None

    def listen(self, stream: Stream) -> None:
        self.streams.add(stream)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())

    def leave(self, stream: Stream) -> None:
        self.streams.discard(stream)

    async def _run(self) -> None:
        looks, seen = 0, await asyncio.to_thread(self.source.start)
        while self.streams:
            await asyncio.sleep(self.look)
            looks += 1
            try:
                seen, changes = await asyncio.to_thread(self.source.changes, seen)
                self._tell(changes)
                if looks % CHECK == 0:
                    await self._check()
            except Exception:  # the database may be away for a moment; the streams stay open
                log.exception("Looking for changes failed")

    def _tell(self, changes: list[Change]) -> None:
        if not changes:
            return
        texts: dict[frozenset[int] | None, bytes] = {}
        for stream in self.streams:
            teams = stream.viewer.teams
            if teams not in texts:
                texts[teams] = telling(filter(stream.viewer.sees, changes))
            if texts[teams]:
                stream.tell(texts[teams])

    async def _check(self) -> None:
        keys = {stream.key for stream in self.streams}
        now = await asyncio.to_thread(lambda: {key: self.source.viewer(key) for key in keys})
        for stream in list(self.streams):
            found = now.get(stream.key, stream.viewer)
            if found is None:
                stream.tell(CLOSE)
            else:
                stream.viewer = found


def telling(changes: Iterable[Change]) -> bytes:
    """One server-sent event with the numbers of the cases; nothing where there are none."""
    numbers = sorted(change.case for change in changes)
    return b"event: cases\ndata: " + json.dumps(numbers).encode() + b"\n\n" if numbers else b""
