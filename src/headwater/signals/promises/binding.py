# ruff: noqa: E501 -- a pattern is read as one line
"""Which time belongs to which promise: the nearest deciding word before it; a time in front, the first one after it."""

import re
from dataclasses import replace

from headwater.signals.promises.domain import Bound, Governor, Phrase, When
from headwater.signals.promises.nominal import nominal, of_the_day
from headwater.signals.promises.relative import RULE as RELATIVE
from headwater.signals.promises.relative import SAME
from headwater.signals.promises.together import more_of_it, on_that_day

_LIGHT = re.compile(
    r"(?:\s|[,:()*•-]|\b(?:and|so|then|ok|okay|yes|no|sure|problem|thanks|thank|you|hi|hello|hey|dear|great|well|also|but|yep|yup|right|perfect|sorry|latest|at the|und|dann|ja|gut|danke|hallo|also|"
    r"alles|klar|gerne?|aber|super|kein|problem|prima|voraussichtlich|spätestens|vermutlich|wahrscheinlich|schon|gleich|noch|erst|allerspätestens|bis|am|on|by|hopefully|update|good|news|of course|natürlich|hopefully|in ordnung|perfekt|moin|servus|see|guten tag|tag|liebe[r]?|frau|herr|nur|direkt|mr|mrs|ms)\b){0,40}"
)
_LINKED = re.compile(r"[,;]?\s(?:and|und|but|aber|or|oder|sonst|otherwise|sowie)\s")
_NOT = re.compile(
    r"(?<!\w)(?:nicht|kein(?:e[nrms]?)?|nichts|nie|niemals|niemand|keinesfalls|unmöglich|leider noch nicht|erbeten|gewünscht|erwünscht|wäre[nt]? (?:\w+ )?möglich|(?:not|no longer|n't) possible)(?!\w)(?! (?:später|nur|vergessen|mehr als|länger|sorge|problem|zuletzt|sorgen|möglich gewesen))"
)
_CLAUSE_END = re.compile(r"[,;:.!?]|\b(?:und|aber|sondern|and|but|wenn|falls|sobald|damit|weil)\b")
_FREE = re.compile(r"[;:]|,\s(?:wir|ich|we|i)\b|\b(?:und|aber|and|but|so|deshalb|daher|trotzdem|therefore)\b")
_PERFECT = re.compile(r"\w*ge\w+(?:t|en)\s(?:haben|hat|habe|hatten|worden)\b")
_COMMA = re.compile(r"[,;:]|\s-\s")


def bind(
    low: str, start: int, end: int, governors: list[Governor], phrases: list[Phrase], language: str = "en"
) -> list[Bound]:
    """The promises of one sentence that have a time; where none has, the strong ones and the conditional ones."""
    if _WISH.search(low, start, end):
        return []
    timed: list[Bound] = []
    for n, phrase in enumerate(phrases):
        if _ALL_WEEK.search(low, phrase.start, phrase.end):
            continue
        one = _bound(low, start, end, governors, phrase)
        one = one or _verbless(low, start, end, governors, phrases[max(0, n - 1) : n + 1], language)
        if one and not more_of_it(low, timed, one):
            timed.append(on_that_day(timed, one))
    if any(one.phrase and one.phrase.rule == "another thing's time" for one in timed):
        timed = [one for one in timed if one.phrase and one.phrase.rule not in COUNTED]
    dated = [one for one in timed if one.phrase and not one.phrase.when.vague]
    if timed:
        kept = [one for one in timed if one in dated or not dated or _by_itself(one, dated)]
        return kept + _besides(low, end, governors, kept)
    since = max((one.end for one in phrases if one.before == "not"), default=-99)
    return _untimed(low, end, [one for one in governors if not 0 <= one.start - since <= _STRAIGHT])


def _by_itself(one: Bound, dated: list[Bound]) -> bool:
    """A promise without a day beside one that has a day: "we send the links the day before, you get the list on Monday"."""
    if one.phrase is None or one.phrase.rule == "repeated":
        return one.phrase is not None
    alone = one.governor not in [other.governor for other in dated]
    return alone and one.governor.strong and one.phrase.rule in _ANCHORED


