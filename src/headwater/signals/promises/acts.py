"""What service staff do for a customer, as English verbs in the forms in which notes have them (`nominal.tsv`)."""

import re

from headwater.signals.promises.words import table

LISTS = {name: [word.replace("_", " ") for word in words.split()] for name, words in table("nominal.tsv")}
_DOUBLED = re.compile(r"(?:pop|drop|get|fit|put|set|ship|swap|cut|plan|run|top|let|refer)$")
_HISSED = re.compile(r"(?:s|sh|ch|x|z|o)$")
_NOT_ALONE = frozenset(
    [
        "help",
        "hold",
        "keep",
        "leave",
        "let",
        "live",
        "make",
        "have",
        "say",
        "take",
        "work",
        "lay",
        "open",
        "order",
        "speak",
        "part",
        "renew",
        "run",
        "launch",
    ]
)


def _ing(verb: str) -> str:
    if _DOUBLED.search(verb):
        return f"{verb}{verb[-1]}ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if _HISSED.search(verb) else "s")


VERBS = LISTS["en.verb"]
ACT = f"(?:{'|'.join(VERBS)})"
PLANNED = re.compile(
    r"(?:\bactions?\b|to-?do|\bnext steps?|\bon us|follow-?up|\bplan|\bagreed)[^:;.]{0,20}:\s{0,3}$"
)  # of a note; what follows it is ours to do
ACTING = f"(?:{'|'.join(map(_ing, VERBS))})"
ACTINGS = [_ing(verb) for verb in VERBS if " " not in verb and verb != "follow"]
THIRDS = [_third(verb) for verb in VERBS if verb not in _NOT_ALONE]
