# ruff: noqa: E501 -- a pattern is read as one line
"""What German words make of a time: a promise of ours, a wish, a question, a thing of the past."""

import re

from headwater.signals.promises.domain import Governor
from headwater.signals.promises.words import Match, compiled, rows

# stems of what we do for somebody: "melde", "melden", "meldet"
_DO = (
    r"(?:meld|ruf|schick|send|versend|verschick|kümmer|kuemmer|prüf|pruef|klär|klaer|gib|geb|gebe|lass|leit|bring|liefer|überweis|ueberweis|erstatt|veranlass|"
    r"informier|antwort|beantwort|sorg|komm|teil|stell|leg|frag|schau|mach|bestell|buch|stornier|reparier|tausch|reich|hol|halt|trag|versprech|garantier|"
    r"erledig|bearbeit|kontaktier|benachrichtig|unterricht|ersetz|behebe?|besuch|tu|guck|schreib|kopp?el|rück|regel|organisier|ermittel|verschieb|"
    r"bereit|erstell|aktualisier|setz|nehm|nimm|hak|versuch|sprech|telefonier|mail|maile|faxe|übermittel|lös|installier|tausche|pack|bau|mont|montier|fahr|"
    r"übergeb|zahl|schalt|aktivier|verläng|verlänger|such|find|zeig|besorg|prüfe|wart|lad|hinterleg|reservier|koordinier|forder|nach|deck|check|fix|repar|geh|werd|rechn|plan|gutschreib|schreibe|änder|korrigier|pass|richt|ordn|starte?|beginn|führ|halte|bestätig|bestaetig|sicher|sag|sicher|trete?|erhalt)"
)
_BAD_OWN = (
    r"(?:bin|sind|habe|hab|haben|hatten?|war|waren|kann|können|koennen|konnten?|könnten?|möchten?|moechten?|würden?|wuerden?|wollten?|wollen|will|muss|müssen|mussten?|müssten?|"
    r"darf|dürfen|dürften?|brauchen?|benötigen?|benoetigen?|bitten?|bräuchten?|erwarten?|freuen?|freu|weiß|wissen|wüssten?|verstehen?|bedauern?|"
    r"danken?|wünschen?|entschuldigen?|warten?|wurden?|hätten?|sehen(?! zu\b| uns (?:das|die|den|es|ihr|dein))|sehe(?! (?:zu\b|mir|es mir|ich))|suche|suchen|kenne|kennen|fordern?|verlangen?|sollten?|sollen|soll|mag|mögen|lieg|liege|befinden?|"
    r"finde|vermissen?|arbeiten|wohne|wohnen|bekam|bekamen|bekommen?|erhielten?|erhalten?|schaffen? es (?:leider )?nicht|öffnen|schließen|kündigen?|heiße|bestehen?|behalten|dachten?|rief|schrieb|schickten?|sandten?|meldeten?|bestellten?|kauften?|zahlten?|gingen?|kamen?|gab|gaben)"
)
_ARRIVE = (
    r"(?:auf (?:ihrem|dem|deinem) konto|in (?:ihrem|deinem) (?:postfach|briefkasten)|im postfach|hören|zurück|ankommen|eintreffen|da sein|bei ihnen|bei dir|bei euch|erhalten|bekommen|haben|fertig|geliefert|erledigt|zugestellt|behoben|repariert|vorliegen|(?:ge|be|er|ver|ent|zer|unter|über)\w+(?:t|en) (?:sein|werden)|abholbereit|wissen|"
    r"verfügbar|bearbeitet|überwiesen|gutgeschrieben|erstattet|verschickt|versandt|versendet|abgeschlossen|funktionieren|klappen|lieferbar|da\b|ankommt|sehen|drin|wieder \w+en|(?:raus|los|ab|weiter)gehen|rausgehen|erfolgen|stattfinden|beginnen|starten|übergeben|ausgezahlt|sichtbar|gelöst|geklärt|vorhanden|im briefkasten|kommen)"
)
_READY = (
    r"(?:fertig|da\b|bei ihnen|bei dir|bei euch|vor ort|abholbereit|abholfertig|erledigt|behoben|geplant|vorgesehen|eingeplant|angesetzt|terminiert|zugesagt|so weit|soweit|verfügbar|lieferbar|"
    r"auf dem weg|unterwegs|gebucht|repariert|geklärt|gelöst|versandfertig|versandbereit|bearbeitet|zu rechnen|auf ihrem konto|auf dem konto|vereinbart|eingetragen|reserviert|in der post|im haus|wieder online|einsatzbereit|bezugsfertig|durch\b|zurück bei|verschickt|montiert|ausgeliefert|drin\b|startklar|abgeschlossen|bereit\b|garantiert|bestätigt|vorbereitet|wiederhergestellt|da und|freigeschaltet|im briefkasten|drauf\b|hinterlegt|betriebsbereit|warm\b|(?:in|auf) (?:ihrem|ihrer|deinem|deiner|eurem|eurer)\b|am (?:empfang|tresen|schalter|netz))"
)
_BAD_BE = (
    r"(?:besetzt|ausgebucht|belegt|verboten|erlaubt|gestattet|beschränkt|begrenzt|geschlossen|geöffnet|erreichbar|abgebucht|fällig|benötigt|gekündigt|gesperrt|gelöscht|im urlaub|urlaub|abwesend|gültig|belastet|gestreikt|eingezogen|gebraucht|"
    r"erwartet|feiertag\b|betriebsferien|gezahlt sein|bezahlt werden muss|zu zahlen|zu überweisen|zu entrichten|außer haus|offen\b|gefeiert|krank\b|zeit\b|die möglichkeit|mahnverfahren|inkasso|verlängert\b|befristet)"
)
_PARTS = {
    "DO": _DO,
    "BAD": _BAD_OWN,
    "PERS": r"(?:ihnen|sie|dich|dir|euch|es|das|dies|den|die|uns|mich|mir|ihn|ihr|ihre[nrms]?|deine?n?|gern|gerne|dann|selbstverständlich|natürlich|noch|sofort|heute|morgen|auch|gleich|umgehend)",
    "SIEGET": r"(?:erfahren|wissen(?= sie (?:mehr|bescheid)| mehr| (?:\w+ ){0,2}bescheid)|erhalten|bekommen|kriegen|hören|hoeren|haben|finden|sehen|empfangen)",
    "DUGET": r"(?:erfährst|wei(?:ß|ss)t(?= du mehr| mehr)|bekommst|kriegst|hörst|erhältst|hast|findest|siehst)",
    "THIRD": r"(?:kommt|trifft|erreicht|geht|meldet|ruft|liefert|bringt|holt|schickt|sendet|prüft|kümmert|antwortet|repariert|verschickt|versendet|erfolgt|überweist|erstattet|informiert|besucht|tauscht|erledigt|bearbeitet|folgt|folgen|landet|steht|gibt|montiert|installiert|nimmt|gibt's|gibts|hinterlegt|dauert(?! bis(?! zu))|liegt(?= (?:ab|bis|spätestens|morgen|heute)\b)|liegt(?= .{2,60}\b(?:vor|bereit|parat|in ihrem|im briefkasten|auf ihrem|am (?:empfang|tresen|schalter|counter|infopunkt))\b)|gehts|geht's|schließt(?= .{3,80}\bab\b)|läuft(?= (?:über nacht|\w+ für|alles|es wieder|(?:\w+ ){0,4}wieder\b))|hängt(?= .{2,40}\bbereit\b)|spielt|erhält|macht|wird's|fährt|schaut|setzt|erfolgen|baut|kontaktiert|klärt|verlässt|stellt|veranlasst|übernimmt|händigt)",
    "ARRIVE": _ARRIVE,
    "STRONG": r"(?:mache?n? (?:das|es|den|die|wir|ich) [^,;.]{0,20}(?:gut|fertig|klar|wett)|kauf|erlass|schenk|gebe?n? [^,;.]{1,40}zurück|reiche?n? [^,;.]{1,40}weiter|meld|ruf|schick|send|kümmer|prüf|klär|gebe?n? (?:ich |wir )?(?:ihnen |dir |euch )?(?:dann |umgehend )?(?:bescheid|rückmeldung)|lasse?n? (?:sie|es sie|dich) (?:wissen|es wissen)|informier|antwort|erstatt|überweis|veranlass|frage?n? (?:\w+ ){0,4}nach|leite?n? (?:\w+ ){0,6}weiter|halte?n? (?:\w+ ){1,2}auf dem laufenden|sorg|kontaktier|benachrichtig|teile?n? (?:\w+ ){0,4}mit|hake?n? (?:\w+ ){0,3}nach|schaue?n? (?:\w+ ){0,4}(?:an|nach)|komme?n? (?:\w+ ){0,4}auf (?:sie|dich) zu|ersetz|tausch|liefer|versend|verschick|entschädig|vergüt|besprech|besorg|gehe?n? (?:ich |wir )?(?:dem|der sache|den|ihrem|diesem) (?:\w+ ){0,3}nach|spreche?n? (?:\w+ ){0,2}mit|rede?n? mit|übernehm|buche?n? |streiche?n? |schreibe?n? (?:\w+ ){1,6}gut|stornier|änder|korrigier|aktivier|verlänger|eskalier|hinterleg|reservier|vermerk|bestell|organisier|regel|erledig|stelle?n? (?:\w+ ){1,5}(?:durch|um|aus|zu|zurück|richtig)|schaue?n? |sehe?n? (?:mir|uns) (?:das|die|den|es)|gucke?n? |nehme?n? (?:das|es|ihn|sie) (?:\w+ ){0,3}(?:zurück|mit|auf)|ziehe?n? [^,;.]{1,60}(?:ab|vor)\b|nehme?n? [^,;.]{1,40}(?:raus|zurück|runter|herunter)\b|zahle?n? [^,;.]{1,60}zurück|sage?n? [^,;.]{1,40}bescheid|korrigier|bericht|setze?n? (?:\w+ ){1,5}(?:auf|ein|um|aus)|verrechne|entsperr|richte|trage?n? (?:\w+ ){1,5}(?:ein|nach)|hole?n? |bringe?n? |lege?n? (?:\w+ ){1,5}(?:bei|zurück|an|drauf)|recherchier|kontrollier|überprüf|untersuch)",
}


