"""One's own page: promises, customers helped, what became of reports, thanks. It shows whoever is signed in, and nobody
else can ask for it: no address here names a person."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.people import rules
from headwater.shared.whole import whole
from headwater.web.door import back, need, now, person, show
from headwater.web.figures import told
from headwater.web.places import may_see_desk

PERIODS: Final = (28, 90, 365)
COLUMNS: Final = ("what", "at", "case", "state", "words")


def _asked(request: HttpRequest) -> desk.OwnWork:
    days = whole(request.GET.get("days", ""))
    return desk.own_work(user=person(request), days=days if days in PERIODS else PERIODS[1], now=now())


@need(may_see_desk)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The page."""
    found = _asked(request)
    days = (found.until - found.since).days
    return _alone(show(request, "work/index.html", work=found, told=told, periods=PERIODS, days=days, at=found.until))


@need(may_see_desk)
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same to take along, without names and words of customers."""
    lines = list(_lines(_asked(request)))
    name = {"Content-Disposition": f'attachment; filename="my-work.{kind}"'}
    if kind == "json":
        text = json.dumps(lines, indent=2, ensure_ascii=False)
        return _alone(HttpResponse(text, content_type="application/json", headers=name))
    target = io.StringIO()
    table = csv.DictWriter(target, COLUMNS)
    table.writeheader()
    table.writerows({column: _plain(line[column]) for column in COLUMNS} for line in lines)
    return _alone(HttpResponse(target.getvalue(), content_type="text/csv; charset=utf-8", headers=name))


def _plain(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


def _lines(found: desk.OwnWork) -> Iterator[dict[str, Any]]:
    """Promises as their giver wrote them, reports in their reporter's words; of customers only their case."""
    for p in found.promises:
        yield _line("promise", p.due_to.isoformat(), p.case, p.state, p.what)
    for c in found.cases:
        yield _line("customer helped", c.at.isoformat(), c.number, "outcome reached", "")
    for r in found.reports:
        yield _line(
            "reported", r.at.isoformat(), r.case, r.state, " · ".join(w for w in (r.link, r.words, r.answer) if w)
        )
    for t in found.thanks:
        yield _line("thanks", t.at.isoformat(), t.case, "kept", "")


def _line(*values: Any) -> dict[str, Any]:
    return dict(zip(COLUMNS, values, strict=True))


def _alone(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


@need(may_see_desk)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """What stops customers, on a case or free."""
    case = whole(request.GET.get("case", ""))
    if request.method == "GET":
        return show(request, "work/report.html", case=case)
    given = {name: request.POST.get(name, "") for name in ("words", "link")}
    desk.report_link(**given, case=case, by=person(request), now=now())
    messages.success(request, _("It is reported. What becomes of it stands on your page."))
    return redirect("web:own-work")


@need(may_see_desk)
@require_POST
def thanks(request: HttpRequest, message: int) -> HttpResponse:
    """A customer's message is thanks, or is none."""
    desk.keep_thanks(message=message, kept="no" not in request.POST, by=person(request), now=now())
    return redirect(back(request, reverse("web:own-work")))


@need(rules.may_lead)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What was reported to who leads."""
    return show(request, "work/reports.html", reports=desk.reports_to(user=person(request)))


@need(rules.may_lead)
@require_POST
def answer(request: HttpRequest, report: int) -> HttpResponse:
    """Seen, or answered."""
    if "seen" in request.POST:
        desk.see_report(report=report, by=person(request), now=now())
    else:
        desk.answer_report(report=report, answer=request.POST.get("answer", ""), by=person(request), now=now())
    return redirect("web:reports")
