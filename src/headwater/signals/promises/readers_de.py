"""What German phrases of time mean. What stands before one ("bis", "vor", "letzten") is read in `times`."""

from datetime import datetime, time

from headwater.signals.promises import days as d
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.clocks import PARTS, clock
from headwater.signals.promises.domain import When
from headwater.signals.promises.spans import span
from headwater.signals.promises.words import MONTHS, SHORT_DAYS, WEEKDAYS, Match

_PARTS = {"früh": "morning", "frueh": "morning", "morgen": "morning", "vormittag": "morning", "mittag": "noon",
          "nachmittag": "afternoon", "abend": "evening", "nacht": "night"}  # fmt: skip
_AHEAD = (("überüber", 3), ("über", 2), ("ueber", 2), ("heut", 0))
_WHICH = (
    ("über", "after next"),
    ("ueber", "after next"),
    ("nä", "next"),
    ("nae", "next"),
    ("dies", "this"),
    ("komm", "this"),
)
_KIND = {"anfang": "early", "beginn": "early", "start": "early", "mitte": "mid", "ende": "end", "ausgang": "end"}


def _hours(part: str | None) -> tuple[time, time] | None:
    part = (part or "").strip().rstrip("s")
    return PARTS[_PARTS[part]] if part else None


def read_day(match: Match, at: datetime, _: Calendar) -> When | None:
    word = match["day"]
    if word.startswith(("mor",)) and match.string[max(0, match.start() - 8) : match.start()].rstrip().endswith(
        ("guten", "gutn", " am", "jeden")
    ):
        return None
    ahead_by = next((n for begin, n in _AHEAD if word.startswith(begin)), 1)
    day = d.plus(at.date(), ahead_by)
    return When(days=(day, day), clock=_hours(match["part"]))


def read_weekday(match: Match, at: datetime, _: Calendar) -> When | None:
    said, name = match["said"] or "", match["day"].rstrip(".")
    wanted = WEEKDAYS.get(name, SHORT_DAYS.get(name, 0))
    which = next((name for begin, name in _WHICH if said.startswith(begin)), "")
    return When(days=d.weekday(at.date(), wanted, which), clock=_hours(match["part"]))


def read_short_day(match: Match, at: datetime, _: Calendar) -> When | None:
    """ "Fr." is a day only after "am" or "bis", and Mrs Müller is none."""
    before = match.string[max(0, match.start() - 14) : match.start()].split()
    name = match["day"].rstrip(".")
    if not before or before[-1] not in (
        "am",
        "bis",
        "zum",
        "vor",
        "kommenden",
        "nächsten",
        "diesen",
        "ab",
        "spätestens",
        "oder",
        "und",
        "den",
        "für",
        "dann",
        "kommt",
        "ruft",
    ):
        return None
    return When(days=d.weekday(at.date(), SHORT_DAYS[name]), clock=_hours(match["part"]))


def read_sure_day(match: Match, at: datetime, _: Calendar) -> When:
    """ "Do Nachmittag", "Fr 15 Uhr"."""
    return When(days=d.weekday(at.date(), SHORT_DAYS[match["day"].rstrip(".")]), clock=_hours(match["part"]))


def read_week_of_month(match: Match, at: datetime, _: Calendar) -> When:
    name = (match["month"] or match["month2"]).rstrip(".")
    first = d.named_month(at.date(), MONTHS[name]) if name in MONTHS else d.month_of(at.date(), "näch" in name)
    return When(days=d.week_of_month(first, _NTH.index(match["nth"])))


_NTH = ("letzte", "erste", "zweite", "dritte", "vierte")


def read_midweek(_: Match, at: datetime, calendar: Calendar) -> When:
    return When(days=d.week(at.date(), 0 if at.weekday() < 2 else 1, "mid", calendar))


def read_quarter(match: Match, at: datetime, _: Calendar) -> When:
    quarter = int(match["q2"] or 0) or 1 + ("erst1", "zwei2", "drit3", "vier4").index(_QUARTERS[match["q"][:1]])
    return When(days=d.quarter_end(at.date(), quarter), by=True)


_QUARTERS = {
    "e": "erst1",
    "z": "zwei2",
    "d": "drit3",
    "v": "vier4",
    "1": "erst1",
    "2": "zwei2",
    "3": "drit3",
    "4": "vier4",
}


def read_first(_: Match, at: datetime, __: Calendar) -> When | None:
    days = d.day_of_month(at.date(), 1)
    return When(days=days) if days else None


def read_overnight(_: Match, at: datetime, __: Calendar) -> When:
    return When(days=(at.date(), d.plus(at.date(), 1)))


def read_nths(match: Match, at: datetime, _: Calendar) -> When | None:
    month = MONTHS[match["month"].rstrip(".")] if match["month"] else None
    both = [
        d.dated(at.date(), int(match[n]), month) if month else d.day_of_month(at.date(), int(match[n]))
        for n in ("d", "d2")
    ]
    days = d.hull(one for one in both if one)
    return When(days=days) if days and None not in both else None


def read_midnight(*_: object) -> When:
    return When(clock=PARTS["midnight"])


def read_next_day(_: Match, at: datetime, __: Calendar) -> When:
    day = d.plus(at.date(), 1)
    return When(days=(day, day))


def _weeks(said: str) -> int:
    return (
        2
        if "über" in said or "ueber" in said
        else 1
        if any(w in said for w in ("komm", "nä", "nae", "folg", "neue"))
        else 0
    )


