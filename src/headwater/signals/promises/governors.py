"""The words of a sentence that decide what a time in it belongs to, in the order in which they stand."""

import re
from collections.abc import Callable, Sequence

from headwater.signals.promises import governors_de as de
from headwater.signals.promises import governors_en as en
from headwater.signals.promises import verbs
from headwater.signals.promises.acts import PLANNED
from headwater.signals.promises.domain import Governor
from headwater.signals.promises.words import compiled

Pattern = re.Pattern[str]
Words = Sequence[tuple[str, int]]
_PROMISES = (
    "promise",
    "own",
    "strong",
    "ich",
    "third",
    "thing",
    "present",
    "does",
    "event",
    "plural",
    "plain",
    "agent",
)
_ANYWHERE = frozenset(
    ["will", "do", "does", "did", "are", "is", "am", "was", "were", "have", "has"]
)  # they ask only where a clause begins
_OF_THINGS = ("third", "thing", "event", "plural", "plain")
_OPENING = ("noun", "opening", "imperative")  # only where a clause begins
_OTHERS = ("other", "mood", "past", "modal", "question")
_KINDS = {**dict.fromkeys(_OTHERS, "other"), "neutral": "none", "noun": "promise", "opening": "promise"}
_LINK = re.compile(
    r"(?:^|[,;:.!(\n–-]|\b(?:und|and|aber|but|sowie|dann|then|so|just|oder|also|voraussichtliche[rn]?|geplante[rn]?|neue[rn]?|expected|estimated|planned|new|anschließend|danach|gerne|sonst))\s{0,3}$"
)


def _table(rows: list[tuple[str, str, str]], make: Callable[[str], Pattern]) -> dict[str, list[tuple[str, Pattern]]]:
    found: dict[str, list[tuple[str, Pattern]]] = {}
    for first, kind, pattern in rows:
        one = (kind, make(pattern))
        for word in first.split():
            found.setdefault(word, []).append(one)
    return found


