"""What every route does at its door: whose key, is it made for this, how often, what time is it."""

import math
from typing import Annotated, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header
from ninja.security import HttpBearer

from headwater.api.domain import Caller, Scope
from headwater.api.errors import ScopeError, TooManyError
from headwater.api.keys import caller
from headwater.api.limits import LIMITS
from headwater.api.params import must_be_known
from headwater.api.problems import Problem

now = timezone.now
PROBLEMS: Final = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{0,255}$",
        description="The same call with the same key is done once.",
    ),
]


class Key(HttpBearer):
    """A key in the header Authorization, made for one use."""

    def __init__(self, scope: Scope | None = None) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Who calls; None is 401. Raises ScopeError, TooManyError."""
        found = caller(token=token)
        if found is None:
            return None
        if wait := LIMITS.take(found.key, found.per_minute, now()):
            raise TooManyError(
                f"The key “{found.name}” was used more than {found.per_minute} times in a minute; wait a moment.",
                wait=math.ceil(wait),
            )
        if self.scope is not None and self.scope not in found.scopes:
            raise ScopeError(f"The key “{found.name}” is not made for {self.scope}; make one that is.")
        must_be_known(request)
        return found


def who(request: HttpRequest) -> Caller:
    """Who calls, on a route that needs a key."""
    found = getattr(request, "auth", None)
    assert isinstance(found, Caller)
    return found
