"""The limit on public forms is a count in the database: no process has one of its own, and no address stands in it."""

from datetime import timedelta

import pytest
from tests.world import NOW

from headwater.web.models import Tried
from headwater.web.tries import forget, tried

pytestmark = pytest.mark.django_db


def test_each_try_counts_for_its_address_its_thing_and_its_hour():
    assert [tried("contact", "192.0.2.7", now=NOW + timedelta(minutes=m)) for m in (0, 1, 59)] == [1, 2, 3]
    assert tried("contact", "192.0.2.8", now=NOW) == 1
    assert tried("other", "192.0.2.7", now=NOW) == 1
    assert tried("contact", "192.0.2.7", now=NOW + timedelta(hours=1)) == 1


def test_the_count_is_where_every_process_reads_it_and_names_nobody(django_assert_num_queries):
    tried("contact", "192.0.2.7", now=NOW)
    Tried.objects.update(times=41)  # as another process would have counted
    with django_assert_num_queries(1):
        assert tried("contact", "192.0.2.7", now=NOW) == 42
    assert "192.0.2.7" not in str(Tried.objects.values_list().get())


def test_old_counts_are_forgotten():
    tried("contact", "192.0.2.7", now=NOW)
    tried("contact", "192.0.2.7", now=NOW + timedelta(hours=3))
    forget(now=NOW + timedelta(hours=3))
    assert Tried.objects.count() == 1
