"""Times as readers of each language write them."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from headwater.web.shapes import when


@pytest.mark.parametrize(("language", "month"), [("en", "21 Nov"), ("de", "21. Nov")])
def test_a_day_of_this_year_is_written_short(language, month, monkeypatch):
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    with translation.override(language), timezone.override(UTC):
        assert month in when(datetime(2026, 11, 21, 19, 8, tzinfo=UTC))
        assert when(datetime(2026, 11, 22, 8, 5, tzinfo=UTC)).endswith(">08:05</time>")
