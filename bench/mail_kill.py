# ruff: noqa: PLC0415 -- tables load after the settings
"""Mails flow in and out while every process is killed at random; afterwards all is counted.

    python -m bench.mail_kill --mails-in 5000 --mails-out 2000

Half of the mails in come by IMAP from a real Dovecot, half by LMTP from a sender that asks again until it hears 250, as
mail servers do. Answers are given over the API, each under an Idempotency-Key, asked again until it is heard that they
are kept. Mails out go to a real Exim, which hands them to Dovecot; both keep what they have accepted.
"""

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.mail_flows import AT_ONCE, BOX, CUSTOMERS, Answers, api_key, begin, by_imap, by_lmtp
from bench.mail_in import server
from bench.mail_processes import Processes, commands
from tests.desk.channels.email import servers as real


def settled(mails_in: int, mails_out: int, servers: real.Servers) -> bool:
    from headwater.desk.models import Message

    come = Message.objects.filter(kind="in").count()
    gone = Message.objects.filter(kind="out", state__in=["sent", "failed"]).count()
    return come >= mails_in and gone >= mails_out and stored(servers).total() >= mails_out


def stored(servers: real.Servers) -> Counter[str]:
    """The mails that customers have in their mailboxes, by Message-ID."""
    raws = [raw for n in range(CUSTOMERS) for raw in servers.stored(f"c{n}@example.org")]
    return Counter(re.search(rb"^Message-ID:\s*<([^>]+)>", raw, re.I | re.M)[1].decode() for raw in raws)


def accepted(servers: real.Servers) -> Counter[str]:
    """The mails that Exim accepted from us, by Message-ID."""
    log = (servers.folder / "exim" / "mainlog").read_text(errors="replace")
    return Counter(re.findall(r" <= .* id=(hw\.\S+)", log))


def coming(mails_in: int) -> dict[str, object]:
    """What became of the mails in."""
    from headwater.desk.models import Case, DeadLetter, Message, OutboxMoment, RawMail

    steps = Counter(OutboxMoment.objects.values_list("step", flat=True))
    come = Counter(Message.objects.filter(kind="in").values_list("message_id", flat=True))
    return {
        "in: sent to us": mails_in,
        "in: messages": come.total(),
        "in: lost": mails_in - len(come),
        "in: doubled": come.total() - len(come),
        "in: raw mails": RawMail.objects.count(),
        "in: moments": steps["Case opened"] + steps["Message received"],
        "cases": Case.objects.count(),
        "dead letters": DeadLetter.objects.count(),
    }


def going(mails_out: int, servers: real.Servers, answers: Answers) -> dict[str, object]:
    """What became of the answers."""
    from django.db.models import Sum

    from headwater.desk.models import Delivery, Message, OutboxMoment

    got, took, written = stored(servers), accepted(servers), Message.objects.filter(kind="out")
    return {
        "out: answers given over the API": mails_out,
        "out: answers kept": len(answers.kept),
        "out: calls that a kill cut short": answers.cut,
        "out: calls that found no page running": answers.closed,
        "out: calls that were refused": len(answers.failed),
        "out: messages": written.count(),
        "out: answers doubled or lost in the desk": len(
            {*answers.kept.values()} ^ {*written.values_list("pk", flat=True)}
        ),
        "out: sent": written.filter(state="sent").count(),
        "out: moments": OutboxMoment.objects.filter(step="Reply sent").count(),
        "out: in the customers' mailboxes": got.total(),
        "out: lost": mails_out - len(got),
        "out: doubled": got.total() - len(got),
        "out: handed over twice": took.total() - len(took),
        "out: tries that a kill cut short": Delivery.objects.aggregate(n=Sum("unsure"))["n"],
    }


def recorded() -> dict[str, object]:
    """What reached the record."""
    from headwater.desk import service as desk
    from headwater.desk.models import OutboxMoment
    from headwater.moments.service import read

    while desk.export_moments(now=datetime.now(UTC)):
        pass
    return {
        "moments in the journal": OutboxMoment.objects.filter(quiet=False).count(),
        "moments in the record": read(Path(os.environ["HEADWATER_DATA"]) / "record").counts.moments,
    }


def flow(
    mails_in: int, mails_out: int, servers: real.Servers, log: Path, every: float, seconds: float
) -> dict[str, object]:
    """Everything at once, until all has come and gone; what was counted."""
    lmtp, (web,) = int(os.environ["HEADWATER_LISTEN_LMTP"].rpartition(":")[2]), real.free_ports(1)
    half, chance, answers = mails_in // 2, random.Random(0), Answers(web, api_key())
    begun, processes = time.monotonic(), Processes(commands(web), log, chance)
    begin([partial(by_imap, servers, half)])
    begin([partial(by_lmtp, lmtp, mails_in - half, since) for since in range(AT_ONCE)])
    begin([partial(answers.give, mails_out, since) for since in range(AT_ONCE)])
    try:
        while time.monotonic() - begun < seconds and not settled(mails_in, mails_out, servers):
            time.sleep(chance.uniform(0.2, 1.8) * every)
            processes.kill_one()
    finally:
        processes.end()
    took = {"minutes": round((time.monotonic() - begun) / 60, 1)}
    kills = {f"kills: {name}": times for name, times in processes.kills.items()}
    return took | kills | coming(mails_in) | going(mails_out, servers, answers) | recorded()


def run(mails_in: int, mails_out: int, every: float, seconds: float, folder: Path) -> dict[str, object]:
    (folder / "servers").mkdir()
    with real.running(folder / "servers") as servers:
        os.environ["HEADWATER_MAIL_CA"] = str(servers.ca)
        os.environ["HEADWATER_LISTEN_LMTP"] = f"127.0.0.1:{real.free_ports(1)[0]}"
        server(folder / "data")
        connect(servers)
        return flow(mails_in, mails_out, servers, folder / "log", every, seconds)


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
        sys.stdout.write(json.dumps(found, indent=1) + "\n" if said.json else page(found, said.every))


def page(found: dict[str, object], every: float) -> str:
    """The counts as a page."""
    pace = "second" if every == 1 else f"{every:g} seconds"
    head = (
        "# Mail while processes are killed\n\nMade by `bench/mail_kill.py` on SQLite: real Dovecot and Exim, "
        f"SIGKILL to a process of the server about every {pace}, each kind as often as the others.\n\n"
        "| what | count |\n|---|---|\n"
    )
    return head + "".join(f"| {name} | {value} |\n" for name, value in found.items())


if __name__ == "__main__":
    main()
