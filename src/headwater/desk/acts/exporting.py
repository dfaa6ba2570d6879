"""The journal on its way to the record. Killed anywhere, the next run goes on, and nothing enters twice.

A batch is fixed in the database first (its moments bear its number), then added to the record in one commit that
carries the same number, then marked. The record says how far it is, so a batch that is there is never added again,
and one that is not there (a record restored from an older backup) is.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from headwater.desk.contract import JOURNAL, Names, table
from headwater.desk.models import CaseTag, ExportBatch, OutboxMoment
from headwater.moments.service import append_journal, compact, journal_at
from headwater.people.models import Team, User

MOST = 5_000


def record_folder() -> Path:
    """Where the record lies."""
    return Path(settings.DATA) / "record"


def export_moments(*, now: datetime, folder: Path | None = None) -> int:
    """Bring every moment that is not there yet to the record; how many were added.

    What comes while this runs is left for the next time: a busy desk would keep it here for good.
    """
    place, last = folder or record_folder(), _newest()
    while _batch(now, journal_at(place, JOURNAL), last):
        pass
    there = journal_at(place, JOURNAL)
    missing = ExportBatch.objects.filter(number__gt=there).order_by("number").values_list("number", flat=True)
    added = sum(_add(place, batch) for batch in list(missing))
    _mark(now, journal_at(place, JOURNAL))
    if added:
        compact(place)
    return added


def _newest() -> int:
    newest: int | None = OutboxMoment.objects.aggregate(n=Max("pk"))["n"]
    return newest or 0


def _batch(now: datetime, there: int, last: int) -> bool:
    """Fix the next batch of the moments up to the last; False when none of them waits. Of two at once, one makes it and
    the other looks again."""
    try:
        with transaction.atomic():
            return _fix(now, there, last)
    except IntegrityError:
        return True


def _fix(now: datetime, there: int, last: int) -> bool:
    """A batch's number is above every other, also above what a newer record than ours has seen."""
    waiting = OutboxMoment.objects.select_for_update(skip_locked=True).filter(batch__isnull=True, quiet=False)
    ids = list(waiting.filter(pk__lte=last).order_by("id").values_list("pk", flat=True)[:MOST])
    if not ids:
        return False
    before = ExportBatch.objects.aggregate(n=Max("number"))["n"] or 0
    made = ExportBatch.objects.create(number=max(before, there) + 1, moments=len(ids), made_at=now)
    OutboxMoment.objects.filter(pk__in=ids).update(batch=made.number)
    return True


@transaction.atomic
def _mark(now: datetime, there: int) -> None:
    unmarked = list(
        ExportBatch.objects.filter(exported_at__isnull=True, number__lte=there).values_list("number", flat=True)
    )
    OutboxMoment.objects.filter(batch__in=unmarked).update(exported_at=now)
    ExportBatch.objects.filter(number__in=unmarked).update(exported_at=now)


def _add(folder: Path, batch: int) -> int:
    moments = list(OutboxMoment.objects.filter(batch=batch).order_by("id"))
    if not moments:
        return 0
    rows = table(moments, _names({m.case_number for m in moments}))
    return rows.num_rows if append_journal(folder, rows, name=JOURNAL, batch=batch) else 0


def _names(cases: set[int]) -> Names:
    """Two people of one name stay two: their address is said too."""
    people = list(User.objects.values_list("pk", "name", "email"))
    often = Counter(name for _, name, _ in people)
    tags: dict[int, tuple[str, ...]] = {}
    for case, tag in CaseTag.objects.filter(case__in=cases).values_list("case_id", "tag__name"):
        tags[case] = (*tags.get(case, ()), tag)
    return Names(
        people={pk: name if name and often[name] == 1 else f"{name} ({email})" for pk, name, email in people},
        teams=dict(Team.objects.values_list("pk", "name")),
        tags=tags,
    )
