"""One customer as they told it themselves, and then what else is known: for whoever serves them."""

from dataclasses import dataclass
from datetime import datetime

from headwater.desk.acts.due import promises_of_customer
from headwater.desk.acts.fairness import TreatmentLine, line_of
from headwater.desk.acts.of_customer import CustomerRef, must_know, teams_of
from headwater.desk.inferring import ActLine, CaseLine, Guess, SaidLine, acts, guesses
from headwater.desk.models import Address, Customer
from headwater.desk.promise import PromiseLine
from headwater.desk.rhythm import Pace, pace
from headwater.desk.rules import may_serve_case
from headwater.desk.store import story
from headwater.desk.store.story import GivenLine, MergedLine, PreferenceLine, ServedLine
from headwater.people.models import User
from headwater.people.rules import may_erase
from headwater.people.service import visible_teams

SHOWN = 20


@dataclass(frozen=True, slots=True)
class AddressLine:
    """How they are reached. `moved_from` is the customer whose it was until `moved_at`; None where it was nobody's."""

    id: int
    kind: str
    value: str
    moved_from: int | None = None
    moved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CustomerStory:
    """All that one page says of a customer, as far as the reader may see their cases. `said` comes first and outranks
    `guesses`, of which none is left where they said it themselves. `pace` is over all their cases."""

    id: int
    name: str
    since: datetime
    said: tuple[SaidLine, ...]
    more_said: bool
    preferences: tuple[PreferenceLine, ...]
    history: tuple[PreferenceLine, ...]
    guesses: tuple[Guess, ...]
    types: tuple[GivenLine, ...]
    cases: tuple[CaseLine, ...]
    promises: tuple[PromiseLine, ...]
    people: tuple[ServedLine, ...]
    acts: tuple[ActLine, ...]
    addresses: tuple[AddressLine, ...]
    merged: tuple[MergedLine, ...]
    treatments: tuple[TreatmentLine, ...]
    pace: Pace | None
    quiet: bool | None
    may_serve: bool


def customer_story(*, user: User, customer: CustomerRef, now: datetime) -> CustomerStory:
    """Everything about one customer, in as many statements whatever its size. Raises NotFoundError where the reader may
    see none of their cases and does not look after privacy. One who was merged is told as who they are now."""
    found = must_know(customer, by=user, serve=False)
    opens = visible_teams(user)
    teams = None if may_erase(user) else opens
    addresses = tuple(AddressLine(*row) for row in _addresses(found))
    said = story.said(found.pk, teams, frozenset(a.value for a in addresses))
    cases = story.cases(found.pk, teams, opens)
    people, answered = story.served(found.pk, teams)
    preferences = story.preferences(found.pk)
    current = held(preferences)
    rhythm = pace(story.contact_days([found.pk]).get(found.pk, []))
    numbers = {case.number for case in cases}
    return CustomerStory(
        id=found.pk,
        name=found.name,
        since=found.created_at,
        said=said[:SHOWN],
        more_said=len(said) > SHOWN,
        preferences=current,
        history=tuple(p for p in preferences if p not in current),
        guesses=_unsaid(guesses(said, zone=user.time_zone), current),
        types=story.types(found.pk, teams),
        cases=cases,
        promises=tuple(p for p in promises_of_customer(customer=found) if p.case in numbers),
        people=people,
        acts=acts(cases, said, answered),
        addresses=addresses,
        merged=story.merged(found.pk),
        treatments=tuple(line_of(row) for row in story.treatments(found.pk, teams)),
        pace=rhythm,
        quiet=rhythm.is_quiet(now=now) if rhythm else None,
        may_serve=may_erase(user) or any(may_serve_case(user, team) for team in teams_of(found.pk)),
    )


def _addresses(customer: Customer) -> list[tuple[int, str, str, int | None, datetime | None]]:
    names = ("id", "kind", "value", "moved_from", "moved_at")
    return list(Address.objects.filter(customer=customer).order_by("id").values_list(*names))


def _unsaid(found: tuple[Guess, ...], said: tuple[PreferenceLine, ...]) -> tuple[Guess, ...]:
    kinds = {preference.kind for preference in said}
    return tuple(guess for guess in found if guess.kind not in kinds)


def held(preferences: tuple[PreferenceLine, ...]) -> tuple[PreferenceLine, ...]:
    """What holds now: of each kind the newest that was said and not withdrawn. (Two customers who were merged may have
    said two things.)"""
    newest: dict[str, PreferenceLine] = {}
    for preference in preferences:
        if preference.until is None:
            newest.setdefault(preference.kind, preference)
    return tuple(newest.values())


def preferences_of(*, customer: CustomerRef) -> tuple[PreferenceLine, ...]:
    """What a customer wishes now; asks nobody's right: for their own page, and for acts. One statement."""
    return held(story.preferences(customer if isinstance(customer, int) else customer.pk))
