"""What a new password must be like."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from headwater.people.models import User
from headwater.shared.errors import InputError


def check_password(password: str, user: User | None = None) -> None:
    """Raises InputError with what is wrong with a new password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
