"""Who listens: the person behind a session's cookie, and the teams whose cases they see."""

from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils import timezone

from headwater.people import service
from headwater.people.models import User
from headwater.web.accounts.sessions import opens
from headwater.web.events.source import Change


@dataclass(frozen=True, slots=True)
class Viewer:
    """`teams` None sees all; no team at all sees nothing."""

    user: int
    teams: frozenset[int] | None

    def sees(self, change: Change) -> bool:
        """As `headwater.people.rules.may_see_case`, before the change or after it; nobody is told of themselves."""
        if change.users == {self.user}:
            return False
        if self.teams is None:
            return True
        return bool(self.teams) and (None in change.teams or not self.teams.isdisjoint(change.teams - {None}))


def session_key(cookies: str) -> str:
    """The session's key in a Cookie header, "" where there is none."""
    found = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def viewer(key: str) -> Viewer | None:
    """Who is signed in with this session now, by the same checks as for a page."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request) if key and opens(request.session, timezone.now()) else None
    if not isinstance(user, User) or not user.is_active:
        return None
    return Viewer(user.pk, service.visible_teams(user))
