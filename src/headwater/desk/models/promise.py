"""Tables of what was promised: to one customer, or to everybody."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.desk.models.conversation import Message
from headwater.desk.models.customer import Customer
from headwater.desk.promise import PromiseState
from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class Commitment(models.Model):
    """What the organisation promises to everybody: with a number or a time in it, how it is checked, and since when."""

    text = models.TextField()
    checked_how = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    owner = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)


class Promise(models.Model):
    """What somebody said they would do for one customer, in [due_from, due_to].

    `made_at` is when it was written, `given_at` when the customer had it: before that it is not due. `customer` is who
    it was given to, whatever case it stands in by now. `broken_by` is `{"link": words, "ref": {...} or null}`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises", db_index=False)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="promises", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="promises", db_index=False)
    by_user = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.TextField()
    own_words = models.TextField(blank=True)
    rule = models.CharField(max_length=80, blank=True)
    due_from = models.DateTimeField()
    due_to = models.DateTimeField()
    vague = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in PromiseState], default=PromiseState.OPEN.value
    )
    made_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    broken_by = models.JSONField(null=True)
    agreed_how = models.TextField(blank=True)
    asked_to_move_to = models.DateTimeField(null=True)
    asked_why = models.TextField(blank=True)
    asked_in = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followed_by")
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.PROTECT, related_name="promises")
    remind_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("case", "id", name="promise_in_case"),
            models.Index("message", name="promise_in_message", condition=Q(message__isnull=False)),
            models.Index("customer", "id", name="promise_to_customer"),
            models.Index("due_to", "id", name="promise_due", condition=Q(state="open")),
            models.Index("by_user", "due_to", "id", name="promise_mine", condition=Q(state="open")),
            models.Index("remind_at", name="promise_to_remind", condition=Q(remind_at__isnull=False)),
            models.Index("settled_at", name="promise_broken", condition=Q(state="broken")),
        ]


class PromiseNotice(models.Model):
    """Somebody is reminded of a promise before it is late; `own`: they gave it, or hold its case in their stead."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    own = models.BooleanField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("promise", "user", name="reminded_once")]
        indexes: ClassVar = [models.Index("user", "own", name="notice_unseen", condition=Q(seen_at__isnull=True))]


class CalendarAddress(models.Model):
    """The private address of a calendar of due promises: one's own, or a team's. Another `serial` makes another
    address, and the old one stops working."""

    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    serial = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", condition=Q(team__isnull=True), name="one_own_calendar"),
            models.UniqueConstraint("user", "team", condition=Q(team__isnull=False), name="one_calendar_a_team"),
        ]
