"""What pages read: lists, a case, a search."""

from datetime import datetime

from headwater.desk.errors import NotFoundError
from headwater.desk.pages import CasePage, InboxPage, SearchPage, ViewLink
from headwater.desk.store import finding, lists, page
from headwater.people.models import User
from headwater.people.service import visible_teams

ROWS = 50
COUNTED = ("open", "mine", "unassigned")


def inbox(*, user: User, view: str = "open", page: str = "", now: datetime, rows: int = ROWS) -> InboxPage:
    """A page of a list: `view` is a built-in name or the id of a saved view, `page` the cursor. Six statements."""
    teams = visible_teams(user)
    links = lists.views(user, teams)
    chosen = next((link for link in links if link.key == view), None)
    if chosen is None:
        raise NotFoundError(f"There is no list “{view}” of yours; choose one beside your cases.")
    numbers = lists.newest(asked=chosen.query, user=user.pk, teams=teams, after=lists.cursor(page), most=rows + 1)
    shown = lists.rows(numbers[:rows], now=now)
    counted = [link for link in links if link.key in COUNTED or link.team is not None or link.key.isdigit()]
    counts, mentions = lists.counts(counted, user, teams)
    by_key = dict(zip((link.key for link in counted), counts, strict=True))
    older = str(lists.Cursor(shown[-1].changed_at, shown[-1].number)) if len(numbers) > rows and shown else ""
    every = tuple(ViewLink(v.key, v.name, v.query, v.team, by_key.get(v.key)) for v in links)
    return InboxPage(chosen, tuple(shown), older, every, mentions)


def case_page(*, user: User, number: int, now: datetime, before: int | None = None) -> CasePage:
    """Everything a case's page shows, in nine statements. Raises NotFoundError."""
    return page.case_page(user=user, number=number, now=now, before=before)


def search(*, user: User, words: str, now: datetime, page: str = "") -> SearchPage:
    """Cases with all these words, in at most four statements."""
    return finding.search(user=user, text=words, now=now, page=page)
