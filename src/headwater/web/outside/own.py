"""The customer's own page, opened by a link. Looking changes nothing, so that a scanner of links or a preview of a mail
cannot act: acts are posted by a button.

No cookie is needed: whoever knows the link may act, so a form of another site can do nothing it could not do with the
link itself. (Without a referrer browsers send no origin either, which Django's own check asks for.)
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.desk.wishes import DAYS, hours_of
from headwater.people import organisation
from headwater.shared.errors import HeadwaterError, InputError
from headwater.shared.whole import whole
from headwater.web.door import now, show, too_often
from headwater.web.outside.own_words import own_said
from headwater.web.sentences import in_words

P = ParamSpec("P")
Linked = Callable[Concatenate[HttpRequest, desk.CustomerLink, P], HttpResponse]
MOST: Final = 120
"""acts from one network address in an hour"""
ASKS: Final = 10
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def by_link(purpose: str) -> Callable[[Linked[P]], Callable[..., HttpResponse]]:
    """A view that a link of this purpose opens, in its customer's language and the organisation's time zone."""

    def opens(view: Linked[P]) -> Callable[..., HttpResponse]:
        @login_not_required
        @csrf_exempt
        @wraps(view)
        def opened(request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                link = desk.open_link(token=token, purpose=purpose, now=now())
            except desk.LinkGoneError:
                return alone(show(request, "outside/own_gone.html", status=404))
            language = desk.own_language(link.customer, link.language, get_language() or "")
            with translation.override(language), timezone.override(zone()):
                return alone(_guarded(request, view, link, *args, **kwargs))

        return opened

    return opens


def _guarded(
    request: HttpRequest, view: Linked[P], link: desk.CustomerLink, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    """What is not possible is said on a page of the customer's, in their language."""
    if request.method == "POST" and too_often(request, "own page", most=MOST):
        return _refused(request, link, 429, own_said("done", "often"))
    try:
        return view(request, link, *args, **kwargs)
    except Http404:
        return show(request, "outside/own_gone.html", status=404)
    except HeadwaterError as error:
        status = 404 if isinstance(error, desk.NotFoundError) else 422
        return _refused(request, link, status, in_words(error.said))


def _refused(request: HttpRequest, link: desk.CustomerLink, status: int, sentence: str) -> HttpResponse:
    token = _token(request) if link.purpose == "page" else ""
    return show(request, "outside/own_refused.html", status=status, sentence=sentence, token=token)


