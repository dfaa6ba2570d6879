"""Why each question on a form is asked: the list that the owner and who looks after privacy keep."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headwater.desk import service as desk
from headwater.people import rules
from headwater.people import service as people
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.outside.questions import FORMS, NAMES, QUESTIONS


@need(rules.may_see_audit)
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Every question; those without a reason or a use are flagged with who answers for them."""
    user = person(request)
    if request.method == "POST":
        form, name = request.POST.get("form", ""), request.POST.get("name", "")
        if (form, name) not in NAMES:
            raise Http404
        reason, use = request.POST.get("reason", ""), request.POST.get("use", "")
        owner = whole(request.POST.get("owner", ""))
        desk.set_reason(form=form, name=name, reason=reason, use=use, owner=owner, by=user, now=now())
        messages.success(request, _("It is written down."))
        return redirect("web:questions")
    found = desk.reasons(questions=NAMES, user=user)
    asked = {(q.form, q.name): q for q in QUESTIONS}
    staff = [one for one in people.staff() if one.is_active]
    shown: dict[str, Any] = {"reasons": found, "asked": asked, "forms": FORMS, "staff": staff, "speak": _}
    return show(request, "privacy/questions.html", **shown)
