"""How an odd letter is written down: what was sent, and what a careful reader says of it."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from headwater.signals.mail.service import as_json, parse


@dataclass(frozen=True)
class Odd:
    """A letter and the fields that it must come out with; `files` are (name, type, inline)."""

    name: str
    raw: bytes
    said: dict[str, Any]


def odd(name: str, head: str | bytes, body: str | bytes = "Hello", /, **said: Any) -> Odd:
    """A letter from Nora, unless its head lines (without the last newline) say otherwise."""
    head, body = (x.encode() if isinstance(x, str) else x for x in (head, body))
    given = b"\n" + head.lower()
    mine = b"" if b"\nfrom:" in given else b"From: Nora Quist <nora@quist.example>\n"
    mine += b"" if b"\nsubject:" in given else b"Subject: Lamp\n"
    return Odd(name, mine + head + (b"\n\n" if head else b"\n") + body, said)


def whole(name: str, raw: str | bytes, /, **said: Any) -> Odd:
    """A letter of exactly these bytes."""
    return Odd(name, raw.encode() if isinstance(raw, str) else raw, said)


def many(*each: str, kind: str = "mixed", edge: str = "edge", more: str = "") -> tuple[str, str]:
    """Head and body of a multipart."""
    body = "".join(f"--{edge}\n{part}\n" for part in each) + f"--{edge}--\n"
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="{edge}"{more}', body


def nested(*each: str, kind: str, edge: str, more: str = "") -> str:
    """A multipart as a part of another."""
    head, body = many(*each, kind=kind, edge=edge, more=more)
    return head.partition("\n")[2] + "\n\n" + body


def coded(text: str, charset: str) -> str:
    return b64encode(text.encode(charset)).decode()


def read(raw: bytes) -> dict[str, Any]:
    """What the command prints, people as "Name <address>", files as (name, type, inline)."""
    said = as_json(parse(raw))
    for field in ("from", "to", "cc", "reply_to"):
        said[field] = said[field] and [_person(p) for p in said[field]]
    said["files"] = [(a["name"], a["type"], a["inline"]) for a in said["attachments"]]
    said["sizes"] = [a["size"] for a in said["attachments"]]
    return said


def _person(person: dict[str, str | None]) -> str:
    name, address = person["name"], person["address"]
    return f"{name} <{address}>" if name and address else name or f"<{address}>"
