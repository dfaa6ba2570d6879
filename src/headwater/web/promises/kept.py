"""What became of promises: the share kept, by link, with the rows behind it. Never by person."""

import csv
import io
from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headwater.desk import service as desk
from headwater.people import rules
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.figures import told
from headwater.web.places import may_see_desk

PERIODS: Final = (28, 90, 365)
SHOWN: Final = 200


@need(rules.may_see_findings)
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The share of promises kept, and the links that prevented the others."""
    at, asked, link = now(), whole(request.GET.get("days", "")), request.GET.get("link", "")
    days = asked if asked in PERIODS else PERIODS[1]
    page = desk.kept_promises(user=person(request), since=at - timedelta(days=days), until=at, now=at, link=link)
    if "csv" in request.GET:
        return _csv(page)
    return show(
        request, "promises/kept.html", page=page, days=days, link=link, periods=PERIODS, told=told, by_link=by_link(),
        rows=page.rows[::-1][:SHOWN], opens=may_see_desk(request.user),
    )  # fmt: skip


def by_link() -> str:
    """What is counted for a link."""
    return _(
        "Promises of the window that were broken, by the link that prevented them as whoever broke them named it; "
        "beside it the share that would have been kept had this link prevented none."
    )


def _csv(page: desk.KeptPage) -> HttpResponse:
    """The rows; no customer, no person and no word of anybody is among them."""
    target = io.StringIO()
    lines = csv.writer(target)
    lines.writerow(["case", "due", "state", "settled", "kept_by_its_date", "link"])
    for row in page.rows:
        settled = row.settled_at.isoformat(timespec="seconds") if row.settled_at else ""
        due = row.due_to.isoformat(timespec="seconds")
        lines.writerow([row.case, due, row.state, settled, int(row.kept), _plain(row.link)])
    headers = {"Content-Disposition": 'attachment; filename="promises_kept_share.csv"'}
    return HttpResponse(target.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _plain(text: str) -> str:
    """A link as somebody wrote it never begins a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
