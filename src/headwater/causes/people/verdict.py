"""System, person, both, or cannot tell: a stated rule on the shares, their intervals and the evidence for each side.

1. A guard that blocks, under 30 cases, or an outcome that hardly varies: cannot tell.
2. A side counts when differences such as its own would come by chance less than once in fifty (`Evidence`).
3. Both count, and the smaller is a tenth of the two together or more: both. If it is less, the larger side alone.
4. One counts: that side, if the other's upper end lies below its estimate. Otherwise the other may be as large:
   cannot tell. (The people's side is here what goes with who served, whether everywhere or under some conditions.)
5. Neither counts: cannot tell.
"""

from headwater.causes.people.domain import Evidence, Guard, Verdict
from headwater.causes.people.profile import Share

COUNTS = 0.02
MINOR = 0.1


def verdict(conditions: Share, people: Share, evidence: Evidence, guards: tuple[Guard, ...]) -> Verdict:
    """The rule above, for cases enough."""
    if any(guard.blocks for guard in guards):
        return "cannot tell"
    system, person = evidence.conditions < COUNTS, evidence.people < COUNTS
    if system and person:
        return _weighed(conditions.estimate, people.estimate)
    if system and people.high < conditions.estimate:
        return "system"
    if person and conditions.high < people.estimate:
        return "person"
    return "cannot tell"


def _weighed(conditions: float, people: float) -> Verdict:
    whole = conditions + people
    if people < MINOR * whole:
        return "system"
    return "person" if conditions < MINOR * whole else "both"


def sentence(
    answer: Verdict, conditions: Share, people: Share, evidence: Evidence, guards: tuple[Guard, ...], n: int
) -> str:
    """The answer in words a manager can repeat, with its intervals."""
    parts = f"conditions {conditions}, people {people}"
    if answer == "system":
        return f"The difference goes with the conditions, not with who served: {parts}."
    if answer == "person":
        return f"The difference goes with who served, not with the recorded conditions: {parts}."
    if answer == "both":
        return f"Conditions and people both make a difference: {parts}."
    blocking = next((guard for guard in guards if guard.blocks), None)
    if blocking is not None:
        return (
            f"Cannot say what goes with the people. {blocking.sentence} {_known(conditions, evidence)}{blocking.settle}"
        )
    return _undecided(conditions, people, evidence, n)


def _known(conditions: Share, evidence: Evidence) -> str:
    return f"What can be said: the recorded conditions carry {conditions}. " if evidence.conditions < COUNTS else ""


def _undecided(conditions: Share, people: Share, evidence: Evidence, n: int) -> str:
    if evidence.conditions >= COUNTS and evidence.people >= COUNTS:
        return (
            f"Neither the recorded conditions (at most {100 * conditions.high:.2g} %) nor the people (at most "
            f"{100 * people.high:.2g} %) show a difference in {n} cases; record more of the conditions, or wait for "
            "more cases."
        )
    seen, other = ("conditions", "people") if evidence.conditions < COUNTS else ("people", "conditions")
    return (
        f"The {seen} make a difference, but {n} cases do not rule out that the {other} make as much of one "
        f"(conditions {conditions}, people {people}); more cases would settle it."
    )
