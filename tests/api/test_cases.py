"""Cases by the API: each act, its answer, what is refused and how that is said."""

import json
from datetime import timedelta

import pytest
from tests.api.conftest import a_case
from tests.world import NOW, World

from headwater.desk.models import Case, Message, OutboxMoment
from headwater.people.models import Audit

pytestmark = pytest.mark.server
NEW = {"words": "My lamp is broken.", "address": "Eve@example.org", "name": "Eve", "subject": "Lamp"}


def test_a_new_case_needs_the_channels_sheet(world: World, key):
    answer = key(world.alice)("post", "/cases", NEW)
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert "exposure sheet" in told["detail"]
    assert told["instance"] == "POST /api/v1/cases"
    assert told["do"]
    assert not Case.objects.exists()


def test_a_new_case(world: World, key, live):
    answer = key(world.alice)("post", "/cases", NEW | {"team": world.counter.pk, "kind_asked": "repair"})
    assert answer.status_code == 201
    case = Case.objects.get(number=answer.json()["number"])
    assert (case.channel, case.team, case.own_words, case.kind_asked) == ("api", world.counter, NEW["words"], "repair")
    assert case.customer.addresses.get().value == "eve@example.org"
    moment = OutboxMoment.objects.get(case_number=case.number)
    assert (moment.step, moment.who, moment.channel) == ("Case opened", world.alice.pk, "api")


def test_the_same_idempotency_key_opens_one_case(world: World, key, live):
    call = key(world.alice)
    first, second = (call("post", "/cases", NEW, **{"Idempotency-Key": "order-7"}) for _ in range(2))
    assert first.json() == second.json()
    assert Case.objects.count() == 1
    other = call("post", "/cases", NEW | {"words": "Something else."}, **{"Idempotency-Key": "order-7"})
    assert other.status_code == 409
    assert key(world.bob)("post", "/cases", NEW, **{"Idempotency-Key": "order-7"}).json() != first.json()
    assert Case.objects.count() == 2


