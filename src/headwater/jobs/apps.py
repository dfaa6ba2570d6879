"""How Django finds this part."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "headwater.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
