"""A mailbox tried out before it lives: can we sign in, is there the folder, would mail from its address be taken?"""

import smtplib
from dataclasses import dataclass

from imapclient import IMAPClient

from headwater.desk.channels.email import connection
from headwater.desk.channels.email.clearly import clearly
from headwater.desk.channels.email.mailboxes import mailbox_for
from headwater.desk.models import Mailbox
from headwater.people.models import User
from headwater.shared.errors import HeadwaterError, InputError

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Tried:
    """`mails` wait in the folder, None where it is not read; `sends` says that a server takes mail; `trouble` has a
    sentence for each server that cannot be used."""

    mails: int | None = None
    sends: bool = False
    trouble: tuple[str, ...] = ()


def try_out(*, mailbox: int, by: User | None, from_now: bool = False) -> Tried:
    """Try the servers of a mailbox. `from_now` leaves the mails that are there: reading begins behind them.

    Raises PermissionDenied, NotFoundError; what the servers refuse is told in `trouble`.
    """
    box = mailbox_for(mailbox, by)
    mails, sends, trouble = None, False, []
    try:
        mails = _read(box, from_now) if box.imap_host else None
    except (OSError, IMAPClient.Error, HeadwaterError) as error:
        trouble.append(str(clearly(error, host=box.imap_host, port=box.imap_port, user=box.imap_user)))
    try:
        sends = bool(box.smtp_host) and _send(box)
    except (OSError, smtplib.SMTPException, HeadwaterError) as error:
        trouble.append(str(clearly(error, host=box.smtp_host, port=box.smtp_port, user=box.smtp_user)))
    return Tried(mails, sends, tuple(trouble))


def _read(box: Mailbox, from_now: bool) -> int:
    with connection.imap(box, seconds=SECONDS) as client:
        if not client.folder_exists(box.imap_folder):
            there = ", ".join(name for *_, name in client.list_folders())
            raise InputError(f"The mailbox has no folder {box.imap_folder}; it has {there or 'none'}.")
        state = client.select_folder(box.imap_folder, readonly=True)
    if not from_now:
        return int(state[b"EXISTS"])
    place = {"uid_validity": int(state[b"UIDVALIDITY"]), "last_uid": int(state[b"UIDNEXT"]) - 1}
    Mailbox.objects.filter(pk=box.pk).update(**place)
    return 0


def _send(box: Mailbox) -> bool:
    """Up to the last word before a mail: some servers say only then that nobody is let in without a password."""
    with connection.smtp(box, seconds=SECONDS) as server:
        for code, said in (server.mail(box.address), server.rcpt(box.address)):
            if code >= 400:
                words = said.decode("utf-8", "replace")
                raise InputError(f"{box.smtp_host} takes no mail from {box.address}: {code} {words}")
        server.rset()
    return True
