"""One's own page, the overview of settings, the audit log."""

from collections.abc import Callable
from typing import Any, Final
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from headwater.people import rules, service
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.places import may_see_settings

LINES = 100
SETTINGS: Final[tuple[tuple[str, str, Callable[[Any], bool]], ...]] = (
    (gettext_noop("Organisation: name, time zone, what counts as spoiled"), "web:organisation", rules.is_owner),
    (gettext_noop("People, roles, invitations, teams"), "web:people", rules.may_manage_people),
    (gettext_noop("Promises without a date: when they are due"), "web:promise-settings", rules.is_owner),
    (gettext_noop("Channels and their exposure sheets"), "web:channels", rules.may_manage_organisation),
    (gettext_noop("The customer's own page, and the question whether they got there"), "web:own-page", rules.is_owner),
    (gettext_noop("Questions on forms: why each is asked"), "web:questions", rules.may_see_audit),
    (gettext_noop("Dead letters"), "web:dead-letters", rules.may_manage_organisation),
    (gettext_noop("Signing in: second factor, end of sessions"), "web:signing-in", rules.may_manage_organisation),
    (gettext_noop("Import"), "web:import", rules.may_import),
    (gettext_noop("One customer: see, give out, erase"), "web:privacy", rules.may_erase),
    (gettext_noop("Retention: what is kept how long"), "web:retention", rules.may_see_audit),
    (gettext_noop("Audit log"), "web:audit", rules.may_see_audit),
    (gettext_noop("HTTP API and its keys"), "api:index", lambda _: True),
)


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, light or dark, ways to sign in."""
    user = person(request)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("name", "language", "time_zone")}
        service.set_profile(user=user, **given, now=now())
        translation.activate(user.language)
        messages.success(request, _("It is kept."))
        return redirect("web:me")
    off = service.absences(user=user, today=timezone.localdate())
    return show(request, "office/me.html", zones=sorted(available_timezones()), may=may(request), absences=off)


def may(request: HttpRequest) -> list[str]:
    """The names of what this person may do somewhere."""
    user = person(request)
    tries = {name: rule for name, rule in rules.PERMISSIONS.items() if not name.startswith("case.")}
    return [name for name, rule in tries.items() if rule(user)]


@need(may_see_settings)
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set up, in one list."""
    user = person(request)
    links = [(_(name), reverse(goal)) for name, goal, may in SETTINGS if may(user)]
    return show(request, "office/settings.html", links=links)


@need(rules.may_see_audit)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who looked at a person's data, who changed a permission."""
    lines = service.audit_lines(before=whole(request.GET.get("before", "")), limit=LINES + 1)
    return show(request, "office/audit.html", lines=lines[:LINES], more=len(lines) > LINES)
