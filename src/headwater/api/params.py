"""A parameter of the address that no route knows is an error: a typing mistake must not widen a list in silence."""

import re
from typing import Any

from django.http import HttpRequest

from headwater.shared.errors import InputError

KNOWN: dict[tuple[str, str], frozenset[str]] = {}
"""names by method and route, filled from the API's description when its addresses are made"""


def learn(paths: dict[str, Any]) -> None:
    """Take the names out of the description."""
    for path, methods in paths.items():
        for method, told in methods.items():
            names = (p["name"] for p in told.get("parameters", []) if p["in"] == "query")
            KNOWN[method.upper(), path] = frozenset(names)


def must_be_known(request: HttpRequest) -> None:
    """Raises InputError with what is not known."""
    match = request.resolver_match
    route = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", match.route if match else "")
    if unknown := sorted(set(request.GET) - KNOWN[request.method or "", route]):
        raise InputError(f"There is no parameter “{unknown[0]}” here; /api/v1/openapi.json names those there are.")
