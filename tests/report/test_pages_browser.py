"""The report in a real browser, from disk: quiet, self-contained, accessible, and every figure opens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.report.browser import LOOKS, Seen, chromium
from tests.report.invented import invented_causes, invented_record

from headwater.chain.service import chain
from headwater.report.service import write_report

pytestmark = pytest.mark.browser
PAGES = ("index", "finding-1", "finding-2", "finding-3", "chain", "measures", "made")


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("report") / "report"
    record = invented_record()
    write_report(invented_causes(), record, chain(record), out, made_at=datetime(2026, 11, 22, tzinfo=UTC))
    return out


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_self_contained_and_accessible(browser, report, name, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    seen = Seen(browser, look)
    seen.goto(report / f"{name}.html")
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    complaints = list(seen.complaints)  # axe itself asks for the style sheets, which the policy refuses
    found = axe.Axe().run(seen.page)
    seen.close()
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []
    assert wide <= 0


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_opens_to_its_definition_and_rows(browser, report, name):
    seen = Seen(browser, "light")
    seen.goto(report / f"{name}.html")
    links = seen.page.locator("main a.open")
    without = [i for i in range(min(links.count(), 25)) if not _opens(seen.page, links.nth(i))]
    seen.close()
    assert without == []
    assert seen.complaints == []


def _opens(page, link) -> bool:
    link.click()
    page.wait_for_selector("dialog[open] tbody tr td, dialog[open] tbody tr th")
    said = page.locator("dialog[open] .definition").inner_text()
    terms = page.locator("dialog[open] .about dt").all_inner_texts()
    page.locator("dialog[open] .close").click()
    return bool(said) and terms == ["Rule", "n", "Left out"]


def test_rows_sort_and_filter(browser, report):
    seen = Seen(browser, "light")
    seen.goto(report / "index.html")
    page = seen.page
    page.locator("a.open[data-about=cases]").first.click()
    page.wait_for_selector("dialog[open] input")
    page.locator("dialog[open] th button", has_text="hours").click()
    page.locator("dialog[open] th button", has_text="hours").click()
    hours = [float(t.replace(",", "")) for t in page.locator("dialog[open] tbody td:nth-child(3)").all_inner_texts()]
    page.locator("dialog[open] input").fill("C-00042")
    cases = page.locator("dialog[open] tbody td:first-child").all_inner_texts()
    seen.close()
    assert hours == sorted(hours, reverse=True)
    assert len(hours) == 200
    assert cases == ["C-00042"]


def test_without_scripts_a_figure_leads_to_its_definition(browser, report):
    seen = Seen(browser, "light", scripts=False)
    seen.goto(report / "index.html")
    seen.page.locator("h1 a.open").first.click()
    about = seen.page.locator("#about-finding-1-spoiled")
    about.locator(".definition").wait_for()
    rows = about.locator("tbody tr").count()
    seen.close()
    assert rows == 5


def test_charts_are_drawn_as_svg_with_a_table_beside(browser, report):
    seen = Seen(browser, "dark")
    seen.goto(report / "finding-1.html")
    drawn = seen.page.locator(".draw svg").count()
    tables = seen.page.locator(".chart details table").count()
    seen.close()
    assert drawn == 2
    assert tables == 2


def test_on_paper_definitions_are_footnotes(browser, report):
    seen = Seen(browser, "light")
    seen.page.emulate_media(media="print")
    seen.goto(report / "index.html")
    notes = seen.page.locator(".footnotes li")
    shown, said = notes.first.is_visible(), notes.count()
    figures = seen.page.locator("main a.open").evaluate_all("all => new Set(all.map(a => a.dataset.about)).size")
    hidden = seen.page.locator(".numbers").is_visible()
    seen.close()
    assert shown
    assert said == figures
    assert not hidden
