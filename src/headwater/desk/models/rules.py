"""Tables of rules: what was promised to everybody, what is kept how long, whom we had to forget."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class Standard(models.Model):
    """The least result a customer may count on, in business seconds; without a team it holds for all others.
    `promise_days` are the working days until a promise is due that names no date."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    first_answer_s = models.PositiveIntegerField(null=True)
    done_s = models.PositiveIntegerField(null=True)
    promise_days = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("team", name="one_standard_a_team")]


class Retention(models.Model):
    """A rule that a person set: after so many days this is deleted. Without a line here nothing is."""

    what = models.CharField(max_length=30, unique=True)
    days = models.PositiveIntegerField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class Erasure(models.Model):
    """Somebody to forget: `keys` (addresses) are kept until the record is clean, and no longer."""

    customer = models.BigIntegerField()
    cases = models.JSONField(default=list)
    keys = models.JSONField(default=list)
    files = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True)
