"""Links of the documentation lead somewhere, and pages show what their commands print."""

import re
from pathlib import Path

import pytest
from tools.pages import BLOCK, commands, printed, remade

from headwater.cli.app import app

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`|^    .*$", re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors that headings give, as Zensical and the forges make them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", head.lower()).strip()) for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    lost = []
    for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_page_is_in_the_navigation():
    listed = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    pages = [str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")]
    assert [page for page in pages if f'"{page}"' not in listed] == []


def test_the_command_line_page_shows_what_help_prints(tmp_path):
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    shown = {command.removeprefix("headwater ").split(" --help")[0] for command in commands(page)}
    assert {command.name for command in app.registered_commands} <= shown
    assert remade(page, tmp_path) == page, "python -m tools.pages docs/cli.md mends it"


def test_a_block_is_filled_and_cut(tmp_path):
    page = "a\n<!-- prints 1 lines: headwater --help -->\n```text\nold\n```\nz\n"
    head, line, more, *rest = remade(page, tmp_path).removeprefix("a\n").splitlines()[1:]
    assert (head, line, rest) == ("```text", "Usage: headwater [OPTIONS] COMMAND [ARGS]...", ["```", "z"])
    assert re.fullmatch(r"… and \d\d more lines", more)


@pytest.mark.slow
def test_the_tutorial_shows_what_its_commands_say_of_the_real_log(tmp_path):
    """Words and order must be those printed; figures may differ in the last place from machine to machine."""
    log = REAL / "incident_servicenow_uci.parquet"
    if not log.exists():
        pytest.skip(f"the real log {log.name} is not beside the repository (shared/data)")
    (tmp_path / "incidents.parquet").symlink_to(log)
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) == 4
    for block in blocks:
        now = printed(block[3], tmp_path).splitlines()[: int(block[2] or 10_000)]
        shown = block[4].splitlines()[: len(now)]
        assert _words(shown) == _words(now), f"{block[3]}: python -m tools.pages --in FOLDER docs/tutorial.md mends it"


def _words(lines: list[str]) -> str:
    return re.sub(r"[\d.,–\s]+", " ", " ".join(lines))
