"""Secrets that must be read again (a mailbox's password, a TOTP key) are kept sealed with the server's key."""

import base64
import hmac

from headwater.shared.errors import InputError


def seal(text: str, *, key: str, purpose: str) -> str:
    """Encrypt and authenticate; what was sealed for one purpose cannot be opened for another."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- only the server has it

    return Fernet(_derived(key, purpose)).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, key: str, purpose: str) -> str:
    """What was sealed; InputError where the key is another one or the value was changed."""
    from cryptography.fernet import Fernet, InvalidToken  # noqa: PLC0415 -- only the server has it

    try:
        return Fernet(_derived(key, purpose)).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise InputError(
            f"A stored secret ({purpose}) cannot be opened with the key in the data folder; restore the folder's file "
            "`secret` from the same backup as the database, or enter the secret again."
        ) from error


def _derived(key: str, purpose: str) -> bytes:
    if not key:
        raise InputError("There is no server key yet; headwater serve makes it at its first start.")
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), purpose.encode(), "sha256"))
