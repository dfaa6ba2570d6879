"""One message, for who made it a moment ago and asks again."""

from headwater.desk.errors import NotFoundError
from headwater.desk.models import Message
from headwater.desk.rules import must_see
from headwater.people.models import User


def message_now(*, message: int, user: User) -> Message:
    """The message as it stands. Raises NotFoundError."""
    found = Message.objects.select_related("case").filter(pk=message).first()
    if found is None:
        raise NotFoundError("There is no such message any more; it was erased, or thrown away as a draft.")
    must_see(user, found.case.team_id, found.case_id)
    return found
