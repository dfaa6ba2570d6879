"""Who an answer goes to: the customer, unless somebody chooses; and only what can be an address of somebody else."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from headwater.desk.errors import RefusedError
from headwater.desk.incoming import normalised, plain
from headwater.desk.models import Case, Mailbox
from headwater.desk.store.lookups import takes_part

MOST = 20
"""receivers of one answer: a desk writes to people, not to lists"""


def chosen(case: Case, to: Sequence[str], cc: Sequence[str], *, theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The addresses somebody chose, each once; `theirs` are the customer's. Raises RefusedError where one cannot be
    written to, is a mailbox of ours, where nobody is left, or too many are."""
    goes_to, copies = _once(to), _once(cc)
    copies = [address for address in copies if address not in goes_to]
    if not goes_to:
        raise RefusedError("Choose who the answer goes to.")
    if len(goes_to) + len(copies) > MOST:
        raise RefusedError(f"An answer goes to {MOST} addresses at most; choose fewer.")
    others = [address for address in (*goes_to, *copies) if address not in theirs]
    for address in others:
        _check(case, address)
    _not_ours(others)
    return goes_to, copies


def _once(addresses: Sequence[str]) -> list[str]:
    clean = (plain(address).strip() for address in addresses)
    return list(dict.fromkeys(normalised(a)[1] if "@" in a else a for a in clean if a))


def _check(case: Case, address: str) -> None:
    """Whoever has written here from a strange address can be answered there."""
    try:
        validate_email(address)
    except ValidationError as error:
        if "@" in address and not set(address) & set(' ,;<>"') and takes_part(case, address):
            return
        raise RefusedError(f"“{address}” is no e-mail address; write it as name@example.org.") from error


def _not_ours(addresses: Sequence[str]) -> None:
    bare = {_untagged(address): address for address in addresses}
    ours = Mailbox.objects.filter(address__in=bare).values_list("address", flat=True).first() if bare else None
    if ours is not None:
        raise RefusedError(f"{bare[ours]} is a mailbox of this desk; to pass a case on, hand it over.")


def _untagged(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
