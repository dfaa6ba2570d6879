"""Why a call could not be answered; each is one sentence with what to do."""

from headwater.shared.errors import InputError, UsageError


class ScopeError(InputError):
    """The key is not made for this."""


class TooManyError(InputError):
    """The key was used too often; `wait` is the seconds until it may be used again."""

    def __init__(self, sentence: str, *, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class NotLiveError(UsageError):
    """The channel takes no cases yet."""


class UsedKeyError(UsageError):
    """The Idempotency-Key was used for something else."""


class ForbiddenAddressError(InputError):
    """A webhook would reach into our own network."""
