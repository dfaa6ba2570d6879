# ruff: noqa: E501 -- a pattern is read as one line
"""Delivery failures: which message could not be delivered, and to whom (RFC 3464, and what servers write instead).

A notice of delay and a read receipt are automatic, but no failure.
"""

import re
from dataclasses import dataclass

from headwater.signals.mail import headers, ids
from headwater.signals.mail.domain import Address
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.parts import Part

_DAEMON = re.compile(
    r"mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mail delivery (?:sub)?system|mdaemon|microsoftexchange\w*",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"undeliver(?:able|ed)|delivery (?:status notification \(failure|(?:has )?failed|failure|error|problem)|returned (?:mail|to sender)|failure notice"
    r"|mail (?:delivery|system) (?:failed|error|failure)|non[- ]?deliver|could not be delivered|message (?:not|undeliver)|rejected|bounce"
    r"|unzustellbar|nicht zugestellt|zustellung (?:fehlgeschlagen|nicht)|non remis|[eé]chec de (?:la )?remise|non distribu|no se (?:pudo|puede) entregar"
    r"|no entregado|mancato recapito|impossibile recapitare|n[aã]o (?:foi )?entregue|onbestelbaar|niet (?:worden )?bezorgd|kunde inte levereras|olevererbart"
    r"|ikke leveres|niedostarczon|niedor[eę]czon|nedoru[cč]iteln|не доставлен|недоставлен|配信不能|配信できません|无法(?:送达|传递|投递)|退信|無法傳遞|배달(?:되지| 실패)", re.IGNORECASE
)  # fmt: skip
_DELAY = re.compile(
    r"delay|warning: (?:message|could not)|still (?:being retried|trying)|will (?:be retried|keep trying|continue to)|do not need to resend|verzöger|retard[eé]"
    r"|verspät|retrasad|ritardo|transient", re.IGNORECASE
)  # fmt: skip
_MESSAGE_ID = re.compile(
    r"^[ \t>|]{0,20}message-id:\s{0,5}(<[^<>\n]{3,500}>|[^\s<>]{1,300}@[^\s<>]{1,300})", re.IGNORECASE | re.MULTILINE
)
_RECIPIENT = re.compile(
    rb"^(?:final|original)-recipient:[ \t]*(?:[a-z0-9-]{1,20};)?[ \t]*<?([^\s<>;]{1,300})>?",
    re.IGNORECASE | re.MULTILINE,
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


@dataclass(frozen=True, slots=True)
class Bounce:
    """`of` is the id of the message that failed, where it can be known."""

    failed: bool
    of: str | None = None
    recipients: tuple[str, ...] = ()


NONE = Bounce(failed=False)


def read(root: Part, senders: tuple[Address, ...], subject: str, text: str, notes: Notes) -> Bounce:
    """Whether the message says that another could not be delivered."""
    parts = list(root.walk())
    statuses = [p for p in parts if p.type in _STATUS]
    if statuses and (root.type == "multipart/report" or _from_daemon(root, senders)):
        failed = _status_failed(b"\n".join(p.content()[:200_000] for p in statuses), subject)
    elif (
        root.type == "multipart/report"
        and "delivery-status" not in root.params.get("report-type", "delivery-status").lower()
    ):
        failed = False
    else:
        failed = _from_daemon(root, senders) and _text_failed(root, subject, text)
    if not failed:
        return NONE
    return Bounce(failed=True, of=_original(root, parts, text, notes), recipients=_recipients(root, statuses))


def _status_failed(status: bytes, subject: str) -> bool:
    actions = re.findall(rb"^action:[ \t]*([a-z-]{3,20})", status.lower(), re.MULTILINE)
    if actions:
        return b"failed" in actions
    codes = re.findall(rb"^status:[ \t]*(\d)\.", status.lower(), re.MULTILINE)
    return b"5" in codes or (not codes and not _DELAY.search(subject))


def _from_daemon(root: Part, senders: tuple[Address, ...]) -> bool:
    names = [f"{(s.address or '').partition('@')[0]} {s.name or ''}" for s in senders]
    if any(_DAEMON.search(name) for name in names) or "x-failed-recipients" in root.headers:
        return True
    return root.headers.text("return-path").replace(" ", "") in ("<>", "<#@[]>")


def _text_failed(root: Part, subject: str, text: str) -> bool:
    if "x-failed-recipients" in root.headers:
        return not _DELAY.search(subject)
    head = text[:3_000]
    if _DELAY.search(subject) or (not _FAILED.search(subject) and _DELAY.search(head)):
        return False
    return bool(_FAILED.search(subject) or re.search(r"permanent (?:fatal )?error|returned message|wasn't able to deliver|\b5\.\d\.\d\b|\b55\d\b", head)
                or _FAILED.search(head))  # fmt: skip


def _original(root: Part, parts: list[Part], text: str, notes: Notes) -> str | None:
    for part in parts:
        if part.type in _ORIGINALS and part is not root:
            data = headers.newlines(part.content()[:1_000_000])
            found, _ = headers.split(data, 0, len(data), Notes(), root=True)
            if one := ids.one(found.all("message-id"), notes, "the returned message"):
                return one
    for part in parts:
        if part.type in _STATUS and (
            named := re.search(
                rb"^(?:x-)?original-message-id:[ \t]*(<[^<>\n]{3,500}>)", part.content()[:200_000], re.I | re.M
            )
        ):
            return ids.one([named[1]], notes, "the delivery status")
    if told := _MESSAGE_ID.search(text[:500_000]):
        return ids.one([told[1].encode()], notes, "the returned text")
    answered = ids.many(root.headers.all("in-reply-to"), Notes(), "") or ids.many(
        root.headers.all("references"), Notes(), ""
    )
    return answered[-1] if answered else None


def _recipients(root: Part, statuses: list[Part]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in statuses:
        for address in _RECIPIENT.findall(part.content()[:200_000]):
            found.setdefault(address.decode("utf-8", "replace"))
    for address in root.headers.text("x-failed-recipients").split(","):
        if address.strip():
            found.setdefault(address.strip())
    return tuple(found)[:1000]
