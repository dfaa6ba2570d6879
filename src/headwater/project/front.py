"""What answers on the port: pages by WSGI in a few threads, /events/ on the loop beside them. One origin, so that
the strict policy holds without a proxy, and no thread waits for an open page."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, Final, ParamSpec, TypeVar

import django
from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]  # exported, unmarked

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")
django.setup(set_prefix=False)

from django.db import close_old_connections  # noqa: E402 -- Django first

from headwater.project.wsgi import application  # noqa: E402 -- Django first
from headwater.web.events import source  # noqa: E402 -- Django first
from headwater.web.events.hub import Hub, Source  # noqa: E402 -- Django first
from headwater.web.events.serve import serve as serve_events  # noqa: E402 -- Django first
from headwater.web.events.viewer import viewer  # noqa: E402 -- Django first

THREADS: Final = int(os.environ.get("HEADWATER_THREADS") or 4)
IN_MEMORY: Final = 1024 * 1024
LARGEST: Final = int(os.environ.get("HEADWATER_LARGEST_UPLOAD") or 2 * 1024**3)
Headers = list[tuple[str, str]]
P = ParamSpec("P")
R = TypeVar("R")


class Front:
    """The RSGI application: one in each process of pages."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self.hub = Hub(Source(_fresh(source.start), _fresh(source.look), _fresh(source.stay), _fresh(viewer)))

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        if scope.proto != "http":
            return
        if scope.path == "/events/" and scope.method == "GET":
            await serve_events(self.hub, scope, proto)
        else:
            await self._page(scope, proto)

    async def _page(self, scope: Scope, proto: HTTPProtocol) -> None:
        loop = asyncio.get_running_loop()
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            if not await _receive(scope, proto, body):
                proto.response_str(413, [("content-type", "text/plain")], "Too large.\n")
                return
            status, headers, chunks = await loop.run_in_executor(self.threads, _ask, environ(scope, body))
            try:
                await self._answer(proto, status, headers, chunks)
            finally:
                await loop.run_in_executor(self.threads, _close, chunks)

    async def _answer(self, proto: HTTPProtocol, status: int, headers: Headers, chunks: Iterable[bytes]) -> None:
        if not getattr(chunks, "streaming", False):
            proto.response_bytes(status, headers, b"".join(chunks))
            return
        loop, transport, parts = asyncio.get_running_loop(), proto.response_stream(status, headers), iter(chunks)
        while (part := await loop.run_in_executor(self.threads, next, parts, None)) is not None:
            await transport.send_bytes(part)


def _fresh(ask: Callable[P, R]) -> Callable[P, R]:
    """Outside a request nobody else lets go of a connection that broke."""

    def asked(*given: P.args, **named: P.kwargs) -> R:
        close_old_connections()
        return ask(*given, **named)

    return asked


async def _receive(scope: Scope, proto: HTTPProtocol, body: IO[bytes]) -> bool:
    """Read the request's body to a file, on disk where it is large; False where it is too large."""
    if scope.method in ("GET", "HEAD"):
        return True
    size = 0
    async for chunk in proto:
        size += len(chunk)
        if size > LARGEST:
            return False
        body.write(chunk)
    body.seek(0)
    return True


def environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """A request as WSGI describes it (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    made: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        made["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        _add(made, name, value)
    if body.tell() == 0 and "CONTENT_LENGTH" not in made:
        made["CONTENT_LENGTH"] = str(_size(body))
    return made


def _add(made: dict[str, Any], name: str, value: str) -> None:
    """An underscore in a header's name is not let through: it would pass for the hyphen of a trusted header."""
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    if key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        made[key] = value
    elif key == "COOKIE" and "HTTP_COOKIE" in made:
        made["HTTP_COOKIE"] += f"; {value}"
    elif f"HTTP_{key}" in made and key != "HOST":
        made[f"HTTP_{key}"] += f",{value}"
    else:
        made[f"HTTP_{key}"] = value


def _size(body: IO[bytes]) -> int:
    size = body.seek(0, os.SEEK_END)
    body.seek(0)
    return size


def _ask(request: dict[str, Any]) -> tuple[int, Headers, Iterable[bytes]]:
    said: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _: object = None) -> Callable[[bytes], object]:
        said.append((status, headers))
        return lambda _: None

    chunks = application(request, start_response)
    status, headers = said[-1]
    return int(status[:3]), [(name.lower(), value.strip()) for name, value in headers], chunks


def _close(chunks: Iterable[bytes]) -> None:
    """Tell Django that the answer is out: files are closed, connections looked after."""
    close = getattr(chunks, "close", None)
    if close:
        close()


app = Front()
