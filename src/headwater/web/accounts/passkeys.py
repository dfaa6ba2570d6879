"""Adding a passkey."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # ships no type information
    """Signs in by itself unless somebody says otherwise; whoever has no password could not come in without that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.disabled = not self.user.has_usable_password()
