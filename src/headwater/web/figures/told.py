"""The desk's numbers in the reader's words; definitions are those of the measures, translated as they stand."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _
from markupsafe import Markup, escape

from headwater.desk.measures.domain import Figure, FiguresPage, Row
from headwater.web.shapes import number, waited

NAMES: Final[dict[str, str]] = {
    "first_answer": _("First answer"),
    "standard_kept_share": _("Standard kept"),
    "time_to_done": _("Time until done"),
    "queue_time": _("Time with nobody"),
    "waiting_now": _("Waiting for us now"),
    "reopened_share": _("Opened again"),
    "outcome_confirmed_share": _("Outcome confirmed"),
    "settled_at_once_share": _("Settled at once"),
    "undelivered_share": _("Did not arrive"),
    "saved_reply_reached_share": _("Reached the outcome"),
    "saved_reply_reopened_share": _("Opened again"),
    "saved_reply_came_back_share": _("Came back"),
    "against_wish_share": _("Against their wish"),
}
PARTS: Final[dict[str, str]] = {
    "p90": _("nine in ten within"),
    "queue_s": _("with nobody"),
    "held_s": _("held by somebody"),
    "silence": _("ended in silence"),
    "unknown": _("outcome unknown"),
    "contacts": _("contacts against a wish"),
}
SPANS: Final = frozenset({"first_answer", "time_to_done", "queue_time", "waiting_now"})
"""numbers whose rows are times"""


def name(figure: Figure) -> str:
    """What the number is called."""
    return gettext(NAMES[figure.name])


def definition(figure: Figure) -> str:
    """What the number means."""
    return gettext(figure.definition)


def left_out(figure: Figure) -> list[tuple[str, int]]:
    """What was not counted, why and how often."""
    return [(gettext(why), n) for why, n in figure.left_out if n]


def value(figure: Figure) -> str:
    """The number as it is read; "" where it cannot be told."""
    return "" if figure.value is None else _written(figure.unit, figure.value)


def beside(figure: Figure) -> str:
    """What stands beside it: an interval of a share, the ninth tenth of a time."""
    if figure.interval is not None:
        low, high = (round(100 * end) for end in figure.interval)
        return gettext("%(low)s to %(high)s %%") % {"low": low, "high": high}
    p90 = dict(figure.parts).get("p90")
    return "" if p90 is None else gettext("nine in ten within %(time)s") % {"time": waited(p90)}


def parts(figure: Figure) -> list[tuple[str, str]]:
    """What the number is put together from."""
    return [
        (gettext(PARTS[name]), number(part) if name in ("silence", "unknown", "contacts") else waited(part))
        for name, part in figure.parts
    ]


def row(figure: Figure, line: Row) -> str:
    """A case's own value."""
    if figure.name not in SPANS:
        return gettext("yes") if line.value else gettext("no")
    return gettext("%(time)s so far") % {"time": waited(line.value)} if line.open_still else waited(line.value)


def sentence(page: FiguresPage, query: str) -> Markup:
    """The answer first: how long people waited, and who waits now; its numbers open."""
    found = {figure.name: figure for figure in page.figures}
    first, now = found["first_answer"], found["waiting_now"]
    return Markup(" ").join([_first(first, query), _now(now, query)])


def _first(figure: Figure, query: str) -> Markup:
    if figure.value is not None:
        said = escape(gettext("Half of the cases had a first answer within %(time)s of business time."))
        return said % {"time": _opened(figure, waited(figure.value), query)}
    if figure.n:
        return escape(gettext("Too many cases still wait for a first answer to say how long half of them do."))
    return escape(gettext("Nobody has written in this time."))


def _now(figure: Figure, query: str) -> Markup:
    said = ngettext(
        "In %(n)s case the customer waits for us now.", "In %(n)s cases the customer waits for us now.", figure.n
    )
    if not figure.n:
        return escape(gettext("Nobody waits for us now."))
    return escape(said) % {"n": _opened(figure, number(figure.n), query)}


def _opened(figure: Figure, text: str, query: str) -> Markup:
    address = f"{reverse('web:figure', args=[figure.name])}?{query}"
    return Markup('<a class="open" href="{}">{}</a>').format(address, text)


def _written(unit: str, found: float) -> str:
    if unit == "share":
        return f"{round(100 * found)} %"
    return waited(found) if unit == "s" else number(found)
