"""A German reader finds no English sentence on the pages of the answer, and the same numbers as an English one."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.web.english import left_in_english, pieces
from tests.world import NOW, World

from headwater.answers import service as answers
from headwater.demo.company import earlier
from headwater.moments.service import append
from headwater.shared.words import slug

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGES = ("/causes/", "/causes/1/", "/causes/2/", "/causes/chain/", "/causes/made/", "/numbers/")
MARKS = str.maketrans(",.", ".,")


@pytest.fixture
def file(data: Path) -> Path:
    """The invented company's earlier record, as its old system wrote it."""
    path = data / earlier.NAME
    path.write_text(earlier.earlier(NOW), encoding="utf-8")
    return path


@pytest.fixture
def names(file: Path) -> set[str]:
    """What is recorded and no words of ours: columns, steps, teams, values, people of the world."""
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    recorded = {value for row in rows for name, value in row.items() if name not in ("case", "at", "value", "rating")}
    ours = {"Headwater", "findings", "json", "findings.json", "CSV", "earlier", "generated"}
    return recorded | set(earlier.COLUMNS) | ours | {"value rank", "kind_asked", *World.__annotations__, file.name}


@pytest.fixture
def reader(world: World) -> Client:
    """Anna, who reads German and may see findings and import."""
    world.anna.language = "de"
    world.anna.save()
    client = Client()
    client.force_login(world.anna)
    return client


@pytest.fixture(scope="module")
def answered_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose record is the company's, answered once for all tests of this file."""
    data = tmp_path_factory.mktemp("german")
    path = data / earlier.NAME
    path.write_text(earlier.earlier(NOW), encoding="utf-8")
    append(path, data / "record")
    assert answers.refresh(data=data, now=NOW)
    return data


@pytest.fixture
def computed(answered_data: Path, data: Path) -> answers.Answered:
    settings.DATA = answered_data
    found = answers.current(answered_data, "de")
    assert found is not None
    assert found.trouble == ""
    return found


def test_no_english_is_left_on_the_pages_of_the_answer(computed: answers.Answered, reader: Client, names: set[str]):
    one_of_each = {re.sub(r"\d+", "", key): key for key in computed.figures}.values()
    addresses = [*PAGES, *(f"/numbers/{slug(key)}/" for key in one_of_each)]
    for address in addresses:
        page = reader.get(address)
        assert page.status_code == 200, address
        assert left_in_english(page.text, names) == [], address


def test_the_search_finds_english_where_there_is_some(computed: answers.Answered, world: World, names: set[str]):
    client = Client()
    client.force_login(world.olga)
    for address in PAGES:
        assert len(left_in_english(client.get(address).text, names)) > 5, address
    assert "Nothing was left out." in pieces()


def test_both_languages_say_the_same_numbers(computed: answers.Answered, answered_data: Path):
    english = answers.current(answered_data, "en")
    assert english is not None
    assert computed.figures.keys() == english.figures.keys()
    for key, figure in english.figures.items():
        for part in ("text", "interval", "exact", "n"):
            here, there = (re.findall(r"\d[\d.,]*\d|\d", getattr(f, part)) for f in (computed.figures[key], figure))
            assert [number.translate(MARKS) for number in here] == there, (key, part)
    assert json.loads((computed.folder / "findings.json").read_text(encoding="utf-8"))["spoiled"]["definition"]


def test_a_file_is_looked_at_and_brought_in_in_german(file: Path, data: Path, reader: Client, names: set[str]):
    with file.open("rb") as opened:
        address = reader.post("/import/", {"file": opened}).headers["Location"]
    looked = reader.get(address)
    assert "denn ihr Name ist ein üblicher Name für: Fall (Ticket, Auftrag, Vorgang)" in looked.text
    assert left_in_english(looked.text, names) == []
    assert left_in_english(reader.get(f"{address}?at=team").text, names) == []
    done = answers.run(data=data, upload=address.strip("/").split("/")[-1], how={})
    said = reader.get(address).text
    assert f"{done.moments:,}".replace(",", ".") + " Momente aus generated-earlier-cases.csv wurden aufgenommen" in said
    assert left_in_english(said, names) == []


@pytest.mark.parametrize(
    ("name", "content", "at", "said"),
    [
        ("a.csv", "", "", "a.csv ist leer; exportieren Sie es noch einmal."),
        ("a.csv", "x,y\n" + "1,2\n" * 30, "", "Keine Spalte wurde als Fall (Ticket, Auftrag, Vorgang) erkannt"),
        ("a.csv", "case,step,at\n" + "1,a,nie\n" * 30, "at", "Die Spalte at soll die Zeit der Momente sein"),
        ("a.pdf", "%PDF", "", "a.pdf ist keine lesbare Art von Datei"),
        ("a.csv", "%PDF-1.4\n", "", "a.csv ist ein PDF-Dokument"),
    ],
)
def test_a_file_is_refused_in_german(name: str, content: str, at: str, said: str, data: Path, reader: Client):
    path = data / name
    path.write_text(content, encoding="utf-8")
    with path.open("rb") as opened:
        answer = reader.post("/import/", {"file": opened})
    page = answer if answer.status_code != 302 else reader.get(answer.headers["Location"], {"at": at})
    assert said in page.text
