"""Every question that customers are asked on a form of ours, and how many steps it takes to join and to leave.

What the product itself does with an answer is offered as a reason and a use; it holds once somebody has kept it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked on which form; `reason` and `use` are what the product does with it."""

    form: str
    name: str
    asked: str
    reason: str
    use: str


FORMS: Final = {
    "contact": _("web form"), "link": _("asking for a link"), "page": _("their own page"),
    "outcome": _("did you get there?"),
}  # fmt: skip
_ANSWER, _SAY = _("So that we can answer."), _("So that nobody has to be called for it.")
_IN_CASE, _WISH = _("It stands in the case, as they wrote it."), _("It is shown to whoever writes to them.")
QUESTIONS: Final = (
    Question("contact", "words", _("What happened, in your own words"), _("It is what we are to put right."), _IN_CASE),
    Question("contact", "wanted", _("What would be a good end of it for you?"), _("A case ends at this."), _IN_CASE),
    Question("contact", "name", _("Your name"), _("So that we can speak to somebody."), _("It stands above the case.")),
    Question("contact", "address", _("E-mail address for our answer"), _ANSWER, _("The answer goes to it.")),
    Question("link", "address", _("Your e-mail address"), _("The link goes to it."), _("It is kept for a minute.")),
    Question("page", "words", _("In your own words"), _SAY, _IN_CASE),
    Question("page", "wanted", _("What did you come for?"), _("A case ends at this."), _IN_CASE),
    Question("page", "day", _("By which day"), _("They may need it later."), _("The promise is due then.")),
    Question("page", "name", _("Your name"), _("They correct it."), _("It stands above their cases.")),
    Question("page", "address", _("Another e-mail address of yours"), _ANSWER, _("Answers can go to it.")),
    Question("page", "channel", _("How we reach you"), _("They choose."), _WISH),
    Question("page", "hours", _("When we may reach you"), _("They choose."), _WISH),
    Question("page", "language", _("Language"), _("They choose."), _("Their page and letters are in it.")),
    Question("page", "no_calls", _("Do not call me"), _("They choose."), _WISH),
    Question("page", "sure", _("I mean it: delete all of it."), _("It cannot be undone."), _("It is not kept.")),
    Question("outcome", "reached", _("Did you get what you came for?"), _("Only they know."), _("It ends the case.")),
    Question("outcome", "words", _("Anything you want to say"), _SAY, _IN_CASE),
)
TEMPLATES: Final = Path(__file__).parents[1] / "jinja2"
NAMES: Final = [(q.form, q.name) for q in QUESTIONS]


@dataclass(frozen=True, slots=True)
class Steps:
    """What somebody does: pages opened, fields filled, buttons pressed. Joining by web form, by e-mail (writing,
    sending) or on the phone (the call); `leave` from the link under an answer, `leave_question` from the one under the
    question whether they got there, `leave_asking` where they have to ask for a link first."""

    join_form: int
    leave: int
    leave_question: int
    leave_asking: int
    join_mail: int = 2
    join_phone: int = 1
    leave_phone: int = 1

    @property
    def fair(self) -> bool:
        """Whoever came in writing leaves by a link in no more steps, and on the phone as they came."""
        least = min(self.join_form, self.join_mail)
        return max(self.leave, self.leave_question) <= least and self.leave_phone <= self.join_phone


@cache
def steps() -> Steps:
    """Counted in the pages themselves, so that a field more is a step more."""
    leave, question = (1 + _filled(f"outside/{page}.html") for page in ("own_leave", "own_outcome"))
    asking = 1 + _filled("outside/own_ask.html") + leave
    return Steps(1 + _filled("outside/contact.html"), leave, question, asking)


def _filled(template: str) -> int:
    """The fields that have to be filled, and the button."""
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    return len(re.findall(r"\brequired\b", source)) + 1
