"""What is shown as the body, and what is attached."""

import re
from dataclasses import dataclass, field

from headwater.signals.mail import limits, tnef, transfer
from headwater.signals.mail.charsets import decode
from headwater.signals.mail.detect import charset
from headwater.signals.mail.domain import Attachment
from headwater.signals.mail.flowed import unflow
from headwater.signals.mail.html_text import text_of
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.params import filename
from headwater.signals.mail.parts import SEALED, Part

_TEXTS = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"}
_ENCRYPTED = {"application/pgp-encrypted", "application/x-pgp-encrypted"}
_CLOSED = {"", "enveloped-data", "authenveloped-data", "authenticated-enveloped-data"}
_ARMOUR = re.compile(r"\s*-----BEGIN PGP MESSAGE-----")
_ALTERNATIVES = {"text/x-amp-html", "text/watch-html"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff]")
_WORD_LABEL = re.compile(rb"=\?([a-z0-9_-]{1,40})(?:\*[^?\s]{0,20})?\?[bq]\?", re.IGNORECASE)
_STUB = re.compile(
    r"HTML|browser|view (?:this|it) (?:e-?mail|message)|Browser|nicht.{0,30}anzeigen|navigateur|navegador",
    re.IGNORECASE,
)
_HTML_START = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """One piece of the body, as plain text, as HTML, or as both."""

    plain: str | None = None
    html: str | None = None
    _text: str | None = None  # read once

    def text(self) -> str:
        if self._text is None:
            self._text = self._read()
        return self._text

    def _read(self) -> str:
        plain = self.plain or ""
        if plain.strip() and not (self.html and _may_be_stub(plain)):
            return text_of(plain) if _HTML_START.match(plain) else plain
        shown = text_of(self.html) if self.html else ""
        if plain.strip() and not _stub(plain, shown):
            return plain
        return shown or plain


@dataclass(slots=True)
class Body:
    """The pieces in order, and the parts beside them."""

    blocks: list[Block] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    spare: Block | None = None  # shown where there is no other text

    @property
    def html(self) -> str | None:
        found = [b.html for b in self.blocks if b.html and b.html.strip()]
        return "\n".join(found) if found else None

    @property
    def plain(self) -> bool:
        """Whether the text was sent as plain text."""
        return any(b.plain is not None and b.text() is b.plain for b in self.blocks)

    @property
    def text(self) -> str:
        return "\n\n".join(t for b in self.blocks if (t := b.text().strip("\n")))


def read(root: Part, notes: Notes) -> Body:
    """The body of a message whose parts are nested at most limits.DEPTH deep."""
    hint = _hint(root)
    for part in root.walk():
        part.hint = hint
    body = _read(root, notes, first=True)
    if not body.text.strip() and body.spare and body.spare.text().strip():
        body.blocks.append(body.spare)
    if not body.text.strip():
        _show_named_texts(body, notes)
    body.blocks = _without_repeats(body.blocks)
    return body


def _hint(root: Part) -> str | None:
    """A text without a label is most likely in the charset of the header, where that can be told."""
    header = b" ".join(root.headers.get(name) or b"" for name in ("subject", "from"))[: limits.SHORT_FIELD]
    if found := _WORD_LABEL.search(header):
        return found[1].decode("ascii")
    if header.isascii():
        return None
    return charset(header)


def _show_named_texts(body: Body, notes: Notes) -> None:
    """Texts that carry a file name but are to be shown, in a message without any other text, are its body."""
    shown = [p for p in body.attached if p.type in ("text/plain", "text/html") and p.disposition != "attachment"]
    for part in shown:
        body.blocks.append(_text(part, notes, body.files))
        body.attached.remove(part)


def _read(part: Part, notes: Notes, *, first: bool) -> Body:
    if part.type == "multipart/alternative" and part.children:
        return _alternative(part, notes, first=first)
    if part.type == "multipart/appledouble" and len(part.children) > 1:
        notes.say("The resource fork of a Macintosh file was left out")
        return Body(attached=[c for c in part.children if c.type != "application/applefile"] or part.children)
    if part.type == "multipart/related" and part.children:
        return _related(part, notes, first=first)
    if part.children:
        whole = _sequence(part.children, notes, first=first)
        whole.attached = [*whole.attached, part] if part.type in SEALED else whole.attached
        return whole
    if part.type in tnef.TYPES:
        return _packed(part)
    if part.type in _ENCRYPTED or (part.type in SEALED and part.params.get("smime-type", "") in _CLOSED):
        notes.say("The message is encrypted and cannot be read here")
    return _leaf(part, notes, first=first)


def _sequence(parts: list[Part], notes: Notes, *, first: bool) -> Body:
    whole = Body()
    for part in parts:
        one = _read(part, notes, first=first and not whole.blocks)
        whole.blocks += one.blocks
        whole.attached += one.attached
        whole.files += one.files
        whole.spare = whole.spare or one.spare
    return whole


def _related(part: Part, notes: Notes, *, first: bool) -> Body:
    """The root may be named by `start` and stand anywhere."""
    start = part.params.get("start", "").strip("<>")
    root = next((c for c in part.children if start and content_id(c) == start), part.children[0])
    return _sequence([root, *(c for c in part.children if c is not root)], notes, first=first)