def _c(pattern: str) -> re.Pattern[str]:
    return compiled(pattern, _PARTS)


_CLAUSE = re.compile(
    r"(?:(?!,?\s(?:und(?!\s\d)|aber|denn|sondern|weil|dass|sobald|wenn|damit|falls)\s)(?::\d|[^;:])){0,260}"
)
_READY_RE, _BAD_BE_RE, _ARRIVE_RE = (re.compile(rf"(?<!\w){part}") for part in (_READY, _BAD_BE, _ARRIVE))
_STRONG_RE = re.compile(r"(?<!\w)" + _PARTS["STRONG"].replace(" ", r"\s{1,3}"))
_DONE_RE = re.compile(
    r"(?<!\w)(?:\w{0,14}ge\w{2,}t|\w{0,14}ge\w{2,}en|be\w{3,}(?:t|en)|er\w{3,}(?:t|en)|ent\w{3,}(?:t|en)|ver\w{3,}(?:t|en)|über\w{3,}(?:t|en)|unter\w{3,}(?:t|en)|repariert|kontaktiert|informiert|\w{3,}iert|melden|anrufen|kommen|ankommen|eintreffen|liefern|vorbeikommen|kümmern|fertig|da sein|bei ihnen|setzen|abholen|bringen|prüfen|nehmen|schicken|senden|zurückrufen|folgen|erfolgen|antworten|sein|zukommen|geben|haben|klären|rufen|was\b|klappen|aufsuchen|beheben|tauschen|austauschen)(?!\w)"
)


