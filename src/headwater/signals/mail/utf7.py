"""UTF-7 (RFC 2152), also where a text that is not in it carries its label: what reads as nothing stays as it stands."""

import re
import unicodedata
from binascii import a2b_base64

_RUN = re.compile(r"\+([A-Za-z0-9+/]{0,2000}+)(-?)")


def utf7(data: bytes) -> str:
    """The text; bytes beyond ASCII, which UTF-7 does not have, become U+FFFD."""
    return _RUN.sub(_read, data.decode("ascii", "replace"))


def _read(found: re.Match[str]) -> str:
    run = found[1]
    if not run:
        return "+" if found[2] else found[0]
    raw = a2b_base64(run + "A" * (-len(run) % 4))
    try:
        text = raw[: len(run) * 6 // 16 * 2].decode("utf-16-be")
    except UnicodeDecodeError:
        return found[0]
    return text if text and _is_one_script(text) else found[0]


def _is_one_script(text: str) -> bool:
    """Base64 that is no UTF-7 reads as letters of many scripts, and as none."""
    known = all(unicodedata.category(c) not in ("Cn", "Co", "Cs") for c in text)
    return known and len({_script(ord(c)) for c in text} - {0}) <= 1


def _script(code: int) -> int:
    """0 for Latin, Greek, Cyrillic and signs; one number for Chinese and Japanese, one for Korean, else the block."""
    if code < 0x0590 or 0x1E00 <= code < 0x2E00:
        return 0
    if 0x3000 <= code < 0xA000 or code >= 0xFF00:
        return 1
    return 2 if 0xAC00 <= code < 0xD7B0 else code >> 7
