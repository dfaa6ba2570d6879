"""The public form: a customer says what is wrong and where they are reached."""

from headwater.desk.channels.webform.form import CHANNEL, Said, open_from, read

__all__ = ["CHANNEL", "Said", "open_from", "read"]
