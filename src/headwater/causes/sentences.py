"""The answer in sentences a manager can repeat: the headline, and what stands behind it."""

from collections.abc import Sequence

from headwater.causes.domain import Causes, Finding
from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.show import answered
from headwater.shared.words import count, estimate, plural, share, span, upper_first

NO_OWNER = "no owner recorded"


def headline(answer: Causes) -> str:
    """One sentence (two at most) that opens the report and the terminal."""
    if answer.findings:
        return finding_sentence(answer.findings[0])
    if not answer.spoiled.cases:
        return f"No case is spoiled by this definition: {answer.spoiled.definition}."
    if answer.cannot_tell:
        return f"Cannot tell yet: of {_tested(answer)}, none shows a cause, and {_open_question(answer)}."
    return f"No cause found: none of {_tested(answer)} spoils cases beyond what chance would show."


def finding_sentence(finding: Finding) -> str:
    """What a link cost, where it starts and where it shows."""
    about = f"about {_cases(finding)}, {span(finding.interval, ' to ')}"
    customers = ""
    if finding.customers is not None:
        customers = f", of {plural(finding.customers, 'customer')}"
    return f"{upper_first(finding.link)} spoiled {about}{customers}. {where(finding)}"


def where(finding: Finding) -> str:
    """Where the link breaks, and where the customer meets it."""
    starts, shows = _at(finding.starts_at), _at(finding.shows_at)
    if starts == shows:
        return f"It starts and shows {starts}."
    return f"It starts {starts}; customers feel it {shows}."


def spoiled_sentence(answer: Causes) -> str:
    """The stated definition with its share: always shown."""
    s = answer.spoiled
    unknown = f"; {plural(s.unknown, 'case')} could not be judged" if s.unknown else ""
    return f"Spoiled: {s.definition}. {count(s.cases)} of {plural(s.of, 'case')}, {share(s.share)}{unknown}."


def lost_sentence(finding: Finding) -> str | None:
    """How many of the customers were not seen again."""
    if finding.customers_lost is None or finding.customers_lost < 0.5:
        return None
    lost = plural(finding.customers_lost, "customer")
    return f"About {lost} of them were not seen again."


def training_sentence(answer: Causes) -> str:
    """How much of the harm training of people would touch at all."""
    touched, of = answer.training
    if not of:
        return "There are no spoiled cases that training could touch."
    if touched is None:
        return f"Of {plural(of, 'spoiled case')}, no link of skill or manner is shown; what people add cannot be told."
    some = "none" if touched < 0.5 else f"about {count(touched)}"
    return f"Of {plural(of, 'spoiled case')}, training would touch {some}."


def fragility(e_value: float) -> str:
    """The E-value in words (VanderWeele and Ding 2017)."""
    if e_value <= 1.0:
        return "An unrecorded cause of any strength could explain this away."
    strength = "weak" if e_value < 1.5 else "moderate" if e_value < 2.5 else "strong"
    return (
        "To explain this away, something not recorded would have to make both the broken link and the spoiled case "
        f"{e_value:.1f} times as likely, beyond all that is recorded: that takes a {strength} hidden cause."
    )


def columns_of(adjusted_for: Sequence[str]) -> list[str]:
    """The columns that were held equal, each once: "location: 204" and "location: 161" are location."""
    names = (name.removesuffix(" not recorded").split(": ")[0].split(" = ")[0] for name in adjusted_for)
    return list(dict.fromkeys(name.replace("_", " ") for name in names))


def closed(text: str) -> str:
    """A sentence that ends as one."""
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def verdict_sentence(result: PersonOrSystem | None) -> str:
    """Person or system, in a sentence."""
    if result is None:
        return "Cannot tell: too little is recorded of who served to tell people and conditions apart."
    return answered(result)


def owner(finding: Finding) -> str:
    """The owner named in the record; that there is none is a finding too."""
    return finding.owner or NO_OWNER


def _at(place: str) -> str:
    """A place is a step, or says itself when or where it is."""
    return place if place.startswith(("when ", "in the ", "before ")) else f"at “{place}”"


def _cases(finding: Finding) -> str:
    written = estimate(finding.spoiled_cases, finding.interval)
    return f"{written} case{'' if written == '1' else 's'}"


def _tested(answer: Causes) -> str:
    return plural(answer.candidates, "link") + " tested"


def _open_question(answer: Causes) -> str:
    n = len(answer.cannot_tell)
    return f"{plural(n, 'link')} {'needs' if n == 1 else 'need'} more to be judged"
