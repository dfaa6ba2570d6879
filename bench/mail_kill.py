# ruff: noqa: PLC0415 -- tables load after the settings
"""Mails flow in and out while every process is killed at random; afterwards all is counted.

    python -m bench.mail_kill --mails-in 5000 --mails-out 2000

Half of the mails in come by IMAP from a real Dovecot, half by LMTP from a sender that asks again until it hears 250, as
mail servers do. Mails out go to a real Exim, which hands them to Dovecot; both keep what they have accepted.
"""

import argparse
import json
import os
import random
import re
import signal
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import psutil
from bench.mail_in import server
from tests.desk.channels.email import servers as real
from tests.desk.channels.email.letters import mail

ROLES = {name: ["headwater.project.mail", name] for name in ("fetch", "send", "listen")} | {
    "worker": ["headwater.project.worker"]
}
BOX = "help@shop.example"
START_CPU_S, LONG_S = 1.4, 20.0
"""CPU seconds that a start takes; seconds after which a process with nothing to do has started too"""


class Processes:
    """The server's processes, each started again when it has ended."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.since: dict[str, float] = {}
        self.running = {name: self._start(name) for name in ROLES}
        self.kills: Counter[str] = Counter()

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        self.since[name] = time.monotonic()
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", *ROLES[name]], stdout=log, stderr=log)

    def ripe(self) -> list[str]:
        """Those that have started: who is killed before does nothing that could go wrong, and nothing would go on."""
        return [name for name in self.running if self._worked(name)]

    def _worked(self, name: str) -> bool:
        spent = psutil.Process(self.running[name].pid).cpu_times()
        return spent.user + spent.system > START_CPU_S or time.monotonic() - self.since[name] > LONG_S

    def kill(self, name: str) -> None:
        self.running[name].send_signal(signal.SIGKILL)
        self.running[name].wait()
        self.running[name] = self._start(name)
        self.kills[name] += 1

    def end(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(60)


def by_imap(servers: real.Servers, mails: int) -> None:
    for n in range(mails):
        servers.put(BOX, mail(f"By IMAP {n}", message_id=f"<imap.{n}@in>", sender=f"c{n % 50}@example.org"))
        time.sleep(0.1)


def by_lmtp(port: int, mails: int, since: int) -> None:
    """Each mail is handed over until it is taken."""
    client = None
    for n in range(since, mails, 3):
        raw = mail(f"By LMTP {n}", message_id=f"<lmtp.{n}@in>", sender=f"c{n % 50}@example.org")
        while True:
            try:
                client = client or smtplib.LMTP("127.0.0.1", port, timeout=60)
                client.sendmail("c@example.org", [BOX], raw)
                break
            except (OSError, smtplib.SMTPException):
                client = None
                time.sleep(0.2)


def answer(mails: int) -> None:
    """Write answers to the cases that are there."""
    from django.db import connections

    from headwater.desk import service as desk
    from headwater.desk.models import Case

    done = 0
    while done < mails:
        cases = list(Case.objects.order_by("number").values_list("number", flat=True))
        for number in random.sample(cases, min(len(cases), 10, mails - done)):
            desk.reply(case=number, text=f"Answer {done}", by=None, now=datetime.now(UTC), hold_seconds=0)
            done += 1
        time.sleep(0.3)
    connections.close_all()


def settled(mails_in: int, mails_out: int, servers: real.Servers) -> bool:
    from headwater.desk.models import Message

    come = Message.objects.filter(kind="in").count()
    gone = Message.objects.filter(kind="out", state__in=["sent", "failed"]).count()
    return come >= mails_in and gone >= mails_out and stored(servers).total() >= mails_out


def stored(servers: real.Servers) -> Counter[str]:
    """The mails that customers have in their mailboxes, by Message-ID."""
    raws = [raw for n in range(50) for raw in servers.stored(f"c{n}@example.org")]
    return Counter(re.search(rb"^Message-ID:\s*<([^>]+)>", raw, re.I | re.M)[1].decode() for raw in raws)


def accepted(servers: real.Servers) -> Counter[str]:
    """The mails that Exim accepted from us, by Message-ID."""
    log = (servers.folder / "exim" / "mainlog").read_text(errors="replace")
    return Counter(re.findall(r" <= .* id=(hw\.\S+)", log))


def counts(mails_in: int, mails_out: int, servers: real.Servers, kills: Counter[str]) -> dict[str, object]:
    from django.db.models import Sum

    from headwater.desk import service as desk
    from headwater.desk.models import Case, DeadLetter, Delivery, Message, OutboxMoment, RawMail
    from headwater.moments.service import read

    while desk.export_moments(now=datetime.now(UTC)):
        pass
    got, took = stored(servers), accepted(servers)
    steps = Counter(OutboxMoment.objects.values_list("step", flat=True))
    come = Counter(Message.objects.filter(kind="in").values_list("message_id", flat=True))
    return {
        "kills": dict(kills),
        "in: sent to us": mails_in,
        "in: messages": come.total(),
        "in: lost": mails_in - len(come),
        "in: doubled": come.total() - len(come),
        "in: raw mails": RawMail.objects.count(),
        "in: moments": steps["Case opened"] + steps["Message received"],
        "cases": Case.objects.count(),
        "dead letters": DeadLetter.objects.count(),
        "out: answers written": mails_out,
        "out: sent": Message.objects.filter(kind="out", state="sent").count(),
        "out: moments": steps["Reply sent"],
        "out: in the customers' mailboxes": got.total(),
        "out: lost": mails_out - len(got),
        "out: doubled": got.total() - len(got),
        "out: handed over twice": took.total() - len(took),
        "out: tries that a kill cut short": Delivery.objects.aggregate(n=Sum("unsure"))["n"],
        "moments in the journal": OutboxMoment.objects.filter(quiet=False).count(),
        "moments in the record": read(Path(os.environ["HEADWATER_DATA"]) / "record").counts.moments,
    }


def flow(mails_in: int, mails_out: int, servers: real.Servers, log: Path, every: float, seconds: float) -> Counter[str]:
    """Everything at once, until all has come and gone; how often each process was killed."""
    lmtp = int(os.environ["HEADWATER_LISTEN_LMTP"].rpartition(":")[2])
    half = mails_in // 2
    flows = [threading.Thread(target=by_imap, args=(servers, half)), threading.Thread(target=answer, args=(mails_out,))]
    flows += [threading.Thread(target=by_lmtp, args=(lmtp, mails_in - half, since)) for since in range(3)]
    processes, rng, until = Processes(log), random.Random(0), time.monotonic() + seconds
    for thread in flows:
        thread.daemon = True
        thread.start()
    try:
        while time.monotonic() < until and not settled(mails_in, mails_out, servers):
            time.sleep(rng.uniform(0.2, 1.8) * every)
            if ripe := processes.ripe():
                processes.kill(rng.choice(ripe))
    finally:
        processes.end()
    return processes.kills


def run(mails_in: int, mails_out: int, every: float, seconds: float, folder: Path) -> dict[str, object]:
    (folder / "servers").mkdir()
    with real.running(folder / "servers") as servers:
        os.environ["HEADWATER_MAIL_CA"] = str(servers.ca)
        os.environ["HEADWATER_LISTEN_LMTP"] = f"127.0.0.1:{real.free_ports(1)[0]}"
        server(folder / "data")
        connect(servers)
        kills = flow(mails_in, mails_out, servers, folder / "log", every, seconds)
        return counts(mails_in, mails_out, servers, kills)


def connect(servers: real.Servers) -> None:
    from headwater.desk.channels.email import service as channel
    from headwater.desk.models import ChannelSheet

    now = datetime.now(UTC)
    imap = channel.Server("localhost", servers.imap_tls, "tls", BOX, real.PASSWORD)
    smtp = channel.Server("localhost", servers.smtp, "starttls")
    box = channel.connect(name="Help", address=BOX, imap=imap, smtp=smtp, by=None, now=now)
    ChannelSheet.objects.create(
        channel="email", mailbox=box, operated_by="us", data_leaving="none", told_customer="all", confirmed_at=now
    )
    channel.set_live(mailbox=box.pk, live=True, by=None, now=now)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--mails-in", type=int, default=300)
    ask.add_argument("--mails-out", type=int, default=120)
    ask.add_argument("--every", type=float, default=4.0, help="seconds between two kills, about")
    ask.add_argument("--seconds", type=float, default=900.0)
    ask.add_argument("--json", action="store_true")
    said = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="headwater-kill-") as folder:
        Path(folder).chmod(0o755)
        found = run(said.mails_in, said.mails_out, said.every, said.seconds, Path(folder))
        sys.stdout.write(json.dumps(found, indent=1) + "\n" if said.json else page(found))


def page(found: dict[str, object]) -> str:
    """The counts as a page."""
    head = (
        "# Mail while processes are killed\n\nHow it was made: `bench/mail_kill.py`.\n\n| what | count |\n|---|---|\n"
    )
    return head + "".join(f"| {name} | {value} |\n" for name, value in found.items())


if __name__ == "__main__":
    main()
