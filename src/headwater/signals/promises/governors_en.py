# ruff: noqa: E501 -- a pattern is read as one line
"""What English words make of a time: a promise of ours, a wish, a question, a thing of the past."""

import re

from headwater.signals.promises.acts import ACT, ACTING, ACTINGS, LISTS, THIRDS
from headwater.signals.promises.domain import Governor
from headwater.signals.promises.words import Match, compiled, rows

_ADVERB = (
    r"(?:then|also|certainly|definitely|personally|gladly|happily|just|likely|probably|most likely|surely|still|now|both|all|again|always|"
    r"of course|however|therefore|hopefully|automatically|try to|try and|do (?:my|our) (?:very )?best to|do everything (?:i|we) can to|"
    r"make sure to|make sure (?:that )?(?:i|we)|be sure to|be able to|go ahead and|have to be|"
    r"aim to|be|have|get|actually|simply|quickly|directly|immediately|promptly|shortly|soon|either|in any case|get to work and)"
)
_BAD_OWN = (
    r"(?:need|file|dispute|complain|sue|leave|require|miss|wait|have to|be (?:closed|away|out|on (?:holiday|vacation|leave)|unavailable|unable|off|waiting|needing|glad|"
    r"happy|pleased|delighted|open|available|here|forced|late|grateful|sorry|in the office|traveling|travelling|back(?! (?:to|in touch|with)))|"
    r"see(?! (?:to (?:it|this|that)|(?:it|this|that) through|if|what|that|about|you (?:at|on|tomorrow|then|in|next|this|again|between|(?:mon|tues|wednes|thurs|fri|satur)day)))|never|not|no longer|only be able|appreciate|be able to (?:help|assist)|assume|consider|love|like|miss|remember|understand|continue|cease|stop|"
    r"close (?:the|this|your)|cancel|charge|expect you|have no|be in(?! touch| contact)|"
    r"(?:gladly|happily) (?:help|assist)|be happy)"
)
_BAD_THINGS = (
    r"(?:be (?:closed|charged|billed|debited|due|suspended|deleted|open|unavailable|required|needed|away|out(?! (?:for|to|with|on its|there|at))|on (?:holiday|vacation|leave|duty)|asked|locked|"
    r"terminated|expired|off\b|late|busy|home|at home|at work|a|an|the|no|very|too|so|slow|down|missing|in a |in an |cut|switched off|able to help|answered|\d+|happy|glad|pleased|necessary|increased|deducted|forfeited|lost)|"
    r"get charged|have to|need|expire|end|close|not|never|no longer|have (?:time|access|until)|start charging|help you|rise|go (?:up|down) by|increase|cost|fall|change|want|ask you|know|think|like|pay(?! (?:out|you|it|this|your|him|her|them|back|into))|"
    r"stay|remain|help|vary|depend|mean|lapse|renew|auto-renew|rain|speak|apply|miss|lose|leave your (?:account|bank)|wait|continue|cease|stop|always|still be|see(?! (?:you|him|her|them|mr|mrs|ms|your))|love|require|fail|begin to charge|include|cancel)"
)
_RECEIVE = r"(?:be (?:on (?:the|our|a)|using|live)|be (?:the|among the) first|be (?:first|next (?:in|on|up))|get|receive|have(?! (?:to|until))|hear|notice|be (?:told|given|offered|collected|picked up|served|moved|upgraded|shown|contacted|called|notified|refunded|informed|credited|updated|reimbursed|hearing|seen|visited|getting|receiving|emailed|able|sent|given|paid|kept|all set|assigned|connected|compensated|reconnected|good|up)|find|see|know|start (?:to see|seeing)|be back)"
_NOUN_PARTS = {
    "ACT": ACT,
    "ACTING": ACTING,
    "ADV": _ADVERB,
    "NOT": r"(?:not|never|no longer|hardly|rarely|only be able|unfortunately not)",
    "BADOWN": _BAD_OWN,
    "BADTHING": _BAD_THINGS,
    "RECEIVE": _RECEIVE,
    "NOUN": r"(?:eta|delivery|arrival|completion|callback|repair|refund|diagnosis|report|quote|estimate|results?|replacement|pickup|collection|installation|fitting|visit|appointment|inspection|handover|feedback|decision|shipment|dispatch|credit|exchange|fix|follow[- ]up|confirmation|technician|engineer|driver|fitter|plumber|response)",
    "STATE": r"(?:a[mst]|will|shall|wont|wanna|gonna|gotta|file|dispute|complain|are|is|was|were|be|been|ha[ds]|have|do|did|does|would|sh?ould|could|can|cannot|may|might|must|need|want|wish|like|love|hate|hope|think|thought|believe|know|knew|see|saw|understand|understood|appreciate|apologi[sz]e|thank|regret|feel|felt|look|mean|meant|agree|assume|guess|suppose|doubt|remember|forg[eo]t|miss|live|work|stay|remain|wait|accept|charge|offer|open|close|require|ask|say|said|told|sent|got|spoke|went|came|took|made|gave|wrote|found|left|lost|kept|paid|put|read|set|brought|bought|built|met|sold|heard|held|ran|began|tried|rang|drove|realize|realise|value|recommend|suggest|advise|notice|keep|get|use|own|care|hear|stand|rely|sell|cover|serve|respect|encourage|invite|welcome|and|or|as|in|on|to|of|for|from|with|not|never|no|only|always|usually|often|normally|too|who|that|which|all|really|already|sincerely|kindly|hereby|currently|the|a|an|more|if|but|so|at|by|about|until|after|before|when|once|don|didn|couldn|wouldn|can|won|haven|wasn|weren|isn|aren|hadn|ll|ve|re|doubt|worry|deal|fully|both|lack|deserve|decline|refuse|consider|expect|prefer|owe|urge|beg|speak|run|push|known|gone|done|execute|honou?r|support|take pride)",
    "PRON": r"(?:i|we|you|he|she|they|it|there|someone|somebody|anyone|that|this|my|our|your|the)",
    "DOES": r"(?:call|ring|send|ship|deliver|reply|respond|answer|process|refund|come|get back|let you know|fix|keep|contact|phone|e-?mail|follow up|update|check|forward|pick up|drop|bring|book|order|arrange|guarantee|promise|dispatch|return|look into|confirm|resend|replace|repair|collect|install|issue|post|transfer|pass|escalate|write|text|go live|finish|complete)",
    "STRONG": r"(?:be "
    + ACTING
    + r"|be (?:the first|forwarded|shared|logged|taken up|followed up|reported|repaired|fixed|restored|removed|updated|cleaned|withdrawn|corrected|amended|treated|handled|dealt with|investigated|looked (?:at|into)|passed|escalated|resolved|put right|honou?red|compensated|reinstated|reversed|adjusted|prioriti[sz]ed|lifted|rectified|rebooked|rerun|reissued|re-issued|over (?:shortly|soon)|straight (?:on|over|round|back))|be (?:sent|posted|e-?mailed|handed|returned|delivered|forwarded) (?:out |back )?to you|be (?:applied|added) to your (?:account|card|balance|next)|follow (?:by|in|under|separately|shortly|on)|be (?:refunded|credited|reimbursed|waived|replaced|knocked off)|revert|report|call|ring|phone|get (?:right )?back|get in touch|be in touch|be back (?:to|in touch|with)|contact|let (?:you|[a-z]+) know|keep (?:you|[a-z]+) (?:posted|updated|informed|in the loop)|update you|send|e-?mail|reply|respond|answer|follow[- ]up|look into|look at|check|find out|refund|replace|resend|reship|ship|sort|fix|take care|arrange|investigate|chase|forward|report back|come back|make sure|see to (?:it|this|that)|see what|speak (?:to|with)|talk to|pass|escalate|ask|raise|credit|reimburse|issue|inform|notify|have (?:it|this|that|one|them|someone)|get (?:this|that|it|someone|one)|drop you|give you|text|message|write|confirm|deal with|deliver|repair|receive|hear)",
}


