"""The key of private notes while they are open: half of it with the browser, half with the session.

The cookie holds the key sealed with a random value that only the session has. Either alone opens nothing; signing out,
the end of the session, and half an hour without using the notes each destroy the session's half.
"""

import base64
import binascii
import os
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from headwater.people import service
from headwater.people.models import User
from headwater.people.sealing import KEY, SealedError, seal, unseal
from headwater.web.door import person

IDLE_S: Final = 1800
HALF: Final = "notes"
"""in the session: its half, and until when"""
PLACE: Final = "/me/notes/"
"""the only pages that the cookie is sent to"""


def name() -> str:
    """The cookie's name; browsers refuse this one over plain HTTP."""
    return "__Secure-notes" if settings.SESSION_COOKIE_SECURE else "notes"


def key_of(request: HttpRequest) -> bytes | None:
    """The key, where this person's notes are open in this session; what is no good any more is forgotten."""
    half, cookie = request.session.get(HALF), request.COOKIES.get(name(), "")
    if not half or not cookie:
        return None
    user, key = person(request), _put_together(request, cookie)
    if half["until"] > timezone.now().timestamp() and key is not None and service.opens_notes(user=user, key=key):
        return key
    del request.session[HALF]
    return None


def _put_together(request: HttpRequest, cookie: str) -> bytes | None:
    half = base64.b64decode(request.session[HALF]["half"])
    try:
        return unseal(base64.urlsafe_b64decode(cookie), key=half, about=_about(person(request)))
    except (SealedError, binascii.Error, ValueError):
        return None


def keep_open(request: HttpRequest, response: HttpResponseBase, key: bytes) -> None:
    """Open for another half hour."""
    kept = request.session.get(HALF)
    half = base64.b64decode(kept["half"]) if kept else os.urandom(KEY)
    until = int(timezone.now().timestamp()) + IDLE_S
    request.session[HALF] = {"half": base64.b64encode(half).decode("ascii"), "until": until}
    cookie = base64.urlsafe_b64encode(seal(key, key=half, about=_about(person(request)))).decode("ascii")
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name(), cookie, max_age=IDLE_S, path=PLACE, secure=secure, httponly=True, samesite="Strict")


def lock(request: HttpRequest, response: HttpResponseBase) -> None:
    """Closed: both halves go."""
    request.session.pop(HALF, None)
    forget(response)


def forget(response: HttpResponseBase) -> None:
    """Take the browser's half away; the session's went with the session."""
    response.delete_cookie(name(), path=PLACE, samesite="Strict")


def _about(user: User) -> str:
    return f"headwater open notes, user {user.pk}"
