"""Tables of the journal: every act as a moment, written in the act's own transaction, on its way to the record."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class OutboxMoment(models.Model):
    """One act. `who` did it; `held_by` and `held_team` held the case from the moment before until this one.

    People, teams and customers are ids without a constraint: what happened stays, whoever leaves. `key` makes an act
    happen once. `batch` is given when it starts its way to the record, and stays as it is from then on.
    """

    case_number = models.BigIntegerField()
    step = models.CharField(max_length=40)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    who = models.BigIntegerField(null=True)
    team = models.BigIntegerField(null=True)
    customer = models.BigIntegerField(null=True)
    held_by = models.BigIntegerField(null=True)
    held_team = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=30)
    message = models.BigIntegerField(null=True)
    attributes = models.JSONField(default=dict)
    quiet = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True)
    exported_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=300, null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("case_number", "id", name="moment_in_case"),
            models.Index("id", name="moment_to_export", condition=Q(batch__isnull=True, quiet=False)),
            models.Index("step", "at", "case_number", name="moment_by_step"),
            models.Index("batch", "id", name="moment_in_batch", condition=Q(batch__isnull=False)),
        ]
        # an index of the few that have a key: over all of them SQLite counts every NULL as one key, and reads the table
        constraints: ClassVar = [
            models.UniqueConstraint("key", condition=Q(key__isnull=False), name="one_moment_of_a_key")
        ]


class ExportBatch(models.Model):
    """A fixed set of moments that enters the record in one commit, under this number."""

    number = models.BigIntegerField(primary_key=True)
    moments = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    exported_at = models.DateTimeField(null=True, db_index=True)
