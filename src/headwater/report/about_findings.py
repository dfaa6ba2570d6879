"""The figures of every finding, of what makes cases hard, and of person or system."""

from collections.abc import Iterator
from typing import Any

from headwater.causes.domain import Causes, Evidence, Finding, MixEffect
from headwater.causes.sentences import closed, columns_of, fragility
from headwater.causes.show import person_dict
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.report.figures import WHOLE, Figure
from headwater.report.rowsets import RowSet, attribute, case_query
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count, estimate, listing, plural, share, share_span, span

BROKEN_FIRST = 'spoiled DESC, opened, "case"'
_AS_ESTIMATE = phrase(
    "{rule} Estimated with what was settled before the link came into play held equal; the interval (90 %) comes from "
    "drawing customers anew, or cases where no customer is recorded. Held equal: {equal}."
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
            title = say("Cases in which the link broke ({link})", link=finding.link)
            yield RowSet(f"finding-{number}", title, query, BROKEN_FIRST)


def _estimates(number: int, f: Finding) -> Iterator[Figure]:
    equal = listing(columns_of(f.evidence.adjusted_for)) or say("nothing: no earlier difference was recorded")
    common = {
        "rule": say(_AS_ESTIMATE, rule=closed(f.evidence.rule), equal=equal),
        "n": say("{cases} in which the link broke", cases=plural(f.evidence.broke, "case")),
        "left_out": _left_out(f.evidence),
        "rows": f"finding-{number}",
    }
    yield Figure(
        f"finding.{number}.spoiled", _of(f, say("spoiled cases")), estimate(f.spoiled_cases, f.interval),
        say("Cases that would not have been spoiled had the link held."), interval=span(f.interval),
        exact=say("{n} ({low} to {high})", n=_exact(f.spoiled_cases), low=_exact(f.interval[0]),
                  high=_exact(f.interval[1])),
        **common,
    )  # fmt: skip
    behind, lost = (
        say("Different customers behind these cases."),
        say("Customers of these cases who were never seen again."),
    )
    for key, name, value, meaning in (
        ("customers", say("customers"), f.customers, behind),
        ("customers-lost", say("customers lost"), f.customers_lost, lost),
    ):
        if value is not None:
            yield Figure(f"finding.{number}.{key}", _of(f, name), count(value), meaning, exact=_exact(value), **common)


def _of(f: Finding, name: str) -> str:
    return say("{link}: {name}", link=f.link, name=name)


def _exact(value: float) -> str:
    return amount(f"{value:,.2f}")


def _evidence(number: int, f: Finding) -> Iterator[Figure]:
    e, rows = f.evidence, f"finding-{number}"
    n = plural(e.broke, "case")
    shares = (
        ("broke", say("cases in which the link broke"), count(e.broke),
         say("Cases in which the link broke, spoiled or not.")),
        ("when-broke", say("spoiled when it broke"), share(e.spoiled_when_broke),
         say("Share of spoiled cases where it broke.")),
        ("when-held", say("spoiled when it held"), share(e.spoiled_when_held),
         say("Share of spoiled cases where it held.")),
        ("expected", say("expected anyway"), share(e.expected_when_broke),
         say("Share of the cases where it broke that would have been spoiled had it held.")),
        ("e-value", say("strength a hidden cause would need"), amount(f"{e.e_value:.1f}×"), fragility(e.e_value)),
        ("p-value", say("chance of such a difference if there were none"), _chance(e.p_value),
         say("How often chance alone would show a difference as large, before correcting for the number of links "
             "tested.")),
        ("sure", say("share that is sure"), share(e.sure),
         say("What is left of the estimate at a lower bound that holds for all tested links at once; findings are "
             "ranked by it times the customers lost.")),
    )  # fmt: skip
    for key, name, text, meaning in shares:
        yield Figure(
            f"finding.{number}.{key}", _of(f, name), text, meaning, e.rule, n, left_out=_left_out(e), rows=rows
        )


def _left_out(e: Evidence) -> str:
    if not e.left_out:
        return WHOLE
    return say(
        "{cases} in which it broke as well: whether they were spoiled is not known, "
        "or a cause upstream had broken before.",
        cases=plural(e.left_out, "case"),
    )


def _chance(p: float) -> str:
    if p < 0.0001:
        return say("under 1 in {n}", n=count(10_000))
    return say("1 in {n}", n=count(1 / p)) if p < 0.1 else share(p)


def mix_figures(answer: Causes) -> Iterator[Figure]:
    """What makes cases hard: adjusted for, shown apart."""
    for i, m in enumerate(answer.mix, 1):
        kind = say("{column} = {value}", column=m.column, value=m.value)
        rule = say("Cases with {kind}. Taken as case mix because {reason}.", kind=kind, reason=m.reason)
        n, rows = plural(m.cases, "case"), f"mix-{i}"
        hard = say("Share of spoiled cases among these; it says how hard they are, not that anything broke.")
        spoiled, cases = say("{kind}: spoiled", kind=kind), say("{kind}: cases", kind=kind)
        yield Figure(f"mix.{i}.share", spoiled, share(m.spoiled_share), hard, rule, n, rows=rows)
        yield Figure(f"mix.{i}.cases", cases, count(m.cases), say("Cases of this kind."), rule, n, rows=rows)


def mix_rows(answer: Causes, record: Record) -> Iterator[RowSet]:
    """The cases of each kind, where the kind is a recorded value."""
    recorded = {a.name for a in record.attributes}
    for i, m in enumerate(answer.mix, 1):
        if m.column in recorded:
            yield _mix_rows(i, m)


def _mix_rows(i: int, m: MixEffect) -> RowSet:
    where = f"c.{attribute(m.column)}::VARCHAR = {literal(m.value)}"
    title = say("Cases with {kind}", kind=say("{column} = {value}", column=m.column, value=m.value))
    return RowSet(f"mix-{i}", title, case_query(where), BROKEN_FIRST)


def people_figures(answer: Causes, record: Record) -> Iterator[Figure]:
    """The shares of person or system, each with its interval."""
    meanings = {
        "conditions": say("the conditions of the case (links, queue, product, kind of request, load)"),
        "people": say("who served"),
        "customers": say("the customer"),
        "unexplained": say("nothing recorded"),
    }
    for name, part in person_dict(answer.person_or_system)["shares"].items():
        if part["share"] is not None:
            yield _share_figure(name, part, meanings.get(name, name), plural(record.counts.cases, "case"))


def _share_figure(name: str, part: dict[str, Any], meaning: str, n: str) -> Figure:
    ends = part["interval"]
    return Figure(
        f"people.{name}", say("difference that goes with {part}", part=meaning), share(part["share"]),
        say("How much of the difference in outcomes between cases goes with {part}.", part=meaning),
        say("Crossed random effects, fitted together (REML); the interval (95 %) is a profile interval."), n,
        interval=share_span(*ends) if ends else say("no interval"),
        left_out=WHOLE, exact=amount(f"{part['share']:.6f}"), rows="judged",
    )  # fmt: skip
