"""One person can have everything that is kept about them, and be forgotten: not a byte is left."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import connection
from tests.desk.conftest import World, at, make_world

from headwater.desk import service as desk
from headwater.desk.acts import keeping, own_links
from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.models import (
    Attachment,
    Case,
    Customer,
    DeadLetter,
    Erasure,
    Message,
    Preference,
    Promise,
    RawMail,
    Treatment,
)
from headwater.desk.store import files
from headwater.moments.service import append, read

pytestmark = [pytest.mark.server]
MARKS = ("ada@example.org", "Lovelace", "secret parcel", "zanzibar", "+4930555")


@pytest.fixture
def whole(transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world whose transactions are real, because free pages can only be cleaned outside of one, with files of its
    own, because other tests leave theirs."""
    monkeypatch.setattr(settings, "DATA", tmp_path_factory.mktemp("data"))
    return make_world()


def lived(world: World, folder: Path) -> tuple[Case, Case]:
    raw = b"From: ada@example.org\r\n\r\nmy secret parcel zanzibar"
    said = desk.Incoming(
        text="my secret parcel zanzibar", sender_address="ada@example.org", sender_name="Ada Lovelace", raw=raw,
        message_id="<1@ada>", uploads=(desk.Upload("me.txt", "text/plain", b"zanzibar photo"),),
    )  # fmt: skip
    mine = world.case(incoming=said, words="")
    desk.confirm(case=mine, concern="zanzibar", by=world.alice, now=at(1))
    promise(world, mine, "send zanzibar to ada@example.org")
    desk.reply(case=mine, text="Dear Lovelace", by=world.alice, now=at(2), hold_seconds=0)
    other = world.case(3, address="bob@example.org", customer_name="Bob", words="She is ada@example.org")
    desk.receive(case=other, words="me too", address="ada@example.org", sender_name="Ada Lovelace", now=at(4))
    desk.break_promise(
        promise=promise(world, other, "write to ada@example.org"),
        link="the mail of ada@example.org",
        by=world.alice,
        now=at(4),
    )
    known(world, mine, other)
    linked(mine, other)
    desk.merge(into=other, case=mine, by=world.alice, now=at(5), other_customer=True)
    DeadLetter.objects.create(reason="broken", raw=raw, sha256="0" * 64, at=at(6))
    desk.export_moments(now=at(7), folder=folder)
    table = pa.table({"case": ["T1", "T2"], "step": ["a", "b"], "at": ["2026-03-01 10:00", "2026-03-01 11:00"],
                      "customer": ["Ada@Example.org", "Bob"], "note": ["x", "y"]})  # fmt: skip
    pa.csv.write_csv(table, folder / "a.csv")
    append(folder / "a.csv", folder, case="case", step="step", at="at", customer="customer")
    (folder / "a.csv").unlink()
    read(folder)
    return mine, other


def linked(mine: Case, other: Case) -> None:
    """Links to their page, one of another's page to their address, and one that somebody asks for."""
    for case, purpose in ((mine, "page"), (mine, "outcome"), (other, "address")):
        own_links.make(
            customer=case.customer, purpose=purpose, address="ada@example.org", now=at(4), language="en",
            lasts=timedelta(days=1), case=case,
        )  # fmt: skip
    desk.ask_for_link(address="ada@example.org", language="en", now=at(4))


def promise(world: World, case: Case, what: str) -> Promise:
    return desk.promise(
        case=case, what=what, own_words=f"I'll {what}", due_from=at(3), due_to=at(900), by=world.alice, now=at(3)
    )


def known(world: World, mine: Case, other: Case) -> None:
    """What is known of her, what others' rows say of her, and who she was found to be."""
    who = mine.customer_id
    for kind, value in (("payment", "by zanzibar bank"), ("hours", "9-12")):
        desk.set_preference(customer=who, kind=kind, value=value, said_at=at(4), by=world.alice, now=at(4))
    desk.withdraw_preference(customer=who, kind="payment", by=world.alice, now=at(4))
    desk.add_address(customer=who, address="+49 30 555 123", by=world.alice, now=at(4))
    desk.treat(case=mine, how="better", what="zanzibar first", reason="", by=world.alice, now=at(4))
    desk.treat(case=other, how="worse", what="Waited for Ada@example.org", reason="ada@example.org called",
               by=world.alice, now=at(4))  # fmt: skip
    seen = desk.write_type(name="Moving house", situation="Says so", needs="A date", by=world.bob, now=at(4))
    desk.give_type(customer=who, type_=seen.pk, by=world.alice, now=at(4))
    twin = world.case(4, customer_name="Countess Lovelace", address="countess@zanzibar.example")
    desk.merge_customers(
        into=who, gone=twin.customer_id, by=world.alice, now=at(4), why="ada@example.org said so", sure=True
    )
    desk.count_rhythms(now=at(4))


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """All that is stored, as text: the database's own bytes (rows on PostgreSQL), the record unpacked, the files."""
    if connection.vendor == "sqlite":
        yield "database", connection.connection.serialize().decode("utf-8", "ignore")
    else:
        yield from _rows()
    for root in (folder, Path(settings.DATA) / "attachments"):
        for path in (p for p in root.rglob("*") if p.is_file()):
            yield str(path), path.read_bytes().decode("utf-8", "ignore")
            if path.suffix == ".parquet":
                yield str(path), repr(pq.read_table(path).to_pylist())


