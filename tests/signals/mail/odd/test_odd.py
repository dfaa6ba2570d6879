"""Odd letters, each with what a careful reader says of it. They are ours; the oddness is real."""

import pytest
from tests.signals.mail.odd import (
    automata,
    charsets,
    damage,
    failures,
    packed,
    replies,
    second,
    senders,
    structures,
    third,
    times,
)
from tests.signals.mail.odd.writing import Odd, read

EVERY = [
    one
    for table in (charsets, structures, senders, times, failures, automata, replies, damage, second, packed, third)
    for one in table.LETTERS
]


@pytest.mark.parametrize("letter", EVERY, ids=lambda one: one.name)
def test_an_odd_letter_comes_out_as_a_careful_reader_says(letter: Odd) -> None:
    found = read(letter.raw)
    assert {name: found[name] for name in letter.said} == letter.said


def test_no_two_letters_have_one_name() -> None:
    assert len({one.name for one in EVERY}) == len(EVERY)
