"""What forms of the desk send, read into values; a wrong one is refused with a sentence."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from headwater.desk import service as desk
from headwater.desk.service import RefusedError
from headwater.people import rules
from headwater.people import service as people
from headwater.people.models import User
from headwater.shared.whole import whole
from headwater.web.places import may_see_desk


def moment(text: str, now: datetime) -> datetime:
    """A time as a form sends it, in the person's zone where it says none. Raises RefusedError."""
    try:
        found = datetime.fromisoformat(text.strip())
        here = found if found.tzinfo else found.replace(tzinfo=timezone.localtime(now).tzinfo)
        return here.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RefusedError("A date and time are needed, such as 2026-03-14 09:00.") from error


def numbers(texts: Sequence[str]) -> list[int]:
    """What of these is a number: ticked boxes of a form."""
    return [found for text in texts if (found := whole(text)) is not None]


def person_of(text: str, me: User) -> User | None:
    """Somebody by the id that a form sends; "me" is whoever sends it, "" is nobody. Raises RefusedError."""
    if text == "me":
        return me
    if not text:
        return None
    found = next((user for user in people.staff() if str(user.pk) == text and user.is_active), None)
    if found is None:
        raise RefusedError("There is no such person; choose one from the list.")
    return found


def serving() -> list[User]:
    """Whoever sees cases at all: the others are not offered one."""
    return [user for user in people.staff() if may_see_desk(user)]


def holders(team: int | None) -> list[User]:
    """Whoever sees the cases of this team."""
    return [user for user in people.staff() if rules.may_see_case(user, team)]


def team_of(text: str) -> int | None:
    """A team's id that a form sends; "" is no team. Raises RefusedError."""
    if not text:
        return None
    if not any(str(team.pk) == text for team in people.teams()):
        raise RefusedError("There is no such team; choose one from the list.")
    return int(text)


def receivers(request: HttpRequest) -> tuple[list[str] | None, list[str]]:
    """Who the form of an answer sends it to, and copies: what was ticked and what was typed. None where it says
    nothing of it."""
    if "to" not in request.POST:
        return None, addresses(request.POST.get("cc", ""))
    ticked = [address for address in request.POST.getlist("to") if address]
    return ticked + addresses(request.POST.get("also_to", "")), addresses(request.POST.get("cc", ""))


def addresses(text: str) -> list[str]:
    """What somebody typed or pasted: parted by commas, semicolons or spaces, each with a name before it or without."""
    parts = re.split(r"[,;\n]+", text)
    named = [re.findall(r"<([^<>]*)>", part) or part.split() for part in parts]
    return [address.strip() for found in named for address in found]


def uploads(request: HttpRequest) -> list[desk.Upload]:
    """The files of a form."""
    return [_upload(file) for file in request.FILES.getlist("files")]


def _upload(file: "UploadedFile[bytes]") -> desk.Upload:
    return desk.Upload(name=file.name or "file", type=file.content_type or "application/octet-stream", data=file.read())


def mentioned(text: str, staff: Sequence[User]) -> list[User]:
    """Whoever a note names with @ and their name, or the part of their address before the @.

    An e-mail address names nobody: before the @ stands no letter, and after the name the word is over.
    """
    low = text.casefold()
    return [
        user
        for user in staff
        if user.is_active and any(_named(low, name) for name in (user.name, user.email.split("@")[0]) if name)
    ]


def _named(low: str, name: str) -> bool:
    return re.search(rf"(?<![\w.+-])@{re.escape(name.casefold())}(?!\w|[.@-]\w)", low) is not None