def _clause(low: str, start: int, end: int) -> str:
    """What follows to the end of the sentence's clause."""
    found = _CLAUSE.match(low, start, end)
    return found[0] if found else ""


def become(match: Match, end: int) -> Governor | None:
    """Wird, werden, werde: a promise where something of ours is done or somebody comes."""
    low, start = match.string, match.start()
    rest = low[start:end]
    clause = _clause(low, start, end)
    right = low[match.end() : match.end() + 12].split()[:1]
    left = low[max(0, start - 24) : start].split()[-2:]
    own = "ich" in (*left, *right) or "wir" in (*left, *right) or match[0] == "werde"
    if "gebeten" in clause or (
        _BAD_BE_RE.search(clause) and not (own and "nicht" not in clause and "kein" not in clause)
    ):
        return Governor(start, match.end(), "other")
    before = low[max(0, start - 32) : start]
    if not own and foreign(before) and not (_THEIRS.search(before) or _GIVEN.search(clause)):
        return Governor(start, match.end(), "other")
    if "sie" in right and rest.find("?") >= 0:
        return Governor(start, match.end(), "other")
    if (
        not own
        and not _DONE_RE.search(clause)
        and not _DONE_RE.search(low, max(0, start - 20), start)
        and not _DOES.search(clause)
    ):
        return None if len(clause) < 12 else Governor(start, match.end(), "other")
    who = "I" if "ich" in (*left, *right) or match[0] == "werde" else "we" if own else ""
    return Governor(
        start, match.end(), "promise", who, bool(_STRONG_RE.search(clause) if own else _GIVEN.search(clause))
    )


