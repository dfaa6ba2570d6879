"""The tables of the desk hold what the acts promise, on both databases."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from headwater.desk.models import Case, Customer, Holding

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.server]


def test_every_table_is_in_the_migrations():
    call_command("makemigrations", "desk", check=True, dry_run=True, verbosity=0)


def test_a_case_has_one_open_holding():
    customer = Customer.objects.create(name="Ada", created_at=NOW)
    case = Case.objects.create(customer=customer, channel="phone", opened_at=NOW, changed_at=NOW)
    Holding.objects.create(case=case, since=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(case=case, since=NOW)
