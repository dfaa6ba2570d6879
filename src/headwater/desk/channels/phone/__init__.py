"""Phone and counter: staff write down what a customer says."""

from headwater.desk.channels.phone.note import take_down

__all__ = ["take_down"]