_THERE = re.compile(r"\b(?:wieder|für sie|uhr) (?:\w+ ){0,2}(?:da|zurück|erreichbar)\b(?! bei)")
_STATE = re.compile(
    r"\b(?:\w{0,12}ge\w{2,}(?:t|en|ssen)|(?:be|er|ver|ent|zer|über|unter|um)\w{3,}(?:t|en)|\w{3,}iert|zu ende|wieder \w+|mein \w+ (?:handgriff|anruf|thema|punkt|weg))\b"
)
_GONE = re.compile(
    r"\b\w{0,8}(?:gegangen|gekommen|gefahren|getroffen|geblieben|gewesen|worden|gefallen|geschehen|gelaufen|gestorben)\b"
)
_DEADLINE = re.compile(
    r"\b(?:bis|spätestens|innerhalb|binnen|ab (?:etwa |ca\. |circa )?(?:\d|heute|morgen|\w+tag|mittwoch)|zum (?:ersten|\d)|morgen|übermorgen|nächste\w?|kommende\w?|in \w+ (?:\w+ )?(?:stunden?|minuten?|tagen?|wochen?))\b"
)


_THEIRS = re.compile(r"\b(?:kund(?:e|in|en)|kd\.?|mieter(?:in)?|anrufer(?:in)?|patient(?:in)?|gast)\s$")
_LATER = re.compile(
    r"\berst\b[^;]{2,50}\b(?:i[mn]s? lager|auf lager|vorrätig|lieferbar|im haus|verfügbar)\b"
)  # no promise, a delay
_DOES = re.compile(
    r"\s(?!regnen|schneien|steigen|sinken|enden|fallen|bleiben|schließen|dauern|brauchen|benötigen|müssen|können|sehen|kosten|gelten|ändern|fehlen|verlängern|verfallen|ablaufen)[a-zäöüß]{3,24}(?:en|ern|eln)\s{0,2}[.!]?\s{0,2}$"
)
_GIVEN = re.compile(
    r"^wird (?:gemacht|erledigt)\s{0,2}[.!]?$|\b(?:korrigiert|berichtigt|behandelt|nachgebessert|zurückgenommen|nachgereicht|weitergeleitet)\s{0,2}[.,!]|\b(?:erstattet|gutgeschrieben|ersetzt|ausgetauscht|umgetauscht|verrechnet)\b(?! (?:wenn|sobald|worden))"
)


