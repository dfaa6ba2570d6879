"""One stream, as the server in front speaks it (RSGI): headers, then what the hub tells, then a sign of life."""

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]  # exported, unmarked

from headwater.web.events.hub import CLOSE, Hub, Stream
from headwater.web.events.viewer import session_key

ALIVE = 20.0
"""seconds of silence after which a comment is sent, so that nothing between closes the stream"""
HEADERS = [
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]
HELLO = b"retry: 3000\n\n"


async def serve(hub: Hub, scope: Scope, proto: HTTPProtocol) -> None:
    """Answer one request for /events/ until its browser goes, or its session ends; 401 without a session."""
    key = session_key(scope.headers.get("cookie") or "")
    viewer = await asyncio.to_thread(hub.source.viewer, key)
    if viewer is None:
        proto.response_str(401, [("content-type", "text/plain")], "Sign in first.\n")
        return
    stream = Stream(key, viewer, case_in(scope.query_string))
    hub.listen(stream)
    gone = asyncio.ensure_future(proto.client_disconnect())
    try:
        await _send(proto.response_stream(200, HEADERS), stream, gone)
    finally:
        gone.cancel()
        hub.leave(stream)


def case_in(query: str) -> int:
    """The case that the page has open, 0 where it says none."""
    asked = parse_qs(query).get("case", [""])[0]
    return int(asked) if asked.isdecimal() and len(asked) < 18 else 0


async def _send(transport: Any, stream: Stream, gone: "asyncio.Future[None]") -> None:
    text: bytes | None = HELLO
    gone.add_done_callback(lambda _: stream.tell(CLOSE))
    with suppress(ProtocolClosed):
        while text is not CLOSE and not gone.done():
            await transport.send_bytes(text)
            text = await _next(stream)


async def _next(stream: Stream) -> bytes | None:
    try:
        async with asyncio.timeout(ALIVE):
            return await stream.told.get()
    except TimeoutError:
        return b": alive\n\n"