_ANCHORED = (RELATIVE, "another thing's time")
_WISH = re.compile(
    r"\b(?:if you(?:'d| would)? (?:like|want|wish|prefer)|(?:wenn|falls|sofern) (?:sie|du|ihr) (?:das |es )?(?:möchten|möchtest|möchtet|wollen|willst|wünschen|mögen|magst)|auf wunsch)\b|\b(?:reminder|erinnerung)(?:\s(?:that|about|of|an)\b|:)"
)  # an offer


_ALL_WEEK = re.compile(
    r"(?<!between\s)\bmon?(?:day|tag)?\.?\s?(?:to|through|thru|bis|-)\s?(?:fri|sat|sun|fr|sa|so)"
)  # hours of opening


def _bound(low: str, start: int, end: int, governors: list[Governor], phrase: Phrase) -> Bound | None:
    deciding = _before(low, governors, phrase)
    if deciding is None or (deciding.kind in ("other", "if") and _COMMA.search(low, deciding.end, phrase.start)):
        deciding = _after(low, start, governors, phrase) or deciding
    if deciding is not None and _COMMA.search(low, deciding.end, phrase.start):
        deciding = _opened(low, start, governors, phrase) or deciding
    if deciding is not None and phrase.when.days and phrase.before == "on":
        deciding = _when_it_is(low, governors, deciding, phrase) or deciding
    if deciding is None or deciding.kind not in ("promise", "weak"):
        deciding = _record(low, governors, phrase) or deciding
    if phrase.before == "not" and not (deciding and _from(low, deciding, phrase)):
        return None
    if deciding is None or deciding.kind not in ("promise", "weak", "record") or _negated(low, end, deciding, phrase):
        return None
    if _held(low, governors, deciding) or (deciding.kind == "weak" and _overruled(low, governors, phrase)):
        return None
    if (
        phrase.rule == RELATIVE
        and phrase.when.vague
        and not deciding.who
        and SAME.search(low, phrase.start, phrase.end)
    ):
        return None
    if phrase.rule == "repeated" and not _WILL.search(low, deciding.start, deciding.end):
        return None
    condition = _condition(governors)
    if condition and phrase.rule in COUNTED and condition.start < phrase.start:
        phrase = replace(phrase, when=When(vague=True))
    return Bound(deciding, phrase, condition)


def _when_it_is(low: str, governors: list[Governor], deciding: Governor, phrase: Phrase) -> Governor | None:
    """The promise that waits for what is on that day: "she will reply when she is back on Monday"."""
    if deciding.who and deciding.kind == "promise":
        return None
    condition = next((one for one in reversed(governors) if one.kind == "condition" and one.start < phrase.start), None)
    if condition is None or deciding.start < condition.start or _COMMA.search(low, condition.end, phrase.start):
        return None
    if not _DAY_OF.match(low, condition.start):
        return None
    ours = [one for one in governors if one.kind == "promise" and not phrase.start <= one.start < phrase.end]
    before = [one for one in ours if one.end <= condition.start]
    return before[-1] if before else next((one for one in ours if one.start > phrase.end), None)


_DAY_OF = re.compile(r"(?:when|once|as soon as|wenn|sobald)\b")


def _verbless(
    low: str, start: int, end: int, governors: list[Governor], last: list[Phrase], language: str
) -> Bound | None:
    """Of a clause that has no verb; `last`: the phrase and the one before it."""
    phrase, condition = last[-1], _condition(governors)
    if (phrase.before == "not" and not _OPENS_AT.match(low, phrase.start)) or phrase.rule == "another thing's time":
        return None
    one = nominal(low, start, end, governors, phrase, language)
    if one is None or _held(low, governors, one):
        return None
    return Bound(one, (of_the_day(last[0], phrase) if len(last) > 1 else None) or phrase, condition)


