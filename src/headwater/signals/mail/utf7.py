"""UTF-7 (RFC 2152), also where a text that is not in it carries its label: what reads as nothing stays as it stands."""

import re
import unicodedata
from binascii import a2b_base64

_RUN = re.compile(r"\+([A-Za-z0-9+/]{0,2000}+)(-?)")
_WIDTH = 60  # a line of this length without a space is base64, not words


def utf7(data: bytes) -> str:
    """The text; bytes beyond ASCII, which UTF-7 does not have, become U+FFFD."""
    lines = data.decode("ascii", "replace").split("\n")
    return "\n".join(line if len(line) >= _WIDTH and " " not in line else _RUN.sub(_read, line) for line in lines)


def _read(found: re.Match[str]) -> str:
    run = found[1]
    if not run:
        return "+" if found[2] else found[0]
    raw = a2b_base64(run + "A" * (-len(run) % 4))
    try:
        text = raw[: len(run) * 6 // 16 * 2].decode("utf-16-be")
    except UnicodeDecodeError:
        return found[0]
    known = all(unicodedata.category(c) not in ("Cn", "Co", "Cs") for c in text)
    return text if text and known else found[0]
