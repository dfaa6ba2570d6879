"""The web form and the phone: what a customer said stays theirs, arrives once, and only over a live channel."""

from typing import Any

import pytest
from tests.desk.conftest import World, at

from headwater.desk.channels import phone, sheets, webform
from headwater.desk.errors import RefusedError
from headwater.desk.models import Case, Message

pytestmark = pytest.mark.server

GIVEN = {"words": "My jar broke.", "address": "ada@example.org", "name": "Ada", "wanted": "A new jar"}


def send(minute: float = 0, **more: str) -> Case:
    return webform.open_from(webform.read(GIVEN | more), now=at(minute), language="en")


def test_the_wished_outcome_is_the_customers_and_no_part_of_their_words(world: World):
    case = send()
    assert (case.wanted, case.own_words, case.preview) == ("A new jar", "My jar broke.", "My jar broke.")
    assert case.concern_confirmed_at is None
    assert Message.objects.get().text == "My jar broke."


def test_going_back_and_sending_once_more_opens_no_second_case(world: World):
    first = send(50)
    assert send(55, address="ADA@example.org ").number == first.number
    assert send(65).number == first.number
    assert Case.objects.count() == 1


def test_other_words_or_another_day_are_another_message(world: World):
    assert len({send().number, send(1, words="And my lid.").number, send(180).number}) == 3
    assert Case.objects.count() == 3


def test_cases_by_phone_need_the_channels_sheet(world: World):
    said: dict[str, Any] = {
        "customer_name": "Ada", "address": "", "words": "Hello", "subject": "", "kind_asked": "", "team": None,
        "by": world.alice, "now": at(0),
    }  # fmt: skip
    with pytest.raises(RefusedError, match="exposure sheet is missing"):
        phone.take_down(**said)
    told = {"operated_by": "us", "data_leaving": "none", "told_customer": "it is written down"}
    sheets.confirm_sheet(channel="phone", by=world.olga, now=at(0), **told)
    assert phone.take_down(**said).holder_id == world.alice.pk
