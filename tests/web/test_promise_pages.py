"""Pages of promises without a browser: what they say, what they refuse, what they cost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.test_statements import at_sizes
from tests.world import World

from headwater.desk import service as desk
from headwater.desk.models import Message, Promise
from headwater.people.models import User

pytestmark = pytest.mark.django_db
GIVEN = {
    "text": "Every letter is answered within 2 working days", "checked_how": "answer times of all letters, each month",
    "since": "2026-03-02", "until": "", "owner": "",
}  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(world: World) -> int:
    return desk.open_case(
        channel="webform", customer_name="Ada", address="ada@example.org", words="Where is it?", team=world.counter,
        now=timezone.now(),
    ).number  # fmt: skip


def promised(world: World, number: int, what: str = "call you") -> Promise:
    now = timezone.now()
    return desk.promise(case=number, what=what, due_from=now, due_to=now + timedelta(days=3), by=world.alice, now=now)


def test_a_vague_commitment_is_sent_back_with_what_was_typed(world: World):
    client = signed_in(world.olga)
    answer = client.post("/commitments/", {**GIVEN, "text": "We care"})
    assert answer.status_code == 422
    assert "names nothing done with a number" in answer.text
    assert ">We care</textarea>" in answer.text
    assert client.post("/commitments/", GIVEN).status_code == 302
    assert "Customers can count on 1 commitment" in client.get("/commitments/").text
    assert GIVEN["text"] in signed_in(world.alice).get("/commitments/sheet/").text
    assert "Commit to something" not in signed_in(world.alice).get("/commitments/").text


def test_the_words_around_a_find_are_whole_and_dots_say_what_is_left_out(world: World):
    number, client = opened(world), signed_in(world.alice)
    short, long = "Sorry. I'll call you within two weeks.", "We looked into everything that you wrote about. " * 3
    legend = re.compile(r"<legend>(.*?) <small", re.DOTALL)
    said = [
        legend.findall(client.post(f"/cases/{number}/reply/", {"text": text}).text)[0] for text in (short, long + short)
    ]
    assert (said[0].startswith("Sorry. <mark>"), said[0].endswith(".")) == (True, True)
    assert said[1].startswith("… into everything that you wrote about. Sorry. <mark>")


def test_an_answer_asks_until_each_find_is_decided(world: World):
    number, client = opened(world), signed_in(world.alice)
    sent = {"text": "I'll call you within two weeks.", "to": "ada@example.org"}
    page = client.post(f"/cases/{number}/reply/", sent).text
    key = re.findall(r'name="promise-(\w+)"', page)[0]
    assert 'name="to" value="ada@example.org"' in page
    assert not Message.objects.filter(kind="out").exists()
    chosen = {**sent, f"promise-{key}": "new", f"what-{key}": "call Ada", f"due-{key}": "2999-03-06T12:00"}
    assert client.post(f"/cases/{number}/reply/", chosen).status_code == 302
    made = Promise.objects.get()
    assert (made.what, made.due_to.year, made.own_words, made.given_at) == ("call Ada", 2999, sent["text"][:-1], None)


def test_the_rule_is_named_in_the_readers_language(world: World):
    world.alice.language = "de"
    world.alice.save()
    page = (
        signed_in(world.alice).post(f"/cases/{opened(world)}/note/", {"text": "Wir melden uns binnen 14 Tagen."}).text
    )
    assert "Regel: innerhalb von so vielen Tagen oder Stunden" in page


def test_another_date_for_an_open_promise_is_shown_beside_send(world: World):
    number, client = opened(world), signed_in(world.alice)
    made, sent = promised(world, number), {"text": "I'll call you on 5 March 2999."}
    key = re.findall(r'name="promise-(\w+)"', client.post(f"/cases/{number}/note/", sent).text)[0]
    client.post(f"/cases/{number}/note/", {**sent, f"promise-{key}": f"move-{made.pk}"})
    made.refresh_from_db()
    assert (made.state, made.asked_to_move_to is not None) == ("open", True)
    agreed = {**sent, f"promise-{key}": f"move-{made.pk}", f"agreed-{key}": "by phone"}
    client.post(f"/cases/{number}/note/", agreed)
    made.refresh_from_db()
    assert (made.state, made.agreed_how) == ("renegotiated", "by phone")


def test_ending_a_case_says_what_stands_open(world: World):
    number = opened(world)
    promised(world, number, "send the part")
    page = signed_in(world.alice).get(f"/cases/{number}/end/").text
    assert "1 promise stands open" in page
    assert "send the part" in page


def test_closing_many_says_where_promises_stand_open(world: World):
    first, second = opened(world), opened(world)
    promised(world, first)
    sent = {"act": "done", "case": [str(first), str(second)]}
    page = signed_in(world.alice).post("/inbox/many/do/", sent, follow=True).text
    assert f"Promises stand open in cases that were closed: {first}." in page
    assert Promise.objects.get().state == "open"


def test_a_reminder_is_told_until_the_list_was_opened(world: World):
    promised(world, opened(world))
    desk.remind(now=timezone.now() + timedelta(days=2, hours=23))
    client = signed_in(world.alice)
    assert "1 to look at" in client.get("/inbox/").text
    assert "1 to look at" in client.get("/promises/").text
    assert "1 to look at" not in client.get("/inbox/").text


def test_the_due_list_costs_the_same_at_any_length(world: World):
    def many(n: int) -> str:
        number = opened(world)
        for i in range(n):
            promised(world, number, f"thing {i}")
        return "/promises/?of=team"

    found = at_sizes(world, many)
    assert len(set(found)) == 1
    assert found[0] <= 6
