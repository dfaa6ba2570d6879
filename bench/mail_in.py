# ruff: noqa: PLC0415, T201 -- tables load after the settings; the page is what it prints
"""Mail in, end to end: parsed, threaded, written with its moments and committed durably. Mails per second of CPU.

python -m bench.mail_in [--mails 1000] [--batch 50] > docs/benchmarks/mail-in.md
"""

import argparse
import os
import random
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import psutil

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WORDS = [
    "parcel",
    "invoice",
    "delivery",
    "order",
    "never",
    "came",
    "twice",
    "broken",
    "refund",
    "waiting",
    "week",
    "call",
    "nobody",
    "answers",
    "please",
    "help",
    "account",
    "password",
    "late",
    "driver",
    "shop",
    "counter",
    "receipt",
    "money",
    "back",
    "again",
    "still",
]


def letters(mails: int, seed: int = 0) -> Iterator[bytes]:
    """Seven of ten open a case, three answer an earlier mail; half also in HTML, one of ten with a file."""
    rng = random.Random(seed)
    for n in range(mails):
        made = EmailMessage()
        made["From"] = f"Customer {n % 700} <customer{n % 700}@example.org>"
        made["To"], made["Subject"] = "help@shop.example", " ".join(rng.choices(WORDS, k=4))
        made["Message-ID"], made["Date"] = f"<{seed}.{n}@example.org>", "Mon, 2 Mar 2026 09:00:00 +0000"
        if n > 10 and rng.random() < 0.3:
            made["In-Reply-To"] = made["References"] = f"<{seed}.{rng.randrange(n)}@example.org>"
        text = "\n".join(" ".join(rng.choices(WORDS, k=12)) for _ in range(rng.randint(2, 15)))
        made.set_content(text)
        if rng.random() < 0.5:
            made.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
        if rng.random() < 0.1:
            made.add_attachment(rng.randbytes(20_000), maintype="image", subtype="png", filename="photo.png")
        yield bytes(made)


def server(data: Path) -> None:
    """An empty server in a folder, durable as in production."""
    os.environ["HEADWATER_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    from datetime import datetime as clock

    from headwater.project.serving.start import prepare

    prepare(data, clock.now(UTC))


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--mails", type=int, default=1000)
    ask.add_argument("--batch", type=int, default=50)
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server(Path(folder) / "data")
        report(said.mails, said.batch)


def report(mails: int, batch: int) -> None:
    import logging

    from headwater.desk.models import ChannelSheet, Mailbox

    logging.disable(logging.INFO)
    box = Mailbox.objects.create(name="Help", address="help@shop.example", live=True)
    ChannelSheet.objects.create(
        channel="email", mailbox=box, operated_by="us", data_leaving="none", told_customer="all", confirmed_at=NOW
    )
    print("# Mail in\n")
    print("Made by `bench/mail_in.py`: parsed, threaded, written with moments and search, committed durably.")
    print(f"SQLite with synchronous=FULL, {mails} mails each, {batch} in a commit where they are fetched.\n")
    print("| way in | mails a second of CPU | CPU ms a mail | mails a second of wall time | load (2 cores) |")
    print("|---|---|---|---|---|")
    _line("fetched: from bytes to commit", mails, *fetched(box.pk, mails, batch))
    _line("LMTP, 8 senders at once, from connection to 250", mails, *handed_over(mails))


def _line(name: str, mails: int, cpu: float, wall: float, load: float) -> None:
    print(f"| {name} | {mails / cpu:.0f} | {1000 * cpu / mails:.2f} | {mails / wall:.0f} | {load:.1f} |")


def fetched(box: int, mails: int, batch: int) -> tuple[float, float, float]:
    """CPU seconds, wall seconds, load."""
    from headwater.desk.channels.email.domain import Arrival
    from headwater.desk.channels.email.ingest import ingest_many
    from headwater.desk.models import Message, RawMail

    arrivals = [Arrival(box, raw) for raw in letters(mails)]
    ingest_many(arrivals=[Arrival(box, raw) for raw in letters(5, seed=1)], now=NOW)
    load, cpu, wall = os.getloadavg()[0], time.process_time(), time.perf_counter()
    for begin in range(0, mails, batch):
        ingest_many(arrivals=arrivals[begin : begin + batch], now=NOW)
    spent = time.process_time() - cpu, time.perf_counter() - wall, load
    assert Message.objects.count() == RawMail.objects.count() == mails + 5
    return spent


def handed_over(mails: int) -> tuple[float, float, float]:
    """The same through a listener of its own process; its CPU, not the senders'."""
    from headwater.desk.models import RawMail

    before = RawMail.objects.count()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = os.environ | {"HEADWATER_LISTEN_LMTP": f"127.0.0.1:{port}"}
    process = subprocess.Popen([sys.executable, "-m", "headwater.project.mail", "listen"], env=environ)
    try:
        _send(port, list(letters(16, seed=2)))
        at = psutil.Process(process.pid)
        load, cpu, wall = os.getloadavg()[0], _cpu(at), time.perf_counter()
        _send(port, list(letters(mails, seed=3)))
        spent = _cpu(at) - cpu, time.perf_counter() - wall, load
    finally:
        process.terminate()
        process.wait(30)
    assert RawMail.objects.count() == before + 16 + mails
    return spent


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _send(port: int, raws: list[bytes]) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda start: _sender(port, raws[start::8]), range(8)))


def _sender(port: int, raws: list[bytes]) -> None:
    client = _connected(port)
    for raw in raws:
        client.sendmail("c@example.org", ["help@shop.example"], raw)
    client.quit()


def _connected(port: int) -> smtplib.LMTP:
    for _ in range(600):
        try:
            return smtplib.LMTP("127.0.0.1", port, timeout=60)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise TimeoutError("The listener did not start.")


if __name__ == "__main__":
    main()
