"""Forgetting ann@x.org leaves joann@x.org everything, byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.desk.conftest import World, at, make_world
from tests.desk.test_person import everything, promise

from headwater.desk import service as desk
from headwater.desk.models import (
    Attachment,
    Case,
    Customer,
    DeadLetter,
    LinkReport,
    Message,
    Promise,
    RawMail,
    SavedReply,
    Treatment,
)
from headwater.desk.store import files
from headwater.moments.service import read
from headwater.shared.mentions import mention

pytestmark = [pytest.mark.server]
KEPT = (Attachment, Case, Customer, DeadLetter, LinkReport, Message, Promise, RawMail, SavedReply, Treatment)
RAW = b"From: Joann <%s@x.org>\r\nTo: help@desk.example\r\n\r\nI am %s@x.org, call +49301234567."


@pytest.fixture
def whole(transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> World:
    monkeypatch.setattr(settings, "DATA", tmp_path_factory.mktemp("data"))
    return make_world()


def wrote(world: World, minutes: float, who: bytes, name: str) -> Case:
    """Somebody's mail with a file, our answer, a promise, a treatment, a loose mail and a dead letter."""
    raw, address = RAW % (who, who), f"{who.decode()}@x.org"
    said = desk.Incoming(
        text=raw.decode(), subject=f"From {address}", sender_address=address, sender_name=name, raw=raw,
        message_id=f"<{minutes}@x>", to=("help@desk.example",), cc=(f"second.{address}",),
        uploads=(desk.Upload("me.txt", "text/plain", b"file of " + who + b"@x.org"),),
    )  # fmt: skip
    case = world.case(minutes, incoming=said, words="", address=address, customer_name=name)
    desk.reply(case=case, text=f"To {address}.", by=world.alice, now=at(minutes + 1), hold_seconds=0, to=[address])
    promise(world, case, f"write to {address}")
    desk.treat(case=case, how="better", what=f"for {address}", reason="", by=world.alice, now=at(minutes + 2))
    RawMail.objects.create(data=raw, sha256=who.hex().ljust(64, "0"), received_at=at(minutes))
    DeadLetter.objects.create(reason="broken", raw=raw, sha256=who.hex().ljust(64, "1"), at=at(minutes))
    SavedReply.objects.create(name=f"for {name}", text=f"Dear {address}", owner=world.alice, changed_at=at(minutes))
    LinkReport.objects.create(case=case, by_user=world.alice, words=f"I, {address}", at=at(minutes))
    return case


def rows() -> dict[str, list[dict[str, Any]]]:
    return {kind.__name__: [_plain(row) for row in kind._default_manager.order_by("pk").values()] for kind in KEPT}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()}


def test_who_has_a_longer_address_keeps_everything(whole: World, tmp_path: Path):
    other = wrote(whole, 0, b"joann", "Joann")
    before = rows()
    mine = wrote(whole, 10, b"ann", "Ann")
    desk.add_address(customer=mine.customer_id, address="+49 30 123456", by=whole.alice, now=at(14))
    SavedReply.objects.filter(name="for Ann").delete()
    desk.export_moments(now=at(15), folder=tmp_path)
    theirs = [a for a in rows()["Attachment"] if a in before["Attachment"]]
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(16))
    LinkReport.objects.filter(words="[erased]").delete()
    desk.finish_erasures(now=at(17), folder=tmp_path)
    assert rows() == before
    assert [files.read(a["sha256"]) for a in theirs] == [b"file of joann@x.org"]
    left = [where for where, said in everything(tmp_path) for word in ("ann@x.org", "+4930123456")
            if mention(word).search(said)]  # fmt: skip
    assert left == []
    assert set(read(tmp_path).names("case_ids")) == {f"desk-{other.number}"}


def test_what_anothers_mail_says_of_both_loses_only_the_one(whole: World, tmp_path: Path):
    mine = wrote(whole, 0, b"ann", "Ann")
    said = desk.Incoming(
        text="Ask ann@x.org. Or joann@x.org.", raw=b"x", message_id="<b@x>", cc=("Ann@x.org", "joann@x.org")
    )
    case = whole.case(5, incoming=said, words="", address="bob@x.org", customer_name="Bob")
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(8))
    desk.finish_erasures(now=at(9), folder=tmp_path)
    message = Message.objects.get(case=case)
    assert (message.text, message.cc) == ("Ask [erased]. Or joann@x.org.", ["joann@x.org"])
    assert not RawMail.objects.exists()
