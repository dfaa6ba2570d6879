"""What the pages read and show beyond the desk: hours, ports, roles, sizes, names."""

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.web.given import case
from tests.world import World

from headwater.desk import service as desk
from headwater.desk.models import Case
from headwater.people.domain import MemberRole
from headwater.people.models import Team
from headwater.shared.errors import InputError
from headwater.web.office.teams import holidays, week
from headwater.web.shapes import size


def test_a_night_goes_on_on_the_next_day():
    assert week({"sun": "22:00-2:00", "mon": "9:00-12:00, 13:00-24:00"}) == {
        "sun": [["22:00", "24:00"]], "mon": [["00:00", "02:00"], ["09:00", "12:00"], ["13:00", "24:00"]],
    }  # fmt: skip


@pytest.mark.parametrize("spans", ["9:00-12:00, 11:00-13:00", "9:00-9:00", "9-17", "22:00-24:30"])
def test_hours_that_are_none_are_refused(spans: str):
    with pytest.raises(InputError):
        week({"mon": spans})


def test_a_night_may_not_run_into_the_next_morning():
    with pytest.raises(InputError, match="partly the same time"):
        week({"mon": "22:00-7:00", "tue": "6:00-12:00"})


def test_dates_are_read_as_germans_write_them():
    assert holidays("24.12.2026, 2026-12-25\n1.1.2027") == ["2026-12-24", "2026-12-25", "2027-01-01"]
    with pytest.raises(InputError):
        holidays("31.11.2026")


def test_an_empty_file_is_empty():
    with translation.override("en"):
        assert (size(0), size(1)) == ("empty", "1 kB")


def client_of(world: World, who: str = "olga") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


@pytest.mark.django_db
def test_kept_hours_are_said(world: World):
    answer = client_of(world).post(f"/teams/{world.counter.pk}/", {"mon": "9:00-17:00"}, follow=True)
    assert "The hours of Counter are kept." in answer.text
    assert Team.objects.get(pk=world.counter.pk).hours == {"mon": [["09:00", "17:00"]]}


@pytest.mark.django_db
@pytest.mark.parametrize("port", ["99999", "0", "²", "many"])
def test_a_port_that_is_none_is_refused(world: World, port: str):
    sent = {"address": "help@example.org", "imap_host": "localhost", "imap_port": port}
    answer = client_of(world).post("/channels/mailboxes/new/", sent)
    assert answer.status_code == 422
    assert "is no port" in answer.text


@pytest.mark.django_db
def test_a_role_stands_on_what_somebody_has(world: World):
    page = client_of(world).get("/people/").text
    chosen = f'<select id="r{world.bob.pk}-{world.counter.pk}" name="role">'
    form = page[page.index(chosen) :].split("</select>")[0]
    assert f'value="{MemberRole.LEAD.value}" selected' in form
    assert form.count("selected") == 1


@pytest.mark.django_db
def test_only_who_sees_the_case_is_offered_it(world: World):
    page = client_of(world, "bob").get(f"/cases/{case(world).number}/assign/").text
    offered = {who for who, user in world.people().items() if f'<option value="{user.pk}"' in page}
    assert offered == {"alice", "bob", "petra", "olga"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/cases/{case}/hand-over/", "/inbox/many/?case={case}"])
def test_who_serves_nobody_is_offered_no_case(world: World, address: str):
    page = client_of(world, "bob").get(address.format(case=case(world).number)).text
    offered = {who for who, user in world.people().items() if f'<option value="{user.pk}">{user.name}' in page}
    assert offered == {"alice", "bob", "petra", "charlie", "olga"}


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "shown"), [("alice", True), ("anna", False), ("paul", False)])
def test_the_search_stands_where_it_can_be_used(world: World, who: str, shown: bool):
    page = client_of(world, who).get("/", follow=True).text
    assert ('role="search"' in page) is shown
    assert ('id="keys"' in page) is shown


@pytest.mark.django_db
def test_a_name_turns_nothing_around_it(world: World):
    made = desk.open_case(
        channel="webform", customer_name="\u202eevE", address="eve@example.org", words="A " + "long " * 40 + "word",
        team=world.counter, now=timezone.now(),
    )  # fmt: skip
    client = client_of(world, "alice")
    assert "<bdi>\u202eevE</bdi>" in client.get("/inbox/").text
    page = client.get(f"/cases/{made.number}/").text
    assert "Reply to <bdi>\u202eevE</bdi>" in page
    assert "long…</h1>" in page


@pytest.mark.django_db
def test_hidden_needs_of_nothing_are_not_told(world: World):
    page = client_of(world).get("/hidden-needs/").text
    assert "<h1>Whether requests hide another need cannot be told yet.</h1>" in page
    assert "No kind of request has hidden" not in page


@pytest.mark.django_db
def test_a_cases_number_is_written_as_it_is_typed(world: World, client: Client):
    """ "case 41,234" could not be pasted where the number of another case is asked for."""
    first = case(world)
    given = {"customer": first.customer, "team": world.counter, "opened_at": world.now, "changed_at": world.now}
    Case.objects.create(number=41_234, merged_into=first, **given)
    Case.objects.create(number=41_235, **given)
    client.force_login(world.alice)
    pages = ("/cases/41234/", "/cases/41235/", f"/cases/{first.number}/merge/", "/cases/41234/replies/")
    said = "".join(client.get(page).text for page in pages)
    assert ("41234" in said, "41,23" in said) == (True, False)
