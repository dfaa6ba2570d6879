"""Message ids, without their angle brackets."""

import re
from html import unescape

from headwater.signals.mail import limits
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.words import unfold, words

_PROSE = re.compile(r"(?<![^\s;,])[A-Za-z][^\s<>@]*(?=[\s;:,]|\Z)")
_PERSON = re.compile(r"\bfrom\s[^<>]{0,100}<[^<>]{1,300}>(?=\s{1,5}(?:of|on|at|dated)\b)", re.IGNORECASE)
"""Message from Ole <ole@…> of "Mon, …": his address is no id"""
_COMMENT = re.compile(r"\([^()<>]{0,200}\)")
_ID = re.compile(r"<([^<>]{1,998})>|([^\s<>,;\"]{1,998})")


def many(raws: list[bytes], notes: Notes, field: str) -> tuple[str, ...]:
    """The ids of a field in order, each once; words that are no ids ("your message of Monday") are left out."""
    found: dict[str, None] = {}
    for raw in raws:
        text = _PERSON.sub(" ", _COMMENT.sub(" ", unescape(words(unfold(raw)))))
        prose = _PROSE.search(text) is not None
        for bracketed, bare in _ID.findall(text):
            for one in _within(bracketed) if bracketed else [bare] * ("@" in bare and not prose):
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
    if bracketed.lstrip().startswith('"'):
        return [bracketed.strip()]
    parts = bracketed.split()
    if len(parts) > 1 and all("@" in part for part in parts):
        return parts
    whole = "".join(parts)
    return [whole] if whole else []
