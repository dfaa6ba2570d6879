"""Teams, people, standards and lists of the invented company, by the use-cases that a person would use.

One of the invented people founds it: what never happened is signed by nobody real.
"""

from datetime import datetime

from headwater.demo.company.staff import DESK, HOURS, MANAGERS, RETURNS, STAFF, TEAMS, ZONE, Somebody
from headwater.desk import service as desk
from headwater.people import service as people
from headwater.people.domain import Language
from headwater.people.models import Team, User

HOUR = 3600
WAITING_FOR_PERMISSION = desk.Query(states=("new", "open"), tag="permission")


def settle(now: datetime) -> tuple[dict[str, Team], dict[str, User]]:
    """Teams and staff by name. The founder owns the company only while it is founded."""
    first, *others = STAFF
    founder = User.objects.create_user(first.email, name=first.name, is_owner=True, joined_at=now)
    teams = {name: people.make_team(name=name, now=now, by=founder, time_zone=ZONE) for name in TEAMS}
    for team in teams.values():
        people.set_hours(team=team, hours=HOURS, holidays=[], now=now, by=founder)
    staff = {one.name: _join(one, teams, founder, now) for one in others}
    _settled(first, founder, teams, founder, now)
    desk.set_standard(team=teams[DESK].pk, first_answer_s=4 * HOUR, done_s=30 * HOUR, by=founder)
    desk.set_standard(team=teams[RETURNS].pk, first_answer_s=8 * HOUR, done_s=30 * HOUR, by=founder)
    desk.save_view(
        name="Waiting for permission", query=WAITING_FOR_PERMISSION, by=staff["Greta Lindholm"],
        team=teams[MANAGERS].pk,
    )  # fmt: skip
    people.set_flags(user=founder, flags=first.flags, now=now, by=founder)
    return teams, {first.name: User.objects.get(pk=founder.pk)} | staff


def _join(one: Somebody, teams: dict[str, Team], founder: User, now: datetime) -> User:
    """Invited and come, as everybody is; without a password."""
    _, token = people.invite(
        email=one.email, team=None, role=None, flags=one.flags, language=Language(one.language), now=now, by=founder
    )
    user = people.accept(token=token, name=one.name, password=None, now=now)
    return _settled(one, user, teams, founder, now)


def _settled(one: Somebody, user: User, teams: dict[str, Team], founder: User, now: datetime) -> User:
    people.set_profile(user=user, name=one.name, language=one.language, time_zone=ZONE, now=now)
    for team, role in one.roles:
        people.set_role(user=user, team=teams[team], role=role, now=now, by=founder)
    return User.objects.get(pk=user.pk)
