"""Values with parameters (Content-Type, Content-Disposition): RFC 2231, continuations, and what senders do instead."""

import re
from urllib.parse import unquote_to_bytes

from headwater.signals.mail import limits
from headwater.signals.mail.charsets import decode
from headwater.signals.mail.words import unfold, words

_PARAM = re.compile(
    r';\s*+([^\s=;"]{1,100}?)\s*+=\s*+(?:"((?:[^"\\]|\\.){0,4000}+)"?|([^;"]*+(?:"[^;]*+)?))', re.DOTALL
)
_PIECE = re.compile(r"(.+?)\*(\d{1,3})(\*?)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def parse(raw: bytes | None, hint: str | None = None) -> tuple[str, dict[str, str]]:
    """The value in lower case and its parameters (names in lower case, read); ("", {}) for a missing field."""
    if raw is None:
        return "", {}
    if len(raw) > limits.SHORT_FIELD:
        raw = raw[: limits.SHORT_FIELD]
    text = unfold(raw, hint)
    value, _, _ = text.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAM.finditer(text):
        name = found[1].lower()
        said = (
            re.sub(r"\\(.)", r"\1", found[2])
            if found[2] is not None and _escaped(name)
            else (found[2] or found[3] or "")
        )
        piece = _PIECE.fullmatch(name)
        if piece:
            pieces.setdefault(piece[1], {})[int(piece[2])] = (said.strip(), bool(piece[3]))
        elif name.endswith("*"):
            pieces.setdefault(name[:-1], {}).setdefault(0, (said.strip(), True))
        else:
            plain.setdefault(name, words(said.strip()))
    plain.update({name: _joined(parts) for name, parts in pieces.items()})
    return re.sub(r"\(.*?\)", "", value).strip().strip("\"'").lower(), plain


def _escaped(name: str) -> bool:
    """Windows paths are written with single backslashes, which are no escapes."""
    return not name.startswith(("filename", "name"))


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231 pieces in order; the charset stands in the first, each starred piece is percent-encoded."""
    label: str | None = None
    data = b""
    for number in sorted(parts):
        text, starred = parts[number]
        if starred and number == min(parts) and text.count("'") >= 2:
            label, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if starred else text.encode()
    text = decode(data, label or None)
    return words(text) if label is None else text


def filename(disposition: dict[str, str], content: dict[str, str]) -> str | None:
    """The name that a person would see: no path, no control characters; None where none is given."""
    for name in (disposition.get("filename"), disposition.get("name"), content.get("name"), content.get("filename")):
        if name and (clean := _clean(name)):
            return clean
    return None


def _clean(name: str) -> str:
    if re.match(r"[a-zA-Z0-9_-]{1,20}'[a-zA-Z-]{0,10}'(?=.*%)", name):  # RFC 2231 under a name without the star
        label, _, rest = name.split("'", 2)
        name = decode(unquote_to_bytes(rest), label)
    name = re.sub(r"\\(?=[\"\\])", "", name)
    name = _UNSAFE.sub("", name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return (
        name.strip().strip('"').strip()[:255].lstrip(".")
        if set(name.strip()) <= {"."}
        else name.strip().strip('"').strip()[:255]
    )
