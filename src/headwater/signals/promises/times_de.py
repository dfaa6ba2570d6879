# ruff: noqa: E501 -- a pattern is read as one line
"""German phrases of time. What stands before one ("by", "bis", "last") is read in `times`."""

from headwater.signals.promises import dates
from headwater.signals.promises import readers_de as r
from headwater.signals.promises.clocks import clock, closing
from headwater.signals.promises.relative import RULE as RELATIVE
from headwater.signals.promises.spans import ahead
from headwater.signals.promises.words import FEW, MONTHS, NUMBERS, WEEKDAYS, Read, Rule, either, rule

_HOURS = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_H = "(?:" + _HOURS.replace(" ", "|") + r"|\d{1,2})"
_NEXT = r"(?:(?:kommende[nrsm]?|nächste[nrsm]?|naechste[nrsm]?|folgende[nrsm]?|neue[nrsm]?|nä\.|nächst))"
_THIS = r"(?:diese[nrsm]?|laufende[nrsm]?|aktuelle[nrsm]?|der)"
_OVERNEXT = r"(?:übernächste[nrsm]?|uebernaechste[nrsm]?)"
_GLUED = ("", "früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")
_ALL_DAYS = " ".join(n + part for n in WEEKDAYS if "day" not in n for part in _GLUED)
_NEXT_WORDS = "kommende kommenden kommender kommendem nächste nächsten nächster nächstem nächstes naechste naechsten naechster folgende folgenden diese diesen dieser diesem übernächste übernächsten übernächster uebernaechste neue neuen laufenden aktuellen"
_P = {
    "WEEKDAYS": either([n for n in WEEKDAYS if "day" not in n]),
    "SHORT": r"(?:mo|di|mi|do|fr|sa|so)\b\.?",
    "NAME": either(MONTHS),
    "MONTH": either(MONTHS) + r"\b\.?",
    "N": r"(?:\d{1,3}(?:[.,]5)?|" + either(list(NUMBERS)) + "|" + either([*FEW[8:]]) + ")",
    "NUM": r"(?:\d{1,3}|" + either(list(NUMBERS)) + ")",
    "BIZ": r"(?:bankwerk|bankarbeits|werk|arbeits|bank|geschäfts)",
    "UNIT": r"(?:minuten?|min\.?|stunden?|std\.?|h|tage[ns]?|tg\.?|tag|wochen?|monat(?:e|s|en)?)",
    "PART": r"(?:früh|frueh|morgen|vormittag|mittag|nachmittag|abend|nacht|vormittags|mittags|nachmittags|abends)",
    "NEXT": _NEXT,
    "THIS": _THIS,
    "OVER": _OVERNEXT,
    "MORROW": r"(?:morgen|morgn|moregn|morgne)",
    "YEAR": r"(?:20\d\d)",
    "CA": r"(?:(?:ca\.|etwa|circa|ungefähr|rund|spätestens|maximal|max\.|höchstens|weniger als|längstens|insgesamt|nur|den nächsten|der nächsten|den kommenden|gut|knapp|guten|wenigen) )?",
}


def _r(name: str, first: str, pattern: str, read: Read) -> Rule:
    return rule(name, first, pattern, read, _P)


