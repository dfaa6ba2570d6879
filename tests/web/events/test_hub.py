"""The hub: one look serves all streams, each stream hears of the cases it may see, a slow or ended one is closed."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest

from headwater.desk import service as desk
from headwater.web.events.hub import AGAIN, BEHIND, CLOSE, Hub, Source, Stream, telling
from headwater.web.events.source import Change, Looked
from headwater.web.events.viewer import Viewer

ME, YOU = 70, 80
SEVEN = Change("cases", 7, frozenset({1}), 21)
EIGHT = Change("cases", 8, frozenset({2}), 22)
NOBODYS = Change("cases", 9, frozenset({None}), 23)
MOVED = Change("cases", 10, frozenset({1, 2}), 24)
ALL = [SEVEN, EIGHT, NOBODYS, MOVED]
I_READ = Change("here", 7, frozenset({1}), users=frozenset({ME}))
WE_READ = Change("here", 7, frozenset({1}), users=frozenset({ME, YOU}))
BEGUN = Looked(desk.Place(0))


def viewer(*teams: int, user: int = ME) -> Viewer:
    return Viewer(user, frozenset(teams))


@dataclass
class Told:
    """Changes that a test hands out, one list a look."""

    changes: list[list[Change]]
    looks: int = 0
    signed_in: dict[str, Viewer | None] = field(default_factory=dict)
    stayed: list[Collection[tuple[int, int]]] = field(default_factory=list)

    def source(self) -> Source:
        return Source(lambda: BEGUN, self.look, self.stayed.append, self.signed_in.get)

    def look(self, last: Looked) -> tuple[Looked, list[Change]]:
        self.looks += 1
        return last, self.changes.pop(0) if self.changes else []


@pytest.mark.parametrize(
    ("teams", "numbers"), [(None, [7, 8, 9, 10]), ({1}, [7, 9, 10]), ({2}, [8, 9, 10]), ({3}, [9]), (set(), [])]
)
def test_a_viewer_is_told_of_the_cases_they_may_see(teams: set[int] | None, numbers: list[int]):
    found = Viewer(ME, None if teams is None else frozenset(teams))
    assert [change.case for change in ALL if found.sees(change)] == numbers


def test_nobody_is_told_that_they_read_a_case_themselves():
    assert [viewer(1).sees(change) for change in (I_READ, WE_READ)] == [False, True]
    assert viewer(1, user=YOU).sees(I_READ)
    assert not viewer(2, user=YOU).sees(I_READ)


def test_a_telling_says_what_changed_and_where_somebody_is():
    assert telling([EIGHT, SEVEN]) == b'event: cases\ndata: {"8": 22, "7": 21}\n\n'
    assert telling([WE_READ]) == b"event: here\ndata: [7]\n\n"
    assert telling([WE_READ, SEVEN]).count(b"event:") == 2
    assert telling([]) == b""


def test_one_look_serves_all_streams_and_ends_with_the_last():
    told = Told([[SEVEN, EIGHT], []])

    async def scene() -> tuple[list[bytes | None], bool]:
        hub = Hub(told.source(), look=0.01)
        streams = [Stream("a", viewer(team)) for team in (1, 1, 2, 3)]
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
    assert heard == [telling([SEVEN])] * 2 + [telling([EIGHT]), None]
    assert done
    assert told.looks < 20


def test_a_slow_stream_is_closed():
    stream = Stream("a", Viewer(ME, None))
    for _ in range(BEHIND + 1):
        stream.tell(b"x")
    assert stream.told.get_nowait() is CLOSE
    assert stream.told.empty()


def test_a_stream_ends_with_its_session_and_follows_its_roles(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("headwater.web.events.hub.CHECK", 1)
    told = Told([], signed_in={"stays": viewer(2), "ended": None})

    async def scene() -> tuple[bytes | None, Viewer]:
        hub = Hub(told.source(), look=0.01)
        stays, ended = Stream("stays", viewer(1)), Stream("ended", Viewer(YOU, None))
        for stream in (stays, ended):
            hub.listen(stream)
        closed = await asyncio.wait_for(ended.told.get(), 5)
        for stream in (stays, ended):
            hub.leave(stream)
        return closed, stays.viewer

    closed, found = asyncio.run(scene())
    assert closed is CLOSE
    assert found == viewer(2)


def test_a_database_that_is_away_closes_no_stream(caplog: pytest.LogCaptureFixture):
    answers = iter([OSError("away"), [SEVEN]])

    def look(last: Looked) -> tuple[Looked, list[Change]]:
        answer = next(answers, [])
        if isinstance(answer, OSError):
            raise answer
        return last, answer

    async def scene() -> bytes | None:
        hub = Hub(Source(lambda: BEGUN, look, lambda _: None, lambda _: None), look=0.01)
        stream = Stream("a", Viewer(ME, None))
        hub.listen(stream)
        heard = await asyncio.wait_for(stream.told.get(), 5)
        hub.leave(stream)
        return heard

    assert asyncio.run(scene()) == telling([SEVEN])
    assert "Looking for changes failed" in caplog.text


def test_a_new_stream_is_told_of_the_last_seconds_and_of_no_more():
    told = Told([[SEVEN, EIGHT], []])

    async def scene() -> list[bytes | None]:
        hub = Hub(told.source(), look=0.01)
        first = Stream("a", viewer(1))
        hub.listen(first)
        await asyncio.wait_for(first.told.get(), 5)
        soon, foreign, late = Stream("a", viewer(1)), Stream("a", viewer(3)), Stream("a", viewer(1))
        hub.listen(soon)
        hub.listen(foreign)
        before = told.looks
        while told.looks <= before + AGAIN:
            await asyncio.sleep(0.01)
        hub.listen(late)
        for stream in (first, soon, foreign, late):
            hub.leave(stream)
        return [None if s.told.empty() else s.told.get_nowait() for s in (soon, foreign, late)]

    assert asyncio.run(scene()) == [telling([SEVEN]), None, None]


def test_who_has_a_case_open_is_said_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("headwater.web.events.hub.STAY", 2)
    told = Told([])

    async def scene() -> None:
        hub = Hub(told.source(), look=0.01)
        streams = [Stream("a", viewer(1), 7), Stream("b", viewer(1, user=YOU)), Stream("a", viewer(1), 7)]
        for stream in streams:
            hub.listen(stream)
        while not told.stayed:
            await asyncio.sleep(0.01)
        for stream in streams:
            hub.leave(stream)

    asyncio.run(asyncio.wait_for(scene(), 5))
    assert told.stayed[0] == {(7, ME)}
