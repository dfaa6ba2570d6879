# ruff: noqa: E501 -- a pattern is read as one line
"""What German words make of a time: a promise of ours, a wish, a question, a thing of the past."""

import re

from headwater.signals.promises.domain import Governor
from headwater.signals.promises.words import Match, compiled

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
    r"danken?|wünschen?|entschuldigen?|warten?|wurden?|hätten?|sehen(?! uns (?:das|die|den|es|ihr|dein))|sehe(?! (?:mir|es mir|ich))|suche|suchen|kenne|kennen|fordern?|verlangen?|sollten?|sollen|soll|mag|mögen|lieg|liege|befinden?|"
    r"finde|vermissen?|arbeiten|wohne|wohnen|bekam|bekamen|bekommen?|erhielten?|erhalten?|schaffen? es (?:leider )?nicht|öffnen|schließen|kündigen?|heiße|bestehen?|behalten|dachten?|rief|schrieb|schickten?|sandten?|meldeten?|bestellten?|kauften?|zahlten?|gingen?|kamen?|gab|gaben)"
)
_ARRIVE = (
    r"(?:ankommen|eintreffen|da sein|bei ihnen|bei dir|bei euch|erhalten|bekommen|haben|fertig|geliefert|erledigt|zugestellt|behoben|repariert|vorliegen|abholbereit|wissen|"
    r"verfügbar|bearbeitet|überwiesen|gutgeschrieben|erstattet|verschickt|versandt|versendet|abgeschlossen|funktionieren|klappen|lieferbar|da\b|ankommt|sehen|drin|sichtbar|gelöst|geklärt|vorhanden|im briefkasten|kommen)"
)
_READY = (
    r"(?:fertig|da\b|bei ihnen|bei dir|bei euch|vor ort|abholbereit|abholfertig|erledigt|behoben|geplant|vorgesehen|eingeplant|angesetzt|terminiert|zugesagt|so weit|soweit|verfügbar|lieferbar|"
    r"auf dem weg|unterwegs|gebucht|repariert|geklärt|gelöst|versandfertig|versandbereit|bearbeitet|zu rechnen|auf ihrem konto|auf dem konto|vereinbart|eingetragen|reserviert|in der post|im haus|wieder online|einsatzbereit|bezugsfertig|durch\b|zurück bei|verschickt|montiert|ausgeliefert|drin\b|startklar|abgeschlossen|bereit\b|garantiert|bestätigt|vorbereitet|wiederhergestellt|da und|freigeschaltet|im briefkasten)"
)
_BAD_BE = (
    r"(?:geschlossen|geöffnet|erreichbar|abgebucht|fällig|benötigt|gekündigt|gesperrt|gelöscht|im urlaub|urlaub|abwesend|gültig|belastet|gestreikt|eingezogen|gebraucht|"
    r"erwartet|feiertag|betriebsferien|gezahlt sein|bezahlt werden muss|zu zahlen|zu überweisen|zu entrichten|außer haus|offen|gefeiert|krank|zeit|die möglichkeit|mahnverfahren|inkasso|verlängert sich)"
)
_PARTS = {
    "DO": _DO,
    "BAD": _BAD_OWN,
    "PERS": r"(?:ihnen|sie|dich|dir|euch|es|das|dies|den|die|uns|mich|mir|ihn|ihr|ihre[nrms]?|deine?n?|gern|gerne|dann|selbstverständlich|natürlich|noch|sofort|heute|morgen|auch|gleich|umgehend)",
    "SIEGET": r"(?:erhalten|bekommen|kriegen|hören|hoeren|haben|finden|sehen|empfangen)",
    "DUGET": r"(?:bekommst|kriegst|hörst|erhältst|hast|findest|siehst)",
    "THIRD": r"(?:kommt|trifft|erreicht|geht|meldet|ruft|liefert|bringt|holt|schickt|sendet|prüft|kümmert|antwortet|repariert|verschickt|versendet|erfolgt|überweist|erstattet|informiert|besucht|tauscht|erledigt|bearbeitet|folgt|folgen|landet|steht|gibt|montiert|installiert|nimmt|gibt's|gibts|hinterlegt|dauert|liegt(?= .{2,60}\bvor\b)|schließt(?= .{3,80}\bab\b)|läuft(?= (?:alles|wieder|es wieder))|spielt|erhält|macht|wird's|fährt|schaut|setzt|erfolgen|baut|kontaktiert|klärt|verlässt|stellt|veranlasst|übernimmt|händigt)",
    "ARRIVE": _ARRIVE,
    "STRONG": r"(?:meld|ruf|schick|send|kümmer|prüf|klär|gebe?n? (?:ich |wir )?(?:ihnen |dir |euch )?(?:dann |umgehend )?(?:bescheid|rückmeldung)|lasse?n? (?:sie|es sie|dich) (?:wissen|es wissen)|informier|antwort|erstatt|überweis|veranlass|frage?n? (?:\w+ ){0,4}nach|leite?n? (?:\w+ ){0,6}weiter|halte?n? (?:\w+ ){1,2}auf dem laufenden|sorg|kontaktier|benachrichtig|teile?n? (?:\w+ ){0,4}mit|hake?n? (?:\w+ ){0,3}nach|schaue?n? (?:\w+ ){0,4}(?:an|nach)|komme?n? (?:\w+ ){0,4}auf (?:sie|dich) zu|ersetz|tausch|liefer|versend|verschick|besprech|besorg)",
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
    if "sie" in right and rest.find("?") >= 0:
        return Governor(start, match.end(), "other")
    if not own and not _DONE_RE.search(clause):
        return None if len(clause) < 12 else Governor(start, match.end(), "other")
    who = "I" if "ich" in (*left, *right) or match[0] == "werde" else "we" if own else ""
    return Governor(start, match.end(), "promise", who, bool(own and _STRONG_RE.search(clause)))


def be(match: Match, end: int) -> Governor | None:
    """Ist, sind: "ist bis Freitag fertig" is a promise, "ist geschlossen" none."""
    low = match.string
    clause = _clause(low, match.start(), end)
    if _BAD_BE_RE.search(clause) or not _READY_RE.search(clause):
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
            r"\b(?:bis|heute|morgen|spätestens|in \w+|innerhalb)\b[^;]{2,80}(?:fertig|erledigt|geklärt|gelöst|repariert|für sie|für dich|parat|da\b|zurück\b)|\b(?:bis|spätestens)\b[^;]{2,80}(?:antwort|rückmeldung|lösung|ergebnis|ersatz)(?! (?:erhalten|bekommen|gehört|erwartet))|(?:gebeten|beauftragt|angewiesen|veranlasst|notiert|vorgenommen)[^;]{2,80}(?:\bzu \w+|\w+zu\w+en)|(?:für|auf|am)\b[^;]{2,80}(?:eingeplant|vorgemerkt|eingetragen|gebucht|terminiert|reserviert|gelegt|verschoben|vereinbart|angesetzt|bestellt|beauftragt|organisiert)",
            clause,
        )
        and not _BAD_BE_RE.search(clause)
        and not re.search(r"\bvor (?:dem )?\d|\bleider\b", clause)
    ):
        return Governor(match.start(), match.end(), "promise", "I" if "ich" in match[0] else "we")
    return Governor(match.start(), match.end(), "other")


