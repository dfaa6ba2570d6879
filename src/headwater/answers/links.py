"""The links that the last answer names, so that a person can say that one of them prevented something."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.answers.computed import Answered

FILE = "links.json"


@dataclass(frozen=True, slots=True)
class Link:
    """A finding's link in the reader's words; `ref` is the same link for machines, whatever its number or language."""

    number: int
    words: str
    ref: Mapping[str, Any]


def links(answered: Answered | None) -> tuple[Link, ...]:
    """In the order of the findings; none before the first answer."""
    if answered is None or answered.trouble or not (answered.said / FILE).exists():
        return ()
    found = json.loads((answered.said / FILE).read_text(encoding="utf-8"))
    return tuple(Link(number, each["link"], each["ref"]) for number, each in enumerate(found, 1))
