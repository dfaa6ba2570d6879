"""Tables of what customers do themselves: links to their own page, asking for one, the question whether they got there,
and why each question on a form is asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.desk.models.conversation import Message
from headwater.desk.models.customer import Customer

USER = settings.AUTH_USER_MODEL


class CustomerLink(models.Model):
    """A link that opens one thing of one customer until it expires; only the hash of its token is kept.

    `address` is where it went, and a page opens only while that is still theirs. `letter`: a letter with it has still
    to leave. `message` is the answer it stands under, `case` the one it asks about.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="links", db_index=False)
    purpose = models.CharField(max_length=10, choices=[(p, p) for p in ("page", "address", "outcome")])
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=10)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="links", db_index=False)
    letter = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("customer", "id", name="link_of"),
            models.Index("address", "made_at", name="link_to"),
            models.Index("message", name="link_under", condition=Q(message__isnull=False)),
            models.Index("case", name="link_about", condition=Q(case__isnull=False)),
            models.Index("id", name="link_to_send", condition=Q(letter=True)),
        ]


class LinkAsked(models.Model):
    """Somebody asked for a link to this address; whether anybody has it is looked up later, so that the page answers
    the same, and as fast, either way. The row goes within a minute."""

    address = models.CharField(max_length=320)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()


class FollowUp(models.Model):
    """The customer of a case was asked whether they got there, once. Without `reached` they did not say."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="follow_up")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reached = models.BooleanField(null=True)


class FormQuestion(models.Model):
    """Why a question on a form is asked, what its answer is used for, and who answers for that."""

    form = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    use = models.TextField(blank=True)
    owner = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("form", "name", name="one_reason_a_question")]
