"""How Django finds this part."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "headwater.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
