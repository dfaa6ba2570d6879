"""Why something about a case could not be done."""

from headwater.shared.errors import InputError, UsageError


class NotFoundError(InputError):
    """There is no such case, message or file, or the person may not know that there is."""


class NotAllowedError(InputError):
    """The person may see it and may not do this with it."""


class RefusedError(UsageError):
    """The act does not fit what happened so far."""