def _c(pattern: str) -> re.Pattern[str]:
    return compiled(pattern, _NOUN_PARTS)


_WILL = _c(
    r"(?:will|shall|wll|il|i l|we l|'?ll|wil|iwll|willl|gonna|are going to|is going to|am going to|'m going to|'re going to|going to|is about to|are about to)(?P<adv>(?: <ADV>\b,?){0,4}) (?P<verb>[a-z'-]+(?: [a-z'-]+){0,3})"
)
_OWN = re.compile(
    r"(?:(?:^|[^\w'])(i|we|l|ii|and|or|but|then|both|my colleagues? and i|so)(?:'re|'m|\s(?:am|are))?(?:\s{1,3}(?:personally|certainly|definitely|then|also|of course|therefore|hereby|both|all|two|two of us|in turn|myself|still|now))?\s{0,3}|^|[^\w\s'])$"
)
_YOU = re.compile(r"(?:^|[^\w'])you(?:\s{1,3}(?:then|also|certainly|definitely|both|all|guys))?\s{0,3}$")
_BAD_OWN_RE, _BAD_THING_RE, _RECEIVE_RE, _STRONG_RE, _NOT_RE = (
    _c(part) for part in ("<BADOWN>", "<BADTHING>", "<RECEIVE>", "(?:<ADV> ){0,3}<STRONG>", "<NOT>")
)
_PERSON = re.compile(
    r"\b(?:he|she|someone|somebody|one of (?:us|our \w+)|colleagues?|teams?|managers?|technicians?|engineers?|drivers?|supervisors?|department|specialists?|fitters?|crew|desk|office)\s{0,3}$"
)
_BAD_PERSON_RE = _c(
    r"(?:not|never|no longer|need|have to|think|be (?:away|out(?! (?:to|with))|on (?:holiday|vacation|leave)|off|unavailable|closed|late|asked|glad|happy|in (?!touch|contact|on\b|to\b|by\b|between|at\b|first)[a-z]+)|pay|send us|call us|bring(?! (?:you|it|one|them|(?:[a-z]+ ){1,4}(?:up|over|round|along|across|to (?:you|your))\b))|want|like|know|see|vary|wait|always)"
)
_SOFT_RE = re.compile(
    r"(?:be|have(?! (?:a (?:word|look|chat)|someone|it|this|that|them|your))|do|try|go|work|stay|use|know|find|start|get|come|say|aim|find|meet|talk|offer|recommend|ask you|accept|assist|serve|treat)\b"
)
_NOBODY = re.compile(
    r"(?:^|\W)no\s\w+\s$|(?:^|\W)(?:nobody|no one|none|neither|if|whether|nothing|when|how|where|why)\s{0,3}(?:\w+\s{1,3}){0,2}$"
)


