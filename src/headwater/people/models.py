"""Tables of people: who works here, in which team, who invited whom, and what was looked at or changed by whom."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from headwater.people.domain import Language, MemberRole


class UserManager(BaseUserManager["User"]):
    """Users are found by their e-mail address in any case of letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in. The three flags hold for the whole organisation, the rest comes from memberships."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=[(x.value, x.name) for x in Language], default=Language.EN.value)
    time_zone = models.CharField(max_length=64, default="UTC")
    is_owner = models.BooleanField(default=False)
    is_analyst = models.BooleanField(default=False)
    is_privacy = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


class Team(models.Model):
    """A team with its business hours: `hours` maps "mon"…"sun" to [["09:00", "17:00"], …], `holidays` lists dates."""

    name = models.CharField(max_length=200, unique=True)
    hours = models.JSONField(default=dict, blank=True)
    holidays = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What somebody does in a team."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(x.value, x.name) for x in MemberRole])

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "team"], name="one_role_in_a_team")]


class Invitation(models.Model):
    """An open door for one e-mail address; only the hash of its token is kept."""

    email = models.EmailField(max_length=254)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)
    role = models.CharField(max_length=10, choices=[(x.value, x.name) for x in MemberRole], blank=True)
    flags = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=5, default=Language.EN.value)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")


class SignInLink(models.Model):
    """A link that signs its user in once; only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Audit(models.Model):
    """One line of the audit log; the database itself refuses to change or delete it (migrations/0002)."""

    at = models.DateTimeField(db_index=True)
    who = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=300, blank=True)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    case_id = models.BigIntegerField(null=True, db_index=True)
