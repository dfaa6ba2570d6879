"""What can be done: compute the answer of a data folder again, read what was computed, bring a file into its record."""

from headwater.answers.computed import Answered, current, fragment, rows_csv, rows_script
from headwater.answers.imports import DATES, SHARES, Import, Preview, all_imports, find, keep, preview, run, start
from headwater.answers.links import Link, links
from headwater.answers.organising import set_organisation
from headwater.answers.refresh import refresh

__all__ = [
    "DATES",
    "SHARES",
    "Answered",
    "Import",
    "Link",
    "Preview",
    "all_imports",
    "current",
    "find",
    "fragment",
    "keep",
    "links",
    "preview",
    "refresh",
    "rows_csv",
    "rows_script",
    "run",
    "set_organisation",
    "start",
]
