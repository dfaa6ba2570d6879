"""One small world for every test of the server: Alice, Bob on her team, Charlie who must see nothing of theirs."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from headwater.people.domain import MemberRole
from headwater.people.models import Membership, Team, User

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""a Monday"""


@dataclass(frozen=True)
class World:
    """People by name; the counter is Alice's team, the warehouse Charlie's."""

    counter: Team
    warehouse: Team
    alice: User
    """rep at the counter"""
    bob: User
    """leads the counter"""
    petra: User
    """internal provider for the counter"""
    charlie: User
    """rep in the warehouse"""
    olga: User
    """owner"""
    anna: User
    """analyst, in no team"""
    paul: User
    """privacy, in no team"""
    nils: User
    """was a rep at the counter; his account is closed"""
    now: datetime = NOW

    def people(self) -> dict[str, User]:
        """Everybody by name."""
        return {f.name: who for f in fields(self) if isinstance(who := getattr(self, f.name), User)}


def make_world() -> World:
    """The world in an empty database."""
    counter, warehouse = Team.objects.create(name="Counter"), Team.objects.create(name="Warehouse")
    return World(
        counter,
        warehouse,
        alice=person("Alice", (counter, MemberRole.REP)),
        bob=person("Bob", (counter, MemberRole.LEAD)),
        petra=person("Petra", (counter, MemberRole.PROVIDER)),
        charlie=person("Charlie", (warehouse, MemberRole.REP)),
        olga=person("Olga", is_owner=True),
        anna=person("Anna", is_analyst=True),
        paul=person("Paul", is_privacy=True),
        nils=person("Nils", (counter, MemberRole.REP), is_active=False, is_owner=True),
    )


def person(name: str, *roles: tuple[Team, MemberRole], **flags: bool) -> User:
    """Somebody with the password "correct horse battery"."""
    user = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name, joined_at=NOW, **flags)
    for team, role in roles:
        Membership.objects.create(user=user, team=team, role=role.value)
    return user


PASSWORD = "correct horse battery"
