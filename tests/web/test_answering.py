"""Pages of an answer: who it goes to stands beside it, what nobody sends is said, and questions are asked in place."""

import re

import pytest
from django.test import Client
from tests.web.given import phone_live
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.desk.models import Case, Mailbox, Message
from headwater.web.desk.forms import mentioned

pytestmark = pytest.mark.django_db


def client_of(world: World, who: str = "alice") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def a_case(world: World, name: str = "Ada", **more: str) -> Case:
    address = more.pop("address", f"{name.lower()}@example.org")
    return desk.open_case(
        channel="email", customer_name=name, address=address, words="Where is it?", team=world.counter, now=NOW, **more
    )


def test_the_receiver_stands_beside_send_and_on_what_was_sent(world: World):
    case, client = a_case(world), client_of(world)
    here = f"/cases/{case.number}/"
    box = r'<input type="checkbox" name="to" value="([^"]+)"( checked)?>'
    assert re.findall(box, client.get(here).text) == [("ada@example.org", " checked")]
    desk.receive(case=case, words="Me too", address="third@x.example", sender_name="Third", now=NOW)
    boxes = re.findall(box, client.get(here).text)
    assert boxes == [("ada@example.org", " checked"), ("third@x.example", "")]
    assert client.post(f"{here}reply/", {"text": "Yes", "to": [""]}).status_code == 422
    client.post(f"{here}reply/", {"text": "Yes", "to": ["", "third@x.example"]})
    assert Message.objects.get(kind="out").to == ["third@x.example"]
    assert "to <bdi>third@x.example</bdi>" in client.get(here).text


def test_receivers_and_copies_are_typed_freely_and_shown(world: World):
    case, client = a_case(world), client_of(world)
    here = f"/cases/{case.number}/"
    typed = {"also_to": "Zoe <zoe@x.example>; bo@x.example", "cc": "boss@x.example, Bo@x.example"}
    client.post(f"{here}reply/", {"text": "Yes", "to": ["", "ada@example.org"], **typed})
    sent = Message.objects.get(kind="out")
    assert (sent.to, sent.cc) == (["ada@example.org", "zoe@x.example", "bo@x.example"], ["boss@x.example"])
    page = client.get(here).text
    assert "to <bdi>ada@example.org, zoe@x.example, bo@x.example</bdi>" in page
    assert "copy to <bdi>boss@x.example</bdi>" in page
    client.post(f"{here}reply/", {"text": "Again", "to": "", "also_to": "zoe@x.example"})
    assert Message.objects.filter(kind="out").latest("id").to == ["zoe@x.example"]


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [
        ("ada@", "“ada@” is no e-mail address; write it as name@example.org.", "„ada@“ ist keine E-Mail-Adresse"),
        ("help@ours.example", "is a mailbox of this desk", "ist ein Postfach dieses Servers"),
        (",".join(f"a{n}@x.example" for n in range(21)), "20 addresses at most", "höchstens an 20 Adressen"),
    ],
)
def test_a_receiver_that_cannot_be_one_is_refused(world: World, typed: str, english: str, german: str):
    Mailbox.objects.create(name="Help", address="help@ours.example")
    case = a_case(world)
    for language, said in (("en", english), ("de", german)):
        world.alice.language = language
        world.alice.save()
        for field in ("also_to", "cc"):
            given = {"text": "Yes", "to": ["", "ada@example.org"], field: typed}
            answer = client_of(world).post(f"/cases/{case.number}/reply/", given)
            assert (answer.status_code, said in answer.text) == (422, True)
    assert not Message.objects.filter(kind="out").exists()


def test_a_message_from_somebody_else_says_so(world: World):
    case, client = a_case(world), client_of(world)
    warned = 'class="unsure"'
    assert warned not in client.get(f"/cases/{case.number}/").text
    desk.receive(case=case, words="Me too", address="third@x.example", sender_name="Ada", now=NOW)
    page = client.get(f"/cases/{case.number}/").text
    assert page.count(warned) == 1
    assert "Written from <bdi>third@x.example</bdi>. That is no known address of this customer" in page


def test_a_sender_that_may_be_forged_is_said_by_the_message_in_both_languages(world: World):
    case, client = a_case(world), client_of(world)
    here = f"/cases/{case.number}/"
    assert "may be forged" not in client.get(here).text
    Message.objects.filter(case=case).update(forged=True)
    assert client.get(here).text.count("address may be forged: the mail server") == 1
    world.alice.language = "de"
    world.alice.save()
    assert "Die Adresse des Absenders ist vielleicht gefälscht" in client.get(here).text


