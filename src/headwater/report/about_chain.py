"""The figures of the chain: every step and edge that is shown, and what had to be settled by a rule."""

from collections.abc import Iterator
from typing import Any

from headwater.chain.domain import RULES
from headwater.chain.result import Chain
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.report.figures import Figure
from headwater.report.rowsets import MOMENTS, RowSet, case_query, moment_query
from headwater.shared.words import count, duration, plural, share

MOST_EDGES = 40
MOST_VARIANTS = 10
MOST_STEPS = 60
LONGEST = 'wait_hours DESC NULLS LAST, "case", done'
_NOT_RECORDED = "(not recorded)"


def shown_edges(chain: Chain) -> list[tuple[int, dict[str, Any]]]:
    """The most frequent edges, numbered."""
    return list(enumerate(chain.rows("edges")[:MOST_EDGES], 1))


def hidden_edges(chain: Chain) -> tuple[int, float]:
    """How many rarer edges are folded away, and their share of all moves."""
    edges = chain.rows("edges")
    total = sum(e["count"] for e in edges)
    hidden = edges[MOST_EDGES:]
    return len(hidden), (sum(e["count"] for e in hidden) / total if total else 0.0)


def shown_steps(chain: Chain) -> list[tuple[int, dict[str, Any]]]:
    """The most frequent steps, numbered."""
    return list(enumerate(chain.rows("steps")[:MOST_STEPS], 1))


def step_waits(record: Record) -> dict[str, tuple[float, float]]:
    """Median and p90 of the waits before each step, in seconds."""
    rows = record.sql(
        f"SELECT coalesce(s.name, {literal(_NOT_RECORDED)}) AS step, median(wait_s) AS p50, "
        "quantile_cont(wait_s, 0.9) AS p90 FROM moments m LEFT JOIN steps s ON s.code = m.step "
        "WHERE seq > 0 GROUP BY 1"
    ).to_pylist()
    return {row["step"]: (row["p50"], row["p90"]) for row in rows}


def shown_variants(chain: Chain) -> list[dict[str, Any]]:
    """The most frequent orders of steps."""
    return chain.rows("variants")[:MOST_VARIANTS]


def longest_move(chain: Chain) -> dict[str, Any] | None:
    """The move that holds most of the waiting, with its `share` of all (negative waits count as none)."""
    waits = [e["count"] * max(0.0, e["wait_mean_s"] or 0.0) for e in chain.rows("edges")]
    total = sum(waits)
    if total <= 0:
        return None
    most = waits.index(max(waits))
    return {**chain.rows("edges")[most], "share": waits[most] / total, "rank": most + 1}


def chain_figures(chain: Chain, record: Record) -> Iterator[Figure]:
    """Counts and waits of the shown edges, counts and rework of the steps, the rules that were applied."""
    yield from _whole(chain)
    for i, variant in enumerate(shown_variants(chain), 1):
        yield Figure(
            f"variant.{i}", f"order of steps {i}: cases", count(variant["cases"]), "Cases that follow it.",
            RULES["variant"], plural(chain.cases, "case"), exact=f"{variant['share']:.2%} of all cases",
            rows=f"variant-{i}",
        )  # fmt: skip
    for i, edge in shown_edges(chain):
        yield from _edge(i, edge)
    waits = step_waits(record)
    for i, step in shown_steps(chain):
        yield from _step(i, step)
        if step["step"] in waits:
            yield _waiting(i, step, waits[step["step"]])
    for row in chain.counts:
        name = str(row["name"]).replace("_", " ")
        yield Figure(
            f"counts.{row['name']}", name, count(row["count"]), f"How often it had to be settled by a rule: {name}.",
            f"Counted here: {row['rule']}.", plural(chain.moments, "moment"), rows="cases",
        )  # fmt: skip


