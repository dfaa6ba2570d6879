"""The figures of the chain: every step and edge that is shown, and what had to be settled by a rule."""

from collections.abc import Iterator
from typing import Any

from headwater.chain.counts import NAMES
from headwater.chain.domain import RULES
from headwater.chain.result import Chain
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.report.figures import Figure
from headwater.report.rowsets import MOMENTS, RowSet, case_query, moment_query
from headwater.shared.said import amount, phrase, say
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
            f"variant.{i}", say("order of steps {n}: cases", n=i), count(variant["cases"]),
            say("Cases that follow it."), RULES["variant"], plural(chain.cases, "case"),
            exact=say("{share} of all cases", share=amount(f"{variant['share']:.2%}")), rows=f"variant-{i}",
        )  # fmt: skip
    for i, edge in shown_edges(chain):
        yield from _edge(i, edge)
    waits = step_waits(record)
    for i, step in shown_steps(chain):
        yield from _step(i, step)
        if step["step"] in waits:
            yield _waiting(i, step, waits[step["step"]])
    for row in chain.counts:
        name = say(NAMES[row["name"]])
        yield Figure(
            f"counts.{row['name']}", name, count(row["count"]),
            say("How often it had to be settled by a rule: {name}.", name=name),
            say("Counted here: {rule}.", rule=row["rule"]), plural(chain.moments, "moment"), rows="cases",
        )  # fmt: skip


def chain_rows(chain: Chain) -> Iterator[RowSet]:
    """The moments behind each shown edge, the longest waits first; behind each step, its moments."""
    for i, edge in shown_edges(chain):
        where = f"m.seq > 0 AND {_is('p', edge['from'])} AND {_is('s', edge['to'])}"
        yield RowSet(
            f"edge-{i}",
            say("Moves from {source} to {target}, longest waits first", source=edge["from"], target=edge["to"]),
            moment_query(where),
            LONGEST,
            MOMENTS,
        )
    for i, step in shown_steps(chain):
        query = moment_query(_is("s", step["step"]))
        title = say("Moments of {step}, longest waits first", step=step["step"])
        yield RowSet(f"step-{i}", title, query, LONGEST, MOMENTS)

    for i, variant in enumerate(shown_variants(chain), 1):
        example = f"(SELECT code FROM case_ids WHERE name = {literal(variant['example'])})"
        where = f"c.variant = (SELECT variant FROM cases WHERE case_no = {example})"
        yield RowSet(f"variant-{i}", say("Cases with order of steps {n}", n=i), case_query(where), 'opened, "case"')


def _whole(chain: Chain) -> Iterator[Figure]:
    n = plural(chain.cases, "case")
    meaning, name = say("How many different orders of steps there are."), say("orders of steps")
    yield Figure("variants", name, count(chain.variant_count), meaning, RULES["variant"], n, rows="cases")
    longest = longest_move(chain)
    if longest is not None:
        yield Figure(
            "wait.most", say("share of all waiting that one move holds"), share(longest["share"]),
            say("The waits from {source} to {target}, as a share of all waiting.", source=longest["from"],
                target=longest["to"]),
            RULES["wait"], plural(longest["count"], "move"), exact=amount(f"{longest['share']:.6f}"),
            left_out=say("Overlaps (negative waits) count as no wait."), rows=f"edge-{longest['rank']}",
        )  # fmt: skip


def _is(alias: str, name: str) -> str:
    return f"{alias}.name IS NULL" if name == _NOT_RECORDED else f"{alias}.name = {literal(name)}"


def _edge(i: int, edge: dict[str, Any]) -> Iterator[Figure]:
    ends, n = {"source": edge["from"], "target": edge["to"]}, plural(edge["count"], "move")
    yield Figure(
        f"edge.{i}.count", say("{source} to {target}: moves", **ends), count(edge["count"]),
        say("How often one directly followed the other."), RULES["order"], n, rows=f"edge-{i}",
    )  # fmt: skip
    parts = (
        ("wait_median_s", phrase("{source} to {target}: median wait")),
        ("wait_p90_s", phrase("{source} to {target}: nine in ten wait less than")),
        ("wait_mean_s", phrase("{source} to {target}: mean wait")),
    )
    for column, said in parts:
        yield Figure(
            f"edge.{i}.{column}", say(said, **ends), duration(edge[column]), say("The wait before the second step."),
            RULES["wait"], n, exact=_seconds(edge[column]) if edge[column] is not None else "", rows=f"edge-{i}",
        )  # fmt: skip


def _waiting(i: int, step: dict[str, Any], waits: tuple[float, float]) -> Figure:
    return Figure(
        f"step.{i}.wait", say("{step}: waiting", step=step["step"]), duration(waits[0]),
        say("Half wait less than this before the step."),
        say("{rule} Nine in ten wait less than {long}.", rule=RULES["wait"], long=duration(waits[1])),
        plural(step["count"], "moment"), left_out=say("First moments of a case have nothing to wait for."),
        exact=_seconds(waits[0]), rows=f"step-{i}",
    )  # fmt: skip


def _seconds(value: float) -> str:
    return say("{n} s", n=amount(f"{value:,.1f}"))


def _step(i: int, step: dict[str, Any]) -> Iterator[Figure]:
    name, n = step["step"], plural(step["count"], "moment")
    yield Figure(
        f"step.{i}.count", say("{step}: moments", step=name), count(step["count"]), say("How often the step was done."),
        RULES["order"], n, rows=f"step-{i}",
    )  # fmt: skip
    again = step["rework_cases"] / step["cases"] if step["cases"] else 0.0
    yield Figure(
        f"step.{i}.rework", say("{step}: cases in which it came again", step=name), share(again),
        say("Share of the step's cases in which it was done more than once."), RULES["rework"],
        plural(step["cases"], "case"),
        exact=say("{n} of {of}", n=count(step["rework_cases"]), of=count(step["cases"])), rows=f"step-{i}",
    )  # fmt: skip
