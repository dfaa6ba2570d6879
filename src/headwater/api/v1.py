"""Version 1 of the API, put together."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from headwater import __version__
from headwater.api import params, problems
from headwater.api.routes import acts, cases, customers, findings, others, webhooks

View = Callable[..., HttpResponseBase]


class Api(NinjaAPI):
    """Ninja's, with errors described as they are sent."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        schema.update(problems.conforming(dict(schema)))
        return schema


def make() -> Api:
    """The API with its routes."""
    made = Api(
        title="Headwater",
        version=__version__,
        description="Cases, customers, moments, findings and webhooks. Every key acts with the rights of its owner.",
        urls_namespace="api-1",
        docs_url=None,
        openapi_url=None,
    )
    problems.handle(made)
    for part in (cases, acts, customers, findings, others, webhooks):
        made.add_router("", part.router)
    return made


api = make()


def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """The description of every route; it holds no secret and needs no key."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1"))


def nothing(request: HttpRequest) -> HttpResponse:
    """An address that is none."""
    return problems.problem(request, 404, "There is nothing at this address.")


def _open(view: View) -> View:
    """Not behind the pages' sign-in: each route asks for its key itself. A wrong method is a problem as others are."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            said = problems.problem(request, 405, f"{request.method} is not possible here.")
            said["Allow"] = response["Allow"]
            return said
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answered.login_required = False  # type: ignore[attr-defined]  # Django reads the mark off the view
    answered.csrf_exempt = True  # type: ignore[attr-defined]  # a key is no cookie: no browser sends it by itself
    return answered


def _patterns() -> list[URLPattern]:
    params.learn(api.get_openapi_schema(path_prefix="/api/v1")["paths"])
    own = [path("openapi.json", _open(openapi), name="openapi")]
    made = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    for pattern in made:
        pattern.callback = _open(pattern.callback)
    return [*own, *made, re_path(r"^.*$", _open(nothing), name="nothing")]


urlpatterns = _patterns()
