"""The last answer, as the report draws it, inside the frame of the server's pages."""

import csv
import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from headwater.answers import service as answers
from headwater.desk import service as desk
from headwater.people import rules
from headwater.report.words import cell, code
from headwater.shared.said import speaking
from headwater.shared.words import slug
from headwater.web.door import need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_place, way

LINK: Final = re.compile(r'href="(index|chain|measures|made|finding-(\d+))\.html((?:#[^"]*)?)"')
FILE: Final = re.compile(r'href="(rows/([a-z0-9-]+)\.csv|findings\.json|rejected\.csv)"')
ABOUT: Final = re.compile(r'<div class="about" id="about-([a-z0-9-]+)"[^>]*>')
SHOWN: Final = 200
Row = tuple[str, ...]


@need(rules.may_see_findings)
@require_safe
def page(request: HttpRequest, name: str = "index", number: int | None = None) -> HttpResponse:
    """One page of the answer; before the first answer what to do to get one."""
    answered = _answer()
    if answered is None or answered.trouble:
        return show(request, "causes/none.html", answered=answered)
    name = f"finding-{number}" if number is not None else name
    text = answers.fragment(answered, name)
    if text is None:
        raise Http404
    set_here = way(owner=rules.is_owner(request.user))
    placed_text, charts = placed(text, _("A page of its own"), set_here), "data-chart" in text
    link = next((each for each in answers.links(answered) if each.number == number), None)
    return show(
        request, "causes/page.html", text=placed_text, charts=charts, here=name, answered=answered, link=link,
        broken=desk.promises_broken_by(user=person(request), link=link.words, ref=link.ref, now=now()) if link else (),
        names=rules.may_see_rows_about_people(request.user), opens=may_see_desk(request.user),
    )  # fmt: skip


@lru_cache(maxsize=64)
def placed(text: str, own: str, set_here: str) -> Markup:
    """A report's page with the addresses of the server in it; `own` names the link to a number's own page, `set_here`
    leads to where the owner sets what the command line sets by options."""
    linked = FILE.sub(_file, LINK.sub(_page, text))
    return in_place(ABOUT.sub(lambda m: f"{m[0]}{_own_page(m[1], own)}", linked), set_here)


def _own_page(name: str, own: str) -> str:
    address = reverse("web:number", args=[name])
    return f'<p class="soft own-page"><a href="{address}">{escape(own)}</a></p>'


def _page(found: re.Match[str]) -> str:
    name, number, anchor = found.groups()
    goal = {"index": "web:causes", "chain": "web:chain", "measures": "web:numbers", "made": "web:made"}
    place = reverse("web:cause", args=[int(number)]) if number else reverse(goal[name])
    return f'href="{place}{anchor}"'


def _file(found: re.Match[str]) -> str:
    key = found[2]
    return f'href="{reverse("web:rows", args=[key, "csv"]) if key else reverse("web:findings-json")}"'


@need(rules.may_see_findings)
@require_safe
def number(request: HttpRequest, name: str) -> HttpResponse:
    """What a number means, its rule, and the rows behind it."""
    answered = _known()
    figure = next((f for key, f in answered.figures.items() if slug(key) == slug(name)), None)
    if figure is None:
        raise Http404
    path = answers.rows_csv(answered, figure.rows)
    head, rows = _in_words(*_first(path)) if path else ((), ())
    said = answered.sets.get(figure.rows, {}).get("said", "")
    return show(request, "causes/number.html", f=figure, head=head, rows=rows, said_rows=said, answered=answered)


def _in_words(head: Row, rows: tuple[Row, ...]) -> tuple[Row, tuple[Row, ...]]:
    """Column heads and yes or no in the reader's language; the file itself keeps its codes."""
    with speaking((get_language() or "en")[:2]):
        said = tuple(code("field", name) for name in head)
        return said, tuple(tuple(cell(text, name) for text, name in zip(row, head, strict=True)) for row in rows)


def _first(path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        return tuple(next(reader, [])), tuple(tuple(row) for row in islice(reader, SHOWN))


@need(rules.may_see_findings)
@require_safe
def rows(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:  # noqa: ARG001 -- Django calls it so
    """The rows behind a number as a file: no customer, no person, no free text is in them."""
    find = {"csv": answers.rows_csv, "js": answers.rows_script}.get(kind)
    path = find(_known(), key) if find else None
    if path is None:
        raise Http404
    if kind == "js":
        return FileResponse(path.open("rb"), content_type="text/javascript; charset=utf-8")
    return FileResponse(path.open("rb"), content_type="text/csv; charset=utf-8", as_attachment=True, filename=path.name)


@need(rules.may_see_findings)
@require_safe
def findings_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """The answer for machines, as `headwater diagnose --json` writes it."""
    path = _known().folder / "findings.json"
    return HttpResponse(path.read_bytes(), content_type="application/json")


def _answer() -> answers.Answered | None:
    return answers.current(settings.DATA, (get_language() or "en")[:2])


def _known() -> answers.Answered:
    found = _answer()
    if found is None or found.trouble:
        raise Http404
    return found
