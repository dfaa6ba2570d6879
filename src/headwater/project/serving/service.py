"""What `headwater serve` does, step by step."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from headwater.project import environment
from headwater.project.serving.start import fill_demo, make_owner_link, needs, prepare
from headwater.project.serving.supervisor import Child, Supervisor, say
from headwater.shared.errors import InputError


def serve(*, host: str, port: int, data: Path, demo: bool, workers: int) -> None:
    """Serve until SIGTERM or SIGINT. UsageError or InputError where it cannot start."""
    _about(data)
    if not os.environ.get("HEADWATER_URL"):
        os.environ["HEADWATER_URL"] = f"http://{_named(host)}:{port}"
    needs(os.environ)
    now = datetime.now(UTC)
    token = prepare(data, now)
    if demo:
        fill_demo(now)
    _greet(environment.read().url, data, token)
    supervisor = Supervisor([pages(host, port, workers), worker(), mail()], os.environ)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.stop())
    supervisor.run()


def owner_link(*, data: Path, email: str, now: datetime) -> str:
    """The address of a new link that signs an owner in once. InputError where there is no server or no such owner."""
    if not (data / "secret").exists():
        raise InputError(f"{data} holds no server's data; name the folder with --data.")
    _about(data)
    needs(os.environ)
    return f"{environment.read().url}/sign-in/{make_owner_link(email, now)}/"


def _about(data: Path) -> None:
    os.environ["HEADWATER_DATA"] = str(data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")


def pages(host: str, port: int, workers: int) -> Child:
    """Pages and events, in `workers` processes that granian itself starts again when they die."""
    options = ["--interface", "rsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    keep = [
        "--respawn-failed-workers",
        "--respawn-interval",
        "1",
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
        "--no-ws",
    ]
    return Child("pages", [sys.executable, "-m", "granian", *options, *keep, "headwater.project.front:app"])


def worker() -> Child:
    """Background work."""
    return Child("worker", [sys.executable, "-m", "headwater.project.worker"])


def mail() -> Child:
    """Mail in and out; it also listens where HEADWATER_LISTEN_LMTP or HEADWATER_LISTEN_SMTP says so."""
    return Child("mail", [sys.executable, "-m", "headwater.project.mail"])


def _named(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1", "") else host


def _greet(url: str, data: Path, token: str | None) -> None:
    say(f"Headwater serves {url} from {data}. Ctrl-C ends it.")
    if token:
        say(f"The first owner signs in here, once, within a day:\n  {url}/sign-in/{token}/")
