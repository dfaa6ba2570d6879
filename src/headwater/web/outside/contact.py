"""The public form: says first what happens to what is written in it, then takes it."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headwater.desk.channels import sheets, webform
from headwater.shared.errors import InputError
from headwater.web import tries
from headwater.web.door import now, show, too_often
from headwater.web.sentences import in_words

MOST: Final = 10
"""so many forms from one address in an hour"""


@login_not_required
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Where a customer opens a case."""
    sheet = sheets.sheet(webform.CHANNEL)
    if sheet is None:
        return show(request, "outside/closed.html", status=404)
    if request.method == "GET":
        return show(request, "outside/contact.html", sheet=sheet, given={}, error="")
    return _taken(request, sheet)


def _taken(request: HttpRequest, sheet: sheets.Sheet) -> HttpResponse:
    try:
        said = webform.read(request.POST.dict())
    except InputError as error:
        shown = {"sheet": sheet, "given": request.POST.dict(), "error": in_words(str(error))}
        return show(request, "outside/contact.html", status=422, **shown)
    if too_often(request, "contact", most=MOST):
        busy = _("Many forms came from your network in the last hour; try again later, or write an e-mail.")
        return show(request, "outside/contact.html", status=429, sheet=sheet, given=request.POST.dict(), error=busy)
    if not said.machine:
        webform.open_from(said, now=now(), language=(get_language() or "en")[:2])
    return redirect("web:thanks")


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived. What nobody waits for is done here: old counts of tries are forgotten."""
    tries.forget(now=now())
    return show(request, "outside/thanks.html")