def be(match: Match, end: int) -> Governor | None:
    """Ist, sind: "ist bis Freitag fertig" is a promise, "ist geschlossen" none."""
    low = match.string
    clause = _clause(low, match.start(), end)
    if "wir" in (match[0].split() + low[match.end() : match.end() + 5].split()) and _THERE.search(clause):
        return Governor(match.start(), match.end(), "other")
    left = low[max(0, match.start() - 45) : match.start()]
    if _LATER.search(clause) or (_THEIRS.search(left) and not _READY_RE.search(clause)):
        return Governor(match.start(), match.end(), "other")
    whole = low[match.start() : end].split(",", 1)[0]
    state = _STATE.search(clause) and not _GONE.search(clause) and _DEADLINE.search(left + clause)
    if _BAD_BE_RE.search(clause) or not (state or _READY_RE.search(clause) or _READY_RE.search(whole)):
        return Governor(match.start(), match.end(), "other")
    return Governor(match.start(), match.end(), "promise", "")


def have(match: Match, end: int) -> Governor | None:
    """Wir haben das bis Freitag fertig; wir haben Sie für Freitag eingeplant."""
    if match[0] == "hat" and re.search(
        r"zugesagt|bestätigt|angekündigt", match.string[match.end() : min(end, match.end() + 40)]
    ):
        return Governor(match.start(), match.end(), "none")
    if match[0] == "hat":
        ours = re.search(r"\b(?:bis|spätestens)\b", match.string[max(0, match.start() - 40) : match.start()])
        return Governor(match.start(), match.end(), "promise" if ours else "other")
    clause = match.string[max(0, match.start() - 40) if match[0].startswith("hab") else match.start() : end]
    if (
        re.search(
            r"\b(?:bis|heute|morgen|spätestens|in \w+|innerhalb)\b[^;]{2,80}(?:fertig|erledigt|geklärt|gelöst|repariert|für sie|für dich|parat|da\b|zurück\b)|\b(?:bis|spätestens)\b[^;]{2,80}(?:antwort|rückmeldung|lösung|ergebnis|ersatz)(?! (?:erhalten|bekommen|gehört|erwartet))|\b(?:zugesagt|versprochen|zugesichert|garantiert), dass\b|(?:gebeten|beauftragt|angewiesen|veranlasst|notiert|vorgenommen)[^;]{2,80}(?:\bzu \w+|\w+zu\w+en)|(?:für|auf|am)\b[^;]{2,80}(?:eingeplant|vorgemerkt|eingetragen|gebucht|terminiert|reserviert|gelegt|verschoben|vereinbart|angesetzt|bestellt|beauftragt|organisiert)|\b(?:bis|spätestens)\b(?! (?:heute|jetzt|dato|gestern|vor|dahin)\b)[^;,]{2,40}\bhab(?:en?)? (?:ich|wir)\b[^;,]{2,60}\b(?:\w{0,12}ge\w{2,}(?:t|en)|(?:be|er|ver|ent)\w{3,}(?:t|en))\b",
            clause,
        )
        and not _BAD_BE_RE.search(clause)
        and not re.search(r"\bvor (?:dem )?\d|\bleider\b", clause)
    ):
        return Governor(match.start(), match.end(), "promise", "I" if "ich" in match[0] else "we")
    return Governor(match.start(), match.end(), "other")


_NEVER_CAME = re.compile(r",\s(?:(?:ist|war|hat) (?:aber|jedoch)|kam|kamen|aber)\b")