def alone(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, told to no other site."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def zone() -> ZoneInfo:
    """The organisation's own."""
    return ZoneInfo(organisation.read(Path(settings.DATA)).time_zone or "UTC")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether the address is known, and nothing is looked up for it."""
    if not desk.own_page_open():
        return show(request, "outside/closed.html", status=404)
    if request.method != "POST":
        return show(request, "outside/own_ask.html", error="", asked=False)
    if too_often(request, "own link", most=ASKS):
        return show(request, "outside/own_ask.html", status=429, error=own_said("done", "often"), asked=False)
    try:
        desk.ask_for_link(address=request.POST.get("address", ""), language=get_language() or "", now=now())
    except InputError as error:
        return show(request, "outside/own_ask.html", status=422, error=in_words(str(error)), asked=False)
    return show(request, "outside/own_ask.html", error="", asked=True)


@by_link("page")
@require_safe
def page(request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """My cases in my words, what was promised, and the one step that stops all contact."""
    story, at = desk.own_story(customer=link.customer), now()
    last = timezone.localdate(at + desk.MOST_AHEAD) - timedelta(days=1)
    return _show(request, link, "outside/own.html", own=story, at=at, last=last.isoformat())


@by_link("page")
@require_safe
def data(request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """What is known of me, who else sees it, and what I can do with it."""
    own = desk.own_data(customer=link.customer)
    held = hours_of(own.wishes["hours"]) if "hours" in own.wishes else None
    shown = {"hours": held, "on": held.days if held else (), "days": DAYS, "zone": held.zone if held else str(zone())}
    return _show(request, link, "outside/own_data.html", own=own, **shown)


def _show(request: HttpRequest, link: desk.CustomerLink, template: str, **shown: Any) -> HttpResponse:
    done = own_said("done", request.GET.get("done", "")) if request.GET.get("done") in DONE else ""
    return show(request, template, link=link, token=_token(request), done=done, own_said=own_said, **shown)


def _token(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["token"])


def _reply(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    words = given.POST.get("words", "")
    desk.own_reply(customer=link.customer, case=_number(given, "case"), words=words, address=link.address, now=at)


def _yes(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    words, wanted = given.POST.get("words", ""), given.POST.get("wanted", "")
    desk.own_outcome(
        customer=link.customer,
        case=_number(given, "case"),
        reached=True,
        words=words,
        wanted=wanted,
        address=link.address,
        now=at,
    )


def _no(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    words = given.POST.get("words", "")
    desk.own_outcome(
        customer=link.customer, case=_number(given, "case"), reached=False, words=words, address=link.address, now=at
    )


def _agree(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    asked = given.POST.get("asked", "")
    desk.own_agree(customer=link.customer, promise=_number(given, "promise"), asked=asked, now=at)


def _keep(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    desk.own_no_to_date(customer=link.customer, promise=_number(given, "promise"), now=at)


def _date(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    """The end of the day they chose, in the organisation's zone."""
    try:
        day = date.fromisoformat(given.POST.get("day", ""))
        until = datetime.combine(day, time(23, 59), zone())
    except (ValueError, OverflowError) as error:
        raise InputError("Choose a day; nothing was changed.") from error
    desk.own_date(customer=link.customer, promise=_number(given, "promise"), due_to=until, now=at)


def _name(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    desk.own_name(customer=link.customer, name=given.POST.get("name", ""), now=at)


def _address(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    address, language = given.POST.get("address", ""), get_language() or ""
    desk.ask_for_address(customer=link.customer, address=address, language=language, now=at)


def _drop(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    desk.own_address_gone(customer=link.customer, address=_number(given, "address"), now=at)


def _prefer(given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    said = {kind: given.POST.get(kind, "") for kind in ("channel", "language", "no_calls")} | {"hours": _hours(given)}
    desk.own_preferences(customer=link.customer, given=said, zone=str(zone()), now=at)


def _hours(given: HttpRequest) -> str:
    """Put together from two times and the days that were ticked; one time alone reaches to the day's end."""
    said = given.POST.getlist("hours")
    days = [day for day in DAYS if day in said]
    begin, end, *_rest = [*(time_ for time_ in said if time_ not in DAYS), "", ""]
    if not (days or begin or end):
        return ""
    return f"{','.join(days)} {begin or '00:00'}-{end or '24:00'} {given.POST.get('zone', '')}".strip()


def _leave(_given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    desk.leave(customer=link.customer, now=at)


def _back(_given: HttpRequest, link: desk.CustomerLink, at: datetime) -> None:
    desk.come_back(customer=link.customer, now=at)


def _number(given: HttpRequest, name: str) -> int:
    found = whole(given.POST.get(name, ""))
    if found is None:
        raise Http404
    return found


OWN, DATA = "web:mine", "web:mine-data"
DONE: Final[dict[str, tuple[str, Callable[[HttpRequest, desk.CustomerLink, datetime], None]]]] = {
    "reply": (OWN, _reply), "yes": (OWN, _yes), "no": (OWN, _no), "agree": (OWN, _agree), "keep": (OWN, _keep),
    "date": (OWN, _date), "leave": (OWN, _leave), "back": (OWN, _back), "name": (DATA, _name),
    "address": (DATA, _address), "drop": (DATA, _drop), "prefer": (DATA, _prefer),
}  # fmt: skip
"""what can be done, and the page it leads back to"""


@by_link("page")
@require_POST
def act(request: HttpRequest, link: desk.CustomerLink, act: str) -> HttpResponse:
    """One act of the customer's."""
    if act not in DONE:
        raise Http404
    goal, do = DONE[act]
    do(request, link, now())
    back = redirect(goal, token=_token(request))
    back["Location"] += f"?done={act}"
    return back


@by_link("page")
@require_POST
def export(_request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """All that is kept about them, as a zip."""
    made = desk.own_export(customer=link.customer, now=now()).zip()
    headers = {"Content-Disposition": 'attachment; filename="about-me.zip"'}
    return HttpResponse(made, content_type="application/zip", headers=headers)


@by_link("page")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """Forget me: said first what stays and why, done only once it was confirmed. It cannot be undone."""
    if request.method != "POST":
        return _show(request, link, "outside/own_erase.html", unsure=False)
    if request.POST.get("sure") != "yes":
        return _show(request, link, "outside/own_erase.html", unsure=True)
    made = desk.erase_customer(customer=link.customer.pk, by=None, now=now())
    return show(request, "outside/own_erased.html", cases=len(made.cases))


@by_link("address")
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """A new address is theirs once the letter to it was answered by a button."""
    if request.method == "POST":
        desk.own_address_confirmed(link=link, now=now())
    return show(request, "outside/own_address.html", address=link.address, confirmed=request.method == "POST")


@by_link("outcome")
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, link: desk.CustomerLink) -> HttpResponse:
    """Did you get what you came for? One question and free words; it can be skipped, and works once."""
    if request.method != "POST":
        return show(request, "outside/own_outcome.html", case=link.case, answered="", words="", unsaid=False)
    said, words = request.POST.get("reached", ""), request.POST.get("words", "")
    if "skip" in request.POST or "leave" in request.POST:
        said = "left" if "leave" in request.POST else "skipped"
    elif said not in ("yes", "no"):
        again = {"case": link.case, "answered": "", "words": words, "unsaid": True}
        return show(request, "outside/own_outcome.html", status=422, **again)
    reached = {"yes": True, "no": False}.get(said)
    desk.own_answer(link=link, reached=reached, words=words, now=now(), leaving=said == "left")
    return show(request, "outside/own_outcome.html", case=link.case, answered=said)
