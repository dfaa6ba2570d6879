"""Private notes on their pages: closed by itself, nothing typed is lost, and no role finds a word of them anywhere."""

import io
import logging
import re
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.given import case
from tests.web.places import ROWS
from tests.world import NOW, World, make_world

from headwater.api.domain import Scope
from headwater.api.keys import make_key
from headwater.api.limits import LIMITS
from headwater.api.v1 import api
from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.desk.models import Case
from headwater.people import sealing, service
from headwater.people.models import PrivateNote
from headwater.people.sealing import unseal
from headwater.project import secret
from headwater.project.backup.service import backup
from headwater.web.office import unlocked

pytestmark = pytest.mark.django_db
WORDS = "a quiet river at dawn"
SECRET = "quetzalfeder"
"""stands in private notes only"""
CONTROL = "kontrollwort"
"""stands in a note for colleagues: whoever searches must find it"""


def client_of(world: World, who: str = "alice") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def begun(client: Client) -> str:
    """The recovery code."""
    answer = client.post("/me/notes/begin/", {"passphrase": WORDS, "passphrase_again": WORDS})
    found = re.search(r"<code>([A-Z2-7-]{39})</code>", answer.text)
    assert found, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return found[1]


def written(client: Client, text: str = SECRET, query: str = "") -> None:
    answer = client.post(f"/me/notes/write/{query}", {"text": text})
    assert answer.headers["Location"] == "/me/notes/", answer.text


def test_it_is_said_before_that_lost_words_lose_the_notes(world: World):
    said = client_of(world).get("/me/notes/").text
    assert "Who loses both the passphrase and the recovery code loses the notes." in said
    assert "While you read or write them, the server" in said


def test_notes_are_written_read_changed_and_deleted(world: World):
    client, number = client_of(world), case(world).number
    begun(client)
    written(client, query=f"?case={number}")
    page = client.get("/me/notes/")
    assert SECRET in page.text
    assert f'href="/cases/{number}/"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    address = f"/me/notes/{PrivateNote.objects.get().pk}/"
    assert SECRET in client.get(address).text
    client.post(address, {"text": "other"})
    assert "other" in client.get("/me/notes/").text
    client.post(address, {"delete": "1"})
    assert not PrivateNote.objects.exists()


def test_a_hot_contact_is_looked_back_on_and_every_question_can_be_left_out(world: World):
    client = client_of(world)
    begun(client)
    assert client.get("/me/notes/write/?hot=1").text.count("<textarea") == 4
    answer = client.post("/me/notes/write/?hot=1", {"bait": "", "rise": "", "helped": "a pause", "text": ""})
    assert answer.status_code == 302
    assert "a pause" in client.get("/me/notes/").text


