"""What the chain part can do: `chain(record)` finds the links of a record and how they hold."""

from headwater.chain import cases, counts, handoffs, links
from headwater.chain.domain import RULES
from headwater.chain.result import Chain
from headwater.moments.domain import Record


def chain(record: Record) -> Chain:
    """The chain of a record: its steps, edges, hand-offs, variants and durations, each with its rule."""
    tables = {
        "steps": links.steps(record),
        "edges": links.edges(record),
        "ends": links.ends(record),
        "handoffs": handoffs.handoffs(record, "team"),
        "people": handoffs.handoffs(record, "who"),
        "pingpong": handoffs.pingpong(record),
        "variants": cases.variants(record),
        "durations": cases.durations(record),
        "counts": counts.counts(record),
    }
    return Chain(
        tables=tables,
        moments=record.counts.moments,
        cases=record.counts.cases,
        variant_count=cases.variant_count(record),
        timing=record.timing,
        rules=RULES,
    )
