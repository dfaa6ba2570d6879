"""Tables of channels: mailboxes, raw mail, what could not be taken in, what each channel exposes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.people.models import Team


class Mailbox(models.Model):
    """A mailbox that is read and sent from. Secrets are stored encrypted, never as they are."""

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=320, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    imap_host = models.CharField(max_length=253, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, default="tls")
    imap_user = models.CharField(max_length=320, blank=True)
    imap_secret = models.BinaryField(default=b"")
    imap_folder = models.CharField(max_length=200, default="INBOX")
    smtp_host = models.CharField(max_length=253, blank=True)
    smtp_port = models.PositiveIntegerField(default=465)
    smtp_security = models.CharField(max_length=10, default="tls")
    smtp_user = models.CharField(max_length=320, blank=True)
    smtp_secret = models.BinaryField(default=b"")
    plus_addresses = models.BooleanField(default=False)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    live = models.BooleanField(default=False)
    last_fetched_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)


class RawMail(models.Model):
    """An inbound mail exactly as it came; kept until a person, or a retention rule a person set, deletes it."""

    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    as_message = models.ForeignKey("desk.Message", null=True, on_delete=models.SET_NULL, related_name="raw")
    message_id = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("mailbox", "message_id", "sha256", name="raw_mail_once")]


class DeadLetter(models.Model):
    """A mail that could not be taken in, with the reason; nothing is dropped."""

    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField()
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    last_tried_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index("id", name="dead_letter_open", condition=Q(resolved_at__isnull=True))]


class ChannelSheet(models.Model):
    """What a channel exposes: who operates it, what customer data leaves by it, what the customer is told."""

    channel = models.CharField(max_length=30)
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.CASCADE, related_name="sheets")
    operated_by = models.TextField()
    data_leaving = models.TextField()
    told_customer = models.TextField()
    confirmed_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index("channel", "id", name="sheet_by_channel")]


class AutomaticSend(models.Model):
    """How many automatic messages one address was sent on one day."""

    address = models.CharField(max_length=320)
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("address", "day", name="one_count_a_day")]


class Delivery(models.Model):
    """How the sending of one message stands: written before each try, so that a killed sender leaves its trace.

    `stage` is "trying" while a sender has it, "waiting" until `next_at`, "over" when it is sent or given up.
    `accepted` are the receivers whose server has taken it; `unsure` tries ended between our last byte and the answer.
    """

    message = models.OneToOneField("desk.Message", on_delete=models.CASCADE, related_name="delivery")
    stage = models.CharField(max_length=10)
    tries = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    accepted = models.JSONField(default=list)
    answer = models.TextField(blank=True)
