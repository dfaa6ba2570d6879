"""Passwords of mailboxes, encrypted at rest with a key made from the data folder's own."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from headwater.shared.errors import InputError


def seal(plain: str) -> bytes:
    """The password as it is stored; b"" for none."""
    return _box().encrypt(plain.encode()) if plain else b""


def unseal(sealed: bytes | memoryview) -> str:
    """The password. InputError where it was sealed with another key."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise InputError(
            "A mailbox's password was stored with another server's key; enter it again, or restore the file “secret”."
        ) from error


def _box() -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"headwater mailbox password")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
