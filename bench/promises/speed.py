"""Messages of about 80 words per second of CPU: ordinary ones, and ones made of nothing but sentences about times."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bench.promises.score import read

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.service import suggest

ZONE = timezone(timedelta(hours=1))
AT = datetime(2026, 3, 12, 10, 30, tzinfo=ZONE)
OWN = Path(__file__).with_name("own.jsonl")
WORDS = 80
PLAIN = {
    "en": (
        "Thank you for getting in touch and for the photographs, which show the problem very well.",
        "I am sorry about the trouble that you had with this order and with the two calls before.",
        "The part that broke is the hinge of the left door, and it has the number 4471-B.",
        "Our records show that the parcel left the warehouse and was signed for by a neighbour.",
        "Please keep the receipt and the original box, they make an exchange much easier for you.",
        "You do not have to pay anything for this, the repair is covered by the guarantee.",
        "The colleague who spoke to you was new and did not know about the agreement.",
        "If anything else is unclear, you can answer this mail or call the number below.",
        "Kind regards from the whole team, and once more our apologies for what went wrong.",
    ),
    "de": (
        "Vielen Dank für Ihre Nachricht und für die Bilder, auf denen man das Problem sehr gut sieht.",
        "Die Unannehmlichkeiten mit dieser Bestellung und den beiden Anrufen davor tun mir sehr leid.",
        "Gebrochen ist das Scharnier der linken Tür, es trägt die Nummer 4471-B.",
        "Nach unseren Unterlagen hat das Paket das Lager verlassen und ein Nachbar hat es angenommen.",
        "Bewahren Sie bitte die Quittung und den Karton auf, das macht einen Umtausch viel leichter.",
        "Für Sie ist das alles kostenlos, denn die Reparatur fällt unter die Garantie.",
        "Der Kollege, mit dem Sie gesprochen haben, ist neu und kannte die Vereinbarung nicht.",
        "Falls noch etwas unklar ist, können Sie auf diese Mail antworten oder unten anrufen.",
        "Herzliche Grüße vom ganzen Team und noch einmal Entschuldigung für alles, was schiefging.",
    ),
}


def messages(language: str, count: int, *, dense: bool, seed: int = 0) -> list[str]:
    """About 80 words each; dense: sentences of the own sample only, otherwise one of them among plain ones."""
    rng = random.Random(seed)
    own = [one["text"] for one in read(OWN) if one["language"] == language]
    return [" ".join(_sentences(own, list(PLAIN[language]), rng, dense)) for _ in range(count)]


def _sentences(own: list[str], plain: list[str], rng: random.Random, dense: bool) -> Iterator[str]:
    rng.shuffle(plain)
    one = rng.choice(own)
    words = 0
    while words < WORDS - 5 and len(one.split()) < WORDS:
        words += len(one.split())
        yield one
        one = rng.choice(own) if dense else plain.pop()


def measured(clock: Callable[[], float], count: int = 1000) -> Iterator[str]:
    """One line a language and kind."""
    for language, name in (("en", "English"), ("de", "German")):
        for dense, kind in ((False, "ordinary"), (True, "nothing but times")):
            many = messages(language, count, dense=dense)
            begin = clock()
            found = sum(len(suggest(text, at=AT, calendar=Calendar(zone=ZONE))) for text in many)
            spent = clock() - begin
            words = sum(len(text.split()) for text in many) / count
            each = f"{words:.0f} words, {found / count:.1f} suggestions each"
            yield f"- {name}, {kind}: {count / spent:,.0f} ({each})"
