"""What kind of remedy a link asks for, which level of service it concerns, and the question that would settle doubt."""

from headwater.causes.domain import Remedy, ServiceLevel
from headwater.causes.lexicon import matches
from headwater.causes.links.candidate import Candidate
from headwater.shared.said import phrase, say
from headwater.shared.words import count

WORDS: tuple[tuple[Remedy, str], ...] = (
    ("stock", "stock inventory lager out_of bestand spare parts teile replenish warehouse availab sold_out"),
    ("supplier", "supplier lieferant vendor carrier courier spediteur partner provider manufacturer"),
    ("rule", "rule regel policy approval approve permission genehmig limit check form consent signature"),
    ("promise", "promise zusage appointment callback call_back sla due deadline termin offer campaign kampagne"),
    ("tool", "tool system software app version device machine printer portal lookup outage error fault defect product"),
    ("staffing", "shift schicht roster staff weekday part load peak weekend queue"),
    ("skill", "skill training trained certified knowledge"),
    ("manner", "manner rude tone polite friendly behaviour"),
)
BY_KIND: dict[str, Remedy] = {"handoff": "hand-off", "pingpong": "hand-off", "wait": "staffing", "load": "staffing"}
BY_KIND |= {"skip": "rule", "order": "rule", "work": "tool", "loop": "tool"}
ASKS = {
    "wait": phrase("Ask {who}: what was the case waiting for before “{step}”, and since when?"),
    "work": phrase("Ask {who}: what made “{step}” take long in these cases?"),
    "loop": phrase("Ask {who}: what was missing the first time “{step}” was done?"),
    "handoff": phrase("Ask {who}: what did they need from {to} that they could not decide themselves?"),
    "pingpong": phrase("Ask {who}: what was missing when the case was handed on?"),
    "skip": phrase("Ask {who}: when may “{step}” be left out?"),
    "order": phrase("Ask {who}: what made “{step}” necessary?"),
    "load": phrase("Ask {who}: who was on duty at these hours, and what else came in?"),
}
OTHERWISE = phrase("Ask {who}: what is different when {rule}?")
REACH = "call phone telefon wait queue channel kanal chat mail hold reach menu ivr answer weekday load callback portal"
TREATMENT = "manner rude tone polite greeting courtesy respect listen"
FEELING = "apology anger angry trust thank feeling"


def remedy(link: Candidate) -> Remedy:
    """By the words in the link's names, else by its kind."""
    text = " ".join(filter(None, (link.ref.column, link.ref.step, str(link.ref.value or ""))))
    for kind, stems in WORDS:
        if matches(text, stems):
            return kind
    return BY_KIND.get(link.ref.kind, "unknown")


def level(link: Candidate) -> ServiceLevel:
    """Which of the four levels of service the link concerns."""
    text = " ".join(filter(None, (link.ref.column, link.ref.step)))
    if matches(text, TREATMENT):
        return "treatment"
    if matches(text, FEELING):
        return "feeling"
    waits = link.ref.kind in ("handoff", "pingpong", "load") or link.ref.column in ("weekday", "part of the day")
    return "ease of reaching us" if waits or matches(text, REACH) else "functional"


def question(link: Candidate) -> str:
    """What to ask, and whom, to settle doubt about this link."""
    if link.undecided:
        return link.undecided
    who = link.owner or say("whoever owns this link")
    return say(ASKS.get(link.ref.kind, OTHERWISE), who=who, step=link.ref.step, to=link.ref.to, rule=link.rule)


def missing(link: Candidate, *, has_customer: bool, has_team: bool, timed: bool, unknown: int) -> tuple[str, ...]:
    """What evidence is missing for this link, each as a sentence part."""
    found = []
    if unknown:
        found.append(say("{n} cases do not record it", n=count(unknown)))
    if not has_customer:
        found.append(say("no customer is recorded, so customers cannot be counted"))
    if not has_team or link.owner is None:
        found.append(say("no owner is recorded"))
    if not timed and link.ref.kind == "wait":
        found.append(say("starts are not recorded, so the wait includes the work of the step"))
    return tuple(found)
