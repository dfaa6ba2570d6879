"""How often something was tried: counted in the database, so that the limit holds for all processes together."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from headwater.web.models import Tried

_COUNT = """
INSERT INTO web_tried (who, hour, times) VALUES (%s, %s, 1)
ON CONFLICT (who) DO UPDATE SET times = web_tried.times + 1 RETURNING times"""


def tried(what: str, address: str, *, now: datetime) -> int:
    """The tries of this address in this hour, this one among them. One statement, so that no two count as one."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    who = salted_hmac("headwater.web.tries", f"{what} {address} {hour.isoformat()}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [who, connection.ops.adapt_datetimefield_value(hour)])
        return int(cursor.fetchone()[0])


def forget(*, now: datetime) -> None:
    """The counts of hours that are over."""
    Tried.objects.filter(hour__lt=now - timedelta(hours=2)).delete()
