"""Whole numbers as somebody else sends them: in addresses, forms, cursors."""

from typing import Final

MOST_DIGITS: Final = 18
"""so many that a database's largest number holds them"""


def whole(text: str) -> int | None:
    """The number, or None where the text is none: no sign, no other signs for digits, not too long to keep."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
