# ruff: noqa: E501 -- a pattern is read as one line
"""What English words make of a time: a promise of ours, a wish, a question, a thing of the past."""

import re

from headwater.signals.promises.domain import Governor
from headwater.signals.promises.words import Match, compiled

_ADVERB = (
    r"(?:then|also|certainly|definitely|personally|gladly|happily|just|likely|probably|most likely|surely|still|now|both|all|again|always|"
    r"of course|however|therefore|hopefully|automatically|try to|try and|do (?:my|our) (?:very )?best to|do everything (?:i|we) can to|"
    r"make sure to|make sure (?:that )?(?:i|we)|be sure to|be able to|go ahead and|have to be|"
    r"aim to|be|have|get|actually|simply|quickly|directly|immediately|promptly|shortly|soon|either|in any case|get to work and)"
)
_BAD_OWN = (
    r"(?:need|require|miss|wait|have to|be (?:closed|away|out|on (?:holiday|vacation|leave)|unavailable|unable|off|waiting|needing|glad|"
    r"happy|pleased|delighted|open|available|here|forced|late|grateful|sorry|in the office|traveling|travelling|back(?! (?:to|in touch|with)))|"
    r"see(?! (?:to it|if|that|about))|never|not|no longer|only be able|appreciate|be able to (?:help|assist)|assume|consider|love|like|miss|remember|understand|continue|cease|stop|"
    r"close (?:the|this|your)|cancel|charge|expect you|have no|be in(?! touch)|"
    r"(?:gladly|happily) (?:help|assist)|be happy)"
)
_BAD_THINGS = (
    r"(?:be (?:closed|charged|billed|debited|due|suspended|deleted|open|unavailable|required|needed|away|out(?! (?:for|to|with|on its|there|at))|on (?:holiday|vacation|leave|duty)|asked|locked|"
    r"terminated|expired|off\b|late|busy|home|at home|at work|a|an|the|no|very|too|so|slow|down|missing|in a |in an |cut|switched off|able to help|happy|glad|pleased|necessary|increased|deducted|forfeited|lost)|"
    r"take place|get charged|have to|need|expire|end|close|not|never|no longer|have (?:time|access|until)|start charging|help you|rise|increase|cost|fall|change|want|know|think|like|pay|"
    r"stay|remain|help|vary|depend|mean|lapse|renew|auto-renew|rain|speak|apply|miss|lose|wait|continue|cease|stop|always|still be|see|love|require|fail|begin to charge|include|cancel)"
)
_RECEIVE = r"(?:get|receive|have(?! (?:to|until))|hear|be (?:told|given|offered|collected|picked up|served|moved|upgraded|shown|contacted|called|notified|refunded|informed|credited|updated|reimbursed|hearing|getting|receiving|emailed|able|sent|given|paid|kept|all set|assigned|connected|compensated|reconnected|good|up)|find|see|know|start (?:to see|seeing)|be back)"
_NOUN_PARTS = {
    "ADV": _ADVERB,
    "NOT": r"(?:not|never|no longer|hardly|rarely|only be able|unfortunately not)",
    "BADOWN": _BAD_OWN,
    "BADTHING": _BAD_THINGS,
    "RECEIVE": _RECEIVE,
    "PRON": r"(?:i|we|you|he|she|they|it|there|someone|somebody|anyone|that|this|my|our|your|the)",
    "DOES": r"(?:call|ring|send|ship|deliver|reply|respond|answer|process|refund|come|get back|let you know|fix|keep|contact|phone|e-?mail|follow up|update|check|forward|pick up|drop|bring|book|order|arrange|guarantee|promise|dispatch|return|look into|confirm|resend|replace|repair|collect|install|issue|post|transfer|pass|escalate|write|text|go live|finish|complete)",
    "STRONG": r"(?:revert|report|call|ring|phone|get (?:right )?back|get in touch|be in touch|be back (?:to|in touch|with)|contact|let (?:you|[a-z]+) know|keep (?:you|[a-z]+) (?:posted|updated|informed|in the loop)|update you|send|e-?mail|reply|respond|answer|follow[- ]up|look into|look at|check|find out|refund|replace|resend|reship|ship|sort|fix|take care|arrange|investigate|chase|forward|report back|come back|make sure|see to it|see what|speak (?:to|with)|talk to|pass|escalate|ask|raise|credit|reimburse|issue|inform|notify|have (?:it|this|that|one|them|someone)|get (?:this|that|it|someone|one)|drop you|give you|text|message|write|confirm|deal with|deliver|repair|receive|hear)",
}


