"""What the customer's own page sends by mail: links that were asked for, and the question whether they got there."""

from datetime import datetime

from headwater.desk import own_page
from headwater.desk.acts.following_up import follow_up as ask
from headwater.desk.acts.own_links import letter_left, letters_due
from headwater.desk.channels.email.notices import notify
from headwater.desk.channels.email.sending import senders


def send_links(*, now: datetime) -> int:
    """Send the letters with links that wait; how many were sent. They are kept nowhere."""
    sent = 0
    for due in letters_due(now=now):
        link = own_page.address_of(purpose=due.purpose, token=due.token)
        subject, text = own_page.letter(purpose=due.purpose, language=due.language, link=link, until=due.until)
        if notify(to=due.to, subject=subject, text=text, now=now):
            letter_left(link=due.link)
            sent += 1
    return sent


def follow_up(*, now: datetime) -> int:
    """Ask customers whether they got there, as soon as a mailbox sends; how many were asked."""
    return ask(now=now) if any(default for _, default in senders()) else 0
