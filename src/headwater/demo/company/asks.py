"""An ask: a customer's own words, what they turn out to want, and how it is answered."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Ask:
    """`kind` is what was asked for, `need` what was confirmed; they differ where another need stood behind."""

    kind: str
    need: str
    subject: str
    words: str
    concern: str
    wanted: str
    answer: str
    thanks: str
    items: tuple[str, ...]

    def about(self, **things: str) -> "Ask":
        """The same ask about one thing and order."""
        texts = ("subject", "words", "concern", "wanted", "answer")
        return replace(self, **{name: getattr(self, name).format(**things) for name in texts})
