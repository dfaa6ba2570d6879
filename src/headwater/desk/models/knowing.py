"""What is known of a customer: what they prefer, their situation, how they were treated, who else they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.desk.models.customer import Customer

USER = settings.AUTH_USER_MODEL


class Preference(models.Model):
    """What a customer said about how they want to be served, and when. Nothing is overwritten: a changed or withdrawn
    one gets its `until`. `by` wrote it down; nobody is the customer on their own page."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="preferences", db_index=False)
    kind = models.CharField(max_length=10)
    value = models.TextField()
    said_at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    until_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [models.Index("customer", "kind", "said_at", name="preference_of")]


class CustomerType(models.Model):
    """A situation customers are in, with what they need then, one need a line. Never what they are worth."""

    name = models.CharField(max_length=60, unique=True)
    situation = models.TextField()
    needs = models.TextField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class TypeGiven(models.Model):
    """A person saw a customer in a situation: in one case, or (without a case) in all."""

    type = models.ForeignKey(CustomerType, on_delete=models.PROTECT, related_name="given", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="types", db_index=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="types", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    until = models.DateTimeField(null=True)
    until_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index("customer", "id", name="type_of"),
            models.Index("case", name="type_of_case", condition=Q(case__isnull=False)),
        ]


class Treatment(models.Model):
    """Somebody was treated better or worse than others, or by an exception: what, and why. An empty `reason` is one
    that is still owed."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="treatments")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="treatments")
    how = models.CharField(max_length=10)
    what = models.TextField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    reason_at = models.DateTimeField(null=True)
    reason_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)


class CustomerMerge(models.Model):
    """Two customers were found to be one. `moved` names, table by table, the rows that came along, so that all of them
    go back where it is undone."""

    into = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merged_by")
    why = models.TextField(blank=True)
    strong = models.BooleanField()
    moved = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("gone", condition=Q(undone_at__isnull=True), name="merged_once_at_a_time")
        ]


class Rhythm(models.Model):
    """How often a customer writes, as a job last counted it; from `quiet_from` on they are quiet beyond it. Messages up
    to the number `seen` were looked at."""

    customer = models.OneToOneField(Customer, primary_key=True, on_delete=models.CASCADE, related_name="rhythm")
    last_at = models.DateTimeField()
    quiet_from = models.DateTimeField(null=True)
    seen = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index("quiet_from", "customer", name="quiet_customers", condition=Q(quiet_from__isnull=False)),
            models.Index("seen", name="rhythm_seen"),
        ]
