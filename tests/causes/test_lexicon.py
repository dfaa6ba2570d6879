"""What names usually mean: a hint with its reason, in the languages of exports."""

import pytest

from headwater.causes.lexicon import follows_damage, matches, meaning, of_customer, words


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("stockOut", ["stock", "out"]), ("Kundengröße", ["kundengrosse"]), ("Señal-2 ok", ["senal", "2", "ok"]),
        ("", []), ("__", []), ("HTTPCode", ["httpcode"]), ("v2Release", ["v2", "release"]),
    ],
)  # fmt: skip
def test_words_are_small_plain_and_split_where_a_reader_would(name, found):
    assert words(name) == found


@pytest.mark.parametrize(
    ("name", "stems", "stem"),
    [
        ("supplier_name", "supplier", "supplier"), ("suppliers", "supplier", "supplier"),
        ("paging", "age", None), ("customer_age", "age", "age"), ("classic", "class.", None),
        ("travel class", "class.", "class"), ("time_out_of_stock", "out_of", "out_of"),
        ("stout_office", "out_of", None),
        ("valueless", "value.", None),
    ],
)  # fmt: skip
def test_long_stems_start_a_word_short_ones_are_a_word(name, stems, stem):
    assert matches(name, stems) == stem


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("stock_out", "link"), ("Lieferant", "link"), ("queue", "link"), ("app_version", "link"),
        ("difficulty", "mix"), ("Schwierigkeit", "mix"), ("customer_segment", "mix"), ("priority", "mix"),
        ("fault_complexity", "mix"), ("customer_type", "mix"), ("type", "mix"), ("kind asked", "mix"),
        ("complaint_reason", "sign"), ("Beschwerdegrund", "sign"), ("refund", "sign"), ("escalated", "sign"),
        ("rating", "outcome"), ("made_sla", "outcome"), ("Zufriedenheit", "outcome"), ("reopened", "outcome"),
        ("comment", "bookkeeping"), ("uuid", "bookkeeping"), ("zebra", "unknown"),
    ],
)  # fmt: skip
def test_what_a_column_is_about(name, kind):
    found, reason = meaning(name)
    assert found == kind
    assert "“" in reason


@pytest.mark.parametrize("step", ["Complaint received", "Pay refund", "Entschuldigung", "Escalated to legal"])
def test_steps_that_follow_a_damage(step):
    assert follows_damage(step)


@pytest.mark.parametrize("step", ["Approve refund", "Refund request", "Check complaint", "Ship goods"])
def test_steps_that_are_work(step):
    assert follows_damage(step) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("urgent", True), ("high_risk", True), ("contract", True), ("old_contract", False), ("new_time", False)],
)
def test_a_yes_or_no_of_a_thing_is_no_property_of_the_customer(name, expected):
    assert of_customer(name) is expected
