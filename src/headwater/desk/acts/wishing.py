"""A contact is held against what the customer said about being contacted; the moment that tells it says so."""

from typing import Any

from headwater.desk.acts.base import Acting
from headwater.desk.acts.story import preferences_of
from headwater.desk.wishes import Wish, against

ABOUT_CONTACT = frozenset({"channel", "hours", "language", "no_calls"})


def wished(act: Acting, *, channel: str, text: str) -> dict[str, Any]:
    """What the moment of a contact tells beside: nothing where the customer said nothing about being contacted. One
    statement."""
    said = preferences_of(customer=act.case.customer_id)
    wishes = [Wish(one.kind, one.value) for one in said if one.kind in ABOUT_CONTACT]
    if not wishes:
        return {}
    found = against(wishes, channel=channel, at=act.now, text=text)
    return {"wishes": "against", "against": list(found)} if found else {"wishes": "kept"}
