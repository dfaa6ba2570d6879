"""The figures of every finding, of what makes cases hard, and of person or system."""

from collections.abc import Iterator
from typing import Any

from headwater.causes.domain import Causes, Finding, MixEffect
from headwater.causes.sentences import closed, columns_of, fragility
from headwater.causes.show import person_dict
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.report.figures import WHOLE, Figure
from headwater.report.rowsets import RowSet, attribute, case_query
from headwater.shared.words import count, estimate, listing, plural, share, share_span, slug, span

BROKEN_FIRST = 'spoiled DESC, opened, "case"'
_AS_ESTIMATE = (
    "Estimated with what was settled before the link came into play held equal; the interval (90 %) comes from drawing "
    "customers anew, or cases where no customer is recorded."
)


def numbered(answer: Causes) -> list[tuple[int, Finding]]:
    """Findings, then the open questions, in the order of `Causes.rows`."""
    return list(enumerate([*answer.findings, *answer.cannot_tell], 1))


def finding_figures(answer: Causes) -> Iterator[Figure]:
    """Every number of every finding."""
    for number, finding in numbered(answer):
        yield from _estimates(number, finding)
        yield from _evidence(number, finding)


def finding_rows(answer: Causes) -> Iterator[RowSet]:
    """The cases in which each link broke, spoiled ones first."""
    held = set() if answer.rows is None else set(answer.rows.column_names)
    for number, finding in numbered(answer):
        if f"broke_{number}" in held:
            query = case_query(f"a.broke_{number}")
            yield RowSet(f"finding-{number}", f"Cases in which the link broke ({finding.link})", query, BROKEN_FIRST)


def _estimates(number: int, f: Finding) -> Iterator[Figure]:
    adjusted = listing(columns_of(f.evidence.adjusted_for)) or "nothing: no earlier difference was recorded"
    common = {
        "rule": f"{closed(f.evidence.rule)} {_AS_ESTIMATE} Held equal: {adjusted}.",
        "n": f"{plural(f.evidence.broke, 'case')} in which the link broke",
        "rows": f"finding-{number}",
    }
    yield Figure(
        f"finding.{number}.spoiled", f"{f.link}: spoiled cases", estimate(f.spoiled_cases, f.interval),
        "Cases that would not have been spoiled had the link held.", interval=span(f.interval),
        exact=f"{f.spoiled_cases:,.2f} ({f.interval[0]:,.2f} to {f.interval[1]:,.2f})", **common,
    )  # fmt: skip
    for name, value, meaning in (
        ("customers", f.customers, "Different customers behind these cases."),
        (
            "customers lost",
            f.customers_lost,
            "Customers of these cases who were never seen again, beyond those expected.",
        ),
    ):
        if value is not None:
            key = f"finding.{number}.{slug(name)}"
            yield Figure(key, f"{f.link}: {name}", count(value), meaning, exact=f"{value:,.2f}", **common)


def _evidence(number: int, f: Finding) -> Iterator[Figure]:
    e, rows = f.evidence, f"finding-{number}"
    n = plural(e.broke, "case")
    shares = (
        ("broke", "cases in which the link broke", count(e.broke), "Cases in which the link broke, spoiled or not."),
        ("when-broke", "spoiled when it broke", share(e.spoiled_when_broke), "Share of spoiled cases where it broke."),
        ("when-held", "spoiled when it held", share(e.spoiled_when_held), "Share of spoiled cases where it held."),
        ("expected", "expected anyway", share(e.expected_when_broke),
         "Share of the cases where it broke that would have been spoiled had it held."),
        ("e-value", "strength a hidden cause would need", f"{e.e_value:.1f}×", fragility(e.e_value)),
        ("p-value", "chance of such a difference if there were none", _chance(e.p_value),
         "How often chance alone would show a difference as large, before correcting for the number of links tested."),
    )  # fmt: skip
    for key, name, text, meaning in shares:
        yield Figure(f"finding.{number}.{key}", f"{f.link}: {name}", text, meaning, e.rule, n, rows=rows)


def _chance(p: float) -> str:
    return "under 1 in 10,000" if p < 0.0001 else f"1 in {1 / p:,.0f}" if p < 0.1 else share(p)


def mix_figures(answer: Causes) -> Iterator[Figure]:
    """What makes cases hard: adjusted for, shown apart."""
    for i, m in enumerate(answer.mix, 1):
        rule = f"Cases with {m.column} = {m.value}. Taken as case mix because {m.reason}."
        n, name = plural(m.cases, "case"), f"{m.column} = {m.value}"
        meaning = "Share of spoiled cases among these; it says how hard they are, not that anything broke."
        yield Figure(f"mix.{i}.share", f"{name}: spoiled", share(m.spoiled_share), meaning, rule, n, rows=f"mix-{i}")
        yield Figure(
            f"mix.{i}.cases", f"{name}: cases", count(m.cases), "Cases of this kind.", rule, n, rows=f"mix-{i}"
        )


def mix_rows(answer: Causes, record: Record) -> Iterator[RowSet]:
    """The cases of each kind, where the kind is a recorded value."""
    recorded = {a.name for a in record.attributes}
    for i, m in enumerate(answer.mix, 1):
        if m.column in recorded:
            yield _mix_rows(i, m)


def _mix_rows(i: int, m: MixEffect) -> RowSet:
    where = f"c.{attribute(m.column)}::VARCHAR = {literal(m.value)}"
    return RowSet(f"mix-{i}", f"Cases with {m.column} = {m.value}", case_query(where), BROKEN_FIRST)


def people_figures(answer: Causes, record: Record) -> Iterator[Figure]:
    """The shares of person or system, each with its interval."""
    meanings = {
        "conditions": "the conditions of the case (links, queue, product, kind of request, load)",
        "people": "who served",
        "customers": "the customer",
        "unexplained": "nothing recorded",
    }
    for name, part in person_dict(answer.person_or_system)["shares"].items():
        if part["share"] is not None:
            yield _share_figure(name, part, meanings.get(name, name), plural(record.counts.cases, "case"))


def _share_figure(name: str, part: dict[str, Any], meaning: str, n: str) -> Figure:
    ends = part["interval"]
    return Figure(
        f"people.{name}", f"difference that goes with {meaning}", share(part["share"]),
        f"How much of the difference in outcomes between cases goes with {meaning}.",
        "Crossed random effects, fitted together (REML); the interval (95 %) is a profile interval.", n,
        interval=share_span(*ends) if ends else "no interval",
        left_out=WHOLE, exact=f"{part['share']:.6f}", rows="judged",
    )  # fmt: skip
