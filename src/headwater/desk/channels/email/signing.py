"""Message-IDs and reply addresses that only we can have made: they lead back to their case, and cannot be guessed."""

import base64
import hashlib
import hmac
import re

from django.conf import settings

_ID = re.compile(r"hw\.(\d{1,18})\.(\d{1,18})\.([a-z2-7]{24})@[^@\s<>]{1,253}", re.IGNORECASE)
_TAG = re.compile(r"[^@\s]+\+hw-(\d{1,18})-([a-z2-7]{24})@[^@\s]+", re.IGNORECASE)


def message_id(*, case: int, message: int, domain: str) -> str:
    """Our Message-ID of one message, without angle brackets; the same whenever it is asked."""
    return f"hw.{case}.{message}.{_signed('message-id', case, message)}@{domain}"


def case_of_message_id(given: str) -> int | None:
    """The case that a Message-ID of ours names; None where we have not made it."""
    found = _ID.fullmatch(given.strip().removeprefix("<").removesuffix(">"))
    if found is None:
        return None
    case, message = int(found[1]), int(found[2])
    return case if _same(found[3], _signed("message-id", case, message)) else None


def signed_within(raw: bytes) -> list[int]:
    """The cases of our Message-IDs that stand anywhere in the first megabyte."""
    found = dict.fromkeys(_ID.findall(raw[:1_000_000].decode("latin-1")))
    return [int(c) for c, m, signed in found if _same(signed, _signed("message-id", int(c), int(m)))]


def reply_address(*, case: int, mailbox: str) -> str:
    """The mailbox's address with a tag that leads answers to the case."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+hw-{case}-{_signed('reply-address', case)}@{domain}"


def case_of_address(given: str) -> int | None:
    """The case of a reply address; None where we have not made it."""
    found = _TAG.fullmatch(given.strip())
    if found is None:
        return None
    case = int(found[1])
    return case if _same(found[2], _signed("reply-address", case)) else None


def without_tag(address: str) -> str:
    """The mailbox's own address, of an address with or without a tag."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def _signed(what: str, *numbers: int) -> str:
    """120 bits in base 32, in small letters: mail servers may change the case of an address."""
    key = settings.SECRET_KEY.encode()
    said = f"headwater.mail.{what}:" + ".".join(map(str, numbers))
    return base64.b32encode(hmac.digest(key, said.encode(), hashlib.sha256)[:15]).decode().lower()


def _same(given: str, made: str) -> bool:
    return hmac.compare_digest(given.lower(), made)
