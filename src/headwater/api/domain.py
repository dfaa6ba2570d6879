"""Values of the API: what a key may be used for, who calls, how a webhook's message is signed."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from headwater.people.models import User


class Scope(StrEnum):
    """What a key may be used for; what its owner may see and do still decides."""

    READ_CASES = "cases:read"
    WRITE_CASES = "cases:write"
    READ_CUSTOMERS = "customers:read"
    PRIVACY = "privacy"
    WRITE_MOMENTS = "moments:write"
    READ_FINDINGS = "findings:read"
    WEBHOOKS = "webhooks"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the person a key acts as, and the key. A team's key acts as a person of that team alone."""

    user: User
    key: int
    name: str
    team: int | None
    scopes: frozenset[str]
    per_minute: int


class Fate(StrEnum):
    """Where a webhook's message stands. `dead` was tried to the end; somebody may send it again."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


TRIES = 8
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)


def pause(tries: int) -> timedelta:
    """How long to wait after so many failed tries: four times as long each time, at most six hours."""
    return min(FIRST_WAIT * (1 << (2 * min(tries - 1, 12))), LONGEST_WAIT)


def signature(secret: bytes, *, message: str, at: datetime, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 of "id.seconds.body", as in standardwebhooks.com."""
    signed = b".".join([message.encode(), str(int(at.timestamp())).encode(), body])
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def shown(secret: bytes) -> str:
    """A secret as its owner gets it, once."""
    return "whsec_" + base64.b64encode(secret).decode()
