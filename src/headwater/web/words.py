"""Words of the desk as people read them; the tables keep codes."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS: Final[dict[str, dict[str, str]]] = {
    "state": {
        "new": _("new"), "open": _("open"), "waiting": _("waiting for the customer"), "snoozed": _("snoozed"),
        "done": _("done as asked"), "ended": _("ended"), "merged": _("merged"),
        "aside": _("kept aside"),
    },
    "ending": {
        "": "", "outcome_reached": _("outcome reached"), "silence": _("ended in silence"),
        "unknown": _("outcome unknown"),
    },
    "view": {
        "open": _("Open"), "mine": _("Mine"), "mentioned": _("Mentioned"), "unassigned": _("Unassigned"),
        "waiting": _("Waiting"), "snoozed": _("Snoozed"), "done": _("Done"), "aside": _("Automatic mail"),
        "all": _("All"),
    },
    "channel": {
        "email": _("e-mail"), "form": _("web form"), "webform": _("web form"), "phone": _("phone"), "api": _("API"),
        "page": _("their own page"),
    },
    "step": {
        "Case opened": _("Case opened"), "Message received": _("Message received"),
        "Automatic message received": _("Automatic message received"), "Copy received": _("Copy received"),
        "Answer written": _("Answer written"), "Sending undone": _("Sending undone"),
        "Draft thrown away": _("Draft thrown away"), "Reply sent": _("Reply sent"),
        "Sent again": _("Sent again"), "Reached again": _("Reached again"),
        "Note written": _("Note written"), "Concern confirmed": _("Concern confirmed"), "Assigned": _("Assigned"),
        "Handed over": _("Handed over"), "Done as asked": _("Done as asked"), "Outcome reached": _("Outcome reached"),
        "Ended in silence": _("Ended in silence"), "Reopened": _("Reopened"), "Snoozed": _("Snoozed"),
        "Woken": _("Woken"), "Merged": _("Merged"), "Merge undone": _("Merge undone"),
        "Case merged in": _("Case merged in"), "Merged case taken out": _("Merged case taken out"),
        "Split": _("Split"), "Message bounced": _("Message bounced"), "Tagged": _("Tagged"),
        "Promise made": _("Promise made"), "Promise kept": _("Promise kept"),
        "Promise broken": _("Promise broken"), "Asked to move a promise": _("Asked to move a promise"),
        "Promise renegotiated": _("Promise renegotiated"), "Promise withdrawn": _("Promise withdrawn"),
        "Promise open again": _("Promise open again"), "Promise due soon": _("Promise due soon"),
        "Promise not received": _("Promise not received"), "Link reported": _("Link reported"),
        "Report answered": _("Report answered"),
        "Tag removed": _("Tag removed"), "Preference said": _("Preference said"),
        "Preference withdrawn": _("Preference withdrawn"), "Address added": _("Address added"),
        "Outcome not reached": _("Outcome not reached"), "Outcome asked": _("Asked whether they got there"),
        "Other date refused": _("Other date refused"), "Address removed": _("Address removed"),
        "Name corrected": _("Name corrected"),
        "Address moved": _("Address moved"), "Customers merged": _("Customers merged"),
        "Customer merge undone": _("Customer merge undone"), "Situation seen": _("Situation seen"),
        "Situation over": _("Situation over"), "Treated differently": _("Treated differently"),
        "Reason given": _("Reason given"),
    },
    "promise": {
        "open": _("open"), "kept": _("kept"), "broken": _("broken"), "renegotiated": _("moved with their agreement"),
        "withdrawn": _("withdrawn"),
    },
    "message": {
        "received": "", "sent": _("sent"), "held": _("leaves in a moment"), "queued": _("on its way"),
        "sending": _("on its way"), "told": _("told by phone or in person"),
        "draft": _("draft"), "failed": _("did not arrive"),
    },
    "line": {
        "concern": _("what troubles them"), "wanted": _("they want"), "predicted": _("they expect"),
        "promised": _("we promised"), "our_aim": _("our aim"), "kind_asked": _("asked as"),
        "kind_confirmed": _("turned out to be"),
    },
    "role": {"rep": _("serves customers"), "lead": _("leads"), "provider": _("provides from within"), "": _("none")},
    "flag": {"owner": _("owner"), "analyst": _("analyst"), "privacy": _("privacy")},
    "why": {
        "same customer": _("same customer"), "merged": _("merged"), "split off": _("split off"),
        "split from": _("split from"),
    },
    "day": {
        "mon": _("Monday"), "tue": _("Tuesday"), "wed": _("Wednesday"), "thu": _("Thursday"), "fri": _("Friday"),
        "sat": _("Saturday"), "sun": _("Sunday"),
    },
    "import": {
        "waiting": _("waiting to start"), "reading": _("reading the file"), "adding": _("adding the moments"),
        "done": _("done"), "failed": _("could not be imported"), "kept": _("waiting for your word"),
    },
    "column": {
        "case": _("case"), "step": _("step"), "at": _("time"), "start": _("start"), "who": _("who served"),
        "team": _("team"), "customer": _("customer"), "channel": _("channel"), "attribute": _("attribute"),
        "left out": _("left out"),
    },
    "dates": {"day first": _("the day first"), "month first": _("the month first")},
    "security": {
        "tls": _("encrypted (TLS)"), "starttls": _("encrypted (STARTTLS)"), "none": _("none, this machine only"),
    },
    "trouble": {
        "failed": _("did not arrive"), "not out": _("has not left: no mailbox sends it"), "trying": _("is tried again"),
        "unsure": _("may have arrived twice: its sender was stopped while the mail server took it"),
    },
    "kept": {
        "raw mail": _("Mails as they came"), "attachments": _("Attachments"),
        "resolved dead letters": _("Dead letters that were set right"), "audit log": _("Lines of the audit log"),
    },
    "rule": {
        "a day or two": _("a day or two"), "a week on": _("a week from a day"),
        "another thing's time": _("the time of something else"), "as soon as possible": _("as soon as possible"),
        "business days": _("working days"), "calendar week": _("calendar week"), "clock": _("time of day"),
        "date": _("date"), "date in figures": _("date in figures"), "day after tomorrow": _("the day after tomorrow"),
        "day and part": _("day and part of it"), "end of day": _("end of the day"), "end of week": _("end of the week"),
        "first of the month": _("first of the month"), "first thing": _("first thing in the day"),
        "from a day said before": _("counted from a day said before"), "from now": _("from now on"),
        "holiday": _("holiday"), "in": _("in so many days or hours"),
        "midweek": _("middle of the week"), "month": _("month"), "month end": _("end of the month"),
        "next business day": _("next working day"), "nth": _("day of the month"), "nths": _("days of the month"),
        "overnight": _("overnight"), "part of day": _("part of the day"), "part of today": _("part of today"),
        "repeated": _("each time anew"), "soon": _("soon"), "the day after": _("the day after"),
        "this time": _("at this time of another day"), "this week": _("this week"),
        "up to": _("up to so many days"), "week": _("week"), "week of": _("the week of a date"),
        "week of a month": _("week of a month"), "weekday": _("weekday"),
        "weekday after next": _("weekday after next"), "weekday of next week": _("weekday of next week"),
        "weekend": _("weekend"), "within": _("within so many days or hours"), "condition": _("once something happens"),
        "no time said": _("no time was said"),
    },
    "report": {"new": _("not read yet"), "seen": _("read"), "answered": _("answered")},
    "kind": {"text": _("text"), "number": _("number"), "flag": _("flag"), "time": _("time")},
}  # fmt: skip


def said(kind: str, code: str) -> str:
    """A code in the reader's words; an unknown one as it stands (somebody's own channel, a saved list's name)."""
    word = WORDS[kind].get(code, code)
    return gettext(word) if word else ""
