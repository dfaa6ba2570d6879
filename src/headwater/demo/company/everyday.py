"""The everyday cases of the last days: an ask, a customer, and the way such cases go in this company."""

from collections.abc import Callable
from itertools import cycle, islice

from headwater.demo.company import asks_de, asks_en
from headwater.demo.company.asks import Ask
from headwater.demo.company.staff import BUYING, DESK, MANAGERS, RETURNS
from headwater.demo.company.story import (
    Act,
    Story,
    agree,
    answer,
    done,
    hand,
    reached,
    says,
    silent,
    tagged,
    take,
    write,
)

COUNT, FIRST, LAST = 48, 222.0, 1.0
"""cases, and the ages of the first and the last in hours"""
CUSTOMERS = {
    "en": (
        "Aoife Brennan",
        "Sam Whitlock",
        "Priya Nair",
        "Callum Reid",
        "Ingrid Solheim",
        "Marek Nowak",
        "Elena Petrova",
        "Kwame Mensah",
        "Ruth Calder",
        "Yusuf Aydin",
        "Chiara Conti",
        "Bram de Wit",
        "Hannah Lowe",
    ),
    "de": (
        "Sabine Köster",
        "Dirk Hagedorn",
        "Fatma Yıldız",
        "Lukas Steiner",
        "Renate Voß",
        "Anton Gruber",
        "Wiebke Janssen",
        "Olaf Petersen",
        "Heike Sommer",
        "Emre Kaya",
        "Jutta Bergmann",
    ),
}
DESKS, BACK = ("Jonas Brandt", "Leyla Demir", "Tom Ashworth"), ("Tom Ashworth", "Leyla Demir")
CHANNELS = ("email", "email", "webform", "email", "phone")


def everyday() -> list[Story]:
    """All of them, oldest first."""
    both = [("en", a) for a in asks_en.ASKS] + [("de", a) for a in asks_de.ASKS]
    mixed = [both[7 * i % len(both)] for i in range(len(both))]
    names = {language: cycle(people) for language, people in CUSTOMERS.items()}
    chosen = enumerate(islice(cycle(mixed), COUNT))
    return [_story(i, language, ask, next(names[language])) for i, (language, ask) in chosen]


def _story(i: int, language: str, asked: Ask, customer: str) -> Story:
    item = asked.items[i // 15 % len(asked.items)]
    ask = asked.about(item=item, order=str(40_117 + 37 * i), price=str(59 + 17 * (i % 9)))
    age = FIRST + (LAST - FIRST) * i / (COUNT - 1)
    served = WAYS[ask.kind](i, ask, DESKS[i % len(DESKS)])
    channel = CHANNELS[i % len(CHANNELS)]
    return Story(
        f"day-{i}", age, channel, customer, language, ask.subject, ask.words, ask.kind, (*served, *_ending(i, ask))
    )


def _refund(i: int, ask: Ask, desk: str) -> tuple[Act, ...]:
    """Above the limit the store manager must permit it, and she comes by twice a week."""
    back = BACK[i % len(BACK)]
    return (
        take(0.6 + i % 3, desk),
        agree(0.2, desk, concern=ask.concern, wanted=ask.wanted, kind=ask.need),
        hand(0.1, desk, RETURNS, back, f"{ask.concern}. Wanted: {ask.wanted}."),
        tagged(2.5, back, "permission"),
        hand(0.1, back, MANAGERS, "Greta Lindholm", "Goods checked, all fine. Above 50 euros, so it needs permission."),
        hand(3 if i % 5 == 0 else 58, "Greta Lindholm", RETURNS, back, "Permitted."),
        answer(0.7, back, ask.answer),
    )


def _arrival(i: int, ask: Ask, desk: str) -> tuple[Act, ...]:
    """Purchasing asks the supplier, who gives no date."""
    return (
        take(0.4 + i % 4, desk),
        agree(0.3, desk, concern=ask.concern, wanted=ask.wanted, kind=ask.need),
        hand(0.1, desk, BUYING, "Ines Falk", f"{ask.concern}. Wanted: {ask.wanted}. When does it come?"),
        write(7, "Ines Falk", "Asked Kestrel Gear again. No date, as always: they do not send arrival dates."),
        tagged(0.1, "Ines Falk", "no date"),
        hand(0.1, "Ines Falk", DESK, desk, "They give no date; please tell the customer so."),
        answer(1.5, desk, ask.answer),
    )


def _exchange(i: int, ask: Ask, desk: str) -> tuple[Act, ...]:
    back = BACK[i % len(BACK)]
    return (
        take(0.5, desk),
        agree(0.2, desk, concern=ask.concern, wanted=ask.wanted, kind=ask.need),
        hand(0.1, desk, RETURNS, back, f"{ask.concern}. Wanted: {ask.wanted}."),
        answer(3 + i % 3, back, ask.answer),
    )


def _simple(i: int, ask: Ask, desk: str) -> tuple[Act, ...]:
    return (
        take(0.3 + i % 2, desk),
        agree(0.3, desk, concern=ask.concern, wanted=ask.wanted, kind=ask.need),
        answer(0.5, desk, ask.answer),
    )


WAYS: dict[str, Callable[[int, Ask, str], tuple[Act, ...]]] = {
    "refund": _refund,
    "arrival date": _arrival,
    "another size": _exchange,
    "repair": _exchange,
    "advice": _simple,
}


def _ending(i: int, ask: Ask) -> tuple[Act, ...]:
    """The customer says that it is good; or nothing, and after some days that is marked as silence; or it waits."""
    mira = "Mira Okonjo"
    if i % 4 == 3:
        return (done(1, mira), silent(70, mira)) if i % 8 == 3 else (done(1, mira),)
    return (says(26 + i % 7, ask.thanks), reached(2, mira))
