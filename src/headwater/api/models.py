"""Tables of the API: keys (only their hash), what a call did once, webhooks and their deliveries, moments that came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class ApiKey(models.Model):
    """A key acts as `user`. A team's key has a person of its own, who is in that team and never signs in.
    `used` uses of `minute` (since 1970) were taken by the processes (`limits`)."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(default=600)
    minute = models.BigIntegerField(default=0)
    used = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Once(models.Model):
    """What a call with an Idempotency-Key made: the ids, never the words."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+", db_index=False)
    said = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    made = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("key", "said", name="made_once")]


class Webhook(models.Model):
    """Where to tell what happens. `place` is how far in the journal it has been told, but for the numbers `missing`;
    `salt` makes its secret."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    steps = models.JSONField(default=list)
    live = models.BooleanField(default=True)
    salt = models.CharField(max_length=64)
    place = models.BigIntegerField()
    missing = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    trouble = models.TextField(blank=True)


class Delivery(models.Model):
    """One moment on its way to one webhook, with each try: when, status, what went wrong."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    moment = models.BigIntegerField()
    step = models.CharField(max_length=40)
    case = models.BigIntegerField()
    at = models.DateTimeField()
    made_at = models.DateTimeField(db_index=True)
    fate = models.CharField(max_length=10)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    log = models.JSONField(default=list)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("webhook", "moment", name="told_once")]


class SentMoment(models.Model):
    """A moment that came from outside, on its way to the record; `row` is emptied when it is there, `key` is kept."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    row = models.JSONField(default=dict)
    came_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("user", "key", name="came_once")]
        indexes: ClassVar = [
            models.Index("id", name="moment_waiting", condition=Q(batch__isnull=True)),
            models.Index("batch", "id", name="sent_in_batch"),
        ]


class MomentBatch(models.Model):
    """A fixed set of moments that enters the record in one commit, under this number."""

    number = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    exported_at = models.DateTimeField(null=True, db_index=True)
