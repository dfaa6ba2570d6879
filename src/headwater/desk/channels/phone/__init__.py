"""Phone and counter: staff write down what a customer says."""

from headwater.desk.channels.phone.note import is_live, take_down

__all__ = ["is_live", "take_down"]
