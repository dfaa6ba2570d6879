"""People and teams named by id in a call."""

from collections.abc import Collection

from headwater.desk.service import NotFoundError
from headwater.people.models import Team, User


def person(user: int) -> User:
    """Somebody who works here. Raises NotFoundError."""
    return people([user])[0]


def people(ids: Collection[int]) -> list[User]:
    """Each of them. Raises NotFoundError where one is not here any more."""
    found = list(User.objects.filter(pk__in=ids, is_active=True)) if ids else []
    if missing := set(ids) - {u.pk for u in found}:
        raise NotFoundError(f"There is nobody with the id {min(missing)}; a case lists its people with their ids.")
    return found


def must_be_team(team: int | None) -> None:
    """Raises NotFoundError."""
    if team is not None and not Team.objects.filter(pk=team).exists():
        raise NotFoundError(f"There is no team {team}; GET /api/v1/teams lists them.")
