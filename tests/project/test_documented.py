"""Every setting that the server reads stands in docs/deploy.md."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_setting_is_told():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    oidc = {f"HEADWATER_OIDC_{name}" for name in ("NAME", "SERVER", "CLIENT_ID", "CLIENT_SECRET")}
    read = set(re.findall(r"HEADWATER_[A-Z]+(?:_[A-Z]+)*", source)) - {"HEADWATER_OIDC"} | oidc
    told = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert len(read) > 10
    assert sorted(name for name in read if f"`{name}`" not in told) == []
