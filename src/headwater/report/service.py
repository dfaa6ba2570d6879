"""What the report part can do: `write_report` lays a folder down, `explain` finds one number in it again."""

import shutil
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from headwater import __version__
from headwater.causes.domain import Causes
from headwater.chain.result import Chain
from headwater.moments.domain import Record
from headwater.report.explain import Explained, explain
from headwater.report.findings import findings_dict, findings_json
from headwater.report.folder import Folder
from headwater.report.map import picture, style
from headwater.report.pages import pages
from headwater.report.rejects import write_rejects
from headwater.report.rowsets import register_answer, write_rows
from headwater.report.site import Site
from headwater.shared.plain import json_text
from headwater.shared.said import Said, dated, say

__all__ = ["Explained", "check_place", "explain", "findings_dict", "findings_json", "moment", "write_report"]


def write_report(
    answer: Causes,
    record: Record,
    chain: Chain,
    out: str | Path,
    *,
    made_at: datetime,
    command: str = "",
    show_cases: bool = False,
) -> Path:
    """Write the report into a folder of its own; the path of its first page comes back.

    Its pages are in the language of the door (`headwater.shared.said.speaking`), findings.json is English.
    A folder that holds an older report is replaced file by file; one that holds anything else is refused (InputError).
    """
    site = Site(answer, record, chain, command, moment(made_at), __version__, show_cases)
    site.river, site.river_said = picture(answer, chain)
    with Folder(Path(out)) as folder:
        register_answer(record, answer.rows)
        (folder / "rows").mkdir()
        site.rows |= {found.key: write_rows(record, found, folder / "rows") for found in site.row_sets()}
        for name, text in pages(site):
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "findings.json").write_text(findings_json(answer, record), encoding="utf-8")
        write_rejects(record, folder / "rejected.csv", values=show_cases)
        _save_figures(site, folder)
        with as_file(files("headwater.report").joinpath("static")) as static:
            shutil.copytree(static, folder / "static")
        (folder / "static" / "river.css").write_text(style(), encoding="utf-8")
    return Path(out) / "index.html"


def moment(at: datetime) -> Said:
    """When a report was made."""
    return say("{day}, {time}", day=dated(at.date()), time=f"{at:%H:%M}")


def check_place(out: str | Path) -> None:
    """Stop at once, before anything is computed, where the report cannot be written (InputError)."""
    Folder(Path(out)).check()


def _save_figures(site: Site, folder: Path) -> None:
    saved = [figure.to_dict() for figure in site.book]
    (folder / "figures.json").write_text(json_text(saved, 1), encoding="utf-8")
