"""What a person at the desk has done for customers: told to them alone, compared with nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from headwater.desk.measures.domain import Figure, Row


@dataclass(frozen=True, slots=True)
class HelpedCase:
    """A case that ended at the outcome, by its customer's word, and in which the person answered or told something."""

    number: int
    customer: int
    subject: str
    at: datetime


def helped_customers(cases: Iterable[HelpedCase]) -> Figure:
    """Customers, each counted once; the rows are their cases."""
    found = list(cases)
    customers = {case.customer for case in found}
    return Figure(
        "helped_customers",
        "customers",
        float(len(customers)),
        len(customers),
        "Customers who said in the window that the outcome is reached, in a case in which you answered them or told "
        "them something. Each counts once; a case that was opened again counts no more. It is shown to nobody else "
        "and compared with nobody.",
        tuple(Row(case.number, 1.0) for case in found),
    )