def _typed(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Also as chats have them: "ive", "youll", "u", "ur"."""
    return [
        (f"{first} {_chat(first)}", kind, _CHAT.sub(lambda m: _CHATS.get(m[0], "'?"), pattern))
        for first, kind, pattern in rows
    ]


def _chat(first: str) -> str:
    """Without apostrophes, where that is no other word."""
    said = [word.replace("'", "") for word in first.split() if "'" in word and word not in _OTHER_WORDS]
    return " ".join([*said, *(short for long, short in (("you", "u"), ("your", "ur")) if long in first.split())])


_OTHER_WORDS = frozenset(["we're", "we'll", "we'd", "i'd", "he'll", "she'll", "i'll", "driver's", "can't", "won't"])
_CHAT = re.compile(r"(?<!\(\?<!)\b(?:you|your)\b(?!')|(?<=\w)'(?=(?:ve|m|re|s|ll|t)\b)")
_CHATS = {"you": "(?:you|u|ya)", "your": "(?:your|ur)"}
_EN = _table(_typed(en.TABLE), lambda pattern: compiled(pattern, en._NOUN_PARTS))
_DE = _table(de.TABLE, lambda pattern: compiled(pattern, de._PARTS))
_WILL_WORDS = frozenset(
    ["will", "shall", "wil", "il", "wll", "iwll", "willl", "gonna", "going", "is", "are", "am", "i'm", "we're"]
)
_OPEN = "ten"  # letters that end a German verb
_DE_OWN, _DE_WE = frozenset(de.OWN_VERBS.split()), frozenset(de.WE_VERBS.split())
_DE_NONE = verbs.NONE - _DE_OWN - _DE_WE
_GET_WORDS = frozenset(
    [
        "sie",
        "erhalten",
        "bekommen",
        "kriegen",
        "hören",
        "hoeren",
        "haben",
        "finden",
        "sehen",
        "empfangen",
        "du",
        "bekommst",
        "kriegst",
        "hörst",
        "erhältst",
        "hast",
        "erfahren",
        "habt",
        "erfährst",
        "wissen",
        "weißt",
        "weisst",
        "ihr",
        "bekommt",
        "kriegt",
        "hört",
        "kunden",
    ]
)
_SHOULD_WORDS = frozenset(
    [
        "sollte",
        "sollten",
        "soll",
        "sollen",
        "müsste",
        "müssten",
        "dürfte",
        "dürften",
        "können",
        "sie",
        "kannst",
        "du",
        "könnt",
        "ihr",
    ]
)


def governors(low: str, words: Words, start: int, end: int, language: str) -> list[Governor]:
    """Of one sentence."""
    at_word, known = (_english, KNOWN_EN) if language == "en" else (_german, KNOWN_DE)
    found: list[Governor] = []
    begin = start
    for word, place in words:
        if place >= begin and (word in known or word[-1:] in _OPEN or word.endswith(("ll", "'s"))):
            one = at_word(low, word, place, start, end)
            if one and not (one.kind == "imperative" and found and found[-1].kind == "promise"):
                if one.kind != "none":
                    found.append(one)
                begin = max(one.end, place + len(word))
    return found


def _opens(low: str, place: int, start: int) -> bool:
    """Whether a clause begins there."""
    return place - start < 2 or _LINK.search(low, max(start, place - 24), place) is not None


def _english(low: str, word: str, place: int, start: int, end: int) -> Governor | None:
    if word.endswith("ll") and len(word) > 2 and word != "there'll":
        short = (en.SHORT if "'" in word else en.ILL).match(low, place, end)
        if short:
            return en.short_form(short)
    for kind, pattern in _EN.get(word) or (_EN["it's"] if word.endswith("'s") else ()):
        match = pattern.match(low, place, end)
        if match:
            one = _made(kind, low, match, start, end, "en")
            if one:
                return one
    if word in _WILL_WORDS:
        will = en.WILL.match(low, place, end)
        return en.future(will) if will else None
    return None


def _fits(kind: str, low: str, match: re.Match[str], start: int) -> bool:
    """Whether what stands before allows it: some decide only where a clause opens, some only after their noun."""
    place = match.start()
    left = low[max(start, place - 90) : place]
    if kind in _AFTER:
        return _AFTER[kind](left)
    if kind == "hold":
        return match[0] not in _REPORTS or not _REPORTS[match[0]].search(left)
    asks = kind == "question" and match[0].split(None, 1)[0] in _ANYWHERE
    return not (asks or kind in _OPENING) or _opens(low, place, start)


_REPORTS = {"says": en.OUR_WORD, "told": en.TOLD}


def _made(kind: str, low: str, match: re.Match[str], start: int, end: int, language: str) -> Governor | None:
    place, stop = match.start(), match.end()
    if not _fits(kind, low, match, start):
        return None
    if kind in _PROMISES:
        if kind == "third" and low.startswith((" uns ", " mir ", " mich "), stop):
            return Governor(place, stop, "other")
        if kind in _OF_THINGS and _foreign(low[max(start, place - 32) : place], language, match[0]):
            return Governor(place, stop, "other")
        return Governor(place, stop, "promise", _who(match[0]), _is_strong(kind, low, match, end, language))
    if language == "en" and kind in ("imperative", "other") and _is_told(kind, low, match, start):
        return Governor(place, stop, "promise")
    firm = kind == "opening" and match[0].startswith("will") and en.firm(low, place + len("will "))
    return Governor(place, stop, _KINDS.get(kind, kind), "we", firm)


def _is_told(kind: str, low: str, match: re.Match[str], start: int) -> bool:
    """Of a note: "Action on us: send it by Friday", "assured her that it would stop by Friday"."""
    left = low[max(start, match.start() - 90) : match.start()]
    if kind == "imperative":
        return PLANNED.search(left) is not None
    return match[0] == "would" and en.RECORDED.search(left) is not None


# a note's "Rückruf bis 15 Uhr zugesagt" is a promise, "man hat mir zugesagt" is none
_TOLD = re.compile(
    r"\b(?:hat|hatten?|haben|habt|hast|wurden?|wird|war|waren|nicht|nie|kein\w*|sie|mir|uns|wie|was|alles)\b"
)


_AFTER: dict[str, Callable[[str], bool]] = {
    "does": en.subject,
    "event": lambda left: en.EVENT.search(left) is not None,
    "plain": lambda left: en.PLURAL.search(left) is not None,
    "plural": lambda left: not left.endswith(("most ", "many ", "all ", "some ")),
    "agent": lambda left: en.OURS.search(left) is not None,
    "record": lambda left: _TOLD.search(left) is None,
}
"""What has to stand before; for those not named here, anything."""


def _foreign(left: str, language: str, said: str) -> bool:
    if language == "de":
        return de.foreign(left)
    moves = said.endswith("ing") and en.customer(left)
    return moves or en.foreign(left) or ("due" in said and en.owed(left))


def _who(said: str) -> str:
    words = said.replace("'", " ").split()
    return (
        "I"
        if {"i", "im", "me", "my", "ich", "mich", "mir"} & set(words)
        else "we"
        if {"we", "us", "our", "wir", "uns"} & set(words)
        else ""
    )


def _is_strong(kind: str, low: str, match: re.Match[str], end: int, language: str) -> bool:
    if language == "de":
        return kind == "strong" or (kind == "ich" and de.strong(low, match.start(), end))
    return (
        kind in ("strong", "opening") and not match[0].startswith(("done", "ready", "all", "more", "told", "promised"))
    ) or (kind == "own" and _FIRM_OWN.search(match[0]) is not None)


_FIRM_OWN = re.compile(
    r"promise|get(?:ting)? back|keep|looking into"
    r"|(?:'m|'re|am|are|im)\b.*\b(?:refund|credit|waiv|reimburs|compensat|replac|hav|revers|knock|tak|chas|escalat|open|rais|putt|pass|send|comp|overnight|ship|post|courier|upgrad|extend|add|giv|throw|gift|arrang|organis|book|remov|forward|transfer)ing\b"
)  # what is being done while it is said


def _german(low: str, word: str, place: int, start: int, end: int) -> Governor | None:
    for pattern, read in _DE_READ.get(word, ()):
        match = pattern.match(low, place, end)
        if match:
            return read(match, end)
    for kind, pattern in _DE.get(word, ()):
        match = pattern.match(low, place, end)
        if match:
            one = _made(kind, low, match, start, end, "de")
            if one:
                return one
    return _verb(low, word, place, start, end)


_READS: tuple[tuple[frozenset[str], Pattern, Callable[[re.Match[str], int], Governor | None]], ...] = (
    (frozenset(("werde", "werden", "wird", "wirst")), de.BECOME, de.become),
    (frozenset(("wir", "ich", "ist", "sind", "bin", "is")), de.BE, de.be),
    (frozenset(("wir", "ich", "haben", "habe", "hab", "hat")), de.HAVE, de.have),
    (frozenset(("wir", "ich", "will", "wollen")), de.WANT, de.want),
    (_GET_WORDS, de.GET, de.get),
    (_SHOULD_WORDS, de.SHOULD, de.should),
)
_DE_READ = {
    word: [(pattern, read) for words, pattern, read in _READS if word in words] for one in _READS for word in one[0]
}


def _verb(low: str, word: str, place: int, start: int, end: int) -> Governor | None:
    """Verbs of ours without "ich" before them: "Melde mich", "melden wir uns", "und schicken es Ihnen"."""
    if word == "ich":
        said = low[max(start, place - 12) : place].split()[-1:]
        if not verbs.SHORT.isdisjoint(said):
            verb = low.rindex(said[0], start, place)
            return Governor(place, place + len(word), "promise", "I", de.strong(low, verb, end))
    if word in _DE_NONE or (word[-1] not in _OPEN and word not in _DE_OWN):
        return None
    following = low[place + len(word) : place + len(word) + 12].split(None, 1)[:1]
    ours = verbs.timed(word, following) and _OURS.search(low, max(start, place - 40), place) is not None
    who = verbs.german(word, following, ours=ours)
    if who == "third" and following in (["uns"], ["mir"], ["mich"]):
        who = ""
    if who == "third" and de.foreign(low[max(start, place - 32) : place]):
        who = ""
    if who:
        firm = who != "third" and (not verbs.soft(word) or de.strong(low, place, end))
        return Governor(place, place + len(word), "promise", who.replace("third", ""), firm)
    return _listed(low, word, place, start, end, following)


_OURS = re.compile(
    r"\b(?:(?:unsere?|meine?)\s[a-zäöüß-]+|kolleg(?:e|in)|techniker(?:in)?|(?:maler|schreiner|tischler|schlosser|elektriker|installateur|klempner|gärtner|dachdecker|handwerker|fliesenleger|trainer|berater|bote|kurier|arzt|ärztin|pfleger)(?:in)?|hausmeister(?:in)?|monteur(?:in)?|fahrer(?:in)?|team|jemand|(?:herr|hr\.?|frau|fr\.|kolleg(?:e|in)|koll\.)\s[a-zäöüß-]+|[a-zäöüß]*(?:leit(?:er|erin|ung)|dienst|stelle|abteilung|werkstatt|buchhaltung|verwaltung|zentrale|meister|meisterin|beauftragte[r]?|berater|labor|lager|disposition|vertrieb|technik|spedition|leitstelle|chef|chefin|azubi|praxis|redaktion|sekretariat|büro|kanzlei))\s{1,2}$"
)


def _listed(low: str, word: str, place: int, start: int, end: int, following: list[str]) -> Governor | None:
    """Verbs that promise without any of ours beside them: of notes, and of "die Kollegen"."""
    if word in _DE_WE and _PLURAL.search(low[max(start, place - 60) : place]):
        return Governor(place, place + len(word), "promise", "")
    if word in _DE_OWN and following not in (["mir"], ["uns"]):
        return Governor(place, place + len(word), "promise", "I", de.strong(low, place, end))
    if word in _DE_WE and (
        following in (["wir"], ["ich"])
        or (following != ["sie"] and _opens(low, place, start) and (place - start > 3 or following in _TO_WHOM))
    ):
        return Governor(place, place + len(word), "promise", "we", de.strong(low, place, end))
    if verbs.alone(word, following) and _opens(low, place, start):
        return Governor(place, place + len(word), "promise", "I")
    return None


_TO_WHOM = (["uns"], ["ihnen"], ["dir"], ["euch"], ["es"], ["das"], ["ihm"])
_PLURAL = re.compile(
    r"(?:^\s{0,2}|[,;:.!(\n]\s|\b(?:und|dann|denn)\s|\bdass\s)\s{0,2}(?:die|unsere|meine|beide|zwei|drei|alle|ihre|eure|deine)\s(?!kund|mieter|preise)(?:[a-zäöüß-]+\s){0,4}$"
)
PROMISING = (
    frozenset(
        word
        for table in (en.TABLE, de.TABLE)
        for first, kind, _ in table
        if kind in (*_PROMISES, "noun", "opening", "record")
        for word in first.split()
    )
    | _WILL_WORDS
    | _GET_WORDS
    | _SHOULD_WORDS
    | _DE_OWN
    | _DE_WE
    | frozenset(
        [
            "ihnen",
            "dir",
            "dich",
            "euch",
            "wird",
            "werden",
            "werde",
            "wirst",
            "ist",
            "sind",
            "habe",
            "haben",
            "hab",
            "will",
            "wollen",
            "bin",
            "hat",
        ]
    )
)
"""Without one of these words, or a word on 'll, no text holds a promise."""
KNOWN_EN = frozenset(_EN) | _WILL_WORDS
KNOWN_DE = frozenset(_DE) | PROMISING
