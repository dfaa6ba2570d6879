"""The first page, and the answer to whoever watches the server."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from headwater.people import service as people
from headwater.web.desk.lists import inbox
from headwater.web.door import person, show
from headwater.web.places import may_see_desk


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Where somebody starts: the inbox; who serves nobody sees where they can go."""
    user = person(request)
    if people.needs_introduction(user):
        return redirect("web:welcome")
    return inbox(request) if may_see_desk(user) else show(request, "home.html")


@require_safe
def no_events(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """Streams are given by the server in front (`headwater.project.front`). Where it is another, a browser is told not
    to try again, and its pages ask now and then."""
    return HttpResponse(status=204)


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """ "ok" while the pages and the database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
