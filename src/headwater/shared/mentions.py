"""Where an address, a number or a name stands by itself in a text, and not as a part of somebody else's."""

import re
from typing import Final

CODED: Final = r"(?<=[=%][0-9a-f]{2})|(?<=\\[nrt])|(?<=\\u[0-9a-f]{4})"
"""what stands for one sign in raw mail, links and JSON: its last letter is no part of what follows"""
ADDRESS: Final = rf"(?:(?<![\w+%-])(?<!\w[.'])|{CODED})", r"(?!-*[^\W_]|\.[^\W_])"
NUMBER: Final = r"(?:(?<![\w+])(?<!\d[-./])|(?<=%20)|(?<==a0)|(?<=\\[nrt]))", r"(?!\w|[-./]\d)"
NAME: Final = r"(?<!\w)", r"(?!\w)"


def mention(word: str) -> re.Pattern[str]:
    """Finds an e-mail address, a telephone number (plus and digits) or any other word, in letters large or small.

    Not `ann@x.org` in joann@x.org or ann@x.org.uk, nor 5551 in 45551; a full stop after them ends a sentence.
    """
    before, after = ADDRESS if "@" in word else NUMBER if word.removeprefix("+").isdecimal() else NAME
    return re.compile(before + re.escape(word) + after, re.IGNORECASE)
