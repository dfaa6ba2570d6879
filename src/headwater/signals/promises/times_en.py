# ruff: noqa: E501 -- a pattern is read as one line
"""English phrases of time. What stands before one ("by", "bis", "last") is read in `times`."""

from headwater.signals.promises import dates
from headwater.signals.promises import readers_en as r
from headwater.signals.promises.clocks import clock, closing
from headwater.signals.promises.relative import RULE as RELATIVE
from headwater.signals.promises.spans import ahead
from headwater.signals.promises.words import FEW, MONTHS, NUMBERS, SHORT_DAYS, WEEKDAYS, Read, Rule, either, rule

_TOMORROW = r"(?:tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tomorro|tmrw|tmrow|tmr|tmw|tomoz|2moro|2morow|2morrow|2mro|2mrw|morgen)"
_SHORT = tuple(name for name in SHORT_DAYS if len(name) > 2)
_P = {
    "TOMORROW": _TOMORROW,
    "DAY": either([*WEEKDAYS, *_SHORT]),
    "LONGDAY": either(WEEKDAYS),
    "MONTH": either(MONTHS) + r"\.?",
    "N": r"(?:\d{1,3}(?:[.,]5)?|" + either([n for n in NUMBERS if n.isascii()]) + "|" + either([*FEW[:8]]) + ")",
    "NUM": r"(?:\d{1,3}|" + either([n for n in NUMBERS if n.isascii()]) + ")",
    "BIZ": r"(?:(?:business|working|work|week|bank) ?)",
    "CAL": r"(?:(?:calendar|full|more) )",
    "UNIT": r"(?:minutes?|mins?|hours?|hrs?|hr|h|days?|weekdays?|weeks?|wks?|months?|fortnight)",
    "PART": r"(?:morning|afternoon|evening|eve|night|noon|lunchtime|lunch|midday|am\b|pm\b|a\.m\b\.?|p\.m\b\.?)",
    "HALF": r"(?:am|pm|a\.m\.?|p\.m\.?|o'?clock)",
    "YEAR": r"(?:20\d\d)",
    "LATEST": r"(?: at the (?:very )?latest| latest| or (?:sooner|earlier|before|so))?",
}


def _r(name: str, first: str, pattern: str, read: Read) -> Rule:
    return rule(name, first, pattern, read, _P)


