"""Forgetting ann@x.org leaves joann@x.org everything, byte for byte."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
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
from headwater.moments.service import append, read
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
    SavedReply.objects.create(
        name=f"for {who.decode()}", text=f"Dear {address}", owner=world.alice, changed_at=at(minutes)
    )
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
    SavedReply.objects.filter(name="for ann").delete()
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


def imported(folder: Path, customers: list[str]) -> None:
    """A file that names customers as other systems do; its cases are T0, T1 …"""
    table = pa.table(
        {
            "case": [f"T{n}" for n, _ in enumerate(customers)],
            "step": ["a"] * len(customers),
            "at": [f"2026-03-01 1{n}:00" for n, _ in enumerate(customers)],
            "customer": customers,
        }
    )
    pa.csv.write_csv(table, folder / "a.csv")
    append(folder / "a.csv", folder, case="case", step="step", at="at", customer="customer")


@pytest.mark.parametrize("by_name", [False, True])
def test_a_namesake_keeps_everything_unless_the_name_is_meant(whole: World, tmp_path: Path, by_name: bool):
    mine, other = wrote(whole, 0, b"ann", "Ann Lee"), wrote(whole, 10, b"joann", "Ann Lee")
    desk.export_moments(now=at(15), folder=tmp_path)
    imported(tmp_path, [f"customer-{mine.customer_id}", "ann@x.org", "Ann Lee", f"customer-{other.customer_id}"])
    held = desk.held_of(customer=mine.customer_id, by=whole.olga, folder=tmp_path)
    assert held.by_name == 1
    told = desk.export_person(customer=mine.customer_id, by=whole.olga, now=at(15), folder=tmp_path).data["record"]
    assert {row["case"] for row in told} == {f"desk-{mine.number}", "T0", "T1"}
    assert held.in_record == len(told)
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(16), by_name=by_name)
    desk.finish_erasures(now=at(17), folder=tmp_path)
    left = {f"desk-{other.number}", "T3"} | (set() if by_name else {"T2"})
    assert set(read(tmp_path).names("case_ids")) == left
    assert Customer.objects.get().name == "Ann Lee"


def test_who_was_merged_into_them_goes_by_number_too(whole: World, tmp_path: Path):
    mine = wrote(whole, 0, b"ann", "Ann")
    twin = wrote(whole, 10, b"anna", "Anna")
    gone = twin.customer_id
    desk.merge_customers(into=mine.customer_id, gone=gone, by=whole.olga, now=at(14), why="said so", sure=True)
    imported(tmp_path, [f"customer-{gone}", "Anna"])
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(16))
    desk.finish_erasures(now=at(17), folder=tmp_path)
    assert set(read(tmp_path).names("case_ids")) == {"T1"}


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
