"""What the chain part can do: `chain(record)` finds the links of a record and how they hold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from headwater.chain import cases, handoffs, links
from headwater.chain.busy import learn_calendar
from headwater.chain.calendar import Calendar, read_calendar, slots
from headwater.chain.counts import counts
from headwater.chain.domain import RULES, Stage
from headwater.chain.order import SETTLED, learn_order, usual_chain
from headwater.chain.result import Chain
from headwater.chain.returns import failure_demand
from headwater.chain.stage import stages
from headwater.chain.standards import Standard, kept, learn_standards, read_standards
from headwater.chain.waiting import waiting_causes
from headwater.moments.domain import Record
from headwater.shared.said import amount, say
from headwater.shared.words import count


def chain(
    record: Record,
    *,
    calendar: Calendar | Path | None = None,
    standards: Sequence[Standard] | Path | None = None,
    spoiled: str | None = None,
    window_days: float = 14,
    same_thing: str | None = None,
    frontstage: Mapping[str, Stage] | None = None,
    usual_share: float = 0.5,
    hide_below: float = 0.01,
    zone: str = "UTC",
) -> Chain:
    """The chain of a record, each number with its rule.

    `calendar` and `standards` are values or TOML files, else learned; `zone` is the zone of a learned calendar.
    `spoiled` names a relation of the record's engine with a `case_no` per spoiled case. `window_days` and
    `same_thing` define failure demand; `frontstage` sets stages by step; a step in at least `usual_share` of the
    cases belongs to the usual chain; the map hides edges in less than `hide_below` of the cases.
    """
    hours = _calendar(record, calendar, zone)
    links.gather(record, hours)
    steps, ends = links.steps(record), links.ends(record)
    usual = learn_order(record, usual_share)
    demand, returned = failure_demand(record, window_days, same_thing)
    waiting, sampled = _waiting(record, hours)
    opens = dict(zip(ends["step"].to_pylist(), ends["opens"].to_pylist(), strict=True))
    tables = {
        "steps": steps,
        "edges": links.edges(record),
        "ends": ends,
        "handoffs": handoffs.handoffs(record, "team"),
        "people": handoffs.handoffs(record, "who"),
        "pingpong": handoffs.pingpong(record, "team"),
        "pingpong_people": handoffs.pingpong(record, "who"),
        "variants": cases.variants(record),
        "durations": cases.durations(record),
        "usual": usual_chain(record, usual),
        "stages": stages(record, steps["step"].to_pylist(), opens, frontstage or {}),
        "waiting": waiting,
        "standards": _standards(record, standards, spoiled, hours),
        "returns": returned,
    }
    return Chain(
        tables=tables,
        moments=record.counts.moments,
        cases=record.counts.cases,
        variant_count=cases.variant_count(record),
        timing=record.timing,
        counts=tuple(counts(record)),
        rules=RULES | {"usual": _usual_rule(usual_share, usual.sampled), "waiting": _waiting_rule(record, sampled)},
        failure_demand=demand,
        calendar=hours,
        notes=tuple(record.notes),
        hide_below=hide_below,
    )


def _calendar(record: Record, given: Calendar | Path | None, zone: str) -> Calendar | None:
    if isinstance(given, Calendar):
        return given
    if given is not None:
        return read_calendar(given)
    return learn_calendar(record, zone) if record.counts.moments else None


def _standards(
    record: Record, given: Sequence[Standard] | Path | None, spoiled: str | None, hours: Calendar | None
) -> pa.Table:
    if isinstance(given, Path):
        given = read_standards(given)
    return kept(record, list(given) if given is not None else learn_standards(record, spoiled), hours)


def _waiting(record: Record, hours: Calendar | None) -> tuple[pa.Table, int]:
    if hours is None or not (record.has("start") and record.has("who")):
        return pa.table({}), 0
    return waiting_causes(record, slots(hours, *links.period(record)))


def _usual_rule(share: float, sampled: int) -> str:
    return say(
        "Usual chain: steps in at least {share} of the cases, in the order that at least {settled} of "
        "the cases with both keep ({n} cases looked at); steps whose order is not settled share a place. "
        "Skipped: a case went past a place without the step. Out of order: its first visit came after a later place.",
        share=amount(f"{share:.0%}"),
        settled=amount(f"{SETTLED:.0%}"),
        n=count(sampled),
    )


def _waiting_rule(record: Record, sampled: int) -> str:
    if not (record.has("start") and record.has("who")):
        return say("Causes of waiting: not shown, because they need both start times and who did the work.")
    return say(
        "Causes of waiting: each second of {n} waits, evenly chosen, goes to the first that applies: "
        "batching, contention, prioritisation, unavailability, else extraneous (Lashkevich et al. 2023).",
        n=count(sampled),
    )
