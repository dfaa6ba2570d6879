"""The channel HTTP API: cases and customers' messages that another system brings."""

import secrets
from datetime import datetime
from typing import Final

from headwater.api.domain import Caller
from headwater.api.errors import NotLiveError, UsedKeyError
from headwater.api.once import REFUSED, hashed
from headwater.api.who import must_be_team
from headwater.desk import service as desk
from headwater.desk.channels.sheets import sheet
from headwater.desk.service import Case, Incoming, Message, NotAllowedError, plain
from headwater.people.rules import is_owner, may_see_case

CHANNEL: Final = "api"
NOT_LIVE: Final = "The HTTP API takes no cases yet: its exposure sheet is missing; the owner writes it under Channels."


def open_by_api(*, caller: Caller, said: Incoming, key: str, team: int | None, kind_asked: str, now: datetime) -> Case:
    """A case in the customer's own words. The same Idempotency-Key opens it once.

    Raises NotLiveError, NotAllowedError, InputError, UsedKeyError.
    """
    must_be_live()
    _must_have(caller, team)
    case = desk.open_case(
        channel=CHANNEL,
        customer_name=said.sender_name,
        address=said.sender_address,
        words=said.text,
        team=team,
        by=caller.user,
        now=now,
        key=_key(caller, key),
        kind_asked=kind_asked,
        incoming=said,
    )
    if case.own_words != plain(said.text)[:4000]:
        raise UsedKeyError(REFUSED)
    return case


def hear(*, caller: Caller, case: int, said: Incoming, key: str, now: datetime) -> Message:
    """Another message of the customer in their case. The same Idempotency-Key arrives once. Raises as above."""
    must_be_live()
    message = desk.receive(case=case, incoming=said, by=caller.user, now=now, key=_key(caller, key))
    if message.text != plain(said.text):
        raise UsedKeyError(REFUSED)
    return message


def must_be_live() -> None:
    """Raises NotLiveError: a channel is live only with its exposure sheet."""
    if sheet(CHANNEL) is None:
        raise NotLiveError(NOT_LIVE)


def _must_have(caller: Caller, team: int | None) -> None:
    if not may_see_case(caller.user, team):
        raise NotAllowedError("A case can be opened for the teams of the key's owner only; hand it over afterwards.")
    if is_owner(caller.user):  # others name a team that they are in
        must_be_team(team)


def _key(caller: Caller, given: str) -> str:
    """Says in the journal which key it was; without an Idempotency-Key every call is a new one."""
    return f"api:{caller.key}:{hashed(given) if given else secrets.token_hex(16)}"
