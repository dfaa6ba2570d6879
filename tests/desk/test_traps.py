"""The ten traps of measurement that were found in other desks' code; each would be wrong in its own way here."""

from datetime import datetime, timedelta

import pytest
from tests.desk.conftest import World, answer, at, reached

from headwater.desk import service as desk
from headwater.desk.acts.figures import measured
from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.measures import shares, times
from headwater.desk.measures.domain import Figure, Window
from headwater.desk.measures.numbers import quantile
from headwater.desk.models import Case, Message
from headwater.desk.store.facts import case_facts, clock
from headwater.signals.mail.service import parse

pytestmark = pytest.mark.server
DAY = 24 * 60


def window(now: datetime) -> Window:
    return Window(at(-1), at(10 * DAY), now)


def figure(name: str, now: datetime) -> Figure:
    found = case_facts(since=at(-1), until=at(10 * DAY), teams=None)
    return next(f for f in measured(found, window(now)) if f.name == name)


def answered(world: World, minute: float, after: float) -> Case:
    case = world.case(minute)
    answer(case=case, by=world.alice, now=at(minute + after))
    return case


def test_trap_1_the_slow_and_the_unanswered_are_in_the_number(world: World):
    for n in range(4):
        answered(world, n, 10)
    slow = answered(world, 5, 3 * DAY)
    open_still = [world.case(6 + n) for n in range(3)]
    found = figure("first_answer", at(4 * DAY))
    by_case = {row.case: row for row in found.rows}
    assert found.n == 8
    assert by_case[slow.number].value == timedelta(days=3).total_seconds()
    assert all(by_case[c.number].open_still for c in open_still)
    assert found.value == 600.0
    assert dict(found.parts).get("p90") is None


def test_trap_1_the_moment_is_that_of_the_reply_not_of_a_check_that_ran_later(world: World):
    case = answered(world, 0, 10)
    now = at(9 * DAY)
    assert [(row.case, row.value) for row in figure("first_answer", now).rows] == [(case.number, 600.0)]


def test_trap_2_closing_is_not_answering(world: World):
    case = world.case()
    desk.snooze(case=case, until=at(30), by=world.alice, now=at(1))
    desk.done(case=case, by=world.alice, now=at(2))
    found = figure("first_answer", at(60))
    assert (found.value, found.n, dict(found.left_out)["closed without any answer"]) == (None, 0, 1)


def test_trap_3_open_overdue_cases_are_below_the_line(world: World):
    desk.set_standard(team=None, first_answer_s=3600, by=world.olga)
    answered(world, 0, 10)
    world.case(1)
    closed = world.case(2)
    desk.done(case=closed, by=world.alice, now=at(3))
    world.case(5 * 60 - 30)
    found = figure("standard_kept_share", at(5 * 60))
    assert (found.value, found.n) == (pytest.approx(1 / 3), 3)
    assert dict(found.left_out)["not due yet and not answered"] == 1


def test_trap_4_no_fixed_quarter_of_an_hour_is_called_solved(world: World):
    quick = world.case()
    desk.done(case=quick, by=world.alice, now=at(5))
    slow = answered(world, 0, 3 * DAY)
    reached(case=slow, by=world.alice, now=at(4 * DAY))
    twice = answered(world, 0, 1)
    answer(case=twice, text="And this", by=world.alice, now=at(2))
    reached(case=twice, by=world.alice, now=at(3))
    found = figure("settled_at_once_share", at(5 * DAY))
    assert {row.case: row.value for row in found.rows} == {slow.number: 1.0, twice.number: 0.0}


def test_trap_5_time_belongs_to_who_held_it_then(world: World):
    case = world.case()
    desk.assign(case=case, holder=world.alice, by=world.alice, now=at(60))
    desk.hand_over(case=case, team=world.billing, by=world.alice, now=at(180))
    desk.assign(case=case, holder=world.carl, by=world.carl, now=at(580))
    answer(case=case, text="Refunded", by=world.carl, now=at(590))
    desk.done(case=case, by=world.carl, now=at(600))
    facts = case_facts(since=at(-1), until=at(DAY), teams=None)
    found = times.held_by(facts, window=window(at(2 * DAY)))
    assert {who: f.value for who, f in found.items()} == {
        None: (60 + 400) * 60.0, world.alice.pk: 120 * 60.0, world.carl.pk: 20 * 60.0,
    }  # fmt: skip
    teams = desk.holding_times(user=world.olga, since=at(-1), until=at(DAY), now=at(2 * DAY))
    assert {who: f.value for who, f in teams.items()} == {world.support.pk: 180 * 60.0, world.billing.pk: 420 * 60.0}
    assert facts[0].answers[0].by == world.carl.pk


def test_trap_6_silent_customers_are_people(world: World):
    said, silent, unknown = (answered(world, n, 1) for n in range(3))
    reached(case=said, by=world.alice, now=at(20))
    desk.end(case=silent, reached=True, by_their_word=False, by=world.alice, now=at(20))
    desk.done(case=unknown, by=world.alice, now=at(20))
    found = figure("outcome_confirmed_share", at(60))
    assert (found.value, found.n) == (pytest.approx(1 / 3), 3)
    assert dict(found.parts) == {"silence": 1.0, "unknown": 1.0}


