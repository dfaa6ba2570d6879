"""Address fields: groups, comments, quoted and encoded names, and the forms that people and programs write instead."""

import re

from headwater.signals.mail import limits
from headwater.signals.mail.domain import Address
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.words import unfold, words

_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.){0,500}+)"(?!@)|("(?:[^"\\]|\\.){0,64}+"@)|<([^<>]{0,1000}+)>|(\((?:[^()\\]{1,100}+|\\.|\([^()\\]{0,60}+\)){0,12}+\))|(=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,1500}\?=)'
    r"|([,;])|(:)|([^\"<>(),;:=]++|.)",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s<>\"(),;:\[\]]{1,256}@(?:[^\s<>\"(),;:\[\]@]{1,255}|\[[^\s\]]{1,60}\])")
_ESCAPE = re.compile(r"\\(.)")
_SAME = r"\1"
_EMPTY = re.compile(r"\(\s*\)|\"\s*\"|<\s*>")
_LINKED = re.compile(r"\[\s*(?:mailto|smtp):\s*([^\s<>\[\]]{1,320})\s*\]", re.IGNORECASE)
_LOCAL = re.compile(r"([a-z0-9_.!-]{1,60}) \(([^()]{1,100})\)")  # "root (Cron Daemon)"
_NOBODY = re.compile(r"[^@]*:\s*;?\s*")
_ROUTE = re.compile(r"^@[^:]{1,500}:")


class _Entry:
    """One mailbox while it is read."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.comments: list[str] = []
        self.address: str | None = None
        self.spelt = False  # an address stands in the text
        self.named = 0  # how many pieces of text stood before the address
        self.quoted = False

    def say(self, text: str) -> None:
        self.text.append(text)
        self.spelt = self.spelt or "@" in text

    def rest(self) -> "_Entry":
        """A second mailbox, of the text after the address."""
        other = _Entry()
        other.text, self.text = self.text[self.named :], self.text[: self.named]
        return other

    def empty(self) -> bool:
        return self.address is None and not "".join(self.text).strip() and not self.comments


def parse(raws: list[bytes], hint: str | None, notes: Notes, field: str) -> tuple[Address, ...]:
    """The mailboxes of all fields of one name, in order. An empty group gives none."""
    out: list[Address] = []
    for raw in raws:
        out += _field(unfold(raw, hint), depth=0)
        if len(out) > limits.ADDRESSES:
            notes.say(f"Only the first {limits.ADDRESSES} addresses of {field} were read")
            return tuple(out[: limits.ADDRESSES])
    return tuple(out)


def _field(text: str, depth: int) -> list[Address]:
    entries = _entries(_LINKED.sub(r" <\1> ", text))
    out: list[Address] = []
    carried = ""
    for at, (entry, end) in enumerate(entries):
        name, address = _read(entry)
        after = "".join(entry.text[entry.named :]).strip() if entry.address else ""
        if _BARE.fullmatch(after):  # "Ada <a@…>" and a line below, without a comma, "b@…"
            other = entry.rest()
            out += [Address(*_read(one)) for one in ((entry,) if after == entry.address else (entry, other))]
            continue
        if address is None and name and end == "," and _name_goes_on(entries, at):
            carried += f"{name}, "
            continue
        if address is None and name and depth == 0 and "@" in name:
            out += _field(name, depth=1)
        elif name or address:
            also = _BARE.fullmatch(name or "") if entry.address is None and address else None
            out.append(Address(None if also else (carried + (name or "")).strip(", ") or None, address))
            out += [Address(None, name)] if also else []
        carried = ""
    return out


def _name_goes_on(entries: list[tuple[_Entry, str]], at: int) -> bool:
    """ "Doe, Jane <jane@…>" without quotes: the comma belongs to the name."""
    if at + 1 >= len(entries) or entries[at][0].quoted:
        return False
    after = entries[at + 1][0]
    return after.address is not None and bool("".join(after.text).strip()) and "@" not in "".join(entries[at][0].text)


def _entries(text: str) -> list[tuple[_Entry, str]]:
    out: list[tuple[_Entry, str]] = []
    entry = _Entry()
    for quoted, local, angle, comment, word, end, colon, plain in _TOKEN.findall(text):
        if end:
            if not entry.empty():
                out.append((entry, end))
                if len(out) > limits.ADDRESSES:
                    return out
            entry = _Entry()
        elif colon:
            entry = _colon(entry)
        else:
            if angle.strip() and entry.address is not None and "".join(entry.text[entry.named :]).strip():
                out.append((entry, ","))  # "Ada <a@…> Bob <b@…>": the comma between them is missing
                entry = entry.rest()
            _take(entry, quoted, angle, comment, word, local or plain)
    return [*out, (entry, "")] if not entry.empty() else out


def _colon(entry: _Entry) -> _Entry:
    """A group's name ends here; "mailto:" and the like are no groups but say nothing either."""
    if entry.address is not None or entry.spelt:
        entry.say(":")
        return entry
    return _Entry()


def _take(entry: _Entry, quoted: str, angle: str, comment: str, word: str, plain: str) -> None:
    if angle or plain == ">":
        if angle.strip() and entry.address is None and not _NOBODY.fullmatch(angle):
            entry.address, entry.named = _spec(angle), len(entry.text)
    elif comment:
        (entry.comments.append if entry.address or entry.spelt else entry.say)(words(comment))
    elif word:
        if entry.text and entry.text[-1].startswith("=?"):
            entry.text[-1] = f"{entry.text[-1].rstrip()} {word}"
        else:
            entry.say(word)
    elif quoted:
        entry.quoted = True
        entry.say(f'"{_ESCAPE.sub(_SAME, quoted)}"')
    elif plain == "<":
        pass
    elif plain.strip() or not (entry.text and entry.text[-1].startswith("=?")):
        entry.say(" " if plain.isspace() else plain)


def _read(entry: _Entry) -> tuple[str | None, str | None]:
    text = words("".join(entry.text)).strip()
    address = entry.address
    if address is None and re.fullmatch(r'"[^"]*"@\S+', text):
        return None, text
    if address is None and not (entry.quoted and text.endswith('"')):
        found = (
            None
            if len(text) > 2_000
            else _BARE.search(re.sub(r"\s*@\s*", "@", text) if re.fullmatch(r"\S+\s*@\s*\S+", text) else text)
        )
        if found and found.group().count("@") == 1:
            address = _spec(found.group())
            joined = re.sub(r"\s*@\s*", "@", text) if found.group() not in text else text
            text = _EMPTY.sub(" ", joined.replace(found.group(), " ")).strip(" <>")
    if address is None and entry.quoted and re.fullmatch(_BARE, text.strip('"')):
        return None, text.strip('"')
    if address is None and (local := _LOCAL.fullmatch(text)):
        return _name(local[2]), local[1]
    name = _name(text) or _name(" ".join(c[1:-1] for c in entry.comments))
    return name, address


def _spec(text: str) -> str | None:
    text = words(text) if "=?" in text else text
    text = text.strip() if re.search(r'"[^"]*"@', text) else re.sub(r"\s+", "", text)
    text = _ROUTE.sub("", text)
    text = re.sub(r"^(?:mailto|smtp):", "", text, flags=re.IGNORECASE)
    return text.strip("<>,;'\"" if text.count('"') < 2 else "<>,;'").rstrip(".") or None


def _name(text: str) -> str | None:
    text = " ".join(text.split())
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    if text.count('"') == 1:
        text = text.replace('"', "").strip()
    return text or None
