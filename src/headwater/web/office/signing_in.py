"""What is asked of everybody who signs in, and the page that leads somebody to a second factor."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headwater.people import rules, service, sign_in
from headwater.web.door import need, now, person, show


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def signing_in(request: HttpRequest) -> HttpResponse:
    """A second factor for everybody, and when sessions end."""
    data = Path(settings.DATA)
    if request.method == "POST":
        idle, longest = (request.POST.get(name, "") for name in ("idle", "longest"))
        service.set_sign_in(
            data=data,
            second_factor="second_factor" in request.POST,
            idle_s=int(idle) if idle.isdecimal() else 0,
            longest_s=int(longest) if longest.isdecimal() else 0,
            now=now(),
            by=person(request),
        )
        messages.success(request, _("It holds from now on, for open sessions too."))
        return redirect("web:signing-in")
    return show(
        request,
        "office/signing_in.html",
        kept=sign_in.read(data),
        idle=sign_in.IDLE,
        longest=sign_in.LONGEST,
        without=service.without_second_factor(),
    )


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Leads to a passkey or an app with codes; opened by hand it says that there is one already."""
    return show(request, "office/second_factor.html", has=service.has_second_factor(person(request)))
