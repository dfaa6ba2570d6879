"""What every act on a customer begins with: who they are by now, whether somebody may, and the moment that tells it."""

from datetime import datetime
from typing import Any

from headwater.desk.acts.base import moment
from headwater.desk.domain import Step
from headwater.desk.errors import NotAllowedError, NotFoundError
from headwater.desk.models import Case, Customer, OutboxMoment
from headwater.people.models import User
from headwater.people.rules import may_erase, may_see_case, may_serve_case

CustomerRef = Customer | int


def number_of(customer: CustomerRef) -> int:
    """A customer's number."""
    return customer if isinstance(customer, int) else customer.pk


def now_called(customer: int) -> int:
    """The number of whoever this customer is by now: their own, or that of the one they were merged into."""
    found = Customer.objects.filter(pk=customer).values_list("merged_into", flat=True).first()
    return customer if found is None else now_called(found)


def teams_of(customer: int) -> list[int | None]:
    """The teams that have cases of theirs; None is a case that no team has."""
    return list(Case.objects.filter(customer=customer).order_by().values_list("team", flat=True).distinct())


def must_know(customer: CustomerRef, *, by: User | None, serve: bool = True) -> Customer:
    """The customer, for who serves (or at least sees) a case of theirs, or looks after privacy. None is the customer on
    their own page, or the server. Raises NotFoundError, NotAllowedError."""
    found = Customer.objects.filter(pk=now_called(number_of(customer))).first()
    teams = teams_of(found.pk) if found and by else []
    if found is None or not (by is None or may_erase(by) or any(may_see_case(by, team) for team in teams)):
        raise NotFoundError(f"There is no customer {number_of(customer)} that you may see; check the number.")
    if serve and not (by is None or may_erase(by) or any(may_serve_case(by, team) for team in teams)):
        raise NotAllowedError("Only people who serve this customer may change what is known of them; write a note.")
    return found


def tell(
    customer: int, step: Step, *, by: User | None, now: datetime, case: Case | None = None, **said: Any
) -> OutboxMoment | None:
    """Write the moment into the customer's newest case, or into the one it is about; nobody without a case has a story
    that it could stand in. No word and no address of theirs is said in it."""
    about = case or Case.objects.filter(customer=customer).order_by("-number").first()
    if about is None:
        return None
    at, held = max(now, about.changed_at), (about.team_id, about.holder_id)
    told = moment(about, step, at=at, by=by, held=held, said=said)
    told.save()
    return told
