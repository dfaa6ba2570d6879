"""Frontstage and backstage: which steps the customer takes part in, with the reason, each settable."""

import re
from collections.abc import Mapping

import pyarrow as pa

from headwater.chain.domain import Stage
from headwater.moments.arrays import to_text
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError

SEEN = (
    "customer|client|guest|visitor|patient|applicant|caller|user info|call|phone|mail|email|chat|letter|sms|reply|"
    "answer|respond|response|inform|notify|notification|contact|request|received|receive|receipt|enquiry|inquiry|"
    "question|complain|complaint|survey|feedback|visit|appointment|greet|counter|desk|sold|delivered|delivery|"
    "deliver|handed|refund paid|refunded|invoice sent|quote|offer|send|sent|kunde|anruf|antwort|anfrage|bestellung|"
    "beschwerde|rückruf|termin|lieferung|opened|reopened|resolved|closed|close|insert ticket"
)
"""Words in a step's name that tell that the customer sees or does it."""

HIDDEN = "internal|backoffice|back office|queue|queued|approval|approve|check|assess|awaiting vendor|anomaly"
"""Words that tell the contrary and win: the customer feels the wait, not the step."""

OPENS_CASES = 0.2
"""A step that opens at least this share of the cases is where customers come in."""


def stages(record: Record, steps: list[str], opens: Mapping[str, int], given: Mapping[str, Stage]) -> pa.Table:
    """One row per step: stage and reason. `given` wins; an unknown step in it is a mistake worth naming."""
    unknown = set(given) - set(steps)
    if unknown:
        raise UsageError(f"No step is called {sorted(unknown)[0]!r}: the steps are {', '.join(sorted(steps)[:12])}.")
    by_channel = _steps_with_channel(record)
    rows = [_stage(step, opens.get(step, 0) / max(record.counts.cases, 1), by_channel, given) for step in steps]
    columns = {name: to_text([row[i] for row in rows]) for i, name in enumerate(("step", "stage", "reason"))}
    return pa.table(columns)


def _stage(
    step: str, opens: float, by_channel: Mapping[str, float], given: Mapping[str, Stage]
) -> tuple[str, Stage, str]:
    if step in given:
        return step, given[step], "set"
    text = re.sub(r"[_\W]+", " ", step.lower())
    hidden, seen = (re.search(rf"\b({words})\b", text) for words in (HIDDEN, SEEN))
    if hidden:
        return step, "backstage", f"its name has {hidden[0]!r}"
    if seen:
        return step, "frontstage", f"its name has {seen[0]!r}"
    if by_channel.get(step, 0.0) >= 0.8 and min(by_channel.values()) <= 0.2:
        return step, "frontstage", f"a channel is recorded on {by_channel[step]:.0%} of it and hardly on other steps"
    if opens >= OPENS_CASES:
        return step, "frontstage", f"it opens {opens:.0%} of the cases"
    return step, "backstage", "nothing tells that the customer sees it"


def _steps_with_channel(record: Record) -> dict[str, float]:
    """The share of each step's moments with a recorded channel; empty where moments carry none."""
    columns = record.sql("SELECT * FROM moments LIMIT 0").column_names
    if "channel" not in columns:
        return {}
    found = record.sql(
        "SELECT s.name AS step, count(m.channel) / count(*) AS share FROM moments m JOIN steps s ON s.code = m.step "
        "GROUP BY 1"
    )
    return {row["step"]: row["share"] for row in found.to_pylist()}
