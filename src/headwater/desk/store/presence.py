"""Who is in a case just now."""

from datetime import datetime

from headwater.desk.pages import Here
from headwater.desk.store.lists import marks


def who_is_here(*, case: int, now: datetime) -> tuple[Here, ...]:
    """People who read or write in this case; whether the asker may know was settled by `present`. One statement."""
    return marks([case], now=now)[1].get(case, ())
