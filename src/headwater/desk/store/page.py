"""One case with everything its page shows, in eight statements whatever its size."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from headwater.desk.errors import NotFoundError
from headwater.desk.models import Attachment, Case, Message, OutboxMoment
from headwater.desk.pages import CasePage, FileLine, HeldLine, MessageLine, Named, OtherCase, StoryLine
from headwater.desk.replay import Story, replay
from headwater.desk.rules import may_serve_case, must_see
from headwater.desk.store import promises
from headwater.desk.store.lists import COLUMNS, SLOW, aware, marks, named, row_of
from headwater.desk.store.prepared import Prepared, given
from headwater.desk.wishes import KINDS, Wish, against
from headwater.people.models import User
from headwater.people.service import visible_teams

MOST_MESSAGES = 100
MOST_OTHERS = 20
_MORE = (
    "own_words", "concern", "wanted", "predicted", "promised", "our_aim", "kind_asked", "kind_confirmed",
    "concern_confirmed_at", "outcome_confirmed_at", "confirmed_by_customer", "done_at", "ended_at",
)  # fmt: skip


_MESSAGE = (
    "id", "kind", "state", "at", "written_at", "sender_name", "sender_address", "subject", "text", "stripped",
    "html_safe", "automatic", "channel", "to", "cc", "hold_until", "failed_reason", "message_id", "merged_from",
    "forged",
)  # fmt: skip
NO_LIMIT = 2**62


class Line(NamedTuple):
    """A moment of the journal, as the page needs it."""

    id: int
    step: str
    at: datetime
    attributes: dict[str, Any]
    who: int | None
    held_by: int | None
    held_team: int | None


_CASE = Prepared(lambda: Case.objects.filter(number=given(0)).values_list(*COLUMNS, *_MORE, "merged_into"))
_MOMENTS = Prepared(lambda: OutboxMoment.objects.filter(case_number=given(0)).order_by("id").values_list(*Line._fields))
_MESSAGES = Prepared(
    lambda: (
        Message.objects.filter(case=given(0), pk__lt=given(1))
        .order_by("-at", "-id")
        .values_list(*_MESSAGE, "author", "author__name")[: MOST_MESSAGES + 1]
    )
)
_FILES = Prepared(
    lambda: (
        Attachment.objects.filter(message__case=given(0), message__gte=given(1))
        .order_by("id")
        .values_list("message", "id", "name", "type", "size", "sha256", "inline", "content_id")
    )
)


def case_page(*, user: User, number: int, now: datetime, before: int | None = None) -> CasePage:
    """The page of a case; `before` (the id of a message) shows what was said earlier. Raises NotFoundError."""
    found = next(iter(_CASE.rows(number)), None)
    team = None if found is None else found[COLUMNS.index("team_id")]
    if found is None:
        raise NotFoundError(f"There is no case {number} that you may see; ask the team that has it.")
    must_see(user, team, number)
    row = row_of(found[: len(COLUMNS)], marks([number], now=now))
    messages, earlier = _messages(number, before, now)
    moments = [Line(*row) for row in _MOMENTS.rows(number)]
    names = _names(moments, customer=row.customer.id, case=number, user=user.pk)
    held = _held(replay(moments), names, now)
    wishes = _wishes(names)
    more: dict[str, Any] = dict(zip(_MORE, found[len(COLUMNS) :], strict=False))
    return CasePage(
        row=row,
        **more,
        merged_into=found[-1],
        addresses=_addresses(names),
        messages=messages,
        earlier=earlier,
        story=tuple(_line(m, names) for m in moments),
        held=held,
        others=_others(number, row.customer.id, user),
        may_serve=may_serve_case(user, team),
        mentions=tuple(key for kind, key in names if kind == "mention"),
        place=moments[-1].id if moments else 0,
        team_s=sum(h.seconds for h in held if h.holder is not None),
        queue_s=sum(h.seconds for h in held if h.holder is None),
        sends=any(kind == "sends" for kind, _ in names),
        promises=promises.of_case(number, today=now.astimezone(ZoneInfo(user.time_zone)).date()),
        wishes=wishes,
        against_mail=against(wishes, channel="email", at=now),
        against_call=against(wishes, channel="phone", at=now),
        types=tuple(sorted({name for (kind, _), name in names.items() if kind == "type"})),
    )


def _messages(number: int, before: int | None, now: datetime) -> tuple[tuple[MessageLine, ...], bool]:
    newest = _MESSAGES.rows(number, before or NO_LIMIT)
    shown = newest[:MOST_MESSAGES][::-1]
    files = _files(number, min((row[0] for row in shown), default=0))
    return tuple(_message(row, files.get(row[0], ()), now) for row in shown), len(newest) > MOST_MESSAGES


def _files(number: int, since: int) -> dict[int, tuple[FileLine, ...]]:
    found: dict[int, tuple[FileLine, ...]] = {}
    for message, *row in _FILES.rows(number, since):
        found[message] = (*found.get(message, ()), FileLine(*row))
    return found


def _message(row: Sequence[Any], files: tuple[FileLine, ...], now: datetime) -> MessageLine:
    cells = dict(zip(_MESSAGE, row, strict=False))
    author = named(row[-2], row[-1])
    cells |= {"to": tuple(cells["to"]), "cc": tuple(cells["cc"])}
    late = cells["state"] in ("queued", "sending") and cells["at"] < now - SLOW
    return MessageLine(**cells, author=author, files=files, not_out=late)


_AT = "at "
_WISH = "wish "
Names = dict[tuple[str, int], str]


def _names(moments: Sequence[Line], *, customer: int, case: int, user: int) -> Names:
    """Names of the people and teams in a story; beside them the customer's addresses, the reader's unread mentions in
    this case, the mailboxes that send, what the customer wishes and the situations they are in, which are as few, in
    one statement."""
    people = {m.who for m in moments} | {m.held_by for m in moments} | {m.attributes.get("holder") for m in moments}
    teams = {m.held_team for m in moments} | {m.attributes.get("team") for m in moments}
    users, places = ([*ids - {None}] or [0] for ids in (people, teams))
    sql = (
        f"SELECT 'who', id, name FROM people_user WHERE id IN ({', '.join(['%s'] * len(users))}) UNION ALL "
        f"SELECT 'team', id, name FROM people_team WHERE id IN ({', '.join(['%s'] * len(places))}) UNION ALL "
        f"SELECT '{_AT}' || kind, id, value FROM desk_address WHERE customer_id = %s UNION ALL "
        "SELECT 'mention', m.id, '' FROM desk_mention m JOIN desk_message g ON g.id = m.message_id "
        "WHERE m.user_id = %s AND m.seen_at IS NULL AND g.case_id = %s UNION ALL "
        "SELECT 'sends', b.id, '' FROM desk_mailbox b WHERE b.live AND b.smtp_host <> '' AND EXISTS (SELECT 1 FROM "
        "desk_channelsheet s WHERE s.channel = 'email' AND (s.mailbox_id IS NULL OR s.mailbox_id = b.id)) UNION ALL "
        f"SELECT '{_WISH}' || p.kind, p.id, p.value FROM desk_preference p WHERE p.customer_id = %s AND "
        "p.until IS NULL AND NOT EXISTS (SELECT 1 FROM desk_preference n WHERE n.customer_id = p.customer_id AND "
        "n.kind = p.kind AND "
        "n.until IS NULL AND (n.said_at > p.said_at OR (n.said_at = p.said_at AND n.id > p.id))) UNION ALL "
        "SELECT 'type', g.id, t.name FROM desk_typegiven g JOIN desk_customertype t ON t.id = g.type_id "
        "WHERE g.customer_id = %s AND g.until IS NULL AND (g.case_id IS NULL OR g.case_id = %s)"
    )
    with connection.cursor() as c:
        c.execute(sql, [*users, *places, customer, user, case, customer, customer, case])
        return {(kind, key): name for kind, key, name in c.fetchall()}


def _addresses(names: Names) -> tuple[tuple[str, str], ...]:
    found = sorted((key, kind.removeprefix(_AT), value) for (kind, key), value in names.items() if kind.startswith(_AT))
    return tuple((kind, value) for _, kind, value in found)


def _wishes(names: Names) -> tuple[Wish, ...]:
    found = [Wish(kind.removeprefix(_WISH), value) for (kind, _), value in names.items() if kind.startswith(_WISH)]
    return tuple(sorted(found, key=lambda wish: KINDS.index(wish.kind)))


def _name(names: Names, kind: str, key: int | None) -> Named | None:
    return None if key is None else Named(key, names.get((kind, key), ""))


def _line(m: Line, names: Names) -> StoryLine:
    said = dict(m.attributes)
    for kind, name in (("who", "holder"), ("team", "team")):
        if isinstance(said.get(name), int):
            said[name] = names.get((kind, said[name]), "")
    return StoryLine(m.at, m.step, _name(names, "who", m.who), _name(names, "team", m.held_team), said)


def _held(story: Story, names: Names, now: datetime) -> tuple[HeldLine, ...]:
    """Team and queue time end where the case was done."""
    return tuple(
        HeldLine(
            _name(names, "team", h.team),
            _name(names, "who", h.holder),
            h.since,
            h.until,
            h.seconds(now=now, until=story.done_at),
        )
        for h in story.held
    )


_OTHERS = """
SELECT number, subject, state, why, opened_at, team_id FROM (
  SELECT number, subject, state, 'merged' AS why, opened_at, team_id FROM desk_case WHERE merged_into_id = %s
  UNION ALL SELECT c.number, c.subject, c.state, r.why, c.opened_at, c.team_id
    FROM desk_related r JOIN desk_case c ON c.number = r.other_id WHERE r.case_id = %s
  UNION ALL SELECT * FROM (SELECT number, subject, state, 'same customer' AS why, opened_at, team_id
    FROM desk_case WHERE customer_id = %s AND number <> %s AND state <> 'merged' ORDER BY number DESC LIMIT %s) same
) every"""


def _others(number: int, customer: int, user: User) -> tuple[OtherCase, ...]:
    with connection.cursor() as c:
        c.execute(_OTHERS, [number, number, customer, number, MOST_OTHERS])
        found = c.fetchall()
    teams = visible_teams(user)
    seen: dict[int, OtherCase] = {}
    for other, subject, state, why, opened_at, team in found:
        if teams is None or team is None or team in teams:
            seen.setdefault(other, OtherCase(other, subject, state, why, aware(opened_at)))
    return tuple(seen.values())
