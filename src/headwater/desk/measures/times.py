"""How long customers wait, and with whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from headwater.desk.domain import covered
from headwater.desk.measures.domain import CaseFacts, Clock, Figure, Row, Window
from headwater.desk.measures.numbers import quantile


def _opened(cases: Iterable[CaseFacts], window: Window) -> tuple[list[CaseFacts], int]:
    """Cases opened in the window, and how many of them are merged into others, which are not counted twice."""
    inside = [c for c in cases if window.holds(c.opened_at)]
    return [c for c in inside if not c.merged], sum(c.merged for c in inside)


def first_answer(cases: Iterable[CaseFacts], *, window: Window, clock: Clock) -> Figure:
    """See its definition."""
    counted, merged = _opened(cases, window)
    unanswered = [c for c in counted if c.first_answer is None and c.closed]
    rows = [_to_answer(c, window, clock) for c in counted if c not in unanswered]
    return Figure(
        "first_answer",
        "s",
        quantile(rows, 0.5),
        len(rows),
        "Half of the cases opened in the window had, by this business time of the team that had them, a first answer "
        "written by a person that reached the customer. Cases still unanswered count with the time they have waited so "
        "far. Closing a case is no answer, nor is an automatic message or one that bounced.",
        tuple(rows),
        (("merged into another case", merged), ("closed without any answer", len(unanswered))),
        parts=tuple((f"p{round(100 * q)}", v) for q in (0.9,) if (v := quantile(rows, q)) is not None),
    )


def _to_answer(case: CaseFacts, window: Window, clock: Clock) -> Row:
    answer = case.first_answer
    seconds = clock(case.team, case.opened_at, answer.at if answer else window.now)
    return Row(case.number, seconds, answer is None)


def time_to_done(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    counted, merged = _opened(cases, window)
    rows = [_to_done(c, window) for c in counted]
    return Figure(
        "time_to_done",
        "s",
        quantile(rows, 0.5),
        len(rows),
        "Half of the cases opened in the window were closed for good by this time after opening, round the clock and "
        "to the second. A case opened again was not closed; its clock runs on from its first opening. Cases still open "
        "count with their time so far.",
        tuple(rows),
        (("merged into another case", merged),),
        parts=tuple((f"p{round(100 * q)}", v) for q in (0.9,) if (v := quantile(rows, q)) is not None),
    )


def _to_done(case: CaseFacts, window: Window) -> Row:
    done = case.closed_for_good_at
    return Row(case.number, ((done or window.now) - case.opened_at).total_seconds(), done is None)


def waiting_now(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    waits = [(c.number, c.waits_since) for c in cases if not c.merged]
    rows = [Row(n, (window.now - since).total_seconds(), open_still=True) for n, since in waits if since is not None]
    return Figure(
        "waiting_now",
        "cases",
        float(len(rows)),
        len(rows),
        "Open cases whose customer spoke last and waits for us, counted from their first word after our last answer "
        "that reached them. Nothing closes by itself, so nobody who waits drops out.",
        tuple(sorted(rows, key=lambda row: -row.value)),
    )


def held_by(cases: Iterable[CaseFacts], *, window: Window, team: bool = False) -> dict[int | None, Figure]:
    """Time held in the window by each person (or team, with `team`); None is the queue. Seconds, round the clock."""
    spent: dict[int | None, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for case in (c for c in cases if not c.merged):
        end = min(case.closed_for_good_at or window.now, window.until, window.now)
        for held in covered(case.held, max(window.since, case.opened_at), end):
            spent[held.team if team else held.holder][case.number] += held.seconds(now=window.now)
    return {who: _held(cases) for who, cases in spent.items()}


def _held(spent: dict[int, float]) -> Figure:
    rows = tuple(Row(case, seconds) for case, seconds in sorted(spent.items()))
    return Figure(
        "held_by",
        "s",
        sum(spent.values()),
        len(rows),
        "Time in the window during which cases were held, each second given to whoever held the case during it, "
        "until it was closed; seconds in which nobody held it are queue time and nobody's.",
        rows,
    )


def queue_time(cases: Iterable[CaseFacts], *, window: Window) -> Figure:
    """See its definition."""
    counted, merged = _opened(cases, window)
    rows = [_queued(c, window) for c in counted]
    every = sum((_end(c, window) - c.opened_at).total_seconds() for c in counted)
    queued = sum(row.value for row in rows)
    return Figure(
        "queue_time",
        "share",
        queued / every if every else None,
        len(rows),
        "Of all the time the cases opened in the window took, the share in which nobody held them.",
        tuple(rows),
        (("merged into another case", merged),),
        parts=(("queue_s", queued), ("held_s", every - queued)),
    )


def _end(case: CaseFacts, window: Window) -> datetime:
    return case.closed_for_good_at or window.now


def _queued(case: CaseFacts, window: Window) -> Row:
    end = case.closed_for_good_at
    parts = covered(case.held, case.opened_at, end or window.now)
    return Row(case.number, sum(h.seconds(now=window.now) for h in parts if h.holder is None), end is None)