def should(match: Match, end: int) -> Governor | None:
    """Sollte ankommen, können Sie rechnen mit: what the customer may count on."""
    clause = _clause(match.string, match.start(), end)
    pattern = (
        r"wieder \w{3,}en\b|wieder \w+zu\w+en\b|abholen|mitnehmen|entgegennehmen|rechnen|erwarten|davon ausgehen|zählen|verlassen"
        if re.search("k[öa]nn", match[0])
        else None
    )
    if foreign(match.string[max(0, match.start() - 32) : match.start()]):
        return Governor(match.start(), match.end(), "other")
    fits = re.search(pattern, clause) if pattern else _ARRIVE_RE.search(clause)
    if (
        fits
        and not _NEVER_CAME.search(match.string, match.end(), end)
        and not _BAD_BE_RE.search(clause)
        and not re.search(r"\bzu erhalten|bezahl|zahlen|mitteilen|einreichen|senden sie", clause)
    ):
        return Governor(match.start(), match.end(), "promise", "")
    return Governor(match.start(), match.end(), "other")


def get(match: Match, end: int) -> Governor | None:
    """Sie erhalten, Sie haben: not "Sie haben bis Freitag Zeit"."""
    clause = _clause(match.string, match.start(), end)
    if ("hab" in match[0] or "hast" in match[0]) and match[0].startswith(("sie", "du", "ihr")):
        bad = re.search(
            r"\b(?:zeit|möglichkeit|frist|gelegenheit|recht|anspruch|(?!\w*(?:angebot|gerät|gebiet|gericht|gewicht|geschäft|gespräch|gutachten))\w*ge\w{2,}t|\w*ge\w{3,}en|bestellt|versprochen|zugesagt|be\w+t|er\w+t|noch bis|uns|mir|recht)\b",
            clause,
        )
        if bad or not re.search(
            r"\b(?:bis|spätestens|morgen|übermorgen|heute|am|dann|in|ende|nächste|innerhalb|binnen|noch|tags darauf|\w+tag)\b",
            match.string[max(0, match.start() - 40) : match.start()] + clause,
        ):
            return Governor(match.start(), match.end(), "other")
    if _BAD_BE_RE.search(clause) or _REBATE.search(clause):
        return Governor(match.start(), match.end(), "other")
    return Governor(match.start(), match.end(), "promise", "", strong=_gets(match, clause))


_REBATE = re.compile(r"rabatt|%|prozent|nachlass|gratis|geschenkt")  # of an offer to all


def _gets(match: Match, clause: str) -> bool:
    """Whether it promises without any time; "anbei erhalten Sie" is said of what is there already."""
    if "hör" in match[0]:
        return "von" in clause
    here = match.string[max(0, match.start() - 40) : match.start()] + clause
    return re.search(r"erfahr|erhalt|bekomm|krieg", match[0]) is not None and not _HERE.search(here)


_HERE = re.compile(
    r"\b(?:anbei|anhang|hiermit|anliegend|beigefügt\w*|anlage|können|haben|wurden?|worden|bereits|ob|dass|immer|wie|wo)\b"
)


def foreign(left: str) -> bool:
    """Whether the thing just named is not of our doing: "mein Flug"."""
    return _FOREIGN.search(left) is not None


_FOREIGN = re.compile(
    r"\b(?:mein|meine|sein|seine|ihr(?= (?:mann|sohn|vater|bruder|freund|anwalt|nachbar|vermieter)))\s(?!kolleg|chef|team|vorgesetzt|leiter|techniker|mitarbeiter|assistent|monteur|abteilung|fahrer|geselle)[a-zäöüß]+\s{0,3}$|\b(?:bank|versicherung|krankenkasse|system|kund(?:e|in|en)|kd\.?|anrufer(?:in)?|mieter(?:in)?|patient(?:in)?|umfrage|versammlung|betriebsversammlung|\w*veranstaltung|\w*versammlung|preis|miete|beitrag|saison|messe|verkäufer(?:in)?|\w*gebühr(?:en)?|zinsen|\w*prüfungen|klausur(?:en)?|hersteller|lieferant|\w*amt|zoll|behörde|polizei|post|vermieter(?:in)?|netzbetreiber|\w*gericht|arbeitgeber|importeur|verlag|probezeit|gewerkschaft|hausbank|schulung|besprechung|zahlung|flug|zug|frist|(?<!ihr )(?<!te )(?<!es )angebot|vertrag|aktion)\s{0,3}$"
)


