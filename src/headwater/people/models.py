"""Tables of people: who works here, in which team, who invited whom, and what was looked at or changed by whom."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from headwater.people.domain import Language, MemberRole

APPEND_ONLY = "A line of the audit log cannot be changed or deleted; only retention removes old ones."


class AppendOnlyError(RuntimeError):
    """The code tried to change the audit log."""


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

    @cached_property
    def roles(self) -> Mapping[int, MemberRole]:
        """Role by team: asked once for each loaded user, so that a request pays one statement for all its checks, and
        none where the memberships were fetched with the user."""
        return {m.team_id: MemberRole(m.role) for m in self.memberships.all()}


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


class Absence(models.Model):
    """Days somebody is away, the first and the last included. Nobody is asked why."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences", db_index=False)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index("user", "until", name="absence_of")]


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
    """One line of the audit log. It is only ever added: the model refuses a change, the database refuses it too
    (migrations/0002), except for lines older than what a retention has allowed to go."""

    at = models.DateTimeField(db_index=True)
    who = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=300, blank=True)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    case_id = models.BigIntegerField(null=True, db_index=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(APPEND_ONLY)
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:  # noqa: ARG002 -- Django calls it so
        raise AppendOnlyError(APPEND_ONLY)


class AuditRetention(models.Model):
    """Somebody allowed audit lines older than `before` to go; the database deletes no others."""

    before = models.DateTimeField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")


class NotesKey(models.Model):
    """The key of somebody's private notes, wrapped twice: by their passphrase and by their recovery code.

    The key itself is never here. `proof` is sealed with it and shows whether a key is the right one; `told` is the last
    erasure of a customer that they were told of.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    by_passphrase = models.BinaryField()
    by_code = models.BinaryField()
    proof = models.BinaryField()
    told = models.BigIntegerField(default=0)


class PrivateNote(models.Model):
    """A sealed note: what it says, when it was written and what it hangs on can be read with its person's key only."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
