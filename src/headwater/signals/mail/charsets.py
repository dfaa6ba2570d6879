# ruff: noqa: E501 -- a pattern is read as one line
"""Bytes to text: labels as they are met in the wild, each read by the larger set that senders really use."""

import codecs
import re
from functools import lru_cache

from headwater.signals.mail.detect import guess, instead
from headwater.signals.mail.jis import iso_2022_jp
from headwater.signals.mail.utf7 import utf7

_ALIASES = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "windows-1252": "cp1252", "ansi": "cp1252", "x-ansi": "cp1252", "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "x-windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "gb-2312": "gb18030",
    "gb_2312-80": "gb18030", "euc-cn": "gb18030", "gb2312-80": "gb18030", "chinese": "gb18030", "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "euc-kr": "cp949", "korean": "cp949",
    "ks_c_5601-1989": "cp949", "x-windows-949": "cp949", "ms949": "cp949", "uhc": "cp949", "x-euc-kr": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "ms932": "cp932", "cp943": "cp932", "x-ms-cp932": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso-2022-jp", "iso-2022-jp-1": "iso-2022-jp", "iso-2022-jp-ms": "iso-2022-jp", "csiso2022jp": "iso-2022-jp",
    "iso2022-jp": "iso-2022-jp", "iso-2022-jp-2": "iso2022_jp_2", "iso-2022-jp-3": "iso2022_jp_3", "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp", "jis": "iso-2022-jp", "iso-2022-kr": "iso2022_kr", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs", "cp950": "cp950", "johab": "johab", "utf-7": "utf-7",
    "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "x-unicode-2-0-utf-7": "utf-7", "x-unicode-2-0-utf-8": "utf-8",
    "utf8": "utf-8", "utf_8": "utf-8", "utf-8-sig": "utf-8", "utf-8mb4": "utf-8", "utf8mb4": "utf-8", "utf": "utf-8",
    "unicode": "utf-16", "ucs-2": "utf-16", "koi8": "koi8-r", "koi8r": "koi8-r", "cskoi8r": "koi8-r", "koi8-ru": "koi8-u",
    "macintosh": "mac-roman", "x-mac-roman": "mac-roman", "mac": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ce": "mac-latin2", "x-mac-greek": "mac-greek", "x-mac-turkish": "mac-turkish", "cp-850": "cp850", "ibm-850": "cp850",
    "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "latin2": "iso8859-2", "windows-1251": "cp1251",
    "win-1251": "cp1251", "win1251": "cp1251", "visual": "iso8859-8", "logical": "iso8859-8", "asmo-708": "iso8859-6",
}  # fmt: skip
_KNOWN = re.compile(
    r"(?:iso[-_]?8859[-_]?(?:[2-9]|1[03-6])|(?:windows|cp|ibm)[-_]?(?:125[0-8]|437|73[57]|775|85[0-8]|86[0-69]|866|874"
    r"|949|932|950|936|1026|1140|037|500)|koi8-[rut]|utf-?(?:7|8|16|32)(?:-?[bl]e)?|mac-(?:roman|cyrillic|latin2|greek|turkish)"
    r"|euc_jp|euc_jis_2004|gb18030|hz|johab|cp949|cp932|cp874|big5hkscs|iso2022_(?:jp_[23]|kr)|ptcp154|viscii|tcvn)"
)
_ASCII = {"", "us-ascii", "ascii", "ansi_x3.4-1968", "646", "iso646-us", "x-unknown", "unknown", "unknown-8bit", "none",
          "8bit", "7bit", "default", "x-user-defined", "default_charset", "binary", "default-charset", "utf-8//ignore"}  # fmt: skip


