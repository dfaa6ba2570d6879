"""Where somebody can go from every page: only what they may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from headwater.people import rules


def may_see_desk(person: Any) -> bool:
    """Whoever serves, leads, provides or owns."""
    return rules.is_owner(person) or bool(rules.roles_of(person))


def may_see_settings(person: Any) -> bool:
    """Whoever manages people or the organisation."""
    return rules.may_manage_people(person)


def may_know_customers(person: Any) -> bool:
    """Whoever serves, and whoever looks after privacy; which customers they may see is asked for each."""
    return may_see_desk(person) or rules.may_erase(person)


def may_see_fairness(person: Any) -> bool:
    """Who was treated otherwise without a reason: whoever leads a team, owns, or looks after privacy."""
    return rules.may_lead(person) or rules.is_privacy(person)


PLACES: Final[tuple[tuple[str, str, Callable[[Any], bool]], ...]] = (
    (_("Inbox"), "web:inbox", may_see_desk),
    (_("Promises"), "web:promises", may_see_desk),
    (_("Customers"), "web:customers", may_know_customers),
    (_("Causes"), "web:causes", rules.may_see_findings),
    (_("Figures"), "web:figures", rules.may_see_findings),
    (_("My work"), "web:own-work", may_see_desk),
)
SELDOM: Final[tuple[tuple[str, str, Callable[[Any], bool]], ...]] = (
    (_("Hidden needs"), "web:hidden-needs", may_see_desk),
    (_("Reported links"), "web:reports", rules.may_lead),
    (_("Import"), "web:import", rules.may_import),
    (_("People"), "web:people", rules.may_manage_people),
    (_("Channels"), "web:channels", rules.may_manage_organisation),
    (_("Privacy"), "web:privacy", rules.may_erase),
    (_("Settings"), "web:settings", may_see_settings),
)
GOALS: Final = {False: PLACES, True: SELDOM}


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the navigation."""

    name: str
    address: str
    here: bool
    seldom: bool = False
    """under "More", so that one line holds what is used every day"""


def places(request: HttpRequest | None) -> list[Place]:
    """The navigation of this page for this person."""
    person = getattr(request, "user", None)
    if request is None or person is None or not person.is_active:
        return []
    found = [
        (gettext(name), reverse(goal), few) for few in (False, True) for name, goal, may in GOALS[few] if may(person)
    ]
    return [Place(name, address, request.path.startswith(address), few) for name, address, few in found]
