"""What the owner sets for the whole organisation, and where sentences point to it."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import translation
from tests.report.invented import invented_moments
from tests.world import NOW, World
from tools.messages import LIBRARY_PO, PO

from headwater.answers import service as answers
from headwater.desk import service as desk
from headwater.moments.service import append
from headwater.people import organisation
from headwater.people.models import Audit
from headwater.people.organisation import CURRENCIES, Organisation
from headwater.shared.errors import InputError
from headwater.web.error_patterns import PATTERNS
from headwater.web.office.organisation import in_minor_units, written
from headwater.web.sentences import with_its_page

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Larch & Sons",
    "time_zone": "Europe/Berlin",
    "spoiled": "rating <= 2",
    "value": "80",
    "currency": "EUR",
}
OPTION = re.compile(r"--(?:spoiled|timezone|customer-value)\b")


@pytest.fixture
def olga(world: World, data: Path) -> Client:
    client = Client()
    client.force_login(world.olga)
    return client


def test_it_is_kept_shown_and_logged_without_its_words(olga: Client, data: Path):
    said = olga.post("/settings/organisation/", GOOD, follow=True).text
    assert "The findings are computed again now." in said
    assert organisation.read(data) == Organisation("Larch & Sons", "Europe/Berlin", "rating <= 2", 8000, "EUR")
    assert "<small>Larch &amp; Sons</small>" in olga.get("/people/").text
    assert "Larch &amp; Sons" in Client().get("/accounts/login/").text
    line = Audit.objects.get(act="organisation set")
    assert line.what == "name, time zone, spoiled, value"
    assert 'value="80.00"' in olga.get("/settings/organisation/").text


def test_the_hours_of_a_team_are_those_of_its_own_time_zone(olga: Client, world: World):
    address = f"/teams/{world.counter.pk}/"
    olga.post(address, {"mon": "9:00-17:00", "time_zone": "Europe/Berlin"})
    world.counter.refresh_from_db()
    assert (world.counter.time_zone, world.counter.hours) == ("Europe/Berlin", {"mon": [["09:00", "17:00"]]})
    assert "<option selected>Europe/Berlin</option>" in olga.get(address).text
    assert olga.post(address, {"time_zone": "Moon"}).status_code == 422


def test_the_days_of_promises_without_a_date_are_set_for_all_and_for_one_team(olga: Client, world: World):
    case = desk.open_case(channel="phone", customer_name="Ada", address="", words="?", team=world.counter, now=NOW)

    def due() -> str:
        text = "We will get back to you as soon as possible."
        (found,) = desk.promises_in(case=case, text=text, user=world.alice, now=NOW)
        return f"{found.due_to:%a}"

    assert due() == "Wed"
    assert "due after 2 working days" in olga.get("/settings/promises/").text
    olga.post("/settings/promises/", {"days": "1"})
    assert (due(), "due after 1 working day<" in olga.get("/settings/promises/").text) == ("Tue", True)
    olga.post(f"/teams/{world.counter.pk}/promises/", {"days": "4"})
    assert due() == "Fri"
    page = olga.get("/settings/promises/").text
    assert ("after 4 working days" in page, "as for all" in page) == (True, True)
    for wrong in ("x", "0", "-1", "1000"):
        assert olga.post("/settings/promises/", {"days": wrong}).status_code == 422
    olga.post("/settings/promises/", {"days": ""})
    olga.post(f"/teams/{world.counter.pk}/promises/", {"days": ""})
    assert due() == "Wed"
    assert Audit.objects.filter(act="promise days set").count() == 4


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"spoiled": "rating <="}, "The definition of spoiled: expected a value at the end."),
        ({"spoiled": "rating ~ 2"}, "The definition of spoiled cannot be read at “~ 2” in: rating ~ 2"),
        ({"time_zone": "Mars/Base"}, "Choose a time zone from the list."),
        ({"value": "1.000"}, "The value of a customer is an amount such as 250.00"),
        ({"value": "-3"}, "The value of a customer is an amount such as 250.00"),
        ({"currency": "XXX"}, "The value of a customer is an amount such as 250.00"),
        ({"name": "x" * 121}, "A name has at most 120 letters"),
    ],
)
def test_a_wrong_value_is_refused_above_what_was_typed(olga: Client, data: Path, wrong: dict, sentence: str):
    answer = olga.post("/settings/organisation/", {**GOOD, **wrong})
    assert answer.status_code == 422
    assert f'role="alert">{sentence}' in answer.text.replace("&lt;", "<")
    assert "Larch &amp; Sons" in answer.text or "name" in wrong
    assert organisation.read(data) == Organisation()
    assert not Audit.objects.filter(act="organisation set").exists()


def test_the_refusal_is_german_for_germans(olga: Client, world: World):
    world.olga.language = "de"
    world.olga.save()
    answer = olga.post("/settings/organisation/", {**GOOD, "value": "viel"})
    assert "Der Wert eines Kunden ist ein Betrag wie 250,00" in answer.text


def test_only_the_owner_may_set_it(world: World, data: Path):
    for who in (world.bob, world.anna):
        with pytest.raises(PermissionDenied):
            answers.set_organisation(data=data, given=Organisation(name="Mine"), now=NOW, by=who)
    assert organisation.read(data).name == ""


def test_money_is_whole_minor_units():
    given = (("249.90", "EUR"), ("249,9", "EUR"), ("80", "JPY"), ("1.5", "KWD"))
    assert [in_minor_units(*one) for one in given] == [24990, 24990, 80, 1500]
    for text, currency in (("1.5", "JPY"), ("1e9", "EUR"), ("١٢", "EUR"), ("", "EUR"), ("5.", "EUR")):
        with pytest.raises(InputError):
            in_minor_units(text, currency)
    for currency, digits in CURRENCIES.items():
        kept = Organisation(value=24990, currency=currency)
        assert kept.worth == float(f"{24990 / 10**digits:.{digits}f}")
        with translation.override("de"):
            assert in_minor_units(written(kept)["value"], currency) == 24990


def test_the_name_of_an_older_server_is_kept(data: Path):
    (data / "organisation").write_text("Spruce\n", encoding="utf-8")
    assert organisation.read(data) == Organisation(name="Spruce")


def test_times_of_files_are_read_in_its_zone(olga: Client, data: Path):
    file = data / "calls.csv"
    rows = [f"{n},{step},2025-07-{day:02} 09:{n}\n" for n in range(10, 40) for day, step in enumerate("xyz", 1)]
    file.write_text("case,step,at\n" + "".join(rows))
    with file.open("rb") as opened:
        address = olga.post("/import/", {"file": opened}).headers["Location"]
    said = olga.get(address).text
    assert 'taken as UTC (<a href="/settings/organisation/">Settings → Organisation</a>)' in said
    assert "--timezone" not in said
    olga.post("/settings/organisation/", GOOD)
    assert "The times are taken as clock times of Europe/Berlin." in olga.get(address).text


def test_a_definition_that_fits_no_column_says_so_where_it_is_set(olga: Client, data: Path):
    append(invented_moments(60), data / "record")
    olga.post("/settings/organisation/", {**GOOD, "spoiled": "no_such_column"})
    assert answers.refresh(data=data, now=NOW)
    for address in ("/causes/", "/settings/organisation/"):
        assert "The definition of spoiled names “no_such_column”, which is not recorded" in olga.get(address).text


def test_who_does_not_own_it_is_told_who_can(world: World):
    hint = "It is taken as UTC (set --timezone to change that)."
    assert "href" not in with_its_page(hint, owner=False)
    assert "the owner sets it" in with_its_page(hint, owner=False)
    assert "&lt;b&gt;" in with_its_page("<b>", owner=True)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sentence_sends_a_reader_of_a_page_to_the_command_line(language: str):
    """Every sentence that names one of these options does so in brackets, which the page replaces."""
    texts = [text for text in [*PATTERNS, *_library()] if OPTION.search(text)]
    assert len(texts) > 5
    for text in texts:
        said = _german(text) if language == "de" else text
        assert OPTION.search(said), said
        assert not OPTION.search(with_its_page(said, owner=True)), said


def _library() -> list[str]:
    """The sentences of the library, without the help of the command line's options."""
    texts = re.findall(r'^msgid "(.*)"$', LIBRARY_PO.read_text(encoding="utf-8"), re.MULTILINE)
    return [text.replace('\\"', '"') for text in texts]


def _german(text: str) -> str:
    for po in (PO, LIBRARY_PO):
        found = re.search(
            rf'^msgid "{re.escape(text.replace(chr(34), chr(92) + chr(34)))}"\nmsgstr "(.*)"$',
            po.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        if found:
            return found[1].replace('\\"', '"')
    raise AssertionError(text)
