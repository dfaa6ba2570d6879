"""Webhooks as their owners see them: made, changed, withdrawn, with what was delivered."""

import secrets
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction

from headwater.api.domain import Fate, shown
from headwater.api.hooks import guard
from headwater.api.hooks.deliver import deliver, put, secret
from headwater.api.models import Delivery, Webhook
from headwater.desk.domain import QUIET, Step
from headwater.desk.service import NotFoundError, newest_place
from headwater.jobs.service import later
from headwater.people.models import User
from headwater.people.service import record
from headwater.shared.errors import InputError

MOST = 20
STEPS = tuple(s.value for s in Step if s not in QUIET)


def leads_outside(url: str) -> None:
    """Whether messages may go there, by the guard that holds at each sending; asked before a transaction, because the
    host is looked up. One without an address just now may get one. Raises InputError, ForbiddenAddressError."""
    with suppress(OSError):
        guard.goal(url, allowed=settings.WEBHOOK_HOSTS)


@transaction.atomic
def make_webhook(*, url: str, steps: Collection[str], by: User, now: datetime) -> tuple[Webhook, str]:
    """A webhook and its secret, which is shown no more. It tells what happens from now on. Raises InputError."""
    _check(url, steps)
    if Webhook.objects.filter(user=by).count() >= MOST:
        raise InputError(f"One owner has at most {MOST} webhooks; delete one that is not needed.")
    made = Webhook(user=by, url=url, steps=sorted(steps), salt=secrets.token_hex(32), made_at=now)
    put(made, newest_place(now=now))
    made.save()
    record(act="webhook made", what=f"webhook {made.pk}", now=now, by=by)
    return made, shown(secret(made))


@transaction.atomic
def change_webhook(
    *, webhook: int, by: User, now: datetime, url: str | None, steps: Collection[str] | None, live: bool | None
) -> Webhook:
    """Change what is given. One that is switched on again tells what happens from then on."""
    found = webhook_of(webhook=webhook, user=by)
    _check(url if url is not None else found.url, steps if steps is not None else found.steps)
    if live and not found.live:
        put(found, newest_place(now=now))
        found.trouble = ""
    found.url = found.url if url is None else url
    found.steps = found.steps if steps is None else sorted(steps)
    found.live = found.live if live is None else live
    found.save()
    record(act="webhook changed", what=f"webhook {found.pk}", now=now, by=by)
    return found


@transaction.atomic
def drop_webhook(*, webhook: int, by: User, now: datetime) -> None:
    """It tells nothing more; what it told is forgotten."""
    webhook_of(webhook=webhook, user=by).delete()
    record(act="webhook deleted", what=f"webhook {webhook}", now=now, by=by)


def webhooks(*, user: User) -> list[Webhook]:
    """One's own."""
    return list(Webhook.objects.filter(user=user).order_by("id"))


def webhook_of(*, webhook: int, user: User) -> Webhook:
    """One of one's own. Raises NotFoundError."""
    found = Webhook.objects.filter(pk=webhook, user=user).first()
    if found is None:
        raise NotFoundError(f"There is no webhook {webhook} of yours.")
    return found


def deliveries(*, webhook: int, user: User, before: int | None, most: int, fate: str = "") -> Sequence[Delivery]:
    """What was told, newest first."""
    found = Delivery.objects.filter(webhook=webhook_of(webhook=webhook, user=user)).order_by("-id")
    found = found.filter(id__lt=before) if before is not None else found
    return list((found.filter(fate=fate) if fate else found)[:most])


@transaction.atomic
def send_again(*, webhook: int, delivery: int, user: User, now: datetime) -> Delivery:
    """Start anew with a message, also one that was delivered. Raises NotFoundError."""
    mine = Delivery.objects.select_for_update().filter(webhook=webhook_of(webhook=webhook, user=user))
    found = mine.filter(pk=delivery).first()
    if found is None:
        raise NotFoundError(f"There is no delivery {delivery} of webhook {webhook}.")
    found.fate, found.tries, found.next_at = Fate.WAITING.value, 0, now
    found.save(update_fields=["fate", "tries", "next_at"])
    later(deliver, delivery=found.pk)
    return found


def _check(url: str, steps: Collection[str]) -> None:
    guard.checked(url, allowed=settings.WEBHOOK_HOSTS)
    if unknown := sorted(set(steps) - set(STEPS)):
        raise InputError(f"There is no step {', '.join(unknown)}; there are {', '.join(STEPS)}.")
