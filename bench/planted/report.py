"""The benchmark's rows as a page: a table per score, kinds down, methods across, losing rows included."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.planted.run import OURS, Row
from bench.planted.worlds import HARD, KINDS, PLAIN, SCENES

BEGIN, END = "<!-- planted: begin -->", "<!-- planted: end -->"
# score, title, whether more is better (None: neither)
SCORES: tuple[tuple[str, str, bool | None], ...] = (
    ("first", "A true cause is named first", True),
    ("third", "A true cause is among the first three", True),
    ("false", "Share of false causes among all causes named", False),
    ("alarm", "A false cause is named where nothing is wrong", False),
    ("covered", "True number of cases inside the 90 % interval", None),
    ("covered_expected", "The same, the last bit of luck averaged out of the truth", None),
    ("error", "Median relative error of the number of cases", False),
    ("cannot_tell", "Says “cannot tell”, and nothing false, where that is right", True),
    ("sign_above", "A sign is named above every true cause", False),
    ("mediator_above", "What the cause works through is named above it", False),
    ("cpu", "CPU seconds per world", None),
)
HEAD = """## Planted causes

Generated service worlds whose causes are known; what each kind plants stands in its function in
[`bench/planted/worlds`](../bench/planted/worlds). Remake this with

    {command}

{worlds} worlds of each kind. The worlds follow from `--seed`: try others (`--seed 1`, `--seed 2`, …), no two share a
world. Baselines see the same log through one table of case features, and are told which columns are case mix and
which have a role; headwater is told nothing but the file and the definition of spoiled. **Bold** where headwater is
behind a baseline. A dash: the question does not arise.
"""


def summarise(rows: Sequence[Row]) -> dict[tuple[str, str], dict[str, float | None]]:
    """Scores by (kind, method)."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["kind"], row["method"]), []).append(row)
    return {key: _summary(group) for key, group in groups.items()}


def _summary(rows: list[Row]) -> dict[str, float | None]:
    found = {name: _mean([row[name] for row in rows]) for name, _, _ in SCORES}
    named = sum(row["named"] for row in rows)
    found["false"] = sum(row["false"] for row in rows) / named if named else None
    errors = sorted(row["error"] for row in rows if row["error"] is not None)
    found["error"] = errors[len(errors) // 2] if errors else None
    return {**found, "worlds": float(len(rows)), "failed": float(sum(row["failed"] is not None for row in rows))}


def _mean(values: list[Any]) -> float | None:
    there = [float(value) for value in values if value is not None]
    return sum(there) / len(there) if there else None


def markdown(rows: Sequence[Row], command: str) -> str:
    """The section of `docs/benchmarks.md`."""
    scores = summarise(rows)
    methods = list(dict.fromkeys(row["method"] for row in rows))
    worlds = max(int(score["worlds"] or 0) for score in scores.values())
    parts = [HEAD.format(command=command, worlds=worlds), *_failures(rows), *_targets(rows, scores)]
    for name, title, more in SCORES:
        parts.append(f"### {title}\n\n" + "\n".join(_table(scores, methods, name, more)) + "\n")
    return "\n".join([BEGIN, *parts, END]) + "\n"


def _table(
    scores: dict[tuple[str, str], dict[str, float | None]], methods: list[str], name: str, more: bool | None
) -> Iterator[str]:
    yield f"| kind | {' | '.join(methods)} |"
    yield f"|---|{'---:|' * len(methods)}"
    for kind in KINDS:
        values = {m: scores[kind, m][name] for m in methods if (kind, m) in scores}
        if any(value is not None for value in values.values()):
            cells = [_cell(values.get(m), name, m == OURS and _behind(values, more)) for m in methods]
            yield f"| {kind} | {' | '.join(cells)} |"


def _behind(values: dict[str, float | None], more: bool | None) -> bool:
    ours = values.get(OURS)
    others = [value for method, value in values.items() if method != OURS and value is not None]
    if more is None or ours is None or not others:
        return False
    return ours < max(others) if more else ours > min(others)


def _cell(value: float | None, name: str, behind: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:.2f}" if name == "cpu" else f"{value:.0%}"
    return f"**{text}**" if behind else text


def _failures(rows: Sequence[Row]) -> Iterator[str]:
    failed = [row for row in rows if row["failed"]]
    if failed:
        shown = "\n".join(f"- {row['method']}, {row['kind']} {row['seed']}: {row['failed']}" for row in failed[:10])
        yield f"{len(failed)} runs stopped with an error and count as having found nothing; the first:\n\n{shown}\n"


def _targets(rows: Sequence[Row], scores: dict[tuple[str, str], dict[str, float | None]]) -> Iterator[str]:
    if not any(method == OURS for _, method in scores):
        return
    shares = [
        ("true cause first, plain kinds", "≥ 99 %", _share(scores, _names(PLAIN), "first")),
        ("true cause first, hard kinds", "≥ 90 %", _share(scores, _names(HARD), "first")),
        ("true cause first, scenarios", "", _share(scores, _names(SCENES), "first")),
        ("false causes of all named", "≤ 5 %", _false_named(rows)),
        ("false alarm in clean worlds", "≤ 5 %", _share(scores, list(KINDS), "alarm")),
        ("interval coverage", "85–95 %", _share(scores, list(KINDS), "covered")),
        ("“cannot tell” where right", "", _share(scores, list(KINDS), "cannot_tell")),
        ("a sign above its cause", "≤ 1 %", _share(scores, list(KINDS), "sign_above")),
    ]
    lines = "\n".join(f"| {title} | {asked} | {share} |" for title, asked, share in shares)
    yield f"### Targets\n\n| target | asked | headwater |\n|---|---|---|\n{lines}\n"


def _false_named(rows: Sequence[Row]) -> str:
    """Of all causes named in all worlds, those that are none; and how many of them stand where nothing recorded is
    the cause, so that "cannot tell" was the one right answer."""
    ours = [row for row in rows if row["method"] == OURS]
    named, false = sum(row["named"] for row in ours), sum(row["false"] for row in ours)
    open_ones = sum(row["false"] for row in ours if row["wanted"] == "cannot tell")
    if not named:
        return "–"
    return f"{false / named:.1%} ({false:,} of {named:,}; {open_ones} where “cannot tell” was right)"


def _names(kinds: Sequence[Any]) -> list[str]:
    return [kind.__name__ for kind in kinds]


def _share(scores: dict[tuple[str, str], dict[str, float | None]], kinds: list[str], name: str) -> str:
    """The mean over kinds, and the worst kind."""
    better = name in ("first", "cannot_tell", "covered")
    there = {k: v for k in kinds if (k, OURS) in scores and (v := scores[k, OURS][name]) is not None}
    if not there:
        return "–"
    worst = (min if better else max)(there, key=lambda kind: there[kind])
    return f"{sum(there.values()) / len(there):.1%} (worst: {worst} {there[worst]:.0%})"


def write(page: Path, section: str) -> None:
    """Put the section into the page, in the place of the old one; everything else on the page stays."""
    text = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END + "\n")
    page.write_text(before + section + after, encoding="utf-8")