def future(match: Match) -> Governor | None:
    """Will, 'll, going to: a promise by whose doing it is and what is done."""
    low, start = match.string, match.start()
    left = low[max(0, start - 40) : start]
    doing = _doing(match)
    if any(_NOT_RE.match(low, n) for n in doing):
        return Governor(start, match.end("verb"), "other")
    who = _subject(left)
    if left.rstrip().endswith(("n't", " not", " never")):
        return Governor(start, match.end("verb"), "other")
    if who == "I" and left.rstrip().endswith(("may i", "shall i", "can i")):
        return None
    own = _OWN.search(left)
    begin = start - len(left) + own.start(1) if own and own[1] in ("i", "we") else start
    if _bad(low, who, doing, left):
        return Governor(start, match.end("verb"), "other")
    strong = _firm(low, who, doing) or any(_STRONG_RE.match(low, n) for n in doing)
    return Governor(max(0, begin), _end(match), "promise", who if who in ("I", "we") else "", strong)


def _firm(low: str, who: str, doing: list[int]) -> bool:
    """Whether it promises without any time: what we do, or what "you" are to get."""
    if who == "you":
        return any(_GETS_RE.match(low, n) for n in doing)
    return who in ("I", "we") and not any(_SOFT_RE.match(low, n) for n in doing)


def firm(low: str, doing: int) -> bool:
    """Whether what is done is promised without any time."""
    return _STRONG_RE.match(low, doing) is not None


_GETS_RE = re.compile(
    r"(?:be (?:the|among the) first|get (?:a|an|the|your|our|it)|receive|hear from|be (?:notified|contacted|informed|refunded|reimbursed|called|updated|told|credited))\b"
)


def _end(match: Match) -> int:
    return match.start("verb") + _VERB.match(match["verb"]).end()  # type: ignore[union-attr]  # it matches any word


def _doing(match: Match) -> list[int]:
    """Where what is done may begin: at each adverb, one of which may be the verb, and at the verb."""
    return [match.start("adv") + at.start() for at in _WORD.finditer(match["adv"])] + [match.start("verb")]


_WORD = re.compile(r"[a-z'-]+")
_VERB = re.compile(
    r"(?:let|make sure|see to it|ensure|get)(?: that)? (?:you|it|this|that|them)(?: have| know| get)?(?!\S)|\S+"
)


