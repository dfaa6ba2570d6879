"""Without scripts too, what was typed outlives the session: the page that says so holds it, to be copied."""

import re

import pytest
from django.test import Client
from tests.web import given
from tests.world import World

from headwater.desk.models import Message
from headwater.people import service as people

pytestmark = pytest.mark.django_db
WORDS = "Your lamp <b>leaves</b> today.\n\nAlice"
SHOWN = "Your lamp &lt;b&gt;leaves&lt;/b&gt; today.\n\nAlice</textarea>"
OURS = {"Origin": "http://testserver"}


def test_the_words_of_an_answer_stay_after_the_session(world: World):
    number = given.case(world).number
    headers = OURS | {"Referer": f"http://testserver/cases/{number}/"}
    sent = {"text": WORDS, "csrfmiddlewaretoken": "x" * 64, "password": "correct horse battery", "hold": "10"}
    answer = Client().post(f"/cases/{number}/reply/", sent, headers=headers)
    assert answer.status_code == 401
    assert SHOWN in answer.text
    assert f'href="/accounts/login/?next=%2Fcases%2F{number}%2F"' in answer.text
    assert "correct horse" not in answer.text
    assert "xxxxx" not in answer.text
    assert answer.text.count("<textarea") == 1
    assert not Message.objects.filter(kind="out").exists()


def test_what_comes_from_elsewhere_is_not_shown(world: World):
    number = given.case(world).number
    for headers in ({}, {"Origin": "https://evil.example"}, {"Referer": "https://evil.example/"}, {"Origin": "null"}):
        answer = Client().post(f"/cases/{number}/reply/", {"text": WORDS}, headers=headers)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(world.alice)
        refused = strict.post(f"/cases/{number}/reply/", {"text": WORDS}, headers=headers)
        assert refused.status_code == 403
        assert "lamp" not in refused.text


def test_a_form_older_than_the_sign_in_gives_its_words_back(world: World):
    number = given.case(world).number
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.bob)
    refused = strict.post(f"/cases/{number}/note/", {"text": WORDS}, headers=OURS)
    assert refused.status_code == 403
    assert SHOWN in refused.text


def test_a_refused_form_gives_its_words_back_and_leads_to_its_page(world: World):
    client = Client()
    client.force_login(world.bob)
    page = f"/teams/{world.counter.pk}/"
    sent = {"mon": "early", "holidays": "2026-12-24 2026-12-25"}
    refused = client.post(page, sent, headers=OURS | {"Referer": f"http://testserver{page}?from=people"})
    assert refused.status_code == 422
    assert ("2026-12-24 2026-12-25</textarea>" in refused.text, f'href="{page}?from=people"' in refused.text) == (
        True,
        True,
    )
    led_away = client.post(page, sent, headers=OURS | {"Referer": "http://testserver//evil.example/"}).text
    assert ("2026-12-24" in led_away, "evil" in led_away) == (True, False)
    elsewhere = client.post(page, sent, headers={"Referer": "https://evil.example/"}).text
    assert ("2026-12-24" in elsewhere, "evil" in elsewhere) == (False, False)
    assert "This page cannot be shown" in client.get("/audit/").text


@pytest.mark.parametrize("page", ["open", "begin", "passphrase", "write"])
def test_the_words_that_open_private_notes_are_in_no_answer(world: World, page: str):
    client, spoken = Client(), "a quiet river at dawn"
    client.force_login(world.alice)
    if page != "begin":
        people.begin_notes(user=world.alice, passphrase=spoken)
    asked = client.get(f"/me/notes/{page}/" if page in ("passphrase", "write") else "/me/notes/").text
    sent = {"text": WORDS + "\0"} | dict.fromkeys(re.findall(r'name="(\w+)" type="password"', asked), spoken)
    assert len(sent) > 1
    refused = client.post(f"/me/notes/{page}/", sent, headers=OURS)
    ended = Client().post(f"/me/notes/{page}/", sent, headers=OURS)
    for answer in (refused, ended):
        assert (SHOWN in answer.text, spoken in answer.text) == (True, False)


def test_what_nobody_typed_is_not_shown_as_theirs(world: World):
    client = Client()
    client.force_login(world.olga)
    sent = {"words": "", "subject": "A lamp that leaves today", "key": "once" * 8}
    refused = client.post("/cases/new/", sent, headers=OURS)
    assert ("A lamp that leaves today</textarea>" in refused.text, "onceonce" in refused.text) == (True, False)


def test_one_word_leads_to_signing_in_at_once(world: World):
    answer = Client().post(f"/cases/{given.case(world).number}/tag/", {"name": "late"}, headers=OURS)
    assert answer.status_code == 302
