"""Fill an empty server with the invented company."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from headwater.demo.company import earlier
from headwater.demo.company.everyday import everyday
from headwater.demo.company.featured import FEATURED
from headwater.demo.company.play import Stage, play
from headwater.demo.company.settle import settle
from headwater.demo.company.staff import ORGANISATION, ZONE
from headwater.desk import service as desk
from headwater.desk.models import Case, Customer, Mailbox
from headwater.moments.service import append
from headwater.moments.store import is_record
from headwater.people import organisation
from headwater.people.models import Team, User
from headwater.people.organisation import Organisation
from headwater.shared.errors import UsageError

FOUNDED = timedelta(days=12)
"""before now: the first day of the desk"""


def fill(now: datetime) -> None:
    """The company's earlier record as an imported file, its last days at the desk, and the journal in the record.

    A second time adds nothing; killed half-way, the next time goes on. Raises UsageError where the folder holds
    anybody else's data.
    """
    data = Path(settings.DATA)
    if organisation.read(data).name != ORGANISATION and not (data / "demo").exists():
        _refuse_others(data)
        organisation.write(data, Organisation(name=ORGANISATION, time_zone=ZONE))
    _import_earlier(data, now)
    _serve(now)
    desk.export_moments(now=now, folder=data / "record")


def _refuse_others(data: Path) -> None:
    """The first owner alone is nobody else's data."""
    tables = (Case, Customer, Team, Mailbox)
    people = User.objects.filter(is_owner=False).exists() or User.objects.count() > 1
    if people or organisation.read(data).name or is_record(data / "record") or any(t.objects.exists() for t in tables):
        raise UsageError(
            f"{data} holds data of its own, and an invented company does not go beside it; "
            "start without --demo, or name an empty folder with --data."
        )


def _import_earlier(data: Path, now: datetime) -> None:
    """The file is written once and imported by the readers; the same file again adds nothing."""
    file = data / "demo" / earlier.NAME
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        draft = file.with_suffix(".part")
        draft.write_text(earlier.earlier(now), encoding="utf-8")
        draft.replace(file)
    append(file, data / "record")


@transaction.atomic
def _serve(now: datetime) -> None:
    """All of the desk's days or none."""
    if Case.objects.exists():
        return
    if not User.objects.filter(is_owner=True, is_active=True).exists():
        raise UsageError("The invented company needs the first owner; start it with headwater serve --demo.")
    teams, people = settle(now - FOUNDED)
    play([*FEATURED, *everyday()], Stage(now, people, teams))
