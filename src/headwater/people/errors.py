"""Why something about people could not be done."""

from headwater.shared.errors import InputError


class LinkError(InputError):
    """The link was used, is too old, was withdrawn, or never was."""


class LastOwnerError(InputError):
    """Nobody would own the organisation."""