def _subject(left: str) -> str:
    if _YOU.search(left):
        return "you"
    own = _OWN.search(left)
    if own:
        return "we" if own[1] == "we" else "I"
    return "they"


def _bad(low: str, who: str, doing: list[int], left: str) -> bool:
    """Whether what somebody will do is none of our promises."""
    if who == "you":
        return not any(_RECEIVE_RE.match(low, n) for n in doing)
    if who in ("I", "we"):
        return any(_BAD_OWN_RE.match(low, n) for n in doing)
    bad = _BAD_PERSON_RE if _PERSON.search(left) else _BAD_THING_RE
    receives = any(_RECEIVE_RE.match(low, n) for n in doing)
    taken = owed(left) and any(_TAKEN.match(low, n) for n in doing)
    theirs = taken or (_CUSTOMER.search(left) is not None and not receives)
    helps = _HELPER.search(left) is not None and any(_FOR_YOU.match(low, n) for n in doing)
    theirs = theirs or (foreign(left) and not helps)
    theirs = theirs or any(_TO_US.match(low, n) for n in doing)
    return bool(_NOBODY.search(left)) or theirs or any(bad.match(low, n) for n in doing)


_HELPER = re.compile(
    r"\b(?:my|his|her|their)\s(?:[a-z-]+\s)?(?:secretary|consultant|nurse|doctor|surgeon|registrar|deputy|office|successor|stand-in|trainer|adviser|advisor|agent|clerk|technicians?|engineers?|surveyor|warehouse|desk|workshop|foreman|crew|coordinator|specialist|therapist|tutor|teacher|carer|rep)\s{0,3}$"
)
_TO_US = re.compile(
    r"let (?:us|me) know\b|(?!let\b|help\b|tell\b|take\b)[a-z-]+\s(?:[a-z]+\s){0,2}?(?<!from\s)(?:us|me)\b"
)  # what somebody does for us
_CUSTOMER = re.compile(
    r"\b(?:cust(?:omer)?s?\.?|clients?|tenants?|callers?|guests?|patients?|buyers?|senders?|applicants?|policyholders?|passengers?|residents?)(?:\'s\s[a-z]+)?\s{0,3}$"
)
_TAKEN = re.compile(r"be (?:taken|collected|debited|charged|withdrawn)\b")
_FOR_YOU = re.compile(
    r"(?:ring|call|phone|e-?mail|contact|write to|text|visit|send|see|meet|let|get back to|update|inform|speak (?:to|with)|reach|help|be in touch|come)\b"
)


def foreign(left: str) -> bool:
    """Whether the thing just named is not of our doing: "my flight", "the invoice"."""
    return _FOREIGN.search(left) is not None


def owed(left: str) -> bool:
    """Whether it is money that the customer owes."""
    return _OWED.search(left) is not None


_NO_SUBJECT = re.compile(
    r"(?:^|[,.;:(!]|\b(?:the|your|our|my|his|her|their|of|any|all|no|these|those|some|many|more|with|in|for|accept|phone|free|to|a|an|by|at|on|two|three|several|it usually|it always|who|which|that|normally|usually|always|shop|store|office|bank))\s{0,3}$"
)


PLURAL = re.compile(
    r"\b(?:the|your|our|both|these|new|his|her)\s(?:[a-z-]+\s){0,3}(?!orders|parcels handed)[a-z]{2,}s\s{1,3}$"
)
OUR_WORD = re.compile(
    rf"(?:{'|'.join(LISTS['en.who'])}|lab|payroll|catering|depot|stores|foreman|boss)(?:\s(?:just))?\s{{0,3}}$"
)  # who says what is promised
OURS = re.compile(OUR_WORD.pattern + r"|\bour\s(?:[a-z-]+\s)?[a-z-]+\s{0,3}$")
TOLD = re.compile(
    OUR_WORD.pattern
    + r"|\b(?:customers?|cust|cx|clients?|tenants?|guests?|callers?|patients?|pt|owner|him|her|them|mrs?\.?\s[a-z]+|ms\.?\s[a-z]+)(?:\s(?:has been|was|been))?\s{0,3}$"
)  # who was told it
RECORDED = re.compile(
    r"\b(?:promised|assured|guaranteed|told|agreed with)\s(?:him|her|them|mrs?|ms|the|cust\w*|client|tenant|guest|caller|patient|pt|owner)\b"
)


