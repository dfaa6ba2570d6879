"""What stops customers, reported by whoever meets it at the desk, seen and answered by who leads the team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from headwater.desk.acts.base import Acting
from headwater.desk.domain import Step
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Case, LinkReport
from headwater.desk.rules import must_see
from headwater.people.domain import MemberRole
from headwater.people.models import User
from headwater.people.rules import is_owner, may_lead, roles_of

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report with what became of it: `state` is new, seen or answered."""

    id: int
    at: datetime
    link: str
    words: str
    case: int | None
    team: str
    by: str
    state: str
    seen_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    answer: str


@transaction.atomic
def report_link(*, words: str, by: User, now: datetime, link: str = "", case: int | None = None) -> LinkReport:
    """Say what stops customers, and which link broke where it can be named. Raises RefusedError, NotFoundError.

    It goes to who leads the case's team, or the reporter's own; without any, to the owner.
    """
    said = plain(words).strip()
    if not said:
        raise RefusedError("A report needs words: what stops customers?")
    found = None if case is None else Case.objects.filter(number=case).first()
    if case is not None:
        if found is None:
            raise NotFoundError(f"There is no case {case} that you may see; ask the team that has it.")
        must_see(by, found.team_id, case)
    team = found.team_id if found is not None else min(roles_of(by), default=None)
    name = " ".join(plain(link).split())[:200]
    made = LinkReport.objects.create(by_user=by, team_id=team, case=found, link=name, words=said, at=now)
    _told(made, Step.LINK_REPORTED, by, now)
    return made


def _told(report: LinkReport, step: Step, by: User, now: datetime) -> None:
    """In the story of its case, whichever team has that by now, without its words: who leads has those."""
    if report.case_id is not None:
        act = Acting(report.case_id, now=now, by=None)
        act.by = by
        act.step(step, report=report.pk, link=report.link)
        act.save(touch=False)


def reports_of(*, user: User) -> list[ReportLine]:
    """What somebody reported, the newest first; one statement."""
    return _lines(Q(by_user=user))


def reports_to(*, user: User) -> list[ReportLine]:
    """What was reported to somebody who leads: of the teams led; all and those of no team to the owner.

    Raises NotAllowedError.
    """
    if not may_lead(user):
        raise NotAllowedError("Reports are read by who leads a team, and by the owner.")
    led = {team for team, role in roles_of(user).items() if role is MemberRole.LEAD}
    return _lines(Q() if is_owner(user) else Q(team__in=led))


def _lines(which: Q) -> list[ReportLine]:
    found = LinkReport.objects.filter(which).select_related("team", "by_user", "answered_by").order_by("-id")[:SHOWN]
    return [
        ReportLine(
            r.pk, r.at, r.link, r.words, r.case_id, r.team.name if r.team else "", r.by_user.name, _state(r), r.seen_at,
            r.answered_at, r.answered_by.name if r.answered_by else "", r.answer,
        )
        for r in found
    ]  # fmt: skip


def _state(report: LinkReport) -> str:
    return "answered" if report.answered_at else "seen" if report.seen_at else "new"


@transaction.atomic
def see_report(*, report: int, by: User, now: datetime) -> LinkReport:
    """Its reporter is told that it was read. Raises NotFoundError."""
    found = _to_me(report, by)
    if found.seen_at is None:
        found.seen_at, found.seen_by = now, by
        found.save(update_fields=["seen_at", "seen_by"])
    return found


@transaction.atomic
def answer_report(*, report: int, answer: str, by: User, now: datetime) -> LinkReport:
    """What became of it, in words. Raises NotFoundError, RefusedError."""
    said = plain(answer).strip()
    if not said:
        raise RefusedError("An answer needs words: what becomes of it?")
    found = see_report(report=report, by=by, now=now)
    found.answer, found.answered_at, found.answered_by = said, now, by
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    _told(found, Step.LINK_ANSWERED, by, now)
    return found


def _to_me(report: int, by: User) -> LinkReport:
    found = LinkReport.objects.select_for_update().filter(pk=report).first()
    may = found is not None and (is_owner(by) if found.team_id is None else may_lead(by, found.team_id))
    if found is None or not may:
        raise NotFoundError("There is no such report to you.")
    return found
