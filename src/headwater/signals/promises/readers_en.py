# ruff: noqa: E501 -- a pattern is read as one line
"""What English phrases of time mean. What stands before one ("by", "before", "last") is read in `times`."""

import re
from datetime import datetime, time

from headwater.signals.promises import days as d
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.clocks import PARTS, clock
from headwater.signals.promises.domain import When
from headwater.signals.promises.spans import span
from headwater.signals.promises.words import MONTHS, SHORT_DAYS, WEEKDAYS, Match, number

_WEEKPART = {"early": "early", "beginning": "early", "start": "early", "first": "early", "mid": "mid", "middle": "mid"}


_SPELLED = re.compile(r"^2")


def _part(said: str) -> str:
    return said.strip().replace(".", "")


def read_day(match: Match, at: datetime, _: Calendar) -> When:
    today = at.date()
    word = _SPELLED.sub("to", match["day"]).replace("nite", "night").replace("tonigt", "tonight")
    days = 0 if word.startswith(("to", "this", "later")) and not word.startswith("tom") else 1
    days = 2 if "day" in word and "after" in word else 0 if word in ("today", "todya", "tonight") else days
    day = d.plus(today, days)
    part = match.groupdict().get("part")
    hours = PARTS["night"] if word == "tonight" else PARTS[_part(part)] if part else None
    return When(days=(day, day), clock=hours)


def read_this_part(match: Match, at: datetime, _: Calendar) -> When:
    return When(days=(at.date(), at.date()), clock=PARTS[match["part"]])


def read_later_today(_: Match, at: datetime, __: Calendar) -> When:
    return When(days=(at.date(), at.date()))


_GREETS = re.compile(r"\s*(?:[,.!]|[a-z]+\s?[,.!]|(?:mr|mrs|ms|dr|all|everyone)\b)")


def read_part(match: Match, *_: object) -> When | None:
    if match.string[max(0, match.start() - 6) : match.start()].endswith(("good ", "nice ")):
        return None
    if _GREETS.match(match.string, match.end()) and not match.string[: match.start()].strip():
        return None
    return When(clock=PARTS[match["part"]], next_day=match["part"] in ("morning",))


def read_weekday(match: Match, at: datetime, _: Calendar) -> When | None:
    said, name, part = match["said"] or "", match["day"], match["part"]
    if name in SHORT_DAYS and not said and not _named(match):
        return None
    wanted = WEEKDAYS.get(name, SHORT_DAYS.get(name, 0))
    which = (
        "next" if "next" in said and "next week" not in said else "this" if "this" in said or "coming" in said else ""
    )
    return When(days=d.weekday(at.date(), wanted, which), clock=PARTS[_part(part)] if part else None)


def _named(match: Match) -> bool:
    """Whether a short name ("sat", "wed") is a day here: "on sat", "by Fri", "(Mon)"."""
    before = match.string[max(0, match.start() - 9) : match.start()].split()
    name = match["day"]
    if name not in ("mon", "wed", "sat", "sun") and len(name) > 2:
        return True
    return (
        bool(before)
        and before[-1]
        in (
            "on",
            "by",
            "until",
            "till",
            "til",
            "before",
            "or",
            "and",
            "to",
            "latest",
            "coming",
            "in",
            "for",
            "come",
            "u",
            "you",
            "back",
            "-",
        )
    ) or bool(_LAST.match(match.string, match.end()))


_LAST = re.compile(
    r"\s*(?:$|[.,!)]|at\b|morning|afternoon|evening|eve\b|[ap]\.?m\b|\d{1,2}(?:[/.:]\d|st|nd|rd|th| ?[ap]m|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)


def read_week_day(match: Match, at: datetime, _: Calendar) -> When:
    name = match["day"] or match["day2"]
    wanted = WEEKDAYS.get(name, SHORT_DAYS.get(name, 0))
    weeks = 2 if "after next" in match[0] or "after that" in match[0] else 0 if "this" in match[0] else 1
    part = match["part"]
    return When(days=d.of_week(at.date(), weeks, wanted), clock=PARTS[_part(part)] if part else None)


def read_week_on(match: Match, at: datetime, _: Calendar) -> When:
    """ "A week on Thursday", "Thursday week": seven days after the coming one."""
    if match["day"].strip() in ("today", "tomorrow"):
        day = d.plus(at.date(), 7 + (match["day"] == "tomorrow"))
    else:
        day = d.plus(d.weekday(at.date(), WEEKDAYS[match["day"]])[0], 7)
    return When(days=(day, day))


def read_after_next(match: Match, at: datetime, _: Calendar) -> When:
    return When(days=d.weekday(at.date(), WEEKDAYS[match["day"]], "after next"))


def read_week(match: Match, at: datetime, calendar: Calendar) -> When:
    said, part = match["which"] or "", (match["part"] or "").split()
    weeks = 2 if "after next" in said else 1 if any(w in said for w in ("next", "coming", "following", "new")) else 0
    word = part[0].rstrip("-") if part else ""
    kind = _WEEKPART.get(
        word, "end" if word in ("end", "close", "eow") else "late" if word in ("late", "latter", "second") else ""
    )
    if word == "later":
        kind = "late" if weeks else ""
    days = d.week(at.date(), weeks, kind, calendar)
    if not weeks and days[1] < at.date():
        days = d.week(at.date(), 1, kind, calendar)
    return When(days=days, by=not weeks and not kind)


def read_next_business_day(_: Match, at: datetime, calendar: Calendar) -> When:
    day = calendar.business_day(at.date(), 1)
    return When(days=(day, day))


def read_one_or_two(match: Match, at: datetime, calendar: Calendar) -> When | None:
    return span(at, calendar, 1, 2, match["unit"])


def read_week_of(match: Match, at: datetime, calendar: Calendar) -> When | None:
    month, day = match["month"] or match["month2"], int(match["d"] or match["d2"])
    days = d.dated(at.date(), day, MONTHS[month.rstrip(".")]) if month else d.day_of_month(at.date(), day)
    return When(days=d.week(days[0], 0, "", calendar)) if days else None


def read_week_of_month(match: Match, at: datetime, _: Calendar) -> When:
    name = match["month"].rstrip(".")
    first = d.named_month(at.date(), MONTHS[name]) if name in MONTHS else d.month_of(at.date(), "next" in name)
    return When(days=d.week_of_month(first, _NTH[match["nth"]]))


_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "last": 0}


