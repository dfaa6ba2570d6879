"""The owner describes the organisation."""

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.people import organisation, rules
from headwater.people.acts.audit import record
from headwater.people.models import User
from headwater.people.organisation import CURRENCIES, Organisation
from headwater.shared.errors import InputError

LONGEST_NAME, LONGEST_DEFINITION, MOST_WORTH = 120, 2_000, 10**12


@transaction.atomic
def describe(*, data: Path, given: Organisation, now: datetime, by: User) -> None:
    """Keep what the owner gave; the log says which of it changed. Raises PermissionDenied, InputError."""
    if not rules.may_manage_organisation(by):
        raise PermissionDenied
    _check(given)
    before = organisation.read(data)
    names = [f.name.replace("_", " ") for f in fields(given)]
    changed = [
        n for n, f in zip(names, fields(given), strict=True) if getattr(given, f.name) != getattr(before, f.name)
    ]
    record(act="organisation set", what=", ".join(changed) or "nothing changed", now=now, by=by)
    organisation.write(data, given)


def _check(given: Organisation) -> None:
    if len(given.name) > LONGEST_NAME or len(given.spoiled) > LONGEST_DEFINITION:
        raise InputError(
            f"A name has at most {LONGEST_NAME} letters and a definition at most {LONGEST_DEFINITION:,}; shorten it."
        )
    if given.time_zone and given.time_zone not in available_timezones():
        raise InputError("Choose a time zone from the list.")
    if given.currency not in CURRENCIES or not 0 <= (given.value or 0) <= MOST_WORTH:
        raise InputError("The value of a customer is an amount such as 250.00, in a currency from the list.")
