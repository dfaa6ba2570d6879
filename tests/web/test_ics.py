"""Due promises as a calendar that programs read (RFC 5545), by a private address that can be renewed."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.given import case
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.service import PromiseLine
from headwater.web.promises.ics import calendar, escaped, folded

LATER = NOW.replace(year=2998)


def line(what: str) -> PromiseLine:
    at = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    return PromiseLine(7, what, "", at, at, False, "open", 12, at, None, "Alice", "Support", given_at=at)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_a_line_is_at_most_75_octets_and_says_the_same(text: str):
    cut = folded(text).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in cut)
    assert cut[0] + "".join(part[1:] for part in cut[1:]) == text


def test_an_event_at_the_time_it_falls_due():
    text = calendar(
        [line("call you; twice,\nreally \\o/")], name="My promises", host="desk.example", base="https://d.e"
    )
    lines = unfolded(text)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "UID:promise-7@desk.example" in lines
    assert "DTSTART:20260306T163000Z" in lines
    assert r"SUMMARY:call you\; twice\,\nreally \\o/" in lines
    assert "URL:https://d.e/cases/12/" in lines
    assert "\n" not in text.replace("\r\n", "")


def test_nothing_in_a_text_begins_a_line_of_its_own():
    assert "\r" not in escaped("a\r\nATTENDEE:b\rc\x00\x0b")
    assert "\n" not in escaped("a\r\nATTENDEE:b\nc")


def feed(token: str) -> tuple[int, str]:
    answer = Client().get(f"/promises/calendars/{token}.ics")
    return answer.status_code, answer.text


@pytest.mark.django_db
def test_an_address_opens_its_own_promises_until_it_is_renewed(world: World):
    made = desk.promise(case=case(world), what="call Ada", due_from=NOW, due_to=LATER, by=world.alice, now=NOW)
    client = Client()
    client.force_login(world.alice)
    client.post("/promises/calendars/", {"team": ""})
    token = re.findall(r"calendars/([\w.-]+)\.ics", client.get("/promises/calendars/").text)[0]
    status, text = feed(token)
    assert (status, "SUMMARY:call Ada" in text, "Alice" in text) == (200, True, False)
    assert feed(desk.renew_calendar(user=world.bob, team=None, now=NOW))[1].count("BEGIN:VEVENT") == 0
    assert feed(desk.renew_calendar(user=world.bob, team=world.counter.pk, now=NOW))[1].count("BEGIN:VEVENT") == 1
    renewed = desk.renew_calendar(user=world.alice, team=None, now=NOW)
    assert (feed(token)[0], feed(renewed)[0], feed(renewed[:-1])[0], feed("x")[0]) == (404, 200, 404, 404)
    desk.keep_promise(promise=made, by=world.alice, now=NOW)
    assert feed(renewed)[1].count("BEGIN:VEVENT") == 0
    world.alice.is_active = False
    world.alice.save()
    assert feed(renewed)[0] == 404


@pytest.mark.django_db
def test_a_teams_calendar_ends_with_the_membership(world: World):
    token = desk.renew_calendar(user=world.alice, team=world.counter.pk, now=NOW)
    assert feed(token)[0] == 200
    world.alice.memberships.all().delete()
    assert feed(token)[0] == 404
    client = Client()
    client.force_login(world.charlie)
    assert client.post("/promises/calendars/", {"team": str(world.counter.pk)}).status_code == 403
