"""Amounts as English or German write them: 1,000.50 and 1.000,50."""

import re

_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GERMAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def amount(text: str) -> float | None:
    """None where it is no amount, or one that the two read differently."""
    if _ENGLISH.fullmatch(text):
        return float(text.replace(",", ""))
    if _GERMAN.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if in_two_ways(text) or not _PLAIN.fullmatch(text):
        return None
    return float(text.replace(",", "."))


def in_two_ways(text: str) -> bool:
    """Whether English reads decimals where German reads thousands: 1.000."""
    return _EITHER.fullmatch(text) is not None
