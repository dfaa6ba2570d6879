"""Shares of cases: each has one group of cases below the line, and says who is not in it."""

from collections.abc import Iterable, Mapping, Sequence

from headwater.desk.domain import Ending
from headwater.desk.measures.domain import CaseFacts, Clock, Figure, Row, Window
from headwater.desk.measures.numbers import wilson


def _share(
    name: str, definition: str, rows: Sequence[Row], left_out: tuple[tuple[str, int], ...], **more: float
) -> Figure:
    hits = sum(row.value > 0 for row in rows)
    n = len(rows)
    return Figure(
        name,
        "share",
        hits / n if n else None,
        n,
        definition,
        tuple(rows),
        left_out,
        wilson(hits, n),
        tuple(more.items()),
    )


def reopened(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    closed = [c for c in cases if not c.merged and c.closings and window.holds(c.closings[0].at)]
    rows = [Row(c.number, float(bool(c.reopenings))) for c in closed]
    return _share(
        "reopened_share",
        "Of the cases closed for the first time in the window, the share that was opened again by now, by the customer "
        "writing again or by us. A later closing does not take it back.",
        rows,
        (),
    )


def standard_kept(
    cases: Iterable[CaseFacts], *, window: Window, clock: Clock, standards: Mapping[int | None, float]
) -> Figure:
    """See its definition. `standards` are business seconds by team; None is for teams without their own."""
    inside = [c for c in cases if window.holds(c.opened_at) and not c.merged]
    rows, early, without = [], 0, 0
    for case in inside:
        target = standards.get(case.team, standards.get(None))
        if target is None:
            without += 1
            continue
        kept = _kept(case, target, window, clock)
        if kept is None:
            early += 1
        else:
            rows.append(Row(case.number, float(kept)))
    return _share(
        "standard_kept_share",
        "Of the cases opened in the window whose first answer was due by now or given, the share answered within the "
        "team's standard, in its business time. Open cases that are overdue are below the line as not kept; so are "
        "closed ones that were never answered.",
        rows,
        (("not due yet and not answered", early), ("their team has no standard", without)),
    )


def _kept(case: CaseFacts, target: float, window: Window, clock: Clock) -> bool | None:
    """None where it is neither answered nor due."""
    if case.first_answer is not None:
        return clock(case.team, case.opened_at, case.first_answer.at) <= target
    if case.closed:
        return False
    return None if clock(case.team, case.opened_at, window.now) <= target else False


def confirmed(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    closed = [c for c in cases if not c.merged and c.closed and c.closings and window.holds(c.closings[-1].at)]
    rows = [Row(c.number, float(c.closings[-1].how == Ending.OUTCOME_REACHED)) for c in closed]
    silent = sum(c.closings[-1].how == Ending.SILENCE for c in closed)
    unknown = sum(c.closings[-1].how == Ending.UNKNOWN for c in closed)
    return _share(
        "outcome_confirmed_share",
        "Of the cases closed in the window and still closed, the share whose customer said that the outcome is "
        "reached. Customers who were silent, and cases done as asked with the outcome unknown, are below the line: "
        "they are people, and they did not say yes.",
        rows,
        (),
        silence=float(silent),
        unknown=float(unknown),
    )


def settled_at_once(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    ended = [
        c
        for c in cases
        if not c.merged and c.closed and c.closings and window.holds(c.closings[-1].at)
        and c.closings[-1].how == Ending.OUTCOME_REACHED
    ]  # fmt: skip
    rows = [Row(c.number, float(_once(c))) for c in ended]
    return _share(
        "settled_at_once_share",
        "Of the cases whose customer confirmed the outcome in the window, the share that took one answer of ours, one "
        "team, and was never opened again. How many minutes it took plays no part.",
        rows,
        (),
    )


def _once(case: CaseFacts) -> bool:
    return len(case.answers) <= 1 and not case.reopenings and len({h.team for h in case.held}) == 1


def undelivered(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    written = [c for c in cases if not c.merged and window.holds(c.opened_at) and c.out]
    rows = [Row(c.number, float(c.undelivered > 0)) for c in written]
    return _share(
        "undelivered_share",
        "Of the cases opened in the window in which we wrote to the customer, the share with a message that bounced or "
        "could not be sent.",
        rows,
        (),
    )


def against_wish(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    inside = [c for c in cases if not c.merged and window.holds(c.opened_at) and c.out]
    rows = [Row(c.number, float(c.against)) for c in inside if c.wished]
    return _share(
        "against_wish_share",
        "Of the cases opened in the window in which we contacted a customer who had said how they want to be "
        "contacted, the share with a contact that went against it: a call against “no calls” or by another channel, "
        "outside their hours, or in another language.",
        rows,
        (("their customer had said nothing about it", len(inside) - len(rows)),),
        contacts=float(sum(c.against for c in inside)),
    )