_OPENS_AT = re.compile(r"from\s")  # what begins then


def _from(low: str, governor: Governor, phrase: Phrase) -> bool:
    """What is there from a day on is promised for it."""
    if not low.startswith("from", phrase.start):
        return False
    first = phrase.start < governor.start
    return first or _READY.search(low, governor.start, phrase.start) is not None


_READY = re.compile(
    r"(?:\b(?:will|shall)|'ll)\b|\b(?:collected?|picked up|pick|fetch(?:ed)?|ready|will be (?:at|waiting|there)|bookable|back|on site|find|shows?|visible|online|live|portal|working|running|yours|look out|watch out|starts?|again|available for)\b"
)


def _besides(low: str, end: int, governors: list[Governor], timed: list[Bound]) -> list[Bound]:
    """A second promise, in a clause of its own after the one with a time: "…, and we'll knock 15% off"."""
    last = max(max(one.governor.end, one.phrase.end) for one in timed if one.phrase)
    later = [
        one
        for one in governors
        if one.start >= last
        and one.who
        and (_COMMA.search(low, last, one.start) or (_condition([x for x in governors if x.start > one.start])))
    ]
    if not later or later[0].kind != "promise" or _SAME.search(low, last, end):
        return []
    return _untimed(low, end, later)


_SAME = re.compile(
    r"\b(?:dann|then|selben tag|same day|kümmere mich)\b|\b(?:schicken|senden|bringen|liefern|mailen) (?:sie|es|ihn) ihnen\b|\brufen sie an\b|\bmelden uns\b"
)  # it is about what was said before


def _opened(low: str, start: int, governors: list[Governor], phrase: Phrase) -> Governor | None:
    """The verb straight after a time that opens its clause: "…, Montag ist dort Schulung"."""
    after = next((one for one in governors if 0 <= one.start - phrase.end <= _STRAIGHT), None)
    comma = max(low.rfind(mark, start, phrase.start) for mark in ",;:")
    return after if after and comma >= 0 and _LIGHT.fullmatch(low, comma + 1, phrase.start) else None


COUNTED = ("within", "in", "up to", "business days")
_STRAIGHT = 2  # characters


def _overruled(low: str, governors: list[Governor], phrase: Phrase) -> bool:
    """The verb that ends the clause is none of a promise: "dass Sie bis Freitag warten mussten"."""
    if _PERFECT.search(low, phrase.end, phrase.end + 60):
        return True
    after = next((one for one in governors if one.start >= phrase.end), None)
    return after is not None and after.kind == "other" and not _COMMA.search(low, phrase.end, after.start)


def _held(low: str, governors: list[Governor], deciding: Governor) -> bool:
    """Whether it is only hoped, told, denied or supposed: "I hope it will …", "usually we …", "if it arrives …"."""
    return any(
        (one.start <= deciding.start and not _FREE.search(low, one.end, deciding.start + _AHEAD))
        or (_HABIT.match(low, one.start) and not _COMMA.search(low, deciding.end, max(deciding.end, one.start)))
        for one in governors
        if one.kind == "hold"
        or (
            one.kind in _SUPPOSED
            and not (deciding.who or deciding.strong)
            and not _COMMA.search(low, one.end, deciding.start)
        )
    )


_AHEAD = 3  # characters of the verb, which may begin with who speaks
_HABIT = re.compile(
    r"(?:usually|normally|typically|generally|immer|stets|jeweils|regelmäßig|normalerweise|üblicherweise|gewöhnlich|meist|grundsätzlich|in der regel)\b"
)
_SUPPOSED = ("if", "condition")


def _before(low: str, governors: list[Governor], phrase: Phrase) -> Governor | None:
    """The nearest one before; a condition decides to the end of its clause only, a weak one where no other does."""
    weak = None
    for one in reversed(governors):
        if one.start > phrase.start or one.kind == "record":
            continue
        if one.kind == "condition" and _COMMA.search(low, one.end, phrase.start):
            continue
        if one.kind != "weak":
            return one
        weak = weak or one
    return weak


