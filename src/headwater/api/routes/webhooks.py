"""Webhooks: where to tell what happens, and how that went."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, IdempotencyKey, Key, now, who
from headwater.api.hooks import manage
from headwater.api.once import once
from headwater.api.shapes.base import Id
from headwater.api.shapes.others import (
    Deliveries,
    DeliveryOut,
    WebhookChange,
    WebhookIn,
    WebhookMade,
    WebhookOut,
    Webhooks,
)

router = Router(tags=["webhooks"], auth=Key(Scope.WEBHOOKS))
PAGE = 25


@router.get("/webhooks", response={200: Webhooks} | PROBLEMS, operation_id="list_webhooks")
def list_webhooks(request: HttpRequest) -> Webhooks:
    """One's own webhooks."""
    return Webhooks(webhooks=[WebhookOut.model_validate(w) for w in manage.webhooks(user=who(request).user)])


@router.post("/webhooks", response={201: WebhookMade} | PROBLEMS, operation_id="create_webhook")
def create_webhook(request: HttpRequest, given: WebhookIn, key: IdempotencyKey = "") -> Status[WebhookMade]:
    """A webhook. The answer has its secret, which is shown this once."""
    caller, at, secret = who(request), now(), [""]
    manage.leads_outside(given.url)

    def do() -> int:
        made, secret[0] = manage.make_webhook(url=given.url, steps=set(given.steps), by=caller.user, now=at)
        return made.pk

    pk = once(caller=caller, key=key, what="webhook", asked=given, now=at, do=do)
    shown = WebhookOut.model_validate(manage.webhook_of(webhook=pk, user=caller.user))
    return Status(201, WebhookMade(**shown.model_dump(), secret=secret[0]))


@router.get("/webhooks/{webhook}", response={200: WebhookOut} | PROBLEMS, operation_id="get_webhook")
def get_webhook(request: HttpRequest, webhook: Id) -> WebhookOut:
    """One webhook."""
    return WebhookOut.model_validate(manage.webhook_of(webhook=webhook, user=who(request).user))


@router.patch("/webhooks/{webhook}", response={200: WebhookOut} | PROBLEMS, operation_id="change_webhook")
def change_webhook(request: HttpRequest, webhook: Id, given: WebhookChange) -> WebhookOut:
    """Change its URL or steps, switch it off or on; on, it tells what happens from then."""
    steps = None if given.steps is None else set(given.steps)
    if given.url is not None:
        manage.leads_outside(given.url)
    changed = manage.change_webhook(
        webhook=webhook, by=who(request).user, now=now(), url=given.url, steps=steps, live=given.live
    )
    return WebhookOut.model_validate(changed)


@router.delete("/webhooks/{webhook}", response={204: None} | PROBLEMS, operation_id="delete_webhook")
def delete_webhook(request: HttpRequest, webhook: Id) -> Status[None]:
    """It tells nothing more; its deliveries are forgotten."""
    manage.drop_webhook(webhook=webhook, by=who(request).user, now=now())
    return Status(204, None)


@router.get("/webhooks/{webhook}/deliveries", response={200: Deliveries} | PROBLEMS, operation_id="deliveries")
def deliveries(
    request: HttpRequest,
    webhook: Id,
    fate: Annotated[Literal["waiting", "delivered", "dead", ""], Query()] = "",
    before: Annotated[Id | None, Query()] = None,
) -> Deliveries:
    """What was told, newest first, with every try."""
    found = manage.deliveries(webhook=webhook, user=who(request).user, before=before, most=PAGE + 1, fate=fate)
    shown = [DeliveryOut.model_validate(d) for d in found[:PAGE]]
    return Deliveries(deliveries=shown, before=shown[-1].id if len(found) > PAGE else 0)


@router.post(
    "/webhooks/{webhook}/deliveries/{delivery}/again",
    response={202: DeliveryOut} | PROBLEMS,
    operation_id="deliver_again",
)
def deliver_again(request: HttpRequest, webhook: Id, delivery: Id) -> Status[DeliveryOut]:
    """Send a message once more, also one that was given up."""
    found = manage.send_again(webhook=webhook, delivery=delivery, user=who(request).user, now=now())
    return Status(202, DeliveryOut.model_validate(found))
