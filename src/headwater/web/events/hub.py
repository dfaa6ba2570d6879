"""All open streams of one process, and the one task that looks for changes while anybody listens."""

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from headwater.web.events.source import Change, Looked
from headwater.web.events.viewer import Viewer

LOOK = 1.0
"""seconds between two looks"""
STAY = 20
"""looks after which it is said again who has a case open"""
CHECK = 60
"""looks between two checks that everybody who listens is still signed in"""
AGAIN = 5
"""looks whose changes a new stream is told of: they may be newer than its page"""
BEHIND = 100
"""a stream that has not taken so many tellings is closed; its browser comes back by itself"""
CLOSE = None
log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Stream:
    """One open page; `case` is open in it, 0 is none."""

    key: str
    viewer: Viewer
    case: int = 0
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
    """Where the hub looks (`headwater.web.events.source`): plain functions that use the database, run in a thread."""

    start: Callable[[], Looked]
    look: Callable[[Looked], tuple[Looked, list[Change]]]
    stay: Callable[[Collection[tuple[int, int]]], None]
    viewer: Callable[[str], Viewer | None]


class Hub:
    """`listen` adds a stream, `leave` takes it away; the looking starts with the first and ends with the last."""

    def __init__(self, source: Source, *, look: float = LOOK) -> None:
        self.source = source
        self.look = look
        self.streams: set[Stream] = set()
        self.newest: list[list[Change]] = []
        self.task: asyncio.Task[None] | None = None

    def listen(self, stream: Stream) -> None:
        self.streams.add(stream)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())
        elif text := telling(filter(stream.viewer.sees, chain.from_iterable(self.newest))):
            stream.tell(text)

    def leave(self, stream: Stream) -> None:
        self.streams.discard(stream)

    async def _run(self) -> None:
        self.newest.clear()
        looks, last = 0, await asyncio.to_thread(self.source.start)
        while self.streams:
            await asyncio.sleep(self.look)
            looks += 1
            try:
                last, changes = await asyncio.to_thread(self.source.look, last)
                self._tell(changes)
                await self._keep(looks)
            except Exception:  # the database may be away for a moment; the streams stay open
                log.exception("Looking for changes failed")

    def _tell(self, changes: list[Change]) -> None:
        self.newest = [*self.newest, changes][-AGAIN:]
        if not changes:
            return
        texts: dict[Viewer, bytes] = {}
        for stream in self.streams:
            viewer = stream.viewer
            if viewer not in texts:
                texts[viewer] = telling(filter(viewer.sees, changes))
            if texts[viewer]:
                stream.tell(texts[viewer])

    async def _keep(self, looks: int) -> None:
        if looks % STAY == 0:
            pairs = {(stream.case, stream.viewer.user) for stream in self.streams if stream.case}
            await asyncio.to_thread(self.source.stay, pairs)
        if looks % CHECK == 0:
            await self._check()

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
    """Server-sent events: "cases" gives each case's newest act, "here" the cases; nothing where there is nothing."""
    found = list(changes)
    acts: dict[int, int] = {}
    for change in found:
        if change.kind == "cases":
            acts[change.case] = max(change.act, acts.get(change.case, 0))
    here = sorted({change.case for change in found if change.kind == "here"})
    return _event("cases", acts) + _event("here", here)


def _event(kind: str, data: dict[int, int] | list[int]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode() if data else b""
