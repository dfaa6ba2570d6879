"""What a page says when something is not possible: one sentence, in the reader's language, never a trace."""

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from headwater.desk.service import NotAllowedError, NotFoundError
from headwater.shared.errors import HeadwaterError
from headwater.web.door import is_part, show
from headwater.web.sentences import in_words

SAYS_WHAT: Final = "HX-Retarget"


class Sentences:
    """Turns the sentences of the parts below into pages; what is no such sentence stays an error of the server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """A sign that no text has, and no database keeps, is refused at the door."""
        match = request.resolver_match
        if match is None or match.app_name != "web":
            return None
        said = (text for form in (request.GET, request.POST) for _name, texts in form.lists() for text in texts)
        if not any("\x00" in str(text) for text in said):
            return None
        return _answer(request, 422, _("A sign was sent that no text has (NUL); take it out and send it again."))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an error that a person can act on."""
        if isinstance(error, PermissionDenied):
            return _answer(request, 403, _("This page is not for your role; ask who owns this server."))
        if isinstance(error, HeadwaterError):
            return _answer(request, _status(error), in_words(error.said))
        return None


def _status(error: HeadwaterError) -> int:
    return 404 if isinstance(error, NotFoundError) else 403 if isinstance(error, NotAllowedError) else 422


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A whole page; beside a form that stands already only the sentence, so that nothing typed is lost."""
    if not is_part(request):
        return show(request, "refused.html", status=status, sentence=sentence)
    response = show(request, "refused_part.html", sentence=sentence)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#said", "innerHTML"
    return response