def test_half_of_the_key_is_in_the_browser_and_half_in_the_session(world: World):
    client = client_of(world)
    begun(client)
    cookie = client.cookies[unlocked.name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/me/notes/")
    key = service.open_notes(user=world.alice, words=WORDS)
    stored = str(dict(client.session)) + cookie.value
    assert key.hex() not in stored
    with pytest.raises(sealing.SealedError):
        unseal(b"0" * 60, key=key, about="")
    stolen = client_of(world)  # another session of hers, with her cookie
    stolen.cookies[unlocked.name()] = cookie.value
    assert "Your private notes are closed" in stolen.get("/me/notes/").text


def test_the_cookie_is_for_encrypted_pages_only_where_the_server_has_them(world: World, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = client_of(world)
    begun(client)
    assert client.cookies["__Secure-notes"]["secure"] is True


def test_they_close_after_half_an_hour_without_use(world: World, monkeypatch: pytest.MonkeyPatch):
    client, begin = client_of(world), timezone.now()
    begun(client)
    for minutes, opens in ((29, True), (58, True), (89, False), (90, False)):
        monkeypatch.setattr(timezone, "now", lambda at=begin + timedelta(minutes=minutes): at)
        assert ("Your private notes are closed" not in client.get("/me/notes/").text) is opens


def test_they_close_by_a_button_and_at_sign_out(world: World):
    client = client_of(world)
    begun(client)
    cookie = client.cookies[unlocked.name()].value
    client.post("/me/notes/lock/")
    client.cookies[unlocked.name()] = cookie
    assert "Your private notes are closed" in client.get("/me/notes/").text
    client.post("/me/notes/open/", {"passphrase": WORDS})
    assert "No private notes yet" in client.get("/me/notes/").text
    answer = client.post("/accounts/logout/")
    assert answer.cookies[unlocked.name()].value == ""
    assert answer.cookies[unlocked.name()]["path"] == "/me/notes/"


def test_what_is_typed_while_they_close_comes_back_with_the_question(world: World):
    client = client_of(world)
    begun(client)
    client.post("/me/notes/lock/")
    again = client.post("/me/notes/write/", {"text": SECRET})
    assert again.status_code == 422
    assert SECRET in again.text
    assert 'name="passphrase"' in again.text
    kept = client.post("/me/notes/write/", {"text": SECRET, "passphrase": WORDS})
    assert kept.status_code == 302
    assert SECRET in client.get("/me/notes/").text


def test_a_passphrase_is_not_guessed_in_a_row(world: World):
    client = client_of(world)
    begun(client)
    client.post("/me/notes/lock/")
    said = [client.post("/me/notes/open/", {"passphrase": f"guess {n}"}).text for n in range(11)]
    assert "type it once more" in said[9]
    assert "tried too often" in said[10]
    assert client.post("/me/notes/open/", {"passphrase": WORDS}).status_code == 422


def test_the_code_opens_and_makes_another_passphrase(world: World):
    client = client_of(world)
    code = begun(client)
    written(client)
    client.post("/me/notes/lock/")
    new = {"passphrase_old": code, "passphrase": "another quiet river", "passphrase_again": "another quiet river"}
    assert "differ" in client.post("/me/notes/passphrase/", new | {"passphrase_again": "x"}).text
    assert "Write down your recovery code" in client.post("/me/notes/passphrase/", new).text
    assert SECRET in client.get("/me/notes/").text


def test_nothing_hangs_on_a_case_that_the_writer_may_not_see(world: World):
    client = client_of(world, "charlie")
    begun(client)
    made = case(world)
    for query in (f"?case={made.number}", f"?customer={made.customer_id}", "?case=99999"):
        assert client.get(f"/me/notes/write/{query}").status_code == 404


def test_a_customers_page_leads_to_a_note_on_them(world: World):
    client, made = client_of(world), case(world)
    begun(client)
    page, goal = f"/customers/{made.customer_id}/", f"/me/notes/write/?customer={made.customer_id}"
    assert f'href="{goal}"' in client.get(page).text
    assert f"On customer {made.customer_id}." in client.get(goal).text
    client.post(goal, {"text": SECRET})
    assert f'href="{page}"' in client.get("/me/notes/").text
    assert goal not in client_of(world, "paul").get(page).text


def test_whoever_wrote_on_an_erased_customer_is_told_and_asked_to_delete(world: World, data: Path):
    client, made = client_of(world), case(world)
    begun(client)
    written(client, query=f"?case={made.number}")
    client.post("/me/notes/lock/")
    desk.erase_customer(customer=made.customer_id, by=world.olga, now=NOW)
    assert "1 customer was erased since you last had your notes open" in client.get("/me/notes/").text
    client.post("/me/notes/open/", {"passphrase": WORDS})
    said = client.get("/me/notes/").text
    assert "1 note hung on a customer who was erased" in said
    assert f'href="/cases/{made.number}/"' not in said
    assert SECRET in said
    client.post("/me/notes/lock/")
    assert "was erased since" not in client.get("/me/notes/").text


def stored(data: Path) -> Iterator[tuple[str, str]]:
    """Everything that is stored: the database as it lies on the disk, its write-ahead log, every row, a backup."""
    if connection.vendor == "sqlite":
        for end in ("", "-wal"):
            path = Path(f"{connection.settings_dict['NAME']}{end}")
            yield path.name, path.read_bytes().decode("utf-8", "ignore")
        with closing(sqlite3.connect(data / "desk.sqlite3")) as copy:
            connection.connection.backup(copy)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, "\n".join(shown(value) for row in cursor.fetchall() for value in row)
    file = backup(data=data, file=data.parent / f"{data.name}.tar", now=NOW).file
    with tarfile.open(file) as tar:
        for member in tar.getmembers():
            opened = tar.extractfile(member)
            yield f"backup {member.name}", (opened or io.BytesIO()).read().decode("utf-8", "ignore")


def shown(value: object) -> str:
    return bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)


def holding(said: Iterator[tuple[str, str]], word: str) -> set[str]:
    return {where for where, text in said if word in text.casefold()}


def answers(world: World) -> Iterator[tuple[str, str]]:
    """What everybody but Alice gets from every page and every route of the API, and Alice from all but her notes."""
    made = {name: address(name, world) for name, row in ROWS.items() if row.sent is None or name == "case"}
    for who in world.people():
        client = client_of(world, who)
        for name, goal in made.items():
            if not (who == "alice" and goal.startswith("/me/notes/")):
                yield f"{who} {name}", words_of(client.get(goal))
        if getattr(world, who).is_active:
            yield from routes(world, who)


def address(name: str, world: World) -> str:
    if name == "case":
        return f"/cases/{first()['number']}/"
    words = f"?q={CONTROL}" if name == "search" else ROWS[name].query
    return reverse(f"web:{name}", kwargs=dict(ROWS[name].of(world))) + words


def routes(world: World, who: str) -> Iterator[tuple[str, str]]:
    _, token = make_key(name="A system", scopes=[s.value for s in Scope], by=getattr(world, who), now=NOW)
    names = {**first(), "webhook": 1, "delivery": 1, "key": "cases", "name": "waiting_now"}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1")["paths"].items():
        if "get" in methods:
            LIMITS.blocks.clear()
            goal = path.format(**names) + (f"?q={CONTROL}" if path.endswith("search") else "")
            yield f"{who} {path}", words_of(Client().get(goal, headers={"Authorization": f"Bearer {token}"}))


def first() -> dict[str, int]:
    """The case that the notes hang on, and its customer."""
    made = Case.objects.earliest("number")
    return {"number": made.number, "customer": made.customer_id}


def words_of(answer: HttpResponse) -> str:
    """What an answer says; of an archive what its files say."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "ignore")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_role_no_route_no_file_and_no_log_has_a_word_of_them(answered: Path, caplog: pytest.LogCaptureFixture):
    """The same search finds a note for colleagues in each of these places, so it would find this one."""
    caplog.set_level(logging.DEBUG)
    secret.make(answered)
    world = make_world()
    sheets.confirm_sheet(
        channel="webform", operated_by="us", data_leaving="none", told_customer="nothing", by=world.olga, now=NOW
    )
    alice, made = client_of(world), case(world)
    desk.note(case=made, text=CONTROL, by=world.alice, now=NOW)
    begun(alice)
    written(alice, query=f"?case={made.number}")
    written(alice, query=f"?customer={made.customer_id}")
    alice.post("/me/notes/write/?hot=1", {"rise": SECRET, "bait": SECRET, "helped": SECRET})
    assert alice.get("/me/notes/").text.count(SECRET) == 5
    places = dict(stored(answered))
    given = dict(answers(world))
    export = desk.export_person(customer=made.customer_id, by=world.olga, now=NOW, folder=answered / "record").data
    everything = {**places, **given, "export": str(export), "log": caplog.text}
    assert holding(iter(everything.items()), SECRET) == set()
    assert_searched(everything)
    found = {word: desk.search(user=world.olga, words=word, now=NOW).rows for word in (SECRET, CONTROL)}
    assert (len(found[SECRET]), len(found[CONTROL])) == (0, 1)


def assert_searched(everything: dict[str, str]) -> None:
    """The control word is where a note for colleagues may be: the search looks into these places."""
    found = holding(iter(everything.items()), CONTROL)
    expected = {
        "desk_message",
        "desk_search",
        "export",
        "alice case",
        "bob case",
        "olga case",
        "olga /api/v1/cases/{number}",
        "paul /api/v1/customers/{customer}/export",
    }
    if connection.vendor == "sqlite":
        expected |= {"test.sqlite3-wal", "backup desk.sqlite3"}
    assert expected <= found
