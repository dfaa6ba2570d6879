"""The journal reaches the record: all of it, once, also when the exporter dies half-way."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models.signals import post_save
from tests.desk.conftest import T0, World, answer, at, reached

import headwater as hw
from headwater.desk import service as desk
from headwater.desk.acts import exporting
from headwater.desk.contract import COLUMNS
from headwater.desk.models import Case, ExportBatch, OutboxMoment
from headwater.moments.service import journal_at, read
from headwater.people.models import User

pytestmark = pytest.mark.server


def served(world: World, minute: float) -> Case:
    case = world.case(minute)
    desk.assign(case=case, holder=world.alice, by=world.alice, now=at(minute + 10))
    desk.hand_over(case=case, team=world.billing, holder=world.carl, by=world.alice, now=at(minute + 30))
    answer(case=case, by=world.carl, now=at(minute + 45))
    desk.tag(case=case, name="parcel", by=world.carl, now=at(minute + 46))
    reached(case=case, by=world.carl, now=at(minute + 60))
    return case


def rows(folder: Path) -> list[dict[str, object]]:
    names = ", ".join(
        f"(SELECT name FROM {table} d WHERE d.code = m.{role}) AS {role}"
        for role, table in (("step", "steps"), ("who", "people"), ("team", "teams"))
    )
    asked = f'SELECT {names}, done_at, "@held by", "@held by team" FROM moments m ORDER BY case_no, seq'
    return read(folder).sql(asked).to_pylist()


def test_a_moment_says_who_held_the_case_until_it(world: World, tmp_path: Path):
    served(world, 0)
    assert desk.export_moments(now=at(61), folder=tmp_path) == 6
    found = rows(tmp_path)
    assert [(r["step"], r["who"], r["team"], r["@held by"], r["@held by team"]) for r in found] == [
        ("Case opened", None, "Support", None, "Support"),
        ("Assigned", "Alice", "Support", None, "Support"),
        ("Handed over", "Alice", "Support", "Alice", "Support"),
        ("Reply sent", "Carl", "Billing", "Carl", "Billing"),
        ("Concern confirmed", "Carl", "Billing", "Carl", "Billing"),
        ("Outcome reached", "Carl", "Billing", "Carl", "Billing"),
    ]
    assert found[1]["done_at"] == (T0 + timedelta(minutes=10)).replace(tzinfo=None)


def test_nothing_enters_twice_and_new_moments_follow(world: World, tmp_path: Path):
    served(world, 0)
    assert [desk.export_moments(now=at(61), folder=tmp_path) for _ in range(2)] == [6, 0]
    served(world, 70)
    assert desk.export_moments(now=at(140), folder=tmp_path) == 6
    assert read(tmp_path).counts.moments == 12
    assert OutboxMoment.objects.filter(exported_at__isnull=True, quiet=False).count() == 0


def test_killed_before_the_append_it_goes_on(world: World, tmp_path: Path):
    served(world, 0)
    assert exporting._batch(at(61), 0, exporting._newest())
    served(world, 70)
    assert desk.export_moments(now=at(140), folder=tmp_path) == 12
    assert read(tmp_path).counts.moments == 12


def test_killed_between_the_append_and_the_mark_nothing_doubles(world: World, tmp_path: Path):
    served(world, 0)
    exporting._batch(at(61), 0, exporting._newest())
    assert exporting._add(tmp_path, 1) == 6
    assert ExportBatch.objects.filter(exported_at__isnull=True).count() == 1
    assert desk.export_moments(now=at(62), folder=tmp_path) == 0
    assert read(tmp_path).counts.moments == 6
    assert ExportBatch.objects.filter(exported_at__isnull=True).count() == 0


def test_what_comes_while_an_export_runs_is_left_for_the_next(world: World, tmp_path: Path):
    served(world, 0)
    come: list[Case] = []

    def comes(**_: object) -> None:
        assert len(come) < 3
        come.append(world.case(70))

    post_save.connect(comes, sender=ExportBatch)
    try:
        assert desk.export_moments(now=at(71), folder=tmp_path) == 6
    finally:
        post_save.disconnect(comes, sender=ExportBatch)
    assert desk.export_moments(now=at(72), folder=tmp_path) == len(come) == 1


def test_a_record_that_is_older_than_the_desk_is_filled_up_again(world: World, tmp_path: Path):
    served(world, 0)
    desk.export_moments(now=at(61), folder=tmp_path / "lost")
    assert desk.export_moments(now=at(62), folder=tmp_path / "anew") == 6


def test_a_record_that_is_newer_than_the_desk_loses_nothing(world: World, tmp_path: Path):
    served(world, 0)
    desk.export_moments(now=at(61), folder=tmp_path)
    OutboxMoment.objects.update(batch=None)
    ExportBatch.objects.all().delete()
    desk.export_moments(now=at(62), folder=tmp_path)
    assert journal_at(tmp_path, "desk") == 2


def test_tags_stay_in_the_story_and_travel_as_a_column(world: World, tmp_path: Path):
    served(world, 0)
    desk.export_moments(now=at(61), folder=tmp_path)
    record = read(tmp_path)
    assert "Tagged" not in record.names("steps")
    assert record.sql('SELECT "@tags" FROM cases')["@tags"].to_pylist() == ["parcel"]


def test_the_record_holds_no_name_address_or_word_of_a_customer(world: World, tmp_path: Path):
    served(world, 0)
    desk.export_moments(now=at(61), folder=tmp_path)
    said = repr(read(tmp_path).sql("SELECT * FROM recorded").to_pylist())
    assert "customer-" in said
    assert not [word for word in ("Ada", "example.org", "parcel?") if word in said]


def test_two_people_of_one_name_stay_two(world: World, tmp_path: Path):
    User.objects.create_user("other@example.com", name="Alice")
    served(world, 0)
    desk.export_moments(now=at(61), folder=tmp_path)
    assert "Alice (alice@example.com)" in read(tmp_path).names("people")


def test_the_contract_names_each_role_once():
    assert list(COLUMNS)[:7] == ["case", "step", "at", "who", "team", "customer", "channel"]
    assert all(name.startswith(("@", "_")) for name in list(COLUMNS)[7:])


def test_chain_and_causes_run_on_the_servers_own_record(world: World, tmp_path: Path):
    for n in range(30):
        case = served(world, n * 100)
        if n % 3 == 0:
            desk.receive(case=case, words="It broke again", now=at(n * 100 + 70))
    desk.export_moments(now=at(4000), folder=tmp_path)
    record = hw.read(tmp_path)
    assert "Reopened" in str(hw.chain(record))
    assert str(hw.causes(record, spoiled='has("Reopened")'))