def read_this_week(_: Match, at: datetime, calendar: Calendar) -> When:
    return When(days=d.week(at.date(), 0, "end", calendar), by=True)


def read_midweek(_: Match, at: datetime, calendar: Calendar) -> When:
    weeks = 0 if at.weekday() < 2 else 1
    return When(days=d.week(at.date(), weeks, "mid", calendar))


def read_nths(match: Match, at: datetime, _: Calendar) -> When | None:
    days = d.hull(found for n in ("d", "d2") if (found := d.day_of_month(at.date(), int(match[n]))))
    return When(days=days) if days else None


def read_overnight(match: Match, at: datetime, __: Calendar) -> When | None:
    if match.string[max(0, match.start() - 5) : match.start()].endswith(("ll ", "to ")):
        return None  # to send by the night courier
    return When(days=(at.date(), d.plus(at.date(), 1)))


def read_weekend(match: Match, at: datetime, calendar: Calendar) -> When:
    return When(days=d.week(at.date(), 1 if "next" in match[0] else 0, "weekend", calendar))


def read_month(match: Match, at: datetime, _: Calendar) -> When | None:
    part, name, said = (match["part"] or "").split(), match["month"].rstrip("."), match[0]
    word = part[0].rstrip("-") if part else ""
    kind = _WEEKPART.get(
        word, "end" if word in ("end", "eom") else "late" if word in ("late", "later", "second") else ""
    )
    if name in MONTHS:
        if not part and not match.string[max(0, match.start() - 12) : match.start()].rstrip().endswith(
            (" in", " by", "during", "until", "course of")
        ):
            return None
        return When(days=d.month(d.named_month(at.date(), MONTHS[name]), kind))
    return When(days=d.month(d.month_of(at.date(), 1 if "next" in said or "coming" in said else 0), kind))


def read_named_month(match: Match, at: datetime, _: Calendar) -> When:
    return When(days=d.month(d.named_month(at.date(), MONTHS[match["month"].rstrip(".")]), ""))


def read_month_end(match: Match, at: datetime, _: Calendar) -> When:
    if "year" in match[0]:
        return When(days=d.year_end(at.date()), by=True)
    if "quarter" in match[0] or match["q"]:
        return When(days=d.quarter_end(at.date(), int(match["q"] or 0)), by=True)
    return When(days=d.month(d.month_of(at.date(), 0), "end"), by=True)


def read_feast(match: Match, at: datetime, _: Calendar) -> When:
    name = _FEASTS[" ".join(match["feast"].split()).replace("new years", "new year's")]
    day = d.feast(at.date(), name)
    return When(days=(day, day))


_FEASTS = {"christmas": "christmas", "xmas": "christmas", "the holidays": "christmas", "easter": "easter", "new year": "new year",
    "new year's": "new year", "good friday": "good friday", "new year's eve": "new year's eve", "christmas eve": "christmas eve",
    "halloween": "halloween", "pentecost": "pentecost", "easter monday": "easter monday", "easter sunday": "easter",
    "easter saturday": "holy saturday", "whit sunday": "pentecost", "whit monday": "whit monday",
    "pentecost monday": "whit monday", "maundy thursday": "maundy thursday", "ascension day": "ascension"}  # fmt: skip


def read_soon(*_: object) -> When:
    return When(vague=True)


def read_first_thing(*_: object) -> When:
    return When(clock=(time(8), time(10)), next_day=True)


def read_past(match: Match, *_: object) -> When | None:
    """Half past three, quarter to four."""
    first = clock(match)
    if first is None or first.clock is None:
        return None
    count, *side = match["which"].replace("-", " ").rsplit(None, 1)
    minutes = (_PAST.get(count) or int(count)) * (-1 if side == ["to"] else 1)
    whole = first.clock[0].hour * 60 + minutes
    return When(clock=(time(whole // 60 % 24, whole % 60),) * 2, twelve=first.twelve)


_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
_DAY_BEFORE = re.compile(
    r"(?:day|today|tonight|tomorrow|\b(?:mon|tues?|wed|weds|thu|thurs?|fri|sat|sun|tmrw|eta)),?\s$"
)


def read_after_day(match: Match, *_: object) -> When | None:
    """ "Monday 8.40"."""
    near = match.string[max(0, match.start() - 12) : match.start()]
    return clock(match) if _DAY_BEFORE.search(near) else None


def read_minutes(match: Match, at: datetime, calendar: Calendar) -> When | None:
    """ "Down in ten"."""
    return span(at, calendar, number(match["n"]), number(match["n"]), "minutes")


def read_this_time(match: Match, at: datetime, _: Calendar) -> When:
    day = d.plus(at.date(), 1 if match["day"] == "tomorrow" else 7)
    return When(days=(day, day))


def read_calendar_week(match: Match, at: datetime, calendar: Calendar) -> When | None:
    days = d.calendar_week(at.date(), int(match["n"]), match["part"] or "", calendar)
    return When(days=days) if days else None


def read_weekday_next(match: Match, at: datetime, _: Calendar) -> When:
    return When(days=d.weekday(at.date(), WEEKDAYS[match["day"]], "next"))
