"""Who is signed in, with their roles, in one statement: every request asks for both."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from headwater.people.domain import MemberRole
from headwater.people.models import User

_SIGNED_IN = """SELECT u.*, m.team_id AS in_team, m.role AS as_role
FROM people_user u LEFT JOIN people_membership m ON m.user_id = u.id WHERE u.id = %s"""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in as allauth does."""

    def get_user(self, user_id: Any) -> User | None:
        """The account behind a session, None where it is closed; `User.roles` then asks for nothing."""
        rows: list[Any] = list(User.objects.raw(_SIGNED_IN, [user_id]))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        roles = {row.in_team: MemberRole(row.as_role) for row in rows if row.in_team is not None}
        rows[0].__dict__["roles"] = roles
        found: User = rows[0]
        return found
