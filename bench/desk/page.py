"""What was measured, as a page of the documentation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Rows = Mapping[str, Mapping[str, Any]]
TARGETS: dict[str, tuple[float, int]] = {
    "inbox page, 50 rows": (12, 8),
    "inbox page, open cases": (12, 8),
    "case page, 20 messages": (12, 12),
    "search, 2 words": (25, 6),
    "search, 2 of the commonest words": (25, 6),
    "search, 2 rare words": (25, 6),
    "create by API": (8, 12),
    "create by the public form": (8, 12),
    "create by a rep’s form": (8, 12),
    "API list of 25": (8, 6),
    "findings page": (30, 10),
}
"""ms of processor time, statements"""

HOW = """Each row is a request through Django's test client with production settings on SQLite: every middleware, a
signed-in rep of three teams (the findings: an owner), the page rendered. The client's own work is in it, a web server's
is not. The time is processor time of the process: the median of 30 requests after 3, and the range from the tenth to
the ninetieth of a hundred. Statements that only begin and end a transaction are not counted. Neither server checks
CSRF tokens in this client. The words are invented; every case has three messages of twenty words, and the case page
and its peer's have twenty messages."""

PEER = """[django-helpdesk](https://github.com/django-helpdesk/django-helpdesk) 2.6.1 (BSD) in a virtual environment of
its own, with as many tickets of three follow-ups, the same words, the same database settings, on the same machine right
after. Its list and its search are a page and a second request in which the page's script fetches the rows; both are
counted, and both numbers given. Its rep sees all queues. It has nothing like the findings."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: load is that of the machine before and after."""

    cases: int
    ours: Rows
    peer: Rows
    larger: Mapping[int, Rows]
    machine: str
    command: str


def page(run: Run) -> str:
    """The page in Markdown; what misses its target stands in bold."""
    parts = ["# The desk's pages", HOW, f"Remake it with `make bench`, or:\n\n    {run.command}", run.machine]
    parts += [f"## At {run.cases:,} cases, beside django-helpdesk", PEER, _beside(run), _missed(run.ours)]
    for cases, rows in run.larger.items():
        parts += [f"## At {cases:,} cases", "Alone, by the same command.", _larger(run.ours, rows), _missed(rows)]
    more = "The target of 1.5 times from 10,000 to 1,000,000 cases "
    at = max(run.larger, default=run.cases)
    parts += ["" if at >= 1_000_000 else f"{more}**was not measured** in this run: {at:,} cases were the most."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _beside(run: Run) -> str:
    head = ["page or act", "ms", "10–90 %", "target", "statements", "target", "django-helpdesk, ms", "its statements"]
    lines = []
    for name, found in run.ours.items():
        ms, sql = TARGETS[name]
        other = run.peer.get(name, {})
        lines.append(
            [name, _bold(found["ms"], ms), f"{found['p10']}–{found['p90']}", f"≤ {ms}", _bold(found["sql"], sql),
             f"≤ {sql}", _peer(other), str(other.get("sql", "–"))]
        )  # fmt: skip
    return _table(head, lines)


def _larger(small: Rows, large: Rows) -> str:
    head = ["page or act", "ms", "10–90 %", "target", "times the small folder's", "statements"]
    lines = [
        [name, _bold(f["ms"], TARGETS[name][0]), f"{f['p10']}–{f['p90']}", f"≤ {TARGETS[name][0]}",
         _bold(round(f["ms"] / small[name]["ms"], 2), 1.5), str(f["sql"])]
        for name, f in large.items()
    ]  # fmt: skip
    return _table(head, lines)


def _missed(rows: Rows) -> str:
    slow = [f"{name} ({f['ms']} ms)" for name, f in rows.items() if f["ms"] > TARGETS[name][0]]
    many = [f"{name} ({f['sql']})" for name, f in rows.items() if f["sql"] > TARGETS[name][1]]
    said = [f"Over their time: {', '.join(slow)}."] if slow else []
    said += [f"Over their statements: {', '.join(many)}."] if many else []
    return " ".join(said) or "Every target is met in this run."


def _peer(found: Mapping[str, Any]) -> str:
    return f"{found['ms']}" + (f" ({found['parts']})" if "parts" in found else "") if found else "–"


def _bold(value: float, most: float) -> str:
    return f"**{value}**" if value > most else str(value)


def _table(head: list[str], lines: list[list[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *lines])
