"""What the owner sets for the findings: kept when it can be computed with."""

from datetime import datetime
from pathlib import Path

from headwater.causes.expression import check
from headwater.people.models import User
from headwater.people.organisation import Organisation
from headwater.people.service import describe


def set_organisation(*, data: Path, given: Organisation, now: datetime, by: User) -> None:
    """Keep it, its definition of spoiled read by the parser of `headwater diagnose --spoiled`; the next answer is
    computed with it. Raises PermissionDenied, InputError, UsageError where the definition cannot be read."""
    if given.spoiled:
        check(given.spoiled)
    describe(data=data, given=given, now=now, by=by)
