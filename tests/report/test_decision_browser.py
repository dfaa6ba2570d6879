"""The page of a decision in a real browser: quiet, accessible, no wider than the window, every number opens."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.foresight import world
from tests.report.browser import LOOKS, Seen, chromium

from headwater.foresight.service import asked
from headwater.report.decision import write_decision

pytestmark = pytest.mark.browser
PAGES = ("index", "plan-1")


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    twin = asked(world.twin(world.centre(feedback=True)))
    plans = twin.compare("staff:billing -2 on Saturday", "callback:billing 40 %", today=date(2026, 11, 22))
    out = tmp_path_factory.mktemp("plans") / "decision"
    return write_decision(plans, out, made_at=datetime(2026, 11, 22, tzinfo=UTC)).parent


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_self_contained_and_accessible(browser, folder, name, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    seen = Seen(browser, look)
    seen.goto(folder / f"{name}.html")
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    complaints = list(seen.complaints)
    found = axe.Axe().run(seen.page)
    seen.close()
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []
    assert wide <= 0


def test_a_number_opens_to_the_hours_behind_it(browser, folder):
    seen = Seen(browser, "light")
    seen.goto(folder / "plan-1.html")
    seen.page.locator("main a.open").first.click()
    seen.page.wait_for_selector("dialog[open] tbody tr")
    said = seen.page.locator("dialog[open]").inner_text()
    seen.close()
    assert "All waits of a case together." in said
    assert seen.complaints == []
