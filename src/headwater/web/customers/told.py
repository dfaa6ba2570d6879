"""What is known of customers in the reader's words."""

from datetime import UTC, date, datetime
from typing import Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from headwater.desk.wishes import DAYS, hours_of
from headwater.web.shapes import number
from headwater.web.words import said

KINDS: Final[dict[str, str]] = {
    "channel": _("channel"), "hours": _("hours"), "language": _("language"), "payment": _("payment"),
    "no_calls": _("calls"), "no_contact": _("contact"),
}  # fmt: skip
REFUSED: Final[dict[str, str]] = {"no_calls": _("no calls, please"), "no_contact": _("no contact at all, please")}
LANGUAGES: Final[dict[str, str]] = {
    "en": _("English"), "de": _("German"), "fr": _("French"), "es": _("Spanish"), "it": _("Italian"),
    "nl": _("Dutch"), "tr": _("Turkish"), "pl": _("Polish"), "pt": _("Portuguese"), "ru": _("Russian"),
    "uk": _("Ukrainian"), "ar": _("Arabic"),
}  # fmt: skip
AGAINST: Final[dict[str, str]] = {
    "no_contact": _("they asked for no contact"), "no_calls": _("they asked not to be called"),
    "channel": _("they prefer another channel"),
    "hours": _("it is outside their hours just now"), "language": _("they asked for another language"),
}  # fmt: skip
ACTS: Final[dict[str, str]] = {
    "came back": _("came back"), "left": _("left in silence"), "thanked": _("thanked us"),
}  # fmt: skip
HOW: Final[dict[str, str]] = {
    "better": _("better than others"), "worse": _("worse than others"), "exception": _("by an exception"),
}  # fmt: skip


def kind(code: str) -> str:
    """What a preference is about."""
    return gettext(KINDS.get(code, code))


def value(code: str, kept: str) -> str:
    """A preference or a guess as it is read."""
    if code in REFUSED:
        return gettext(REFUSED[code])
    if code == "language":
        return gettext(LANGUAGES[kept]) if kept in LANGUAGES else kept
    if code == "channel":
        return said("channel", kept)
    return hours(kept) if code == "hours" else kept


def hours(kept: str) -> str:
    """Days, times and the zone they are meant in."""
    found = hours_of(kept)
    days = ", ".join(said("day", DAYS[day]) for day in found.days) if len(found.days) < len(DAYS) else ""
    clock = gettext("%(since)s to %(until)s") % {"since": f"{found.since:%H:%M}", "until": f"{found.until:%H:%M}"}
    clock = gettext("all day") if found.since == found.until else clock
    return " ".join(part for part in (days, clock, f"({found.zone})") if part)


def against(kinds: tuple[str, ...]) -> str:
    """Why a contact would go against their wish."""
    return ", ".join(gettext(AGAINST[one]) for one in kinds)


SIGNS: Final[dict[str, str]] = {
    "name": _("they have the same name"), "mailbox name": _("their addresses have the same name before the @"),
    "phone": _("their telephone numbers end alike"),
    "wrote in the other's case": _("one wrote in a case of the other"),
}  # fmt: skip


def weak(found: tuple[str, ...], other: str) -> str:
    """How little speaks for two being one."""
    if found:
        few = gettext("Only one sign says that %(other)s is this customer: %(sign)s.")
        few = few % {"other": other, "sign": gettext(SIGNS[found[0]])}
    else:
        few = gettext("No sign says that %(other)s is this customer.") % {"other": other}
    return few + " " + gettext("Once they are merged, whoever answers one sees what the other wrote.")


def taken(other: str, n: int) -> str:
    """Whose an address is already."""
    said_so = gettext("This address is that of %(other)s (customer %(n)s). Move it here, or merge the two.")
    return said_so % {"other": other, "n": n}


def act(what: str) -> str:
    """Something they did."""
    return gettext(ACTS[what])


def how(code: str) -> str:
    """How somebody was treated."""
    return gettext(HOW[code])


def days(n: float) -> str:
    """A span in days."""
    whole = round(n)
    return ngettext("%(n)s day", "%(n)s days", whole) % {"n": number(whole)}


def since(last: date, now: datetime) -> int:
    """Days since a day."""
    return (now.astimezone(UTC).date() - last).days


def source(guess_n: int, of: int) -> str:
    """Where a guess comes from."""
    said_so = ngettext("inferred from %(of)s message", "inferred from %(of)s messages", of) % {"of": number(of)}
    return said_so + ", " + gettext("%(n)s of them agree") % {"n": number(guess_n)}
