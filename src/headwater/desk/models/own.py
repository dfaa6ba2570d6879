"""Tables of what people at the desk have of their own: saved replies, links they reported, thanks they got."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.desk.models.conversation import Message
from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class SavedReply(models.Model):
    """An answer to begin with: one's own or a team's. It is copied into an answer and changed there at will."""

    owner = models.ForeignKey(USER, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    text = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) ^ Q(team__isnull=False), name="a_reply_is_of_one_person_or_team"
            ),
            models.UniqueConstraint("owner", "name", condition=Q(owner__isnull=False), name="own_reply_once"),
            models.UniqueConstraint("team", "name", condition=Q(team__isnull=False), name="team_reply_once"),
        ]


class SavedReplyUse(models.Model):
    """An answer that began with a saved reply; it counts when the answer has left."""

    saved = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="uses", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("saved", "message", name="used_once_in_an_answer")]


class LinkReport(models.Model):
    """What stops customers, as somebody at the desk sees it; who leads the team says what became of it.

    `link` is what broke, where they can name it. Where the case is erased, so are the words.
    """

    by_user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    answer = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("by_user", "id", name="report_of"),
            models.Index("team", "id", name="report_to"),
        ]


class Thanks(models.Model):
    """A customer's message that somebody keeps as thanks, for themselves; or (`kept` false) that is none."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+", db_index=False)
    kept = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("message", "user", name="thanked_once")]
        indexes: ClassVar = [models.Index("user", "id", name="thanks_of")]
