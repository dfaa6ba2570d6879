"""A judged link as a finding: words, counts of customers, cases to look at, and what would settle doubt."""

import numpy as np

from headwater.causes import remedies
from headwater.causes.customers import Customers, distinct
from headwater.causes.domain import Evidence, Finding
from headwater.causes.effect import e_value, sure_share
from headwater.causes.facts import Bools, Facts, Floats
from headwater.causes.links import Candidate
from headwater.causes.search import Judged
from headwater.causes.spoiled import Marked
from headwater.causes.wording import plain_link
from headwater.shared.said import say

SHOWN = 3


def finding(
    facts: Facts, judged: Judged, marked: Marked, customers: Customers, customer_value: float | None, asked: int
) -> Finding:
    """The finding of one judged link of `asked`."""
    link, e = judged.link, judged.effect
    spoiled = judged.broke & marked.true
    share = float(np.clip(e.cases / max(spoiled.sum(), 1), 0, 1))
    of_customers = share * distinct(facts.customer, spoiled) if customers.recorded else None
    lost = share * distinct(facts.customer, spoiled & customers.lost) if customers.window is not None else None
    place = _where(link)
    return Finding(
        link=plain_link(link.link),
        ref=link.ref,
        starts_at=place,
        shows_at=_where(judged.shows_at[-1]) if judged.shows_at else place,
        owner=link.owner,
        level=remedies.level(link),
        remedy=remedies.remedy(link),
        spoiled_cases=e.cases,
        interval=e.interval,
        customers=of_customers,
        customers_lost=lost,
        money=_money(e.interval, e.cases, lost if lost is not None else of_customers, customer_value),
        verdict="cause" if judged.named else "cannot tell",
        evidence=_evidence(facts, judged, marked, asked),
        cases=_shown(facts, spoiled, judged.gain),
        missing=remedies.missing(
            link,
            has_customer=customers.recorded,
            has_team=facts.record.has("team"),
            timed=facts.record.timing == "start and complete",
            unknown=int((~link.known).sum()),
        ),
        question=_question(judged),
    )


def _question(judged: Judged) -> str:
    asked = remedies.question(judged.link)
    if not judged.doubt:
        return asked
    return say("Cannot tell: {doubt}. {asked}", doubt=judged.doubt, asked=asked)


def _where(link: Candidate) -> str:
    return link.step or (say("when the case opens") if link.place < 0 else say("in the flow"))


def _money(
    interval: tuple[float, float], cases: float, customers: float | None, value: float | None
) -> tuple[float, float] | None:
    if value is None or customers is None or cases <= 0:
        return None
    low, high = (max(bound, 0.0) / cases * customers * value for bound in interval)
    return low, high


def _evidence(facts: Facts, judged: Judged, marked: Marked, asked: int) -> Evidence:
    e = judged.effect
    return Evidence(
        broke=e.broke,
        spoiled_when_broke=e.spoiled_when_broke,
        spoiled_when_held=e.spoiled_when_held,
        expected_when_broke=e.expected,
        p_value=judged.p_value,
        e_value=e_value(e.spoiled_when_broke, e.expected),
        adjusted_for=judged.adjusted_for,
        rule=judged.link.rule,
        not_separable_from=tuple(map(plain_link, judged.link.twins)),
        by_period=_by_month(facts, judged.broke, marked),
        sure=sure_share(judged.p_value, asked),
        left_out=int((judged.link.broken & judged.link.known & ~judged.broke).sum()),
    )


def _by_month(facts: Facts, broken: Bools, marked: Marked) -> tuple[tuple[str, int, int, int], ...]:
    month = facts.opened.astype("datetime64[s]").astype("datetime64[M]")
    found = []
    for name in np.unique(month[marked.known]):
        here = marked.known & (month == name)
        broke = here & broken
        found.append((str(name), int(here.sum()), int(broke.sum()), int((broke & marked.true).sum())))
    return tuple(found)


def _shown(facts: Facts, spoiled: Bools, gain: Floats) -> tuple[str, ...]:
    """Three spoiled cases in which the link broke, those least expected to be spoiled otherwise."""
    rows = np.flatnonzero(spoiled)
    if not len(rows):
        return ()
    best = rows[np.argsort(-gain[rows], kind="stable")][:SHOWN]
    listed = ", ".join(str(int(i)) for i in best)
    names = facts.record.sql(f"SELECT code, name FROM case_ids WHERE code IN ({listed})")
    by_code = dict(zip(names["code"].to_pylist(), names["name"].to_pylist(), strict=True))
    return tuple(by_code[int(i)] for i in best)