def strong(low: str, start: int, end: int) -> bool:
    """Whether a promise without any time is one to keep in sight."""
    stop = _COMMA.search(low, start, min(end, start + 120))
    return _STRONG_RE.search(low, start, stop.start() if stop else min(end, start + 120)) is not None


_COMMA = re.compile(r"[,;:]")


BECOME, BE = (
    compiled(r"(?:werden?|wird|wirst)", {}),
    compiled(r"(?:wir sind|ich bin|sind wir|bin ich|ist|sind|bin|is)", {}),
)


def want(match: Match, end: int) -> Governor:
    """Das will ich bis Freitag abschließen; "ich will mein Geld" is none."""
    clause = _clause(match.string, match.start(), end)
    ours = re.search(
        r"(?:abschließen|erledigen|(?:ge|er|be|ver)\w+(?:t|en) haben|klären|senden|schicken|fertig|lösen|liefern|melden|anrufen|prüfen|beantworten|geben)\b",
        clause,
    )
    bad = re.search(r"\b(?:mein\w*|zurück|kündigen|wissen)\b", clause)
    return Governor(
        match.start(), match.end(), "promise" if ours and not bad else "other", "I" if "ich" in match[0] else "we"
    )


WANT = compiled(r"(?:ich will|will ich|wir wollen|wollen wir)", {})
HAVE = compiled(r"(?:(?:wir|ich) (?:haben|habe|hab)|(?:haben|habe|hab) (?:wir|ich)|hat)", {})
SHOULD = compiled(
    r"(?:sollten?|soll|sollen|müssten?|dürften?|können sie|sie können|kannst du|du kannst|könnt ihr|ihr könnt)", {}
)
GET = _c(
    r"(?:sie (?:<SIEGET>)|(?:<SIEGET>) (?:sie|s')|du <DUGET>|<DUGET> du|ihr (?:bekommt|kriegt|hört|erhaltet|habt)|(?:bekommt|kriegt|hört|erhaltet|habt) ihr|kunden erhalten)"
)
TABLE = rows("governors_de.tsv")
OWN_VERBS = "melde rufe schicke sende gebe kümmere kümmer prüfe kläre lasse leite bringe liefere überweise erstatte veranlasse informiere antworte sorge komme teile stelle lege frage schaue mache bestelle buche storniere repariere tausche reiche hole halte trage verspreche garantiere erledige bearbeite kontaktiere benachrichtige ersetze behebe besuche schreibe regle organisiere hake versuche spreche maile besorge suche schau klär prüf ruf meld schick frag bring hol geb setze nehme leg stell versende verschicke beantworte tue guck checke checke check teste bestätige gucke fahre erstelle"
WE_VERBS = ("melden rufen schicken senden geben kümmern prüfen klären lassen leiten bringen liefern überweisen erstatten veranlassen informieren antworten sorgen kommen teilen "
            "stellen legen fragen schauen machen bestellen buchen stornieren reparieren tauschen reichen holen halten tragen versprechen garantieren erledigen bearbeiten kontaktieren "
            "benachrichtigen ersetzen beheben besuchen schreiben regeln organisieren haken versuchen sprechen versenden verschicken setzen nehmen tun beantworten bauen montieren installieren finden fangen starten beginnen zahlen gutschreiben führen planen sehen schaffen bereiten räumen fahren treffen hören unterrichten gehen laden packen erhalten")  # fmt: skip
