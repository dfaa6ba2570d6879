"""The answer in sentences a manager can repeat: the headline, and what stands behind it."""

from collections.abc import Mapping, Sequence

from headwater.causes.domain import Causes, Finding
from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.show import answered
from headwater.shared.said import amount, phrase, say, say_n
from headwater.shared.words import count, estimate, plural, share, span

NO_OWNER = say("no owner recorded")
LEVELS: Mapping[str, str] = {
    "functional": phrase("functional"), "ease of reaching us": phrase("ease of reaching us"),
    "treatment": phrase("treatment"), "feeling": phrase("feeling"),
}  # fmt: skip
REMEDIES: Mapping[str, str] = {
    "stock": phrase("stock"), "rule": phrase("rule"), "tool": phrase("tool"), "staffing": phrase("staffing"),
    "promise": phrase("promise"), "hand-off": phrase("hand-off"), "skill": phrase("skill"), "manner": phrase("manner"),
    "supplier": phrase("supplier"), "unknown": phrase("unknown"),
}  # fmt: skip
SOME = 0.5
"""fewer than this is none"""


def headline(answer: Causes) -> str:
    """One sentence (two at most) that opens the report and the terminal."""
    if answer.findings:
        return finding_sentence(answer.findings[0])
    if not answer.spoiled.cases:
        return say("No case is spoiled by this definition: {definition}.", definition=answer.spoiled.definition)
    tested = plural(answer.candidates, "link")
    if answer.cannot_tell:
        open_ones = _open_question(answer)
        return say(
            "Cannot tell yet: of {tested} tested, none shows a cause, and {left}.", tested=tested, left=open_ones
        )
    return say("No cause found: none of {tested} tested spoils cases beyond what chance would show.", tested=tested)


def finding_sentence(finding: Finding) -> str:
    """What a link cost, where it starts and where it shows."""
    parts = {"link": finding.link, "cases": _cases(finding), "span": span(finding.interval, " to ")}
    if finding.customers is None:
        return say("{link:upper} spoiled about {cases}, {span}. {where}", where=where(finding), **parts)
    parts["customers"] = plural(finding.customers, "customer")
    return say("{link:upper} spoiled about {cases}, {span}, of {customers}. {where}", where=where(finding), **parts)


def where(finding: Finding) -> str:
    """Where the link breaks, and where the customer meets it."""
    starts, shows = _at(finding.starts_at), _at(finding.shows_at)
    if starts == shows:
        return say("It starts and shows {starts}.", starts=starts)
    return say("It starts {starts}; customers feel it {shows}.", starts=starts, shows=shows)


def spoiled_sentence(answer: Causes) -> str:
    """The stated definition with its share: always shown."""
    s = answer.spoiled
    parts = {"definition": s.definition, "n": count(s.cases), "of": plural(s.of, "case"), "share": share(s.share)}
    if not s.unknown:
        return say("Spoiled: {definition}. {n} of {of}, {share}.", **parts)
    unknown = plural(s.unknown, "case")
    return say("Spoiled: {definition}. {n} of {of}, {share}; {unknown} could not be judged.", unknown=unknown, **parts)


def lost_sentence(finding: Finding) -> str | None:
    """How many customers of the cases it cost were not seen again."""
    if finding.customers_lost is None or finding.customers_lost < 0.5:
        return None
    lost = plural(finding.customers_lost, "customer")
    return say("About {lost} of these cases were not seen again.", lost=lost)


def training_sentence(answer: Causes) -> str:
    """How much of the harm training of people would touch at all."""
    touched, of = answer.training
    if not of:
        return say("There are no spoiled cases that training could touch.")
    cases = plural(of, "spoiled case")
    if touched is None:
        untold = phrase("Of {cases}, no link of skill or manner is shown; what people add cannot be told.")
        return say(untold, cases=cases)
    if touched < SOME:
        return say("Of {cases}, training would touch none.", cases=cases)
    return say("Of {cases}, training would touch about {n}.", cases=cases, n=count(touched))


def fragility(e_value: float) -> str:
    """The E-value in words (VanderWeele and Ding 2017)."""
    if e_value <= 1.0:
        return say("An unrecorded cause of any strength could explain this away.")
    strength = say("weak") if e_value < 1.5 else say("moderate") if e_value < 2.5 else say("strong")
    return say(
        "To explain this away, something not recorded would have to make both the broken link and the spoiled case "
        "{times} times as likely, beyond all that is recorded: that takes a {strength} hidden cause.",
        times=amount(f"{e_value:.1f}"),
        strength=strength,
    )


def columns_of(adjusted_for: Sequence[str]) -> list[str]:
    """The columns that were held equal, each once: "location: 204" and "location: 161" are location."""
    return list(dict.fromkeys(map(_column_of, adjusted_for)))


def _column_of(name: str) -> str:
    """The column; a link of the flow is a sentence, which stays one."""
    short = name.removesuffix(" not recorded").split(": ")[0].split(" = ")[0].replace("_", " ")
    return name if short == name else short


def closed(text: str) -> str:
    """A sentence that ends as one."""
    return text if not text or text.endswith((".", "?", "!")) else say("{text}.", text=text)


def verdict_sentence(result: PersonOrSystem | None) -> str:
    """Person or system, in a sentence."""
    if result is None:
        return say("Cannot tell: too little is recorded of who served to tell people and conditions apart.")
    return answered(result)


def owner(finding: Finding) -> str:
    """The owner named in the record; that there is none is a finding too."""
    return finding.owner or NO_OWNER


def _at(place: str) -> str:
    """A place is a step, or says itself when or where it is."""
    return place if place.startswith(("when ", "in the ", "before ")) else say("at “{place}”", place=place)


def _cases(finding: Finding) -> str:
    written = estimate(finding.spoiled_cases, finding.interval)
    return say_n(1 if written == "1" else 2, "{n} case", "{n} cases", n=written)


def _open_question(answer: Causes) -> str:
    n = len(answer.cannot_tell)
    return say_n(n, "{n} link needs more to be judged", "{n} links need more to be judged", n=count(n))
