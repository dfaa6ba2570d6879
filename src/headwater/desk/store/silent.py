"""Customers who asked for no contact."""

from django.db.models import Exists, F, OuterRef, Q

from headwater.desk.models import Case

NO_CONTACT = "no_contact"


def unwanted() -> Exists:
    """Of messages, as a condition: the case's customer asked for no contact, and has not written in it since."""
    said = "customer__preferences"
    since = Q(last_customer_at__isnull=True) | Q(**{f"{said}__said_at__gte": F("last_customer_at")})
    open_ones = {f"{said}__kind": NO_CONTACT, f"{said}__until__isnull": True}
    return Exists(Case.objects.filter(since, pk=OuterRef("case"), **open_ones))