EVENT = re.compile(
    r"\b(?:migration|repair|installation|delivery|inspection|appointment|visit|upgrade|switch|works?|replacement|handover|collection|move|call|training|workshop|team|crew|contractors?|builders?|fitting|session|service|update|rollout|maintenance)\b(?! is)"
)


def subject(left: str) -> bool:
    """Whether a noun or name stands before a verb, which else may be a noun itself: "the calls"."""
    if _TIMETABLE.search(left):
        return False
    named = _NO_SUBJECT.search(left) is None or _BY_NAME.search(left) is not None
    return named and not foreign(left) and not customer(left)


_TIMETABLE = re.compile(r"\b(?:flights?|trains?|bus|ferry|coach)\s(?:[a-z0-9]+\s){0,3}$")
_BY_NAME = re.compile(r"\bour\s[a-z]+,\s[^,.;]{3,30},\s$")  # "our auditor, Ms Pell, visits"


def customer(left: str) -> bool:
    """Whether the customer is who does it."""
    return _CUSTOMER.search(left) is not None


_OWED = re.compile(
    r"\b(?:payment|direct debit|instal+ment|tax|rate|premium|deposit|invoice|fee|amount|rent|bill|balance)s?\s{0,3}$"
)
_FOREIGN = re.compile(
    r"\b(?:my|his|her|their)\s(?!colleague|manager|supervisor|team|boss|technician|engineer|driver|assistant|partner|department|co-?worker|developer|teammate|lead|staff|apprentice|fitter)[a-z-]+(?:\s[a-z-]+)?\s{0,3}$"
    r"|\b(?:there|train|flight|bus|sale|offer|strike|meeting|chat|hotline|phone lines|lines|counter|shop|store|branch|reception|manufacturer|supplier|vendor|insurer|insurance|council|authority|bank|hmrc|customs|seller|adjuster|marketplace|interest|fee|surcharge|penalty|term|(?:vendor|supplier|manufacturer|insurer|landlord|seller)'s\s[a-z]+|police|court|university|airline|embassy|tax office|school|neighbou?r|dvla|openreach|national grid|hmrc|ofgem|ofcom|judge|tribunal|jury|magistrates?|publisher|importer|wholesaler|brewery|utility|royal mail|post office|landlords|ombudsman|guarantee|warranty|course|office|weather|gp|landlord|employer|price|prices|rates|snow|rain|storms?|traffic|delays?|disruption|trial|subscription|deadline|event|party|fair|auction|webinar|election|concert|conference|ceremony|agm|festival|match|game|exhibition)s?\s{0,3}$"
)


def short_form(match: Match) -> Governor | None:
    """I'll, we'll, it'll, Anna'll: the subject is in the word."""
    low, start = match.string, match.start()
    who = {"i": "I", "we": "we", "you": "you"}.get(match["who"], "they")
    doing = _doing(match)
    if _NOT_RE.match(low, doing[0]) or _bad(low, who, doing, match["who"] + " "):
        return Governor(start, match.end("verb"), "other")
    strong = _firm(low, who, doing) or any(_STRONG_RE.match(low, n) for n in doing)
    return Governor(start, _end(match), "promise", who if who in ("I", "we") else "", strong)


SHORT = _c(r"(?P<who>[a-z]+)'?ll(?P<adv>(?: <ADV>\b,?){0,4}) (?P<verb>[a-z'-]+(?: [a-z'-]+){0,3})")
_ILL = (
    r"(?P<who>i|we|you|they|it|that)ll (?P<adv>)(?P<verb>(?:(?!do\b)"
    + ACT
    + r"|lyk|bell|call|send|get|ring|check|let|have|be|do|look|fix|reply|email|come|drop|ship|make|give|try|keep|sort|text|message|write|follow|forward|update|refund)(?: [a-z'-]+){0,2})"
)
ILL = _c(_ILL)
WILL = _WILL

# first words, kind, pattern; "own" is a promise of "I" or "we", whichever stands in it
_OBJECT = (
    r"(?:it|that|this|you|your|ur|him|her|them|the|a|an|one|another|someone|back|into|up|round|over|out|off|down|in)"
)
TABLE = [
    *rows("governors_en.tsv"),
    (
        " ".join(ACTINGS),
        "opening",
        rf"[a-z-]+ {_OBJECT}(?! (?:your|the) (?:call|e-?mail|message|letter|conversation|chat))",
    ),
    (" ".join(THIRDS), "does", r"[a-z]+s(?! (?:of|are|and|is|were|to|have|will)\b)"),
]
