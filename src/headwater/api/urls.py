"""The addresses of the API: /api/ for people, /api/v1/ for machines."""

from django.urls import URLPattern, URLResolver, include, path

from headwater.api import pages, v1

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.index, name="index"),
    path("keys/", pages.make, name="make-key"),
    path("keys/<int:key>/withdraw/", pages.withdraw, name="withdraw-key"),
    path("v1/", include((v1.urlpatterns, "v1"))),
]
