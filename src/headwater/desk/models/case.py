"""Tables of cases: the case, who held it when, who looks at it now, what it is related to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.domain import Ending, State
from headwater.desk.models.customer import Customer
from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class Case(models.Model):
    """One customer trying to get one outcome. `number` is given once and never again.

    Each index serves one kind of list, newest change first, so that a page costs the same at any number of cases.
    """

    number = models.BigAutoField(primary_key=True)
    subject = models.TextField(blank=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.NEW.value)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_customer_at = models.DateTimeField(null=True)
    last_staff_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    own_words = models.TextField(blank=True)
    concern = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    predicted = models.TextField(blank=True)
    promised = models.TextField(blank=True)
    our_aim = models.TextField(blank=True)
    kind_asked = models.CharField(max_length=120, blank=True)
    kind_confirmed = models.CharField(max_length=120, blank=True)
    concern_confirmed_at = models.DateTimeField(null=True)
    outcome_confirmed_at = models.DateTimeField(null=True)
    confirmed_by_customer = models.BooleanField(default=False)
    ending = models.CharField(max_length=20, blank=True, choices=[(e.value, e.value) for e in Ending], default="")
    snoozed_until = models.DateTimeField(null=True)
    answered_while_snoozed = models.BooleanField(default=False)
    unreachable = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged", db_index=False)
    before_merge = models.CharField(max_length=10, blank=True)
    split_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="split_off", db_index=False
    )
    preview = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("state", "changed_at", "number", name="case_by_state"),
            models.Index("team", "state", "changed_at", "number", name="case_by_team"),
            models.Index("holder", "state", "changed_at", "number", name="case_by_holder"),
            models.Index(
                "team", "state", "changed_at", "number", name="case_unassigned", condition=Q(holder__isnull=True)
            ),
            models.Index("state", "changed_at", "number", name="case_unassigned_any", condition=Q(holder__isnull=True)),
            models.Index("changed_at", "number", name="case_answered", condition=Q(answered_while_snoozed=True)),
            models.Index("merged_into", name="case_merged", condition=Q(merged_into__isnull=False)),
            models.Index("split_from", name="case_split", condition=Q(split_from__isnull=False)),
            models.Index("customer", "number", name="case_by_customer"),
            models.Index("opened_at", "number", name="case_by_opening"),
            models.Index("snoozed_until", name="case_snoozed", condition=Q(state="snoozed")),
            models.Index(
                "number",
                "kind_asked",
                "kind_confirmed",
                "team",
                name="case_newest_kinds",
                condition=~Q(kind_confirmed="") & ~Q(kind_asked="") & ~Q(state="merged"),
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"


class Holding(models.Model):
    """Who held a case from `since` until `until`; one open row per case, and the rows leave no gap."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holdings")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("case", condition=Q(until__isnull=True), name="one_open_holding")
        ]


class Presence(models.Model):
    """Who is reading or writing a case just now; a line older than a minute says nothing any more."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="presence", db_index=False)
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    doing = models.CharField(max_length=10, choices=[("reading", "reading"), ("writing", "writing")])
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("case", "user", name="one_presence")]


class Related(models.Model):
    """A case that may have to do with another: by a quoted number, a split, a person's judgement."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("case", "other", name="related_once")]
