"""The parts of a message: cut at their boundaries, however nested, unclosed or wrongly declared.

Our own cutter, because the standard library's recurses per nested part, looks at every line once per open part and
raises on some headers; this one costs one search per multipart and stops at a stated depth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from headwater.signals.mail import cms, headers, limits, params, transfer
from headwater.signals.mail.headers import Headers
from headwater.signals.mail.limits import Notes

_SNIFF = re.compile(rb"(?:\A|(?<=\n))--([^\s][^\n]{0,200}?)[ \t]*+\n(?=content-[a-z-]{2,30}[ \t]*+:)", re.IGNORECASE)
_PREAMBLE = re.compile(rb"\n*+(?:this is a multi-?part message in mime format\.?[^\n]*\n)?\n*+", re.IGNORECASE)
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


@dataclass(slots=True, eq=False)
class Part:
    """One part; its raw body is data[start:end]."""

    data: bytes
    start: int
    end: int
    headers: Headers
    type: str
    params: dict[str, str]
    disposition: str
    disposition_params: dict[str, str]
    children: list["Part"] = field(default_factory=list)
    hint: str | None = None  # the charset that the message's header is in

    @property
    def raw(self) -> bytes:
        return self.data[self.start : self.end]

    @property
    def encoding(self) -> str:
        return self.headers.text("content-transfer-encoding").split(" ")[0]

    def content(self) -> bytes:
        """The decoded bytes."""
        return transfer.decode(self.raw, self.headers.text("content-transfer-encoding"))

    @property
    def name(self) -> str | None:
        return params.filename(self.disposition_params, self.params)

    @property
    def multipart(self) -> bool:
        return bool(self.children) and self.type not in SEALED

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in order."""
        todo = [self]
        while todo:
            part = todo.pop()
            yield part
            todo += reversed(part.children)


def parse(data: bytes, notes: Notes) -> Part:
    """The message's parts. `data` has LF line ends."""
    root = _part(data, 0, len(data), "text/plain", notes, root=True)
    _undeclared(root, notes)
    todo, count = [(root, 0)], 1
    while todo:
        part, depth = todo.pop()
        if part.type in SEALED and depth < limits.WHOLE and (inside := cms.signed_content(part.content())) is not None:
            inside = headers.newlines(inside)
            part.children = [_part(inside, 0, len(inside), "text/plain", notes)]
            todo.append((part.children[0], depth + 1))
            count += 1
            continue
        if not part.type.startswith("multipart/"):
            continue
        if depth >= limits.DEPTH:
            notes.say(f"Parts nested deeper than {limits.DEPTH} were not opened")
            part.type = "application/octet-stream"
            continue
        _open(part, limits.PARTS - count, notes)
        count += len(part.children)
        todo += [(child, depth + 1) for child in part.children]
    return root


def _undeclared(root: Part, notes: Notes) -> None:
    """A body that begins with parts, although the header does not say so."""
    if "content-type" in root.headers:
        return
    begin = _PREAMBLE.match(root.data, root.start)
    found = _SNIFF.match(root.data, begin.end() if begin else root.start)
    if found and root.data.find(b"\n--" + found[1] + b"--", found.end()) >= 0:
        notes.say("The header does not say that the message has parts")
        root.type, root.params = "multipart/mixed", {"boundary": found[1].decode("utf-8", "surrogateescape")}


def _part(data: bytes, start: int, end: int, default: str, notes: Notes, *, root: bool = False) -> Part:
    found, body = headers.split(data, start, end, notes, root=root)
    kind, values = params.parse(found.get("content-type"))
    shown, shown_values = params.parse(found.get("content-disposition"))
    return Part(data, body, end, found, _type(kind, values, default, notes), values, shown.split(" ")[0], shown_values)


def _type(kind: str, values: dict[str, str], default: str, notes: Notes) -> str:
    if not kind:
        return "application/octet-stream" if values.get("name") else default
    kind = kind.split(" ", maxsplit=1)[0].split(",", maxsplit=1)[0].strip()
    if _TYPE.fullmatch(kind):
        return kind
    if kind == "multipart" or values.get("boundary"):
        return "multipart/mixed"
    notes.say("A content type cannot be read; text was taken")
    return "text/html" if "html" in kind else "text/plain"


def _open(part: Part, most: int, notes: Notes) -> None:
    """Cut a multipart into its children; one without any boundary is text."""
    _decode_container(part)
    boundary = (part.params.get("boundary") or "").encode("utf-8", "surrogateescape").rstrip()
    spans = _spans(part, boundary) if boundary else []
    if not spans and b" " in boundary:  # folded in the middle
        spans = _spans(part, boundary.replace(b" ", b""))
    if not spans:
        sniffed = _SNIFF.search(part.data, part.start, part.end)
        notes.say("A multipart without its boundary was met")
        spans = _spans(part, sniffed[1]) if sniffed else []
    if not spans:
        part.type = "text/plain"
        if boundary and part.raw.strip() == b"--" + boundary + b"--":
            part.start = part.end  # closed before anything came
        return
    if len(spans) > most:
        notes.say(f"Only the first {limits.PARTS} parts were read")
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    part.children = [_part(part.data, start, end, default, notes) for start, end in spans[: max(most, 0)]]
    if not part.children:
        part.type = "application/octet-stream"


def _decode_container(part: Part) -> None:
    """A multipart may not be encoded, but some are."""
    if part.encoding.lower().startswith(("base64", "quoted")):
        raw = part.raw
        boundary = (part.params.get("boundary") or "\0").encode("utf-8", "surrogateescape")
        if b"--" + boundary not in raw:
            part.data = headers.newlines(part.content())
            part.start, part.end = 0, len(part.data)


def _spans(part: Part, boundary: bytes) -> list[tuple[int, int]]:
    """Where the children stand. What follows a closing boundary is none, unless another boundary follows."""
    out: list[tuple[int, int]] = []
    begun: int | None = None
    at = part.start
    while found := _next(part, at, b"--" + boundary):
        start, end = found
        if begun is not None:
            out.append((begun, max(begun, start - 1)))
        begun = None if end[1] else end.end()
        at = end.end()
        if len(out) > limits.PARTS:
            return out
    if begun is not None and begun < part.end:
        out.append((begun, part.end))
    return out


_LINE_ENDS = re.compile(rb"(--)?[^\S\n]*+(?:\n|\Z)")
"""what may follow a boundary in its line: the two hyphens that close"""


def _next(part: Part, at: int, mark: bytes) -> tuple[int, re.Match[bytes]] | None:
    """The next boundary line: where it starts, and its end; found by a plain search, quick over large attachments."""
    if at == part.start and part.data.startswith(mark, at, part.end):
        end = _LINE_ENDS.match(part.data, at + len(mark), part.end)
        if end:
            return at, end
    at = max(at - 1, part.start)
    while (at := part.data.find(b"\n" + mark, at, part.end)) >= 0:
        at += 1
        if end := _LINE_ENDS.match(part.data, at + len(mark), part.end):
            return at, end
    return None
