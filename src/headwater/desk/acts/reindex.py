"""All words of a case, given to the search anew: after messages moved between cases or were erased."""

from headwater.desk.models import Address, Case, Message
from headwater.desk.search.port import port
from headwater.desk.search.words import words


def reindex(case: Case) -> None:
    """Read the case's messages and index it."""
    said = Message.objects.filter(case=case).order_by("id").values_list("text", "sender_name", "sender_address")
    addresses = Address.objects.filter(customer=case.customer_id).values_list("value", flat=True)
    head = (str(case.number), case.subject, case.customer.name, *addresses, case.concern, case.wanted, case.promised)
    port().replace(case.number, words(*head, *(part for row in said for part in row)), case.team_id)
