"""How many promises were kept, and which links prevented the others. Never by person: a promise is kept by a chain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.desk.measures.domain import Figure, Row, Window
from headwater.desk.measures.numbers import wilson
from headwater.desk.promise import Given, PromiseState, counted


@dataclass(frozen=True, slots=True)
class LinkKept:
    """A link: how many promises it `broke`, of `due` ones; the share `kept`, and `without` its breaking any."""

    link: str
    broke: int
    due: int
    kept: float
    without: float


def promises_kept(given: Sequence[Given], *, window: Window) -> Figure:
    """See its definition. A row is a promise; its value is 1 where it was kept by its date."""
    every = counted(given, since=window.since, until=window.until, now=window.now)
    due = [p for p in every if not p.moved_in_time()]
    rows = tuple(Row(p.case, float(p.kept_in_time()), p.state == PromiseState.OPEN) for p in due)
    kept, n = sum(row.value > 0 for row in rows), len(rows)
    withdrawn = sum(p.state == PromiseState.WITHDRAWN and window.holds(p.decided_at) for p in given)
    early = sum(window.holds(p.decided_at) for p in given) - len(every) - withdrawn
    return Figure(
        "promises_kept_share",
        "share",
        kept / n if n else None,
        n,
        "Of the promises that were settled in the window, or whose date passed in it, the share kept by their date. "
        "Kept late is not kept, nor is one that is open and late, nor one that we alone moved. Moved with the "
        "customer's agreement before its date, it counts at its new one.",
        rows,
        (
            ("moved with the customer's agreement before their date", len(every) - n),
            ("not due yet", early),
            ("never were promises", withdrawn),
        ),
        wilson(kept, n),
    )


def by_link(given: Sequence[Given], *, window: Window) -> tuple[LinkKept, ...]:
    """The links behind the broken promises, the one that broke most first."""
    every = counted(given, since=window.since, until=window.until, now=window.now)
    due = [p for p in every if not p.moved_in_time()]
    kept = sum(p.kept_in_time() for p in due)
    broke = Counter(p.link for p in due if p.state == PromiseState.BROKEN)
    ranked = sorted(broke.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(LinkKept(link, n, len(due), kept / len(due), (kept + n) / len(due)) for link, n in ranked)
