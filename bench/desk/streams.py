"""What open pages cost the server: 500 event streams of 41 people, at rest and with an act a second.

python -m bench.desk.streams FOLDER [STREAMS] [SECONDS] (a folder that bench.desk.fill made)
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
from bench.desk.ours import serve

TARGET = 5.0
"""percent of a core"""


def main() -> None:
    folder = Path(sys.argv[1]).absolute()
    streams, seconds = (int(given) for given in (sys.argv[2:] or ["500", "20"]))
    serve(folder)
    keys = _sessions(streams)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-m", "granian", "--interface", "rsgi", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([*program, "--no-ws", "headwater.project.front:app"], env=os.environ)
    try:
        asyncio.run(_measured(server.pid, port, keys, seconds, _acting()))
    finally:
        server.terminate()
        server.wait(120)


def _sessions(count: int) -> list[str]:
    """Session keys for so many streams of people who are signed in, each with several pages open."""
    from django.test import Client

    from headwater.people.models import User

    keys = []
    for user in User.objects.order_by("id"):
        client = Client()
        client.force_login(user)
        keys.append(next(iter(client.cookies.values())).value)
    return [keys[n % len(keys)] for n in range(count)]


async def _measured(server: int, port: int, keys: list[str], seconds: int, act: Callable[[], None]) -> None:
    await _up(port)
    opened = [await _open(port, key) for key in keys]
    heard = [asyncio.create_task(_hear(reader)) for reader, _ in opened]
    for name, done in (("at rest", None), ("with an act a second", act)):
        spent = await _spent(server, done, seconds)
        print(f"{len(keys)} streams {name}: {spent:.1f} % of a core (target {TARGET}), load {os.getloadavg()[0]:.1f}")
    for (_, writer), task in zip(opened, heard, strict=True):
        writer.close()
        task.cancel()
    told = sum(not task.cancelled() and task.done() for task in heard)
    print(f"{told} streams had ended before.")


async def _up(port: int) -> None:
    for _ in range(1200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise SystemExit("The server did not start.")


async def _open(port: int, key: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    from django.conf import settings

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    writer.write(f"GET /events/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise SystemExit(f"No stream: {head[:200]!r}")
    return reader, writer


async def _hear(reader: asyncio.StreamReader) -> None:
    while await reader.read(65536):
        pass


async def _spent(server: int, act: Callable[[], None] | None, seconds: int) -> float:
    """Percent of a core that the server's processes had."""
    await asyncio.sleep(3)
    before, began = _processor(server), time.monotonic()
    for _ in range(seconds):
        if act is not None:
            await asyncio.to_thread(act)
        await asyncio.sleep(1)
    return 100 * (_processor(server) - before) / (time.monotonic() - began)


def _processor(server: int) -> float:
    every = psutil.Process(server)
    return sum(sum(process.cpu_times()[:2]) for process in (every, *every.children(recursive=True)))


def _acting() -> Callable[[], None]:
    from headwater.desk import service as desk
    from headwater.people.models import Team

    teams = list(Team.objects.order_by("id"))
    made = [
        desk.open_case(
            channel="email", customer_name="Ada", address="ada@example.org", words="Hello", team=team,
            now=datetime.now(UTC),
        )
        for team in teams
    ]  # fmt: skip
    turns = iter(range(1_000_000))
    return lambda: _received(made[next(turns) % len(made)].number)


def _received(case: int) -> None:
    from headwater.desk import service as desk

    desk.receive(case=case, words="And now?", now=datetime.now(UTC))


if __name__ == "__main__":
    main()
