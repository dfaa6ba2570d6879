"""Compute the answer of the server's own record again, with the same steps as `headwater diagnose`."""

import json
import secrets
import shlex
import shutil
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader

from headwater import __version__
from headwater.answers.computed import CURRENT
from headwater.answers.links import FILE as LINKS
from headwater.causes.service import causes
from headwater.chain.service import chain
from headwater.moments.service import read
from headwater.moments.store import is_record
from headwater.people import organisation
from headwater.people.organisation import Organisation
from headwater.report.about_findings import numbered
from headwater.report.findings import findings_json
from headwater.report.map import picture
from headwater.report.pages import environment, pages
from headwater.report.rowsets import register_answer, write_rows
from headwater.report.service import moment
from headwater.report.site import Site
from headwater.shared.errors import HeadwaterError
from headwater.shared.said import LANGUAGES, phrase, speaking, spoken, words

FORMAT = 4
"""Raised when the files of an answer change, so that an older one is computed anew."""
OWN_NAMES = (
    phrase("record"), phrase("Case opened"), phrase("Message received"), phrase("Automatic message received"),
    phrase("Reply sent"), phrase("Note written"), phrase("Concern confirmed"), phrase("Assigned"),
    phrase("Handed over"), phrase("Done as asked"), phrase("Outcome reached"), phrase("Ended in silence"),
    phrase("Reopened"), phrase("Snoozed"), phrase("Woken"), phrase("Merged"), phrase("Merge undone"),
    phrase("Case merged in"), phrase("Merged case taken out"), phrase("Split"), phrase("Message bounced"),
    phrase("Sent again"), phrase("Reached again"), phrase("Tagged"), phrase("Tag removed"),
    phrase("Promise made"), phrase("Promise kept"), phrase("Promise broken"), phrase("Asked to move a promise"),
    phrase("Promise renegotiated"), phrase("Promise withdrawn"), phrase("Promise open again"),
    phrase("Promise not received"), phrase("Link reported"),
)  # fmt: skip
"""the desk's own steps, which are recorded in English"""


def refresh(*, data: Path, now: datetime, always: bool = False) -> bool:
    """Compute what `data`/record answers, as its owner wants it; whether it was computed. It is not where neither the
    record nor what the owner set has changed since.

    What is read while this runs stays whole: the new answer is named only when all of it is written.
    """
    record, at = data / "record", data / "findings"
    if not is_record(record):
        return False
    wanted = organisation.read(data)
    version = _version(record, wanted)
    if not always and _known(at) == version:
        return False
    fresh = at / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    (fresh / "rows").mkdir(parents=True)
    about: dict[str, object] = {"version": version, "made_at": now.isoformat(), "trouble": ""}
    try:
        about |= _compute(record, fresh, now, wanted)
    except HeadwaterError as error:
        about["trouble"] = str(error)
    _write(fresh / "about.json", json.dumps(about))
    _name(at, fresh.name)
    return True


def _compute(folder: Path, fresh: Path, now: datetime, wanted: Organisation) -> dict[str, object]:
    record = read(folder)
    links = chain(record, zone=wanted.time_zone or "UTC")
    answer = causes(record, spoiled=wanted.spoiled or None, customer_value=wanted.worth)
    site = Site(answer, record, links, command(folder, wanted), moment(now), __version__, currency=wanted.currency)
    register_answer(record, answer.rows)
    site.rows |= {found.key: write_rows(record, found, fresh / "rows") for found in site.row_sets()}
    for language in LANGUAGES:
        with speaking(language):
            names = {name: words(name) for name in OWN_NAMES}
        with speaking(language, names):
            _say(site, fresh / language if language != "en" else fresh)
    _write(fresh / "findings.json", findings_json(answer, record))
    return {"cases": record.counts.cases, "moments": record.counts.moments}


def command(folder: Path, wanted: Organisation) -> str:
    """The line that gives the same numbers."""
    given = {"--spoiled": wanted.spoiled, "--timezone": wanted.time_zone, "--customer-value": wanted.worth}
    options = [str(part) for name, value in given.items() if value not in ("", None) for part in (name, value)]
    return shlex.join(["headwater", "diagnose", str(folder), *options])


def _say(site: Site, place: Path) -> None:
    """The answer's pages and figures in the language of the door: one answer, so no number can differ."""
    place.mkdir(exist_ok=True)
    site.river, site.river_said = picture(site.answer, site.chain)
    for name, text in pages(site, _templates()):
        _write(place / name, text)
    saved = {f.key: f.to_dict() for f in site.book}
    sets = {key: {"title": spoken(rows.title), "said": spoken(rows.said)} for key, rows in site.rows.items()}
    named = [{"link": spoken(f.link), "ref": f.ref.to_dict()} for _, f in numbered(site.answer)]
    _write(place / LINKS, json.dumps(named, ensure_ascii=False))
    _write(place / "figures.json", json.dumps({"figures": saved, "sets": sets}, ensure_ascii=False))


@cache
def _templates() -> Environment:
    return environment(PackageLoader("headwater.answers"))


def _version(record: Path, wanted: Organisation) -> str:
    """The name of the record's last commit, of the way its answer is kept, and what the owner set."""
    last = max(path.name for path in (record / "moments" / "_delta_log").glob("*.json"))
    return f"{FORMAT}:{last}:{wanted.time_zone}:{wanted.value}:{wanted.currency}:{wanted.spoiled}"


def _known(at: Path) -> str:
    try:
        name = (at / CURRENT).read_text(encoding="ascii")
        return str(json.loads((at / name / "about.json").read_text(encoding="utf-8"))["version"])
    except (FileNotFoundError, json.JSONDecodeError):
        return ""


def _name(at: Path, fresh: str) -> None:
    """From now on this answer is the current one; the one before stays for pages that are being read."""
    before = (at / CURRENT).read_text(encoding="ascii") if (at / CURRENT).exists() else ""
    draft = at / f".{fresh}"
    _write(draft, fresh)
    draft.replace(at / CURRENT)
    for old in at.iterdir():
        if old.is_dir() and old.name not in (fresh, before):
            shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
