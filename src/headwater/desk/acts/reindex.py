"""All words of cases, given to the search anew: after messages moved between cases or were erased."""

from collections import defaultdict
from collections.abc import Collection

from headwater.desk.models import Address, Case, Message
from headwater.desk.search.port import port
from headwater.desk.search.words import words

MANY = 2_000
_CASE = ("subject", "customer__name", "concern", "wanted", "promised", "kind_asked", "kind_confirmed")


def reindex(case: Case) -> None:
    """Read the case's messages and index it."""
    port().remove([case.number])
    port().fill(_said([case.number]))


def reindex_all() -> None:
    """Every case into an empty search. Columns are named one by one: a migration calls this."""
    last = 0
    while numbers := list(Case.objects.filter(number__gt=last).order_by("number").values_list("number")[:MANY]):
        port().fill(_said([number for (number,) in numbers]))
        last = numbers[-1][0]


def _said(cases: Collection[int]) -> list[tuple[int, list[str], int | None]]:
    """Number, words and team."""
    said: dict[int, list[str]] = defaultdict(list)
    told = Message.objects.filter(case__in=cases).order_by("id")
    for case, *texts in told.values_list("case", "text", "sender_name", "sender_address"):
        said[case] += texts
    heads = list(Case.objects.filter(number__in=cases).values_list("number", "team", "customer", *_CASE))
    addresses: dict[int, list[str]] = defaultdict(list)
    for customer, value in Address.objects.filter(customer__in={head[2] for head in heads}).values_list(
        "customer", "value"
    ):
        addresses[customer].append(value)
    return [
        (number, words(str(number), *texts, *addresses[customer], *said[number]), team)
        for number, team, customer, *texts in heads
    ]
