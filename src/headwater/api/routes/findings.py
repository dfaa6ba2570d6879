"""The last computed answer, its numbers with definition and rows, and the desk's own numbers."""

import csv
from datetime import timedelta
from itertools import islice
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from headwater.answers import service as answers
from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, Key, now, who
from headwater.api.shapes.base import Time
from headwater.api.shapes.others import DeskFigure, DeskFigures, FigureLine, Figures, Rows
from headwater.desk import service as desk
from headwater.desk.service import NotFoundError
from headwater.people.rules import may_see_findings
from headwater.report.figures import Figure

router = Router(tags=["findings"], auth=Key(Scope.READ_FINDINGS))
NONE = "There is no answer yet; it is computed some minutes after the record has its first cases."
PAGE = 500
Start = Annotated[int, Query(ge=0, le=10**9, description="as the page before gave it")]


@router.get("/findings", response={200: dict[str, Any]} | PROBLEMS, operation_id="findings")
def findings(request: HttpRequest) -> HttpResponse:
    """The last answer: which links broke, what they cost, how sure that is; as `headwater diagnose --json` has it."""
    text = (_answer(request).folder / "findings.json").read_bytes()
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@router.get("/figures", response={200: Figures} | PROBLEMS, operation_id="figures")
def figures(request: HttpRequest) -> Figures:
    """Every number of the last answer, with its definition and rule."""
    found = _answer(request)
    return Figures(made_at=found.made_at, figures=[FigureLine.model_validate(f) for f in found.figures.values()])


@router.get("/figures/{key}", response={200: FigureLine} | PROBLEMS, operation_id="figure")
def figure(request: HttpRequest, key: str) -> FigureLine:
    """One number, with its definition and rule."""
    return FigureLine.model_validate(_figure(_answer(request), key))


@router.get("/figures/{key}/rows", response={200: Rows} | PROBLEMS, operation_id="figure_rows")
def figure_rows(request: HttpRequest, key: str, after: Start = 0) -> Rows:
    """The rows behind a number, 500 at a time: no customer, no person, no free text is in them."""
    found = _answer(request)
    path = answers.rows_csv(found, _figure(found, key).rows)
    if path is None:
        raise NotFoundError(f"The figure {key} has no rows of its own; its definition says how it is made.")
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        columns = next(reader, [])
        shown = [list(row) for row in islice(reader, after, after + PAGE)]
        left = sum(1 for _ in reader)
    total = max(after, 0) + len(shown) + left if shown else after
    return Rows(columns=columns, rows=shown, total=total, after=after + len(shown) if left else 0)


@router.get("/desk/figures", response={200: DeskFigures} | PROBLEMS, operation_id="desk_figures")
def desk_figures(
    request: HttpRequest, since: Annotated[Time | None, Query()] = None, until: Annotated[Time | None, Query()] = None
) -> DeskFigures:
    """The desk's numbers in [since, until), over the cases that the key's owner sees; the last 28 days if not said."""
    at = now()
    window = {"since": since or at - timedelta(days=28), "until": until or at}
    found = desk.figures(user=who(request).user, **window, now=at)
    return DeskFigures(**window, figures=[DeskFigure.model_validate(f) for f in found])


@router.get("/desk/figures/{name}/rows", response={200: Rows} | PROBLEMS, operation_id="desk_figure_rows")
def desk_figure_rows(
    request: HttpRequest,
    name: str,
    since: Annotated[Time | None, Query()] = None,
    until: Annotated[Time | None, Query()] = None,
    after: Start = 0,
) -> Rows:
    """The cases behind one of the desk's numbers; `open_still` says that a value is not final."""
    at = now()
    every = desk.figures(user=who(request).user, since=since or at - timedelta(days=28), until=until or at, now=at)
    found = next((f for f in every if f.name == name), None)
    if found is None:
        raise NotFoundError(f"The desk has no figure {name}; GET /api/v1/desk/figures lists them.")
    shown = [[r.case, r.value, r.open_still] for r in found.rows[after : after + PAGE]]
    more = after + PAGE < len(found.rows)
    return Rows(
        columns=["case", "value", "open_still"], rows=shown, total=len(found.rows), after=after + PAGE if more else 0
    )


def _answer(request: HttpRequest) -> answers.Answered:
    if not may_see_findings(who(request).user):
        raise PermissionDenied
    found = answers.current(settings.DATA)
    if found is None or found.trouble:
        raise NotFoundError(found.trouble if found else NONE)
    return found


def _figure(found: answers.Answered, key: str) -> Figure:
    if key not in found.figures:
        raise NotFoundError(f"There is no figure {key}; GET /api/v1/figures lists them.")
    return found.figures[key]
