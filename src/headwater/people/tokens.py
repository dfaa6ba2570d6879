"""Tokens of links: 256 random bits in the link, only their hash in the database."""

import hashlib
import secrets


def new() -> str:
    """A token for a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token; nothing short of the token itself gives it back."""
    return hashlib.sha256(token.encode()).hexdigest()
