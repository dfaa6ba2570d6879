"""The header block: where it ends, its fields as bytes, however broken.

A line ends at LF with any number of CRs before it ("\\r\\r\\n" is common damage), or at CR in a message without LF.
"""

import re
from dataclasses import dataclass, field

from headwater.signals.mail import limits
from headwater.signals.mail.limits import Notes

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*+:([^\n]*+(?:\n[ \t]++[^\s][^\n]*+)*+)\n?")
_BLANK = re.compile(rb"[ \t\r]*+(?:\n|\Z)")
_LINE = re.compile(rb"[^\n]*+\n?")
_MBOX = re.compile(rb">?From [^\n]*+\n")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|message-id|in-reply-to|references|reply-to|sender|received|return-path"
    rb"|mime-version|content-[a-z-]{2,30}|x-[a-z0-9-]{2,60}|delivered-to|dkim-signature|list-[a-z-]{2,30}"
    rb"|auto-submitted|precedence|thread-[a-z]{4,10}|importance|arc-[a-z-]{4,40}|authentication-results)[ \t]*+:",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Headers:
    """Fields in the order met; names in lower case, values as raw bytes, still folded."""

    fields: dict[str, list[bytes]] = field(default_factory=dict)
    count: int = 0
    last: str = ""

    def get(self, name: str) -> bytes | None:
        """The first field of that name that says something, else an empty one, else None."""
        values = self.fields.get(name)
        return next((v for v in values if v.strip()), values[0]) if values else None

    def all(self, name: str) -> list[bytes]:
        return self.fields.get(name, [])

    def text(self, name: str) -> str:
        """A field whose words are ASCII by rule, unfolded, cut short; "" where it is missing."""
        value = self.get(name) or b""
        return " ".join(value[: limits.SHORT_FIELD].decode("latin-1").split())

    def add(self, name: str, value: bytes) -> None:
        self.fields.setdefault(name, []).append(value)
        self.count += 1

    def __contains__(self, name: str) -> bool:
        return name in self.fields


def newlines(data: bytes) -> bytes:
    """The message with LF as its only line end."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    elif len(data) > 40 and {0} in (set(data[0:40:2]), set(data[1:40:2])) and any(data[:40]):
        data = data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" not in data:
        return data
    if data.count(b"\n\r") > data.count(b"\r\n"):
        data = data.replace(b"\n\r", b"\n")
    data = data.replace(b"\r\n", b"\n")
    if b"\n" not in data:
        return data.replace(b"\r", b"\n")
    data = data.replace(b"\r\n", b"\n")
    return re.sub(rb"\r++\n", b"\n", data) if b"\r\n" in data else data


def split(data: bytes, start: int, end: int, notes: Notes, *, root: bool = False) -> tuple[Headers, int]:
    """The header fields of data[start:end] and where the body begins."""
    headers = Headers()
    at = _skip_envelope(data, start, end) if root else start
    wrong = 0
    while at < end:
        found = _FIELD.match(data, at, end)
        if found:
            if headers.count < limits.FIELDS:
                _add(headers, found, notes)
            else:
                notes.say(f"Only the first {limits.FIELDS} header fields were read")
                return headers, _after_block(data, at, end)
            at = found.end()
            continue
        blank = _BLANK.match(data, at, end)
        if blank and not _goes_on(data, blank.end(), end, blank.group().strip(b"\n") != b""):
            return headers, blank.end()
        line = _LINE.match(data, at, end)
        after = line.end() if line else end
        if not blank and (wrong > limits.MALFORMED or not _header_follows(data, after, end, headers)):
            if headers.count:
                notes.say("No blank line stands between header and body")
            return headers, at
        if not blank:
            wrong += 1
            _wrapped(headers, data[at : min(after, at + limits.SHORT_FIELD)])
            notes.say("A header line was broken without indentation")
        at = after
    return headers, end


def _skip_envelope(data: bytes, start: int, end: int) -> int:
    at = start
    while at < end and (blank := _BLANK.match(data, at, end)) and blank.end() > at:
        at = blank.end()
    while mbox := _MBOX.match(data, at, end):
        at = mbox.end()
    indent = re.compile(rb"[ \t]*+").match(data, at, end)
    first = indent.end() if indent and _KNOWN.match(data, indent.end(), end) else at
    return first if first == start or _FIELD.match(data, first, end) else start


def _add(headers: Headers, found: re.Match[bytes], notes: Notes) -> None:
    value = found[2]
    if len(value) > limits.FIELD:
        notes.say(f"Only the first {limits.FIELD} bytes of {found[1].decode('ascii')} were read")
        value = value[: limits.FIELD]
    headers.last = name = found[1].decode("ascii").lower()
    headers.add(name, value)


def _goes_on(data: bytes, after: int, end: int, spaces: bool) -> bool:
    """A line of spaces inside the header: a folded header goes on, or another known field follows."""
    return spaces and (_KNOWN.match(data, after, end) is not None or data[after : after + 1] in (b" ", b"\t"))


def _header_follows(data: bytes, after: int, end: int, headers: Headers) -> bool:
    """The line before `after` stands inside the header: a known field follows it, or it closes an id left open."""
    if headers.count == 0:
        return False
    if headers.last in ("references", "in-reply-to", "to", "cc"):
        value = headers.fields[headers.last][-1]
        if value.count(b"<") > value.count(b">") and _BLANK.match(data, after, end):
            return True
    return _KNOWN.match(data, after, end) is not None


def _wrapped(headers: Headers, line: bytes) -> None:
    """A line that was wrapped without indentation belongs to the field before it."""
    last = headers.last
    if last in ("subject", "references", "to", "cc", "in-reply-to") and headers.fields[last]:
        headers.fields[last][-1] += b"\n " + line.strip()


def _after_block(data: bytes, at: int, end: int) -> int:
    gap = re.compile(rb"\n[ \t\r]*+\n").search(data, at, end)
    return gap.end() if gap else end
