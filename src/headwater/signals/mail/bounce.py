"""Delivery failures: which message could not be delivered, and to whom (RFC 3464, and what servers write instead).

A notice of delay and a read receipt are automatic, but no failure.
"""

import re
from dataclasses import dataclass

from headwater.signals.mail import failure_words as said
from headwater.signals.mail import headers, ids
from headwater.signals.mail.domain import Address
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.parts import Part

_MESSAGE_ID = re.compile(
    r"^[ \t>|]{0,20}message-id:\s{0,5}(<[^<>\n]{3,500}>|[^\s<>]{1,300}@[^\s<>]{1,300})", re.IGNORECASE | re.MULTILINE
)
_NAMED_ID = re.compile(rb"^(?:x-)?original-message-id:[ \t]*(<[^<>\n]{3,500}>)", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^(action|status|final-recipient|original-recipient):[ \t]*([^\n]{1,400})", re.I | re.MULTILINE)
_RETURNED_HEAD = re.compile(
    r"^(?:[ \t>|]{0,8}(?:received|return-path|message-id|mime-version)|(?:from|date|subject)): ?\S", re.I | re.MULTILINE
)
_HEAD_LINE = re.compile(
    r"^[ \t]{0,20}(?:to|cc|from|an|von|à|de|para|subject|betreff)[ \t]?:[^\n]*$", re.I | re.MULTILINE
)
_ORIGINALS = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
    "message/partial",
)
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_RECEIPT = "message/disposition-notification"
_NO_FAILURE = ("delayed", "delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class Bounce:
    """`of` is the id of the message that failed, where it can be known; `late`: it is only delayed."""

    failed: bool
    of: str | None = None
    recipients: tuple[str, ...] = ()
    late: bool = False


def read(root: Part, senders: tuple[Address, ...], subject: str, text: str, notes: Notes) -> Bounce:
    """Whether the message says that another could not be delivered."""
    parts = list(root.walk())
    groups = [g for p in parts if p.type in _STATUS for g in _groups(p)]
    if not _failed(root, parts, groups, senders, subject, text):
        return Bounce(failed=False, late=_from_daemon(root, senders) and said.DELAY.search(subject) is not None)
    return Bounce(True, _original(root, parts, text, notes), _recipients(root, groups, senders, text))


def _failed(
    root: Part, parts: list[Part], groups: list[dict[str, str]], senders: tuple[Address, ...], subject: str, text: str
) -> bool:
    daemon = _from_daemon(root, senders)
    if groups and (daemon or root.type in ("multipart/report", *_STATUS)):
        return _status_failed(groups, subject)
    if root.type == "multipart/report" and (receipt := next((p for p in parts if p.type == _RECEIPT), None)):
        return _refused(receipt, subject, text)
    return _text_failed(root, subject, text) if daemon else _stranger_failed(parts, subject, text)


def _groups(part: Part) -> list[dict[str, str]]:
    """The status of each recipient: the fields between two blank lines."""
    blocks = re.split(r"\n[ \t]*\n", part.content()[:200_000].decode("utf-8", "replace").replace("\r", ""))
    found = [{name.lower(): value.strip() for name, value in _FIELD.findall(block)} for block in blocks]
    return [group for group in found if group]


def _status_failed(groups: list[dict[str, str]], subject: str) -> bool:
    actions = [word for g in groups if (word := _action(g))]
    if actions:
        return any(action not in _NO_FAILURE for action in actions)
    codes = [g["status"][:1] for g in groups if "status" in g]
    return "5" in codes or (not codes and not said.DELAY.search(subject))


def _action(group: dict[str, str]) -> str:
    return re.split(r"[^a-z]", group.get("action", "").lower(), maxsplit=1)[0]


def _refused(receipt: Part, subject: str, text: str) -> bool:
    """A mailbox that turned the message away, not a person who deleted it unread."""
    said_so = receipt.content()[:20_000].lower()
    machine = re.search(rb"^disposition:[ \t]*automatic-action[^\n;]*;[ \t]*(?:deleted|denied|failed)", said_so, re.M)
    return machine is not None and bool(said.FAILED.search(subject) or said.FAILED.search(text[:1_000]))


def _from_daemon(root: Part, senders: tuple[Address, ...]) -> bool:
    names = [f"{(s.address or '').rpartition('@')[0]} {s.name or ''}" for s in senders]
    if any(said.DAEMON.search(name) for name in names) or "x-failed-recipients" in root.headers:
        return True
    path = root.headers.text("return-path").replace(" ", "")
    return path in ("<>", "<#@[]>") or said.DAEMON.search(path) is not None


def _text_failed(root: Part, subject: str, text: str) -> bool:
    """A mail server's own words."""
    if "x-failed-recipients" in root.headers:
        return not said.DELAY.search(subject)
    head = text[:3_000]
    if said.DELAY.search(subject) or (not said.FAILED.search(subject) and said.DELAY.search(head)):
        return False
    return any(found.search(where) for found in (said.FAILED, said.REASON) for where in (subject, head))


def _stranger_failed(parts: list[Part], subject: str, text: str) -> bool:
    """Nobody's address that is known to be a server's: the notice must be one by its subject and by its whole form."""
    head = _notice(text[:1_500])
    if not said.NOTICE_SUBJECT.match(subject) or not said.FAILED.search(head):
        return False
    if said.DELAY.search(head) or said.PERSON.search(head):
        return False
    return any(p.type in _ORIGINALS for p in parts[1:]) or said.RECIPIENT_LINE.search(head) is not None


def _original(root: Part, parts: list[Part], text: str, notes: Notes) -> str | None:
    for part in parts:
        if part.type in _ORIGINALS and part is not root:
            data = headers.newlines(part.content()[:1_000_000])
            found, _ = headers.split(data, 0, len(data), Notes(), root=True)
            if one := ids.one(found.all("message-id"), notes, "the returned message"):
                return one
    for part in parts:
        if part.type in (*_STATUS, _RECEIPT) and (named := _NAMED_ID.search(part.content()[:200_000])):
            return ids.one([named[1]], notes, "the delivery status")
    if told := _MESSAGE_ID.search(text[:500_000]):
        return ids.one([told[1].encode()], notes, "the returned text")
    answered = ids.many(root.headers.all("in-reply-to"), Notes(), "") or ids.many(
        root.headers.all("references"), Notes(), ""
    )
    return answered[-1] if answered else None


def _recipients(root: Part, groups: list[dict[str, str]], senders: tuple[Address, ...], text: str) -> tuple[str, ...]:
    """As we wrote them: from the status, else from the header, else from the lines of the notice."""
    found = [_recipient(g) for g in groups if _action(g) not in _NO_FAILURE]
    found += [part.strip() for part in root.headers.text("x-failed-recipients").split(",")]
    found = list(filter(None, found)) or _told(root, senders, text[:5_000])
    return tuple(dict.fromkeys(found))[:1000]


def _notice(text: str) -> str:
    """What stands above the returned message."""
    end = _RETURNED_HEAD.search(text)
    return text[: end.start()] if end else text


def _told(root: Part, senders: tuple[Address, ...], text: str) -> list[str]:
    """The addresses in the notice, above the returned message, that are neither ours nor the server's."""
    notice = _HEAD_LINE.sub("", _notice(text))
    others = {s.address for s in senders} | set(said.ADDRESS.findall(root.headers.text("to")))
    for pattern in (said.RECIPIENT_LINE, said.ADDRESS):
        if found := [a for a in pattern.findall(notice) if a not in others and not said.OFFICE.match(a)]:
            return found
    return []


def _recipient(group: dict[str, str]) -> str:
    both = [re.sub(r"^[\w-]{1,20};", "", group.get(f"{name}-recipient", "")).strip(" \t<>;")
            for name in ("original", "final")]  # fmt: skip
    return next((address for address in both if "@" in address), both[1] or both[0])
