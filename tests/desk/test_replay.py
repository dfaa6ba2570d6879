"""Whatever is done in whatever order: the journal tells the same as the tables, and holdings leave no gap."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.models import Case, CaseTag, Holding, Message, OutboxMoment
from headwater.desk.replay import replay
from headwater.shared.errors import HeadwaterError

pytestmark = pytest.mark.server

NAMES = (
    "receive", "automatic", "reply", "release", "leave", "told", "undo", "throw away", "reached again", "note",
    "confirm", "assign", "put back", "hand over", "done", "word", "silence", "reopen", "snooze", "wake", "wake all",
    "bounce", "tag", "untag", "merge", "unmerge", "split", "take up",
)  # fmt: skip


class Walk:
    """Two cases and a mail kept aside, acted on at random; what is refused leaves no trace: `compare` checks it."""

    def __init__(self, world: World) -> None:
        self.world, self.cases = world, [world.case(), world.case(0.5, team=None)]
        away = desk.Incoming("away", sender_address="news@example.org", automatic=True)
        self.cases.append(world.case(0.7, incoming=away))

    def act(self, name: str, which: int, minute: float) -> None:
        case, now, w = self.cases[which % len(self.cases)], at(minute), self.world
        who = {"by": w.olga, "now": now}
        sent = Message.objects.filter(case=case, kind="out").order_by("-id").first()
        users = [w.alice, w.bob, w.carl]
        doing: dict[str, Any] = {
            "receive": lambda: desk.receive(case=case, words=f"again {minute}", now=now),
            "automatic": lambda: desk.receive(case=case, incoming=desk.Incoming("away", automatic=True), now=now),
            "reply": lambda: desk.reply(case=case, text="Yes", hold_seconds=60 * (which % 2), **who),
            "release": lambda: desk.release_held(now=now),
            "leave": lambda: sent and sent.state == "queued" and self.leave(sent, now),
            "told": lambda: desk.told(case=case, text="By phone", **who),
            "undo": lambda: sent and desk.undo_send(message=sent, **who),
            "throw away": lambda: sent and desk.discard_draft(message=sent, **who),
            "reached again": lambda: desk.reached_again(case=case, **who),
            "note": lambda: desk.note(case=case, text="n", **who),
            "confirm": lambda: desk.confirm(case=case, wanted="w", **who),
            "assign": lambda: desk.assign(case=case, holder=users[which % 3], **who),
            "put back": lambda: desk.assign(case=case, holder=None, **who),
            "hand over": lambda: desk.hand_over(case=case, team=[w.billing, w.support, None][which % 3], **who),
            "done": lambda: desk.done(case=case, **who),
            "word": lambda: desk.end(case=case, reached=True, by_their_word=True, wanted="w", **who),
            "silence": lambda: desk.end(case=case, reached=True, by_their_word=False, **who),
            "reopen": lambda: desk.reopen(case=case, **who),
            "snooze": lambda: desk.snooze(case=case, until=at(minute + 7), **who),
            "wake": lambda: desk.wake(case=case, **who),
            "wake all": lambda: desk.wake_snoozed(now=now),
            "bounce": lambda: sent and desk.bounced(message=sent, reason="full", now=now),
            "tag": lambda: desk.tag(case=case, name=f"t{which % 2}", **who),
            "untag": lambda: desk.untag(case=case, name=f"t{which % 2}", **who),
            "merge": lambda: desk.merge(
                into=self.cases[(which + 1) % len(self.cases)], case=case, other_customer=True, **who
            ),
            "unmerge": lambda: desk.unmerge(case=case, **who),
            "split": lambda: self.split(case, who),
            "take up": lambda: desk.take_up(case=case, **who),
        }
        try:
            doing[name]()
        except HeadwaterError:
            return

    def leave(self, sent: Message, now: datetime) -> None:
        desk.mark_sent(message=sent, message_id=f"<out-{sent.pk}@example.com>", now=now)

    def split(self, case: Case, who: dict[str, Any]) -> None:
        last = Message.objects.filter(case=case, kind="in").order_by("id").last()
        if last is not None and len(self.cases) < 6:
            self.cases.append(desk.split(case=case, messages=[last.pk], **who))


def compare(number: int, now: datetime) -> None:
    case = Case.objects.get(number=number)
    moments = list(OutboxMoment.objects.filter(case_number=number).order_by("id"))
    story = replay(moments)
    told = (story.state, story.ending, story.opened_at, story.done_at, story.ended_at, story.snoozed_until)
    assert told == (case.state, case.ending, case.opened_at, case.done_at, case.ended_at, case.snoozed_until)
    assert story.tags == set(CaseTag.objects.filter(case=case).values_list("tag__name", flat=True))
    rows = list(Holding.objects.filter(case=case).order_by("since", "id"))
    assert [(h.team, h.holder, h.since, h.until) for h in story.held] == [
        (h.team_id, h.holder_id, h.since, h.until) for h in rows
    ]
    assert rows[0].since == case.opened_at
    assert rows[-1].until is None
    assert all(a.until == b.since for a, b in pairwise(rows))
    assert sum(h.seconds(now=now) for h in story.held) == (now - case.opened_at).total_seconds()
    assert (rows[-1].team_id, rows[-1].holder_id) == (case.team_id, case.holder_id)
    for m in moments:
        assert m.at < case.opened_at or any(
            (h.team, h.holder) == (m.held_team, m.held_by) and h.since <= m.at and (h.until is None or m.at <= h.until)
            for h in story.held
        )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5), st.integers(0, 9)), max_size=25))
def test_the_journal_replays_to_the_tables(world: World, acts: list[tuple[str, int, int]]):
    with transaction.atomic():
        walked(world, acts)
        transaction.set_rollback(True)


def walked(world: World, acts: list[tuple[str, int, int]]) -> None:
    walk, minute = Walk(world), 1.0
    before = Message.objects.exclude(kind="out").count()
    for name, which, pause in acts:
        minute += pause
        walk.act(name, which, minute)
    for case in walk.cases:
        compare(case.number, at(minute + 1))
    assert Message.objects.exclude(kind="out").count() >= before
    assert Message.objects.filter(case__state="merged").count() == 0


def test_a_message_split_off_stays_where_it_went_when_merges_are_undone(world: World):
    a, b = world.case(), world.case(1)
    ours = Message.objects.get(case=a)
    extra = desk.receive(case=a, words="more", now=at(2))
    who = {"by": world.olga}
    desk.merge(into=b, case=a, now=at(3), **who)
    new = desk.split(case=b, messages=[ours.pk], now=at(4), **who)
    desk.unmerge(case=a, now=at(5), **who)
    assert {m.pk: m.case_id for m in Message.objects.filter(pk__in=[ours.pk, extra.pk])} == {
        ours.pk: new.number, extra.pk: a.number,
    }  # fmt: skip
    desk.merge(into=b, case=new, now=at(6), **who)
    desk.unmerge(case=new, now=at(7), **who)
    assert Message.objects.get(pk=ours.pk).case_id == new.number
