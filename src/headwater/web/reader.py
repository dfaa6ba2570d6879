"""Each page in its reader's language and time zone: the signed-in person's own, a stranger's browser's."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from headwater.people.models import User


class InTheirLanguage:
    """Stands after the session is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if request.session.session_key else None
        if not isinstance(person, User):
            return self.get_response(request)
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
        with timezone.override(ZoneInfo(person.time_zone)):
            return self.get_response(request)
