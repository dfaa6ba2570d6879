"""A key of somebody's own: random, kept only wrapped by their passphrase; what it seals opens for nobody else.

Pure: no table, no clock. The passphrase goes through scrypt (RFC 7914), everything is sealed with AES-256-GCM and bound
to what it is (`about`), so that a sealed value put in another's place does not open.
"""

import base64
import hashlib
import os
import secrets
import unicodedata
from typing import Final

from headwater.shared.errors import InputError

KEY, SALT, NONCE = 32, 16, 12
"""in bytes"""
COST: Final = 17
"""scrypt's N as a power of two, with r = 8 and p = 1: 128 MiB and about 0.4 s for each try"""
CODE: Final = 20
"""random bytes of a recovery code: 160 bits, 32 signs"""
PADDED: Final = 512
"""a sealed text is a multiple of so many bytes long, so that its length says little"""


class SealedError(InputError):
    """The key or the words are other ones, or the sealed bytes were changed."""


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY)


def new_code() -> str:
    """A recovery code, as it is printed: eight groups of four signs that are not taken for each other."""
    signs = base64.b32encode(secrets.token_bytes(CODE)).decode("ascii")
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def code_of(words: str) -> str:
    """The recovery code somebody typed, however they parted its groups; "" where it is none."""
    signs = "".join(sign for sign in words.upper().replace("0", "O").replace("1", "I") if sign.isalnum())
    return signs if len(signs) == CODE * 8 // 5 else ""


def seal(data: bytes, *, key: bytes, about: str) -> bytes:
    """Encrypt and authenticate `data` as what `about` says."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- only the server has it

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def unseal(sealed: bytes, *, key: bytes, about: str) -> bytes:
    """What was sealed. SealedError where the key is another, it was changed, or it was sealed as something else."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- only the server has it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- only the server has it

    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise SealedError("This was sealed with another key, or was changed; it cannot be opened.") from error


def padded(text: str) -> bytes:
    """JSON with blanks at its end, so that all short ones are equally long."""
    data = text.encode()
    return data + b" " * (-len(data) % PADDED)


def wrap(key: bytes, *, words: str, about: str) -> bytes:
    """The key, to be opened with these words only; the cost is written beside, so that it can grow later."""
    salt = os.urandom(SALT)
    return bytes([COST]) + salt + seal(key, key=_derived(words, salt, COST), about=about)


def unwrap(wrapped: bytes, *, words: str, about: str) -> bytes:
    """The key. SealedError where the words are other ones."""
    cost, salt = wrapped[0], wrapped[1 : 1 + SALT]
    return unseal(wrapped[1 + SALT :], key=_derived(words, salt, cost), about=about)


def _derived(words: str, salt: bytes, cost: int) -> bytes:
    """The same letters give the same key on every machine (NFKC)."""
    same = unicodedata.normalize("NFKC", words).encode()
    return hashlib.scrypt(same, salt=salt, n=2**cost, r=8, p=1, maxmem=2**cost * 1024 + 2**20, dklen=KEY)
