"""What the record holds and what had to be settled by a rule, each with its count: shown beside the numbers."""

from typing import Any

from headwater.moments.domain import Record
from headwater.shared.said import phrase, say

RULES = {
    "ties": say("moments at the same completion time as the one before in their case; their order is that of the file"),
    "unsorted": say("moments that stood in the file before the one they follow; sorted by time"),
    "duplicates": say("moments that repeat case, step, time and person of another; kept and counted, never removed"),
    "negative_waits": say("moments that began before the one before them was completed; the wait is kept as negative"),
    "negative_work": say("moments completed before they started; kept as recorded"),
    "missing_starts": say("moments without a start; they count as starting when they completed, with no work time"),
    "single_moment_cases": say("cases with one moment; they have a step but no wait"),
    "rejected": say("rows that could not be read; listed with line, column and reason"),
}

NAMES = {
    "ties": phrase("ties"), "unsorted": phrase("unsorted"), "duplicates": phrase("duplicates"),
    "negative_waits": phrase("negative waits"), "negative_work": phrase("negative work"),
    "missing_starts": phrase("missing starts"), "single_moment_cases": phrase("single moment cases"),
    "rejected": phrase("rejected"),
}  # fmt: skip


def counts(record: Record) -> list[dict[str, Any]]:
    """One entry per rule: name, count, rule."""
    found = vars(record.counts)
    return [{"name": name, "count": found[name], "rule": rule} for name, rule in RULES.items()]