def _rows() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            said = " ".join(row[0] for row in cursor.fetchall())
            binary = (bytes.fromhex(found) for found in re.findall(r"\\x([0-9a-f]+)", said))
            yield table, said + " ".join(part.decode("utf-8", "ignore") for part in binary)


def traces(folder: Path) -> list[tuple[str, str]]:
    return [(where, mark) for where, said in everything(folder) for mark in MARKS if mark.casefold() in said.casefold()]


def test_somebody_is_forgotten_everywhere(whole: World, tmp_path: Path):
    mine, other = lived(whole, tmp_path)
    sha = Attachment.objects.get().sha256
    assert {mark for _, mark in traces(tmp_path)} >= {"ada@example.org", "Lovelace", "zanzibar"}
    with pytest.raises(NotAllowedError):
        desk.erase_customer(customer=mine.customer_id, by=whole.alice, now=at(8))
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(8))
    assert desk.finish_erasures(now=at(9), folder=tmp_path) == 1
    assert traces(tmp_path) == []
    assert not files.path_of(sha).exists()
    assert Customer.objects.count() == Case.objects.count() == Promise.objects.count() == 1
    assert Promise.objects.get().broken_by["link"] == "the mail of [erased]"
    assert [(t.what, t.reason) for t in Treatment.objects.all()] == [("Waited for [erased]", "[erased] called")]
    assert not Preference.objects.exists()
    assert [m.text for m in Message.objects.filter(case=other).order_by("at")] == ["She is [erased]", "me too"]
    assert desk.search(user=whole.olga, words="zanzibar", now=at(10)).rows == ()
    assert set(read(tmp_path).names("case_ids")) == {f"desk-{other.number}", "T2"}
    assert desk.finish_erasures(now=at(9), folder=tmp_path) == 0


def test_a_killed_erasure_is_finished_later(whole: World, tmp_path: Path):
    mine, _ = lived(whole, tmp_path)
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(8))
    Erasure.objects.update(keys=[])
    assert desk.finish_erasures(now=at(9), folder=tmp_path) == 1
    assert f"desk-{mine.number}" not in read(tmp_path).names("case_ids")


def test_a_shared_file_stays_while_somebody_elses_message_names_it(whole: World, tmp_path: Path):
    same = (desk.Upload("logo.png", "image/png", b"logo"),)
    mine = whole.case(incoming=desk.Incoming(text="a", uploads=same), words="")
    whole.case(1, address="bob@example.org", incoming=desk.Incoming(text="b", uploads=same), words="")
    desk.erase_customer(customer=mine.customer_id, by=whole.olga, now=at(8))
    desk.finish_erasures(now=at(9), folder=tmp_path)
    assert files.read(Attachment.objects.get().sha256) == b"logo"


def test_somebody_gets_everything_that_is_kept(whole: World, tmp_path: Path):
    mine, _ = lived(whole, tmp_path)
    found = desk.export_person(customer=mine.customer_id, by=whole.olga, now=at(8), folder=tmp_path)
    with zipfile.ZipFile(io.BytesIO(found.zip())) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("data.json"))
    assert [n.split("/")[0] for n in names] == ["data.json", "attachments", "raw"]
    assert {m["text"] for m in data["messages"]} >= {"my secret parcel zanzibar", "Dear Lovelace"}
    reached = ["ada@example.org", "+4930555123", "countess@zanzibar.example"]
    assert [a["value"] for a in data["addresses"]] == reached
    assert [p["value"] for p in data["preferences"]] == ["by zanzibar bank", "09:00-12:00 UTC"]
    assert [t["what"] for t in data["treatments"]] == ["zanzibar first"]
    assert (len(data["types"]), len(data["merges"]), len(data["rhythm"])) == (1, 1, 1)
    assert [c["name"] for c in data["merged_here"]] == ["Countess Lovelace"]
    assert [p["what"] for p in data["promises"]] == ["send zanzibar to ada@example.org"]
    assert [link["purpose"] for link in data["links"]] == ["page", "outcome"]
    assert not {"salt", "digest"} & set(data["links"][0])
    assert {row["case"] for row in data["record"]} >= {f"desk-{mine.number}", "T1"}
    with pytest.raises(NotAllowedError):
        desk.export_person(customer=mine.customer_id, by=whole.bob, now=at(8), folder=tmp_path)


def test_nothing_is_deleted_until_a_person_says_so(world: World):
    case = world.case(
        incoming=desk.Incoming(text="x", raw=b"raw", uploads=(desk.Upload("a", "b", b"old file"),)), words=""
    )
    later = at(0) + timedelta(days=400)
    assert desk.apply_retention(now=later) == {}
    assert RawMail.objects.count() == 1
    with pytest.raises(NotAllowedError):
        desk.set_retention(what="raw mail", days=30, by=world.alice, now=at(1))
    with pytest.raises(RefusedError, match="at least 7"):
        desk.set_retention(what="raw mail", days=1, by=world.olga, now=at(1))
    for what in keeping.KINDS:
        desk.set_retention(what=what, days=keeping.LEAST_DAYS[what], by=world.olga, now=at(1))
    sha = Attachment.objects.get().sha256
    assert desk.apply_retention(now=at(0) + timedelta(days=7)) == dict.fromkeys(keeping.KINDS, 0)
    gone = desk.apply_retention(now=later)
    assert gone | {keeping.AUDIT: 0} == dict.fromkeys(keeping.KINDS, 0) | {"raw mail": 1, "attachments": 1}
    assert not files.path_of(sha).exists()
    assert Message.objects.get(case=case).text == "x"
