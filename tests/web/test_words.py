"""German beside English: nothing without it, nothing that bypasses it."""

import gettext
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from jinja2 import Environment
from tests.world import World
from tools import messages

from headwater.desk import service as desk
from headwater.signals.promises import numeric, times_de, times_en
from headwater.web import words
from headwater.web.sentences import in_words

TEMPLATES = sorted((messages.WEB / "jinja2").rglob("*.html"))
SAME = {"Headwater", "findings", "json", "CSV", "n", "px", "lang", "en", "de"}
HOLE = re.compile(r"%\(\w+\)s|\{\w+(?=[:}])")
SAID_IN = {"placeholder", "aria-label", "title", "alt", "data-sure"}


def test_every_sentence_has_german_and_the_files_are_fresh():
    for catalogue in messages.CATALOGUES:
        assert [key for key, german in catalogue.collected().items() if not all(german)] == []
    assert [str(path) for path, data in messages.files().items() if path.read_bytes() != data] == []


def test_every_rule_of_promises_has_a_name_in_both_languages():
    rules = {rule.name for part in (numeric, times_de, times_en) for rule in part.RULES}
    assert set(words.WORDS["rule"]) == rules | {"condition", "no time said"}
    with translation.override("de"):
        german = {words.said("rule", name) for name in words.WORDS["rule"]}
    assert german.isdisjoint(words.WORDS["rule"].values())
    assert {"Wochentag", "innerhalb von so vielen Tagen oder Stunden"} <= german


def test_the_compiled_file_is_what_gettext_reads():
    with messages.PO.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Inbox") == "Eingang"
    assert read.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s Tage"
    assert read.pgettext("error", "Case %(p1)s is not merged.") == "Fall %(p1)s ist nicht zusammengelegt."


def test_holes_are_the_same_in_both_languages():
    instead = messages.read(messages.INSTEAD)
    for key, german in [pair for c in messages.CATALOGUES for pair in c.collected().items()]:
        for text, said in zip(instead.get(key, [key[1], key[2] or key[1]]), german, strict=False):
            for form in said.split("|"):
                assert set(HOLE.findall(text)) == set(HOLE.findall(form)), text


class Text(HTMLParser):
    """Words that stand in a template as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value or "" for name, value in attrs if name in SAID_IN]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(messages.WEB / "jinja2")))
def test_no_template_has_words_of_its_own(path: Path):
    said = re.sub(r"\{% block (kind|body_data) %\}.*?\{% endblock %\}", "", path.read_text(encoding="utf-8"))
    lexed = Environment().lex(said)
    text = Text()
    text.feed("".join(value if kind == "data" else "" for _, kind, value in lexed))
    words = set(re.findall(r"[^\W\d_]{2,}", " ".join(text.found)))
    assert words - SAME == set()


def test_a_refusal_is_said_in_german():
    with translation.override("de"):
        assert in_words("There is no case 7 that you may see; ask the team that has it.") == (
            "Es gibt keinen Fall 7, den Sie sehen dürfen; fragen Sie das Team, das ihn hat."
        )
        assert in_words("Something nobody wrote.") == "Something nobody wrote."
    with translation.override("en"):
        assert in_words("Case 7 is not merged.") == "Case 7 is not merged."


@pytest.mark.django_db
def test_a_page_is_in_the_language_of_its_reader(world: World, client: Client):
    world.alice.language = "de"
    world.alice.save()
    client.force_login(world.alice)
    page = client.get("/inbox/")
    assert '<html lang="de"' in page.text
    assert "Kein Fall wartet." in page.text
    assert "Inbox" not in page.text
    assert "Passwort" in Client().get("/accounts/login/", headers={"Accept-Language": "de"}).text


@pytest.mark.django_db
def test_two_readers_of_one_list_each_have_their_language(world: World, client: Client):
    made = desk.open_case(
        channel="phone",
        customer_name="",
        address="",
        words="It broke",
        team=world.counter,
        by=world.alice,
        now=world.now,
    )
    assert made.number
    for who, language, said in ((world.alice, "en", "new"), (world.bob, "de", "neu")):
        who.language = language
        who.save()
        client.force_login(who)
        assert f"<b>{said}</b>" in client.get("/inbox/").text
