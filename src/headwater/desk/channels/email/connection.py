"""Connections to mail servers: encrypted and the server's name checked, or none at all."""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient import IMAPClient

from headwater.desk.channels.email import secrets
from headwater.desk.models import Mailbox

SECONDS = 60.0
OWN_CA = "HEADWATER_MAIL_CA"
"""names a file of certificates to trust beside the system's, for servers of one's own"""


def tls() -> ssl.SSLContext:
    """Checks the certificate and the name."""
    context = ssl.create_default_context()
    if own := os.environ.get(OWN_CA):
        context.load_verify_locations(own)
    return context


@contextmanager
def imap(box: Mailbox, *, seconds: float = SECONDS) -> Iterator[IMAPClient]:
    """A signed-in connection. Raises OSError or imaplib's errors; never goes on unencrypted where it should not."""
    encrypted = box.imap_security == "tls"
    client = IMAPClient(
        box.imap_host, box.imap_port, ssl=encrypted, ssl_context=tls() if encrypted else None, timeout=seconds
    )
    try:
        if box.imap_security == "starttls":
            client.starttls(tls())
        client.login(box.imap_user, secrets.unseal(box.imap_secret))
        yield client
    finally:
        _leave(client)


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, client.Error):
        client.shutdown()


@contextmanager
def smtp(box: Mailbox, *, seconds: float = SECONDS) -> Iterator[smtplib.SMTP]:
    """A signed-in connection. Raises OSError or SMTPException, as `imap`."""
    server: smtplib.SMTP
    if box.smtp_security == "tls":
        server = smtplib.SMTP_SSL(box.smtp_host, box.smtp_port, timeout=seconds, context=tls())
    else:
        server = smtplib.SMTP(box.smtp_host, box.smtp_port, timeout=seconds)
    try:
        if box.smtp_security == "starttls":
            server.starttls(context=tls())
        server.ehlo_or_helo_if_needed()
        if box.smtp_user:
            server.login(box.smtp_user, secrets.unseal(box.smtp_secret))
        yield server
    finally:
        _quit(server)


def _quit(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