RULES: tuple[Rule, ...] = (
    _r(
        "holiday",
        "weihnachten weihnachtsfeiertagen weihnachtsfest heiligabend ostern osterfeiertagen pfingsten neujahr silvester dreikönig dreikönige dreikönigstag nikolaus karfreitag himmelfahrt jahreswechsel den ostermontag ostersonntag ostersamstag pfingstmontag pfingstsonntag gründonnerstag",
        r"(?P<feast>weihnachten|weihnachts(?:feiertagen?|fest)|heiligabend|ostermontag|ostersonntag|ostersamstag|ostern|osterfeiertagen|pfingstmontag|pfingstsonntag|gründonnerstag|pfingsten|neujahr|silvester|nikolaus|karfreitag|himmelfahrt|jahreswechsel|den feiertagen|dreikönig(?:stag|e)?)",
        r.read_feast,
    ),
    _r(
        "a week on",
        f"{_ALL_DAYS} heute morgen",
        r"(?P<day><WEEKDAYS>|heute|morgen) in (?:einer|zwei|1|2|acht|8|14|vierzehn)(?: wochen?| tagen)",
        r.read_week_on,
    ),
    _r(
        "weekday of next week",
        f"{_NEXT_WORDS} {_ALL_DAYS}",
        r"(?:(?P<which><NEXT>|<OVER>|diese[rn]?) woche,?(?: am)? (?P<day><WEEKDAYS>)|(?P<day2><WEEKDAYS>),?(?: (?:in )?der)? (?P<which2><NEXT>|<OVER>|diese[rn]?) woche)(?:[-\s]?(?P<part><PART>))?",
        r.read_week_day,
    ),
    _r(
        "week of a month",
        "in der die bis ersten zweiten dritten vierten letzten",
        r"(?:(?:in )?(?:der|die) )?(?P<nth>erste|zweite|dritte|vierte|letzte)n? (?:vollen )?(?:(?P<month><NAME>)woche|woche (?:im|des) (?P<month2><MONTH>|monats|nächsten monats?))",
        r.read_week_of_month,
    ),
    _r("in", "in", r"in (?:einer|'?ner) (?:knappen |guten )?(?P<n>viertel|dreiviertel)stunde", r.read_quarters),
    _r("midweek", "wochenmitte mitte", r"(?:wochenmitte|mitte der woche)", r.read_midweek),
    _r(
        "month end",
        "ende",
        r"ende (?:des |vom )?(?:(?P<q>ersten|zweiten|dritten|vierten|1\.|2\.|3\.|4\.) quartals?|q(?P<q2>[1-4]))",
        r.read_quarter,
    ),
    _r(
        "first of the month",
        "am monatsersten ersten zum",
        r"(?:(?:am |zum )?monatsersten|(?:am|zum) ersten(?: des (?:nächsten )?monats)?(?! \w*tag))",
        r.read_first,
    ),
    _r("overnight", "über", r"über nacht", r.read_overnight),
    _r(
        "week",
        f"anfang beginn mitte ende start ausgang im in noch bis {_NEXT_WORDS} die der",
        r"(?:(?:noch )?(?:im laufe|in|während|innerhalb|im verlauf|bis)? ?)?(?:(?P<part>anfang|beginn|mitte|ende|start|ausgang)(?: der)? )?(?P<which><NEXT>|<OVER>|<THIS>|die)(?: (?:nächsten|kommenden|laufenden|neuen))? (?:kalender|arbeits)?woche(?! (?:darauf|danach|drauf|zuvor|davor|geöffnet|im urlaub))",
        r.read_week,
    ),
    _r(
        "calendar week",
        "kw kalenderwoche anfang mitte ende in der bis",
        r"(?:(?P<part>anfang|mitte|ende)(?: der)? )?(?:kw|kalenderwoche) ?(?P<n>\d{1,2})",
        r.read_calendar_week,
    ),
    _r("calendar week", "#", r"(?P<n>\d{1,2})\. ?(?P<part>)(?:kw|kalenderwoche)", r.read_calendar_week),
    _r(
        "end of week",
        "wochenende wochenschluss ende",
        r"(?:wochenschluss|ende (?:der |dieser )?woche)",
        r.read_week_end,
    ),
    _r(
        "weekend",
        f"wochenende we {_NEXT_WORDS}",
        r"(?:(?:<NEXT>|<THIS>) )?wochenende|(?<=am\s)we|(?<=ers\s)we",
        r.read_weekend,
    ),
    _r(
        "day and part",
        "heute heut morgen morgn moregn morgne übermorgen uebermorgen überübermorgen",
        r"(?P<day>heute?|<MORROW>(?! (?:frau|herr|zusammen|allerseits|liebe[rs]?|hr\.|fr\.)(?!\w))|überübermorgen|übermorgen|uebermorgen)(?: (?:noch )?(?:(?:am |im (?:laufe?|verlauf) des |in der |zu |zur )?(?:späten |frühen )?(?P<part><PART>(?:es|s)?\b)))?(?: (?:noch )?(?:im laufe|während) des tages)?",
        r.read_day,
    ),
    _r(
        "part of today",
        "heutigen noch im",
        r"(?:im laufe des (?:heutigen )?tages|heutigen tag(?:es)?)",
        r.read_today,
    ),
    _r(
        "first thing",
        "gleich direkt als",
        r"(?:gleich|direkt|als erstes) (?:in der früh|am morgen|morgens)",
        r.read_first_thing,
    ),
    _r(
        "end of day",
        "feierabend tagesende ende geschäftsschluss dienstschluss dienstende büroschluss ladenschluss eod cob",
        r"(?:feierabend|tagesende|ende des (?:heutigen )?(?:arbeits|werk|geschäfts)?tage?s|geschäftsschluss|dienstschluss|dienstende|büroschluss|ladenschluss|eod|cob)",
        closing,
    ),
    _r(
        "weekday",
        f"{_NEXT_WORDS} {_ALL_DAYS}",
        r"(?:(?P<said><NEXT>|<OVER>|diese[nrsm]?|nächsten?) )?(?P<day><WEEKDAYS>)(?:[-\s]?(?:am )?(?P<part><PART>))?",
        r.read_weekday,
    ),
    _r(
        "weekday",
        "mo di mi do fr sa so",
        r"(?P<day><SHORT>)(?= ?(?:<PART>|\d{1,2} ?- ?\d{1,2}|\d{1,2} uhr|\d{1,2}:\d\d|\d{1,2}\.\d)(?!\w)| (?:vor)?mittag)(?:[-\s]?(?P<part><PART>))?",
        r.read_sure_day,
    ),
    _r(
        "weekday",
        "mo di mi do fr sa so",
        r"(?P<day><SHORT>)(?! ?[a-zäöü]{3,}(?<!uhr)\b\.? ?(?:müller|meier))(?:[-\s]?(?P<part><PART>))?",
        r.read_short_day,
    ),
    _r(
        "within",
        "innerhalb binnen in innert im",
        r"(?P<within>innerhalb|binnen|innert|in(?= den| der| weniger| max| höchst| spätestens))(?: von| der| den)? <CA>(?P<n><N>)(?:(?: bis(?: zu)? | oder | - |-|/)(?P<to><NUM>))? ?(?:(?:vollen?|weiteren?|nächsten|kommenden) )?(?P<business><BIZ>)?(?P<unit><UNIT>)",
        ahead,
    ),
    _r(
        "within",
        "in innerhalb im",
        r"(?P<within>in|innerhalb) (?:der|den|des) (?:nächsten|kommenden) (?P<n>)(?P<business>)(?P<unit>stunde|minute|woche(?= (?:von|über)))",
        ahead,
    ),
    _r(
        "next business day",
        f"am {_NEXT_WORDS}",
        r"(?:am )?(?:<NEXT>) (?:werk|arbeits|geschäfts)tag",
        r.read_next_business_day,
    ),
    _r("in", "in", r"in (?P<n>ein|einem|einer)(?:,| oder| bis) (?P<to>zwei) (?P<business>)(?P<unit><UNIT>)", ahead),
    _r(
        "in",
        "in nach",
        r"(?:in|nach) <CA>(?P<n><N>)(?:(?: bis(?: zu)? | oder | - |-|/)(?P<to><NUM>))? ?(?:(?:vollen?|weiteren?) )?(?P<business><BIZ>)?(?P<unit><UNIT>)",
        ahead,
    ),
    _r(
        "business days",
        f"# {_HOURS}",
        r"(?P<within>)(?P<n><NUM>)(?:(?: bis(?: zu)? | oder | - |-|/)(?P<to><NUM>))? ?(?P<business>werk|arbeits|bank)(?P<unit>tage[ns]?|tag)(?! vor)",
        ahead,
    ),
    _r(
        "up to",
        "bis dauert maximal max höchstens spätestens mir uns noch circa ca etwa",
        r"(?!dauert (?:nur |etwa |ca\. |circa |rund )?(?:\w+ )(?:stunden?|minuten?|std|min))(?:bis zu|dauert|maximal|max\.|höchstens|spätestens nach|mir|uns|noch)(?: noch| nur| ca\.| etwa| circa| ungefähr| bis zu| maximal| rund)?(?: noch| ca\.| etwa| bis zu)? (?P<within>)(?P<n><N>)(?:(?: bis(?: zu)? | oder | - |-|/)(?P<to><NUM>))? ?(?P<business><BIZ>)?(?P<unit><UNIT>)",
        ahead,
    ),
    _r(
        "date",
        "#",
        r"(?P<d>\d{1,2})\.?(?: ?(?:-|und|bis|oder|/)(?: zum)? ?(?P<d2>\d{1,2})\.)? ?(?P<month><MONTH>)(?: (?P<year><YEAR>))?",
        dates.read_date,
    ),
    _r(
        "nths",
        "am vom zwischen den der #",
        r"(?:(?:am|vom|zwischen dem|zwischen|der|den|in der woche vom) )?(?P<d>\d{1,2})\. ?(?:und|bis|oder|-|/)(?: (?:zum|dem|am|den))? ?(?P<d2>\d{1,2})\.(?: (?P<month><MONTH>))?(?! ?\d)(?! ?(?:stock|etage|klasse|mal|<MONTH>))",
        r.read_nths,
    ),
    _r(
        "nth",
        "am zum dem den vom",
        r"(?:am|zum|dem|den) (?P<d>\d{1,2})\.(?! ?\d)(?! ?(?:stock|etage|mal|versuch|platz|mahnung|generation|auflage|rechnung|tag|<MONTH>))",
        dates.read_nth,
    ),
    _r(
        "month end",
        "monatsende monatsletzten monatswechsel ultimo monatsschluss jahresende quartalsende ende",
        r"(?:monatsende|monatswechsel|monatsschluss|monatsletzten|ultimo|jahresende|quartalsende|ende (?:(?:des|dieses) )?(?:monats?|jahres|quartals))",
        r.read_month_end,
    ),
    _r(
        "month",
        f"anfang beginn mitte ende im in {_NEXT_WORDS} " + " ".join(MONTHS),
        r"(?:(?P<part>anfang|beginn|mitte|ende)(?: des)? (?:(?P<which><NEXT>|<OVER>|<THIS>|des) (?:monats?|(?P<year>jahres))|(?P<month><MONTH>))|(?:im |in )(?P<month2><MONTH>))(?! ?\d)",
        r.read_month_of,
    ),
    _r(
        "month",
        "im laufe",
        r"(?:im )?(?:laufe?|verlauf) (?:des|vom) (?:monats )?(?P<part>)(?P<month><MONTH>)s?(?P<which>)",
        r.read_month,
    ),
    _r(
        "month",
        f"im in {_NEXT_WORDS} laufe",
        r"(?:(?:im laufe |im )?(?:des )?)?(?P<part>)(?P<month>)(?P<which><NEXT>|<OVER>|diese[nrsm]?) monats?",
        r.read_month,
    ),
    _r(
        "clock",
        "# zwischen von",
        r"(?:(?:zwischen|von) )?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?(?: ?uhr)?(?: ?(?:-|und|bis|oder) ?)(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))? ?(?P<half>uhr)",
        clock,
    ),
    _r(
        "clock",
        "zwischen zw zw. von",
        r"(?:zwischen|zw\.?) (?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?:-|und|bis) ?(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?(?! ?(?:[%$€.:/]|\d|tage|stunden|wochen|minuten|werktage|euro|kg|prozent))",
        clock,
    ),
    _r("clock", "# ", r"(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?P<half>uhr|h)", clock),
    _r("clock", "#", r"(?P<h>[012]?\d):(?P<m>[0-5]\d)(?![:\d])", clock),
    _r(
        "clock",
        f"um bis gegen ab {_HOURS}",
        rf"(?:(?:um|bis|gegen|ab) )?(?P<which>halb|viertel nach|viertel vor|dreiviertel) (?P<h>{_H})(?: uhr)?",
        r.read_half,
    ),
    _r(
        "clock",
        "halb viertel dreiviertel",
        rf"(?P<which>halb|viertel nach|viertel vor|dreiviertel) (?P<h>{_H})(?: uhr)?",
        r.read_half,
    ),
    _r("clock", _HOURS, r"(?P<h>eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf) (?P<half>uhr)", clock),
    _r(
        "clock",
        "um gegen",
        rf"(?:um|gegen)(?: ca\.| etwa| spätestens)? (?P<h>{_H})(?! ?(?:[%$€£/:.,-] ?\d|[%$€£#]|\d|euro|prozent|tage?n?|stunden?|wochen?|minuten|monate|uhr|werktage|personen|leute|stück|punkte|plätze|kilo|teile|mal))",
        clock,
    ),
    _r(
        "clock",
        "bis vor",
        r"(?:bis|vor)(?: ca\.| etwa| spätestens| maximal)? (?P<h>\d{1,2}|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?= ?(?:[,!?;]|\.(?! ?[\da-zäöü])|$|ok|okay|haben|hast|da\b|fertig|zurück|ist|sind|bei|weiß|rufe|melde|bescheid|antwort|an\b|raus\b|durch\b|klar\b|geklärt|erledigt|bekommen|passt|klappt))(?! ?(?:[%$€/:-]|bis|oder|uhr))",
        clock,
    ),
    _r("part of day", "mitternacht", r"mitternacht", r.read_midnight),
    _r(
        "another thing's time",
        "nach auf mit in im zu zum zur bis tags bei nachdem am um kurz direkt gleich unmittelbar",
        r"(?:(?:(?:direkt|gleich|unmittelbar|kurz|sofort) )?nach (?:der |dem |ihrer |ihrem |erneuter |interner )?(?:abschluss|eingang|prüfung|rücksprache|erhalt|freigabe|klärung|zahlungseingang|wareneingang|zahlung|auszahlung|abbuchung|sichtung|durchsicht|besprechung|termin|reparatur|lieferung|eintreffen|vorlage|genehmigung|rückmeldung|untersuchung|auswertung|gespräch|sprechstunde|visite|mittagspause|pause|begehung|probe|probefahrt|schicht|sitzung|messung|anprobe|abnahme|übergabe|trocknung|ferien|schulferien|rückgabe|ankunft|fertigstellung|diagnose|besichtigung)|(?:auf|mit|bei|in) (?:der|ihrer|ihrem|deiner|dem) nächsten (?:rechnung|abrechnung|lieferung|zahlung|gehalt|bestellung|gehaltsabrechnung|monatsrechnung)|zu (?:gegebener zeit|einem späteren zeitpunkt)|zur gegebenen zeit|im (?:neuen jahr|nachgang|anschluss|frühjahr|sommer|herbst|winter)|bis zu[rm] (?:entscheidung|klärung|prüfung|abschluss|rückkehr)|bei gelegenheit|am ersten (?:tag|unterrichtstag|arbeitstag|kurstag))",
        r.read_soon,
    ),
    _r("the day after", "tags am", r"(?:tags|am tag) (?:darauf|danach|drauf)", r.read_next_day),
    _r(
        RELATIVE,
        "tags am in gleichentags taggleich # zwei drei vier einen eine wenige",
        r"(?:<N>|einen|eine|wenige|ein paar) (?:werk)?(?:tage?|wochen?|stunden?|minuten) (?:später|darauf|danach)|(?:tags|am tag) (?:davor|zuvor)|(?:in der )?woche (?:darauf|danach|drauf)|am (?:selben|gleichen) (?:tag|vormittag|nachmittag|abend|morgen)|gleichentags|taggleich|am (?:vortag|vorabend|folgetag)",
        r.read_soon,
    ),
    _r(
        "part of day",
        "am im mittag mittagspause mittags nachmittag vormittag abend nachmittags vormittags abends mitternacht",
        r"(?:(?:am|im laufe? des|im verlauf des|zu[mr]?) )?(?:späten |frühen |späteren )?(?:der )?(?P<part>vormittag|mittag|nachmittag|abend)(?:s|spause)?",
        r.read_part,
    ),
    _r(
        "as soon as possible",
        "so asap schnellstmöglich schnellstmöglichst baldmöglichst schnellstens baldigst frühestmöglich ehestmöglich umgehend umgehendst unverzüglich",
        r"(?:so (?:bald|schnell|rasch|zügig|zeitnah)(?: wie)? (?:(?:nur |irgend |irgendwie )?möglich|moeglich|es geht|wir können|ich kann|es (?:uns|mir) möglich ist|geht)|asap|schnellstmöglich(?:st)?|schnellst möglich|baldmöglichst|schnellstens|baldigst|frühestmöglich|ehestmöglich|umgehend(?:st)?|unverzüglich)",
        r.read_soon,
    ),
    _r(
        "soon",
        "in zeitnah zeitnahe bald demnächst gleich sofort kurzfristig rasch zügig ehestens kürze ohne alsbald nächstens möglichst den später nachher die",
        r"(?:in (?:kürze|kuerze|bälde|absehbarer zeit|den (?:nächsten|kommenden|naechsten) (?:tagen|wochen|stunden|minuten)|nächster zeit|einem (?:moment|augenblick))|(?:sehr |ganz )?zeitnah|bald(?! darauf)|demnächst|gleich(?= (?:an|zu|per|mit|wieder|rein|fertig|noch|mal|weiter|los|raus|zurück|bei|um|durch|auf|rüber|nach|ein|mit|hoch|vorbei|da|ab|drum|darum|dazu|selbst|jemanden|jemand|den|die|das|einen|eine)\b|[.,!;]|$)|sofort|kurzfristig|alsbald|(?:möglichst )?(?:rasch|zügig|schnell|bald)|ohne (?:weitere |schuldhafte )?(?:verzögerung|verzug|umschweife)|den (?:nächsten|kommenden) (?:tagen|wochen)|später(?! als)|nachher(?! (?:um|gegen))|die tage)",
        r.read_soon,
    ),
)
"""The order is the one in which they are tried."""
