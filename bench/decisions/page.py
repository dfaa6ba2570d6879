"""The published page: how it is done, the tables, the rows that lose."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.decisions.kinds import KINDS
from bench.decisions.score import WANTED, Score, groups, score, worlds

Row = dict[str, Any]
MEASURES = {
    "waiting": "wait (mean)", "abandonment": "gave up (share)", "repeat contacts": "repeat contacts (per case)",
    "spoiled cases": "spoiled cases (share)", "case waiting": "wait of a kind of case (mean)",
}  # fmt: skip
TOP = """# Decisions with a known outcome

Does a twin foresee what a decision does? Nobody can tell from a real record, where the other world is never seen. So
this benchmark makes worlds: a service with known rules is lived through for 13 weeks and exported as a clerk would
export it; headwater reads that file, fits its twin, and answers a decision as one types it. The rule is then changed
in the world itself, which runs on for 600,000 cases, with and without the change on the same days (who comes when,
who is away): that is the truth. headwater sees neither it nor the rules.

The worlds share no code with headwater's simulator (`bench/decisions/loop.py` is an event loop of its own), and they
hold what a twin has to find out by itself: arrivals that follow the hour and the weekday and differ from day to day
beyond chance, people who are away, public holidays, customers who give up, try again, or come back more often after a
long wait, amounts that need permission, heaps that are handed in twice a day. Every world is drawn at random around
its kind.

`{command}`

Intervals are 90 %; a coverage of {low:.0f} to {high:.0f} % is what one should see. *Error* is the median distance
from the truth as a share of it, beside that of the guess "nothing changes". The change of a share of cases is often a
tenth of a point, and the truth itself is known to 0.1 only: that is added to the interval. Rows below the band are
marked with ◦: they are what is wrong with the twin, and stay here until it is mended. Rows above it are too careful.
"""
KNOWN = """
## What is known to be wrong

- **Today's level.** {missed} of the values after lie outside their intervals. In {side} of these the twin's value
  without the decision is off to the same side, in {level} it lies outside its own interval: there, today's level is
  missed already, before the decision. How much of that is the chance of a record of thirteen weeks, and how much the
  fit, this page does not tell. Worlds of one number share their record in most kinds of calls, so one
  record far from its world stands in many rows.
- **Waits.** The chance of a true wait is not added to the intervals.
"""


def page(rows: Sequence[Row], command: str) -> str:
    """All of it."""
    low, high = (100 * end for end in WANTED)
    scored = [row for row in rows if not row["outside"]]
    parts = [TOP.format(command=command, low=low, high=high), *_overall(rows), "", "## By measure", ""]
    parts += _table("measure", ((MEASURES[m], found) for (m,), found in groups(scored, "measure").items()))
    at_peak = [row for row in scored if row["when"] not in ("week", "")]
    parts += ["", "At the peaks alone:", ""]
    parts += _table("measure", ((MEASURES[m], found) for (m,), found in groups(at_peak, "measure").items()))
    parts += ["", "## By kind of decision", ""]
    parts += _table("decision", ((_named(k), found) for (k,), found in groups(scored, "kind").items()))
    parts += ["", "## Each kind and measure", ""]
    each = groups(scored, "kind", "measure", "where", "when").items()
    parts += _table("number", ((_number(*names), found) for names, found in each))
    parts += [KNOWN.format(**_levels(scored)), "## What the kinds are", ""]
    parts += [f"- **{_named(name)}.** {(maker.__doc__ or '').strip()}" for name, maker in KINDS.items()]
    return "\n".join(parts) + "\n"


def _overall(rows: Sequence[Row]) -> Iterator[str]:
    scored = [row for row in rows if not row["outside"]]
    outside = [row for row in worlds(rows).values() if row["outside"]]
    inside = list(worlds(scored).values())
    whole = score(scored)
    yield (
        f"Over {len(worlds(rows))} worlds and {whole.n:,} numbers, {whole.after:.0%} of the true values after the "
        f"decision lie in their intervals, and {whole.change:.0%} of the true changes."
    )
    if outside:
        told = sum("refused" in row or bool(row["flagged"]) for row in outside)
        yield (
            f"\nOf {len(outside)} decisions outside anything the record has seen, {told} were flagged (or refused). "
            f"Of the {len(inside)} others, {sum(bool(row.get('flagged')) for row in inside)} were flagged as well, and "
            f"{sum('refused' in row for row in inside)} refused."
        )
    yield from _endless(list(worlds(rows).values()))


def _levels(rows: Sequence[Row]) -> dict[str, int]:
    """How many values after are missed; in how many of these today's is off to the same side, or missed as well."""
    held = [row for row in rows if "refused" not in row and "grows" not in row]
    out = [row for row in held if not _inside(row, "after")]
    same = [row for row in out if (row["before"] > row["true_before"]) == (row["after"] > row["true_after"])]
    return {"missed": len(out), "side": len(same), "level": sum(not _inside(row, "before") for row in out)}


def _inside(row: Row, when: str) -> bool:
    low, high = row[f"{when}_interval"]
    return bool(low <= row[f"true_{when}"] <= high)


def _endless(each: Sequence[Row]) -> Iterator[str]:
    grows = [row for row in each if "grows" in row]
    if grows:
        told = sum("refused" in row or bool(row["flagged"]) for row in grows)
        yield (
            f"\nWorlds where a queue grows without end after the decision: {len(grows)}, refused or flagged: {told}; "
            "their numbers are not scored; there is no truth to hold them against."
        )
    if again := sum(row.get("drawn", 1) > 1 for row in each):
        yield f"\nDrawn anew, because a queue of the first world grows without end as it is: {again}."


def _table(head: str, found: Any) -> list[str]:
    lines = [
        f"| {head} | numbers | after inside | change inside | error | if nothing changed | width | missed above |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return lines + [_line(name, score(rows)) for name, rows in found]


def _line(name: str, s: Score) -> str:
    if not s.n:
        return f"| {name} | 0 ({s.refused} refused) | | | | | | |"
    refused = f" ({s.refused} refused)" if s.refused else ""
    above = "" if s.side != s.side else f"{s.side:.0%}"
    inside = f"{_cover(s.after)} | {_cover(s.change)}"
    return f"| {name} | {s.n}{refused} | {inside} | {s.off:.0%} | {s.as_before:.0%} | {s.width:.0%} | {above} |"


def _cover(value: float) -> str:
    return f"{value:.0%}" + ("" if WANTED[0] <= value <= 1 else " ◦")


def _named(kind: str) -> str:
    return kind.replace("_", " ")


def _number(kind: str, measure: str, where: str, when: str) -> str:
    at = f", {where}" if where else ""
    return f"{_named(kind)}: {measure}{at}{'' if when == 'week' else f', {when}'}"
