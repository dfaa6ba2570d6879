"""What makes a commitment one that can be kept: a number or a time in it, a way to check it, a day it begins."""

import re
from datetime import date
from typing import Final

from headwater.desk.errors import RefusedError

_UNIT: Final = (
    r"(?:working|business|week|bank|werk|arbeits|kalender)?[ -]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|"
    r"years?|noon|midday|morning|evening|midnight|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|sekunden?|"
    r"minuten?|stunden?|tag(?:e[ns]?|s)?|wochen?|monat(?:e[ns]?|s)?|jahr(?:e[ns]?|s)?|mittags?|morgens?|abends?|heute|"
    r"vormittags?|nachmittags?|mitternacht|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?)"
)
_LEAD: Final = (
    r"within|inside|in|by|before|until|till|on|than|same|next|once|twice|binnen|innerhalb|am|bis|noch|vor|als|zum|im|"
    r"selben|gleichen|nächsten|folgenden|einmal|zweimal"
)
_BETWEEN: Final = (
    r"(?:(?:the|a|an|one|this|that|same|next|following|des|der|dem|den|eine[mnrs]?|diese[mnrs]?|am|im|zum|selben|gleichen|"
    r"nächsten|folgenden) )*"
)
_COUNT: Final = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|zwei|drei|vier|fünf|sechs|sieben|acht|neun|"
    r"zehn|elf|zwölf|halbe[nrs]?|\d[\d.,:]*"
)
_THING: Final = (
    r"(?:percent|%|cents?|euros?|€|dollars?|pounds?|calls?|letters?|e?-?mails?|messages?|answers?|repl(?:y|ies)|persons?|"
    r"people|visits?|forms?|questions?|rings?|uhr|am|pm|prozent|anrufe?n?|briefe?n?|nachrichten?|antworten?|mensch(?:en)?|"
    r"besuche?n?|formulare?n?|fragen?)"
)
_LIMIT = re.compile(
    rf"\b(?:{_LEAD}) {_BETWEEN}{_UNIT}\b|\b(?:{_COUNT})\b[\w\s-]{{0,24}}?(?:{_UNIT}|(?<!\w){_THING})(?!\w)",
    re.IGNORECASE,
)
"""a time, a count or a limit"""
_WHOLE = re.compile(r"\b1\d\d ?(?:%|percent|per cent|prozent)", re.IGNORECASE)
"""says "all", however it is figured"""
_ALL = re.compile(
    r"\d|\b(?:every|each|all|no|none|nobody|never|always|daily|today|tomorrow|jede[mnrs]?|alle[mnrs]?|keine?[mnrs]?|"
    r"niemand|nie|immer|täglich|heute)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:\w*answer\w*|repl(?:y|ies|ied)|respond\w*|call(?:s|ed)?|writ(?:es?|ten)|sen[dt]s?|pays?|paid|refund\w*|"
    r"repair\w*|fix(?:es|ed)|deliver\w*|ship(?:s|ped)|visit(?:s|ed)?|speaks?|picked|picks?|asks?|asked|waits?|confirm\w*|"
    r"informed|solve[sd]?|decided?|cancel\w*|replaced?|corrected|\w*antwort\w*|meld\w+|ruf(?:en|t)|\w*rückruf\w*|"
    r"\w*gerufen|schreib\w+|geschrieben|send\w+|\w*schick\w*|\w*zahl(?:en|t)|überw\w+|erstatt\w*|reparier\w*|liefer\w+|"
    r"besuch(?:en|t)|sprech\w+|spricht|abgehoben|fragt|gefragt|wart\w+|bestätig\w*|entsch(?:eid|ied)\w*|gelöst|erledigt|"
    r"ersetz\w*|bearbeitet|storniert)\b",
    re.IGNORECASE,
)
"""what is done; nobody can count who cared"""
_ATTITUDE = re.compile(
    r"\b(?:car(?:e|es|ed|ing)|respect\w*|valu(?:e|es|ed|ing)|best|passion\w*|polite\w*|friendly|kind(?:ly|ness)|matters?|"
    r"appreciat\w*|dedicat\w*|striv\w+|try|endeavou?r\w*|love\w*|hearts?|satisf\w+|happy|happiness|important|"
    r"(?:here|there) for you|listen\w*|quick\w*|fast|prompt\w*|soon|kümmer\w*|respekt\w*|\w*schätz\w*|bemüh\w*|"
    r"best(?:e[mnrs]?|möglich\w*|ens)|leidenschaft\w*|freundlich\w*|höflich\w*|herz\w*|zufrieden\w*|wichtig\w*|glücklich\w*|"
    r"für (?:sie|euch|dich) da|versuch\w*|schnell\w*|rasch\w*|zügig\w*|bald)\b",
    re.IGNORECASE,
)
LEAST_CHECK: Final = 12
"""letters: "by survey" says nothing yet, "answer times of all cases, each month" does"""


def must_be_checkable(*, text: str, checked_how: str, since: date, until: date | None) -> None:
    """Raises RefusedError with the reason a vague one is sent back for, so that it can be mended."""
    if not text:
        raise RefusedError("A commitment needs words; say what customers can count on.")
    if not _checkable(text):
        raise RefusedError(
            f"“{text}” names nothing done with a number, a time or a limit, so nobody can tell whether it was kept; "
            "say how soon, how many or how often, such as “every letter is answered within 2 working days”."
        )
    if len(checked_how) < LEAST_CHECK:
        raise RefusedError(
            "How it is checked is missing; say what is counted, where and how often, such as “answer times of all "
            "letters, each month”."
        )
    if until is not None and until < since:
        raise RefusedError("A commitment ends on the day it begins or later; choose its last day again.")


def _checkable(text: str) -> bool:
    """A limit, and what is done where it also speaks of an attitude; "every" is a limit only to what is done."""
    said = _WHOLE.sub("all", text)
    done, attitude = _DONE.search(said), _ATTITUDE.search(said)
    if _LIMIT.search(said):
        return bool(done or not attitude)
    return bool(_ALL.search(said) and done and not attitude)
