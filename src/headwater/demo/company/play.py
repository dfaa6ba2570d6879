"""Stories played at the desk, by its own use-cases, each act at its time, all cases side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from headwater.demo.company.clock import working
from headwater.demo.company.story import Act, Story
from headwater.desk import service as desk
from headwater.desk.models import Message
from headwater.people.models import Team, User

CLOSING = ("done", "end")
BEFORE = timedelta(minutes=20)
SENT = timedelta(seconds=20)
"""from an answer to its leaving: no mail server is asked"""


@dataclass
class Stage:
    """Who plays, and the numbers of the cases that were opened."""

    now: datetime
    people: Mapping[str, User]
    teams: Mapping[str, Team]
    cases: dict[str, int] = field(default_factory=dict)
    said: dict[str, Message] = field(default_factory=dict)


def play(stories: Iterable[Story], stage: Stage) -> None:
    """Everything that lies before `stage.now`, in the order of time."""
    acts = [(at, i, story, act) for i, story in enumerate(stories) for at, act in _timed(story, stage.now)]
    for at, _, story, act in sorted(acts, key=lambda a: a[:2]):
        if act is None:
            _open(story, at, stage)
        else:
            _do(story, act, at, stage)


def _timed(story: Story, now: datetime) -> list[tuple[datetime, Act | None]]:
    """Customers write at any hour; staff act while the doors are open. What would lie after now is left out."""
    at = now - timedelta(hours=story.age)
    timed: list[tuple[datetime, Act | None]] = [(at, None)]
    for act in story.acts:
        at = at + timedelta(hours=act.after)
        at = working(at) if act.by else at
        timed.append((at, act))
    return [(at, act) for at, act in timed if at <= now]


def _open(story: Story, at: datetime, stage: Stage) -> None:
    by = stage.people["Jonas Brandt"] if story.channel == "phone" else None
    made = desk.open_case(
        channel=story.channel,
        customer_name=story.customer,
        address=story.address,
        words=story.words,
        subject=story.subject,
        team=stage.teams["Customer desk"],
        by=by,
        key=f"invented-{story.name}",
        kind_asked=story.asked,
        now=at,
        incoming=_incoming(story),
    )
    stage.cases[story.name] = made.number


def _incoming(story: Story) -> desk.Incoming:
    return desk.Incoming(
        text=story.words,
        subject=story.subject,
        sender_name=story.customer,
        sender_address=story.address,
        language=story.language,
        message_id=f"<{story.name.replace(' ', '-')}@mail.example>" if story.channel == "email" else "",
    )


def _do(story: Story, act: Act, at: datetime, stage: Stage) -> None:
    given: dict[str, Any] = {"case": stage.cases[story.name], "now": at, **act.given}
    if act.do == "receive":
        desk.receive(**given, sender_name=story.customer, address=story.address)
    elif act.do == "bounced":
        desk.bounced(message=stage.said[story.name], reason=given["reason"], now=at)
    elif act.do == "reply":
        stage.said[story.name] = _reply(given, stage.people[act.by], story, stage.now)
    else:
        if act.do in CLOSING:
            _keep(given, stage.people[act.by])
        _STAFF[act.do](by=stage.people[act.by], **_real(given, stage))


def _keep(given: dict[str, Any], by: User) -> None:
    """A case that closes has had its promises kept, a little before their time."""
    for promise in desk.promises_of_case(case=given["case"], user=by):
        if promise.open:
            desk.keep_promise(promise=promise.id, by=by, now=min(given["now"], promise.due_to - BEFORE))


def _promised(given: dict[str, Any], by: User) -> list[desk.Word]:
    """What an answer promises, confirmed as its writer would with one key."""
    found = desk.promises_in(case=given["case"], text=given["text"], user=by, now=given["now"])
    return [desk.Word(p.what, p.due_from, p.due_to, p.vague, p.own_words, p.rule) for p in found if p.same is None]


def _reply(given: dict[str, Any], by: User, story: Story, now: datetime) -> Message:
    """An answer that has left: nothing stays queued that a mailbox connected later would send to invented people."""
    if story.channel == "phone":
        return desk.told(**given, by=by)
    message = desk.reply(**given, by=by, hold_seconds=0, promises=_promised(given, by))
    left = min(given["now"] + SENT, now)
    desk.mark_sent(message=message, message_id=f"<sent-{message.pk}@foehrenhalm.example>", now=left)
    return message


def _real(given: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """Names become the people, teams, cases and times that they stand for."""
    real = dict(given)
    if "holder" in real:
        real["holder"] = stage.people[real["holder"]]
    if "team" in real:
        real["team"] = stage.teams[real["team"]]
    if "mentions" in real:
        real["mentions"] = [stage.people[name] for name in real["mentions"]]
    if "into" in real:
        real["into"] = stage.cases[real["into"]]
    if "from_now" in real:
        real["until"] = stage.now + timedelta(hours=real.pop("from_now"))
    return real


_STAFF: dict[str, Any] = {
    "assign": desk.assign,
    "confirm": desk.confirm,
    "done": desk.done,
    "end": desk.end,
    "hand_over": desk.hand_over,
    "merge": desk.merge,
    "note": desk.note,
    "snooze": desk.snooze,
    "tag": desk.tag,
}
