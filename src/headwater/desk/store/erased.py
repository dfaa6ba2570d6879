"""Who was erased, for people who hung something of their own on them: numbers only."""

from typing import NamedTuple

from headwater.desk.models import Erasure


class Gone(NamedTuple):
    """An erasure: the customer and their cases, by numbers that open nothing any more."""

    id: int
    customer: int
    cases: list[int]


def erasures_after(last: int) -> list[Gone]:
    """The erasures since one that is known already, by its id; 0 is all."""
    found = Erasure.objects.filter(pk__gt=last).order_by("pk")
    return [Gone(*row) for row in found.values_list("pk", "customer", "cases")]