def _alternative(part: Part, notes: Notes, *, first: bool) -> Body:
    """The last HTML and the first plain text are one block; files inside any of them are kept."""
    plain: str | None = None
    html: str | None = None
    whole = Body()
    for child in part.children:
        if child.type in _ALTERNATIVES:
            continue
        one = _read(child, notes, first=first)
        whole.attached += one.attached
        whole.files += one.files
        plains = [b.plain for b in one.blocks if b.plain is not None]
        if plains and not (plain or "").strip():
            plain = "\n\n".join(plains)
        html = one.html or html
    if plain is not None or html is not None:
        whole.blocks.append(Block(plain, html))
    return whole


def _packed(part: Part) -> Body:
    """Outlook's own packing: what is in it, and the packing."""
    inside = tnef.read(part.content())
    files = [_file(f.name.encode(), f.content, f.type) for f in inside.files]
    return Body(attached=[part], files=files, spare=Block(clean(inside.text) or None, clean(inside.html) or None))


def _leaf(part: Part, notes: Notes, *, first: bool) -> Body:
    if not _is_body(part, first=first):
        return Body(attached=[part])
    whole = Body()
    whole.blocks.append(_text(part, notes, whole.files))
    return whole


def _text(part: Part, notes: Notes, into: list[Attachment]) -> Block:
    """The part's text; files written inside it go into the list."""
    data, files = part.content(), list[tuple[bytes, bytes]]()
    if part.type == "text/plain":
        data, files = transfer.files_within(data)
    text = clean(decode(data, part.params.get("charset") or _meta(part, data), part.hint))
    if len(text) > limits.TEXT:
        notes.say(f"Only the first {limits.TEXT} characters of a text were read")
        text = text[: limits.TEXT]
    into += [_file(name, content) for name, content in files]
    if _ARMOUR.match(text):
        notes.say("The message is encrypted and cannot be read here")
    if part.type == "text/html":
        return Block(html=text)
    if part.type in ("text/enriched", "text/richtext"):
        return Block(plain=_enriched(text))
    if part.params.get("format", "").lower() == "flowed":
        return Block(plain=unflow(text, delsp=part.params.get("delsp", "").lower() == "yes"))
    return Block(plain=text)


def _enriched(text: str) -> str:
    """RFC 1896: "<<" is a sign, one line end is a blank, the words of a <param> are not shown."""
    bare = re.sub(r"<param>[^<>]{0,500}</param>|<[^<>]{0,200}>", "", text.replace("<<", "\x00"), flags=re.IGNORECASE)
    return re.sub(r"\n(\n*)", lambda found: found[1] or " ", bare).replace("\x00", "<").strip()


def _is_body(part: Part, *, first: bool) -> bool:
    """Text that no name and no disposition makes a file; the first text may carry a name."""
    if part.type not in _TEXTS:
        return (
            part.type.startswith("text/")
            and first
            and part.disposition != "attachment"
            and part.name is None
            and (
                part.type
                not in (
                    "text/calendar",
                    "text/vcard",
                    "text/x-vcard",
                    "text/csv",
                    "text/rfc822-headers",
                    "text/directory",
                )
            )
        )
    if part.disposition == "attachment":
        return False
    return part.name is None or (first and part.disposition != "attachment" and not _looks_like_file(part))


def _looks_like_file(part: Part) -> bool:
    return part.disposition == "inline" and "filename" in part.disposition_params and part.type != "text/html"


def clean(text: str) -> str:
    """LF line ends, no control characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)


def _meta(part: Part, data: bytes) -> str | None:
    """The charset that an HTML document names itself, where the header names none."""
    if part.type != "text/html":
        return None
    found = re.search(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{2,30})", data[:2000])
    return found[1].decode("ascii") if found else None


def _may_be_stub(plain: str) -> bool:
    return len(plain) < 1_000 and len(plain.split()) <= 60 and _STUB.search(plain) is not None


def _stub(plain: str, shown: str) -> bool:
    """A plain part that only says that the message is in the HTML, whose text is `shown`."""
    return len(shown.split()) > len(plain.split()) and _folded(plain)[:200] not in _folded(shown)


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Text and HTML that were sent side by side instead of as alternatives, and say the same, are one block."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if (
            before
            and before.html is None
            and block.plain is None
            and before.plain
            and block.html
            and (len(_folded(before.plain)) > 10 and _folded(before.plain) == _folded(block.text()))
        ):
            before.html = block.html
            before._text = before.plain
        else:
            out.append(block)
    return out


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text[:20_000]).lower()


def content_id(part: Part) -> str | None:
    """The id by which HTML refers to the part ("cid:…")."""
    return part.headers.text("content-id").strip("<> ") or None


def _file(name: bytes, content: bytes, kind: str = "") -> Attachment:
    shown = filename({"filename": decode(name or b"").strip()}, {})
    return Attachment(
        shown, kind or "application/octet-stream", len(content), inline=False, content_id=None, content=content
    )
