"""The pages of a report, from templates: every name is escaped, no script or style stands inside a page."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined

from headwater.causes import sentences
from headwater.chain.draw import slug as step_id
from headwater.report import charts
from headwater.report.about_findings import numbered
from headwater.report.bars import interval_bar
from headwater.report.figures import Figure, Page
from headwater.report.findings import columns
from headwater.report.site import Site
from headwater.report.timeline import timelines
from headwater.report.words import CODES, cell, code, script_words, translated, translated_n
from headwater.shared import words
from headwater.shared.said import language, phrase, say, spoken

GROUPS = {
    phrase("The record"): ("cases", "moments", "customers", "duration"),
    phrase("Spoiled cases"): ("spoiled", "training"),
    phrase("Customers lost"): ("unheard",),
    phrase("Findings"): ("finding",),
    phrase("Person or system"): ("people",),
    phrase("What makes cases hard"): ("mix",),
    phrase("Waits between steps"): ("wait", "edge"),
    phrase("Steps"): ("step",),
    phrase("Orders of steps"): ("variants", "variant"),
    phrase("Settled by a rule"): ("counts",),
}


def pages(site: Site, templates: Environment | None = None) -> Iterator[tuple[str, str]]:
    """File name and text of every page; `templates` (an `environment()`) may frame them otherwise."""
    render = partial(_render, templates or environment())
    yield "index.html", render("index.html", site)
    for number, finding in numbered(site.answer):
        name = f"finding-{number}.html"
        drawn = [charts.by_period(finding.evidence), _waits(site, finding.ref.kind, finding.ref.step)]
        shown = timelines(site.record, finding, show_cases=site.show_cases)
        parts = {"f": finding, "number": number, "charts": [c for c in drawn if c], "timelines": shown}
        yield name, render("finding.html", site, here=name, **parts)
    yield "chain.html", render("chain.html", site)
    spread = charts.case_durations(site.record)
    yield "measures.html", render("measures.html", site, groups=_groups(site), charts=[spread] if spread else [])
    used = columns(site.answer, site.record)
    notes = [*site.answer.notes, *site.record.notes, *site.chain.notes]
    yield "made.html", render("made.html", site, columns=used, notes=list(dict.fromkeys(notes)))


def _waits(site: Site, kind: str, step: str | None) -> charts.Chart | None:
    return charts.waits_before(site.record, step) if kind == "wait" and step else None


def _groups(site: Site) -> list[tuple[str, list[Figure]]]:
    titles = {kind: title for title, kinds in GROUPS.items() for kind in kinds}
    found: dict[str, list[Figure]] = {title: [] for title in GROUPS}
    for figure in site.book:
        found[titles[figure.key.split(".")[0]]].append(figure)
    return [(say(title), figures) for title, figures in found.items() if figures]


def _render(templates: Environment, template: str, site: Site, here: str = "", **parts: Any) -> str:
    page = Page(site.book)
    text = templates.get_template(template).render(site=site, page=page, here=here or template, **parts)
    return words.printable(text)


@cache
def environment(*frames: BaseLoader) -> Environment:
    """The report's templates; those that `frames` hold are taken from there. What they show is said in the language
    of the door at the time they are rendered."""
    found = Environment(
        loader=ChoiceLoader([*frames, PackageLoader("headwater.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=spoken,
    )
    found.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    found.globals |= {
        "_": translated, "gettext": translated, "ngettext": translated_n, "language": language,
        "script_words": script_words,
    }  # fmt: skip
    found.filters |= {name: partial(code, name) for name in CODES}
    found.filters |= {
        "cell": cell, "upper_first": words.upper_first, "count": words.count, "share": words.share, "span": words.span,
        "slug": words.slug, "listing": words.listing, "where": sentences.where, "lost": sentences.lost_sentence,
        "owner": sentences.owner, "fragility": sentences.fragility, "bar": interval_bar,
        "step_id": step_id, "bare": lambda text: spoken(text or "").replace("`", ""), "columns": sentences.columns_of,
        "plain": lambda name: spoken(str(name) if not isinstance(name, str) else name).replace("_", " "),
        "joined": lambda parts, glue: words.joined(glue, parts), "name": spoken,
    }  # fmt: skip
    return found
