"""A story is a customer's words and what was done after them, each act so many hours after the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Act:
    """`do` is a use-case of the desk, `by` the name of who does it; "" is the customer (or the server)."""

    do: str
    after: float
    by: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A case that opened `age` hours ago. Acts that lie after today are not done yet."""

    name: str
    age: float
    channel: str
    customer: str
    language: str
    subject: str
    words: str
    asked: str
    acts: tuple[Act, ...] = ()

    @property
    def address(self) -> str:
        """Where nobody is ever reached; who called has a telephone number."""
        if self.channel == "phone":
            return f"+49 30 5550 {sum(map(ord, self.customer)) % 10_000:04}"
        plain = self.customer.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
        return f"{plain.replace(' ', '.')}@mail.example"


def take(after: float, by: str) -> Act:
    """Somebody takes it."""
    return Act("assign", after, by, {"holder": by})


def agree(after: float, by: str, *, concern: str, wanted: str, kind: str, **more: str) -> Act:
    """The concern and the outcome, confirmed with the customer."""
    return Act("confirm", after, by, {"concern": concern, "wanted": wanted, "kind_confirmed": kind, **more})


def hand(after: float, by: str, team: str, holder: str, story: str = "") -> Act:
    """It goes to another team with its story."""
    return Act("hand_over", after, by, {"team": team, "holder": holder, "story": story})


def answer(after: float, by: str, text: str) -> Act:
    """An answer to the customer."""
    return Act("reply", after, by, {"text": text})


def write(after: float, by: str, text: str, *mentions: str) -> Act:
    """A note for colleagues."""
    return Act("note", after, by, {"text": text, "mentions": mentions})


def says(after: float, words: str) -> Act:
    """The customer writes again."""
    return Act("receive", after, "", {"words": words})


def tagged(after: float, by: str, name: str) -> Act:
    """A tag."""
    return Act("tag", after, by, {"name": name})


def done(after: float, by: str) -> Act:
    """Done as asked, outcome unknown."""
    return Act("done", after, by)


def reached(after: float, by: str) -> Act:
    """Ended by the customer's word."""
    return Act("end", after, by, {"reached": True, "by_their_word": True})


def silent(after: float, by: str) -> Act:
    """Ended in silence."""
    return Act("end", after, by, {"reached": False, "by_their_word": False})
