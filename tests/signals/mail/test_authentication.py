# ruff: noqa: E501 -- a case stands on one line
"""What our own server found out about the sender is believed, and nobody else's word."""

import pytest
from tests.signals.mail.letters import letter

from headwater.signals.mail.authentication import forged

OURS = frozenset({"mx.shop.example"})
CASES = [
    ("mx.shop.example; spf=pass smtp.mailfrom=a@q.example; dkim=pass header.d=q.example; dmarc=pass header.from=q.example", False),
    ("mx.shop.example; spf=pass smtp.mailfrom=x@evil.example; dkim=none; dmarc=fail (p=reject; sp=none) header.from=q.example", True),
    ("MX.Shop.Example 1; dmarc=FAIL header.from=q.example", True),
    ("mx.shop.example; dmarc = fail", True),
    ("mx.evil.example; dmarc=fail", False),
    ("mx.shop.example.evil.example; dmarc=fail", False),
    ("mx.shop.example; none", False),
    ("mx.shop.example; spf=fail smtp.mailfrom=q.example; dkim=none", True),
    ("mx.shop.example; spf=fail smtp.mailfrom=q.example; dkim=pass header.d=q.example", False),
    ("mx.shop.example; dkim=fail (body hash) header.d=q.example; spf=pass", False),
    ("mx.shop.example; dkim=fail header.d=q.example; dkim=pass header.d=x.example", False),
    ("mx.shop.example; dkim=fail header.d=q.example", True),
    ("mx.shop.example; spf=softfail; dkim=none; dmarc=none", False),
    ("mx.shop.example; dmarc=temperror; spf=fail", True),
    ('mx.shop.example; dmarc=pass reason="dmarc=fail; dmarc=fail"', False),
    ("mx.shop.example; x-dmarc=fail", False),
    ("", False),
    (";;;", False),
]  # fmt: skip


@pytest.mark.parametrize(("field", "said"), CASES)
def test_a_field(field, said):
    assert forged([field], OURS) is said


def test_without_a_server_of_ours_nothing_is_believed():
    assert not forged(["mx.shop.example; dmarc=fail"], frozenset())


def test_the_topmost_field_of_a_method_is_ours_and_the_sender_may_have_written_the_rest():
    top, below = "mx.shop.example; dmarc=fail", "mx.shop.example; dmarc=pass; spf=pass"
    assert forged([top, below], OURS)
    assert not forged([below, top], OURS)
    assert forged(["mx.shop.example; dkim=none", "mx.shop.example; spf=fail", "mx.other.example; spf=pass"], OURS)


def test_the_fields_come_from_the_letter_in_order():
    head = "Authentication-Results: mx.shop.example;\n\tdmarc=fail (p=none)\n header.from=q.example\nAuthentication-Results: other; spf=pass\n"
    mail = letter("Hello", head)
    assert mail.authentication == ("mx.shop.example; dmarc=fail (p=none) header.from=q.example", "other; spf=pass")
    assert forged(mail.authentication, OURS)
