"""Steps that say that the customer gave up, aloud or without a word."""

import re

_GONE = re.compile(
    r"\b(left|leaves|abandon\w*|gives?[ _]up|given[ _]up|gave[ _]up|h[au]ng?s?[ _]up|reneg\w*|walked[ _]out|"
    r"aufgelegt|aufgegeben|abgesprungen)\b",
    re.IGNORECASE,
)


_SILENT = re.compile(
    r"\b(no[ _](answer|reply|response)|unresponsive|(did|does)([ _]not|n't)[ _](answer|reply|respond)|went[ _]silent|"
    r"keine[ _](antwort|reaktion)|antwortet[ _]nicht|meldet[ _]sich[ _]nicht)\b",
    re.IGNORECASE,
)


def is_gone(step: str) -> bool:
    """Whether a step's name says that the customer did not wait any longer."""
    return _GONE.search(step.replace("_", " ")) is not None


def is_silent(step: str) -> bool:
    """Whether a step's name says that a person was there for the customer, and the customer no longer."""
    return _SILENT.search(step.replace("_", " ")) is not None
