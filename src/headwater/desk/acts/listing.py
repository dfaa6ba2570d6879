"""A list of cases without the frame of a page: for machines."""

from datetime import datetime

from headwater.desk.pages import InboxRow
from headwater.desk.query import Query
from headwater.desk.store import lists, newest
from headwater.people.models import User
from headwater.people.service import visible_teams

After = tuple[datetime, int]
"""the change and number of the last case of the page before"""


def listing(
    *, user: User, asked: Query, after: After | None, rows: int, now: datetime
) -> tuple[tuple[InboxRow, ...], After | None]:
    """The newest-changed cases, and where the next page begins. Two statements, three with a tag."""
    place = newest.Cursor(*after) if after else None
    found = lists.page(asked=asked, user=user.pk, teams=visible_teams(user), after=place, most=rows + 1, now=now)
    shown = tuple(found[:rows])
    return shown, (shown[-1].changed_at, shown[-1].number) if len(found) > rows else None