def should(match: Match, end: int) -> Governor | None:
    """Sollte ankommen, können Sie rechnen mit: what the customer may count on."""
    clause = _clause(match.string, match.start(), end)
    pattern = r"rechnen|erwarten|davon ausgehen|zählen|verlassen" if re.search("k[öa]nn", match[0]) else None
    if foreign(match.string[max(0, match.start() - 32) : match.start()]):
        return Governor(match.start(), match.end(), "other")
    fits = re.search(pattern, clause) if pattern else _ARRIVE_RE.search(clause)
    if (
        fits
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
            r"\b(?:zeit|möglichkeit|frist|gelegenheit|recht|anspruch|\w*ge\w{2,}t|\w*ge\w{3,}en|bestellt|versprochen|zugesagt|be\w+t|er\w+t|noch bis|uns|mir|recht)\b",
            clause,
        )
        if bad or not re.search(
            r"\b(?:bis|spätestens|morgen|übermorgen|heute|am|dann|in|ende|nächste|innerhalb|binnen|noch)\b", clause
        ):
            return Governor(match.start(), match.end(), "other")
    if _BAD_BE_RE.search(clause):
        return Governor(match.start(), match.end(), "other")
    return Governor(match.start(), match.end(), "promise", "", strong="hör" in match[0] and "von" in clause)


def foreign(left: str) -> bool:
    """Whether the thing just named is not of our doing: "mein Flug"."""
    return _FOREIGN.search(left) is not None


_FOREIGN = re.compile(
    r"\b(?:mein|meine|sein|seine)\s(?!kolleg|chef|team|vorgesetzt|leiter|techniker|mitarbeiter|assistent|monteur|abteilung|fahrer|geselle)[a-zäöüß]+\s{0,3}$|\b(?:besprechung|zahlung|flug|zug|frist|angebot|vertrag|aktion)\s{0,3}$"
)


