"""Which part answers which address."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", include("headwater.api.urls")),
    path("", include("headwater.web.urls")),
]
