"""The customer's own page: opened by a link, changed by nobody who only looks, in the customer's language."""

import io
import json
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.web.given import case
from tests.web.test_headers import INLINE
from tests.world import World

from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.models import Case, Customer, CustomerLink, LinkAsked, Message, Promise
from headwater.desk.wishes import DAYS
from headwater.web.outside import own

pytestmark = pytest.mark.django_db
HREF = re.compile(r'(?:href|src|action|formaction)="([^"]+)"')


@pytest.fixture
def now():
    return timezone.now()


def live(world: World) -> None:
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=timezone.now(), **told)


def link_to(made: Case, purpose: str = "page", **more: object) -> str:
    given = {
        "customer": made.customer, "purpose": purpose, "address": "ada@example.org", "now": timezone.now(),
        "lasts": timedelta(days=1), "language": "en",
    } | more  # fmt: skip
    link = own_links.make(**given)
    return f"/{ {'page': 'mine'}.get(purpose, purpose) }/{own_links.token_of(link)}/"


def promised(world: World, made: Case) -> Promise:
    at = timezone.now()
    days = {"due_from": at, "due_to": at + timedelta(days=2)}
    found = desk.promise(case=made, what="send the parcel", **days, by=world.alice, now=at)
    return desk.ask_to_move(promise=found, due_to=at + timedelta(days=4), why="No lorry", by=world.alice, now=at)


def rows() -> dict[str, int]:
    """Every table's rows, and what stands in the customer's own."""
    there = connection.introspection.table_names()
    counted = {m._meta.label: m._default_manager.count() for m in apps.get_models() if m._meta.db_table in there}
    told = [Case, Customer, CustomerLink, Message, Promise]
    return counted | {m.__name__: hash(str(list(m.objects.order_by("pk").values_list()))) for m in told}


