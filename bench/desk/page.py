"""What was measured, as a page of the documentation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.desk.asking import Cost

Costs = Mapping[str, Cost]
FIGURES, ANEW = "figures of 28 days, kept", "figures of 28 days, counted anew"
TARGETS: dict[str, tuple[float | None, int | None]] = {
    "inbox page, 50 rows": (12, 8),
    "inbox page, open cases": (12, 8),
    "case page, 20 messages": (12, 12),
    "search, 2 words": (25, 6),
    "search, 2 of the commonest words": (25, 6),
    "search, 2 rare words": (25, 6),
    "search, a beginning of 3 letters": (25, 6),
    "create by API": (8, 12),
    "create by the public form": (8, 12),
    "create by a rep’s form": (8, 12),
    "API list of 25": (8, 6),
    "findings page": (30, 10),
    FIGURES: (30, 10),
    ANEW: (None, None),
    "hidden needs": (30, 6),
    "10 mails in, one commit": (66, None),
}
"""ms of processor time, statements; None where none is asked for; 10 mails in 66 ms are 150 a second"""
MOST_TIMES = 1.5
"""what more cases may cost, as times the smaller folder's"""

HOW = """Each row is a request through Django's test client with production settings: every middleware, a signed-in rep
of three teams (the findings: an owner), the page rendered. The client's own work is in it, a web server's is
not. The time is processor time, user and system, of the process that serves and, on PostgreSQL, of the
database's process for its connection. Given are the median of {calls} calls and the range from the tenth to the
ninetieth of a hundred. All servers are asked in turn, five calls at a time, {rounds} times over, so that
whatever else the machine does strikes all alike. Statements that only begin and end a transaction are not
counted. Neither server checks CSRF tokens in this client. The words are invented and drawn like those of a
language (Zipf); every case has three messages of twenty words, and the case page and its peer's have twenty
messages. Three of a hundred cases have their kind of request confirmed. The figures of more than 2,000 cases
are kept for five minutes; who asks first then waits until they are counted anew. One rep sees four of ten
cases. Bold misses its target."""

PEER = """[django-helpdesk](https://github.com/django-helpdesk/django-helpdesk) 2.6.1 (BSD), in a virtual environment of
its own, has as many tickets of three follow-ups, the same words and the same settings of SQLite. Its list and
its search are a page and a second request in which the page's script fetches the rows; both are counted, and
both numbers given. Its rep sees all queues. Its API list reads every ticket that the rep may see, and asks for
the custom fields of each, before it cuts out a page (`get_queryset` in its `views/api.py`): that row grows with
the tickets, and is the median of {rounds} calls. It has no findings and no hidden needs, finds no beginnings as
such, and its mail is fetched differently."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `ours` and `postgres` are the smaller folder's and the larger one's, {} where none was asked for."""

    cases: int
    larger: int | None
    ours: tuple[Costs, Costs]
    postgres: tuple[Costs, Costs]
    peer: Costs
    machine: str
    command: str
    rounds: int


def page(run: Run) -> str:
    """The page in Markdown; what misses its target stands in bold."""
    calls = max(cost.calls for cost in run.ours[0].values())
    parts = ["# The desk's pages and acts", HOW.format(calls=calls, rounds=run.rounds)]
    parts += [f"Remake it with `make bench`, or:\n\n    {run.command}", run.machine]
    parts += [f"## SQLite, {run.cases:,} cases, beside django-helpdesk", PEER.format(rounds=run.rounds), _beside(run)]
    for name, (small, large) in (("SQLite", run.ours), ("PostgreSQL", run.postgres)):
        if name == "PostgreSQL" and small:
            parts += [f"## PostgreSQL, {run.cases:,} cases", _alone(small), _missed(small)]
        if large:
            parts += [f"## {name}, {run.larger:,} cases", _larger(small, large), _missed(large, small)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _beside(run: Run) -> str:
    head = ["page or act", "ms", "10–90 %", "target", "statements", "target", "django-helpdesk, ms", "its statements"]
    lines = []
    for name, cost in run.ours[0].items():
        ms, most = TARGETS[name]
        other = run.peer.get(name)
        theirs = [_peer(other), str(other.statements)] if other else ["–", "–"]
        lines.append([name, *_time(name, cost), _most(ms), *_statements(name, cost), _most(most), *theirs])
    return _table(head, lines) + "\n\n" + _missed(run.ours[0])


def _alone(costs: Costs) -> str:
    head = ["page or act", "ms", "10–90 %", "of that the database", "target", "statements"]
    lines = [
        [name, *_time(name, cost), str(cost.database), _most(TARGETS[name][0]), *_statements(name, cost)]
        for name, cost in costs.items()
    ]
    return _table(head, lines)


def _larger(small: Costs, large: Costs) -> str:
    database = any(cost.database for cost in large.values())
    head = ["page or act", "ms", "10–90 %", *["of that the database"] * database]
    head += ["target", "times the small folder's", "statements"]
    lines = [
        [name, *_time(name, cost), *[str(cost.database)] * database, _most(TARGETS[name][0]),
         _bold(_times(small[name], cost), MOST_TIMES), *_statements(name, cost)]
        for name, cost in large.items()
    ]  # fmt: skip
    return _table(head, lines)


def _missed(costs: Costs, small: Costs | None = None) -> str:
    slow = [f"{name} ({cost.ms} ms)" for name, cost in costs.items() if _over(cost.ms, TARGETS[name][0])]
    many = [f"{name} ({cost.statements})" for name, cost in costs.items() if _too_many(name, cost)]
    grown = [(name, _times(small[name], cost)) for name, cost in costs.items()] if small else []
    more = [f"{name} ({times} ×)" for name, times in grown if times > MOST_TIMES]
    said = [f"Over their time: {', '.join(slow)}."] if slow else []
    said += [f"Over their statements: {', '.join(many)}."] if many else []
    said += [f"Over {MOST_TIMES} times the small folder's: {', '.join(more)}."] if more else []
    return " ".join(said) or "Every target is met in this run."


def _times(small: Cost, large: Cost) -> float:
    return round(large.ms / small.ms, 2)


def _time(name: str, cost: Cost) -> list[str]:
    return [_bold(cost.ms, TARGETS[name][0]), f"{cost.p10}–{cost.p90}"]


def _too_many(name: str, cost: Cost) -> bool:
    return _over(cost.statements, TARGETS[name][1])


def _statements(name: str, cost: Cost) -> list[str]:
    return [f"**{cost.statements}**" if _too_many(name, cost) else str(cost.statements)]


def _over(value: float, most: float | None) -> bool:
    return most is not None and value > most


def _most(most: float | None) -> str:
    return "–" if most is None else f"≤ {most}"


def _peer(cost: Cost) -> str:
    parts = " + ".join(str(part) for part in cost.parts)
    return f"{cost.ms} ({parts})" if len(cost.parts) > 1 else str(cost.ms)


def _bold(value: float, most: float | None) -> str:
    return f"**{value}**" if _over(value, most) else str(value)


def _table(head: Iterable[str], lines: Iterable[list[str]]) -> str:
    columns = list(head)
    rule = ["---", *["---:"] * (len(columns) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in [columns, rule, *lines])
