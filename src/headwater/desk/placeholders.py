"""Placeholders of saved replies: {customer} and {case}, in German also {kunde} and {fall}."""

import re
from typing import Final

NAMES: Final = {"customer": "customer", "kunde": "customer", "case": "case", "fall": "case"}
_PLACE: Final = re.compile(r"\{\s*(" + "|".join(NAMES) + r")\s*\}", re.IGNORECASE)


def filled(text: str, *, customer: str, case: int) -> str:
    """The text with what is known; a placeholder for what is not known stays, so that nobody writes “Dear ,”."""
    known = {"customer": customer.strip(), "case": str(case)}
    return _PLACE.sub(lambda found: known[NAMES[found[1].lower()]] or found[0], text)


def unfilled(text: str) -> tuple[str, ...]:
    """The placeholders that are still there, as they stand in the text."""
    return tuple(found[0] for found in _PLACE.finditer(text))
