"""Messages of about 80 words per second of CPU: with promises in a third of them, with none, and other texts."""

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


def messages(language: str, count: int, seed: int = 0) -> list[str]:
    """Of whole sentences of the own sample, put together at random to about 80 words."""
    rng = random.Random(seed)
    pool = [one["text"] for one in read(OWN) if one["language"] == language]
    return [" ".join(_sentences(pool, rng)) for _ in range(count)]


def _sentences(pool: list[str], rng: random.Random) -> Iterator[str]:
    words = 0
    while words < WORDS - 5:
        one = rng.choice(pool)
        if words + len(one.split()) <= WORDS + 5:
            words += len(one.split())
            yield one


def measured(clock: Callable[[], float], count: int = 1000) -> Iterator[str]:
    """One sentence a language; each message is a dozen sentences about times, which is harder than mail is."""
    for language, name in (("en", "English"), ("de", "German")):
        many = messages(language, count)
        begin = clock()
        found = sum(len(suggest(text, at=AT, calendar=Calendar(zone=ZONE))) for text in many)
        spent = clock() - begin
        words = sum(len(text.split()) for text in many) / count
        each = f"{words:.0f} words, {found / count:.1f} promises each"
        yield f"{name} {count / spent:,.0f} messages per CPU second ({each})"
