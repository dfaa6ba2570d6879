"""The words of the chain: what counts as a link, and the rule behind every number."""

from typing import Literal

from headwater.shared.said import say

RULES: dict[str, str] = {
    "order": say(
        "Moments of a case are ordered by start (completion where no start is recorded), then completion, "
        "then their place in the file."
    ),
    "wait": say(
        "Wait before a step: its start (completion where no start is recorded) minus the completion of the "
        "moment before it in the case. An overlap gives a negative wait; it stays in the mean and is counted."
    ),
    "work": say("Work inside a step: completion minus start. Without starts nothing is claimed but an upper bound."),
    "rework": say(
        "Rework: the step happens again in the same case. Repeat: by the same person as the visit before; "
        "redo: by another, or by somebody not recorded."
    ),
    "handoff": say("Hand-off: the moment before in the case was with another team (or person), both recorded."),
    "pingpong": say("Ping-pong: the case comes back to the team (or person) it had left (A, then B, then A)."),
    "variant": say("Variant: the steps of a case in order."),
    "duration": say("Duration: from the earliest start to the latest completion of a case."),
}


Stage = Literal["frontstage", "backstage"]
