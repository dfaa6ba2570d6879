"""The page of the desk's numbers, a page for each number, and its rows as a file."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headwater.desk import service as desk
from headwater.desk.measures.domain import Figure, FiguresPage
from headwater.people import rules
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.figures import told
from headwater.web.figures.drawing import spread
from headwater.web.figures.kept import Told, kept
from headwater.web.places import may_see_desk

PERIODS: Final = (7, 28, 90)
SHOWN: Final = 200
IN_PARTS: Final = ("first_answer", "time_to_done", "reopened_share", "outcome_confirmed_share")
"""numbers that stand beside each other for teams and channels"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    days: int
    team: str
    channel: str

    def link(self, **other: str | int) -> str:
        """The same with something else: the part of an address after its "?"."""
        said: dict[str, str | int] = {"days": self.days, "team": self.team, "channel": self.channel, **other}
        return urlencode({name: value for name, value in said.items() if value != ""})


@need(rules.may_see_findings)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All numbers, the answer first."""
    asked = _asked(request)

    def count() -> Told:
        page = _page(request, asked)
        return Told(page, spread(page.figures[0], _("How long customers waited for a first answer")))

    found = kept(person(request), asked.link(), count)
    return show(
        request, "figures/index.html", asked=asked, page=found.page, chart=found.chart, kept=found.kept, told=told,
        periods=PERIODS, few=IN_PARTS,
    )  # fmt: skip


@need(rules.may_see_findings)
@require_safe
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """What a number means, and the cases behind it."""
    asked, page = _read(request)
    found = _figure(page, name)
    chart = spread(found, told.name(found)) if name in ("first_answer", "time_to_done") else None
    return show(
        request,
        "figures/figure.html",
        asked=asked,
        page=page,
        f=found,
        rows=sorted(found.rows, key=lambda row: (-row.value, row.case))[:SHOWN],
        chart=chart,
        told=told,
        opens=may_see_desk(request.user),
    )


@need(rules.may_see_findings)
@require_safe
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """All cases behind a number; nobody's name is among them."""
    _asked, page = _read(request)
    found, target = _figure(page, name), io.StringIO()
    unit = "seconds" if name in told.SPANS else "yes"
    lines = csv.writer(target)
    lines.writerow(["case", unit, "still_open", "team", "channel", "opened_at"])
    for row in found.rows:
        case = page.cases[row.case]
        opened = case.opened_at.isoformat(timespec="seconds")
        lines.writerow([row.case, f"{row.value:.0f}", int(row.open_still), case.team or "", case.channel, opened])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(target.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _read(request: HttpRequest) -> tuple[Asked, FiguresPage]:
    asked = _asked(request)
    return asked, _page(request, asked)


def _asked(request: HttpRequest) -> Asked:
    days = whole(request.GET.get("days", ""))
    chosen = days if days in PERIODS else PERIODS[1]
    return Asked(chosen, request.GET.get("team", ""), request.GET.get("channel", ""))


def _page(request: HttpRequest, asked: Asked) -> FiguresPage:
    at = now()
    since = at - timedelta(days=asked.days)
    return desk.figures_page(
        user=person(request), since=since, until=at, now=at, team=asked.team, channel=asked.channel
    )


def _figure(page: FiguresPage, name: str) -> Figure:
    found = next((figure for figure in page.figures if figure.name == name), None)
    if found is None:
        raise Http404
    return found
