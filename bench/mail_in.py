# ruff: noqa: PLC0415, T201 -- tables load after the settings; the page is what it prints
"""Mail in, end to end: parsed, threaded, written with its moments and committed durably. Mails per second of CPU.

python -m bench.mail_in [--mails 1000] [--batch 50] > docs/benchmarks/mail-in.md
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

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

    from headwater.desk.channels.email.domain import Arrival
    from headwater.desk.channels.email.ingest import ingest_many
    from headwater.desk.models import Mailbox, Message, RawMail

    logging.disable(logging.INFO)
    box = Mailbox.objects.create(name="Help", address="help@shop.example", live=True)
    arrivals = [Arrival(box.pk, raw) for raw in letters(mails)]
    ingest_many(arrivals=[Arrival(box.pk, raw) for raw in letters(5, seed=1)], now=NOW)
    load, cpu, wall = os.getloadavg()[0], time.process_time(), time.perf_counter()
    for begin in range(0, mails, batch):
        ingest_many(arrivals=arrivals[begin : begin + batch], now=NOW)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert Message.objects.count() == RawMail.objects.count() == mails + 5
    print("# Mail in\n")
    print(f"{mails} mails, {batch} in a commit, SQLite with synchronous=FULL, empty database at the start.\n")
    print("| mails a second of CPU | CPU ms a mail | mails a second of wall time | load of the machine (2 cores) |")
    print("|---|---|---|---|")
    print(f"| {mails / cpu:.0f} | {1000 * cpu / mails:.2f} | {mails / wall:.0f} | {load:.1f} |")


if __name__ == "__main__":
    main()
