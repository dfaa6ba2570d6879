"""What is confirmed with the customer. Nobody's words are lost: what stood there before stays in the case's story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.domain import Step
from headwater.desk.errors import RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Case
from headwater.desk.search.port import port
from headwater.desk.search.words import words
from headwater.people.models import User

FIELDS = ("concern", "wanted", "predicted", "promised", "our_aim", "kind_asked", "kind_confirmed")
SEARCHED = ("concern", "wanted", "promised", "kind_asked", "kind_confirmed")
MOST_KIND = 120


@dataclass(frozen=True, slots=True)
class Twice:
    """A line that two people wrote at the same time."""

    name: str
    theirs: str
    mine: str


class ChangedError(RefusedError):
    """Somebody else wrote other words since the form was opened; `lines` are those."""

    def __init__(self, number: int, lines: tuple[Twice, ...]) -> None:
        super().__init__(
            f"Somebody else wrote down something else for case {number} since you opened this; look at both and write "
            "down what holds."
        )
        self.lines = lines


@transaction.atomic
def confirm(
    *,
    case: CaseRef,
    now: datetime,
    by: User | None,
    concern: str | None = None,
    wanted: str | None = None,
    predicted: str | None = None,
    promised: str | None = None,
    our_aim: str | None = None,
    kind_asked: str | None = None,
    kind_confirmed: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> Case:
    """What the customer's concern is and what outcome they want, confirmed with them; None skips a prompt.

    Nothing at all confirms nothing. `kind_confirmed` beside `kind_asked` is how needs that hide behind other requests
    become countable. `seen` is what stood in the lines when they were opened: a line left as it was keeps what a
    colleague wrote meanwhile, and one that both changed raises ChangedError.
    """
    act = Acting(case, now=now, by=by)
    asked = {
        "concern": concern, "wanted": wanted, "predicted": predicted, "promised": promised,
        "our_aim": our_aim, "kind_asked": kind_asked, "kind_confirmed": kind_confirmed,
    }  # fmt: skip
    given = {name: clean(name, value) for name, value in asked.items() if value is not None}
    write_down(act, _mine(act.case, given, seen or {}))
    return act.save()


def clean(name: str, value: str) -> str:
    """A line as it is kept; browsers send their own line ends."""
    text = plain(value).replace("\r\n", "\n").strip()
    return text[:MOST_KIND] if name.startswith("kind") else text


def _mine(case: Case, given: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
    """What this person says: a line that they left as they saw it says what stands there now."""
    now = {name: getattr(case, name) for name in given}
    before = {name: clean(name, seen[name]) if name in seen else now[name] for name in given}
    touched = {name for name, value in given.items() if value != before[name]}
    both = [n for n in touched if now[n] != before[n] and now[n] != given[n]]
    if both:
        raise ChangedError(case.number, tuple(Twice(n, now[n], given[n]) for n in FIELDS if n in both))
    return {name: given[name] if name in touched else now[name] for name in given}


def write_down(act: Acting, given: Mapping[str, str]) -> None:
    """Lines of the case, confirmed now; lines that are empty and were empty are nothing."""
    case = act.case
    before = {name: getattr(case, name) for name, value in given.items() if getattr(case, name) != value}
    filled = sorted(name for name, value in given.items() if value)
    if not before and not filled:
        return
    for name, value in given.items():
        setattr(case, name, value)
    if given.get("concern") or given.get("wanted"):
        case.concern_confirmed_at = act.now
    elif not case.concern and not case.wanted:
        case.concern_confirmed_at = None
    act.step(
        Step.CONFIRMED,
        kind_asked=case.kind_asked,
        kind_confirmed=case.kind_confirmed,
        filled=filled,
        before={name: value for name, value in before.items() if value} or None,
    )
    port().extend(case.number, words(*(given.get(name, "") for name in SEARCHED)))
