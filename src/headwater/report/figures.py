"""A figure: a number that opens to its definition, its rule, n, what was left out, and the rows behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from markupsafe import Markup

from headwater.shared.said import say, spoken
from headwater.shared.words import slug

WHOLE = say("Nothing was left out.")


@dataclass(frozen=True)
class Figure:
    """`text` is what the page shows, `interval` stands beside it; `rows` names a row set of the report."""

    key: str
    name: str
    text: str
    definition: str
    rule: str
    n: str
    interval: str = ""
    left_out: str = WHOLE
    exact: str = ""
    rows: str = ""

    def to_dict(self) -> dict[str, str]:
        """Plain values, as saved for `headwater explain`, in the language of the door."""
        return {f.name: spoken(getattr(self, f.name)) for f in fields(self)}


class Book:
    """All figures of one report by key: a page that shows a number takes it from here, so no two disagree."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._by_key: dict[str, Figure] = {}
        self.add(figures)

    def add(self, figures: Iterable[Figure]) -> None:
        """Add figures; a key that is taken would make two screens disagree."""
        for figure in figures:
            if figure.key in self._by_key:
                raise ValueError(f"The figure {figure.key} is defined twice.")
            self._by_key[figure.key] = figure

    def __getitem__(self, key: str) -> Figure:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())


class Page:
    """One page's use of the book: numbers its figures as they appear, for footnotes and the list at its end."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._shown: dict[str, int] = {}

    def show(self, key: str, *, interval: bool = True, text: str = "") -> Markup:
        """The figure as a link to its explanation; its interval beside it."""
        figure = self._book[key]
        number = self._shown.setdefault(key, len(self._shown) + 1)
        link = Markup(
            '<a class="open" href="#about-{id}" data-about="{id}">{text}<span class="vh">{open}</span></a>'
            '<sup class="foot" aria-hidden="true">{number}</sup>'
        ).format(
            id=slug(key),
            text=spoken(text or figure.text),
            open=spoken(say(", open {name}", name=figure.name)),
            number=number,
        )
        if not _beside(figure, interval):
            return link
        return link + Markup(' <span class="iv">{}</span>').format(spoken(figure.interval))

    def text(self, key: str) -> str:
        """What a figure shows, without the link."""
        return self._book[key].text

    def name(self, key: str) -> str:
        """What a figure is called."""
        return self._book[key].name

    def has(self, key: str) -> bool:
        """Whether the book has this figure."""
        return key in self._book

    def shown(self) -> list[tuple[int, Figure]]:
        """The figures of this page with their footnote numbers."""
        return [(number, self._book[key]) for key, number in self._shown.items()]


def _beside(figure: Figure, wanted: bool) -> bool:
    return wanted and bool(figure.interval)
