"""What the sign-in pages ask of this server."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """Whether the server sends mail of its own; without HEADWATER_SMTP it sends none."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")
