"""People, their roles, invitations."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headwater.people import rules, service
from headwater.people.domain import Flag, Language, MemberRole
from headwater.people.models import Invitation, Team, User
from headwater.web.door import need, now, person, show
from headwater.web.office import inviting


@need(rules.may_manage_people)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, and who is invited."""
    user = person(request)
    return show(
        request,
        "office/people.html",
        staff=service.staff(),
        teams=[team for team in service.teams() if rules.may_lead(user, team.pk)],
        invitations=service.open_invitations(now=now()),
        roles=[role.value for role in MemberRole],
        flags=[flag.value for flag in Flag],
        owner=rules.may_manage_organisation(user),
    )


@need(rules.may_manage_people)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail; where none can be sent, the link is shown once, to be given to them by a safe way."""
    said, user = request.POST.get("role", ""), person(request)
    language = request.POST.get("language", "en")
    made, token = service.invite(
        email=request.POST.get("email", ""),
        team=_team(request.POST.get("team", "")),
        role=MemberRole(said) if said in set(MemberRole) else None,
        flags=[flag for flag in Flag if flag.value in request.POST.getlist("flags")],
        language=Language(language) if language in set(Language) else Language.EN,
        now=now(),
        by=user,
    )
    path = reverse("web:invitation", args=[token])
    link = f"{settings.URL}{path}"
    if not inviting.send(email=made.email, link=link, by=user.name, language=made.language, now=now()):
        return _link(request, path, made.email, _("in a week"))
    messages.success(request, _("The invitation was mailed to %(email)s.") % {"email": made.email})
    return redirect("web:people")


@need(rules.may_manage_people)
@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Close an invitation."""
    found: Invitation | None = next((i for i in service.open_invitations(now=now()) if i.pk == invitation), None)
    if found is None:
        raise Http404
    service.withdraw(invitation=found, now=now(), by=person(request))
    return redirect("web:people")


@need(rules.may_manage_people)
@require_POST
def role(request: HttpRequest, user: int) -> HttpResponse:
    """What somebody does in a team."""
    team, said = _team(request.POST.get("team", "")), request.POST.get("role", "")
    if team is None:
        raise Http404
    chosen = MemberRole(said) if said in set(MemberRole) else None
    service.set_role(user=_user(user), team=team, role=chosen, now=now(), by=person(request))
    return redirect("web:people")


@need(rules.may_manage_organisation)
@require_POST
def flags(request: HttpRequest, user: int) -> HttpResponse:
    """Who is owner, analyst, privacy."""
    given = {flag for flag in Flag if flag.value in request.POST.getlist("flags")}
    service.set_flags(user=_user(user), flags=given, now=now(), by=person(request))
    return redirect("web:people")


@need(rules.may_manage_organisation)
@require_POST
def link(request: HttpRequest, user: int) -> HttpResponse:
    """A link that signs somebody in once, who has lost every other way."""
    found = _user(user)
    token = service.make_link(user=found, now=now(), by=person(request))
    return _link(request, reverse("web:sign-in", args=[token]), found.email, _("tomorrow"))


@need(rules.may_manage_organisation)
@require_POST
def sign_out(request: HttpRequest, user: int) -> HttpResponse:
    """End somebody's sessions, on every machine."""
    found = _user(user)
    service.sign_out(user=found, now=now(), by=person(request))
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": found.name})
    return redirect("web:people")


@need(rules.may_manage_organisation)
@require_POST
def close(request: HttpRequest, user: int) -> HttpResponse:
    """Close somebody's account; what they did stays."""
    found = _user(user)
    service.deactivate(user=found, now=now(), by=person(request))
    messages.success(request, _("The account of %(name)s is closed, their sessions have ended.") % {"name": found.name})
    return redirect("web:people")


def _link(request: HttpRequest, path: str, email: str, ends: str) -> HttpResponse:
    response = show(request, "office/link.html", link=f"{settings.URL}{path}", email=email, ends=ends)
    response.headers["Cache-Control"] = "no-store"
    return response


def _user(key: int) -> User:
    found = next((user for user in service.staff() if user.pk == key), None)
    if found is None:
        raise Http404
    return found


def _team(text: str) -> Team | None:
    return next((team for team in service.teams() if str(team.pk) == text), None)
