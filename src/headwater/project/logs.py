"""Logs to standard error, one line each, with every secret taken out before it is written."""

import logging
import re
from typing import Any, Final

HIDDEN: Final = "[hidden]"
SECRET: Final = re.compile(
    r"""(?ix)
    (?P<before>
        (?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|key|code|authorization|cookie|session(?:id)?|csrf\w*|client_secret)
        ["']? \s* (?:=|:|\s+is\s+) \s* ["']? (?:bearer\s+|basic\s+)?
      | /(?:sign-in|invitation|mine|address|outcome|calendars)/ | (?:bearer|basic)\s+ | ://[^\s:/@]*:
    )
    (?P<secret> [^\s"'&;,)}\]@/]{3,} )
    """
)
"""a value after a secret's name, a token in a link, a password in an address"""


class HideSecrets(logging.Filter):
    """Takes tokens, passwords and keys out of a line and of the trace under it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = hide(record.exc_text)
        return True


def hide(text: str) -> str:
    """The text with every secret replaced."""
    return SECRET.sub(lambda found: found["before"] + HIDDEN, text)


CONFIGURATION: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "headwater.project.logs.HideSecrets"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": [], "propagate": True}, "django": {"handlers": [], "propagate": True}},
}
