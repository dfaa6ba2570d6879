"""A customer's pages as a rep uses them: own words above all, wishes beside Send, two that are one asked for twice."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.english import left_in_english
from tests.web.given import case, customer, other, situation
from tests.web.test_statements import at_sizes
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.models import Address, Case, Customer, CustomerType, Preference, Treatment
from headwater.people.models import Audit, User

pytestmark = pytest.mark.django_db


def client_of(who: User) -> Client:
    found = Client()
    found.force_login(who)
    return found


def known(world: World) -> Case:
    """Somebody of whom there is something in every part of the page."""
    made = case(world)
    for n in range(1, 7):
        desk.receive(
            case=made, words=f"Where is it, please? I have not got it ({n})", address="ada@example.org",
            now=NOW + timedelta(days=7 * n),
        )  # fmt: skip
    desk.told(case=made, text="It is late", by=world.alice, now=NOW + timedelta(days=43))
    desk.receive(case=made, words="Thank you!", address="ada@example.org", now=NOW + timedelta(days=44))
    who = {"customer": made.customer_id, "by": world.alice, "now": NOW + timedelta(days=45)}
    for kind, value in (("no_calls", ""), ("hours", "mon,tue 09:00-12:00"), ("payment", "by invoice")):
        desk.set_preference(kind=kind, value=value, said_at=NOW, **who)
    desk.withdraw_preference(kind="payment", **who)
    desk.give_type(type_=situation(world)["type_"], case=made.number, **who)
    desk.treat(case=made, how="worse", what="Waited twice", reason="", by=world.alice, now=NOW)
    desk.promise(
        case=made, what="send it again", due_from=NOW, due_to=NOW + timedelta(days=50), by=world.alice, now=NOW
    )
    desk.merge_customers(into=made.customer_id, gone=int(other(world)), why="She said so", sure=True, **{
        name: value for name, value in who.items() if name != "customer"
    })  # fmt: skip
    desk.count_rhythms(now=timezone.now())
    return made


def test_their_own_words_stand_above_everything_else(world: World):
    made = known(world)
    page = client_of(world.alice).get(f"/customers/{made.customer_id}/").text
    page = page[page.index("<h1>") :]
    order = [
        "Thank you!", "What they asked for", "no calls, please", "Inferred, not said", "inferred from 9 messages",
        "send it again", "In a hurry", "People they know here", "thanked us", "Waited twice",
    ]  # fmt: skip
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert "Monday, Tuesday 09:00 to 12:00 (UTC)" in page
    assert "<bdi>Alice</bdi> <small>1 case" in page
    assert "Quiet for" in page
    assert "customer 2) is them, too" in re.sub(r"customer \d+\)", "customer 2)", page)
    assert Audit.objects.filter(act="customer read", customer_id=made.customer_id).count() == 1


def test_on_the_case_own_words_stand_above_the_type(world: World):
    made = known(world)
    page = client_of(world.alice).get(f"/cases/{made.number}/").text
    aside = page[page.index('id="customer"') :]
    assert aside.index("Where is it?") < aside.index("no calls, please") < aside.index("In a hurry")
    assert f'href="/customers/{made.customer_id}/"' in aside
    assert "they asked not to be called" in page


def test_a_merged_customers_address_leads_to_who_they_are(world: World):
    made, gone = case(world), other(world)
    desk.merge_customers(into=made.customer_id, gone=int(gone), by=None, now=NOW, why="said so", sure=True)
    answer = client_of(world.alice).get(f"/customers/{gone}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/customers/{made.customer_id}/")


def test_a_wish_is_written_down_changed_and_withdrawn(world: World):
    client, told = client_of(world.alice), customer(world)
    address = f"/customers/{told['customer']}/preferences/"
    assert 'name="value_language"' in client.get(address).text
    sent = {"kind": "hours", "since": "17:00", "until": "20:00", "days": ["fri", "mon"], "said": "2026-03-02"}
    assert client.post(address, sent).status_code == 302
    assert Preference.objects.get().value == "mon,fri 17:00-20:00 UTC"
    assert client.post(address, sent | {"days": []}).status_code == 302
    assert [p.value for p in desk.preferences_of(**told)] == ["17:00-20:00 UTC"]
    assert client.post(address + "withdraw/", {"kind": "hours"}).status_code == 302
    assert desk.preferences_of(**told) == ()
    assert Preference.objects.count() == 2
    for wrong in ({"said": "soon"}, {"said": "2999-01-01"}, {"kind": "mood"}, {"since": "", "until": ""}):
        assert client.post(address, sent | wrong).status_code == 422, wrong


def test_todays_wish_is_said_now(world: World):
    client, told = client_of(world.alice), customer(world)
    sent = {"kind": "language", "value_language": "de", "said": timezone.localtime().date().isoformat()}
    assert client.post(f"/customers/{told['customer']}/preferences/", sent).status_code == 302
    assert timezone.now() - Preference.objects.get().said_at < timedelta(minutes=5)


def test_anothers_address_is_offered_to_move_or_to_merge(world: World):
    client, told = client_of(world.alice), customer(world)
    twin = desk.open_case(
        channel="phone", customer_name="Adda", address="adda@example.org", words="Hi", team=world.counter, now=NOW
    )
    address = f"/customers/{told['customer']}/addresses/"
    asked = client.post(address, {"address": "adda@example.org"})
    assert asked.status_code == 422
    assert "is that of Adda" in asked.text
    assert f"?other={twin.customer_id}" in asked.text
    part = client.post(address, {"address": "adda@example.org"}, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Retarget"]) == (200, "#ask")
    assert client.post(address, {"address": "adda@example.org", "move": "1"}).status_code == 302
    moved = Address.objects.get(value="adda@example.org")
    assert moved.customer_id == told["customer"]
    page = client.get(f"/customers/{told['customer']}/").text
    assert f"moved here from customer {twin.customer_id}" in page
    back = client.post(f"{address}back/", {"address": moved.pk}, follow=True)
    assert f"It is customer {twin.customer_id}&#39;s again" in back.text
    assert Address.objects.get(value="adda@example.org").customer_id == twin.customer_id
    assert "moved here" not in back.text
    assert client.post(f"{address}back/", {"address": moved.pk}).status_code == 404


def test_two_that_are_one_are_asked_for_and_come_apart(world: World):
    client, told, gone = client_of(world.alice), customer(world), other(world)
    address = f"/customers/{told['customer']}/merge/"
    asked = client.post(address, {"other": gone})
    assert asked.status_code == 422
    assert "No sign says that Adda is this customer." in asked.text
    assert Customer.objects.get(pk=gone).merged_into is None
    assert client.post(address, {"other": gone, "sure": gone, "why": ""}).status_code == 422
    assert client.post(address, {"other": "x"}).status_code == 422
    done = client.post(address, {"other": gone, "sure": gone, "why": "She said so"}, follow=True)
    assert "The two are one from now on" in done.text
    apart = client.post(f"/customers/{gone}/unmerge/", follow=True)
    assert apart.redirect_chain[-1][0] == f"/customers/{gone}/"
    assert Customer.objects.get(pk=gone).merged_into is None


def test_charlie_is_not_told_that_a_customer_exists(world: World):
    told = customer(world)
    there = client_of(world.charlie).get(f"/customers/{told['customer']}/")
    not_there = client_of(world.charlie).get("/customers/999999/")
    assert there.status_code == not_there.status_code == 404
    assert re.sub(r"customer \d+", "", there.text) == re.sub(r"customer \d+", "", not_there.text)


def test_the_sheet_is_written_read_and_refuses_ranks(world: World):
    bob, alice = client_of(world.bob), client_of(world.alice)
    sent = {"name": "With a child", "situation": "A child is with them", "needs": "A chair\nShort ways"}
    assert bob.post("/customers/types/new/", sent).status_code == 302
    page = alice.get("/customers/types/").text
    assert "Read in 1 minute." in page
    assert "<li>Short ways</li>" in page
    assert "Change" not in page
    refused = bob.post("/customers/types/new/", sent | {"name": "VIP"})
    assert refused.status_code == 422
    assert "says what customers are worth to us" in refused.text
    made = CustomerType.objects.get()
    assert "A chair\nShort ways" in bob.get(f"/customers/types/{made.pk}/").text
    assert bob.post(f"/customers/types/{made.pk}/", {"retire": "1"}).status_code == 302
    assert "Begin with three" in alice.get("/customers/types/").text
    assert bob.get(f"/customers/types/{made.pk}/").status_code == 404


def test_a_situation_is_given_from_the_case_and_is_over(world: World):
    client, made, kind = client_of(world.alice), case(world), situation(world)["type_"]
    address = f"/customers/{made.customer_id}/situation/"
    assert f'value="{made.number}" selected' in client.get(f"{address}?case={made.number}").text
    assert client.post(address, {"type": kind, "case": made.number}).status_code == 302
    (given,) = desk.customer_story(user=world.alice, customer=made.customer_id, now=NOW).types
    assert (given.name, given.case) == ("In a hurry", made.number)
    assert client.post(address, {"over": given.id}).status_code == 302
    assert client.post(address, {}).status_code == 422
    assert desk.customer_story(user=world.alice, customer=made.customer_id, now=NOW).types == ()


def test_a_treatment_gets_its_reason(world: World):
    made = case(world)
    sent = {"how": "exception", "what": "Late return"}
    assert client_of(world.alice).post(f"/cases/{made.number}/treatment/", sent).status_code == 302
    bob = client_of(world.bob)
    assert "Late return" in bob.get("/customers/fairness/").text
    found = Treatment.objects.get()
    goal = {"reason": "She was in hospital", "next": "/customers/fairness/"}
    assert bob.post(f"/customers/fairness/{found.pk}/reason/", goal).headers["Location"] == "/customers/fairness/"
    assert "for a reason that is written down" in bob.get("/customers/fairness/").text
    assert "She was in hospital" in client_of(world.alice).get(f"/customers/{made.customer_id}/").text


def test_privacy_reads_and_opens_no_case(world: World):
    made = known(world)
    page = client_of(world.paul).get(f"/customers/{made.customer_id}/").text
    assert "Thank you!" in page
    assert f"/cases/{made.number}/" not in page
    assert f"/privacy/customers/{made.customer_id}/" in page
    assert client_of(world.paul).get("/customers/").headers["Location"] == "/customers/fairness/"


PAGES = (
    "/customers/{c}/", "/customers/{c}/preferences/", "/customers/{c}/addresses/", "/customers/{c}/merge/",
    "/customers/{c}/situation/", "/cases/{n}/treatment/", "/customers/quiet/", "/customers/types/",
    "/customers/types/new/", "/customers/fairness/",
)  # fmt: skip


def test_no_english_is_left_in_german(world: World):
    made = known(world)
    client = client_of(world.olga)
    names = {
        "Headwater", "Ada", "Alice", "Adda", "Olga", "Counter", "In a hurry", "Says so", "A time", "send it again",
        "Waited twice", "Where is it?", "Where is it, please? I have not got it", "Thank you!", "She said so", "Me too",
        "by invoice", "example", "org", "UTC",
    }  # fmt: skip
    places = [address.format(c=made.customer_id, n=made.number) for address in PAGES]
    english = {place: left_in_english(client.get(place).text, names) for place in places}
    assert [place for place, found in english.items() if not found] == []
    world.olga.language = "de"
    world.olga.save()
    for place in places:
        page = client.get(place)
        assert page.status_code == 200, place
        assert left_in_english(page.text, names) == [], place
    card = client.get(f"/customers/{made.customer_id}/").text
    assert "· bis " in card[card.index("send it again") :][:200]


def test_refusals_are_german_for_a_german(world: World):
    world.bob.language = "de"
    world.bob.save()
    client, told = client_of(world.bob), customer(world)
    sent = {"name": "Premium", "situation": "x", "needs": "y"}
    assert "sagt, was Kunden uns wert sind" in client.post("/customers/types/new/", sent).text
    asked = client.post(f"/customers/{told['customer']}/merge/", {"other": other(world)})
    assert "Nichts spricht dafür, dass Adda dieser Kunde ist." in asked.text
    late = client.post(
        f"/customers/{told['customer']}/preferences/", {"kind": "no_calls", "said": "2999-01-01"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "nicht in der Zukunft" in json.loads(late.headers["HX-Trigger"])["refused"]["said"]


def test_a_customers_page_costs_the_same_at_any_size(world: World):
    made = known(world)

    def grown(n: int) -> str:
        for _ in range(n):
            desk.treat(case=case(world), how="worse", what="Waited", reason="", by=world.alice, now=NOW)
        return f"/customers/{made.customer_id}/"

    found = at_sizes(world, grown)
    assert len(set(found)) == 1
    assert found[0] <= 20


@pytest.mark.parametrize(("address", "most"), [("/customers/quiet/", 8), ("/customers/types/", 6)])
def test_lists_cost_little(world: World, address: str, most: int):
    known(world)
    assert at_sizes(world, lambda _: address)[0] <= most
