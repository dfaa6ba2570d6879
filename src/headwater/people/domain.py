"""Words of people: roles, languages."""

from enum import StrEnum


class MemberRole(StrEnum):
    """What somebody does in a team: serves customers, leads, or serves the team from within."""

    REP = "rep"
    LEAD = "lead"
    PROVIDER = "provider"


class Flag(StrEnum):
    """What somebody may do in the whole organisation."""

    OWNER = "owner"
    ANALYST = "analyst"
    PRIVACY = "privacy"


class Language(StrEnum):
    """A language of the pages."""

    EN = "en"
    DE = "de"
