"""The page of a decision sheet, in the report's style: before the start to agree on, after it to see what came."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path

from markupsafe import Markup

from headwater import __version__
from headwater.foresight.decisions.words import percent
from headwater.foresight.sheet import show
from headwater.foresight.sheet.domain import MEANS, Sheet, Watched
from headwater.foresight.sheet.units import said
from headwater.foresight.sheet.watching import Row, Watching
from headwater.report.figures import Book, Page
from headwater.report.folder import Folder
from headwater.report.map import style
from headwater.report.pages import environment
from headwater.report.rowsets import Rows
from headwater.report.service import moment
from headwater.report.week_chart import week_chart
from headwater.shared import words
from headwater.shared.said import dated, say


@dataclass
class SheetSite:
    """All that the page of a sheet shows; `came` is there once it is watched."""

    sheet: Sheet
    came: Watching | None
    made_at: str
    command: str
    nav: tuple[tuple[str, str], ...] = (("index.html", say("The sheet")),)
    rows: dict[str, Rows] = field(default_factory=dict)
    version: str = __version__
    book: Book = field(default_factory=Book)

    @property
    def source(self) -> str:
        """What the page was made from."""
        return say("a decision sheet") if self.came is None else say("a decision sheet and new records")

    @property
    def heading(self) -> str:
        """What came of it; before that, what is decided."""
        return self.sheet.name if self.came is None else show.headline(self.came)

    @property
    def lead(self) -> str:
        """What moved, and what is decided."""
        told = [show.moved(self.came)] if self.came is not None and self.came.stop_now else []
        return words.joined(" ", [*told, say("{name}.", name=self.sheet.name)])

    @property
    def starts(self) -> str:
        """The day of the start."""
        return "" if self.sheet.start is None else dated(self.sheet.start, short=True)

    @property
    def decisions(self) -> list[str]:
        """The decisions, read back."""
        return [say("{decision}.", decision=decision.sentence) for decision in self.sheet.decisions]

    @property
    def watched(self) -> list[tuple[str, str, str, str]]:
        """Measure and place, today, foreseen, interval."""
        return [_watched(one) for one in self.sheet.watched]

    @property
    def predictions(self) -> list[tuple[str, str, str]]:
        """Who, what, how sure."""
        return [(one.who, show.foreseen(one), percent(one.sure)) for one in self.sheet.predictions]

    @property
    def stops(self) -> list[str]:
        """When it is called off."""
        return [words.upper_first(show.stop_said(stop)) for stop in self.sheet.stops]

    @cached_property
    def charts(self) -> list[tuple[str, str, Markup]]:
        """Each watched measure week by week: its name, what it shows, the drawing."""
        if self.came is None:
            return []
        return [_chart(row) for row in self.came.rows if row.limits is not None]

    @property
    def scored(self) -> list[str]:
        """Each prediction and what came of it."""
        return [] if self.came is None else list(show.predictions(self.came))

    @property
    def stopped(self) -> list[str]:
        """Each stop condition, met or not."""
        return [] if self.came is None else list(show.stops(self.came))

    @property
    def drifts(self) -> list[str]:
        """What moved beside the decision."""
        return [] if self.came is None else list(show.drifts(self.came))


def write_sheet_page(
    sheet: Sheet, out: str | Path, *, made_at: datetime, came: Watching | None = None, command: str = ""
) -> Path:
    """Write the page into a folder of its own."""
    site = SheetSite(sheet, came, moment(made_at), command)
    with Folder(Path(out)) as folder:
        template = environment().get_template("sheet.html")
        text = template.render(site=site, page=Page(site.book), here="index.html", means=MEANS)
        (folder / "index.html").write_text(words.printable(text), encoding="utf-8")
        with as_file(files("headwater.report").joinpath("static")) as static:
            shutil.copytree(static, folder / "static")
        (folder / "static" / "river.css").write_text(style(), encoding="utf-8")
    return Path(out) / "index.html"


def _watched(one: Watched) -> tuple[str, str, str, str]:
    measure = one.place.measure
    expected = "" if one.expected is None else said(measure, one.expected)
    ends = ""
    if one.interval is not None:
        low, high = (said(measure, end) for end in one.interval)
        ends = say("{low} to {high}", low=low, high=high)
    return words.upper_first(show.where(one.place)), said(measure, one.baseline), expected, ends


def _chart(row: Row) -> tuple[str, str, Markup]:
    return words.upper_first(show.where(row.watched.place)), show.signal(row), week_chart(row, row.before)
