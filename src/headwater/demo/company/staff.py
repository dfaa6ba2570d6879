"""The invented company: its name, its teams, its people."""

from dataclasses import dataclass

from headwater.people.domain import Flag, MemberRole

ORGANISATION = "Föhrenhalm Outfitters (invented)"
HOST = "foehrenhalm.example"
ZONE = "Europe/Berlin"
DESK, RETURNS, MANAGERS, BUYING = "Customer desk", "Returns", "Store managers", "Purchasing"
TEAMS = (DESK, RETURNS, MANAGERS, BUYING)
_DAY = [["08:00", "18:00"]]
HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _DAY)


@dataclass(frozen=True)
class Somebody:
    """One of the staff. Nobody has a password: the owner makes them a link where one wants to see with their eyes."""

    name: str
    roles: tuple[tuple[str, MemberRole], ...] = ()
    language: str = "en"
    flags: tuple[Flag, ...] = ()

    @property
    def email(self) -> str:
        """Under a name that no mail server ever reaches."""
        return f"{self.name.split()[0].lower()}@{HOST}"


REP, LEAD, PROVIDER = MemberRole.REP, MemberRole.LEAD, MemberRole.PROVIDER
STAFF = (
    Somebody("Mira Okonjo", ((DESK, LEAD), (RETURNS, LEAD), (BUYING, PROVIDER))),
    Somebody("Jonas Brandt", ((DESK, REP),), "de"),
    Somebody("Leyla Demir", ((DESK, REP), (RETURNS, REP)), "de"),
    Somebody("Tom Ashworth", ((RETURNS, REP), (DESK, REP))),
    Somebody("Greta Lindholm", ((MANAGERS, LEAD), (RETURNS, LEAD)), "de"),
    Somebody("Ines Falk", ((BUYING, REP), (DESK, PROVIDER)), "de"),
    Somebody("Noor Haddad", (), "en", (Flag.ANALYST,)),
)