def _c(pattern: str) -> re.Pattern[str]:
    return compiled(pattern, _NOUN_PARTS)


_WILL = _c(
    r"(?:will|shall|'?ll|wil|iwll|willl|gonna|are going to|is going to|am going to|'m going to|'re going to|going to|is about to|are about to)(?P<adv>(?: <ADV>\b,?){0,4}) (?P<verb>[a-z'-]+(?: [a-z'-]+){0,3})"
)
_OWN = re.compile(
    r"(?:(?:^|[^\w'])(i|we|l|ii|and|or|but|then|both|my colleagues? and i|so)(?:'re|'m|\s(?:am|are))?(?:\s{1,3}(?:personally|certainly|definitely|then|also|of course|therefore|hereby|both|all|two|two of us|in turn|myself|still|now))?\s{0,3}|^|[^\w\s'])$"
)
_YOU = re.compile(r"(?:^|[^\w'])you(?:\s{1,3}(?:then|also|certainly|definitely|both|all|guys))?\s{0,3}$")
_BAD_OWN_RE, _BAD_THING_RE, _RECEIVE_RE, _STRONG_RE, _NOT_RE = (
    _c(part) for part in ("<BADOWN>", "<BADTHING>", "<RECEIVE>", "(?:<ADV> ){0,3}<STRONG>", "<NOT>")
)
_NOBODY = re.compile(
    r"(?:^|\W)(?:nobody|no one|none|neither|if|whether|nothing|when|how|where|why)\s{0,3}(?:\w+\s{1,3}){0,2}$"
)


def future(match: Match) -> Governor | None:
    """Will, 'll, going to: a promise by whose doing it is and what is done."""
    low, start = match.string, match.start()
    left = low[max(0, start - 40) : start]
    doing = _doing(match)
    if any(_NOT_RE.match(low, n) for n in doing):
        return Governor(start, match.end("verb"), "other")
    who = _subject(left)
    if who == "I" and left.rstrip().endswith(("may i", "shall i", "can i")):
        return None
    own = _OWN.search(left)
    begin = start - len(left) + own.start(1) if own and own[1] in ("i", "we") else start
    if _bad(low, who, doing, left):
        return Governor(start, match.end("verb"), "other")
    strong = any(_STRONG_RE.match(low, n) for n in doing)
    return Governor(max(0, begin), _end(match), "promise", who if who in ("I", "we") else "", strong)


def _end(match: Match) -> int:
    return match.start("verb") + _VERB.match(match["verb"]).end()  # type: ignore[union-attr]


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
    return bool(_NOBODY.search(left)) or foreign(left) or any(_BAD_THING_RE.match(low, n) for n in doing)


def foreign(left: str) -> bool:
    """Whether the thing just named is not of our doing: "my flight", "the invoice"."""
    return _FOREIGN.search(left) is not None


def owed(left: str) -> bool:
    """Whether it is money that the customer owes."""
    return _OWED.search(left) is not None


_OWED = re.compile(r"\b(?:payment|invoice|fee|amount|rent|bill|balance)s?\s{0,3}$")
_FOREIGN = re.compile(
    r"\b(?:my|his|her|their)\s(?!colleague|manager|supervisor|team|boss|technician|engineer|driver|assistant|partner|department|co-?worker|developer|teammate|lead|staff|apprentice|fitter)[a-z-]+(?:\s[a-z-]+)?\s{0,3}$"
    r"|\b(?:there|train|flight|bus|sale|offer|strike|meeting|customer|price|prices|trial|subscription|contract|deadline)s?\s{0,3}$"
)