def read_week_day(match: Match, at: datetime, _: Calendar) -> When:
    name = match["day"] or match["day2"]
    return When(
        days=d.of_week(at.date(), _weeks(match["which"] or match["which2"] or ""), WEEKDAYS[name]),
        clock=_hours(match["part"]),
    )


def read_next_business_day(_: Match, at: datetime, calendar: Calendar) -> When:
    day = calendar.business_day(at.date(), 1)
    return When(days=(day, day))


def read_week_on(match: Match, at: datetime, _: Calendar) -> When:
    """ "Donnerstag in einer Woche", "Freitag in acht Tagen"."""
    name = match["day"]
    base = (
        at.date()
        if name == "heute"
        else d.plus(at.date(), 1)
        if name == "morgen"
        else d.weekday(at.date(), WEEKDAYS[name])[0]
    )
    day = d.plus(base, 14 if any(w in match[0] for w in ("zwei", "14", "vierzehn")) else 7)
    return When(days=(day, day))


def read_week(match: Match, at: datetime, calendar: Calendar) -> When:
    part = (match["part"] or "").split()
    weeks = _weeks(match[0])
    kind = _KIND.get(part[0], "") if part else ""
    days = d.week(at.date(), weeks, kind, calendar)
    if not weeks and days[1] < at.date():
        days = d.week(at.date(), 1, kind, calendar)
    return When(days=days, by=not weeks and not kind)


def read_quarters(match: Match, at: datetime, calendar: Calendar) -> When | None:
    minutes = 15 if match["n"] == "viertel" else 45
    return span(at, calendar, minutes, minutes, "minuten")


def read_calendar_week(match: Match, at: datetime, calendar: Calendar) -> When | None:
    part = (match["part"] or "").split()
    days = d.calendar_week(at.date(), int(match["n"]), _KIND.get(part[0], "") if part else "", calendar)
    return When(days=days) if days else None


def read_weekend(match: Match, at: datetime, calendar: Calendar) -> When:
    return When(days=d.week(at.date(), 1 if "nächst" in match[0] else 0, "weekend", calendar))


def read_month(match: Match, at: datetime, _: Calendar) -> When:
    part, name = (match["part"] or "").split(), (match["month"] or "").rstrip(".")
    kind = _KIND.get(part[0], "") if part else ""
    if name in MONTHS:
        return When(days=d.month(d.named_month(at.date(), MONTHS[name]), kind))
    return When(days=d.month(d.month_of(at.date(), _weeks(match["which"] or "")), kind))


def read_month_of(match: Match, at: datetime, _: Calendar) -> When | None:
    if match["year"]:
        return When(days=d.year_end(at.date()), by=True) if "ende" in match[0] else None
    name = (match["month"] or match["month2"] or "").rstrip(".")
    kind = _KIND.get((match["part"] or "").strip(), "")
    first = d.named_month(at.date(), MONTHS[name]) if name else d.month_of(at.date(), _weeks(match["which"] or ""))
    return When(days=d.month(first, kind))


def read_month_end(match: Match, at: datetime, _: Calendar) -> When:
    if "jahr" in match[0]:
        return When(days=d.year_end(at.date()), by=True)
    if "quartal" in match[0]:
        return When(days=d.quarter_end(at.date()), by=True)
    return When(days=d.month(d.month_of(at.date(), 0), "end"), by=True)


_FEASTS = {
    "weihnacht": "christmas eve", "heiligabend": "christmas eve", "den feiertagen": "christmas eve", "ostern": "easter",
    "ostermontag": "easter monday", "ostersonntag": "easter", "ostersamstag": "holy saturday",
    "pfingstmontag": "whit monday", "pfingstsonntag": "pentecost", "gründonnerstag": "maundy thursday",
    "osterfeiertagen": "easter", "pfingsten": "pentecost", "neujahr": "new year", "jahreswechsel": "new year",
    "dreikönig": "epiphany",
    "silvester": "new year's eve", "nikolaus": "st nicholas", "karfreitag": "good friday", "himmelfahrt": "ascension",
}  # fmt: skip


def read_feast(match: Match, at: datetime, _: Calendar) -> When:
    said = match["feast"]
    day = d.feast(at.date(), next(name for begin, name in _FEASTS.items() if said.startswith(begin)))
    return When(days=(day, day))


def read_soon(*_: object) -> When:
    return When(vague=True)


def read_half(match: Match, *_: object) -> When | None:
    """Halb vier, Viertel nach drei, viertel vor vier."""
    first = clock(match)
    if first is None or first.clock is None:
        return None
    minutes = {"halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15}[
        " ".join(match["which"].split())
    ]
    whole = first.clock[0].hour * 60 + minutes
    return When(clock=(time(whole // 60 % 24, whole % 60),) * 2, twelve=first.twelve)


def read_part(match: Match, *_: object) -> When | None:
    if match.string[max(0, match.start() - 7) : match.start()].rstrip().endswith(("guten", "schönen", "gute")):
        return None
    return When(clock=_hours(match["part"]))


def read_first_thing(*_: object) -> When:
    return When(clock=(time(8), time(10)), next_day=True)


def read_week_end(_: Match, at: datetime, calendar: Calendar) -> When:
    return When(days=d.week(at.date(), 0, "end", calendar), by=True)


def read_today(_: Match, at: datetime, __: Calendar) -> When:
    return When(days=(at.date(), at.date()))