def chain_rows(chain: Chain) -> Iterator[RowSet]:
    """The moments behind each shown edge, the longest waits first; behind each step, its moments."""
    for i, edge in shown_edges(chain):
        where = f"m.seq > 0 AND {_is('p', edge['from'])} AND {_is('s', edge['to'])}"
        yield RowSet(
            f"edge-{i}",
            f"Moves from {edge['from']} to {edge['to']}, longest waits first",
            moment_query(where),
            LONGEST,
            MOMENTS,
        )
    for i, step in shown_steps(chain):
        query = moment_query(_is("s", step["step"]))
        yield RowSet(f"step-{i}", f"Moments of {step['step']}, longest waits first", query, LONGEST, MOMENTS)

    for i, variant in enumerate(shown_variants(chain), 1):
        example = f"(SELECT code FROM case_ids WHERE name = {literal(variant['example'])})"
        where = f"c.variant = (SELECT variant FROM cases WHERE case_no = {example})"
        yield RowSet(f"variant-{i}", f"Cases with order of steps {i}", case_query(where), 'opened, "case"')


def _whole(chain: Chain) -> Iterator[Figure]:
    n = plural(chain.cases, "case")
    meaning = "How many different orders of steps there are."
    yield Figure("variants", "orders of steps", count(chain.variant_count), meaning, RULES["variant"], n, rows="cases")
    longest = longest_move(chain)
    if longest is not None:
        yield Figure(
            "wait.most", "share of all waiting that one move holds", share(longest["share"]),
            f"The waits from {longest['from']} to {longest['to']}, as a share of all waiting.", RULES["wait"],
            plural(longest["count"], "move"), exact=f"{longest['share']:.6f}",
            left_out="Overlaps (negative waits) count as no wait.", rows=f"edge-{longest['rank']}",
        )  # fmt: skip


def _is(alias: str, name: str) -> str:
    return f"{alias}.name IS NULL" if name == _NOT_RECORDED else f"{alias}.name = {literal(name)}"


def _edge(i: int, edge: dict[str, Any]) -> Iterator[Figure]:
    name, n = f"{edge['from']} to {edge['to']}", plural(edge["count"], "move")
    yield Figure(
        f"edge.{i}.count", f"{name}: moves", count(edge["count"]), "How often one directly followed the other.",
        RULES["order"], n, rows=f"edge-{i}",
    )  # fmt: skip
    parts = (
        ("wait_median_s", "median wait"),
        ("wait_p90_s", "nine in ten wait less than"),
        ("wait_mean_s", "mean wait"),
    )
    for column, said in parts:
        yield Figure(
            f"edge.{i}.{column}", f"{name}: {said}", duration(edge[column]), "The wait before the second step.",
            RULES["wait"], n, exact=f"{edge[column]:,.1f} s" if edge[column] is not None else "", rows=f"edge-{i}",
        )  # fmt: skip


def _waiting(i: int, step: dict[str, Any], waits: tuple[float, float]) -> Figure:
    return Figure(
        f"step.{i}.wait", f"{step['step']}: waiting", duration(waits[0]), "Half wait less than this before the step.",
        f"{RULES['wait']} Nine in ten wait less than {duration(waits[1])}.", plural(step["count"], "moment"),
        left_out="First moments of a case have nothing to wait for.", exact=f"{waits[0]:,.1f} s", rows=f"step-{i}",
    )  # fmt: skip


def _step(i: int, step: dict[str, Any]) -> Iterator[Figure]:
    name, n = step["step"], plural(step["count"], "moment")
    yield Figure(
        f"step.{i}.count", f"{name}: moments", count(step["count"]), "How often the step was done.", RULES["order"], n,
        rows=f"step-{i}",
    )  # fmt: skip
    again = step["rework_cases"] / step["cases"] if step["cases"] else 0.0
    yield Figure(
        f"step.{i}.rework", f"{name}: cases in which it came again", share(again),
        "Share of the step's cases in which it was done more than once.", RULES["rework"],
        plural(step["cases"], "case"), exact=f"{step['rework_cases']:,} of {step['cases']:,}", rows=f"step-{i}",
    )  # fmt: skip