def test_a_machine_that_follows_every_link_changes_nothing(world: World, client: Client):
    live(world)
    made = case(world)
    promised(world, made)
    start = [link_to(made), link_to(made, "address", address="new@example.org"), link_to(made, "outcome", case=made)]
    before, seen, todo = rows(), set(), [*start, "/mine/"]
    while todo:
        address = todo.pop()
        if address in seen or not address.startswith(("/mine", "/address", "/outcome")):
            continue
        seen.add(address)
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = client.generic(method, address, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"})
            todo += HREF.findall(answer.content.decode()) if method == "GET" else []
    assert len(seen) >= 15
    assert any(address.endswith("/leave/") for address in seen)
    assert rows() == before


def test_every_page_of_it_is_kept_by_nobody_and_told_to_nobody(world: World, client: Client):
    live(world)
    made = case(world)
    start = link_to(made)
    others = [link_to(made, "address", address="new@example.org"), link_to(made, "outcome", case=made)]
    for address in (start, f"{start}data/", f"{start}erase/", *others, "/mine/xyz/", f"{start}nothing/"):
        page = client.post(address) if "nothing" in address else client.get(address)
        if page.status_code == 405:
            continue
        assert page.headers["Referrer-Policy"] == "no-referrer", address
        assert page.headers["Cache-Control"] == "no-store"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert INLINE.findall(page.text) == []
        assert "<script" not in page.text
        assert [a for a in HREF.findall(page.text) if not a.startswith(("/", "#"))] == []
        assert page.cookies == {}


def test_what_a_customer_does_is_done(world: World):
    live(world)
    made = case(world)
    first = promised(world, made)
    client, address = Client(enforce_csrf_checks=True), link_to(made)
    page = client.get(address).text
    assert "We owe you 1 thing" in page
    assert "Where is it?" in page
    given = {"promise": first.pk, "asked": first.asked_to_move_to.isoformat()}
    agreed = client.post(f"{address}agree/", given, follow=True, headers={"Origin": "null"})
    assert "The new date holds." in agreed.text
    assert Promise.objects.get(state="open").due_to == first.asked_to_move_to
    second = Promise.objects.get(state="open")
    later = (second.due_to + timedelta(days=3)).date()
    client.post(f"{address}date/", {"promise": second.pk, "day": later.isoformat()})
    assert Promise.objects.get(state="open").due_to.date() == later
    for wrong in ("2020-01-01", "tomorrow", "", "2076-11-22", "9999-12-31"):
        answer = client.post(f"{address}date/", {"promise": Promise.objects.get(state="open").pk, "day": wrong})
        assert answer.status_code == 422
        assert "Back to your page" in answer.text
    assert "have arrived" in client.post(f"{address}reply/", {"case": made.number, "words": "And?"}, follow=True).text
    client.post(f"{address}name/", {"name": "Ada King"})
    client.post(f"{address}prefer/", {"channel": "phone", "hours": ["09:00", "12:00"]})
    data = client.get(f"{address}data/").text
    assert 'value="Ada King"' in data
    assert 'type="time" value="09:00"' in data
    client.post(f"{address}yes/", {"case": made.number, "wanted": "My parcel"})
    assert Case.objects.get().confirmed_by_customer
    client.post(f"{address}leave/")
    assert "You have heard nothing" in client.get(address).text
    client.post(f"{address}back/")
    assert "You have heard nothing" not in client.get(address).text


@pytest.mark.parametrize(
    ("chosen", "kept", "shown"),
    [
        (["09:00", "12:00", "tue", "mon"], "mon,tue 09:00-12:00 UTC", ("09:00", "12:00", ["mon", "tue"])),
        (["17:00", ""], "17:00-00:00 UTC", ("17:00", "00:00", list(DAYS))),
        (["", "", "sat"], "sat 00:00-00:00 UTC", ("00:00", "00:00", ["sat"])),
        (["", ""], "", ("", "", [])),
    ],
)
def test_when_to_reach_me_is_chosen_by_days_and_times(
    world: World, client: Client, chosen: list[str], kept: str, shown: tuple[str, str, list[str]]
):
    made = case(world)
    address = link_to(made)
    client.post(f"{address}prefer/", {"hours": ["08:00", "09:00"]})
    assert client.post(f"{address}prefer/", {"hours": chosen, "zone": "UTC"}).status_code == 302
    assert desk.own_data(customer=made.customer).wishes.get("hours", "") == kept
    page = client.get(f"{address}data/").text
    times = re.findall(r'type="time" value="([^"]*)"', page)
    assert (*times, re.findall(r'type="checkbox" name="hours" value="(\w+)" checked', page)) == shown
    assert "mon,tue" not in page
    assert ">Monday</label>" in page


def test_hours_said_in_another_zone_stay_in_it(world: World, client: Client):
    made = case(world)
    now = timezone.now()
    desk.set_preference(
        customer=made.customer, kind="hours", value="9-12 Asia/Tokyo", said_at=now, by=None, now=now
    )  # fmt: skip
    address = link_to(made)
    page = client.get(f"{address}data/").text
    zone = re.search(r'name="zone" value="([^"]+)"', page)
    assert zone
    assert f"Times of {zone[1]}" in page
    client.post(f"{address}prefer/", {"hours": ["10:00", "12:00"], "zone": zone[1]})
    assert desk.own_data(customer=made.customer).wishes["hours"] == "10:00-12:00 Asia/Tokyo"
    assert client.post(f"{address}prefer/", {"hours": ["10:00", "12:00"], "zone": "Mars/Base"}).status_code == 422


def test_a_date_far_ahead_needs_our_word(world: World, client: Client):
    made = case(world)
    promise, address = promised(world, made), link_to(made)
    limit = re.search(r'type="date" max="([\d-]{10})"', client.get(address).text)
    assert limit
    last = date.fromisoformat(limit[1])
    beyond = client.post(f"{address}date/", {"promise": promise.pk, "day": (last + timedelta(days=2)).isoformat()})
    assert beyond.status_code == 422
    assert "More than a year ahead needs our word" in beyond.text
    assert client.post(f"{address}date/", {"promise": promise.pk, "day": limit[1]}).status_code == 302
    assert Promise.objects.get(state="open").due_to.date() == last


ODD = ("0", "-1", "1.5", "²", "9" * 18, "9" * 400, "x", "\x00", "7\x00", "9999-12-31")
"""what no form of ours sends"""
FIELDS = (
    ("reply", "case"), ("reply", "words"), ("yes", "case"), ("no", "case"), ("agree", "promise"), ("keep", "promise"),
    ("date", "promise"), ("date", "day"), ("name", "name"), ("drop", "address"), ("prefer", "hours"),
)  # fmt: skip


def test_odd_numbers_and_signs_are_answered_not_failed(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(own, "MOST", 10_000)
    made = case(world)
    promise, address, client = promised(world, made), link_to(made), Client()
    sent = {"case": made.number, "promise": promise.pk, "words": "Hi", "name": "Ada", "address": "x", "day": "x"}
    found = {client.post(f"{address}{act}/", sent | {field: odd}).status_code for act, field in FIELDS for odd in ODD}
    assert found == {302, 404, 422}
    assert {client.get(f"{address}?done={odd}").status_code for odd in ("%00", "x", "\x00")} == {200, 422}
    assert client.get("/mine/%00/").status_code == 404


def test_the_export_holds_what_is_theirs_and_says_what_is_left_out(world: World, client: Client, data):
    made = case(world)
    desk.note(case=made, text="Seems upset about the parcel", by=world.alice, now=timezone.now())
    desk.note(case=made, text="Her neighbour is ned@example.org", by=world.alice, now=timezone.now())
    answer = client.post(f"{link_to(made)}export/")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = archive.read("data.json").decode()
    told = json.loads(text)
    assert [n["text"] for n in told["notes"]] == ["Seems upset about the parcel"]
    assert told["left_out"]["notes left out"] == 1
    assert [m["text"] for m in told["messages"]] == ["Where is it?"]
    assert "Alice" not in text
    assert "ned@" not in text
    link = CustomerLink.objects.get()
    assert link.salt not in text
    assert link.digest not in text


def test_somebody_forgets_themselves_only_on_purpose(world: World, client: Client, data):
    made = case(world)
    address = link_to(made)
    assert "What stays, and why" in client.get(f"{address}erase/").text
    assert "Nothing was deleted" in client.post(f"{address}erase/").text
    assert Customer.objects.exists()
    assert "It is deleted." in client.post(f"{address}erase/", {"sure": "yes"}).text
    assert not Customer.objects.exists()
    assert not CustomerLink.objects.exists()
    for gone in (address, f"{address}data/"):
        assert client.get(gone).status_code == 404


def test_an_expired_link_does_nothing_when_it_is_sent_again(world: World, client: Client):
    made = case(world)
    address = link_to(made, lasts=timedelta(seconds=-1))
    before = rows()
    for act in ("reply", "yes", "no", "leave", "name", "export", "erase"):
        sent = {"case": made.number, "words": "x", "name": "X", "sure": "yes"}
        assert client.post(f"{address}{act}/", sent).status_code == 404
    assert rows() == before
    token = address.split("/")[2]
    for guess in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[::-1], "A" * 43, "%2e%2e", "é" * 43):
        assert client.get(f"/mine/{guess}/").status_code == 404


def test_a_link_of_one_purpose_opens_no_other(world: World, client: Client):
    made = case(world)
    tokens = [link_to(made, p, case=made).split("/")[2] for p in ("page", "address", "outcome")]
    opens = [[client.get(f"/{path}/{t}/").status_code for t in tokens] for path in ("mine", "address", "outcome")]
    assert opens == [[200, 404, 404], [404, 200, 404], [404, 404, 200]]


@pytest.mark.parametrize("reached", ["yes", "no", ""])
def test_the_question_is_answered_once(world: World, client: Client, reached: str):
    made = desk.done(case=case(world), by=None, now=timezone.now())
    address = link_to(made, "outcome", case=made)
    client.post(address, {"reached": reached, "words": ""} if reached else {"skip": "1", "words": ""})
    made.refresh_from_db()
    assert made.state == {"yes": "ended", "no": "open", "": "done"}[reached]
    assert client.post(address, {"reached": "yes"}).status_code == 404


def test_words_without_a_choice_are_kept_and_asked_again(world: World, client: Client):
    made = desk.done(case=case(world), by=None, now=timezone.now())
    address = link_to(made, "outcome", case=made)
    again = client.post(address, {"words": "The lid is broken"})
    assert again.status_code == 422
    assert "The lid is broken</textarea>" in again.text
    assert "Please choose yes or no first" in again.text
    assert not Message.objects.filter(text="The lid is broken").exists()
    client.post(address, {"reached": "no", "words": "The lid is broken"})
    made.refresh_from_db()
    assert (made.state, Message.objects.latest("id").text) == ("open", "The lid is broken")


def test_asking_for_a_link_answers_the_same_to_everybody(world: World, client: Client):
    assert client.get("/mine/").status_code == 404
    live(world)
    case(world)
    known, other = (client.post("/mine/", {"address": a}) for a in ("ada@example.org", "eve@example.org"))
    assert known.content == other.content
    assert "If we know this address" in known.text
    assert LinkAsked.objects.count() == 2
    answers = [client.post("/mine/", {"address": "ada@example.org"}).status_code for _ in range(12)]
    assert answers[-1] == 429
    assert Client(enforce_csrf_checks=True).post("/mine/", {"address": "ada@example.org"}).status_code == 403


def test_the_page_is_in_the_language_of_its_customer(world: World, client: Client):
    made = case(world)
    address = link_to(made)
    desk.set_preference(
        customer=made.customer, kind="language", value="de", said_at=timezone.now(), by=None, now=timezone.now()
    )
    page = client.get(address, headers={"Accept-Language": "en"})
    assert '<html lang="de"' in page.text
    assert "Ihre Anliegen" in page.text


def test_a_colleague_who_is_signed_in_sees_it_as_its_customer_does(world: World, client: Client):
    made = case(world)
    address = link_to(made)
    stranger = client.get(address).text
    client.force_login(world.olga)
    assert client.get(address).text == stranger
