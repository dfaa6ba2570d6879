"""Sentences that know what they are made of: composed in English, said in the reader's language at the door.

`say("{who} waits {long}", who=…, long=…)` is an English text like any other and remembers template and values, down
to the numbers. A door (a page, a terminal) sets the language with `speaking` and passes what it shows through `spoken`.
The German stands in the catalogue beside this file (`python -m tools.messages` collects it); a German text may give
further forms after "|", and a template takes the second one of a value by `{who:2}`, since a case of grammar bends it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "de")
LOCALE: Final = Path(__file__).with_name("locale")
UPPER: Final = "upper"
_NUMBERS: Final = {"de": str.maketrans(",.", ".,")}
_CLOSE: Final = re.compile(r"(?<=\d)%")
_TWICE: Final = re.compile(r"\w\.\.$")
"""the full stop of an abbreviation ends its sentence, too"""
_DAYS: Final = {"de": "{day}.{month}.{year}"}


@dataclass(frozen=True)
class Speech:
    """The language of a door; `names` are recorded names that it says in words of its own."""

    language: str = "en"
    names: Mapping[str, str] = field(default_factory=dict)


_ENGLISH: Final = Speech()
_speech: ContextVar[Speech] = ContextVar("speech", default=_ENGLISH)


class Said(str):
    """An English text that can be said in another language."""

    __slots__ = ("_fill", "_forms", "_n")
    _forms: tuple[str, ...]
    _fill: dict[str, object]
    _n: float

    def inside(self, speech: Speech, form: int = 1) -> str:
        """This text in a language, bent as a case of grammar wants it."""
        forms = _template(speech.language, self._forms, self._n).split("|")
        shape = forms[min(form, len(forms)) - 1]
        text = shape.format_map({name: _Hole(value, speech) for name, value in self._fill.items()})
        return text[:-1] if shape.endswith("}.") and _TWICE.search(text) else text


class Amount(Said):
    """A number as it is written: 1,650.5 is 1.650,5 in German."""

    __slots__ = ()

    def inside(self, speech: Speech, form: int = 1) -> str:  # noqa: ARG002 -- a number does not bend
        """The same number with the marks of the language."""
        if speech.language not in _NUMBERS:
            return str(self)
        return _CLOSE.sub("\u2009%", self.translate(_NUMBERS[speech.language]))


class Day(Said):
    """A date as it is written: 22 Nov 2026 is 22.11.2026 in German."""

    __slots__ = ()

    def inside(self, speech: Speech, form: int = 1) -> str:  # noqa: ARG002 -- a date does not bend
        """The same day as the language writes it."""
        return _DAYS[speech.language].format_map(self._fill) if speech.language in _DAYS else str(self)


class _Hole:
    """What fills a template: said when it is written, in the form that is asked for."""

    def __init__(self, value: object, speech: Speech) -> None:
        self.value, self.speech = value, speech

    def __format__(self, spec: str) -> str:
        text = _inside(self.value, self.speech, int(spec) if spec.isdigit() else 1)
        return text[:1].upper() + text[1:] if spec == UPPER else text


def say(template: str, /, **fill: object) -> Said:
    """A sentence from its template: holes as `{name}`; `{name:upper}` begins with a capital."""
    return _made((template,), fill)


def say_n(n: float, one: str, many: str, /, **fill: object) -> Said:
    """The same with one template for one and another for more."""
    return _made((one, many), fill, n)


def phrase(template: str) -> str:
    """The same text: says to `tools.messages` that it is a template, where it stands away from its `say`."""
    return template


def amount(text: str) -> Amount:
    """A number that is written already: f"{value:,.1f}"."""
    made = Amount(text)
    made._forms, made._fill, made._n = (text,), {}, 1
    return made


def dated(day: date, *, short: bool = False) -> Day:
    """A day: 22 November 2026, or 22 Nov 2026."""
    made = Day(f"{day:%-d %b %Y}" if short else f"{day:%-d %B %Y}")
    made._forms, made._fill, made._n = ("",), {"day": day.day, "month": day.month, "year": day.year}, 1
    return made


def packed(text: str) -> Any:
    """A text as JSON, with what it is made of; a plain one as itself."""
    if not isinstance(text, Said):
        return str(text)
    fill = {name: packed(part) if isinstance(part, str) else part for name, part in text._fill.items()}
    return {"said": type(text).__name__, "text": str(text), "forms": list(text._forms), "fill": fill, "n": text._n}


def unpacked(held: Any) -> str:
    """The text that `packed` has put away."""
    if not isinstance(held, dict):
        return str(held)
    fill = {name: unpacked(part) if isinstance(part, dict) else part for name, part in held["fill"].items()}
    made = {kind.__name__: kind for kind in (Said, Amount, Day)}[held["said"]](held["text"])
    made._forms, made._fill, made._n = tuple(held["forms"]), fill, held["n"]
    return made


def _made(forms: tuple[str, ...], fill: dict[str, object], n: float = 1) -> Said:
    shape = forms[0 if round(n) == 1 else -1]
    made = Said(shape.format_map({name: _Hole(value, _ENGLISH) for name, value in fill.items()}))
    made._forms, made._fill, made._n = forms, fill, n
    return made


@contextmanager
def speaking(language: str, names: Mapping[str, str] | None = None) -> Iterator[None]:
    """Everything `spoken` inside is in this language; an unknown one is English."""
    token = _speech.set(Speech(language, names or {}))
    try:
        yield
    finally:
        _speech.reset(token)


def spoken(value: Any) -> Any:
    """A text in the language of the door; what is no text stays what it is."""
    return _inside(value, _speech.get()) if isinstance(value, str) else value


def all_spoken(value: Any) -> Any:
    """The same with every text inside lists and mappings in the language of the door; keys stay as they are."""
    if isinstance(value, dict):
        return {key: all_spoken(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [all_spoken(part) for part in value]
    return spoken(value)


def in_language(value: str, language: str) -> str:
    """A text in a language, for what is kept or shown away from its door."""
    return _inside(value, Speech(language))


def in_each_language(value: str) -> dict[str, str]:
    """A text in every language but English, to be kept beside it."""
    return {language: in_language(value, language) for language in LANGUAGES if language != "en"}


def language() -> str:
    """The language of the door."""
    return _speech.get().language


def recorded_names() -> dict[str, str]:
    """The recorded names that the door says in words of its own."""
    return dict(_speech.get().names)


def words(template: str) -> str:
    """A fixed text in the language of the door, holes and all."""
    return _template(_speech.get().language, (template,), 1).split("|")[0]


def words_n(one: str, many: str, n: float) -> str:
    """The same, chosen by a number."""
    return _template(_speech.get().language, (one, many), n)


def _inside(value: object, speech: Speech, form: int = 1) -> str:
    if isinstance(value, Said) and speech is not _ENGLISH:
        return value.inside(speech, form)
    text = value if isinstance(value, str) else str(value)  # markup stays markup
    return speech.names.get(text, text)


def _template(language: str, forms: tuple[str, ...], n: float) -> str:
    if len(forms) == 1:
        return _catalogue(language).gettext(forms[0]) if forms[0] else ""
    return _catalogue(language).ngettext(forms[0], forms[1], round(n))


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("headwater", LOCALE, [language], fallback=True)
