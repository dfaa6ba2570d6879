"""Moments from outside reach the record once, whatever dies on the way."""

from datetime import UTC, datetime

import pytest
from deltalake import DeltaTable
from tests.api.conftest import a_case
from tests.world import NOW, World

from headwater.api import sending
from headwater.api.models import MomentBatch, SentMoment
from headwater.desk import service as desk
from headwater.moments.service import read
from headwater.moments.store import count

pytestmark = pytest.mark.server


def paid(key: str, **more):
    return {"key": key, "case": "order-7", "step": "Paid", "at": "2026-03-02T10:00:00+01:00"} | more


def send(call, *moments):
    return call("post", "/moments", {"moments": list(moments)})


def test_each_key_counts_once(world: World, key, data):
    call = key(world.anna)
    assert send(call, paid("1"), paid("2")).json() == {"taken": 2, "known": 0}
    assert send(call, paid("2"), paid("3")).json() == {"taken": 1, "known": 1}
    assert send(call, paid("4"), paid("4")).json() == {"taken": 1, "known": 1}
    assert sending.export_sent(now=NOW) == 4
    assert sending.export_sent(now=NOW) == 0
    assert count(data / "record") == 4
    assert send(call, paid("1")).json() == {"taken": 0, "known": 1}
    assert SentMoment.objects.exclude(row={}).count() == 0, "what is in the record is not kept twice"


def test_it_is_in_the_record_as_it_was_sent(world: World, key, data):
    given = paid("1", who="Till 3", channel="shop", attributes={"amount": 12.5, "late": True, "way": "card"})
    assert send(key(world.anna), given, paid("2", start="2026-03-02T08:00:00Z")).status_code == 202
    sending.export_sent(now=NOW)
    rows = DeltaTable(str(data / "record" / "moments")).to_pyarrow_table().sort_by("_row").to_pylist()
    shown = [
        {n: row[n] for n in ("case", "step", "who", "channel", "@amount", "@late", "@way", "_source")} for row in rows
    ]
    assert shown[0] == {
        "case": "order-7", "step": "Paid", "who": "Till 3", "channel": "shop", "@amount": "12.5", "@late": "true",
        "@way": "card", "_source": "api",
    }  # fmt: skip
    assert rows[0]["at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (rows[0]["start"], rows[1]["start"]) == (None, datetime(2026, 3, 2, 8, tzinfo=UTC))


def test_killed_between_record_and_database(world: World, key, data, monkeypatch):
    send(key(world.anna), paid("1"))
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_mark", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sending.export_sent(now=NOW)
    assert MomentBatch.objects.get().exported_at is None
    assert sending.export_sent(now=NOW) == 0
    assert count(data / "record") == 1
    assert MomentBatch.objects.get().exported_at == NOW


def test_beside_the_desks_own(world: World, key, data):
    case = a_case(world)
    send(key(world.anna), paid("1", case=f"desk-{case.number}"))
    desk.export_moments(now=NOW)
    sending.export_sent(now=NOW)
    record = read(data / "record")
    assert (record.counts.cases, record.counts.moments) == (1, 2)


def test_what_cannot_be_one(world: World, key):
    call = key(world.anna)
    assert send(call).status_code == 422
    assert send(call, paid("1", at="2026-03-02T10:00:00")).status_code == 422, "no offset"
    assert send(call, paid("1", attributes={"_row": "1"})).status_code == 422
    assert send(call, paid("")).status_code == 422
