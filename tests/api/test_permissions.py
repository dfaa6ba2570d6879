"""Who gets what from every route: a route without a row here fails."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.api.conftest import ALL, a_case
from tests.world import NOW, World

from headwater.api.hooks.manage import make_webhook
from headwater.api.models import Delivery
from headwater.api.v1 import api

pytestmark = [pytest.mark.server, pytest.mark.one_database]
PEOPLE = ("alice", "bob", "petra", "charlie", "olga", "anna", "paul", "nils")
SECRET = "parcel"
"""a word of the customer's that nobody may read who may not see the case"""


@dataclass
class Row:
    """A call on Alice's case, its customer or her webhook, and what each person gets."""

    status: dict[str, int]
    path: str
    body: Any = None
    fresh: dict[str, Any] = field(default_factory=dict)


def each(alice: int, bob: int, petra: int, charlie: int, olga: int, anna: int, paul: int) -> dict[str, int]:
    """Nils's account is closed: his key opens nothing."""
    return dict(zip(PEOPLE, (alice, bob, petra, charlie, olga, anna, paul, 401), strict=True))


SEES = each(200, 200, 200, 404, 200, 404, 404)
WRITES = each(201, 201, 201, 404, 201, 404, 404)
SERVES = each(200, 200, 403, 404, 200, 404, 404)
ANYBODY = each(200, 200, 200, 200, 200, 200, 200)
FINDINGS = each(403, 404, 403, 403, 404, 404, 403)
"""404: there is no answer yet"""
PRIVACY = each(403, 403, 403, 403, 200, 403, 200)
HERS = each(200, 404, 404, 404, 404, 404, 404)
CALLS: dict[str, Row] = {
    "GET /cases": Row(ANYBODY, "/cases"),
    "POST /cases": Row(each(201, 201, 201, 201, 201, 403, 403), "/cases", {"words": "x", "address": "e@example.org"}),
    "GET /cases/{number}": Row(SEES, "/cases/{number}"),
    "POST /cases/{number}/messages": Row(
        WRITES, "/cases/{number}/messages", {"words": "x", "address": "ada0@example.org"}
    ),
    "POST /cases/{number}/confirm": Row(SERVES, "/cases/{number}/confirm", {"concern": "c"}),
    "POST /cases/{number}/assign": Row(SEES, "/cases/{number}/assign", {"holder": None}),
    "POST /cases/{number}/hand-over": Row(SEES, "/cases/{number}/hand-over", {"team": None}),
    "POST /cases/{number}/reply": Row(each(201, 201, 403, 404, 201, 404, 404), "/cases/{number}/reply", {"text": "x"}),
    "POST /cases/{number}/told": Row(each(201, 201, 403, 404, 201, 404, 404), "/cases/{number}/told", {"text": "x"}),
    "POST /cases/{number}/note": Row(WRITES, "/cases/{number}/note", {"text": "x"}),
    "POST /cases/{number}/done": Row(SERVES, "/cases/{number}/done"),
    "POST /cases/{number}/end": Row(
        SERVES, "/cases/{number}/end", {"reached": True, "by_their_word": True, "wanted": "x"}
    ),
    "POST /cases/{number}/reopen": Row(each(409, 409, 403, 404, 409, 404, 404), "/cases/{number}/reopen", {}),
    "POST /cases/{number}/snooze": Row(SERVES, "/cases/{number}/snooze", {"until": "2099-01-01T00:00:00Z"}),
    "POST /cases/{number}/wake": Row(each(409, 409, 403, 404, 409, 404, 404), "/cases/{number}/wake"),
    "POST /cases/{number}/tags": Row(SEES, "/cases/{number}/tags", {"name": "late"}),
    "DELETE /cases/{number}/tags": Row(SEES, "/cases/{number}/tags?name=late"),
    "POST /cases/{number}/merge": Row(SERVES, "/cases/{number}/merge", {"into": "{other}", "other_customer": True}),
    "POST /cases/{number}/unmerge": Row(each(409, 409, 409, 409, 409, 409, 409), "/cases/{number}/unmerge"),
    "POST /cases/{number}/split": Row(
        each(409, 409, 403, 404, 409, 404, 404), "/cases/{number}/split", {"messages": [999]}
    ),
    "GET /customers": Row(each(200, 200, 200, 404, 200, 404, 200), "/customers?address=ada0@example.org"),
    "GET /customers/{customer}": Row(each(200, 200, 200, 404, 200, 404, 200), "/customers/{customer}"),
    "GET /customers/{customer}/export": Row(PRIVACY, "/customers/{customer}/export"),
    "DELETE /customers/{customer}": Row(each(403, 403, 403, 403, 202, 403, 202), "/customers/{customer}"),
    "GET /search": Row(ANYBODY, "/search?q=parcel"),
    "GET /findings": Row(FINDINGS, "/findings"),
    "GET /figures": Row(FINDINGS, "/figures"),
    "GET /figures/{key}": Row(FINDINGS, "/figures/cases"),
    "GET /figures/{key}/rows": Row(FINDINGS, "/figures/cases/rows"),
    "GET /desk/figures": Row(ANYBODY, "/desk/figures"),
    "GET /desk/figures/{name}/rows": Row(
        ANYBODY, "/desk/figures/waiting_now/rows?since=2026-01-01T00:00:00Z&until=2026-04-01T00:00:00Z"
    ),
    "GET /me": Row(ANYBODY, "/me"),
    "GET /teams": Row(ANYBODY, "/teams"),
    "POST /moments": Row(
        each(403, 403, 403, 403, 202, 202, 403),
        "/moments",
        {"moments": [{"key": "1", "case": "a", "step": "Paid", "at": "2026-01-01T00:00:00Z"}]},
    ),
    "GET /webhooks": Row(ANYBODY, "/webhooks"),
    "POST /webhooks": Row(each(201, 201, 201, 201, 201, 201, 201), "/webhooks", {"url": "https://example.org/h"}),
    "GET /webhooks/{webhook}": Row(HERS, "/webhooks/{webhook}"),
    "PATCH /webhooks/{webhook}": Row(HERS, "/webhooks/{webhook}", {"live": False}),
    "DELETE /webhooks/{webhook}": Row(each(204, 404, 404, 404, 404, 404, 404), "/webhooks/{webhook}"),
    "GET /webhooks/{webhook}/deliveries": Row(HERS, "/webhooks/{webhook}/deliveries"),
    "POST /webhooks/{webhook}/deliveries/{delivery}/again": Row(
        each(202, 404, 404, 404, 404, 404, 404), "/webhooks/{webhook}/deliveries/{delivery}/again"
    ),
}


