"""From the journal to webhooks. A moment is written in its act's own transaction; here it becomes a message to each
webhook that wants it, once, and is tried until it is taken or dead. Killed anywhere, the next run goes on."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.api.domain import TRIES, Fate, pause, signature
from headwater.api.errors import ForbiddenAddressError
from headwater.api.hooks.guard import Resolve, goal, resolve
from headwater.api.hooks.post import Answer, post
from headwater.api.models import Delivery, Webhook
from headwater.desk.domain import QUIET
from headwater.desk.service import Place, Told, told_since
from headwater.jobs.service import job, later
from headwater.people.models import User
from headwater.people.rules import may_see_case
from headwater.shared.errors import InputError

KEPT = timedelta(days=30)


def spread(*, now: datetime) -> int:
    """Make the messages that the journal's new moments ask for; how many. Called every few seconds by the schedule."""
    return sum(_spread(pk, now) for pk in Webhook.objects.filter(live=True).values_list("pk", flat=True))


@transaction.atomic
def _spread(pk: int, now: datetime) -> int:
    hook = Webhook.objects.select_for_update().select_related("user").filter(pk=pk, live=True).first()
    if hook is None:
        return 0
    place, moments = told_since(before := _place(hook), now=now)
    if place == before:
        return 0
    made = Delivery.objects.bulk_create([_delivery(hook, m, now) for m in moments if _wants(hook, m)])
    put(hook, place)
    hook.save(update_fields=["place", "missing"])
    for delivery in made:
        later(deliver, delivery=delivery.pk)
    return len(made)


def _place(hook: Webhook) -> Place:
    return Place(hook.place, {int(n): datetime.fromisoformat(at) for n, at in hook.missing.items()})


def put(hook: Webhook, place: Place) -> None:
    """The webhook is told what happens after this place of the journal."""
    hook.place, hook.missing = place.last, {str(n): at.isoformat() for n, at in place.missing.items()}


def _wants(hook: Webhook, told: Told) -> bool:
    asked = told.step in hook.steps if hook.steps else told.step not in QUIET
    return asked and may_hear(hook.user, told)


def may_hear(user: User, told: Told) -> bool:
    """Whoever could see the case before the act or can see it after."""
    return any(may_see_case(user, team) for team in told.teams)


def _delivery(hook: Webhook, told: Told, now: datetime) -> Delivery:
    return Delivery(
        webhook=hook, moment=told.id, step=told.step, case=told.case, at=told.at, made_at=now,
        fate=Fate.WAITING.value, next_at=now,
    )  # fmt: skip


@job(tries=3)
def deliver(*, delivery: int) -> None:
    """One try to send one message; what fails is tried again later."""
    attempt(delivery=delivery, now=timezone.now())


def attempt(*, delivery: int, now: datetime, find: Resolve = resolve, send: Callable[..., Answer] = post) -> None:
    """Send a message that waits, in no transaction; then write down how it went."""
    found = Delivery.objects.select_related("webhook__user").filter(pk=delivery).first()
    if found is None or found.fate != Fate.WAITING or (found.next_at and found.next_at > now):
        return
    _note(delivery, _sent(found, now, find, send), now)


def _sent(found: Delivery, now: datetime, find: Resolve, send: Callable[..., Answer]) -> Answer:
    hook = found.webhook
    if not hook.live or not hook.user.is_active:
        return Answer(410, "The webhook is switched off, or its owner's account is closed.")
    try:
        to = goal(hook.url, allowed=settings.WEBHOOK_HOSTS, find=find)
    except (InputError, ForbiddenAddressError) as error:
        return Answer(0, str(error))
    except OSError:
        return Answer(0, "The webhook's host has no address just now; check its name.")
    text = body(found)
    return send(to, text, headers(hook, f"moment-{found.moment}", now, text))


def body(found: Delivery) -> bytes:
    """What a webhook is told: what happened to which case. Words and names are read by the API, with a key."""
    told: dict[str, Any] = {
        "type": found.step,
        "timestamp": found.at.isoformat(),
        "data": {"case": found.case, "moment": found.moment, "url": f"{settings.URL}/api/v1/cases/{found.case}"},
    }
    return json.dumps(told, separators=(",", ":")).encode()


def headers(hook: Webhook, message: str, now: datetime, text: bytes) -> dict[str, str]:
    """Who sent it and when, signed."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Headwater",
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature(secret(hook), message=message, at=now, body=text),
    }


def secret(webhook: Webhook) -> bytes:
    """Made from the server's key and the webhook's salt, so that the database alone signs nothing."""
    return hmac.new(settings.SECRET_KEY.encode(), f"webhook:{webhook.salt}".encode(), hashlib.sha256).digest()


@transaction.atomic
def _note(pk: int, answer: Answer, now: datetime) -> None:
    found = Delivery.objects.select_for_update().select_related("webhook").filter(pk=pk).first()
    if found is None or found.fate != Fate.WAITING:
        return
    found.tries += 1
    found.log = [*found.log, {"at": now.isoformat(), "status": answer.status, "trouble": answer.trouble}][-2 * TRIES :]
    if answer.taken:
        found.fate, found.delivered_at, found.next_at = Fate.DELIVERED.value, now, None
    elif answer.status == 410 or found.tries >= TRIES:
        found.fate, found.next_at = Fate.DEAD.value, None
        _trouble(found.webhook, answer)
    else:
        found.next_at = now + pause(found.tries)
        later(deliver, at=found.next_at, delivery=pk)
    found.save()


def _trouble(hook: Webhook, answer: Answer) -> None:
    """410 Gone is the other side's way to say that it wants no more."""
    hook.trouble = answer.trouble
    hook.live = hook.live and answer.status != 410
    hook.save(update_fields=["trouble", "live"])


def forget(*, now: datetime) -> int:
    """What was delivered or given up a month ago; how many."""
    over = Delivery.objects.exclude(fate=Fate.WAITING.value)
    return over.filter(made_at__lt=now - KEPT).delete()[0]
