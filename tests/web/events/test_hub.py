"""The hub: one look serves all streams, each stream hears of the cases it may see, a slow or ended one is closed."""

import asyncio
from dataclasses import dataclass, field

import pytest

from headwater.desk.changes import Change, Seen
from headwater.web.events.hub import BEHIND, CLOSE, Hub, Source, Stream, telling
from headwater.web.events.viewer import Viewer

SEVEN = Change(7, frozenset({1}))
EIGHT = Change(8, frozenset({2}))
NOBODYS = Change(9, frozenset({None}))
MOVED = Change(10, frozenset({1, 2}))
ALL = [SEVEN, EIGHT, NOBODYS, MOVED]


@dataclass
class Told:
    """Changes that a test hands out, one list a look."""

    changes: list[list[Change]]
    looks: int = 0
    signed_in: dict[str, Viewer | None] = field(default_factory=dict)

    def source(self) -> Source:
        return Source(lambda: Seen(0, frozenset()), self.look, self.signed_in.get)

    def look(self, seen: Seen) -> tuple[Seen, list[Change]]:
        self.looks += 1
        return seen, self.changes.pop(0) if self.changes else []


@pytest.mark.parametrize(
    ("teams", "numbers"), [(None, [7, 8, 9, 10]), ({1}, [7, 9, 10]), ({2}, [8, 9, 10]), ({3}, [9]), (set(), [])]
)
def test_a_viewer_is_told_of_the_cases_they_may_see(teams: set[int] | None, numbers: list[int]):
    viewer = Viewer(None if teams is None else frozenset(teams))
    assert [change.case for change in ALL if viewer.sees(change)] == numbers


def test_a_telling_is_one_event():
    assert telling([EIGHT, SEVEN]) == b"event: cases\ndata: [7, 8]\n\n"
    assert telling([]) == b""


def test_one_look_serves_all_streams_and_ends_with_the_last():
    told = Told([[SEVEN, EIGHT], []])

    async def scene() -> tuple[list[bytes | None], bool]:
        hub = Hub(told.source(), look=0.01)
        streams = [Stream("a", Viewer(frozenset({team}))) for team in (1, 1, 2, 3)]
        for stream in streams:
            hub.listen(stream)
        heard = [await asyncio.wait_for(stream.told.get(), 5) for stream in streams[:3]]
        heard.append(None if streams[3].told.empty() else streams[3].told.get_nowait())
        for stream in streams:
            hub.leave(stream)
        assert hub.task
        await asyncio.wait_for(hub.task, 5)
        return heard, hub.task.done()

    heard, done = asyncio.run(scene())
    assert heard == [b"event: cases\ndata: [7]\n\n"] * 2 + [b"event: cases\ndata: [8]\n\n", None]
    assert done
    assert told.looks < 20


def test_a_slow_stream_is_closed():
    stream = Stream("a", Viewer(None))
    for _ in range(BEHIND + 1):
        stream.tell(b"x")
    assert stream.told.get_nowait() is CLOSE
    assert stream.told.empty()


def test_a_stream_ends_with_its_session_and_follows_its_roles(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("headwater.web.events.hub.CHECK", 1)
    told = Told([], signed_in={"stays": Viewer(frozenset({2})), "ended": None})

    async def scene() -> tuple[bytes | None, Viewer]:
        hub = Hub(told.source(), look=0.01)
        stays, ended = Stream("stays", Viewer(frozenset({1}))), Stream("ended", Viewer(None))
        for stream in (stays, ended):
            hub.listen(stream)
        closed = await asyncio.wait_for(ended.told.get(), 5)
        for stream in (stays, ended):
            hub.leave(stream)
        return closed, stays.viewer

    closed, viewer = asyncio.run(scene())
    assert closed is CLOSE
    assert viewer == Viewer(frozenset({2}))


def test_a_database_that_is_away_closes_no_stream(caplog: pytest.LogCaptureFixture):
    answers = iter([OSError("away"), [SEVEN]])

    def look(seen: Seen) -> tuple[Seen, list[Change]]:
        answer = next(answers, [])
        if isinstance(answer, OSError):
            raise answer
        return seen, answer

    async def scene() -> bytes | None:
        hub = Hub(Source(lambda: Seen(0, frozenset()), look, lambda _: None), look=0.01)
        stream = Stream("a", Viewer(None))
        hub.listen(stream)
        heard = await asyncio.wait_for(stream.told.get(), 5)
        hub.leave(stream)
        return heard

    assert asyncio.run(scene()) == b"event: cases\ndata: [7]\n\n"
    assert "Looking for changes failed" in caplog.text
