"""The page of a decision, in the report's style: the sentence, the week before and after, why, for whom, how sure."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from headwater import __version__
from headwater.foresight.ripples import show
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.aside import asides
from headwater.foresight.ripples.comparison import Comparison, narrow
from headwater.foresight.ripples.frame import PEAK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.say import rest, short_headline
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import shown
from headwater.foresight.ripples.why import Path as Why
from headwater.foresight.ripples.why import path_sentence
from headwater.report import about_decision as about
from headwater.report.figures import Book, Page
from headwater.report.folder import Folder
from headwater.report.map import style
from headwater.report.pages import environment
from headwater.report.ratio_bars import Ratios, part_bar, ratio_bar, tone
from headwater.report.rowsets import Rows
from headwater.report.service import moment
from headwater.shared import words
from headwater.shared.plain import clean, json_text
from headwater.shared.said import dated, say
from headwater.shared.words import joined


@dataclass
class DecisionSite:
    """All that the page of one decision shows."""

    result: Result
    command: str
    made_at: str
    nav: tuple[tuple[str, str], ...] = ()
    rows: dict[str, Rows] = field(default_factory=dict)
    version: str = __version__
    source: str = say("a calibrated twin")

    @cached_property
    def shown(self) -> list[Ripple]:
        """The rows of the first table."""
        return shown(self.result.ripples, 16)

    @cached_property
    def tables(self) -> dict[str, about.Grid]:
        """For whom, at which queue, at its peak, in which team."""
        return {
            "kinds": about.per_kind(self.result),
            "queues": about.per_queue(self.result),
            "peaks": about.per_queue(self.result, PEAK),
            "teams": about.per_team(self.result),
        }

    @cached_property
    def used(self) -> list[Ripple]:
        """Every row that the page shows."""
        listed = [row for grid in self.tables.values() for row in grid.rows]
        return list(dict.fromkeys([*self.shown, self.result.place, *listed]))

    @cached_property
    def book(self) -> Book:
        """Every number of the page."""
        return Book(about.figures(self.result, self.used))

    @property
    def heading(self) -> str:
        """The decision, and what it does to waiting."""
        return short_headline(self.result.decisions, self.result.told)

    @property
    def lead(self) -> str:
        """The rest of the sentence."""
        parts = [rest(self.result.told), *asides(self.result.decisions, self.result.twin)]
        return joined(" ", [part for part in parts if part])

    @property
    def period(self) -> str:
        """Which weeks are simulated."""
        plan, start = self.result.lab.plan, self.result.twin.start
        low = start + timedelta(hours=plan.start + plan.warm_up)
        high = low + timedelta(hours=plan.length - 1)
        return say("{low} to {high}", low=dated(low.date(), short=True), high=dated(high.date(), short=True))

    @cached_property
    def picture(self) -> Markup:
        """The week before and after; drawn by the library, its names escaped there."""
        return Markup(self.result.plot(standalone=False).svg)

    @cached_property
    def ratios(self) -> Ratios:
        """One scale for the first table."""
        return Ratios(self.shown)

    @cached_property
    def why(self) -> Why | None:
        """The path of the wait that moves most."""
        return self.result.path() if self.result.moves else None

    @property
    def links(self) -> list[tuple[str, str, Markup]]:
        """Each mechanism: its name, its part, its bar."""
        if self.why is None:
            return []
        ends = [0.0, *(end for link in self.why.links for end in (*link.interval, link.part))]
        span = min(ends), max(ends)
        scale = w.scale(self.why.ripple)
        links = self.why.links
        return [(link.name, scale.part(link.part), part_bar(link.part, link.interval, span)) for link in links]

    @property
    def sure(self) -> list[tuple[str, str, Markup]]:
        """The three parts of what is not known of the change of the most telling wait."""
        parts = about.sure(self.result.place)
        most = max([half for _, half, _ in parts] + [1e-9])
        return [(what, text, part_bar(half, (half, half), (0.0, most))) for what, half, text in parts]


def write_decision(answer: Result | Comparison, out: str | Path, *, made_at: datetime, command: str = "") -> Path:
    """Write the page (for a comparison, one for each plan and one of them together) into a folder of its own."""
    with Folder(Path(out)) as folder:
        (folder / "rows").mkdir()
        pages = _one(answer, made_at, command) if isinstance(answer, Result) else _several(answer, made_at, command)
        for name, template, site, more in pages:
            _write(folder, name, template, site, more)
        (folder / "decision.json").write_text(json_text(clean(answer.to_dict()), 1), encoding="utf-8")
        with as_file(files("headwater.report").joinpath("static")) as static:
            shutil.copytree(static, folder / "static")
        (folder / "static" / "river.css").write_text(style(), encoding="utf-8")
    return Path(out) / "index.html"


Planned = tuple[str, str, DecisionSite, dict[str, Any]]


def _one(result: Result, made_at: datetime, command: str) -> list[Planned]:
    nav = (("index.html", say("The decision")),)
    return [("index.html", "decision.html", DecisionSite(result, command, moment(made_at), nav), {})]


def _several(comparison: Comparison, made_at: datetime, command: str) -> list[Planned]:
    files_of = [f"plan-{i}.html" for i in range(1, len(comparison.results) + 1)]
    named = [
        (file, words.upper_first(comparison.label(result)))
        for file, result in zip(files_of, comparison.results, strict=True)
    ]
    nav = (("index.html", say("Side by side")), *named)
    sites = [DecisionSite(result, command, moment(made_at), nav) for result in comparison.results]
    pages: list[Planned] = [(f, "decision.html", s, {}) for f, s in zip(files_of, sites, strict=True)]
    more = {"comparison": comparison, "plans": list(zip(files_of, sites, strict=True))}
    return [("index.html", "comparison.html", sites[0], more), *pages]


def _write(folder: Path, name: str, template: str, site: DecisionSite, more: dict[str, Any]) -> None:
    if template == "decision.html":
        site.rows = about.row_sets(site.result, site.used, folder / "rows")
    templates = environment()
    page = Page(site.book)
    helpers = {
        "about": about,
        "path_sentence": path_sentence,
        "show": show,
        "bar_of": ratio_bar,
        "tone": tone,
        "w": w,
        "narrow": narrow,
    }
    text = templates.get_template(template).render(site=site, page=page, here=name, **helpers, **more)
    (folder / name).write_text(words.printable(text), encoding="utf-8")
