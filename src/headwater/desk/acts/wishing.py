"""A contact is held against what the customer said about being contacted; the moment that tells it says so."""

from typing import Any

from headwater.desk.acts.base import Acting
from headwater.desk.acts.story import preferences_of
from headwater.desk.errors import RefusedError
from headwater.desk.store import silent
from headwater.desk.wishes import Wish, against

NO_CONTACT = silent.NO_CONTACT
ABOUT_CONTACT = frozenset({"channel", "hours", "language", "no_calls", NO_CONTACT})


def wished(act: Acting, *, channel: str, text: str) -> dict[str, Any]:
    """What the moment of a contact tells beside: nothing where the customer said nothing about being contacted. One
    statement.

    Raises RefusedError for an e-mail to somebody who wants no contact; what was said by phone has happened already.
    Who writes to us after they said so gets an answer.
    """
    spoke = act.case.last_customer_at
    said = [
        one
        for one in preferences_of(customer=act.case.customer_id)
        if one.kind in ABOUT_CONTACT and not (one.kind == NO_CONTACT and spoke is not None and spoke > one.said_at)
    ]
    if channel == "email" and any(one.kind == NO_CONTACT for one in said):
        raise RefusedError(
            f"The customer of case {act.case.number} has asked us to stop all contact; they can write to us again, and "
            "only then can they be answered."
        )
    if not said:
        return {}
    found = against([Wish(one.kind, one.value) for one in said], channel=channel, at=act.now, text=text)
    return {"wishes": "against", "against": list(found)} if found else {"wishes": "kept"}
