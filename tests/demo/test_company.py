"""The invented company: its cases are made by the desk's own acts and are true; once; beside nobody else's data."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import headwater as hw
from headwater.demo.company import fill
from headwater.demo.company.earlier import CASES, NAME, WEAK, earlier
from headwater.demo.company.staff import ORGANISATION, STAFF
from headwater.desk import replay
from headwater.desk import service as desk
from headwater.desk.models import Case, Customer, Holding, Message, OutboxMoment
from headwater.people import organisation
from headwater.people import service as people
from headwater.people.models import Audit, Invitation, User
from headwater.people.organisation import Organisation
from headwater.shared.errors import UsageError

pytestmark = [pytest.mark.server, pytest.mark.django_db]
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
"""a Wednesday"""


@pytest.fixture
def data(tmp_path: Path, settings, db: None) -> Path:
    """An empty data folder, as at the first start: there is the first owner, and their link."""
    settings.DATA = tmp_path
    people.first_owner_link(now=NOW)
    return tmp_path


def test_a_month_of_a_company(data: Path):
    fill(NOW)
    by_state = Counter(Case.objects.values_list("state", "ending"))
    assert {state for state, _ in by_state} == {"new", "open", "waiting", "snoozed", "done", "ended", "merged"}
    assert {"outcome_reached", "silence", "unknown"} <= {ending for _, ending in by_state}
    assert set(Case.objects.values_list("language", flat=True)) == {"en", "de"}
    assert OutboxMoment.objects.filter(step="Reopened").exists()
    assert OutboxMoment.objects.filter(step="Message bounced").exists()
    assert Case.objects.filter(answered_while_snoozed=True).exists()
    _told_by_its_moments()
    _nothing_waits_to_be_sent_or_came_later()
    _needs_that_hid()
    _signed_by_nobody_real()
    _once(data)


def _told_by_its_moments() -> None:
    """State, ending and who held it when: the tables say what the moments say."""
    for case in Case.objects.all():
        moments = list(OutboxMoment.objects.filter(case_number=case.number).order_by("id"))
        told = replay.replay(moments)
        held = [(h.team_id, h.holder_id, h.since, h.until) for h in Holding.objects.filter(case=case).order_by("id")]
        assert (told.state, told.ending, told.opened_at) == (case.state, case.ending, case.opened_at)
        assert [(h.team, h.holder, h.since, h.until) for h in told.held] == held
        assert [m.at for m in moments] == sorted(m.at for m in moments)
        assert case.changed_at <= NOW


def _nothing_waits_to_be_sent_or_came_later() -> None:
    assert set(Message.objects.filter(kind="out").values_list("state", flat=True)) == {"sent", "told", "failed"}
    assert desk.claim_outgoing(now=NOW + timedelta(days=1)) == []
    assert not OutboxMoment.objects.filter(at__gt=NOW).exists()


def _needs_that_hid() -> None:
    owner = User.objects.get(is_owner=True)
    needs = {need.kind: need for need in desk.hidden_needs(user=owner)}
    assert needs["refund"].other >= 3
    staff = User.objects.exclude(pk=owner.pk)
    assert {user.name for user in staff} == {one.name for one in STAFF}
    assert not [user for user in User.objects.all() if user.has_usable_password()]
    assert all(user.email.endswith(".example") for user in staff)
    assert "(invented)" in ORGANISATION


def _signed_by_nobody_real() -> None:
    """What never happened is not in the owner's name."""
    owner = User.objects.get(is_owner=True)
    assert not Audit.objects.filter(who=owner, at__lt=NOW).exists()
    assert not Invitation.objects.filter(by=owner).exists()
    assert Audit.objects.filter(act="invited").count() == len(STAFF) - 1


def _once(data: Path) -> None:
    counts = [table.objects.count() for table in (Case, Customer, Message, OutboxMoment, User)]
    moments = hw.read(data / "record").counts.moments
    organisation.write(data, Organisation(name="Renamed by its owner"))
    fill(NOW + timedelta(days=3))
    assert [table.objects.count() for table in (Case, Customer, Message, OutboxMoment, User)] == counts
    assert hw.read(data / "record").counts.moments == moments
    assert moments == _rows(data) + OutboxMoment.objects.filter(quiet=False).count()


def _rows(data: Path) -> int:
    return len((data / "demo" / NAME).read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize("hours", [0, 61, 85, 110])
def test_it_lives_on_any_day_of_the_week(data: Path, hours: int):
    """Weekend, night, morning: what must be there to be seen is there."""
    fill(NOW + timedelta(hours=hours))
    states = set(Case.objects.values_list("state", flat=True))
    assert {"new", "open", "waiting", "snoozed", "done", "ended"} <= states


def test_it_goes_on_where_it_was_killed(data: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as killed:
        killed.setattr("headwater.demo.company.service.play", _dies)
        with pytest.raises(KeyboardInterrupt):
            fill(NOW)
    assert not Case.objects.exists()
    assert User.objects.count() == 1
    fill(NOW + timedelta(hours=1))
    record = hw.read(data / "record")
    assert record.counts.cases == CASES + Case.objects.count()


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_it_is_refused_beside_a_real_case(data: Path):
    desk.open_case(channel="phone", customer_name="Kim", address="kim@example.org", words="Where is it?", now=NOW)
    with pytest.raises(UsageError, match="holds data of its own") as refused:
        fill(NOW)
    assert str(refused.value).count(". ") == 0
    assert Case.objects.count() == 1
    assert organisation.read(data).name == ""
    assert not (data / "record").exists()


def test_it_is_refused_beside_a_real_record(data: Path, tmp_path_factory):
    file = tmp_path_factory.mktemp("theirs") / "calls.csv"
    file.write_text("case,step,at\n1,Call,2026-01-01T10:00\n1,Close,2026-01-01T11:00\n")
    from headwater.moments.service import append

    append(file, data / "record")
    with pytest.raises(UsageError, match="holds data of its own"):
        fill(NOW)


@pytest.mark.parametrize("address", ["/inbox/", "/people/", "/me/", "/causes/", "/no-such-page/"])
def test_every_page_says_that_the_company_is_invented(data: Path, settings, client, address: str):
    organisation.write(data, Organisation(name=ORGANISATION))
    client.force_login(User.objects.get(is_owner=True), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert ORGANISATION in client.get(address, follow=True).content.decode()
    client.logout()
    assert ORGANISATION in client.get(address, follow=True).content.decode()


def test_the_planted_links_are_found(tmp_path: Path):
    file = tmp_path / NAME
    file.write_text(earlier(NOW), encoding="utf-8")
    found = hw.causes(hw.read(str(file)), people=False)
    named = [(f.ref.kind, f.ref.step or f.ref.value) for f in found.findings]
    assert sorted(named) == [("condition", WEAK), ("wait", "Permission given")]


def test_the_file_says_that_it_is_generated_and_is_the_same_each_time():
    assert "generated" in NAME
    assert earlier(NOW) == earlier(NOW)
    rows = list(csv.DictReader(io.StringIO(earlier(NOW))))
    assert len({row["case"] for row in rows}) == CASES
    assert max(row["at"] for row in rows) < NOW.isoformat()