def test_where_no_mailbox_sends_it_is_said_before_and_after(world: World):
    case, client = a_case(world), client_of(world)
    here = f"/cases/{case.number}/"
    assert "There is no mailbox that sends" in client.get(here).text
    desk.reply(case=case, text="Yes", by=world.alice, now=NOW, hold_seconds=0)
    page = client.get(here).text
    assert "not out yet" in page
    assert "The customer does not have it" in page
    assert "answer not out yet" in client.get("/inbox/").text
    assert "1 answer has not left" in client_of(world, "olga").get("/channels/").text
    assert "has not left: no mailbox sends it" in client_of(world, "olga").get("/dead-letters/").text


def test_who_has_only_a_telephone_is_told_by_phone(world: World):
    case, client = a_case(world, address="+49 30 1234"), client_of(world)
    page = client.get(f"/cases/{case.number}/").text
    assert "Your answer" not in page
    assert "I told them so" in page
    client.post(f"/cases/{case.number}/told/", {"text": "On Friday."})
    assert "told by phone or in person" in client.get(f"/cases/{case.number}/").text


def test_merging_two_customers_cases_is_asked_for(world: World):
    one, two, client = a_case(world), a_case(world, "Zoe"), client_of(world)
    there = f"/cases/{two.number}/merge/"
    assert 'name="into"' in client.get(there).text
    asked = client.post(there, {"into": str(one.number)}, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert (asked.status_code, asked.headers["HX-Retarget"]) == (200, "#ask")
    assert f'name="meant" value="{one.number}"' in asked.text
    assert client.post(there, {"into": str(one.number)}).status_code == 422
    assert Case.objects.get(number=two.number).state == "new"
    client.post(there, {"into": str(one.number), "meant": str(one.number)})
    assert Case.objects.get(number=two.number).merged_into_id == one.number


def test_what_two_wrote_at_once_is_shown_side_by_side(world: World):
    case, client = a_case(world), client_of(world)
    here = f"/cases/{case.number}/confirm/"
    assert 'name="was_concern" value=""' in client.get(here).text
    desk.confirm(case=case, concern="It is late", by=world.bob, now=NOW)
    sent = dict.fromkeys(desk.FIELDS, "") | {f"was_{name}": "" for name in desk.FIELDS}
    answer = client.post(here, sent | {"concern": "It is lost"})
    assert answer.status_code == 422
    assert "“It is late”" in answer.text
    assert ">It is lost</textarea>" in answer.text
    assert 'name="was_concern" value="It is late"' in answer.text
    client.post(here, sent | {"concern": "It is lost", "was_concern": "It is late"})
    assert "before, what troubles them: “It is late”" in client.get(f"/cases/{case.number}/").text


def test_the_ending_asks_for_the_outcome_and_for_yes_or_no(world: World):
    case, client = a_case(world, wanted="My parcel"), client_of(world)
    here = f"/cases/{case.number}/end/"
    assert "not confirmed yet" in client.get(f"/cases/{case.number}/").text
    assert ">My parcel</textarea>" in client.get(here).text
    refused = client.post(here, {"reached": "unknown", "word": "theirs", "wanted": "My parcel"})
    assert (refused.status_code, "yes or no" in refused.text) == (422, True)
    assert client.post(here, {"reached": "yes", "word": "theirs"}).status_code == 422
    client.post(here, {"reached": "yes", "word": "theirs", "wanted": "My parcel"})
    assert Case.objects.get(number=case.number).state == "ended"


def test_a_case_by_phone_needs_the_channels_sheet(world: World):
    client = client_of(world)
    assert "exposure sheet is missing" in client.get("/cases/new/").text
    assert client.post("/cases/new/", {"words": "Hello"}).status_code == 422
    phone_live(world)
    assert client.post("/cases/new/", {"words": "Hello"}).status_code == 302


def test_the_form_keeps_the_wished_end_apart_and_promises_what_holds(world: World):
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept"}
    sheets.confirm_sheet(channel="webform", by=world.olga, now=NOW, **told)
    client = Client()
    said = {"words": "It broke.", "wanted": "A new one", "address": "ada@example.org"}
    for _ in range(2):
        assert client.post("/contact/", said).status_code == 302
    case = Case.objects.get()
    assert (case.own_words, case.wanted) == ("It broke.", "A new one")
    assert "write back to it" in client.get("/contact/thanks/").text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ask info@bob-blumen.de or x@bob", []), ("@bobby knows", []), ("@bob@example.org wrote", []),
        ("@Bob, please", ["Bob"]), ("(@bob) and @alice.", ["Alice", "Bob"]),
    ],
)  # fmt: skip
def test_an_address_in_a_note_calls_nobody(world: World, text: str, named: list[str]):
    assert sorted(user.name for user in mentioned(text, [world.alice, world.bob])) == named