def test_the_same_idempotency_key_answers_once(world: World, key):
    call, case = key(world.alice), a_case(world)
    path = f"/cases/{case.number}/reply"
    first, second = (call("post", path, {"text": "Soon."}, **{"Idempotency-Key": "a"}) for _ in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    assert Message.objects.filter(kind="out").count() == 1
    assert call("post", path, {"text": "Never."}, **{"Idempotency-Key": "a"}).status_code == 409
    call("post", path, {"text": "Soon."})
    assert Message.objects.filter(kind="out").count() == 2


def test_a_case_for_another_team_is_refused(world: World, key, live):
    assert key(world.alice)("post", "/cases", NEW | {"team": world.warehouse.pk}).status_code == 403
    assert key(world.olga)("post", "/cases", NEW | {"team": 999}).status_code == 404
    assert key(world.olga)("post", "/cases", NEW | {"team": world.warehouse.pk}).status_code == 201
    assert key(world.anna)("post", "/cases", NEW).status_code == 403
    assert Case.objects.count() == 1


def test_a_case_from_first_word_to_its_outcome(world: World, key, live):
    call = key(world.alice)
    number = call("post", "/cases", NEW).json()["number"]
    here = f"/cases/{number}"
    assert call("post", f"{here}/hand-over", {"team": world.counter.pk, "story": "A lamp"}).json()["team"]
    assert call("post", f"{here}/assign", {"holder": world.alice.pk}).json()["holder"] == world.alice.pk
    told = call("post", f"{here}/confirm", {"concern": "No light", "wanted": "A lamp by Friday"}).json()
    assert (told["concern"], told["wanted"], told["promised"]) == ("No light", "A lamp by Friday", "")
    assert call("post", f"{here}/note", {"text": "Ask", "mentions": [world.bob.pk]}).status_code == 201
    assert call("post", f"{here}/reply", {"text": "It comes.", "hold_seconds": 0}).json()["state"] == "queued"
    assert call("post", f"{here}/tags", {"name": "lamp"}).status_code == 200
    assert call("post", f"{here}/snooze", {"until": "2099-01-01T00:00:00Z"}).json()["state"] == "snoozed"
    assert call("post", f"{here}/messages", {"words": "Thanks", "address": "eve@example.org"}).status_code == 201
    assert call("post", f"{here}/wake").json()["state"] == "open"
    assert call("post", f"{here}/done").json()["ending"] == "unknown"
    assert call("post", f"{here}/reopen", {"why": "again"}).json()["state"] == "open"
    ended = call("post", f"{here}/end", {"reached": True, "by_their_word": True}).json()
    assert (ended["state"], ended["ending"]) == ("ended", "outcome_reached")
    page = call("get", here).json()
    assert [m["kind"] for m in page["messages"]].count("note") == 2
    assert page["row"]["tags"] == ["lamp"]
    assert call("delete", f"{here}/tags?name=lamp").status_code == 200
    assert call("get", here).json()["row"]["tags"] == []


def test_merge_and_split(world: World, key):
    call, one, two = key(world.alice), a_case(world, 1), a_case(world, 2)
    assert call("post", f"/cases/{two.number}/merge", {"into": one.number}).status_code == 409
    meant = {"into": one.number, "other_customer": True}
    assert call("post", f"/cases/{two.number}/merge", meant).json()["number"] == one.number
    messages = [m["id"] for m in call("get", f"/cases/{one.number}").json()["messages"]]
    assert len(messages) == 2
    assert call("post", f"/cases/{two.number}/unmerge").json()["number"] == two.number
    call("post", f"/cases/{two.number}/merge", meant)
    split = call("post", f"/cases/{one.number}/split", {"messages": messages[:1]})
    assert split.status_code == 201
    assert split.json()["number"] not in (one.number, two.number)


def test_what_does_not_fit_the_case_is_said(world: World, key):
    call, case = key(world.alice), a_case(world)
    answer = call("post", f"/cases/{case.number}/wake")
    assert answer.status_code == 409
    assert "Woken" in answer.json()["detail"]
    silent = call("post", f"/cases/{case.number}/end", {"reached": False, "by_their_word": False})
    assert silent.status_code == 409
    assert key(world.petra)("post", f"/cases/{case.number}/done").status_code == 403
    assert call("post", f"/cases/{case.number}/assign", {"holder": 999}).status_code == 404


def test_a_field_that_is_not_known_is_named(world: World, key):
    answer = key(world.alice)("post", "/cases", NEW | {"word": "x", "address": "nowhere"})
    assert answer.status_code == 422
    assert [e["where"] for e in answer.json()["errors"]] == ["body.address", "body.word"]


def test_a_body_that_is_no_json(world: World, key):
    call = key(world.alice)
    answer = call.client.post(
        "/api/v1/cases", "{", content_type="application/json", headers={"Authorization": f"Bearer {call.token}"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(("method", "path", "status"), [("put", "/cases", 405), ("get", "/none", 404)])
def test_an_address_that_is_none_is_a_problem_too(world: World, key, method, path, status):
    answer = key(world.alice)(method, path)
    assert (answer.status_code, json.loads(answer.content)["status"]) == (status, status)
    assert status != 405 or set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_pages_follow_each_other(world: World, key):
    call = key(world.alice)
    numbers = [a_case(world, n).number for n in range(30)]
    first = call("get", "/cases").json()
    second = call("get", f"/cases?after={first['after']}").json()
    shown = [c["number"] for c in first["cases"] + second["cases"]]
    assert shown == numbers[::-1]
    assert (len(first["cases"]), second["after"]) == (25, "")
    assert call("get", "/cases?after=nonsense").status_code == 422


def test_lists_are_narrowed(world: World, key):
    call = key(world.alice)
    cases = [a_case(world, n) for n in range(3)]
    call("post", f"/cases/{cases[0].number}/assign", {"holder": world.alice.pk})
    call("post", f"/cases/{cases[1].number}/done")
    call("post", f"/cases/{cases[2].number}/tags", {"name": "late"})

    def numbers(query: str) -> list[int]:
        return [c["number"] for c in call("get", f"/cases?{query}").json()["cases"]]

    assert numbers("holder=me") == [cases[0].number]
    assert numbers("state=done") == [cases[1].number]
    assert numbers("tag=late") == [cases[2].number]
    assert numbers(f"team={world.warehouse.pk}") == []
    assert set(numbers("state=new&state=done&holder=nobody")) == {cases[1].number, cases[2].number}
    assert call("get", "/cases?state=lost").status_code == 422
    assert "“stat”" in call("get", "/cases?stat=new").json()["detail"]


def test_reading_a_case_is_in_the_audit_log(world: World, key):
    case = a_case(world)
    key(world.alice)("get", f"/cases/{case.number}")
    line = Audit.objects.get(case_id=case.number)
    assert (line.act, line.who, line.customer_id) == ("case read by API", world.alice, case.customer_id)


def test_search(world: World, key):
    a_case(world, 1, words="The kettle leaks.")
    found = a_case(world, 2, words="The toaster burns.", now=NOW + timedelta(minutes=9))
    told = key(world.alice)("get", "/search?q=toaster").json()
    assert [c["number"] for c in told["cases"]] == [found.number]
    assert key(world.charlie)("get", "/search?q=toaster").json()["cases"] == []
