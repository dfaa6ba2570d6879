"""What pages read: lists, a case, a search."""

from dataclasses import replace
from datetime import datetime

from headwater.desk.errors import NotFoundError
from headwater.desk.pages import CasePage, InboxPage, InboxRow, SearchPage, ViewLink
from headwater.desk.store import finding, lists, mentions, newest, page
from headwater.people.models import User
from headwater.people.service import visible_teams

ROWS = 50
COUNTED = ("open", "mine", lists.MENTIONED, "unassigned")
MOST = 12
"""lists that are counted; the others open all the same"""
Teams = frozenset[int] | None


def inbox(*, user: User, view: str = "open", page: str = "", now: datetime, rows: int = ROWS) -> InboxPage:
    """A page of a list: `view` is a built-in name or the id of a saved view, `page` the cursor.

    Four statements, five with a tag. Raises NotFoundError.
    """
    teams = visible_teams(user)
    links = lists.views(user, teams)
    chosen = next((link for link in links if link.key == view), None)
    if chosen is None:
        raise NotFoundError(f"There is no list “{view}” of yours; choose one beside your cases.")
    found, older = (_mentioned if chosen.key == lists.MENTIONED else _listed)(chosen, user, teams, page, rows, now)
    counted = [link for link in links if _is_counted(link)][:MOST]
    by_key = dict(zip((link.key for link in counted), lists.counts(counted, user, teams), strict=True))
    every = tuple(ViewLink(v.key, v.name, v.query, v.team, by_key.get(v.key)) for v in links)
    return InboxPage(chosen, tuple(found), older, every)


def _is_counted(link: ViewLink) -> bool:
    return link.key in COUNTED or (link.key.isdigit() and not link.query.tag)


def _listed(
    view: ViewLink, user: User, teams: Teams, after: str, most: int, now: datetime
) -> tuple[list[InboxRow], str]:
    found = lists.page(asked=view.query, user=user.pk, teams=teams, after=newest.cursor(after), most=most + 1, now=now)
    shown = found[:most]
    return shown, str(newest.Cursor(shown[-1].changed_at, shown[-1].number)) if len(found) > most else ""


def _mentioned(
    _: ViewLink, user: User, teams: Teams, after: str, most: int, now: datetime
) -> tuple[list[InboxRow], str]:
    found = mentions.page(user=user.pk, teams=teams, after=mentions.cursor(after), most=most + 1)
    shown = found[:most]
    unread = {naming.case for naming in shown if naming.unread}
    rows = lists.rows([naming.case for naming in shown], now=now)
    older = str(mentions.Cursor(shown[-1].unread, shown[-1].newest)) if len(found) > most else ""
    return [replace(row, named=row.number in unread) for row in rows], older


def case_page(*, user: User, number: int, now: datetime, before: int | None = None) -> CasePage:
    """Everything a case's page shows, in eight statements. Raises NotFoundError."""
    return page.case_page(user=user, number=number, now=now, before=before)


def search(*, user: User, words: str, now: datetime, page: str = "") -> SearchPage:
    """Cases with all these words, in at most four statements."""
    return finding.search(user=user, text=words, now=now, page=page)
