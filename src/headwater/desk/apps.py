"""How Django finds this part."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "headwater.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
