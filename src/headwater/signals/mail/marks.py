# ruff: noqa: E501 -- a pattern is read as one line
"""What a mail program's HTML says about its parts, carried through the text as private characters.

HTML_text puts a mark on a line of its own; `quotes` reads the marks; `unmarked` takes them out for people.
"""

import re

QUOTE = "\ue0f0"  # from here on: somebody else's words
ATTRIBUTION = "\ue0f1"  # this line says whose words follow
FORWARD = "\ue0f2"  # from here on: a forwarded message
SIGNATURE = "\ue0f3"  # from here on: the signature
_ANY = re.compile("[\ue0f0-\ue0f3]")
_LINE = re.compile("[\ue0f0-\ue0f3]\n?")

_QUOTE_ID = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|isForwardContent|stopSpelling|replySplit|mail-editor-reference-"
    r"message-container|ms-outlook-mobile-reference-message|yahoo_quoted_\w*|reply-intro|zmail_extra)", re.IGNORECASE
)  # fmt: skip
_QUOTE_CLASS = re.compile(
    r"\b(?:OutlookMessageHeader|yahoo_quoted|protonmail_quote|zmail_extra|tutanota_quote|ms-outlook-mobile-reference-message"
    r"|freebirdquote|hmquote_block|mb-reply-quote|quoted-text-block)\b", re.IGNORECASE
)  # fmt: skip
_ATTRIBUTION_CLASS = re.compile(r"\b(?:moz-cite-prefix|gmail_attr|replyattribution|mcntgmail_attr)\b")
_FORWARD_CLASS = re.compile(r"\bmoz-forward-container\b")
_SIGNATURE_CLASS = re.compile(r"\b(?:gmail_signature|moz-signature|protonmail_signature_block-user|elided-signature)\b")
_SIGNATURE_ID = re.compile(
    r"(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|AppleMail-Signature)", re.IGNORECASE
)
_OUTLOOK_LINE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid #(?:E1E1E1|B5C4DF)|border-top-color: ?rgb\(229, ?229, ?229\)", re.IGNORECASE
)
_CITE = re.compile(r"\b(?:gmail_quote|cite|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra)\b")
_HINT = re.compile(
    r"divRplyFwdMsg|appendonsend|OLK_SRC_BODY|OutlookMessageHeader|yahoo_quoted|protonmail_quote|moz-cite-prefix|gmail_attr"
    r"|moz-forward|gmail_signature|moz-signature|border-top:\s?solid #|border-top-color: ?rgb\(229|type=[\"']?cite|gmail_quote|stopSpelling|tutanota_quote"
    r"|reference-message|zmail_extra|id=[\"']?(?:x_)*Signature|AppleMail", re.IGNORECASE
)  # fmt: skip


def of(tag: str, attributes: dict[str, str]) -> str:
    """The mark that an opening tag stands for, or ""."""
    ident, classes = attributes.get("id", ""), attributes.get("class", "")
    if _FORWARD_CLASS.search(classes):
        return FORWARD
    if _ATTRIBUTION_CLASS.search(classes):
        return ATTRIBUTION
    if _SIGNATURE_CLASS.search(classes) or _SIGNATURE_ID.fullmatch(ident):
        return SIGNATURE
    if _QUOTE_ID.fullmatch(ident) or (tag != "blockquote" and _QUOTE_CLASS.search(classes)):
        return QUOTE
    return QUOTE if _OUTLOOK_LINE.search(attributes.get("style", "")) else ""


def cited(attributes: dict[str, str]) -> bool:
    """A blockquote that holds somebody else's words, not one that only indents."""
    return (
        attributes.get("type", "").lower() == "cite"
        or "cite" in attributes
        or bool(_CITE.search(attributes.get("class", "")))
    )


def hinted(html: str) -> bool:
    """Whether the HTML names any quote or signature at all."""
    return _HINT.search(html) is not None


def unmarked(text: str) -> str:
    """The text for people."""
    return _LINE.sub("", text) if _ANY.search(text) else text