def routes() -> list[str]:
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


def test_every_route_has_a_row():
    assert sorted(CALLS) == sorted(routes())


@pytest.fixture
def named(world: World, live) -> dict[str, int]:
    case, other = a_case(world), a_case(world, 1)
    hook, _ = make_webhook(url="https://example.org/h", steps=[], by=world.alice, now=NOW)
    told = Delivery.objects.create(webhook=hook, moment=1, step="x", case=1, at=NOW, made_at=NOW, fate="dead")
    return {
        "number": case.number,
        "other": other.number,
        "customer": case.customer_id,
        "webhook": hook.pk,
        "delivery": told.pk,
    }


def filled(body: Any, named: dict[str, int]) -> Any:
    if not isinstance(body, dict):
        return body
    return {k: named["other"] if v == "{other}" else v for k, v in body.items()}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("route", CALLS)
def test_a_route(world: World, key, named, data, route: str, person: str):
    row, method = CALLS[route], route.partition(" ")[0]
    who = getattr(world, person)
    who.is_active = True  # the key was made before the account was closed
    answer = key(who)(method, row.path.format(**named), filled(row.body, named))
    assert answer.status_code == row.status[person], answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    sees = person in ("alice", "bob", "petra", "olga") or (person == "paul" and route.endswith("/export"))
    if not sees or answer.status_code >= 400:
        assert SECRET not in answer.content.decode("utf-8", "replace").replace("q=parcel", "")


@pytest.mark.parametrize("route", CALLS)
def test_a_route_needs_a_key(client, db, route: str):
    method, path = route.split(" ")
    given = dict.fromkeys(("number", "customer", "webhook", "delivery", "key", "name"), 1)
    for headers in ({}, {"Authorization": "Bearer hw_no"}, {"Authorization": "Basic eDp5"}):
        answer = getattr(client, method.lower())(f"/api/v1{path.format(**given)}", headers=headers)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_alone_opens_no_route(client, world: World):
    client.force_login(world.alice)
    assert client.get("/api/v1/cases").status_code == 401


OPEN = {"GET /me", "GET /teams"}


@pytest.mark.parametrize("route", sorted(set(CALLS) - OPEN))
def test_a_key_made_for_something_else_opens_nothing(world: World, key, named, route: str):
    row, method = CALLS[route], route.partition(" ")[0]
    mine = api_scope(route)
    others = [s for s in ALL if s != mine]
    assert key(world.olga, *others)(method, row.path.format(**named), filled(row.body, named)).status_code == 403
    only = key(world.olga, mine)(method, row.path.format(**named), filled(row.body, named))
    assert only.status_code == row.status["olga"]


def api_scope(route: str) -> str:
    """By its address: whoever adds a route here decides what its key is for."""
    method, path = route.split(" ")
    if path.startswith("/webhooks"):
        return "webhooks"
    if path.startswith("/customers"):
        return "privacy" if method == "DELETE" or path.endswith("/export") else "customers:read"
    if path.startswith(("/findings", "/figures", "/desk")):
        return "findings:read"
    if path == "/moments":
        return "moments:write"
    return "cases:read" if method == "GET" else "cases:write"


def test_a_teams_key_sees_its_team_alone(world: World, key):
    hers, theirs = a_case(world), a_case(world, 1, team=world.warehouse)
    call = key(world.bob, team=world.counter)
    assert [c["number"] for c in call("get", "/cases").json()["cases"]] == [hers.number]
    assert call("get", f"/cases/{theirs.number}").status_code == 404
    assert call("get", "/me").json()["teams"] == {str(world.counter.pk): "rep"}
