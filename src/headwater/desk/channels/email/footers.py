"""The link under a message of ours: made before its first try, and the same whenever the mail is composed."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from headwater.desk import own_page
from headwater.desk.acts.own_links import token_of, under_answer
from headwater.desk.models import CustomerLink, Message


@dataclass(frozen=True, slots=True)
class Footer:
    """As plain text and as HTML; both "" where there is no link."""

    text: str = ""
    html: str = ""


def prepare(message: Message, *, now: datetime) -> None:
    """Make the link under an answer, where it gets one."""
    under_answer(message, now=now)


def footer(message: Message) -> Footer:
    """What stands under the message."""
    link = CustomerLink.objects.filter(message=message).first()
    if link is None:
        return Footer()
    goal = own_page.address_of(purpose=link.purpose, token=token_of(link))
    words = own_page.UNDER[link.purpose][link.language]
    said = own_page.under(purpose=link.purpose, language=link.language, link=goal)
    return Footer(said, f'<p>-- <br>{escape(words)}<br><a href="{escape(goal)}">{escape(goal)}</a></p>')
