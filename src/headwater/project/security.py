"""Headers that every answer carries, so that a page can run nothing that does not come from this server's own files."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
PERMISSIONS: Final = "camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(self)"


class ContentSecurityPolicy:
    """Adds the policy; a view that shows hostile content has set a stricter one already, and keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
