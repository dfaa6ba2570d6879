"""The audit log: added to, never changed, by no way through the code and no way through the database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.world import NOW, World

from headwater.people import service
from headwater.people.models import AppendOnlyError, Audit
from headwater.shared.errors import UsageError


@pytest.fixture
def line(world: World) -> Audit:
    service.record(act="case read", now=NOW, by=world.alice, case_id=7, customer_id=3)
    return Audit.objects.get()


def test_the_model_refuses(line: Audit):
    line.act = "nothing"
    with pytest.raises(AppendOnlyError):
        line.save()
    with pytest.raises(AppendOnlyError):
        line.delete()


@pytest.mark.parametrize("sql", ["UPDATE people_audit SET act = 'nothing'", "DELETE FROM people_audit"])
def test_the_database_refuses(line: Audit, sql: str):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Audit.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Audit.objects.update(act="nothing")
    assert list(Audit.objects.values_list("act", "case_id", "customer_id")) == [("case read", 7, 3)]


def test_retention_lets_old_lines_go_and_says_so(line: Audit, world: World):
    later = NOW + timedelta(days=100)
    service.record(act="young", now=later, by=None)
    with pytest.raises(UsageError):
        service.retain_audit(before=NOW + timedelta(days=50), now=later, by=world.olga)
    assert service.retain_audit(before=NOW + timedelta(days=1), now=later, by=world.olga) == 1
    kept = [(x.act, x.what) for x in service.audit_lines()]
    assert kept == [("retention applied", "1 lines of the audit log before 2026-03-03"), ("young", "")]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Audit.objects.all().delete()
    assert service.retain_audit(before=NOW + timedelta(days=1, hours=5), now=later, by=None) == 0
    assert len(service.audit_lines()) == 2, "a run that removes nothing says nothing"


def test_pages_of_lines_newest_first(world: World):
    for act in "abc":
        service.record(act=act, now=NOW, by=world.olga)
    first = service.audit_lines(limit=2)
    assert [x.act for x in first] == ["c", "b"]
    assert [x.act for x in service.audit_lines(before=first[-1].pk, limit=2)] == ["a"]