def short_form(match: Match) -> Governor | None:
    """I'll, we'll, it'll, Anna'll: the subject is in the word."""
    low, start = match.string, match.start()
    who = {"i": "I", "we": "we", "you": "you"}.get(match["who"], "they")
    doing = _doing(match)
    if _NOT_RE.match(low, doing[0]) or _bad(low, who, doing, match["who"] + " "):
        return Governor(start, match.end("verb"), "other")
    strong = any(_STRONG_RE.match(low, n) for n in doing)
    return Governor(start, _end(match), "promise", who if who in ("I", "we") else "", strong)


SHORT = _c(r"(?P<who>[a-z]+)'?ll(?P<adv>(?: <ADV>\b,?){0,4}) (?P<verb>[a-z'-]+(?: [a-z'-]+){0,3})")
_ILL = r"(?P<who>i|we)ll (?P<adv>)(?P<verb>(?:call|send|get|ring|check|let|have|be|do|look|fix|reply|email|come|drop|ship|make|give|try|keep|sort|text|message|write|follow|forward|update|refund)(?: [a-z'-]+){0,2})"
ILL = _c(_ILL)
WILL = _WILL

# first words, kind, pattern; "own" is a promise of "I" or "we", whichever stands in it
TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "confirm confirms confirming",
        "promise",
        r"(?:confirm|confirms|confirming) (?:the|your|our|an?) (?:[a-z]+ )?(?:collection|delivery|appointment|visit|booking|slot|callback|call|pick-?up|repair|installation|date|fitting|service)",
    ),
    ("there", "opening", r"there (?:in|by|within) (?:\d{1,2}|a|an|half|five|ten|about|around)"),
    ("aims plans expects promises guarantees", "thing", r"(?:aims|plans|expects|promises|guarantees) to"),
    ("should", "other", r"should have(?! (?:it|this|that|an?|your|everything|the|them|news|all)\b)"),
    (
        "look watch keep",
        "promise",
        r"(?:look out|watch|keep an eye out|watch out) for (?:our|my|an?|the) (?:e-?mail|call|message|letter|text|update|parcel|sms)",
    ),
    ("plan target goal aim", "promise", r"(?:plan|target|goal|aim|target date) (?:is|for)"),
    (
        "done ready fixed sorted finished delivered all",
        "opening",
        r"(?:all )?(?:done|ready|fixed|sorted|finished|delivered) (?:by|before|within|in \d|on (?:mon|tue|wed|thu|fri)|tomorrow|tonight|today)",
    ),
    (
        "said told claimed says promised heard hope hoped hoping hopes wish doubt unlikely unsure usually normally typically generally supposed no",
        "hold",
        r"(?:said|told|claimed|says|promised (?:me|us|that)|heard|hop(?:e|ed|ing|es)|wish|doubt|unlikely|unsure|usually|normally|typically|generally|supposed|no (?:way|chance|guarantee|idea))",
    ),
    (
        "i we not don't can't cannot can never won't do couldn't wouldn't doesn't unable not",
        "hold",
        r"(?:(?:i|we) )?(?:not|am not|are not|don't|can't|cannot|can not|never|do not|won't|couldn't|wouldn't|unable to)(?: (?:yet|currently|really|be able to|able to|to))* (?:promise|guarantee|say|confirm|expect|commit|think|believe|know|sure|certain|clear|tell|give you)",
    ),
    (
        "will shall can could may might should would do does did are is am was were have has when why how what where who which won't can't couldn't",
        "question",
        r"(?:(?:when|why|how|what|where|who|which)(?: [a-z]+){0,3}? )?(?:will|shall|can|could|may|might|should|would|do|does|did|are|is|am|was|were|have|has|won't|can't|couldn't) (?:i|we|you|he|she|they|it|there|someone|somebody|anyone)",
    ),
    (
        "please pls plz kindly",
        "neutral",
        r"(?:please|pls|plz|kindly) (?:note|rest assured|be (?:assured|informed|advised|aware)|bear with|accept|know|don't worry|do not worry|expect|find)",
    ),
    (
        "i we",
        "neutral",
        r"(?:i|we) (?:wanted|just wanted|am writing|'m writing|would like|am pleased|are pleased|am happy|are happy|can)(?: just)? (?:to )?(?:let you know|tell you|inform you|confirm|say|update you)(?: that)?",
    ),
    (
        "i i'd we we'd",
        "neutral",
        r"(?:i'd|we'd|i would|we would) like to (?:let you know|inform you|confirm)(?: that)?",
    ),
    (
        "please pls plz kindly",
        "promise",
        r"(?:please|pls|plz|kindly) (?:allow|expect (?:our|my|a|an|the|delivery|up|to|your)|give (?:us|me))",
    ),
    ("please pls plz kindly", "mood", r"(?:please|pls|plz|kindly)"),
    ("allow", "promise", r"allow (?:us|me|up to|about|another|\d{1,3}|two|three|five)"),
    ("give", "promise", r"give (?:us|me) (?:until|till|a|an|one|two|three|another|\d{1,3}|some|the|just|about)"),
    (
        "let",
        "strong",
        r"let me (?:just )?(?:call|ring|get back|check|look into|send|find out|confirm|sort|ask|follow up|speak|talk|forward|investigate|arrange|come back|see what)",
    ),
    (
        "i i'm im we we're were",
        "own",
        r"(?:i'm|im|i am|we're|we are)(?: (?:currently|now|also|just|definitely|personally|hoping to|planning to|aiming to|going to))? (?!going|hoping|closing|writing|waiting|looking forward|sorry|afraid|asking|having|trying|using|experiencing|missing|thinking|wondering|running|being|leaving|travelling|traveling|morning|evening|nothing)(?:[a-z]+ing|planning|scheduled to|expected to|due to|set to|committed to|on track to|back to you|there)(?! you (?:to|for|that))",
    ),
    (
        "i we",
        "own",
        r"(?:i|we)(?: (?:hereby|can|do|also|definitely|fully|currently|certainly|now|usually|still))? (?:promise|guarantee|commit|aim|plan|intend|pledge|undertake|expect to|expect (?:it|delivery|stock|a fix|the (?:part|fix|delivery|parts|shipment|goods|repair|service|results?|replacement))|anticipate|assure|confirm that|estimate)",
    ),
    ("we", "mood", r"we (?:usually|normally|typically|generally|always|often|only) (?:<DOES>)"),
    ("i we", "own", r"(?:i|we) (?:then |also |now |personally )?<DOES>"),
    (
        "i've we've i we",
        "own",
        r"(?:i've|we've|i have|we have|i|we)(?: (?:now|just|already|also|provisionally|gone ahead and))? (?:booked|rebooked|brought forward|scheduled|arranged|rescheduled|moved|set up|set (?:a|an|your|the|myself|aside)|put (?:you|it|a|your) (?:down|in|reminder)|reserved|lined up|organised|organized|planned|made a note|set a reminder|noted|promised to|agreed to|asked [a-z ]{2,20} to|instructed [a-z ]{2,20} to)",
    ),
    (
        "you",
        "promise",
        r"you (?:can|may|should|could|might)(?: also| then| now| certainly| safely)? (?:expect|count on|look forward to|rely on|hear|receive|get|have|see|find|anticipate)(?! (?:delays|longer|disruption|queues|changes|some delay|problems))",
    ),
    (
        "you",
        "promise",
        r"you(?: (?:should|'ll)| are going to| have my word| have our word)(?: <ADV>){0,2} (?:<RECEIVE>|that|on|i|we)",
    ),
    (
        "you",
        "promise",
        r"you(?:'re| are) (?:going to )?(?:getting|get|receiving|booked (?:in )?|scheduled|all set|confirmed|down) (?:for|a|an|the|your|our|my)?",
    ),
    ("you", "promise", r"you (?:get|receive|hear from (?:me|us))(?! (?:to|in touch|back to))"),
    ("expect", "opening", r"expect (?:a|an|our|my|the|delivery|your|to|it|this|something|news|another|feedback)"),
    (
        "should ought",
        "promise",
        r"(?:should|ought to)(?: <ADV>\b){0,2} (?:arrive|be (?:with you|ready|delivered|there|here|fixed|done|resolved|back(?! (?:in|at|on))|complete|completed|sorted|shipped|available|processed|refunded|repaired|finished|in your|on its way|live|able|working|up|dispatched|credited|visible|at your|sent|restored|in the post|good)|reach|take|have (?:it|this|that|an|a|your|everything|the|them|news|your)|hit|land|appear|get to you|come|show up|ship|go out)",
    ),
    (
        "is are it's that's he's she's they're",
        "thing",
        r"(?:is|are|it's|that's|he's|she's|they're)(?: now| currently| already| all| still| provisionally)? (?:scheduled|expected|due (?:to|back|in|for)|planned|set|estimated|on track|slated|booked|arranged|on schedule|confirmed|pencilled in|penciled in|down|lined up|anticipated|guaranteed|promised|being (?:shipped|sent|delivered|processed|repaired|fixed|dispatched|rescheduled|worked on)|arriving|coming|shipping|leaving|calling|visiting|going out|landing|getting back|getting in touch|ringing|coming|sending|delivering|picking|collecting|bringing|going to|working|processing|fixing|replacing|preparing|installing|travelling|ready|with you|done|fixed|back|finished|there|on (?:its|the|their) way|out for delivery)(?! (?:to end|by you))",
    ),
    (
        "has have",
        "thing",
        r"(?:has|have)(?: now| already)? been (?:scheduled|booked|moved|rescheduled|arranged|set|confirmed|planned|assigned|pushed|postponed|fixed|pencilled in|penciled in|agreed)(?: in)? (?:for|to|on)",
    ),
    (
        "ships arrives leaves lands comes calls goes gets reaches delivers starts visits returns",
        "thing",
        r"(?:ships|arrives|leaves|lands|comes(?! with| in| from)|calls|goes (?:out|live)|gets (?:back|to you|here|in touch|shipped|sent|delivered)|reaches|delivers|visits|returns)",
    ),
    (
        "eta delivery estimated expected refund callback repair",
        "noun",
        r"(?:eta|(?:estimated |expected )?(?:delivery|arrival|completion)(?: date| time| window)?|callback|call ?back|repair|refund)(?: (?:is|will be|by|on|within|in|guaranteed|scheduled|expected|for|at|between|due)|:)",
    ),
    (
        "calling sending shipping getting ringing sorting checking looking will going following forwarding delivering emailing coming back talk more expect reply answer update speak",
        "opening",
        r"(?:calling|sending|shipping|getting (?:back|this|it|that)|ringing|sorting|checking|looking into|following up|forwarding|delivering|emailing|coming back|back to you|back with|talk(?: to)? you|talk (?:tomorrow|on)|more (?:on|by|tomorrow|to follow|news)|reply|answer|update|speak (?:to you|tomorrow|on))",
    ),
    ("consider", "promise", r"consider (?:it|this) (?:done|sorted|fixed)"),
    ("count", "promise", r"count on (?:me|us|it)"),
    ("guaranteed promised", "noun", r"(?:guaranteed|promised) (?:delivery|by|for)"),
    ("to", "promise", r"to be (?:delivered|shipped|completed|sent|finished|refunded|collected|credited) "),
    # none of ours
    (
        "i we i'm we're i've we've",
        "other",
        r"(?:(?:i|we) (?:cannot|can't|cant|can not|could|couldn't|would|wouldn't|might|may|need|have to|had|must|want|ask|asked|request|require|was|were|did|didn't|don't(?! worry)|am not|are not|received|sent|called|spoke|placed|ordered|tried|wrote|paid|bought|got|shipped|delivered|shall not|am (?:out|away|off|on|in|available|back|not|afraid|sorry|closed|open)|are (?:out|away|off|on|in|available|back|not|afraid|sorry|closed|open|here)|can|should|sincerely|appreciate|understand|see|think|believe|know|used|never|look forward|will not|won't|wont|only|offer)|(?:i'm|we're) (?:not|out|away|off|on|in|available|back|afraid|sorry|unable|closed|open|here|looking forward|waiting|hoping|asking)|(?:i've|we've|i have|we have)(?: (?:already|now|just|not|been))? [a-z]+)",
    ),
    ("we're i'm", "other", r"(?:we're|i'm) (?:waiting|closed|open|away)"),
    (
        "you you'd you've",
        "other",
        r"(?:you'd|you've|you (?:must|need|have (?:to|until|till|\d|one|two|three|a right|the right|the option|not|been|any|questions|further|paid|ordered|received|sent|asked|made|bought|[a-z]+ed\b)|should|can|could|may|might|want|would|had|wrote|were|are|did|do|don't|sent|asked|called|ordered|placed|requested|mentioned|cannot|can't|still|already|paid|booked|received|got|reported|contacted|ought|also need|only|wish|prefer|returned|agreed|raised|started|spoke|bought|signed|chose|gave|emailed|visited|came|shared|opened|submitted))",
    ),
    (
        "would could might cannot can't won't wont wouldn't couldn't can",
        "other",
        r"(?:would|could|might|cannot|can't|won't|wont|wouldn't|couldn't|can not|can)",
    ),
    ("may", "modal", r"may(?! (?:\d|be (?:able|delivered)))"),
    ("not never", "other", r"(?:not|never)(?! (?:later|only|hesitate|worry|to worry|more than|forget|long))"),
    (
        "don't doesn't didn't isn't aren't wasn't",
        "other",
        r"(?:don't|doesn't|didn't|isn't|aren't|wasn't)(?! (?:worry|hesitate))",
    ),
    ("must need needs had was were did asked", "other", r"(?:must|needs?(?: to)?|had|was|were|did|asked)"),
    ("want wants wanted demand request requested", "other", r"(?:wants?|wanted|demand|requested?)"),
    (
        "open opens closed close closes available valid expires ends hours reachable reach day days week on out opening business",
        "other",
        r"(?:open(?! (?:a|an|the|it|up|your)\b)|opens|closed|close[sd]?|available (?:until|till|from|on|monday|mon|between|by phone)|valid|expires|ends|(?:opening|office|business) hours|reachable|reach (?:us|me)|(?:day|days|week) off|on (?:holiday|vacation|leave)|out of (?:the )?office)",
    ),
    ("unless otherwise", "mood", r"(?:unless|otherwise)"),
    ("if whether in", "if", r"(?:if|whether|in case)(?! (?:possible|not sooner|at all|needed))"),
    (
        "as once when after until upon whenever the",
        "condition",
        r"(?:as soon as(?! (?:possible|we can|i can|may))|once(?! (?:more|again|a|per))|when(?!ever)|whenever|upon|the moment (?:that )?(?:i|we|it|they|the|you)|the minute (?:i|we|it|they|the|you)|after (?:i|we|you|it|they|he|she|the (?:part|technician|customs|inspection|warehouse|team|supplier|return|item|payment|review)))",
    ),
    (
        "it that which who they he she order call",
        "past",
        r"(?:it|that|which|who|they|he|she) (?:arrived|came|was|were|had|did|sent|shipped|broke|stopped|happened|called|placed|got|left|failed|went|occurred|were)",
    ),
    (
        "placed ordered received bought purchased shipped delivered dated",
        "past",
        r"(?:placed|ordered|received|bought|purchased|dated)(?= (?:on|in|at|last|this|by|from|you))",
    ),
    (
        "call send let reply contact ring give return email pay bring complete fill confirm tell make submit provide write reach get",
        "imperative",
        r"(?:call|send|let|reply|contact|ring|give|return|email|pay|bring|complete|fill|confirm|tell|make sure|submit|provide|write|reach|get)(?: (?:me|us|back|to|out|in|the|your|it|this|them))",
    ),
)
