"""Which charset unlabelled 8-bit bytes are in: each candidate reads them, the most plausible text wins.

A heuristic of ours: letters that are common in the candidate's language count for it, unlikely ones against it. It is
asked only where there is no label, or where the label does not fit.
"""

import re
from collections.abc import Callable

SAMPLE = 4_000  # bytes looked at
_WIDE = ("cp932", "euc_jp", "gb18030", "cp949", "big5")
_NARROW = ("cp1252", "koi8_r", "cp1251", "cp1250", "iso8859_2", "cp1253", "cp1255", "cp1256", "cp866", "cp850")

_LATIN = set("äöüßÄÖÜéèêëàâáãåæøñçóòôõíìîïúùûýÿÉÈÀÁÃÅÆØÑÇÓÔÕÍÚ€’‘“”–—…•©®°´«»¿¡§£·½\xa0„š ž")
_EAST = set("ąćęłńóśźżĄĆĘŁŃŚŹŻáčďéěíňřšťúůýžČŘŠŽőűŐŰăâîșțşţ")
_GREEK = re.compile("[α-ωάέήίόύώ]")
_HEBREW = re.compile("[א-ת]")
_ARABIC = re.compile("[ء-ي]")
_LATIN_SETS = {"cp1252": (_LATIN, 0.95), "cp1250": (_EAST, 0.9), "iso8859_2": (_EAST, 0.9), "cp850": (_LATIN, 0.6)}
_SCRIPTS = {
    "cp1253": (_GREEK, "αοιετσνηυρπκμλςίάόέή"),
    "cp1255": (_HEBREW, "יוהלאתמרשנבדםכקח"),
    "cp1256": (_ARABIC, "اليمونرتبةعدسفهكح"),
}
_CYRILLIC = re.compile("[а-яё]")
_COMMON_HAN = set(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后么心多天而能好都然没日于起还发成事只作当想看文"
    "请问您谢退款订单订單請問您謝貨品物流快递公司客户服务務問題单號号收到商品付款帮助時間電話這個們為說會來對學過還發現無法尽快处理盡處"
    "日本語注文返品商品届配送連絡御願致件名会社様方今回確認可能問合先電子受取説明書"
)


def guess(data: bytes) -> str | None:
    """The text in the most plausible charset; None where no candidate is plausible."""
    best = charset(data)
    return data.decode(best, "replace") if best else None


def instead(data: bytes, name: str | None) -> str | None:
    """The text in another charset, where what the label gives is no language and the other's plainly is one."""
    name = name.replace("-", "_") if name else ""
    if name not in (*_WIDE, *_NARROW) or sum(1 for b in data[:SAMPLE] if b > 0x7F) < 16:
        return None
    mine = _score(data[:SAMPLE], name)
    if mine > 0.5 or not (best := charset(data)) or best == name:
        return None
    return data.decode(best, "replace") if _score(data[:SAMPLE], best) > max(0.75, mine + 0.3) else None


def charset(data: bytes) -> str | None:
    """The most plausible charset of the first bytes."""
    sample = data[:SAMPLE] if len(data) <= SAMPLE else data[: data.rfind(b" ", 0, SAMPLE) % SAMPLE or SAMPLE]
    best, most = None, 0.0
    for name in (*_WIDE, *_NARROW):
        score = _score(sample, name)
        if score > most:
            best, most = name, score
    return best


def _score(sample: bytes, name: str) -> float:
    """From 0 (cannot be) to about 1: the plausible share of the characters beyond ASCII."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3:
            return 0.0
        text = sample[: error.start].decode(name)
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 0.0
    return _wide(beyond, name) if name in _WIDE else _narrow(text, beyond, name)


def _wide(beyond: list[str], name: str) -> float:
    good = 0.0
    for c in beyond:
        if "\u3040" <= c <= "\u30ff":
            good += 1.0 if name in ("cp932", "euc_jp") else 0.2
        elif "\uac00" <= c <= "\ud7a3":
            good += 1.0 if name == "cp949" and _common(c, name) else -0.5
        elif "\u4e00" <= c <= "\u9fff":
            good += 1.2 if c in _COMMON_HAN else (0.55 if _common(c, name) else 0.0)
        elif "\u3000" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e":
            good += 0.9
        elif "\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff":
            good -= 1.0
    return good / len(beyond)


def _common(c: str, name: str) -> bool:
    """In the half of the table that holds the common characters."""
    code = c.encode(name)
    first = {"gb18030": 0xD7, "cp949": 0xC8, "big5": 0xC6, "cp932": 0x98, "euc_jp": 0xCF}[name]
    low = {"gb18030": 0xB0, "cp949": 0xB0, "big5": 0xA4, "cp932": 0x88, "euc_jp": 0xB0}[name]
    return len(code) == 2 and low <= code[0] <= first and (name in ("cp932", "big5") or code[1] >= 0xA1)


def _narrow(text: str, beyond: list[str], name: str) -> float:
    if name in _LATIN_SETS:
        letters, weight = _LATIN_SETS[name]
        return _share(beyond, lambda c: c in letters) * weight - 0.6 * _dense(text) - 0.2 * _czech(text, name)
    if name in ("koi8_r", "cp1251", "cp866"):
        return _letters(text, beyond, _CYRILLIC, "оеаинтсрвлкмдпуязь")
    return _letters(text, beyond, *_SCRIPTS[name]) * 0.98 if len(beyond) > 2 else 0.0


def _share(beyond: list[str], good: Callable[[str], bool]) -> float:
    return sum(1 for c in beyond if good(c)) / len(beyond)


def _letters(text: str, beyond: list[str], small: re.Pattern[str], common: str) -> float:
    """Scripts beside Latin: mostly small letters, capitals only where a word begins, whole words of it."""
    good = sum(1.0 for c in beyond if small.match(c))
    capitals = sum(1.0 for word in re.findall(r"\w+", text) if word[0] > "\x7f" and word[1:] == word[1:].lower() != "")
    usual = 0.6 + 0.4 * _share(beyond, lambda c: c.lower() in common)
    return usual * (min(good + capitals, len(beyond)) / len(beyond)) - 0.5 * _mixed(text)


def _mixed(text: str) -> float:
    """The share of words that mix ASCII letters with others, as a Latin language read wrongly does."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if not w.isascii()]
    mixed = sum(1 for w in words if re.search("[A-Za-z]", w))
    return mixed / len(words) if words else 1.0


def _czech(text: str, name: str) -> bool:
    """Czech read as a Western text: its letters stand beside others that no Western language has with them."""
    return name == "cp1252" and bool(re.search("[šžŠŽý]", text) and re.search("[øìùèïòØÌÈ]", text))


def _dense(text: str) -> float:
    """The share of words in which letters beyond ASCII stand side by side, as no Latin language writes them."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if not w.isascii()]
    dense = sum(1 for w in words if re.search(r"[^\x00-\x7f]{3}", w))
    return dense / len(words) if words else 0.0
