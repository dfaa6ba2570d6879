"""Message ids, without their angle brackets."""

import re

from headwater.signals.mail import limits
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.words import unfold, words

_ID = re.compile(r"<([^<>]{1,998})>|([^\s<>,;\"]{1,998})")


def many(raws: list[bytes], notes: Notes, field: str) -> tuple[str, ...]:
    """The ids of a field in order, each once; words that are no ids ("your message of Monday") are left out."""
    found: dict[str, None] = {}
    for raw in raws:
        for bracketed, bare in _ID.findall(words(unfold(raw))):
            for one in _within(bracketed) if bracketed else [bare] * ("@" in bare):
                found.setdefault(one)
    if len(found) > limits.IDS:
        notes.say(f"Only the last {limits.IDS} message ids of {field} were kept")
        return tuple(found)[-limits.IDS :]
    return tuple(found)


def one(raws: list[bytes], notes: Notes, field: str) -> str | None:
    """The first id; a field that holds one word without brackets is taken as the id."""
    ids = many(raws, notes, field)
    if len(ids) > 1:
        notes.say(f"{field} names {len(ids)} messages; the first was taken")
    if ids:
        return ids[0]
    bare = [words(unfold(raw)).strip("<> ") for raw in raws]
    return next((b for b in bare if b and " " not in b), None)


def _within(bracketed: str) -> list[str]:
    parts = bracketed.split()
    if len(parts) > 1 and all("@" in part for part in parts):
        return parts
    whole = "".join(parts)
    return [whole] if whole else []
