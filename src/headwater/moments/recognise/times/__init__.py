"""How a column writes its times, decided over the whole column, never row by row."""

from headwater.moments.recognise.times.orders import Order
from headwater.moments.recognise.times.reading import Reading, looks_timely, read_times
from headwater.moments.recognise.times.zones import check_zone

__all__ = ["Order", "Reading", "check_zone", "looks_timely", "read_times"]
