"""Forms of the sign-in pages that ask for less than the package's own."""

import time
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from django.http import HttpRequest

from headwater.people.models import User

FORGOTTEN_S: Final = 900
"""so long after a sign-in link the old password is not asked for: whoever needed a link has forgotten it"""


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # ships no type information
    """A new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if came_by_link(context.request, self.user):
            del self.fields["oldpassword"]


def came_by_link(request: HttpRequest, user: User) -> bool:
    """Whether a sign-in link opened this session just now."""
    known = get_authentication_records(request, user)
    return any(one.get("method") == "link" and time.time() - one.get("at", 0) < FORGOTTEN_S for one in known)
