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
from headwater.shared import words

GROUPS = {
    "The record": ("cases", "moments", "customers", "duration"),
    "Spoiled cases": ("spoiled", "training"),
    "Customers lost": ("unheard",),
    "Findings": ("finding",),
    "Person or system": ("people",),
    "What makes cases hard": ("mix",),
    "Waits between steps": ("wait", "edge"),
    "Steps": ("step",),
    "Orders of steps": ("variants", "variant"),
    "Settled by a rule": ("counts",),
}
PARTS = {
    "conditions": "the conditions",
    "people": "who served",
    "customers": "the customer",
    "unexplained": "nothing recorded",
    "interaction": "who served under which conditions",
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
    return [(title, figures) for title, figures in found.items() if figures]


def _render(templates: Environment, template: str, site: Site, here: str = "", **parts: Any) -> str:
    page = Page(site.book)
    text = templates.get_template(template).render(site=site, page=page, here=here or template, **parts)
    return words.printable(text)


@cache
def environment(*frames: BaseLoader) -> Environment:
    """The report's templates; those that `frames` hold are taken from there."""
    found = Environment(
        loader=ChoiceLoader([*frames, PackageLoader("headwater.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    found.filters |= {
        "upper_first": words.upper_first, "count": words.count, "share": words.share, "span": words.span,
        "slug": words.slug, "listing": words.listing, "where": sentences.where, "lost": sentences.lost_sentence,
        "owner": sentences.owner, "fragility": sentences.fragility, "bar": interval_bar,
        "step_id": step_id, "bare": lambda text: str(text or "").replace("`", ""), "columns": sentences.columns_of,
        "plain": lambda name: str(name).replace("_", " "),
        "part": lambda name: PARTS.get(name, name),
    }  # fmt: skip
    return found
