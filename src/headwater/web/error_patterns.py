"""Made by `python -m tools.messages`: the sentences with which desk and people refuse."""

PATTERNS: tuple[str, ...] = ()
