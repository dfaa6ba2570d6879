"""Upload, look at what was recognised, start, watch, fetch the rejected rows."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.answers import service as answers
from headwater.jobs.service import later
from headwater.moments.domain import ROLES
from headwater.people import rules
from headwater.people import service as people
from headwater.shared.errors import InputError
from headwater.web.door import need, now, person, show
from headwater.web.imports.job import bring_in

CHOSEN: Final = (*ROLES, "dates", "share")
BEFORE: Final = ("kept", "failed")
"""a file that could not be added is looked at anew, to be read otherwise"""


@need(rules.may_import)
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought in, and a place to bring more."""
    if request.method == "GET":
        return show(request, "imports/index.html", imports=answers.all_imports(data=_data()))
    file = request.FILES.get("file")
    if file is None:
        raise InputError("Choose a file first.")
    user = person(request)
    kept = answers.keep(data=_data(), name=file.name or "file", chunks=file.chunks(), by=user.name, now=now())
    people.record(act="file uploaded", what=f"import {kept.id}, {kept.size} bytes", now=now(), by=user)
    return redirect("web:import-one", upload=kept.id)


@need(rules.may_import)
@require_safe
def one(request: HttpRequest, upload: str) -> HttpResponse:
    """What each column was recognised as; roles given in the address are tried."""
    found = _found(upload)
    if found.stage not in BEFORE:
        return show(request, "imports/progress.html", upload=found)
    given = {name: request.GET.get(name, "" if request.GET else found.how.get(name, "")) for name in CHOSEN}
    seen = answers.preview(data=_data(), upload=found, how=given)
    return show(
        request, "imports/preview.html", upload=found, seen=seen, given=given, roles=ROLES, dates=answers.DATES,
        shares=answers.SHARES,
    )  # fmt: skip


@need(rules.may_import)
@require_POST
def begin(request: HttpRequest, upload: str) -> HttpResponse:
    """Start it in the background."""
    found = _found(upload)
    how: dict[str, str] = {name: request.POST[name] for name in CHOSEN if request.POST.get(name)}
    if found.stage in BEFORE:
        answers.start(data=_data(), upload=found, how=how)
        later(bring_in, upload=found.id, roles=how)
        people.record(act="import started", what=f"import {found.id}", now=now(), by=person(request))
    return redirect("web:import-one", upload=found.id)


@need(rules.may_import)
@require_safe
def progress(request: HttpRequest, upload: str) -> HttpResponse:
    """How far it has come, for a page that stands."""
    return show(request, "imports/progress_part.html", upload=_found(upload))


@need(rules.may_import)
@require_safe
def rejected(request: HttpRequest, upload: str) -> HttpResponseBase:  # noqa: ARG001 -- Django calls it so
    """The rows that could not be read, with line, column and reason."""
    path = _data() / "uploads" / _found(upload).id / "rejected.csv"
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="text/csv", as_attachment=True, filename=f"rejected-{upload}.csv")


def _found(upload: str) -> answers.Import:
    found = answers.find(data=_data(), upload=upload)
    if found is None:
        raise Http404
    return found


def _data() -> Path:
    return Path(settings.DATA)
