"""Tables of what was said: messages, attachments, mentions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.desk.models.mail import Mailbox

USER = settings.AUTH_USER_MODEL


class Message(models.Model):
    """A message in, a message out or an internal note. `text` is everything that was said, `stripped` what is new.

    `at` is when it arrived here or left; `written_at` is what the sender's own clock said. `merged_from` remembers
    the case that a message came with, so that a merge can be undone. `forged`: our mail server doubts the
    sender's address.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages", db_index=False)
    kind = models.CharField(max_length=5, choices=[("in", "in"), ("out", "out"), ("note", "note")])
    author = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sender_name = models.TextField(blank=True)
    sender_address = models.CharField(max_length=320, blank=True)
    at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    stripped = models.TextField(blank=True)
    html_safe = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    message_id = models.CharField(max_length=500, blank=True)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list, blank=True)
    automatic = models.BooleanField(default=False)
    forged = models.BooleanField(default=False, db_default=False)
    channel = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10)
    hold_until = models.DateTimeField(null=True)
    to = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    failed_reason = models.TextField(blank=True)
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    merged_from = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index("case", "at", "id", name="message_in_case"),
            models.Index("merged_from", name="message_merged", condition=Q(merged_from__isnull=False)),
            models.Index("message_id", name="message_by_id"),
            models.Index("sender_address", name="message_by_sender"),
            models.Index("hold_until", name="message_held", condition=Q(state="held")),
            models.Index("id", name="message_queued", condition=Q(state__in=["queued", "sending"])),
        ]


class Attachment(models.Model):
    """A file that came or went with a message; its bytes lie in the data folder under their SHA-256."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.TextField()
    type = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    inline = models.BooleanField(default=False)
    content_id = models.TextField(blank=True)


class Mention(models.Model):
    """Somebody was named in a note; `seen_at` is empty until they have read it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("message", "user", name="mentioned_once")]
        indexes: ClassVar = [
            models.Index("user", "id", name="mention_unseen", condition=Q(seen_at__isnull=True)),
            models.Index("user", "id", name="mention_of"),
        ]
