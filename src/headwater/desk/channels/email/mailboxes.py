"""Mailboxes: connect one, change it, try it out, let it live. One is live only with its exposure sheet."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from headwater.desk.channels.email import secrets
from headwater.desk.errors import NotFoundError
from headwater.desk.incoming import normalised
from headwater.desk.models import ChannelSheet, Mailbox
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record
from headwater.shared.errors import InputError

SECURITY = ("tls", "starttls", "none")


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how we sign in to it. `password` None leaves the stored one."""

    host: str
    port: int
    security: str = "tls"
    user: str = ""
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A mailbox as its page shows it; the passwords are not part of it."""

    id: int
    name: str
    address: str
    team: int | None
    imap: Server
    smtp: Server
    folder: str
    plus_addresses: bool
    live: bool
    has_sheet: bool
    last_fetched_at: datetime | None
    trouble: str


@transaction.atomic
def connect(
    *,
    name: str,
    address: str,
    by: User | None,
    now: datetime,
    team: int | None = None,
    imap: Server | None = None,
    smtp: Server | None = None,
    folder: str = "INBOX",
    plus_addresses: bool = False,
    mailbox: int | None = None,
) -> Mailbox:
    """Write down a mailbox, or change the one given; `by` None is the command line. PermissionDenied, InputError.

    A mailbox without `imap` is fed by LMTP or SMTP; one without `smtp` does not send.
    """
    _need(by)
    kind, clean = normalised(address)
    if kind != "email" or " " in clean or clean.count("@") != 1:
        raise InputError(f"“{address}” is no e-mail address.")
    box = _box(mailbox) if mailbox is not None else Mailbox()
    if Mailbox.objects.filter(address=clean).exclude(pk=box.pk).exists():
        raise InputError(f"The mailbox {clean} is connected already; change that one.")
    if box.pk and (imap is None or (imap.host, imap.user, folder) != (box.imap_host, box.imap_user, box.imap_folder)):
        box.uid_validity, box.last_uid = None, 0
    box.name, box.address, box.team_id = name.strip() or clean, clean, team
    box.imap_folder, box.plus_addresses = folder, plus_addresses
    _set(box, "imap", imap)
    _set(box, "smtp", smtp)
    box.save()
    record(act="mailbox connected", what=f"mailbox {box.pk}", now=now, by=by)
    return box


def _set(box: Mailbox, kind: str, server: Server | None) -> None:
    server = server or Server("", 0, "tls", "", "")
    if server.security not in SECURITY:
        raise InputError(f"The security of a mail server is one of {', '.join(SECURITY)}.")
    if server.host and server.security == "none" and not _here(server.host):
        raise InputError(
            f"{server.host} is another machine; a password and customers' mail go there only encrypted (tls, starttls)."
        )
    for part in ("host", "port", "security", "user"):
        setattr(box, f"{kind}_{part}", getattr(server, part))
    if server.password is not None:
        setattr(box, f"{kind}_secret", secrets.seal(server.password))


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@transaction.atomic
def set_live(*, mailbox: int, live: bool, by: User | None, now: datetime) -> None:
    """Begin or stop to read and send. Raises PermissionDenied, InputError where the exposure sheet is missing."""
    box = mailbox_for(mailbox, by)
    if live and not has_sheet(box.pk):
        raise InputError(f"{box.address} goes live only with its exposure sheet; write the sheet of the mailbox first.")
    box.live = live
    box.save(update_fields=["live"])
    record(act="mailbox live" if live else "mailbox stopped", what=f"mailbox {box.pk}", now=now, by=by)


def has_sheet(mailbox: int) -> bool:
    """Whether somebody wrote what this mailbox exposes, or what e-mail as a whole does."""
    own = Q(mailbox=mailbox) | Q(mailbox__isnull=True)
    return ChannelSheet.objects.filter(own, channel="email").exists()


def live() -> list[Mailbox]:
    """The mailboxes that may be read and sent from."""
    whole = ChannelSheet.objects.filter(channel="email", mailbox__isnull=True).exists()
    boxes = Mailbox.objects.filter(live=True).order_by("id")
    return list(boxes if whole else boxes.filter(sheets__channel="email").distinct())


def shown() -> list[Shown]:
    """All mailboxes, for the page of channels."""
    whole = ChannelSheet.objects.filter(channel="email", mailbox__isnull=True).exists()
    own = set(ChannelSheet.objects.filter(channel="email").values_list("mailbox", flat=True))
    return [_shown(box, whole or box.pk in own) for box in Mailbox.objects.order_by("id")]


def _shown(box: Mailbox, sheet: bool) -> Shown:
    imap = Server(box.imap_host, box.imap_port, box.imap_security, box.imap_user)
    smtp = Server(box.smtp_host, box.smtp_port, box.smtp_security, box.smtp_user)
    return Shown(
        box.pk, box.name, box.address, box.team_id, imap, smtp, box.imap_folder, box.plus_addresses, box.live, sheet,
        box.last_fetched_at, box.trouble,
    )  # fmt: skip


def trouble(*, mailbox: int, said: str) -> None:
    """Remember what is wrong with a mailbox, "" when all is well again; the page of channels shows it."""
    Mailbox.objects.filter(pk=mailbox).exclude(trouble=said[:1000]).update(trouble=said[:1000])


def mailbox_for(mailbox: int, by: User | None) -> Mailbox:
    """The mailbox, for who may change it. Raises PermissionDenied, NotFoundError."""
    _need(by)
    return _box(mailbox)


def _box(mailbox: int) -> Mailbox:
    found = Mailbox.objects.filter(pk=mailbox).first()
    if found is None:
        raise NotFoundError(f"There is no mailbox {mailbox}.")
    return found


def _need(by: User | None) -> None:
    if by is not None and not may_manage_organisation(by):
        raise PermissionDenied
