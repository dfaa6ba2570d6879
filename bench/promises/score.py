"""How many of the promises in labelled messages are found, how many found are promises, and are the dates right."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.domain import Suggestion
from headwater.signals.promises.service import suggest

Gold = dict[str, Any]


@dataclass
class Score:
    """Counts of one language; `right`: dated promises that were found and end on the labelled day."""

    messages: int = 0
    labelled: int = 0
    suggested: int = 0
    found: int = 0
    dated: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def dates(self) -> float | None:
        return self.right / self.dated if self.dated else None


def read(path: Path) -> list[Gold]:
    """Labelled messages: one JSON object a line with id, language, at, text, promises."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(messages: Iterable[Gold], zone: ZoneInfo | None = None) -> dict[str, Score]:
    """By language, and "all". Without a zone a message's own offset is its zone."""
    scores: dict[str, Score] = {"en": Score(), "de": Score(), "all": Score()}
    for message in messages:
        at = datetime.fromisoformat(message["at"])
        made = suggest(message["text"], at=at, calendar=Calendar(zone=zone or at.tzinfo), language=message["language"])
        pairs = matched(made, message["promises"], at)
        for name in (message["language"], "all"):
            _count(scores[name], message, made, pairs)
    return scores


def _count(total: Score, message: Gold, made: Sequence[Suggestion], pairs: list[tuple[Suggestion, Gold]]) -> None:
    dated = [(one, gold) for one, gold in pairs if not gold["vague"]]
    total.messages += 1
    total.labelled += len(message["promises"])
    total.suggested += len(made)
    total.found += len(pairs)
    total.dated += len(dated)
    total.right += sum(days(one)[1] == labelled_days(gold, one.due.earliest)[1] for one, gold in dated)
    if not len(pairs) == len(made) == len(message["promises"]):
        total.wrong.append(message["id"])


def matched(made: Sequence[Suggestion], labelled: Sequence[Gold], at: datetime) -> list[tuple[Suggestion, Gold]]:
    """Each label with the first suggestion left that is the same promise."""
    left, pairs = list(made), []
    for gold in labelled:
        one = next((one for one in left if same(one, gold, at)), None)
        if one:
            left.remove(one)
            pairs.append((one, gold))
    return pairs


def same(one: Suggestion, gold: Gold, at: datetime) -> bool:
    """Both vague, or due on a common day; where the label has a place, the places overlap."""
    if gold.get("span") and not (one.span[0] < gold["span"][1] and gold["span"][0] < one.span[1]):
        return False
    if gold["vague"] or one.vague:
        return bool(gold["vague"] and one.vague)
    (begin, end), (first, last) = days(one), labelled_days(gold, at)
    return begin <= last and first <= end


def days(one: Suggestion) -> tuple[date, date]:
    return one.due.earliest.date(), one.due.latest.date()


def labelled_days(gold: Gold, at: datetime) -> tuple[date, date]:
    """Of the label as written; a missing end is the other one's."""
    ends = [datetime.fromisoformat(end).date() for end in (gold["due_from"], gold["due_to"]) if end]
    return (ends[0], ends[-1]) if ends else (at.date(), at.date())
