"""What of a customer stands in reports and saved replies: given out with them, and blanked with them."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from headwater.desk.models import LinkReport, SavedReply

REPORT, SAVED = ("link", "words", "answer"), ("name", "text")


def reported(cases: Iterable[int]) -> list[dict[str, Any]]:
    """What was reported on these cases; not by whom."""
    found = LinkReport.objects.filter(case__in=list(cases)).order_by("id")
    return [dict(row) for row in found.values("case", "link", "words", "at", "answer")]


def forget_words(cases: Iterable[int], gone: str) -> None:
    """Reports on these cases stay with the link that broke, without the words."""
    found = LinkReport.objects.filter(case__in=list(cases))
    found.exclude(answer="").update(answer=gone)
    found.update(words=gone)


def blank(word: str, without: Callable[[str, str], str]) -> None:
    """Take a word out of all reports and saved replies."""
    for kind, names in ((LinkReport, REPORT), (SavedReply, SAVED)):
        holding = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names))
        for row in kind._default_manager.filter(holding):
            for name in names:
                setattr(row, name, without(getattr(row, name), word))
            row.save()
