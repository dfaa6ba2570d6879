"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from headwater.web import home
from headwater.web.accounts import views as accounts

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health/", home.health, name="health"),
    path("sign-in/<str:token>/", accounts.sign_in, name="sign-in"),
    path("invitation/<str:token>/", accounts.invitation, name="invitation"),
    path("welcome/", accounts.welcome, name="welcome"),
]
