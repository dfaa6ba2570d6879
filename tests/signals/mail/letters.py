"""Letters of invented people: short messages written for these tests."""

from pathlib import Path

from headwater.signals.mail.domain import Mail
from headwater.signals.mail.service import parse

FOLDER = Path(__file__).parent / "letters"


def letter(
    body: str | bytes = "Hello", head: str | bytes = "", *, sender: str = "Nora Quist <nora@quist.example>"
) -> Mail:
    """A message with the given head lines (each ends with a newline) and body."""
    head = head.encode() if isinstance(head, str) else head
    body = body.encode() if isinstance(body, str) else body
    return parse(b"From: " + sender.encode() + b"\nSubject: Lamp\n" + head + b"\n" + body)


def headed(head: str | bytes) -> Mail:
    """A message that has only these head lines."""
    return parse((head.encode() if isinstance(head, str) else head) + b"\n\nHello\n")


def parts(*each: str, kind: str = "mixed", head: str = "") -> Mail:
    """A multipart of parts that bring their own header lines."""
    body = "".join(f"--edge\n{part}\n" for part in each) + "--edge--\n"
    return letter(body, f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="edge"\n{head}')


def plain(text: str, more: str = "") -> str:
    return f"Content-Type: text/plain; charset=utf-8\n{more}\n{text}"


def page(html: str, more: str = "") -> str:
    return f"Content-Type: text/html; charset=utf-8\n{more}\n{html}"


def reply(body: str, html: str | None = None, subject: str = "Re: Lamp") -> str:
    """What was newly written in an answer."""
    head = f"Subject: {subject}\nIn-Reply-To: <1@shop.example>\n"
    if html is not None:
        return parse(f"{head}Content-Type: text/html; charset=utf-8\n\n{html}".encode()).stripped_text
    return parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}".encode()).stripped_text
