"""An invitation as a letter, in the language that was chosen for it."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from headwater.desk.channels.email import service as mail
from headwater.people import organisation


def send(*, email: str, link: str, by: str, language: str, now: datetime) -> bool:
    """Whether the link was sent: by the server's own mail where the operator set it up, else by a live mailbox."""
    subject, text = letter(link, by, language)
    if not settings.HERE.smtp:
        return mail.notify(to=email, subject=subject, text=text, now=now)
    return send_mail(subject, text, None, [email], fail_silently=True) == 1


def letter(link: str, by: str, language: str) -> tuple[str, str]:
    """Subject and text."""
    with translation.override(language):
        subject = _("Your invitation to Headwater")
        name = organisation.read(Path(settings.DATA)).name
        where = f" ({name})" if name else ""
        first = _("%(name)s invites you to serve customers with Headwater%(where)s.") % {"name": by, "where": where}
        then = _("Open this link within a week; it works once:")
        last = _("If you do not know why you get this, do nothing: without the link there is no account.")
    return subject, f"{first}\n\n{then}\n{link}\n\n{last}\n"
