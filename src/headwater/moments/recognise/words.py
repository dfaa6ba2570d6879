"""The usual names of the roles' columns (`words.toml`) and how well a name fits a role."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from headwater.moments.domain import Role
from headwater.shared.said import phrase


def word_set(text: str) -> frozenset[str]:
    """Words between spaces as a set."""
    return frozenset(text.split())


PHRASE: dict[Role, str] = {
    "case": phrase("a case (ticket, order, journey)"),
    "step": phrase("a step (activity, status)"),
    "at": phrase("the time a moment happened"),
    "start": phrase("the time the work began"),
    "who": phrase("the person who served"),
    "team": phrase("a team"),
    "customer": phrase("the customer"),
    "channel": phrase("the channel"),
}
EXACT, SPREAD, WORD, COMPOUND = 10.0, 3.0, 4.5, 3.0
"""A usual name scores EXACT for the first of its list down to EXACT - SPREAD for the last; a name that ends (or, in
the Romance way, begins) with a usual word scores WORD; one grown together with it (Kundenberater) scores COMPOUND."""

JOINT = "+"
"""Between the names of two columns that are read as one."""

STRANGE = word_set(
    "type typ tipo category kategorie categoria priority prioritaet comment comments description reason flag "
    "count anzahl number_of duration dauer cost amount price note notes text subject tags color email phone "
    "country city version level score rating previous old"
)
"""Words after which a usual word no longer names the role: `customer_type` is not the customer."""

NUMBER_WORDS = word_set("id nr no number nummer num key code ref uuid guid index")


def plain(name: str) -> str:
    """`caseID`, `Case-Id`, `case:id` and `CASE ID` all become `case_id`; ä, ö, ü, ß become ae, oe, ue, ss."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name.strip())
    lowered = spaced.lower().translate(_UMLAUTS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def usual(role: Role) -> dict[str, float]:
    """Usual names of the role with their score, the best over all languages."""
    scores: dict[str, float] = {}
    languages = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))[role]
    for names in (text.split() for text in languages.values()):
        for rank, name in enumerate(names):
            score = EXACT - SPREAD * rank / len(names)
            scores[name] = max(score, scores.get(name, 0.0))
            scores.setdefault(name.replace("_", ""), score)
    return scores


def name_score(role: Role, name: str) -> float:
    """How well the name alone fits the role, 0 to 10; of a day and its clock time in one (`date+time`) the better."""
    if JOINT in name.strip(JOINT):
        return max(name_score(role, part) for part in name.strip(JOINT).split(JOINT))
    known, shape = usual(role), plain(name)
    if shape in known:
        return known[shape]
    words = shape.split("_")
    if any(w in STRANGE for w in words):
        return 0.0
    if _ends_with_usual(known, words):
        return WORD
    return COMPOUND if _grown_together(known, shape) else 0.0


def _ends_with_usual(known: dict[str, float], words: list[str]) -> bool:
    """A usual name stands at the end (`main_customer`, `order_case_id`) or at the beginning (`cliente_principal`)."""
    ends = ("_".join(words[i:]) for i in range(1, len(words)))
    begins = ("_".join(words[:i]) for i in range(1, len(words)))
    return any(known.get(part, 0.0) and part not in _TOO_SHORT for part in (*ends, *begins))


def _grown_together(known: dict[str, float], shape: str) -> bool:
    return any(len(word) >= 5 and (shape.startswith(word) or shape.endswith(word)) for word in known)


_TOO_SHORT = word_set("id key no number ref at time date end start begin by type name")


def numbers_rows(name: str) -> bool:
    """Whether the name says that it numbers things: `event_id`, `Zeilennummer`, `index`."""
    shape = plain(name)
    return shape.split("_")[-1] in NUMBER_WORDS or shape.endswith(("nummer", "number", "id")) or shape == "n"
