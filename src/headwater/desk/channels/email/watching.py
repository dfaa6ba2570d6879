"""A mailbox under watch: the server says when something has come (IDLE); where it cannot, it is asked every minute."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from imapclient import IMAPClient

from headwater.desk.channels.email import fetching, mailboxes
from headwater.desk.channels.email.alone import alone
from headwater.desk.channels.email.clearly import clearly
from headwater.desk.channels.email.connection import imap
from headwater.desk.models import Mailbox
from headwater.shared.errors import HeadwaterError

log = logging.getLogger(__name__)
POLL_S = 60.0
IDLE_S = 5.0
"""seconds between two looks whether to stop"""
RENEW_S = 600.0
"""seconds after which the connection is made anew: servers and routers forget quiet ones"""
Clock = Callable[[], datetime]


def watch(*, mailbox: int, clock: Clock, stop: threading.Event, poll: float = POLL_S) -> None:
    """Take in what comes until told to stop, or until the connection is old. Raises InputError, OSError or IMAP errors.

    Returns at once where another process watches this mailbox.
    """
    box = Mailbox.objects.get(pk=mailbox)
    with alone(f"fetch-{box.pk}") as free:
        if not free:
            return
        try:
            with imap(box) as client:
                _stay(box, client, clock, stop, poll)
        except (OSError, IMAPClient.Error, HeadwaterError) as error:
            clear = clearly(error, host=box.imap_host, port=box.imap_port, user=box.imap_user)
            mailboxes.trouble(mailbox=box.pk, said=str(clear))
            raise


def _stay(box: Mailbox, client: IMAPClient, clock: Clock, stop: threading.Event, poll: float) -> None:
    until = clock().timestamp() + RENEW_S
    idles = client.has_capability("IDLE")
    while not stop.is_set() and clock().timestamp() < until:
        fetching.fetch_new(box, client, clock)
        mailboxes.trouble(mailbox=box.pk, said="")
        if idles:
            _idle(client, stop, poll)
        else:
            stop.wait(poll)


def _idle(client: IMAPClient, stop: threading.Event, poll: float) -> None:
    """Wait for the server's word, at most as long as between two looks."""
    client.idle()
    said: list[object] = []
    waited = 0.0
    try:
        while not said and not stop.is_set() and waited < poll:
            said = client.idle_check(timeout=min(IDLE_S, poll))
            waited += min(IDLE_S, poll)
    finally:
        client.idle_done()
