"""Everything that is not shown as the body."""

import re
from urllib.parse import unquote

from headwater.signals.mail import limits
from headwater.signals.mail.body import Body, content_id
from headwater.signals.mail.domain import Attachment
from headwater.signals.mail.parts import Part

_PLACE = re.compile(r"<img\b[^<>]{0,2000}?\bsrc\s{0,5}=\s{0,5}[\"']([^\"'<>]{1,300})[\"']", re.IGNORECASE)
_CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)


def of(body: Body) -> tuple[Attachment, ...]:
    """The files in the order met; `inline` where the sender says so or the HTML shows them."""
    html = (body.html or "")[: limits.TEXT]
    cids = {unquote(cid) for cid in _CID.findall(html)}
    places = set(_PLACE.findall(html))
    return (*body.files, *(_attachment(part, cids, places) for part in body.attached))


def _attachment(part: Part, cids: set[str], places: set[str]) -> Attachment:
    cid = content_id(part)
    content = b"" if part.multipart else part.content()
    shown = cid in cids or part.headers.text("content-location") in places
    return Attachment(
        name=part.name,
        type=part.type,
        size=len(content),
        inline=part.disposition == "inline" or shown,
        content_id=cid,
        content=content,
    )