def _after(low: str, start: int, governors: list[Governor], phrase: Phrase) -> Governor | None:
    """The first one after a time that opens its clause: "By Friday we will"."""
    clause = start
    for comma in _COMMA.finditer(low, start, phrase.start):
        clause = comma.end()
    if not _LIGHT.fullmatch(low, clause, phrase.start):
        return next(
            (
                one
                for one in governors
                if one.who and low[phrase.end : one.start].strip(" ") == "" and one.start >= phrase.end
            ),
            None,
        )
    for one in governors:
        if (
            one.kind != "record"
            and one.start >= phrase.end
            and not (one.kind == "condition" and _COMMA.search(low, one.end))
        ):
            return None if _LINKED.search(low, phrase.end, one.start) else one
    return None


def _record(low: str, governors: list[Governor], phrase: Phrase) -> Governor | None:
    """Of a note: "Rückruf durch die Leitung heute bis 17 Uhr zugesagt"."""
    return next(
        (
            one
            for one in governors
            if one.kind == "record"
            and 0 <= one.start - phrase.end <= _NEAR
            and not _COMMA.search(low, phrase.end, one.start)
        ),
        None,
    )


_NEAR = 30  # characters between a time and the word that records its promise


def _negated(low: str, end: int, governor: Governor, phrase: Phrase) -> bool:
    """German says "nicht" after verb and time: "Das schaffe ich bis Freitag nicht"."""
    begin, last = min(governor.start, phrase.start), max(governor.end, phrase.end)
    stop = _CLAUSE_END.search(low, last, end)
    return _NOT.search(low, begin, stop.start() if stop else end) is not None


def _condition(governors: list[Governor]) -> Governor | None:
    return next((one for one in governors if one.kind == "condition"), None)


def _untimed(low: str, end: int, governors: list[Governor]) -> list[Bound]:
    """As soon as it is here, we will send it: no date, but a promise."""
    condition = next((one for one in governors if one.kind == "condition"), None)
    found = []
    for one in governors:
        firm = one.strong or (condition and _waits(low, condition, one))
        if one.kind == "promise" and firm and not _NOT.search(low, one.start, _clause_end(low, one, end)):
            if _held(low, governors, one):
                continue
            if _ASKED.search(low, max(0, one.start - 40), one.start):
                continue
            if governors and _OFFER.search(low, governors[0].start, end):
                continue
            found.append(Bound(one, None, condition))
    return found[:1]


def _waits(low: str, condition: Governor, one: Governor) -> bool:
    """Firm where it is said what it waits for: "sobald er da ist, kommt der Techniker"."""
    apart = condition.start < one.start and _COMMA.search(low, condition.end, one.start)
    return (
        _WILL.search(low, one.start, one.end) is not None
        or (one.who == "we" and one.end < condition.start)
        or bool(apart and _SOBALD.match(low, condition.start))
    )


_WILL = re.compile(r"\b(?:will|shall)\b|'ll\b")
_SOBALD = re.compile(r"(?:sobald|nachdem)\b")
_ASKED = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us)|say the word|give (?:me|us) a (?:shout|call|ring)|(?:sagen|geben) sie (?:mir|uns)|sagt? (?:mir|uns)|gib (?:mir|uns))\b[^.;?]{0,24}\b(?:and|und)\s$"
)  # it is done only where the customer says so
_OFFER = re.compile(
    r"\b(?:unless|if (?:you(?:'d)? (?:would|want|like|prefer|need|wish|have|can|are|still|could)|needed|necessary|not|anything|there (?:is|are) any)|(?:wenn|falls|sofern) (?:sie|du|ihr|noch|nötig|etwas|es (?:fragen|probleme|noch|weitere)|weitere|nicht)|sollten sie|bei (?:fragen|bedarf|rückfragen))\b"
)


def _clause_end(low: str, one: Governor, end: int) -> int:
    stop = _CLAUSE_END.search(low, one.end, end)
    return stop.start() if stop else end
