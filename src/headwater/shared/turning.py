"""Names and subjects in plain text, where no mark-up keeps them apart: they may not turn what stands beside them."""

from typing import Final

TURNS: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9) with their ends"""


def unturned(text: str) -> str:
    """The text without controls of direction; letters that are written from the right stay so by themselves."""
    return text.translate(TURNS)
