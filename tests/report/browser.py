"""A real browser for the pages, started once; where it cannot be had the tests skip by name (never in CI)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

CHROMIUM = which("chromium") or which("chromium-browser")
BRING = "browser tests need chromium: apt-get install -y chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "narrow": (390, "light")}


@contextmanager
def chromium() -> Iterator:
    """A browser, Debian's or playwright's own; skips the test that asks where there is neither."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="browser tests need playwright: pip install playwright axe-playwright-python"
    )
    with playwright.sync_playwright() as play:
        if not Path(CHROMIUM or play.chromium.executable_path).exists():
            pytest.skip(BRING)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Seen:
    """A page that is open, and everything it complained of or asked the network for."""

    def __init__(self, browser, look: str, *, scripts: bool = True) -> None:
        width, scheme = LOOKS[look]
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "data:")):
            self.complaints.append(f"asked the network for {url}")

    def goto(self, file: Path) -> None:
        self.page.goto(file.absolute().as_uri())
        self.page.wait_for_load_state("load")

    def close(self) -> None:
        self.page.context.close()