RULES: tuple[Rule, ...] = (
    _r(
        "holiday",
        "christmas xmas easter new good halloween the pentecost whit maundy ascension",
        r"(?P<feast>christmas eve|new years? eve|new year's eve|christmas|xmas|the holidays|easter (?:sunday|monday|saturday)|easter|new year's|new year|good friday|halloween|whit (?:sunday|monday)|pentecost monday|pentecost|maundy thursday|ascension day)",
        r.read_feast,
    ),
    _r(
        "day after tomorrow",
        "the day",
        r"(?P<day>(?:the )?day after <TOMORROW>)(?: (?:in the )?(?P<part><PART>))?",
        r.read_day,
    ),
    _r("a week on", "a one", r"(?:a|one) week (?:on|from|after) (?P<day><LONGDAY>|today|tomorrow)", r.read_week_on),
    _r("a week on", " ".join(WEEKDAYS), r"(?P<day><LONGDAY>) (?:week|in a week|a week)(?! of)", r.read_week_on),
    _r("weekday after next", " ".join(WEEKDAYS), r"(?P<day><LONGDAY>) after next", r.read_after_next),
    _r(
        "week of a month",
        "the in during first second third last",
        r"(?:(?:in|during) )?(?:the )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd) (?:full )?week (?:of|in) (?P<month><MONTH>|the month|next month)",
        r.read_week_of_month,
    ),
    _r(
        "month",
        "in with the",
        r"(?:in|with) (?:the|our|my) (?P<month><MONTH>) (?P<which>)(?P<part>)(?:release|update|batch|issue|run|statement|payroll|bill|invoice|round|build|version|newsletter|intake|delivery|shipment)",
        r.read_named_month,
    ),
    _r(
        "calendar week",
        "week wk calendar cw kw in early late mid",
        r"(?:in )?(?:(?P<part>early|mid|late) )?(?:(?:calendar )?(?:week|wk)(?: no\.?)?|cw|kw) ?(?P<n>\d{1,2})(?! ?(?:of|to|th|st|nd|rd|[/.-] ?\d))",
        r.read_calendar_week,
    ),
    _r("this week", "before", r"before the week(?:'s| is) (?:out|over)", r.read_this_week),
    _r("midweek", "midweek mid", r"mid-?week", r.read_midweek),
    _r(
        "week of",
        "the in week during",
        r"(?:(?:in |during )?the )?(?:week (?:of|commencing|beginning|starting)|w/?c)(?: monday,?)?(?: the)? (?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?(?: (?P<month><MONTH>))?|(?P<month2><MONTH>) (?P<d2>\d{1,2})(?:st|nd|rd|th)?)",
        r.read_week_of,
    ),
    _r(
        "weekday of next week",
        "next this the " + " ".join([*WEEKDAYS, *_SHORT]),
        r"(?:(?:(?:next|this|the (?:following|coming)) week|the week after next)(?:,? on| ,)?,? (?P<day><LONGDAY>)|(?P<day2><DAY>)(?: of|,)? (?:(?:next|this|the (?:following|coming)) week|the week after next))(?: (?P<part><PART>))?",
        r.read_week_day,
    ),
    _r(
        "week",
        "early mid middle late later end beginning start first second sometime next this the week eow in during end-of-week latter over",
        r"(?:(?:the )?(?P<part>early|earlier|mid|middle|late|later|end|beginning|start|(?:first|second) half|sometime|latter half|over the course|in the course|in|during|over)[-\s](?:in |part of |of )?)?(?P<which>(?:the |this |my |our )?(?:week after next|(?:next|this|coming|following|new|working|current|the)(?: working| business| coming| calendar)? week)|(?(part)week|(?:this|the|my|our) week))(?! (?:you|we|i|that|before|after|later|of)\b)",
        r.read_week,
    ),
    _r("end of week", "eow", r"(?P<part>eow)(?P<which>)", r.read_week),
    _r(
        "weekend", "the this next weekend over", r"(?:over )?(?:(?:the|this|next)(?: coming)? )?weekend", r.read_weekend
    ),
    _r(
        "day and part",
        "tomorrow tomorow tommorow tommorrow tmrw tmrow tmr tmw tomoz tomorrrow tomorro today tonight tonite tonigt todya #",
        r"(?P<day><TOMORROW>|today|tonight|tonite|tonigt|todya|2day|2nite|2night)(?:,? (?:in the |at |by )?(?P<part><PART>))?",
        r.read_day,
    ),
    _r(
        "part of today",
        "this later early",
        r"(?:later |early |late )?this (?P<part>morning|afternoon|evening|am|pm|eve|aft|arvo)",
        r.read_this_part,
    ),
    _r("part of today", "later", r"later (?:today|on today|tonight|in the day)", r.read_later_today),
    _r("first thing", "first", r"first thing(?: in the morning)?", r.read_first_thing),
    _r(
        "end of day",
        "end eod cob eob close the",
        r"(?:eod|cob|eob|(?:the )?end of (?:the |my |our |your )?(?:business day|working day|work day|workday|business|day)(?! after)|close of business(?: hours)?|close of play|end of play|end of (?:my |the )?shift|close of trading)",
        closing,
    ),
    _r(
        "end of day",
        "by before",
        r"(?:by|before|until) (?:we )?clos(?:e|ing)(?: time)?(?= ?(?:[.,;!)]|$|tonight|today))",
        closing,
    ),
    _r("end of day", "before", r"before (?:the|my|our) day(?:'s| is) (?:out|over|done)", closing),
    _r(
        "weekday",
        " ".join(WEEKDAYS),
        r"(?P<said>)(?P<day><LONGDAY>) next(?P<part>)(?! (?:week|month|year|to|door))",
        r.read_weekday_next,
    ),
    _r(
        "part of day",
        "sundown sunset dusk nightfall dark",
        r"(?P<part>sundown|sunset|dusk|nightfall|dark)",
        r.read_part,
    ),
    _r(
        "clock",
        "oneish twoish threeish fourish fiveish sixish sevenish eightish nineish tenish elevenish twelveish #",
        r"(?P<h>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})[-\s]?ish",
        clock,
    ),
    _r("this time", "this", r"this time (?P<day>next week|tomorrow)", r.read_this_time),
    _r(
        "weekday",
        "this next coming the early late following " + " ".join([*WEEKDAYS, *_SHORT]),
        r"(?:(?P<said>(?:early |late )?(?:this coming|the coming|this|next|coming|the following)) )?(?:early |late )?(?P<day><DAY>)\b\.?(?:,? (?:in the |at )?(?P<part><PART>))?",
        r.read_weekday,
    ),
    _r(
        "from now",
        "# a an one two three four five six ten",
        r"(?P<n><N>)(?:(?: to | or |-)(?P<to><NUM>))? ?(?P<business><BIZ>)?(?P<unit><UNIT>)'?(?: from (?:now|today|receipt)| hence)",
        ahead,
    ),
    _r(
        "within",
        "within in inside under no at",
        r"(?P<within>within|inside|in under|in less than|under|(?:with)?in (?:the )?(?:next|coming)|in no more than|in at most)(?: of)?(?: about| around| approximately| roughly| max| maximum| the next| the)? (?P<n><N>)(?:(?: to | or |-| - )(?P<to><NUM>))?[-\s]?(?P<business><BIZ>)?(?:<CAL>)?(?P<unit><UNIT>)",
        ahead,
    ),
    _r(
        "within",
        "within in during",
        r"(?P<within>within|in|during|over) (?:the )?(?:next|coming) (?P<n>)(?P<business>)(?P<unit>hour|minute|week|month|fortnight)",
        ahead,
    ),
    _r(
        "within",
        "within in",
        r"(?P<within>within|inside|in(?= the hour)) the (?P<n>)(?P<business>)(?P<unit>hour|week|month|day|fortnight)",
        ahead,
    ),
    _r(
        "next business day",
        "the next following",
        r"(?:the )?(?:very )?(?:next|following) (?:business|working|work) day",
        r.read_next_business_day,
    ),
    _r(
        "a day or two",
        "in within over inside a an the",
        r"(?:(?:in|within|over|inside) )?(?:the next|an?) (?P<unit>minute|hour|day|week|month) or (?:two|so)",
        r.read_one_or_two,
    ),
    _r(
        "in",
        "in about after",
        r"(?:in|after)(?: about| around| approximately| approx\.?| roughly| some| another)? (?P<n><N>)(?:(?: to | or |-| - )(?P<to><NUM>))?[-\s]?(?P<business><BIZ>)?(?:<CAL>)?(?P<unit><UNIT>)(?:'s?)?(?: time)?",
        ahead,
    ),
    _r(
        "business days",
        "# one two three four five six seven ten",
        r"(?P<within>)(?P<n><NUM>)(?:(?: to | or |-| - )(?P<to><NUM>))?[-\s]?(?P<business><BIZ>)(?P<unit>days?|hours?)(?! (?:ago|before|after you))",
        ahead,
    ),
    _r(
        "up to",
        "up takes take allow at no maximum us me another",
        r"(?:up to|takes?|allow|at most|no (?:more|longer) than|maximum(?: of)?|(?:us|me|gimme)|another)(?: about| around| approximately| up to| at least| another| roughly| between)? (?P<within>)(?P<n><N>)(?:(?: to | or | and |-| - )(?P<to><NUM>))?[-\s]?(?P<business><BIZ>)?(?:<CAL>)?(?P<unit><UNIT>)",
        ahead,
    ),
    _r(
        "date",
        "#",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:(?: ?(?:-|and|to|or) ?)(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?(?: of)?[\s.,-]{0,2}(?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
        dates.read_date,
    ),
    _r(
        "date",
        " ".join(MONTHS),
        r"(?P<month><MONTH>) (?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:(?: ?(?:-|and|to|or) ?)(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?(?:,? (?P<year><YEAR>))?(?![:.]\d|\s?(?:am|pm|%|€|\$|euro?s?|days|weeks|hours))",
        dates.read_date,
    ),
    _r(
        "nth",
        "the",
        r"the (?P<d>\d{1,2})(?:st|nd|rd|th)(?! (?:time|floor|attempt|reminder|customer|invoice|street|order|one|case|ticket|generation|item|parcel|part|century|(?:of )?<MONTH>))",
        dates.read_nth,
    ),
    _r(
        "nth",
        "#",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)(?! (?:time|floor|attempt|reminder|customer|invoice|street|order|one|case|ticket|generation|item|parcel|part|century|avenue|line))",
        dates.read_nth,
    ),
    _r(
        "month end",
        "end month eom year the ",
        r"(?:eom|month[-\s]end|(?:the )?year[-\s]end|(?:the )?end of (?:the |this )?(?:year|quarter)|(?:the )?end of q(?P<q>[1-4]))(?!\w)",
        r.read_month_end,
    ),
    _r(
        "month",
        "early mid middle late later end beginning start first second next this the in during " + " ".join(MONTHS),
        r"(?:(?:the |in |during )?(?P<part>early|mid|middle|late|later|end|beginning|start|(?:first|second) half)[-\s](?:of |in )?)?(?P<month>(?:the |this |next |the coming |coming )month|<MONTH>)(?! ?\d)",
        r.read_month,
    ),
    _r(
        "date",
        "between from #",
        r"(?:between |from )?(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|and|to|or|until) ?)(?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month><MONTH>)(?: (?P<year><YEAR>))?",
        dates.read_date,
    ),
    _r(
        "nths",
        "the",
        r"the (?P<d>\d{1,2})(?:st|nd|rd|th) (?:and|or|to) (?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)",
        r.read_nths,
    ),
    _r(
        RELATIVE,
        "the that same on same-day then",
        r"then(?= ?(?:[.,;!]|$))|(?:on )?that (?:day|morning|afternoon|evening)\b|(?:on )?(?:the |that )same (?:day|morning|afternoon|evening)|(?:the )?(?:day|evening|night|morning|afternoon|week) (?:before|after|later)(?= ?(?:[,.;!]|$))|the (?:following|next) (?:day|morning|afternoon|evening)|the day before",
        r.read_soon,
    ),
    _r("overnight", "overnight", r"overnight", r.read_overnight),
    _r(
        "clock",
        "# between from one two three four five six seven eight nine ten",
        r"(?:(?:between|from) )?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?P<half><HALF>)?(?: ?(?:-|and|to|or|until) ?)(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))? ?(?P<half2><HALF>)",
        clock,
    ),
    _r(
        "clock",
        "between from #",
        r"(?:between |from )?(?P<h>\d{1,2})[:.](?P<m>\d\d)(?: ?(?:-|and|to|or|until) ?)(?P<h2>\d{1,2})[:.](?P<m2>\d\d)",
        clock,
    ),
    _r(
        "clock",
        "between",
        r"between (?P<h>\d{1,2}) ?(?:-|and|to) ?(?P<h2>\d{1,2})(?! ?(?:[%$€:/]|\.\d|\d|days|hours|weeks|minutes|business|working))",
        clock,
    ),
    _r(
        "in",
        "about around approx roughly",
        r"(?<!for\s)(?:about|around|approx\.?|roughly) (?P<n><N>)(?:(?: to | or |-)(?P<to><NUM>))? ?(?P<business>)(?P<unit>minutes?|mins?|hours?|hrs?)(?= ?(?:[.,;!]|$))",
        ahead,
    ),
    _r("clock", "#", r"(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?P<half><HALF>)", clock),
    _r(
        "clock",
        "by at before until till from around about eta",
        r"(?:by|at|before|until|till|from|around|about|eta:?) (?P<h>\d{1,2})\.(?P<m>[0-5]\d)(?! ?[%$€£]|\.?\d| (?:euro|pounds|dollars|per|each|percent|am|pm))",
        clock,
    ),
    _r(
        "clock",
        "from",
        r"from (?P<h>\d{1,2}) ?(?P<half><HALF>)?(?= ?(?:[,;!]|\.(?!\d)|$|on\b|tomorrow|today|tonight|this|onwards?\b))",
        clock,
    ),
    _r(
        "in",
        "# a an half five ten fifteen twenty",
        r"(?P<n><N>)(?:(?: to | or |-)(?P<to><NUM>))? ?(?P<business>)(?P<unit>minutes?|mins?|hours?|hrs?) (?:away|off\b|out\b|tops|max)",
        ahead,
    ),
    _r("clock", "#", r"(?P<h>\d{1,2})\.(?P<m>[0-5]\d)(?! ?[%$€£]|\.?\d)", r.read_after_day),
    _r("in", "in", r"in (?P<n>five|ten|fifteen|twenty|thirty|5|10|15|20|30)(?= ?(?:[.,;!)]|$))", r.read_minutes),
    _r(
        "in",
        "gimme me us eta",
        r"(?:gimme|me|us|eta:?)(?: ~| about)? (?P<n>five|ten|fifteen|twenty|5|10|15|20|30)(?: ?(?:m|mins?|minutes?)\b)?(?= (?:and|then)\b| ?(?:[.,;!)]|$))",
        r.read_minutes,
    ),
    _r(
        "in",
        "# five ten fifteen twenty",
        r"(?<=[,:\s-]\s)(?P<n><NUM>)(?:(?: to |-)(?P<to><NUM>))? ?(?P<business>)(?P<unit>minutes?|mins?)(?= ?(?:[.,;!)]|$))",
        ahead,
    ),
    _r("clock", "#", r"(?P<h>[012]?\d):(?P<m>[0-5]\d)(?: ?(?:h|hrs|hours|uhr))?(?![:\d])", clock),
    _r(
        "clock",
        "one two three four five six seven eight nine ten",
        r"(?P<h>one|two|three|four|five|six|seven|eight|nine|ten) ?(?P<half><HALF>)",
        clock,
    ),
    _r(
        "clock",
        "half quarter # five ten twenty",
        r"(?P<which>half past|half|quarter past|quarter to|(?:five|ten|twenty|twenty[- ]five|5|10|20|25) (?:past|to)) (?P<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?P<half><HALF>)?(?! ?(?:percent|hours?|days?|weeks?|business|working|minutes?|months?|people|[-%€£$]|\d))",
        r.read_past,
    ),
    _r(
        "clock",
        "by at around before until till about",
        r"(?:by|at|around|before|until|till)(?: about| around| latest)? (?P<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:ish)?(?! ?(?:[%$€£/:.-] ?\d|[%$€£#]|\d|st\b|nd\b|rd\b|th\b|percent|euro|usd|days?|business|working|weeks?|hours?|h\b|hrs?|mins?|minutes?|months?|years?|of\b|past\b|[ap]\.?m\b|o'?clock|more|people|persons|items|parcels|locations?|stores?|branches|places|sites|least|most|or\b|to\b|different|times|points|pieces|units|stars|steps|january|february|march|april|may|june|july|august|september|october|november|december))",
        clock,
    ),
    _r(
        "part of day",
        "noon midday midnight lunchtime lunch teatime",
        r"(?P<part>noon|midday|midnight|lunchtime|lunch|teatime)(?: ?time)?(?! break)",
        r.read_part,
    ),
    _r(
        "part of day",
        "in morning afternoon evening during over",
        r"(?:(?:in|during|over|in the course of|over the course of) (?:the |my )?(?:early |late )?)?(?P<part>morning|afternoon|evening)(?! of\b)",
        r.read_part,
    ),
    _r(
        "another thing's time",
        "on off with in from to upon after right straight that the same by over at before",
        r"(?:before you [a-z]+|(?:on|off|with|in|from|to|against) (?:your|the|his|her|their) next (?:[a-z]+ )?(?:bill|invoice|statement|order|delivery|payslip|salary|payment|shipment)|(?:on|off|from|against|to|with) your <MONTH> (?:bill|invoice|statement)|(?:on|off|from|against|in) <MONTH>'?s (?:bill|invoice|statement|salary)|(?:up)?on (?:receipt|completion|arrival|approval|return|delivery)|(?:(?:right|straight|immediately|directly|shortly|soon) )?(?:after(?:wards|ward)|after (?:that|this|the (?:clarification|inspection|check|review|test|meeting|repair|call|approval|analysis)))|(?:right|straight) after|in the new year|(?:by|over|after|before|in) (?:half[- ]term|the (?:summer|holidays|winter|spring|autumn)))",
        r.read_soon,
    ),
    _r(
        "repeated",
        "every",
        r"every (?:(?:<N>|half|other) ?)?(?:<UNIT>|half[- ]hour|morning|evening)",
        r.read_soon,
    ),
    _r(
        "as soon as possible",
        "asap a as at",
        r"(?:asap|a\.s\.a\.p\.?|as (?:soon|quickly|fast|promptly) as (?:possible|we can|i can|humanly possible|we possibly can|i possibly can|may be)|at (?:the|our|my) earliest (?:convenience|opportunity|possible (?:time|date|moment))|at the earliest)",
        r.read_soon,
    ),
    _r(
        "soon",
        "soon shortly immediately promptly right straight without at in any momentarily presently quickly swiftly instantly before pronto later before sometime sooner these the over asap.",
        r"(?:(?:very |quite |pretty )?soon(?!er)|shortly|immediately|promptly|right away|straight ?away|right now|without (?:any |further |undue )?delay|at once|in due course|in no time|in a (?:moment|minute|bit|while|little while|jiffy|sec|second)|any (?:minute|moment|day|time) now|momentarily|instantly|before long|pronto|sometime soon|sooner rather than later|these days|in (?:the )?near future|in the coming (?:days|weeks|hours)|(?:in|over) the next (?:days|weeks|hours)|with priority|as a (?:matter of )?priority|later(?! (?:than|today|this|on (?:today|this))))",
        r.read_soon,
    ),
)
"""The order is the one in which they are tried."""
