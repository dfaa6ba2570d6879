"""Errors as problem+json (RFC 9457): what happened, where, what to do."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from headwater.api.errors import NotLiveError, ScopeError, TooManyError, UsedKeyError
from headwater.desk.service import NotAllowedError, NotFoundError, RefusedError
from headwater.shared.errors import HeadwaterError

TYPE: Final = "application/problem+json"
DO: Final = {
    400: "Send the body as JSON, as /api/v1/openapi.json describes it.",
    401: "Send “Authorization: Bearer KEY” with a key from /api/ that was not withdrawn.",
    403: "Use a key with this use whose owner may do it.",
    404: "Check the address and the number; the key's owner must be able to see it.",
    405: "Use one of the methods in the header Allow.",
    409: "Read the case as it is now, then decide.",
    422: "Mend what “errors” names and send it again.",
    429: "Wait as long as Retry-After says.",
}


class Wrong(BaseModel):
    """One value that could not be used."""

    where: str
    what: str


class Problem(BaseModel):
    """`detail` says what happened, `instance` and `errors` where, `do` what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    do: str
    errors: list[Wrong] = []


def problem(request: HttpRequest, status: int, detail: str, errors: Sequence[Wrong] = ()) -> HttpResponse:
    """The answer to a call that could not be done."""
    said = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=f"{request.method} {request.path}",
        do=DO[status],
        errors=list(errors),
    )
    response = HttpResponse(said.model_dump_json(), status=status, content_type=TYPE)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="headwater"'
    return response


def status_of(error: HeadwaterError) -> int:
    """Which status an error of the parts below has."""
    for kinds, status in _STATUS:
        if isinstance(error, kinds):
            return status
    return 422


_STATUS: Final[tuple[tuple[tuple[type[Exception], ...], int], ...]] = (
    ((NotFoundError,), 404),
    ((NotAllowedError, ScopeError), 403),
    ((TooManyError,), 429),
    ((RefusedError, NotLiveError, UsedKeyError), 409),
)


def _headwater(request: HttpRequest, error: HeadwaterError) -> HttpResponse:
    response = problem(request, status_of(error), str(error))
    if isinstance(error, TooManyError):
        response["Retry-After"] = str(error.wait)
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = [Wrong(where=".".join(str(p) for p in _place(e["loc"])), what=str(e["msg"])) for e in error.errors]
    places = ", ".join(dict.fromkeys(w.where for w in wrong))
    return problem(request, 422, f"What was sent cannot be used: {places}.", wrong)


def _place(loc: Sequence[Any]) -> Sequence[Any]:
    """body, its name in our code, field → body, field."""
    return [loc[0], *loc[2:]] if len(loc) > 2 and loc[0] == "body" else loc


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    sentences = {400: "The body is not JSON.", 401: "This needs a key."}
    return problem(request, error.status_code, sentences.get(error.status_code, str(error)))


def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:  # noqa: ARG001 -- django-ninja calls it so
    return problem(request, 403, "The owner of this key may not do this.")


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, str(error) or "There is nothing at this address.")


def handle(api: NinjaAPI) -> None:
    """Every error that somebody can mend is answered so; what is no such error stays an error of the server."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        HeadwaterError: _headwater,
        ValidationError: _invalid,
        HttpError: _http,
        PermissionDenied: _denied,
        Http404: _missing,
    }
    for kind, answer in handlers.items():
        api.add_exception_handler(kind, answer)


def conforming(schema: dict[str, Any]) -> dict[str, Any]:
    """The description with the media type that problems have."""
    for path in schema["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if str(status)[0] in "45" and "application/json" in response.get("content", {}):
                    response["content"] = {TYPE: response["content"]["application/json"]}
    plain: dict[str, Any] = json.loads(json.dumps(schema))
    return plain
