"""How Django finds this part."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "headwater.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
