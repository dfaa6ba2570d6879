"""Links in words: a flag reads as a part of a sentence, everything else as it is recorded."""

import pytest

from headwater.causes.wording import plain_link


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("stock_out: true", "stock out"), ("Stock_Out: Yes", "Stock Out"), ("stock_out: false", "no stock out"),
        ("promise_kept: no", "no promise kept"), ("is_member: false", "no member"), ("has_photo: true", "photo"),
        ("Lagerlücke: ja", "Lagerlücke: ja"), ("supplier: Norda", "supplier: Norda"),
        ("made_in: Norway", "made_in: Norway"), ("hours_open: > 3", "hours_open: > 3"),
        ("Waiting before Check: true or not", "Waiting before Check: true or not"),
    ],
)  # fmt: skip
def test_a_flag_reads_as_words(link, words):
    assert plain_link(link) == words
