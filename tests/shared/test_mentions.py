"""An address, number or name is found where it stands by itself, and only there."""

import pytest

from headwater.shared.mentions import mention

THEIRS = [
    ("ann@x.org", text)
    for text in (
        "ann@x.org", "to Ann@X.org.", "<ann@x.org>", "a,ann@x.org,b", "'ann@x.org'", "mailto:ann@x.org?subject=1",
        "(ann@x.org)...", "...ann@x.org", "ann@x.org. Thanks", "=E2=80=9Eann@x.org=E2=80=9C", "?q=%20ann@x.org",
        "“ann@x.org”", "ann@x.org - so", r'{"a": "x\nann@x.org\n"}', "ann@x.org_",
    )
] + [("+4930555", t) for t in ("+4930555", "tel:+4930555.", "(+4930555)", "+4930555, 1")] + [
    ("030555", "call 030555."), ("ann lee", "Ann Lee's"), ("ann lee", "(ANN LEE)"),
]  # fmt: skip
OTHERS = [
    ("ann@x.org", text)
    for text in (
        "joann@x.org", "jo.ann@x.org", "jo-ann@x.org", "jo+ann@x.org", "jo_ann@x.org", "jo%ann@x.org", "1ann@x.org",
        "üann@x.org", "o'ann@x.org", "ann@x.org.uk", "ann@x.organic", "ann@x.org-a.de", "annx.org", "ann@xyorg",
    )
] + [
    ("+4930555", "+49305551"), ("030555", "+49030555"), ("030555", "1030555"), ("030555", "030555-12"),
    ("030555", "4/030555"), ("030555", "a030555f"), ("ann lee", "Joann Lee"), ("ann lee", "Ann Leeds"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "text"), THEIRS)
def test_what_stands_by_itself_is_found(word: str, text: str):
    assert mention(word).search(text)


@pytest.mark.parametrize(("word", "text"), OTHERS)
def test_a_part_of_somebody_elses_is_not(word: str, text: str):
    assert not mention(word).search(text)


def test_each_one_of_a_list_is_found():
    assert mention("ann@x.org").sub("-", "ann@x.org,ANN@x.org;joann@x.org") == "-,-;joann@x.org"
