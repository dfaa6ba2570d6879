"""Jinja2 as the pages use it."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Escapes everything; `url(name, …)` and `static(path)` as in Django's own templates."""
    made = Environment(**{**options, "autoescape": True}, extensions=["jinja2.ext.i18n"])
    made.globals.update(static=static, url=lambda name, *args, **kwargs: reverse(name, args=args, kwargs=kwargs))
    return made
