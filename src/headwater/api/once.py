"""A call that is made twice with the same Idempotency-Key is done once."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from pydantic import BaseModel

from headwater.api.domain import Caller
from headwater.api.errors import UsedKeyError
from headwater.api.models import Once

KEPT = timedelta(days=7)
REFUSED = "This Idempotency-Key was used for another call; send a new one, or exactly the same call as before."


def once(*, caller: Caller, key: str, what: str, asked: BaseModel, now: datetime, do: Callable[[], int]) -> int:
    """The id that `do` made, or made the time before; without a key it is done. Both are one transaction.

    Raises UsedKeyError where the same key came with another call.
    """
    if not key:
        return do()
    said, fingerprint = hashed(key), hashed(f"{what} {asked.model_dump_json()}")
    try:
        with transaction.atomic():
            made = _known(caller, said, fingerprint)
            if made is None:
                made = do()
                Once.objects.create(key_id=caller.key, said=said, asked=fingerprint, made=made, at=now)
            return made
    except IntegrityError:  # the same call at the same time was first
        made = _known(caller, said, fingerprint)
        if made is None:
            raise
        return made


def _known(caller: Caller, said: str, asked: str) -> int | None:
    known = Once.objects.filter(key=caller.key, said=said).values_list("asked", "made").first()
    if known is None:
        return None
    if known[0] != asked:
        raise UsedKeyError(REFUSED)
    return known[1]


def forget(*, now: datetime) -> int:
    """Calls of more than a week ago; how many."""
    return Once.objects.filter(at__lt=now - KEPT).delete()[0]


def hashed(text: str) -> str:
    """Of fixed length, whatever was sent."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
