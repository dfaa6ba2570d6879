"""The shipped year is believable: hours, seasons, Saturdays, customers who come back or never do."""

import numpy as np

from headwater.demo.hours import CLOSED, DAY, FEWER_FROM, OPEN, SATURDAY, month, next_open, weekday
from headwater.demo.names import FLOOR, LEAD, SHOP, STAFF, TEAMS
from headwater.demo.people import PEOPLE, on_duty
from headwater.demo.walk import NOBODY


def test_it_has_the_size_of_a_small_firms_year(year):
    rows = year.walk.rows()
    assert 160_000 <= len(rows.case) <= 200_000
    assert np.all(np.diff(rows.done) >= 0)
    assert np.all(rows.done >= rows.start)
    assert 0.1 < year.spoiled.mean() < 0.25


def test_the_shop_opens_with_its_door_and_never_on_a_closed_day(year):
    came = year.asked.arrived[year.asked.channel == SHOP]
    hours = np.array(OPEN[FLOOR])[weekday(came)]
    assert np.all((came % DAY / 3600 >= hours[:, 0]) & (came % DAY / 3600 <= hours[:, 1]))
    assert not np.isin(np.floor(came / DAY), CLOSED).any()


def test_december_and_saturdays_are_busiest(year):
    came = year.asked.arrived
    assert np.bincount(month(came), minlength=12).argmax() == 11
    assert np.bincount(weekday(came[year.asked.channel == SHOP]), minlength=7).argmax() == SATURDAY


def test_a_team_takes_work_up_when_it_opens():
    monday = np.array([FEWER_FROM * DAY + 22 * 3600.0])  # 1 September 2025, in the evening
    opened = next_open(monday, np.array([LEAD]), np.zeros(1))
    assert opened[0] == (FEWER_FROM + 1) * DAY + 10 * 3600.0
    assert next_open(opened, np.array([LEAD]), np.zeros(1)) == opened


def test_saturday_waits_multiply_when_two_part_timers_leave_while_weekdays_hardly_move(year):
    wait, came, shop = year.broke.counter_wait, year.asked.arrived, year.asked.channel == SHOP
    late, saturday = came >= FEWER_FROM * DAY, weekday(came) == SATURDAY
    assert wait[shop & saturday & late].mean() > 3 * wait[shop & saturday & ~late].mean() + 180
    assert wait[shop & ~saturday & late].mean() < 60


def test_some_customers_come_often_and_the_disappointed_less(year):
    visits = np.bincount(year.customer)
    assert (visits >= 3).sum() > 1_000
    last = np.zeros(len(year.customer), dtype=bool)
    last[len(last) - 1 - np.unique(year.customer[::-1], return_index=True)[1]] = True
    early = month(year.asked.arrived) < 6
    assert last[early & year.spoiled].mean() > last[early & ~year.spoiled].mean() + 0.1


def test_people_work_in_their_own_team(year):
    rows = year.walk.rows()
    team_of = {name: t for t, members in enumerate(STAFF) for name in members}
    served = rows.who != NOBODY
    own = np.array([team_of.get(name, FLOOR) for name in PEOPLE])
    assert np.array_equal(own[rows.who[served]], rows.team[served])
    assert len(TEAMS) == len(STAFF) == len(OPEN)


def test_the_part_timers_are_gone_in_september():
    saturdays = np.array([FEWER_FROM - 2, FEWER_FROM + 5]) * DAY + 12 * 3600.0
    found = on_duty(np.array([FLOOR, FLOOR]), saturdays, np.array([0.9, 0.9]))
    assert PEOPLE[found[0]] == "Love Hedström"
    assert PEOPLE[found[1]] in STAFF[FLOOR]
