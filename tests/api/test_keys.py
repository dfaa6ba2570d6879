"""Keys: shown once, kept as a hash, limited, withdrawn; a team's key is nobody's person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from tests.world import NOW, World

from headwater.api.keys import SEEN, caller, keys_of, make_key, revoke
from headwater.api.limits import LIMITS, Limits
from headwater.api.models import ApiKey
from headwater.people.models import Audit
from headwater.shared.errors import InputError

pytestmark = pytest.mark.server


def test_only_a_hash_is_kept(world: World):
    _, token = make_key(name="Shop", scopes=["cases:read"], by=world.alice, now=NOW)
    with connection.cursor() as c:
        c.execute("SELECT * FROM api_apikey")
        stored = repr(c.fetchall())
    assert token not in stored
    assert token[8:] not in stored
    assert caller(token=token, now=NOW).user == world.alice
    assert caller(token=token[:-1], now=NOW) is None
    assert token not in repr(list(Audit.objects.values()))


def test_use_is_written_down_at_most_once_a_minute(world: World):
    _, token = make_key(name="Shop", scopes=["cases:read"], by=world.alice, now=NOW)
    for seconds, seen in ((0, 0), (59, 0), (61, 61)):
        caller(token=token, now=NOW + timedelta(seconds=seconds))
        assert ApiKey.objects.get().last_used_at == NOW + timedelta(seconds=seen)
    assert timedelta(minutes=1) == SEEN


def test_a_withdrawn_key_opens_nothing(world: World, key):
    call = key(world.alice)
    made = keys_of(user=world.alice)[0]
    with pytest.raises(InputError):
        revoke(key=made.pk, by=world.charlie, now=NOW)
    assert call("get", "/me").status_code == 200
    revoke(key=made.pk, by=world.alice, now=NOW)
    assert call("get", "/me").status_code == 401
    assert list(Audit.objects.order_by("id").values_list("act", flat=True)) == ["API key made", "API key withdrawn"]


def test_who_makes_a_teams_key(world: World):
    for person in (world.alice, world.charlie, world.anna, world.nils):
        with pytest.raises(PermissionDenied):
            make_key(name="Shop", scopes=["cases:read"], by=person, now=NOW, team=world.counter)
    made, _ = make_key(name="Shop", scopes=["cases:read"], by=world.bob, now=NOW, team=world.counter)
    assert not made.user.has_usable_password()
    assert made.user.email.endswith("@keys.invalid")
    assert [k.pk for k in keys_of(user=world.olga)] == [k.pk for k in keys_of(user=world.bob)] == [made.pk]
    assert keys_of(user=world.alice) == []
    revoke(key=made.pk, by=world.bob, now=NOW)
    made.user.refresh_from_db()
    assert not made.user.is_active


def test_a_key_sees_no_more_when_its_owner_does(world: World, key):
    from headwater.people.service import set_role

    call = key(world.alice)
    assert call("get", "/me").json()["teams"]
    set_role(user=world.alice, team=world.counter, role=None, now=NOW, by=world.olga)
    assert call("get", "/me").json()["teams"] == {}


@pytest.mark.parametrize("given", [{"scopes": []}, {"scopes": ["all"]}, {"name": " "}])
def test_a_key_needs_a_name_and_a_use(world: World, given):
    with pytest.raises(InputError):
        make_key(**{"name": "x", "scopes": ["cases:read"], "by": world.alice, "now": NOW} | given)


def test_a_bucket_fills_again():
    at = [0.0]
    limits = Limits(clock=lambda: at[0], most=2)
    assert [limits.take(1, 60) for _ in range(60)] == [0.0] * 60
    assert limits.take(1, 60) == pytest.approx(1.0)
    assert limits.take(2, 60) == 0.0
    at[0] = 1.0
    assert limits.take(1, 60) == 0.0
    at[0] = 100.0
    limits.take(3, 60)
    assert set(limits.buckets) == {3}


def test_a_key_used_too_often_waits(world: World, key):
    call = key(world.alice)
    ApiKey.objects.update(per_minute=2)
    assert [call("get", "/me").status_code for _ in range(3)] == [200, 200, 429]
    answer = call("get", "/me")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"
    LIMITS.buckets.clear()
    assert call("get", "/me").status_code == 200


def test_the_page(client, world: World):
    assert client.get("/api/").status_code == 302
    client.force_login(world.bob)
    page = client.get("/api/").content.decode()
    assert "/api/v1/cases/{number}/hand-over" in page
    made = client.post("/api/keys/", {"name": "Shop", "scopes": ["cases:read"], "team": world.counter.pk})
    token = made.content.decode().partition('class="token">')[2].partition("<")[0]
    assert caller(token=token, now=NOW).team == world.counter.pk
    assert token not in client.get("/api/").content.decode()
    assert made["Cache-Control"] == "no-store"
    client.post(f"/api/keys/{ApiKey.objects.get().pk}/withdraw/")
    assert caller(token=token, now=NOW) is None
    client.force_login(world.alice)
    refused = client.post("/api/keys/", {"name": "Shop", "scopes": ["cases:read"], "team": world.counter.pk})
    assert refused.status_code == 403
