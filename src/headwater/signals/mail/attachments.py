"""Everything that is not shown as the body."""

import re
from urllib.parse import unquote

from headwater.signals.mail import limits
from headwater.signals.mail.body import Body, content_id
from headwater.signals.mail.domain import Attachment
from headwater.signals.mail.parts import Part

_CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)


def of(body: Body) -> tuple[Attachment, ...]:
    """The files in the order met; `inline` where the sender says so or the HTML shows them."""
    shown = {unquote(cid) for cid in _CID.findall((body.html or "")[: limits.TEXT])}
    html = (body.html or "")[: limits.TEXT]
    return (*body.files, *(_attachment(part, shown, html) for part in body.attached))


def _located(part: Part, html: str) -> bool:
    """The HTML shows it by its place ("Content-Location: a.png")."""
    place = part.headers.text("content-location")
    return bool(place) and part.type.startswith("image/") and (f'"{place}"' in html or f"'{place}'" in html)


def _attachment(part: Part, shown: set[str], html: str) -> Attachment:
    cid = content_id(part)
    content = b"" if part.multipart else part.content()
    return Attachment(
        name=part.name,
        type=part.type,
        size=len(content),
        inline=part.disposition == "inline" or (cid is not None and cid in shown) or _located(part, html),
        content_id=cid,
        content=content,
    )
