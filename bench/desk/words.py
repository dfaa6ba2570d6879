"""Invented text: 20,000 words, the common ones often, the rare ones seldom (Zipf). The same text for both servers."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

POOL = 20_000
"""so many different cases are written; larger folders use them again"""
VOCABULARY = [f"word{i}" for i in range(20_000)]
WEIGHTS = list(itertools.accumulate(1 / (i + 3) for i in range(20_000)))
TWO = "word100 word200"
"""the two words searched for: neither common nor rare"""


@dataclass(frozen=True, slots=True)
class Text:
    """A subject of five words and three messages of twenty."""

    subject: str
    messages: tuple[str, str, str]


def texts(number: int, seed: int = 1) -> Iterator[Text]:
    """So many texts; the same for the same seed."""
    rng = random.Random(seed)
    for _ in range(number):
        said = rng.choices(VOCABULARY, cum_weights=WEIGHTS, k=60)
        first, second, third = (" ".join(said[k : k + 20]) for k in (0, 20, 40))
        yield Text(" ".join(said[:5]), (first, second, third))