@lru_cache(maxsize=512)
def codec(label: str | None) -> str | None:
    """The Python codec for a label; None where the label says nothing (ASCII, unknown, nonsense)."""
    name = (label or "").strip().strip("\"'<>;").strip().lower().split("*")[0]
    if name in _ASCII:
        return None
    name = _ALIASES.get(name, name)
    if name == "iso-2022-jp":
        return name
    if not _KNOWN.fullmatch(name):
        inner = re.search(r"utf-?8|(?:windows|cp)-?125\d|iso-8859-\d{1,2}|koi8-r", name)
        name = inner.group() if inner else ""
        name = _ALIASES.get(name, name)
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def decode(data: bytes, label: str | None = None, hint: str | None = None) -> str:
    """Text of bytes. Valid UTF-8 wins over a label that cannot prove itself; what fits nothing becomes U+FFFD."""
    if not data:
        return ""
    name = codec(label)
    if name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32") and b"\0" not in data:
        name = name if _unicode(data, None) is None else None
    if data.isascii() and (name is None or not name.startswith(_NO_ASCII)):
        return _escapes(data) if name is None else data.decode("ascii")
    return _decode(data, name, codec(hint))


_NO_ASCII = ("iso-2022", "iso2022", "utf-7", "hz", "utf-16", "utf-32", "cp037", "cp500", "cp1026", "cp1140")


def _escapes(data: bytes) -> str:
    """Seven-bit bytes without a useful label: ISO-2022-JP shows itself by its escapes."""
    return iso_2022_jp(data) if b"\x1b$" in data or b"\x1b(J" in data else data.decode("ascii")


def _decode(data: bytes, name: str | None, hint: str | None) -> str:
    if name == "utf-7":
        return utf7(data) if data.isascii() else _decode(data, None, hint)
    if hint == "utf-7":  # what it is asked of is no ASCII, or says that it is in another charset
        hint = None
    if (unicode := _unicode(data, name)) is not None:
        return unicode
    if name == "utf-8" or (name is None and hint is None):
        return _not_quite_utf8(data)
    for one in (name, hint):
        if (text := _strict(data, one)) is not None:
            return instead(data, one) or text
    return _lenient(data, name or hint)


_WIDE = {"gb18030", "cp949", "cp932", "euc_jp", "euc_jis_2004", "big5hkscs", "cp950", "johab"}
_CJK = re.compile(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]")


def _unicode(data: bytes, name: str | None) -> str | None:
    """The text as UTF-8, where it is that: hardly anything else is by chance, but for short texts of two-byte sets."""
    if name is not None and name.startswith(_NO_ASCII):
        return None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return text if name not in _WIDE or _CJK.search(text) else None


def _strict(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    if name == "iso-2022-jp":
        return iso_2022_jp(data)
    try:
        return data.decode(_order(data) if name == "utf-16" else name).removeprefix("\ufeff")
    except (UnicodeError, ValueError):
        return None


def _order(data: bytes) -> str:
    """UTF-16 without a mark: the zeros of its ASCII characters tell which byte comes first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-be" if data[:400:2].count(0) > data[1:400:2].count(0) else "utf-16-le"


def _lenient(data: bytes, name: str | None) -> str:
    """Bytes that their label does not fit: Windows' stray bytes, a few damaged bytes, or another charset."""
    if name == "cp1252":
        return _windows(data)
    if name is None:
        return guess(data) or _windows(data)
    text = data.decode(name, "replace")
    if text.count("\ufffd") * 20 <= len(text):
        return text
    return guess(data) or text


_STRAY = re.compile("[\udc80-\udcff]")
_LETTER = re.compile("(?<=[A-Za-z])[\udce0-\udcf6\udcf8-\udcfc](?=[a-z])")
"""one Western letter inside a word, among text that is in UTF-8"""


def _not_quite_utf8(data: bytes) -> str:
    """Cut or slightly damaged UTF-8 keeps its good part; anything else is guessed."""
    text = data.decode("utf-8", "surrogateescape")
    good = sum(1 for c in text if c > "\x7f" and not "\udc80" <= c <= "\udcff") if len(text) < 100_000 else len(text)
    if good and len(_STRAY.findall(text)) <= max(1, good // 5):
        return _STRAY.sub("\ufffd", _LETTER.sub(lambda found: chr(ord(found[0]) - 0xDC00), text))
    return guess(data) or _windows(data)


def _windows(data: bytes) -> str:
    return "".join(_WINDOWS[b] for b in data) if len(data) < 1000 else data.decode("latin-1").translate(_TABLE)


_WINDOWS = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]
_TABLE = dict(enumerate(_WINDOWS))
