"""What is done with one case, one page each: without scripts it is a page, with them a small window."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headwater.desk import service as desk
from headwater.desk.service import RefusedError
from headwater.people import service as people
from headwater.shared.whole import whole
from headwater.web.desk.before import promises_said
from headwater.web.desk.forms import (
    holders,
    mentioned,
    moment,
    numbers,
    person_of,
    receivers,
    serving,
    team_of,
    uploads,
)
from headwater.web.desk.lists import wakes
from headwater.web.door import by_script, need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_words

GOING_ON = {
    "reopen": desk.reopen, "wake": desk.wake, "unmerge": desk.unmerge, "reached": desk.reached_again,
    "take-up": desk.take_up,
}  # fmt: skip
asked = require_http_methods(["GET", "POST"])


def _back(number: int) -> HttpResponse:
    return redirect("web:case", number=number)


@need(may_see_desk)
@require_POST
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the customer; it can be taken back for a moment."""
    text = request.POST.get("text", "")
    if not text.strip():
        raise RefusedError("An answer needs words; write some.")
    to, cc = receivers(request)
    said = promises_said(request, number, form="reply")
    if isinstance(said, HttpResponse):
        return said
    desk.reply(
        case=number,
        text=text,
        saved=numbers(request.POST.getlist("saved")),
        to=to,
        cc=cc,
        by=person(request),
        now=now(),
        uploads=uploads(request),
        promises=said,
    )
    return _back(number)


