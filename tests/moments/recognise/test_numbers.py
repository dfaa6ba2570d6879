"""Numbers that name things are no quantities; numbers that measure them are."""

import pytest

from headwater.moments.recognise.numbers import names_things


@pytest.mark.parametrize("name", ["order", "order_id", "Kundennummer nr", "customer_no", "location", "product code"])
def test_it_names_things(name):
    assert names_things(name)


@pytest.mark.parametrize("name", ["order_value", "Order Amount", "ticket_count", "product_price", "item_weight"])
def test_it_measures_or_counts_them(name):
    assert not names_things(name)
