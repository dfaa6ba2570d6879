"""The customer's own page in words that nobody has to learn; the tables keep codes."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS: Final[dict[str, dict[str, str]]] = {
    "state": {
        "new": _("We have it, and nobody has answered yet."), "open": _("We are working on it."),
        "waiting": _("We have answered and wait for you."), "snoozed": _("We come back to it later."),
        "done": _("We have done what you asked."), "ended": _("It is closed."), "merged": _("We are working on it."),
    },
    "ending": {
        "outcome_reached": _("You got what you came for, you said."),
        "silence": _("It was closed because we heard nothing more from you."),
    },
    "promise": {
        "open": _("we owe you this"), "kept": _("kept"), "broken": _("broken: we did not keep it"),
    },
    "done": {
        "reply": _("Your words have arrived."), "yes": _("Thank you. It is closed, by your word."),
        "no": _("Thank you for saying so. It is open again, and somebody looks at it."),
        "agree": _("The new date holds."), "keep": _("Then the date stays as it was. We know now."),
        "date": _("The new date holds."), "name": _("Your name is corrected."),
        "address": _("If nobody has used it with us too often today, a mail is on its way to this address. It is "
                     "yours once you open the link in it."),
        "drop": _("The address is removed."), "prefer": _("We keep to that from now on."),
        "leave": _("You hear nothing more from us. If you write to us again, we answer."),
        "back": _("We may write to you again."),
        "often": _("Too much came from your network in the last hour; try again later."),
    },
    "kind": {
        "channel": _("How we reach you"), "hours": _("When we may reach you"), "language": _("Language"),
        "payment": _("How you pay"), "no_calls": _("Do not call me"),
    },
    "value": {"email": _("by e-mail"), "phone": _("by phone"), "yes": _("yes"), "en": "English", "de": "Deutsch"},
    "role": {
        "owner": _("the owner"), "privacy": _("who looks after privacy"), "": _("the server"),
        "left": _("somebody who no longer works here"),
    },
    "what": {
        "case": _("read a case of yours"), "customer": _("read what is known of you"),
        "export": _("took a copy of all of it"), "file": _("opened a file"), "mail": _("opened a mail as it came"),
    },
}  # fmt: skip


def own_said(kind: str, code: str) -> str:
    """A code in the customer's language; an unknown one as it stands."""
    word = WORDS[kind].get(code, code)
    return gettext(word) if word else ""
