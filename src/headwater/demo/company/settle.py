"""Teams, people, standards and lists of the invented company, by the use-cases that a person would use."""

from datetime import datetime

from headwater.demo.company.staff import DESK, HOURS, MANAGERS, RETURNS, STAFF, TEAMS, ZONE, Somebody
from headwater.desk import service as desk
from headwater.people import service as people
from headwater.people.domain import Language
from headwater.people.models import Team, User

HOUR = 3600
WAITING_FOR_PERMISSION = desk.Query(states=("new", "open"), tag="permission")


def settle(owner: User, now: datetime) -> tuple[dict[str, Team], dict[str, User]]:
    """Teams and staff by name."""
    teams = {name: people.make_team(name=name, now=now, by=owner, time_zone=ZONE) for name in TEAMS}
    for team in teams.values():
        people.set_hours(team=team, hours=HOURS, holidays=[], now=now, by=owner)
    staff = {one.name: _join(one, teams, owner, now) for one in STAFF}
    desk.set_standard(team=teams[DESK].pk, first_answer_s=4 * HOUR, done_s=30 * HOUR, by=owner)
    desk.set_standard(team=teams[RETURNS].pk, first_answer_s=8 * HOUR, done_s=30 * HOUR, by=owner)
    desk.save_view(
        name="Waiting for permission", query=WAITING_FOR_PERMISSION, by=staff["Greta Lindholm"],
        team=teams[MANAGERS].pk,
    )  # fmt: skip
    return teams, staff


def _join(one: Somebody, teams: dict[str, Team], owner: User, now: datetime) -> User:
    """Invited and come, as everybody is; without a password."""
    _, token = people.invite(
        email=one.email, team=None, role=None, flags=one.flags, language=Language(one.language), now=now, by=owner
    )
    user = people.accept(token=token, name=one.name, password=None, now=now)
    people.set_profile(user=user, name=one.name, language=one.language, time_zone=ZONE, now=now)
    for team, role in one.roles:
        people.set_role(user=user, team=teams[team], role=role, now=now, by=owner)
    return User.objects.get(pk=user.pk)
