"""Every key of findings.json stands in its page of the documentation."""

from pathlib import Path

from headwater.report.findings import schema

PAGE = Path(__file__).parents[2] / "docs" / "findings-json.md"


def test_every_key_is_documented():
    told = PAGE.read_text(encoding="utf-8")
    found = schema()
    keys = [*found["properties"], *found["$defs"]["finding"]["properties"], *found["$defs"]["evidence"]["properties"]]
    assert [key for key in keys if f"`{key}`" not in told] == []
