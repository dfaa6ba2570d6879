"""The river's style sheet, as the report has it, and the choice of light or dark."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from headwater.report.map import style
from headwater.web.door import back

THEMES = ("light", "dark")


@login_not_required
@require_safe
def river(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """How the chain's picture is coloured."""
    return HttpResponse(style(), content_type="text/css", headers={"Cache-Control": "public, max-age=600"})


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the machine says; kept in the browser."""
    response = redirect(back(request, "/"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=400 * 86_400, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme")
    return response
