"""Staff and teams in the database."""

import pytest
from django.db import IntegrityError, transaction

from headwater.people.models import User

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_user_in_any_case_of_letters():
    User.objects.create_user("Alice@Example.org", name="Alice")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="ALICE@example.org", name="Other").save()
    assert User.objects.get_by_natural_key("alice@EXAMPLE.org").name == "Alice"