@need(may_see_desk)
@require_POST
def told(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody told the customer by phone or in person."""
    text = request.POST.get("text", "")
    if not text.strip():
        raise RefusedError("What you told the customer is needed; write it down.")
    said = promises_said(request, number, form="told")
    if isinstance(said, HttpResponse):
        return said
    desk.told(case=number, text=text, by=person(request), now=now(), promises=said)
    return _back(number)


@need(may_see_desk)
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Write for colleagues; whoever is named with @ sees it in their mentions."""
    text = request.POST.get("text", "")
    if not text.strip():
        raise RefusedError("A note needs words; write some.")
    said = promises_said(request, number, form="note")
    if isinstance(said, HttpResponse):
        return said
    named = mentioned(text, people.staff()) if "@" in text else []
    desk.note(
        case=number, text=text, mentions=named, by=person(request), now=now(), uploads=uploads(request), promises=said
    )
    return _back(number)


@need(may_see_desk)
@require_POST
def heard(request: HttpRequest, number: int) -> HttpResponse:
    """What the customer said on the phone or in person, written down in their words."""
    words = request.POST.get("text", "")
    if not words.strip():
        raise RefusedError("What the customer said is needed; write it in their words.")
    desk.receive(case=number, words=words, by=person(request), now=now())
    return _back(number)


@need(may_see_desk)
@asked
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The concern and the outcome, confirmed with the customer; every prompt can be skipped."""
    user = person(request)
    if request.method == "POST":
        given: dict[str, str | None] = {name: request.POST.get(name) for name in desk.FIELDS}
        seen = {name: request.POST[f"was_{name}"] for name in desk.FIELDS if f"was_{name}" in request.POST}
        try:
            desk.confirm(case=number, by=user, now=now(), seen=seen, **given)
        except desk.ChangedError as error:
            return _asked_again(request, "ask/confirm.html", number, said=error, given=given, both=error.lines)
        return _back(number)
    page = desk.case_page(user=user, number=number, now=now())
    return show(request, "ask/confirm.html", case=page, given={}, both=(), said_first="")


def _asked_again(request: HttpRequest, form: str, number: int, *, said: RefusedError, **more: Any) -> HttpResponse:
    """The same question with what was typed and what has to be known beside it, in its window where it has one."""
    page = desk.case_page(user=person(request), number=number, now=now())
    if not by_script(request):
        return show(request, form, status=422, case=page, said_first=in_words(str(said)), **more)
    response = render(request, form, {"part": True, "case": page, "said_first": in_words(str(said)), **more})
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#ask", "innerHTML"
    return response


@need(may_see_desk)
@asked
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Who holds it from now on."""
    user = person(request)
    if request.method == "POST":
        desk.assign(case=number, holder=person_of(request.POST.get("holder", ""), user), by=user, now=now())
        return _back(number)
    page = desk.case_page(user=user, number=number, now=now())
    return show(request, "ask/assign.html", case=page, staff=holders(page.row.team.id if page.row.team else None))


@need(may_see_desk)
@asked
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Another team has it from now on, with the story. Who cannot see it any more goes back to the inbox."""
    user = person(request)
    if request.method == "POST":
        team, holder = team_of(request.POST.get("team", "")), person_of(request.POST.get("holder", ""), user)
        story = request.POST.get("story", "").strip()
        desk.hand_over(case=number, team=team, holder=holder, story=story, by=user, now=now())
        said = _("Case %(number)s was handed over.")
        if story:
            said = _("Case %(number)s was handed over with its story.")
        messages.success(request, said % {"number": number})
        seen = people.visible_teams(user)
        return _back(number) if seen is None or team is None or team in seen else redirect("web:inbox")
    page = desk.case_page(user=user, number=number, now=now())
    return show(request, "ask/hand_over.html", case=page, teams=people.teams(), staff=serving())


@need(may_see_desk)
@asked
def snooze(request: HttpRequest, number: int) -> HttpResponse:
    """Out of sight until a day; a reply shows all the same."""
    user = person(request)
    if request.method == "POST":
        until = request.POST.get("chosen") or request.POST.get("until", "")
        desk.snooze(case=number, until=moment(until, now()), by=user, now=now())
        return _back(number)
    page = desk.case_page(user=user, number=number, now=now())
    return show(request, "ask/snooze.html", case=page, wakes=wakes(now()))


@need(may_see_desk)
@asked
def merge(request: HttpRequest, number: int) -> HttpResponse:
    """Two cases of one concern become one."""
    user = person(request)
    if request.method == "POST":
        into = request.POST.get("chosen") or request.POST.get("into", "")
        if (other := whole(into.strip())) is None:
            raise RefusedError("The number of the other case is needed.")
        return _merged(request, number, other)
    return show(request, "ask/merge.html", case=desk.case_page(user=user, number=number, now=now()), into=None)


def _merged(request: HttpRequest, number: int, into: int) -> HttpResponse:
    meant = request.POST.get("meant") == str(into)
    try:
        goal = desk.merge(into=into, case=number, by=person(request), now=now(), other_customer=meant)
    except desk.OtherCustomerError as error:
        return _asked_again(request, "ask/merge.html", number, said=error, into=into)
    return _back(goal.number)


@need(may_see_desk)
@asked
def split(request: HttpRequest, number: int) -> HttpResponse:
    """Another concern gets a case of its own."""
    user = person(request)
    if request.method == "POST":
        chosen = numbers(request.POST.getlist("message"))
        made = desk.split(case=number, messages=chosen, subject=request.POST.get("subject", ""), by=user, now=now())
        return _back(made.number)
    return show(request, "ask/split.html", case=desk.case_page(user=user, number=number, now=now()))


@need(may_see_desk)
@asked
def tag(request: HttpRequest, number: int) -> HttpResponse:
    """Give a tag, or take one away."""
    user = person(request)
    if request.method == "POST":
        change = desk.untag if "remove" in request.POST else desk.tag
        change(case=number, name=request.POST.get("name", ""), by=user, now=now())
        return _back(number)
    return show(request, "ask/tag.html", case=desk.case_page(user=user, number=number, now=now()))


@need(may_see_desk)
@asked
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Two questions: is the outcome reached, and by whose word? Otherwise it is done as asked."""
    user = person(request)
    if request.method == "POST":
        _close(request, number)
        return _back(number)
    return show(request, "ask/end.html", case=desk.case_page(user=user, number=number, now=now()), at=now())


def _close(request: HttpRequest, number: int) -> None:
    user, reached, word = person(request), request.POST.get("reached", ""), request.POST.get("word", "")
    if "done" in request.POST:
        desk.done(case=number, by=user, now=now())
    elif word not in ("theirs", "silence"):
        raise RefusedError("Say how it is known: the customer said so, or they were silent.")
    elif word == "theirs" and reached not in ("yes", "no"):
        raise RefusedError("What the customer said is yes or no; where it is not known, mark the case done as asked.")
    elif word == "silence" and reached in ("yes", "no"):
        raise RefusedError("Who was silent said neither yes nor no; choose “not known”, or say that they told you.")
    else:
        desk.end(
            case=number, reached=reached == "yes", by_their_word=word == "theirs", by=user, now=now(),
            wanted=request.POST.get("wanted", ""),
        )  # fmt: skip


@need(may_see_desk)
@require_POST
def go_on(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Acts that ask nothing."""
    if act not in GOING_ON:
        raise Http404
    GOING_ON[act](case=number, by=person(request), now=now())
    return _back(number)


@need(may_see_desk)
@asked
def new(request: HttpRequest) -> HttpResponse:
    """Somebody called or came by: their words first."""
    from headwater.desk.channels import phone  # noqa: PLC0415 -- a channel is loaded where it is used

    user = person(request)
    if request.method == "GET":
        return show(request, "desk/new.html", teams=people.teams(), given={}, live=phone.is_live())
    said = {name: request.POST.get(name, "").strip() for name in ("customer_name", "address", "words", "subject")}
    if not said["words"]:
        raise RefusedError("What the customer said is needed; write it in their words.")
    made = phone.take_down(
        **said, kind_asked=request.POST.get("kind_asked", ""), team=team_of(request.POST.get("team", "")),
        by=user, now=now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect(reverse("web:case", args=[made.number]))
