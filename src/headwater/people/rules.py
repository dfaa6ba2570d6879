"""Who may do what: small predicates on a person; a page, an API route and a use-case ask the same ones.

A person without an active account may do nothing. The owner sees all; an analyst sees findings and rows without
personal data, never a conversation; privacy sees the audit log, exports and erases.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from headwater.people.domain import MemberRole


class Person(Protocol):
    """What a predicate looks at: a `User`, or Django's AnonymousUser, which is never active."""

    @property
    def is_active(self) -> Any: ...


def is_owner(person: Person) -> bool:
    """Owns the organisation."""
    return bool(person.is_active and getattr(person, "is_owner", False))


def may_see_case(person: Person, team_id: int | None) -> bool:
    """The cases of the own teams, and those that no team has yet."""
    roles = roles_of(person)
    return is_owner(person) or (bool(roles) if team_id is None else team_id in roles)


def may_serve_case(person: Person, team_id: int | None) -> bool:
    """Answering customers: reps and leads; a provider helps from within and writes notes."""
    serving = {team for team, role in roles_of(person).items() if role is not MemberRole.PROVIDER}
    return is_owner(person) or (bool(serving) if team_id is None else team_id in serving)


def may_lead(person: Person, team_id: int | None = None) -> bool:
    """Leads this team; without a team, leads any."""
    led = {team for team, role in roles_of(person).items() if role is MemberRole.LEAD}
    return is_owner(person) or (bool(led) if team_id is None else team_id in led)


def may_see_findings(person: Person) -> bool:
    """Causes, the map, person or system."""
    return may_lead(person) or is_analyst(person)


def may_see_rows_about_people(person: Person) -> bool:
    """Rows behind a finding with the customers and staff named; an analyst sees them without."""
    return may_lead(person)


def may_import(person: Person) -> bool:
    """Bring files into the record."""
    return is_owner(person) or is_analyst(person)


def may_manage_people(person: Person, team_id: int | None = None) -> bool:
    """Invite, change roles: the owner everybody, a lead the own team."""
    return may_lead(person, team_id)


def may_manage_organisation(person: Person) -> bool:
    """Teams, channels, settings of the whole organisation, and who is owner, analyst or privacy."""
    return is_owner(person)


def may_see_audit(person: Person) -> bool:
    """Read the audit log."""
    return is_owner(person) or is_privacy(person)


def may_erase(person: Person) -> bool:
    """Export and erase what is kept about one customer."""
    return is_owner(person) or is_privacy(person)


def is_analyst(person: Person) -> bool:
    """Has the analyst's flag."""
    return bool(person.is_active and getattr(person, "is_analyst", False))


def is_privacy(person: Person) -> bool:
    """Has the privacy flag."""
    return bool(person.is_active and getattr(person, "is_privacy", False))


def roles_of(person: Person) -> Mapping[int, MemberRole]:
    """Role by team; nobody who is not active has one."""
    found: Mapping[int, MemberRole] = getattr(person, "roles", {}) if person.is_active else {}
    return found


PERMISSIONS: dict[str, Callable[..., bool]] = {
    "case.see": may_see_case,
    "case.serve": may_serve_case,
    "team.lead": may_lead,
    "findings.see": may_see_findings,
    "findings.rows": may_see_rows_about_people,
    "record.import": may_import,
    "people.manage": may_manage_people,
    "organisation.manage": may_manage_organisation,
    "audit.see": may_see_audit,
    "customer.erase": may_erase,
}
"""Every predicate by its name, for the page that tells a person what they may do and for the tests."""
