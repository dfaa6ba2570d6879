"""How Django finds this part."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "headwater.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
