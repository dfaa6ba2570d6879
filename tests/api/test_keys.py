"""Keys: shown once, kept as a hash, limited, withdrawn; a team's key is nobody's person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from tests.world import NOW, World

from headwater.api.keys import caller, keys_of, make_key, revoke
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
    assert caller(token=token).user == world.alice
    assert caller(token=token[:-1]) is None
    assert token not in repr(list(Audit.objects.values()))


def test_the_last_use_is_written_down_with_each_block(world: World, key):
    call = key(world.alice)
    assert ApiKey.objects.get().last_used_at is None
    before = timezone.now()
    assert [call("get", "/me").status_code for _ in range(2)] == [200, 200]
    assert before <= ApiKey.objects.get().last_used_at <= timezone.now()


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


def test_a_minute_is_shared_by_all_processes(world: World):
    """Each has blocks of its own; together they give what the key has, and no more until the next minute."""
    key, at = make_key(name="x", scopes=["cases:read"], by=world.alice, now=NOW)[0].pk, NOW.replace(second=10)
    processes = [Limits(), Limits(), Limits()]
    for later in (timedelta(), timedelta(minutes=1)):
        waits = [process.take(key, 600, at + later) for _ in range(250) for process in processes]
        assert waits.count(0.0) == 600
        assert set(waits) == {0.0, 50.0}
    other = make_key(name="y", scopes=["cases:read"], by=world.alice, now=NOW)[0].pk
    assert processes[0].take(other, 1, at) == 0.0
    assert processes[1].take(other, 1, at) == 50.0
    assert ApiKey.objects.get(pk=other).last_used_at == at


def test_what_a_process_does_not_spend_is_lost(world: World, django_assert_num_queries):
    key = make_key(name="x", scopes=["cases:read"], by=world.alice, now=NOW)[0].pk
    idle, busy = Limits(), Limits()
    assert idle.take(key, 600, NOW) == 0.0
    assert [busy.take(key, 600, NOW) for _ in range(600)].count(0.0) == 590
    with django_assert_num_queries(0):
        assert [idle.take(key, 600, NOW) for _ in range(9)] == [0.0] * 9
    with django_assert_num_queries(1):
        assert [idle.take(key, 600, NOW) for _ in range(9)] == [60.0] * 9
    assert idle.take(key, 600, NOW + timedelta(minutes=1)) == 0.0


def test_a_key_used_too_often_waits(world: World, key):
    call = key(world.alice)
    ApiKey.objects.update(per_minute=2)
    assert [call("get", "/me").status_code for _ in range(3)] == [200, 200, 429]
    answer = call("get", "/me")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"
    ApiKey.objects.update(minute=0)
    LIMITS.blocks.clear()
    assert call("get", "/me").status_code == 200


def test_the_page(client, world: World):
    assert client.get("/api/").status_code == 302
    client.force_login(world.bob)
    page = client.get("/api/").content.decode()
    assert "/api/v1/cases/{number}/hand-over" in page
    made = client.post("/api/keys/", {"name": "Shop", "scopes": ["cases:read"], "team": world.counter.pk})
    token = made.content.decode().partition('class="token">')[2].partition("<")[0]
    assert caller(token=token).team == world.counter.pk
    assert token not in client.get("/api/").content.decode()
    assert made["Cache-Control"] == "no-store"
    client.post(f"/api/keys/{ApiKey.objects.get().pk}/withdraw/")
    assert caller(token=token) is None
    client.force_login(world.alice)
    refused = client.post("/api/keys/", {"name": "Shop", "scopes": ["cases:read"], "team": world.counter.pk})
    assert refused.status_code == 403
