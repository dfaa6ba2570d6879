"""`headwater serve` as an operator runs it, in a folder of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from tests import databases


def until(condition: Callable[[], object], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


@dataclass
class Server:
    """`said` is the file of what it printed."""

    process: "subprocess.Popen[bytes]"
    port: int
    said: Path
    environ: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return Path(self.environ["HEADWATER_DATA"])

    def up(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.url}/health/", timeout=5).read() == b"ok\n"
        except (OSError, http.client.HTTPException):
            return False

    def children(self) -> dict[str, psutil.Process]:
        """The processes under the supervisor, by what they do."""
        found = {}
        for process in psutil.Process(self.process.pid).children():
            try:
                words = " ".join(process.cmdline())
            except psutil.Error:  # it has just ended
                continue
            found[next((n for n in ("worker", "mail") if f"project.{n}" in words), "pages")] = process
        return found


@contextmanager
def served(folder: Path, db: str, **more: str) -> Iterator[Server]:
    """A server on an empty data folder, up; `db` is the test run's database, `more` joins its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    address = databases.new_database() if db == "postgres" else ""
    environ = {**kept, "HEADWATER_DATA": str(folder / "data"), "HEADWATER_DATABASE": address, **more}
    command = [sys.executable, "-c", "from headwater.cli.app import main; main()"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), "--workers", "1"], env=environ, stdout=said, stderr=said
        )
    made = Server(process, port, folder / "said", environ)
    try:
        until(lambda: made.up() or process.poll() is not None, 240)
        assert process.poll() is None, made.said.read_text()
        yield made
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
