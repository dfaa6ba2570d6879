"""A customer's own page: their cases in their own words, what was promised, what they said about themselves."""

from dataclasses import dataclass
from datetime import datetime

from headwater.desk import own_page
from headwater.desk.acts.due import promises_of_customer
from headwater.desk.acts.story import preferences_of
from headwater.desk.acts.wishing import NO_CONTACT
from headwater.desk.domain import Ending, State
from headwater.desk.models import Case, Customer
from headwater.desk.promise import PromiseLine, PromiseState
from headwater.desk.store import theirs as own
from headwater.desk.store.exposed import Exposure, ReadLine, exposures, reads
from headwater.desk.store.story import PreferenceLine
from headwater.desk.store.theirs import Said
from headwater.people.models import Team

SHOWN = (PromiseState.OPEN, PromiseState.KEPT, PromiseState.BROKEN)
"""what a customer sees of promises: not those that another follows, nor what never was one"""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its customer sees it. `state` is where it stands, `reached` what they said about its outcome."""

    number: int
    words: str
    wanted: str
    state: str
    ending: str
    until: datetime | None
    opened_at: datetime
    reached: bool
    said: tuple[Said, ...]

    @property
    def runs(self) -> bool:
        """Whether we still owe something in it."""
        return self.state not in (State.DONE, State.ENDED)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`left_at`: since then they want no contact. `promises` are those that stand and what became of the others;
    one out of a note of ours has no words (`what` is "")."""

    customer: int
    name: str
    cases: tuple[OwnCase, ...]
    promises: tuple[PromiseLine, ...]
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnData:
    """What a customer can correct, and who else sees it."""

    customer: int
    name: str
    addresses: tuple[tuple[int, str, str], ...]
    preferences: tuple[PreferenceLine, ...]
    teams: tuple[str, ...]
    exposures: tuple[Exposure, ...]
    reads: tuple[ReadLine, ...]
    left_at: datetime | None

    @property
    def wishes(self) -> dict[str, str]:
        """What they wish, by kind."""
        return {one.kind: one.value for one in self.preferences}


def own_story(*, customer: Customer) -> OwnPage:
    """What one customer's page shows, in as many statements at any size; the link that opened it is the caller's."""
    theirs = frozenset(a.value for a in own.addresses(customer.pk))
    found = own.cases(customer.pk)
    said = own.said(customer.pk, found, theirs)
    standing = promises_of_customer(customer=customer)
    return OwnPage(
        customer=customer.pk,
        name=customer.name,
        cases=tuple(_case(case, [s for s in said if s.case == case.number]) for case in found),
        promises=tuple(own.as_theirs(p) for p in standing if p.state in SHOWN and p.given_at),
        left_at=_left(preferences_of(customer=customer)),
    )


def own_data(*, customer: Customer) -> OwnData:
    """What is known of them, and who sees it: by role, never by a person's name."""
    held = preferences_of(customer=customer)
    found = own.cases(customer.pk)
    teams = Team.objects.filter(pk__in={c.team_id for c in found}).order_by("name").values_list("name", flat=True)
    return OwnData(
        customer=customer.pk,
        name=customer.name,
        addresses=tuple((a.pk, a.kind, a.value) for a in own.addresses(customer.pk)),
        preferences=tuple(p for p in held if p.kind != NO_CONTACT),
        teams=tuple(teams),
        exposures=exposures({c.channel for c in found} | {"page"}),
        reads=reads(customer.pk, [c.number for c in found]),
        left_at=_left(held),
    )


def _left(held: tuple[PreferenceLine, ...]) -> datetime | None:
    return next((p.said_at for p in held if p.kind == NO_CONTACT), None)


def _case(case: Case, said: list[Said]) -> OwnCase:
    """One that was merged with another customer's stands where that one stands, and nothing else of it is told."""
    now = case.merged_into or case
    return OwnCase(
        number=case.number,
        words=case.own_words or case.subject,
        wanted=case.wanted,
        state=now.state,
        ending=now.ending,
        until=now.snoozed_until,
        opened_at=case.opened_at,
        reached=now.ending == Ending.OUTCOME_REACHED and now.confirmed_by_customer,
        said=tuple(said),
    )


def own_language(customer: Customer, *otherwise: str) -> str:
    """The language of their page: what they said, then what is known, then what their browser asks for."""
    said = [p.value for p in preferences_of(customer=customer) if p.kind == "language"]
    return own_page.language(*said, customer.language, *otherwise)
