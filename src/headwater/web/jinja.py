"""Jinja2 as the pages use it: everything is escaped, every sentence can be translated."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from headwater.people import organisation, rules
from headwater.shared.turning import unturned
from headwater.signals.thanks import thanks
from headwater.web import shapes, words
from headwater.web.customers import told
from headwater.web.places import may_see_desk, may_see_fairness, places
from headwater.web.sentences import below, in_words, with_its_page


def environment(**options: Any) -> Environment:
    """Escapes everything; `url(name, …)` and `static(path)` as in Django's own templates."""
    made = Environment(
        **{**options, "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(_gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    made.globals.update(
        static=static,
        url=_url,
        language=get_language,
        places=places,
        serves=may_see_desk,
        get_messages=get_messages,
        organisation=lambda: organisation.read(Path(settings.DATA)).name,
        said=words.said,
        reads_thanks=thanks,
        wish=told,
        sees_fairness=may_see_fairness,
        sees_findings=rules.may_see_findings,
    )
    made.filters.update(
        when=shapes.when,
        stamp=shapes.stamp,
        day=shapes.day,
        date=shapes.date_of,
        waited=shapes.waited,
        number=shapes.number,
        size=shapes.size,
        paragraphs=shapes.paragraphs,
        apart=shapes.apart,
        in_words=in_words,
        unturned=unturned,
        settable=_settable,
        below=below,
    )
    return made


def _gettext(message: str) -> str:
    return _in(get_language(), message)


@lru_cache(maxsize=8192)
def _in(_language: str | None, message: str) -> str:
    """The catalogues do not change while a server runs, and a page asks for a hundred sentences."""
    return gettext(message)


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return _address(get_script_prefix(), get_urlconf(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _address(_prefix: str, urls: Any, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf=urls, args=args, kwargs=dict(kwargs))


@pass_context
def _settable(context: Context, sentence: str) -> Markup:
    """A sentence of the library in the reader's language, pointing to the page where it can be set."""
    return with_its_page(in_words(sentence), owner=rules.is_owner(context["request"].user))
