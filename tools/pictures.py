"""The picture of a report in README and docs: make demo && python -m tools.pictures demo/report"""

import sys
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "report-light.png"
SIZE = {"width": 1280, "height": 1000}


def main(report: Path) -> None:
    """Take the first screen of a report as a person sees it, by day."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto((report / "index.html").absolute().as_uri(), wait_until="load")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
