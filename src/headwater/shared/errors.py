"""Errors that a person can act on: what happened, where, and what to do next, in one sentence each."""


class HeadwaterError(Exception):
    """Something the user can mend; the message is shown as it is, without a traceback (exit status 1)."""

    @property
    def said(self) -> str:
        """The message; where it is a sentence of `headwater.shared.said`, it can be said in another language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class InputError(HeadwaterError):
    """The input could not be used."""


class UsageError(HeadwaterError):
    """The call itself is wrong: an unknown column, role or expression (exit status 2)."""
