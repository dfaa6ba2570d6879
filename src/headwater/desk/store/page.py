"""One case with everything its page shows, in eight statements whatever its size."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from headwater.desk.errors import NotFoundError
from headwater.desk.models import Address, Attachment, Case, Message, OutboxMoment
from headwater.desk.pages import CasePage, FileLine, HeldLine, MessageLine, Named, OtherCase, StoryLine
from headwater.desk.replay import Story, replay
from headwater.desk.rules import may_serve_case, must_see
from headwater.desk.store.lists import COLUMNS, aware, marks, named, row_of
from headwater.people.models import User
from headwater.people.service import visible_teams

MOST_MESSAGES = 100
MOST_OTHERS = 20
_MORE = (
    "own_words", "concern", "wanted", "predicted", "promised", "our_aim", "kind_asked", "kind_confirmed",
    "concern_confirmed_at", "outcome_confirmed_at", "confirmed_by_customer", "done_at", "ended_at",
)  # fmt: skip


def case_page(*, user: User, number: int, now: datetime, before: int | None = None) -> CasePage:
    """The page of a case; `before` (the id of a message) shows what was said earlier. Raises NotFoundError."""
    found = Case.objects.filter(number=number).values_list(*COLUMNS, *_MORE, "merged_into").first()
    team = None if found is None else found[COLUMNS.index("team_id")]
    if found is None:
        raise NotFoundError(f"There is no case {number} that you may see; ask the team that has it.")
    must_see(user, team, number)
    tags, here = marks([number], now=now)
    row = row_of(found[: len(COLUMNS)], tags.get(number, ()), here.get(number, ()))
    messages, earlier = _messages(number, before)
    moments = list(OutboxMoment.objects.filter(case_number=number).order_by("id"))
    names = _names(moments)
    held = _held(replay(moments), names, now)
    more: dict[str, Any] = dict(zip(_MORE, found[len(COLUMNS) :], strict=False))
    return CasePage(
        row=row,
        **more,
        merged_into=found[-1],
        addresses=tuple(Address.objects.filter(customer=row.customer.id).order_by("id").values_list("kind", "value")),
        messages=messages,
        earlier=earlier,
        story=tuple(_line(m, names) for m in moments),
        held=held,
        others=_others(number, row.customer.id, user),
        may_serve=may_serve_case(user, team),
        team_s=sum(h.seconds for h in held if h.holder is not None),
        queue_s=sum(h.seconds for h in held if h.holder is None),
    )


def _messages(number: int, before: int | None) -> tuple[tuple[MessageLine, ...], bool]:
    rows = Message.objects.filter(case=number).select_related("author").order_by("-at", "-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    newest = list(rows[: MOST_MESSAGES + 1])
    shown = newest[:MOST_MESSAGES][::-1]
    files = _files(m.pk for m in shown)
    return tuple(_message(m, files.get(m.pk, ())) for m in shown), len(newest) > MOST_MESSAGES


def _files(messages: Iterable[int]) -> dict[int, tuple[FileLine, ...]]:
    found: dict[int, tuple[FileLine, ...]] = {}
    for f in Attachment.objects.filter(message__in=list(messages)).order_by("id"):
        line = FileLine(f.pk, f.name, f.type, f.size, f.sha256, f.inline, f.content_id)
        found[f.message_id] = (*found.get(f.message_id, ()), line)
    return found


def _message(m: Message, files: tuple[FileLine, ...]) -> MessageLine:
    return MessageLine(
        id=m.pk,
        kind=m.kind,
        state=m.state,
        at=m.at,
        written_at=m.written_at,
        author=named(m.author_id, m.author.name if m.author else ""),
        sender_name=m.sender_name,
        sender_address=m.sender_address,
        subject=m.subject,
        text=m.text,
        stripped=m.stripped,
        html_safe=m.html_safe,
        automatic=m.automatic,
        channel=m.channel,
        to=tuple(m.to),
        cc=tuple(m.cc),
        hold_until=m.hold_until,
        failed_reason=m.failed_reason,
        message_id=m.message_id,
        merged_from=m.merged_from_id,
        files=files,
    )


Names = dict[tuple[str, int], str]


def _names(moments: Sequence[OutboxMoment]) -> Names:
    """Names of the people and teams in a story, in one statement."""
    people = {m.who for m in moments} | {m.held_by for m in moments} | {m.attributes.get("holder") for m in moments}
    teams = {m.held_team for m in moments} | {m.attributes.get("team") for m in moments}
    users, places = ([*ids - {None}] or [0] for ids in (people, teams))
    sql = (
        f"SELECT 'who', id, name FROM people_user WHERE id IN ({', '.join(['%s'] * len(users))}) UNION ALL "
        f"SELECT 'team', id, name FROM people_team WHERE id IN ({', '.join(['%s'] * len(places))})"
    )
    with connection.cursor() as c:
        c.execute(sql, [*users, *places])
        return {(kind, key): name for kind, key, name in c.fetchall()}


def _name(names: Names, kind: str, key: int | None) -> Named | None:
    return None if key is None else Named(key, names.get((kind, key), ""))


def _line(m: OutboxMoment, names: Names) -> StoryLine:
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
