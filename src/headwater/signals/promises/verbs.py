"""Any verb that we say of ourselves may promise, unless it tells a state, a wish, an offer or the past."""

import re
from functools import lru_cache

from headwater.signals.promises.words import table

_PRESENT_TEN = re.compile(
    r"(?:arbei|hal|rich|lei|wor|stat|rei|bie|leis|tes|star|ach|wal|stal|schal|mie|ra|tre|pflich|sich|war|fech|is|rüs|kos|tex|pos|gü|hü|lüf|hef|fal|schich|bear|erstat|gestal|verwal|vermie)te?n?$"
)
_WORDS = {name: frozenset(words.split()) for name, words in table("verbs_de.tsv")}
_STATES, _SOFT, _AFTER, _NEVER = (_WORDS[name] for name in ("states", "soft", "after", "never"))
_OBJECTS, _NAMING = _WORDS["objects"], _WORDS["naming"]
NONE = _STATES | _NEVER | {"ich"}  # that no rule here reads as a promise
SHORT = _WORDS["short"]  # as said before "ich"
_TIMES = frozenset(("am", "um", "gegen", "bis", "noch", "ab", "nächste", "kommende"))
_PARTICIPLE = re.compile(r"(?:ge|be|er|ver|ent|zer|über|unter)?\w*ge\w+t$|\w+iert$")


def german(word: str, following: list[str], *, ours: bool) -> str:
    """What a verb before these words promises: "I", "we", "third" or ""; `ours`: one of us is named before it."""
    after = following[0].rstrip(",.;:!?") if following else ""
    if word in _STATES:
        return ""
    if after == "wir" and word.endswith("n"):
        return "" if word.endswith("ten") and not _PRESENT_TEN.search(word) else "we"
    if after == "ich" and word.endswith("e"):
        return "" if word.endswith("te") and not _PRESENT_TEN.search(word) else "I"
    return "third" if ours or (after in _AFTER and _is_third(word)) else ""


def timed(word: str, following: list[str]) -> bool:
    """Whether it tells when another one of us does something: "meldet am"."""
    return word[-1] == "t" and following[:1] != [] and following[0].rstrip(",.;:!?") in _TIMES and _is_third(word)


@lru_cache(maxsize=4096)
def _is_third(word: str) -> bool:
    return (
        word.endswith("t")
        and len(word) > 3
        and word not in _NEVER
        and (not _PARTICIPLE.match(word) or word.endswith("iert"))
        and not word.endswith(("heit", "keit", "schaft", "recht", "nacht", "zeit", "schrift", "stadt", "wert", "platz"))
    )


def alone(word: str, following: list[str]) -> bool:
    """Whether it is what "I" do, with the "I" left out: "Stoße das bis Freitag an"."""
    after = following[0].rstrip(",.;:!?") if following else ""
    return word.endswith("e") and len(word) > 3 and after in _OBJECTS and word not in _STATES and word not in _NAMING


def soft(word: str) -> bool:
    """Whether the verb promises only where a time is said."""
    return word in _SOFT
