"""Saved replies: whose they are, how they are filled, and what happened after them."""

from pathlib import Path

import pytest
from tests.desk.conftest import World, at, reached

from headwater.desk import service as desk
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.measures.saved import LEAST, UsedCase, after_use
from headwater.desk.models import Case, Message, SavedReplyUse
from headwater.desk.placeholders import filled, unfilled

pytestmark = [pytest.mark.django_db, pytest.mark.server]
DAYS = 24 * 60


def kept(world: World, name: str = "Late", **more) -> int:
    given = {"name": name, "text": "Dear {customer}, case {case} is late.", "by": world.alice, "now": at(0)} | more
    return desk.save_reply(**given).pk


def used(world: World, saved: int, minutes: float, **more) -> Case:
    """A case that was answered with it; the answer has left."""
    case = world.case(minutes, **more)
    message = desk.reply(
        case=case, text="It is late.", by=world.alice, now=at(minutes + 1), hold_seconds=0, saved=[saved]
    )
    desk.mark_sent(message=message, message_id=f"<s-{message.pk}@example.com>", now=at(minutes + 1))
    return Case.objects.get(pk=case.pk)


def test_placeholders_in_both_languages():
    text = "Dear {customer}, {Case}; {kunde} {fall} {other}"
    assert filled(text, customer="Ada", case=7) == "Dear Ada, 7; Ada 7 {other}"
    assert unfilled(filled(text, customer=" ", case=7)) == ("{customer}", "{kunde}")


def test_ones_own_and_the_teams_are_found_and_nobody_elses(world: World):
    kept(world)
    kept(world, "Greeting", by=world.bob, team=world.support.pk)
    kept(world, "Bills", by=world.carl, team=world.billing.pk)
    assert [(r.name, r.team, r.may_change) for r in desk.saved_replies(user=world.alice)] == [
        ("Late", "", True), ("Greeting", "Support", False),
    ]  # fmt: skip
    assert [r.name for r in desk.saved_replies(user=world.bob)] == ["Greeting"]
    assert desk.saved_replies(user=world.dora) == []
    assert [r.name for r in desk.saved_replies(user=world.olga)] == ["Bills", "Greeting"]


def test_words_find_one_and_the_case_fills_it(world: World):
    kept(world)
    kept(world, "Other", text="Sorry")
    case = world.case()
    (found,) = desk.saved_replies(user=world.alice, words="LATE dear", case=case.number)
    assert found.text == f"Dear Ada Lovelace, case {case.number} is late."
    with pytest.raises(NotFoundError):
        desk.saved_replies(user=world.carl, case=case.number)


def test_only_who_may_changes_one(world: World):
    team = kept(world, "Greeting", by=world.bob, team=world.support.pk)
    mine = kept(world)
    with pytest.raises(RefusedError, match="leads the team"):
        kept(world, "For all", team=world.support.pk)
    for saved, who in ((team, world.alice), (mine, world.bob), (mine, world.olga)):
        with pytest.raises(NotFoundError):
            desk.drop_reply(saved=saved, by=who)
    with pytest.raises(RefusedError, match="already"):
        kept(world)
    desk.save_reply(name="Later", text="x", saved=mine, by=world.alice, now=at(1))
    assert [r.name for r in desk.saved_replies(user=world.alice)] == ["Later", "Greeting"]
    desk.drop_reply(saved=mine, by=world.alice)
    assert [r.name for r in desk.saved_replies(user=world.alice)] == ["Greeting"]


def test_an_answer_with_a_place_left_open_does_not_leave(world: World):
    saved, case = kept(world), world.case()
    with pytest.raises(RefusedError, match=r"still says \{customer\}"):
        desk.reply(case=case, text="Dear {customer}", by=world.alice, now=at(1), saved=[saved])
    assert not Message.objects.filter(case=case, kind="out").exists()
    desk.reply(case=case, text="Dear {customer}", by=world.alice, now=at(1))  # typed by hand: it is theirs to say


def test_only_replies_that_one_may_use_count(world: World):
    bills = kept(world, "Bills", by=world.carl, team=world.billing.pk)
    used(world, bills, 1)
    used(world, 999_999, 2)
    assert SavedReplyUse.objects.count() == 0


def test_what_happened_after_it_is_counted_in_its_own_cases(world: World):
    saved = kept(world)
    helped = used(world, saved, 0, address="a@example.org")
    reached(case=helped, by=world.alice, now=at(5))
    again = used(world, saved, 10, address="b@example.org")
    desk.done(case=again, by=world.alice, now=at(12))
    desk.reopen(case=again, by=world.alice, now=at(13))
    back = used(world, saved, 20, address="c@example.org")
    world.case(20 + 5 * DAYS, address="c@example.org")
    held = world.case(30, address="d@example.org")
    desk.reply(case=held, text="x", by=world.alice, now=at(31), saved=[saved])
    line, figures = desk.after_saved_reply(user=world.alice, saved=saved, now=at(40 * DAYS))
    assert line.name == "Late"
    rows = {f.name: {row.case: row.value for row in f.rows} for f in figures}
    assert rows["saved_reply_reached_share"] == {helped.number: 1.0}
    assert rows["saved_reply_reopened_share"] == {helped.number: 0.0, again.number: 1.0, back.number: 0.0}
    assert rows["saved_reply_came_back_share"] == {helped.number: 0.0, again.number: 0.0, back.number: 1.0}
    assert {f.value for f in figures} == {None}
    early = desk.after_saved_reply(user=world.alice, saved=saved, now=at(2 * DAYS))[1][2]
    assert (early.n, early.left_out) == (0, (("less than 28 days ago", 3),))
    with pytest.raises(NotFoundError):
        desk.after_saved_reply(user=world.bob, saved=saved, now=at(40 * DAYS))


def test_a_share_is_told_from_twenty_cases_on():
    cases = [UsedCase(n, closed=True, reached=n % 2 == 0, reopened=False, came_back=None) for n in range(LEAST)]
    told, few = after_use(cases), after_use(cases[1:])
    assert (told[0].value, told[1].value, told[2].value) == (0.5, 0.0, None)
    assert told[0].interval is not None
    assert {f.value for f in few} == {None}


def test_its_numbers_are_defined_in_the_documentation():
    page = (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8")
    flat = " ".join(page.split())
    assert [f.name for f in after_use([]) if f"`{f.name}`" not in flat or f.definition not in flat] == []
