"""All that the pages of one report show, computed once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from headwater.causes.domain import Causes
from headwater.causes.sentences import headline
from headwater.causes.show import person_dict
from headwater.chain.result import Chain
from headwater.moments.domain import Record
from headwater.report import about_chain, about_findings, about_record
from headwater.report.bars import Scale, share_rows
from headwater.report.figures import Book
from headwater.report.rowsets import Rows, RowSet
from headwater.report.unheard import Unheard, unheard, unheard_figures, unheard_rows
from headwater.report.words import TIMINGS
from headwater.shared.said import dated, say, words

NAV = (
    ("index.html", say("Findings")),
    ("chain.html", say("The chain")),
    ("measures.html", say("Numbers")),
    ("made.html", say("How it was made")),
)


@dataclass
class Site:
    """One report. `rows` fills as the row sets are written; `made_at` is given, never read from a clock; `currency` is
    that of the customer value, where it is known."""

    answer: Causes
    record: Record
    chain: Chain
    command: str
    made_at: str
    version: str
    show_cases: bool = False
    currency: str = ""
    rows: dict[str, Rows] = field(default_factory=dict)
    river: Markup = field(default_factory=Markup)
    river_said: str = ""
    nav: tuple[tuple[str, str], ...] = NAV

    @cached_property
    def book(self) -> Book:
        """Every figure of the report."""
        book = Book(about_record.record_figures(self.answer, self.record, self.chain))
        book.add(about_findings.finding_figures(self.answer))
        book.add(about_findings.people_figures(self.answer, self.record))
        book.add(about_findings.mix_figures(self.answer))
        book.add(unheard_figures(self.unheard))
        book.add(about_chain.chain_figures(self.chain, self.record))
        return book

    def row_sets(self) -> Iterator[RowSet]:
        """Every set of rows that a figure names."""
        yield from about_record.record_rows(self.answer)
        yield from about_findings.finding_rows(self.answer)
        yield from about_findings.mix_rows(self.answer, self.record)
        yield from unheard_rows(self.unheard)
        yield from about_chain.chain_rows(self.chain)

    @cached_property
    def unheard(self) -> Unheard | None:
        """Customers who did not come back (the answer's rows must be registered)."""
        return unheard(self.record)

    @property
    def source(self) -> str:
        """The name of what was read."""
        return self.record.source.name

    def money(self, amount: str) -> str:
        """An amount with its currency."""
        return f"{amount} {self.currency}".rstrip()

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        return headline(self.answer)

    @cached_property
    def period(self) -> str:
        """From when to when the cases opened."""
        ends = self.record.engine.row("SELECT min(opened_at)::DATE AS a, max(opened_at)::DATE AS b FROM cases")
        return say("{low} to {high}", low=dated(ends["a"], short=True), high=dated(ends["b"], short=True))

    @property
    def timing(self) -> str:
        """Which times the record holds, in words."""
        return words(TIMINGS[self.chain.timing])

    @cached_property
    def scale(self) -> Scale:
        """One scale for all findings."""
        return Scale(self.answer.findings)

    @cached_property
    def person(self) -> dict[str, Any]:
        """Person or system."""
        return person_dict(self.answer.person_or_system)

    @property
    def share_bars(self) -> list[tuple[str, Markup]]:
        """A bar for each share that is known, named in the language of the door."""
        return [(name, bar) for name, bar in share_rows(self.person["shares"]) if bar]

    @cached_property
    def edges(self) -> list[tuple[int, dict[str, Any]]]:
        """The shown moves from step to step."""
        return about_chain.shown_edges(self.chain)

    @cached_property
    def hidden(self) -> tuple[int, float]:
        """How many moves are folded away, and their share."""
        return about_chain.hidden_edges(self.chain)

    @cached_property
    def steps(self) -> list[tuple[int, dict[str, Any]]]:
        """The most frequent steps."""
        return about_chain.shown_steps(self.chain)

    @cached_property
    def variants(self) -> list[dict[str, Any]]:
        """The most frequent orders of steps."""
        return about_chain.shown_variants(self.chain)

    @property
    def rejected(self) -> bool:
        """Whether rows could not be read."""
        return bool(self.record.source.rejected.num_rows)

    @property
    def left_out(self) -> list[tuple[str, list[str]]]:
        """What was left out, gathered by reason."""
        found: dict[str, list[str]] = {}
        for left in self.answer.left_out:
            found.setdefault(left.why, []).append(left.what)
        return list(found.items())

    @cached_property
    def longest(self) -> dict[str, Any] | None:
        """The move that holds most of the waiting."""
        return about_chain.longest_move(self.chain)
