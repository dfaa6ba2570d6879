"""Steps that say that the customer gave up."""

import re

_GONE = re.compile(
    r"\b(left|leaves|abandon\w*|gives?[ _]up|given[ _]up|gave[ _]up|h[au]ng?s?[ _]up|reneg\w*|walked[ _]out|"
    r"aufgelegt|aufgegeben|abgesprungen)\b",
    re.IGNORECASE,
)


def is_gone(step: str) -> bool:
    """Whether a step's name says that the customer did not wait any longer."""
    return _GONE.search(step.replace("_", " ")) is not None
