"""How much of one message is read, so that hostile mail costs bounded time and memory; each cut is noted."""

from collections.abc import Iterator

FIELDS = 5_000  # header fields
FIELD = 256 * 1024  # bytes of one header field
SHORT_FIELD = 16 * 1024  # bytes of a subject, a date, a content type
ADDRESSES = 5_000  # of one header field
IDS = 1_000  # message ids of one header field
DEPTH = 105  # parts within parts
PARTS = 1_000
WHOLE = 5  # messages that hold nothing but another message, within one another
TEXT = 2_000_000  # characters of one text
HTML = 1_000_000  # characters of HTML that are read for their text
STRIPPED = 500_000  # characters in which quotes are looked for
MALFORMED = 200  # header lines that are no header lines


class Notes:
    """What was cut, guessed or unreadable, each said once, in the order met."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def say(self, sentence: str) -> None:
        if len(self._said) < 50:
            self._said.setdefault(sentence)

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)
