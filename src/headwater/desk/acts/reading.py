"""What pages read: lists, a case, a search."""

from datetime import datetime

from headwater.desk.errors import NotFoundError
from headwater.desk.pages import CasePage, InboxPage, SearchPage, ViewLink
from headwater.desk.store import finding, lists, page
from headwater.people.models import User
from headwater.people.service import visible_teams

ROWS = 50
COUNTED = ("open", "mine", "unassigned")
MOST = 12
"""lists that are counted; the others open all the same"""


def inbox(*, user: User, view: str = "open", page: str = "", now: datetime, rows: int = ROWS) -> InboxPage:
    """A page of a list: `view` is a built-in name or the id of a saved view, `page` the cursor.

    Four statements, five with a tag. Raises NotFoundError.
    """
    teams = visible_teams(user)
    links = lists.views(user, teams)
    chosen = next((link for link in links if link.key == view), None)
    if chosen is None:
        raise NotFoundError(f"There is no list “{view}” of yours; choose one beside your cases.")
    found = lists.page(asked=chosen.query, user=user.pk, teams=teams, after=lists.cursor(page), most=rows + 1, now=now)
    shown = found[:rows]
    counted = [link for link in links if (link.key in COUNTED or link.key.isdigit()) and not link.query.tag][:MOST]
    counts, mentions = lists.counts(counted, user, teams)
    by_key = dict(zip((link.key for link in counted), counts, strict=True))
    older = str(lists.Cursor(shown[-1].changed_at, shown[-1].number)) if len(found) > rows else ""
    every = tuple(ViewLink(v.key, v.name, v.query, v.team, by_key.get(v.key)) for v in links)
    return InboxPage(chosen, tuple(shown), older, every, mentions)


def case_page(*, user: User, number: int, now: datetime, before: int | None = None) -> CasePage:
    """Everything a case's page shows, in eight statements. Raises NotFoundError."""
    return page.case_page(user=user, number=number, now=now, before=before)


def search(*, user: User, words: str, now: datetime, page: str = "") -> SearchPage:
    """Cases with all these words, in at most four statements."""
    return finding.search(user=user, text=words, now=now, page=page)
