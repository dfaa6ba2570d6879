"""Tables of how people sort their cases: tags and saved views."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.desk.models.case import Case
from headwater.people.models import Team

USER = settings.AUTH_USER_MODEL


class Tag(models.Model):
    """A word that cases are found by."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class CaseTag(models.Model):
    """A case carries a tag; who gave it, and when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_tags", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("case", "tag", name="tagged_once")]
        indexes: ClassVar = [models.Index("tag", "case", name="case_by_tag")]


class SavedView(models.Model):
    """A list somebody or some team comes back to; `query` is a `pages.Query` as JSON."""

    owner = models.ForeignKey(USER, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    query = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) ^ Q(team__isnull=False), name="a_view_is_of_one_person_or_team"
            ),
            models.UniqueConstraint("owner", "name", condition=Q(owner__isnull=False), name="own_view_once"),
            models.UniqueConstraint("team", "name", condition=Q(team__isnull=False), name="team_view_once"),
        ]
