"""What a page says when something is not possible: one sentence, in the reader's language, never a trace."""

import json
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from headwater.desk.service import NotAllowedError, NotFoundError
from headwater.shared.errors import HeadwaterError
from headwater.shared.turning import unturned
from headwater.web.door import by_script, is_ours, show
from headwater.web.sentences import in_words

CASE: Final = re.compile(r"/cases/\d+/")
BESIDE: Final = re.compile(r"/|/inbox/([^/]+/)?|/cases/\d+/")
"""pages on which a case stands beside its list"""
SECRET: Final = re.compile("csrf|next|pass|secret|token|code|^key$", re.IGNORECASE)
"""names of fields that are never shown: secrets, and what nobody typed"""
SHORT: Final = 20
"""letters; a single word of no more is soon typed again"""


class Sentences:
    """Turns the sentences of the parts below into pages; what is no such sentence stays an error of the server.

    A script that asks gets them as the event "refused": the page with what was typed in it stays (`page.js`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        goal = response.headers.get("Location", "")
        to_sign_in = goal.startswith(resolve_url(settings.LOGIN_URL))
        if goal and not by_script(request):
            return _kept(request, response) if to_sign_in and request.method == "POST" else response
        if not goal:
            return response
        if to_sign_in:
            return _ended(request)
        return _led(request, goal) if request.headers.get("HX-Boosted") else response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """A sign that no text has, and no database keeps, is refused at the door."""
        match = request.resolver_match
        if match is None or match.app_name not in ("web", "api"):
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


def _answer(request: HttpRequest, status: int, sentence: str, **more: str) -> HttpResponse:
    """A whole page, or the sentence alone beside a form that stands already, so that nothing typed is lost."""
    if not by_script(request):
        wrote = typed(request) if request.method == "POST" else []
        shown = {"sentence": sentence, "typed": wrote, "files": bool(request.FILES), "form": _form(request)}
        return show(request, "refused.html", status=status, **shown)
    sentence = unturned(sentence)
    told = json.dumps({"refused": {"said": sentence, **more}})
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers={"HX-Trigger": told})


def _form(request: HttpRequest) -> str:
    """The page on which the refused form stands, "" where it is not known."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    ours = request.method == "POST" and came_from.netloc in (request.get_host(), urlsplit(settings.URL).netloc)
    goal = came_from._replace(scheme="", netloc="").geturl()
    return goal if ours and is_ours(goal) else ""


def _ended(request: HttpRequest) -> HttpResponse:
    said = _("Your session has ended. What you wrote stays here: sign in in another tab, then send it again.")
    return _answer(request, 401, said, goal=reverse("web:me"), name=_("Sign in in another tab"))


def _kept(request: HttpRequest, to_sign_in: HttpResponseBase) -> HttpResponseBase:
    """Without scripts nothing stays in the form: the page that says so holds what was typed, to be copied."""
    match = request.resolver_match
    wrote = typed(request) if match is not None and match.app_name == "web" else []
    if not wrote:
        return to_sign_in
    before = urlsplit(request.headers.get("Referer", "")).path or reverse("web:home")
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': before})}"
    return show(request, "ended.html", status=401, typed=wrote, files=bool(request.FILES), sign_in=sign_in)


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote into a form of ours, but no password and no word that is soon typed again. Of a form that
    came from elsewhere nothing: nobody's words are shown as the reader's own."""
    came_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", "")).netloc
    if came_from not in (request.get_host(), urlsplit(settings.URL).netloc):
        return []
    said = [(name, str(text)) for name, texts in request.POST.lists() for text in texts]
    return [
        text.replace("\0", "")
        for name, text in said
        if not SECRET.search(name) and (len(text.split()) > 1 or len(text) > SHORT)
    ]


def _led(request: HttpRequest, goal: str) -> HttpResponse:
    """On from a form that a script sent: a case is drawn anew where it stands beside its list, else another page."""
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if not (CASE.fullmatch(goal) and BESIDE.fullmatch(here)):
        return HttpResponse(headers={"HX-Redirect": goal})
    drawn = {"path": goal, "target": "#case", "swap": "outerHTML", "push": "false" if goal == here else "true"}
    return HttpResponse(headers={"HX-Location": json.dumps(drawn)})


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """What a form says that was opened before its person signed in anew. A script gets the token that counts now."""
    if not by_script(request):
        return show(request, "403_csrf.html", status=403, typed=typed(request), files=bool(request.FILES))
    said = _(
        "This page was older than your sign-in and is renewed now. Send it once more; what you wrote is still here."
    )
    return _answer(request, 403, said, token=get_token(request))