def test_trap_7_nobody_who_waits_is_closed_away(world: World):
    case = answered(world, 0, 1)
    desk.receive(case=case, words="Still broken!", now=at(5))
    with pytest.raises(RefusedError, match="spoke last"):
        desk.end(case=case, reached=True, by_their_word=False, by=world.alice, now=at(9 * DAY))
    assert desk.wake_snoozed(now=at(9 * DAY)) == desk.release_held(now=at(9 * DAY)) == 0
    assert Case.objects.get(number=case.number).state == "open"
    found = figure("waiting_now", at(9 * DAY))
    assert [(row.case, row.value) for row in found.rows] == [(case.number, (9 * DAY - 5) * 60.0)]


BOUNCE = b"""From: MAILER-DAEMON@example.net
To: help@example.com
Subject: Undelivered Mail
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.net

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

Message-ID: <out-1@example.com>
--b--
"""


def test_trap_8_a_bounce_and_a_mail_without_message_id_are_seen(world: World):
    case = world.case()
    sent = desk.reply(case=case, text="Your refund", by=world.alice, now=at(1), hold_seconds=0)
    desk.mark_sent(message=sent, message_id="<out-1@example.com>", now=at(1))
    read = parse(BOUNCE.replace(b"\n", b"\r\n"))
    assert read.automatic
    assert read.bounce_of is not None
    about = desk.message_for_message_id("<out-1@example.com>")
    assert about is not None
    desk.bounced(message=about, reason="5.1.1", now=at(2))
    assert figure("undelivered_share", at(60)).value == 1.0
    assert figure("first_answer", at(60)).rows[0].open_still
    nameless = parse(b"From: ada@example.org\r\nSubject: hi\r\n\r\nNo id here\r\n")
    desk.receive(case=case, incoming=desk.Incoming(text=nameless.text, raw=b"x"), now=at(3))
    assert Message.objects.filter(case=case, text__contains="No id here").count() == 1


def test_trap_9_auto_submitted_no_is_a_person(world: World):
    person = parse(b"From: ada@example.org\r\nAuto-Submitted: no\r\nSubject: hi\r\n\r\nHelp\r\n")
    machine = parse(b"From: ada@example.org\r\nAuto-Submitted: auto-replied\r\nSubject: hi\r\n\r\nAway\r\n")
    assert (person.automatic, machine.automatic) == (False, True)
    case = answered(world, 0, 1)
    desk.receive(case=case, incoming=desk.Incoming(text=machine.text, automatic=machine.automatic), now=at(2))
    assert figure("waiting_now", at(9)).n == 0
    desk.receive(case=case, incoming=desk.Incoming(text=person.text, automatic=person.automatic), now=at(3))
    assert figure("waiting_now", at(9)).n == 1


def test_trap_10_an_hour_is_an_hour_not_a_day(world: World):
    case = answered(world, 0, 10)
    desk.done(case=case, by=world.alice, now=at(60))
    assert figure("time_to_done", at(DAY)).value == 3600.0


def test_a_case_opened_again_was_not_closed_and_stays_counted_as_reopened(world: World):
    case = answered(world, 0, 10)
    desk.done(case=case, by=world.alice, now=at(60))
    desk.receive(case=case, words="No", now=at(70))
    assert figure("time_to_done", at(DAY)).rows[0].open_still
    desk.done(case=case, by=world.alice, now=at(20 * DAY))
    assert figure("time_to_done", at(21 * DAY)).value == 20 * DAY * 60.0
    assert figure("reopened_share", at(21 * DAY)).value == 1.0
    facts = case_facts(since=at(0), until=at(65), teams=None)
    assert shares.reopened(facts, window=Window(at(0), at(65), at(21 * DAY))).n == 1


def test_business_time_is_the_teams(world: World):
    world.support.hours = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    world.support.holidays = ["2026-03-03"]
    world.support.save()
    answered(world, 7 * 60, 2 * DAY)
    assert clock()(world.support.pk, at(0), at(DAY)) == 8 * 3600.0
    assert figure("first_answer", at(4 * DAY)).value == 8 * 3600.0


def test_a_median_cannot_be_told_while_too_many_are_open(world: World):
    answered(world, 0, 10)
    world.case(1)
    world.case(2)
    assert figure("first_answer", at(60)).value is None
    assert quantile([], 0.5) is None


def test_every_number_says_what_it_is_on_which_rows(world: World):
    answered(world, 0, 10)
    found = desk.figures(user=world.alice, since=at(-1), until=at(DAY), now=at(60))
    assert len({f.name for f in found}) == len(found) == 10
    assert all(f.definition.endswith(".") and f.n == len(f.rows) for f in found)
    assert all(f.n == 0 for f in desk.figures(user=world.dora, since=at(-1), until=at(DAY), now=at(60)))


def test_a_teams_number_is_the_same_for_who_leads_it_and_for_the_owner(world: World):
    answered(world, 0, 10)
    moved = answered(world, 1, 20)
    desk.hand_over(case=moved, team=world.billing, story="A bill", by=world.alice, now=at(40))
    theirs = world.case(2, team=world.billing)
    asked = {"since": at(-1), "until": at(DAY), "now": at(60)}
    led, owned = (desk.figures_page(user=user, **asked) for user in (world.bob, world.olga))
    team = str(world.support.pk)
    mine = {part.key: part.figures for part in led.teams}
    assert set(mine) == {team}
    assert mine[team] == next(part.figures for part in owned.teams if part.key == team)
    assert {row.case for row in mine[team][0].rows} >= {moved.number}
    assert theirs.number not in led.cases
    assert desk.figures_page(user=world.olga, team=team, **asked).figures == mine[team]
    with pytest.raises(NotAllowedError):
        desk.figures_page(user=world.alice, **asked)
