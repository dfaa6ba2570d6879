"""Before words leave: what they seem to promise is shown beside Send, and a person says of each what it is."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headwater.desk import service as desk
from headwater.desk.service import Found, RefusedError, Word
from headwater.shared.whole import whole
from headwater.web.desk.forms import moment
from headwater.web.door import by_script, now, person, show

AROUND: Final = 48
"""letters shown before and after the words"""
MOST: Final = 20
ASKED: Final = ("csrfmiddlewaretoken", "text", "promise-", "what-", "due-", "under-", "agreed-")
"""what the question itself asks for; everything else a form sent goes on with it"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A find as the form shows it: what was chosen and typed so far, and the text around the words."""

    found: Found
    chosen: str
    what: str
    due: str
    before: str
    after: str


def promises_said(request: HttpRequest, number: int, *, form: str) -> list[Word] | HttpResponse:
    """What was confirmed for the text that a form sends; or the question, where something in it is not decided yet.

    `form` names the writing place: "reply", "told", "note" or "draft7".
    """
    text = request.POST.get("text", "")
    found = desk.promises_in(case=number, text=text, user=person(request), now=now())[:MOST]
    if any(not request.POST.get(f"promise-{f.key}") for f in found):
        return _ask(request, number, text, found, form)
    words = (_word(request, f) for f in found)
    return [word for word in words if word is not None]


def _word(request: HttpRequest, found: Found) -> Word | None:
    """None where it is no promise, or one told again."""
    chosen = request.POST[f"promise-{found.key}"]
    moves = whole(chosen.removeprefix("move-")) if chosen.startswith("move-") else None
    if chosen != "new" and moves is None:
        return None
    typed = request.POST.get(f"due-{found.key}", "")
    due_to = found.due_to if typed in ("", local(found)) else moment(typed, now())
    return Word(
        what=request.POST.get(f"what-{found.key}", "").strip() or found.what,
        due_from=min(found.due_from, due_to),
        due_to=due_to,
        vague=found.vague and due_to == found.due_to,
        own_words=found.own_words,
        rule=found.rule,
        commitment=_commitment(request, found),
        moves=moves,
        agreed_how=request.POST.get(f"agreed-{found.key}", "") if moves is not None else "",
    )


def _commitment(request: HttpRequest, found: Found) -> int | None:
    chosen = whole(request.POST.get(f"under-{found.key}", ""))
    if chosen is None:
        return None
    if chosen not in {c.pk for c in desk.live_commitments(today=timezone.localdate())}:
        raise RefusedError("There is no such commitment; choose one from the list.")
    return chosen


def local(found: Found) -> str:
    """Its time as a field for date and time holds it."""
    return f"{timezone.localtime(found.due_to):%Y-%m-%dT%H:%M}"


def _ask(request: HttpRequest, number: int, text: str, found: tuple[Found, ...], form: str) -> HttpResponse:
    shown: dict[str, Any] = {
        "asked": [_asked(request, text, f) for f in found],
        "number": number,
        "form": form,
        "under": desk.live_commitments(today=timezone.localdate()),
    }
    if not by_script(request):
        given = {name: values for name, values in request.POST.lists() if not name.startswith(ASKED)}
        return show(request, "promises/before.html", text=text, given=given, goal=request.path, **shown)
    response = render(request, "promises/found.html", shown)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#promised-{form}", "innerHTML"
    return response


def _asked(request: HttpRequest, text: str, found: Found) -> Asked:
    begin, end = found.span
    return Asked(
        found,
        request.POST.get(f"promise-{found.key}", ""),
        request.POST.get(f"what-{found.key}", "") or found.what,
        request.POST.get(f"due-{found.key}", "") or local(found),
        *_around(text, begin, end),
    )


def _around(text: str, begin: int, end: int) -> tuple[str, str]:
    """What stands before and after, in whole words; dots only where something was left out."""
    before, after = text[max(0, begin - AROUND) : begin], text[end : end + AROUND]
    if begin > AROUND:
        before = "… " + before.partition(" ")[2]
    if len(text) > end + AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after
