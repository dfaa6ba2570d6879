"""System, person, both, or cannot tell: a stated rule on the shares, their intervals and the evidence for each side.

1. A guard that blocks, under 30 cases, an outcome that hardly varies, or no condition recorded at all: cannot tell.
   (With nothing recorded upstream the answer is "unknown past this point", never the person.)
2. A side counts when differences such as its own would come by chance less than once in fifty (`Evidence`).
3. Both count, and the smaller is a twentieth of the two together or more: both. If it is less, the larger side alone.
4. One counts: that side, if the other's upper end lies below its estimate. Otherwise the other may be as large:
   cannot tell. (The people's side is here what goes with who served, whether everywhere or under some conditions.)
5. Neither counts: cannot tell.
6. The person is not blamed, alone or with the system, where a recorded condition counts and people differ only under
   its worse side, or those who look worse also met more of it (`held`): then something behind it was not recorded.
"""

from headwater.causes.people.domain import Evidence, Guard, Verdict
from headwater.causes.people.profile import Share, percent
from headwater.shared.said import amount, phrase, say

COUNTS = 0.02
MINOR = 0.05
ANSWERS = {
    "system": phrase(
        "The difference goes with the conditions, not with who served: conditions {conditions}, people {people}."
    ),
    "person": phrase(
        "The difference goes with who served, not with the recorded conditions: conditions {conditions}, "
        "people {people}."
    ),
    "both": phrase("Conditions and people both make a difference: conditions {conditions}, people {people}."),
}
CONDITIONS_ONLY = phrase(
    "The conditions make a difference, but {n} cases do not rule out that the people make as much of one "
    "(conditions {conditions}, people {people}); more cases would settle it."
)
PEOPLE_ONLY = phrase(
    "The people make a difference, but {n} cases do not rule out that the conditions make as much of one "
    "(conditions {conditions}, people {people}); more cases would settle it."
)


def verdict(
    conditions: Share, people: Share, evidence: Evidence, guards: tuple[Guard, ...], *, recorded: bool
) -> Verdict:
    """The rule above, for cases enough; `recorded` says whether there is any condition to speak of."""
    if any(guard.blocks for guard in guards) or not recorded:
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
    answer: Verdict,
    conditions: Share,
    people: Share,
    evidence: Evidence,
    guards: tuple[Guard, ...],
    *,
    n: int,
    recorded: bool,
) -> str:
    """The answer in words a manager can repeat, with its intervals."""
    if answer != "cannot tell":
        return say(ANSWERS[answer], conditions=conditions.said(), people=people.said())
    blocking = next((guard for guard in guards if guard.blocks), None)
    if blocking is not None:
        known = _known(conditions, evidence) if blocking.name != "connected" else ""
        parts = {"why": blocking.sentence, "known": known, "settle": blocking.settle}
        return say("Cannot say what goes with the people. {why} {known}{settle}", **parts)
    if not recorded:
        return say(
            "No condition is recorded beside who served, so it is unknown past the counter; "
            "record what people had to work with, or ask the owners of the links before them."
        )
    return _undecided(conditions, people, evidence, n)


def _known(conditions: Share, evidence: Evidence) -> str:
    if evidence.conditions >= COUNTS:
        return ""
    return say("What can be said: the recorded conditions carry {share}. ", share=conditions.said())


def _undecided(conditions: Share, people: Share, evidence: Evidence, n: int) -> str:
    if evidence.conditions >= COUNTS and evidence.people >= COUNTS:
        return say(
            "Neither the recorded conditions (at most {conditions} %) nor the people (at most {people} %) show a "
            "difference in {n} cases; record more of the conditions, or wait for more cases.",
            conditions=amount(percent(conditions.high)),
            people=amount(percent(people.high)),
            n=n,
        )
    seen = CONDITIONS_ONLY if evidence.conditions < COUNTS else PEOPLE_ONLY
    return say(seen, n=n, conditions=conditions.said(), people=people.said())