def strong(low: str, start: int, end: int) -> bool:
    """Whether a promise without any time is one to keep in sight."""
    return _STRONG_RE.search(low, start, min(end, start + 120)) is not None


BECOME, BE = (
    compiled(r"(?:werden?|wird|wirst)", {}),
    compiled(r"(?:wir sind|ich bin|sind wir|bin ich|ist|sind|bin|is)", {}),
)


def want(match: Match, end: int) -> Governor:
    """Das will ich bis Freitag abschließen; "ich will mein Geld" is none."""
    clause = _clause(match.string, match.start(), end)
    ours = re.search(
        r"(?:abschließen|erledigen|erledigt haben|klären|senden|schicken|fertig|lösen|liefern|melden|anrufen|prüfen|beantworten|geben)\b",
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
    r"(?:sie (?:<SIEGET>)|(?:<SIEGET>) sie|du <DUGET>|<DUGET> du|ihr (?:bekommt|kriegt|hört|erhaltet|habt)|(?:bekommt|kriegt|hört|erhaltet) ihr|kunden erhalten)"
)
TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "achten",
        "promise",
        r"achten sie (?:bitte )?(?:\w+ ){0,3}auf (?:unsere|meine|eine|die) (?:mail|e-mail|nachricht|anruf|post)",
    ),
    ("unser ziel geplant", "promise", r"(?:unser ziel|ziel|geplant) (?:ist|sind)"),
    ("fertig erledigt repariert", "opening", r"(?:fertig|erledigt|repariert) (?:bis|am|in|heute|morgen)"),
    (
        "ich wir hoffe hoffen hoffentlich angeblich laut er mir uns gesagt sagte sagten meinte hieß eigentlich ursprünglich normalerweise üblicherweise gewöhnlich meist meistens grundsätzlich in fraglich unklar unwahrscheinlich unmöglich bezweifle glaube",
        "hold",
        r"(?:(?:ich|wir) (?:hoffen?|glauben?|denken?|bezweifeln?|weiß nicht|wissen (?:noch )?nicht)|hoffen? (?:ich|wir)|hoffentlich|angeblich|(?:er|sie) (?:sagte|sagten|meinten?|versprach|behauptet)|(?:mir|uns) (?:wurde|hat man|haben sie) (?:\w+ ){0,3}(?:gesagt|versprochen|zugesagt|mitgeteilt)|es hieß|hieß es|gesagt|eigentlich|ursprünglich|normalerweise|üblicherweise|gewöhnlich|meistens|meist|grundsätzlich|in (?:der|aller) regel|fraglich|unklar|unwahrscheinlich|unmöglich|bezweifle)",
    ),
    (
        "kann können darf dürfen soll sollen könnte könnten würde würden wann wie warum wieso weshalb wer wo",
        "question",
        r"(?:(?:kann|darf|soll|könnte|dürfte) ich|(?:können|dürfen|sollen|könnten|dürften) wir(?: sie)?|(?:könnten|würden|können|dürften) sie (?:mir|uns|bitte|das|mich)|(?:wann|wie|warum|wieso|weshalb|wer|wo|was)(?! (?:besprochen|vereinbart|telefonisch|versprochen|gewünscht|angekündigt|erwähnt|gesagt|immer|schon|abgemacht|ich ihnen|gehabt|auch)))",
    ),
    (
        "bitte",
        "neutral",
        r"bitte (?:beachten|seien sie|haben sie|entschuldigen|berücksichtigen|verzeihen|sehr|schön|nicht vergessen)(?: sie)?",
    ),
    (
        "ich wir hiermit",
        "neutral",
        r"(?:ich|wir) (?:wollten?|möchten?|wollen|darf|dürfen|kann|können|freuen? (?:mich|uns),?|teilen?)(?: ihnen| sie| dir| dich)?(?: nur| kurz| hiermit| noch)? (?:mitteilen|informieren|sagen|bescheid geben|bestätigen|bestätigen,?|zusagen|zusichern|versichern|versprechen|ihnen mitzuteilen)",
    ),
    (
        "kann können darf dürfen",
        "neutral",
        r"(?:kann|können|darf|dürfen) (?:ich|wir) ihnen (?:mitteilen|sagen|bestätigen|zusagen|zusichern|versichern|versprechen)",
    ),
    (
        "bitte rechnen",
        "promise",
        r"(?:bitte )?rechnen sie (?:bitte )?(?:am|bis|mit|in|innerhalb|ab|morgen|heute|dann|nächste)",
    ),
    ("bitte", "mood", r"bitte"),
    (
        "geben gib gebt lassen lass",
        "promise",
        r"(?:geben sie|gib|gebt) (?:mir|uns) (?:bitte )?(?:noch )?(?:bis|ein|eine|einen|zwei|\d{1,3}|kurz|etwas|noch|bitte|circa|ca\.|den)",
    ),
    ("lassen lass", "promise", r"(?:lassen sie|lass) (?:mich|uns)"),
    (
        "sie du ihr",
        "imperative",
        r"(?:wenden|senden|schicken|rufen|melden|geben|teilen|antworten|überweisen|zahlen|bringen|kommen|reichen|warten|nennen|füllen|prüfen|schreiben|bestätigen|lassen|halten|legen|laden|nehmen|beachten|stellen|holen|machen|sagen|kontaktieren|informieren) sie",
    ),
    (
        "wenden senden schicken rufen melden geben teilen antworten überweisen zahlen bringen kommen reichen warten nennen füllen prüfen schreiben bestätigen lassen halten legen laden nehmen beachten stellen holen machen sagen kontaktieren informieren",
        "imperative",
        r"(?:wenden|senden|schicken|rufen|melden|geben|teilen|antworten|überweisen|zahlen|bringen|kommen|reichen|warten|nennen|füllen|prüfen|schreiben|bestätigen|lassen|halten|legen|laden|nehmen|beachten|stellen|holen|machen|sagen|kontaktieren|informieren) sie(?! von)",
    ),
    (
        "schick schickt sende sendet gib gebt ruf ruft meld melde meldet sag sagt",
        "imperative",
        r"(?:schick|schickt|sendet?|gib|gebt|ruft?|sagt?|bringt?) (?:mir|uns|mich)|meld(?:e|et)? (?:dich|euch)",
    ),
    (
        "ich wir",
        "ich",
        r"(?:ich|wir) (?:selbst |persönlich |auch |dann |beide )?(?!<BAD>\b)(?:[a-zäöüß]+e|[a-zäöüß]+n|gib|geb|schicks|machs|bring's|schick's|mach's|klärs|rufs|brings|guck's|checks|schick|ruf|meld|schau|mach|klär|prüf|sag|frag|tu|komm|leg|stell|hol|bring|lass|kümmer|guck|setz|antworte|leite|bearbeite|bereite|erstatte|schreib|nehm|check|fahr|hak|fix|frage|sende)(?<!te)(?<!ten)",
    ),
    (
        "ich wir",
        "ich",
        r"(?:ich|wir) \w*(?:arbeit|halt|richt|leit|wort|statt|reit|biet|leist|test|start|acht|walt|stalt|gleit|miet|schalt|rat|tret|zicht|pflicht|sicht)(?:e|en)",
    ),
    ("", "ich", r""),
    (
        "wurde wurden ist sind",
        "promise",
        r"(?:wurden?|ist|sind) (?:\w+ ){0,4}(?:auf|für) (?:\w+[.,]{0,2} ){1,6}(?:verschoben|gelegt|geplant|terminiert|angesetzt|bestätigt|vorgesehen|eingeplant|vereinbart|gebucht)",
    ),
    ("ich wir", "other", r"(?:ich|wir) <BAD>"),
    (
        "habe haben hab kann können konnte könnte möchte möchten würde würden brauche brauchen benötige benötigen hoffe hoffen erwarte erwarten hatte hatten war waren muss müssen wollte wollten bin",
        "other",
        r"(?:habe|haben|hab|kann|können|konnten?|könnten?|möchten?|würden?|brauchen?|benötigen?|hoffen?|erwarten?|hatten?|waren?|muss|müssen|wollten?|bin) (?:ich|wir)",
    ),
    (
        "sie du ihr",
        "other",
        r"(?:sie|du|ihr) (?:müssen|musst|müsst|sollten|sollen|können|kannst|könnt|möchten|wollen|wollten|hatten|hattest|waren|warst|haben|habt|hast|brauchen|benötigen|bitten|dürfen|schickten|sagten|schrieben|versprachen|sind|zahlen|überweisen|könnten|würden|sagten|meinten)",
    ),
    (
        "mussten konnten wollten hätte hätten würde würden könnte könnten wurde wurden war waren hatte hatten müsste müssten möchte möchten sollten soll muss müssen konnte konnten musste gab",
        "other",
        r"(?:hätten?|würden?|könnten?|wurden?|waren?|hatten?|müssten?|möchten?|soll|sollen|muss|müssen|konnten?|mussten?|wollten?)",
    ),
    (
        "bräuchte brauche benötige benötigen brauchen erwarte erwarten wünsche bitten bitte hoffe hoffen fordere verlange will wollen",
        "other",
        r"(?:bräuchten?|brauchen?|benötigen?|erwarten?|wünschen?|bitten|hoffen?|hoffentlich|fordere|verlange|will|wollen)",
    ),
    ("wenn falls sofern ob solange", "condition", r"(?:wenn|falls|sofern|solange)(?! (?:möglich|nicht))"),
    ("ob weil da obwohl", "if", r"(?:ob|weil|obwohl)"),
    (
        "sobald nachdem sowie",
        "condition",
        r"(?:sobald(?! (?:wie )?möglich)|nachdem|sowie (?:ich|wir|die|das|der|er|es|sie))",
    ),
    ("dass damit", "weak", r"(?:dass|damit)"),
    ("folgt folgen erfolgt meldet kommt", "promise", r"(?:folgt|folgen|erfolgt)"),
    (
        "kommt trifft erreicht geht meldet ruft liefert bringt holt schickt sendet prüft kümmert antwortet repariert verschickt versendet überweist erstattet informiert besucht tauscht erledigt bearbeitet landet steht gibt gibt's gibts hinterlegt montiert installiert nimmt erhält dauert liegt schließt läuft spielt fährt schaut setzt erfolgen baut kontaktiert klärt verlässt stellt veranlasst übernimmt",
        "third",
        r"<THIRD>",
    ),
    ("ankommt eintrifft geliefert ankommen verschickt erledigt", "weak", r"(?:ankommt|eintrifft)"),
    (
        "mehr weiteres näheres infos details",
        "opening",
        r"(?:mehr|weiteres|näheres|(?:neue |weitere )?infos|details)(?: dazu| davon| hierzu| infos)?(?= )",
    ),
    (
        "rückruf lieferung liefertermin lieferzeit zustellung rückmeldung antwort versand abholung reparatur erstattung auslieferung gutschrift",
        "noun",
        r"(?:rückruf|(?:aus)?lieferung|liefertermin|lieferzeit|zustellung|rückmeldung|antwort|versand|abholung|reparatur|erstattung|gutschrift)(?: ist| erfolgt| kommt| bis| am| in| voraussichtlich| spätestens| innerhalb| noch|:| binnen| heute| morgen| gegen| um| folgt| dauert| garantiert)",
    ),
    (
        "geöffnet geschlossen gültig erreichbar urlaub abwesend öffnungszeiten sprechzeiten gilt endet läuft gelten schließen schließt öffnet",
        "other",
        r"(?:geöffnet|geschlossen|gültig|erreichbar|urlaub|abwesend|(?:öffnungs|sprech|geschäfts)zeiten|gilt|gelten|endet|läuft(?=.{0,40}\b(?:aus|ab)\b)|schließt|öffnet)",
    ),
    ("versprochen zugesagt garantiert", "other", r"(?:versprochen|zugesagt) (?:worden|hatten?|wurde)"),
)
_VERBS = "melde rufe schicke sende gebe kümmere kümmer prüfe kläre lasse leite bringe liefere überweise erstatte veranlasse informiere antworte sorge komme teile stelle lege frage schaue mache bestelle buche storniere repariere tausche reiche hole halte trage verspreche garantiere erledige bearbeite kontaktiere benachrichtige ersetze behebe besuche schreibe regle organisiere hake versuche spreche maile besorge suche schau klär prüf ruf meld schick geb setze nehme leg stell versende verschicke beantworte tue guck checke checke check teste bestätige gucke fahre erstelle"
TABLE = tuple(row for row in TABLE if row[0])
OWN_VERB = compiled(
    r"(?:" + "|".join(_VERBS.split()) + r")(?! (?:sie|dich|euch|mir|uns|mich)\b(?<=mir|uns|ich)(?<!dich))", {}
)
OWN_VERBS = _VERBS
WE_VERBS = ("melden rufen schicken senden geben kümmern prüfen klären lassen leiten bringen liefern überweisen erstatten veranlassen informieren antworten sorgen kommen teilen "
            "stellen legen fragen schauen machen bestellen buchen stornieren reparieren tauschen reichen holen halten tragen versprechen garantieren erledigen bearbeiten kontaktieren "
            "benachrichtigen ersetzen beheben besuchen schreiben regeln organisieren haken versuchen sprechen versenden verschicken setzen nehmen tun beantworten bauen montieren installieren finden fangen starten beginnen zahlen gutschreiben führen planen sehen schaffen bereiten räumen fahren treffen hören unterrichten laden packen erhalten")  # fmt: skip
WE_VERB = compiled(r"[a-zäöüß]+ (?:wir|ich)", {})
