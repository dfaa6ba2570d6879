"""Addresses and values that nobody means: they are answered with a page, never with a failure of the server."""

import pytest
from django.test import Client
from tests.web.given import case
from tests.world import World

pytestmark = pytest.mark.django_db
NINES = "9" * 25

ADDRESSES = (
    "/inbox/news/?since=abc", "/inbox/lists/%C2%B2/forget/", f"/cases/{NINES}/", "/cases/{case}/?before=²",
    f"/cases/{{case}}/?before={NINES}", "/inbox/?after=0001-01-01T00:00:00%2B14:00~1",
    f"/inbox/?after=2026-11-20T08:00:00%2B00:00~{NINES}", "/inbox/?after=2026-11-20T08:00:00~²",
    "/inbox/?after=2026-11-20T08:00:00~1", "/inbox/mentioned/?after=²~²", "/search/?q=where&after=²~²",
    f"/search/?q=where&after={NINES}~{NINES}", "/search/?q=%00", f"/inbox/many/?case={NINES}&case=²",
    "/audit/?before=²", f"/audit/?before={NINES}", "/figures/?days=²", f"/messages/{NINES}/raw/", "/inbox/%00/",
    "/privacy/?who=%00", "/privacy/?who=²", f"/privacy/?who={NINES}", f"/figures/?team={NINES}",
    "/figures/?team=²&channel=%00", f"/privacy/?who={'x' * 60_000}",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_wrong_address_is_answered(world: World, address: str):
    client = Client()
    client.force_login(world.olga)
    assert client.get(address.format(case=case(world).number)).status_code in (200, 404, 405, 422)


FORMS = (
    ("/cases/{case}/nonsense/go/", {}),
    ("/cases/{case}/merge/", {"into": "²"}),
    ("/cases/{case}/merge/", {"into": NINES}),
    ("/cases/{case}/split/", {"message": ["²", NINES]}),
    ("/cases/{case}/snooze/", {"until": "9999-12-31T23:59-14:00"}),
    ("/cases/{case}/snooze/", {"until": "0001-01-01T00:00"}),
    ("/cases/{case}/assign/", {"holder": "²"}),
    ("/cases/{case}/hand-over/", {"team": "²"}),
    ("/cases/{case}/here/", {"doing": "x" * 400}),
    ("/cases/{case}/note/", {"text": "a\x00b"}),
    ("/cases/{case}/confirm/", {"concern": "a\x00b", "kind_asked": "k" * 9000}),
    ("/cases/{case}/tag/", {"name": "a\x00" + "b" * 9000}),
    ("/cases/new/", {"words": "a\x00b", "customer_name": "\x00", "address": "\x00", "subject": "s" * 9000}),
    ("/inbox/lists/keep/", {"name": "a\x00", "team": "²", "in_team": "²"}),
    ("/inbox/lists/keep/", {"name": "n" * 900, "in_team": NINES}),
    ("/inbox/lists/keep/", {"name": "a", "holder": "somebody"}),
    ("/inbox/lists/keep/", {"name": "a", "team": NINES}),
    ("/inbox/many/do/", {"act": "nonsense", "case": "²"}),
    ("/inbox/many/do/", {"act": "done", "case": [NINES, "7" * 18]}),
    ("/contact/", {"words": "a\x00b", "address": "a@b.example", "name": "\x00"}),
    ("/api/keys/", {"name": "a\x00b", "scopes": ["cases:read"]}),
    ("/look/theme/", {"theme": "dark", "next": "no-address"}),
    ("/promises/calendars/", {"team": "0"}),
    ("/replies/keep/", {"name": "Late", "text": "Sorry", "team": "0"}),
)


@pytest.mark.parametrize(("address", "sent"), FORMS)
def test_a_wrong_value_is_answered(world: World, address: str, sent: dict[str, str]):
    client = Client()
    client.force_login(world.olga)
    answer = client.post(address.format(case=case(world).number), sent)
    assert answer.status_code in (200, 302, 404, 422)
    if "Location" in answer.headers:
        assert client.get(answer.headers["Location"]).status_code == 200
