"""Moments from outside: taken once by their key, kept in the database, brought to the record exactly once.

As in the desk's journal, a batch is fixed first, then added in one commit that bears its number, then marked.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max

from headwater.api.models import MomentBatch, SentMoment
from headwater.moments.service import append_journal, journal_at
from headwater.people.models import User
from headwater.people.rules import may_import
from headwater.people.service import record

SOURCE = "api"
MOST = 5_000
TEXTS = ("case", "step", "who", "team", "customer", "channel")
TIMES = ("at", "start")


@transaction.atomic
def take(*, moments: Sequence[tuple[str, dict[str, Any]]], by: User, now: datetime) -> tuple[int, int]:
    """Keep moments, each with its key and the record's columns; how many are new, how many were known.

    Raises PermissionDenied.
    """
    if not may_import(by):
        raise PermissionDenied
    fresh = dict(moments)
    known = set(SentMoment.objects.filter(user=by, key__in=fresh).values_list("key", flat=True))
    new = [SentMoment(user=by, key=k, row=row, came_at=now) for k, row in fresh.items() if k not in known]
    SentMoment.objects.bulk_create(new, ignore_conflicts=True)
    record(act="moments sent", what=f"{len(new)} moments", now=now, by=by)
    return len(new), len(moments) - len(new)


def export_sent(*, now: datetime, folder: Path | None = None) -> int:
    """Bring what waits to the record; how many moments. Killed anywhere, the next run goes on."""
    place = folder or Path(settings.DATA) / "record"
    while _batch(now, place):
        pass
    there = journal_at(place, SOURCE)
    missing = MomentBatch.objects.filter(number__gt=there).order_by("number").values_list("number", flat=True)
    added = sum(_add(place, number) for number in list(missing))
    _mark(now, place)
    return added


def _batch(now: datetime, place: Path) -> bool:
    try:
        with transaction.atomic():
            waiting = SentMoment.objects.select_for_update(skip_locked=True).filter(batch__isnull=True)
            ids = list(waiting.order_by("id").values_list("pk", flat=True)[:MOST])
            if not ids:
                return False
            last = MomentBatch.objects.aggregate(n=Max("number"))["n"] or 0
            made = MomentBatch.objects.create(number=max(last, journal_at(place, SOURCE)) + 1, made_at=now)
            SentMoment.objects.filter(pk__in=ids).update(batch=made.number)
            return True
    except IntegrityError:  # another worker fixed a batch of this number just now
        return True


def _add(place: Path, batch: int) -> int:
    rows = list(SentMoment.objects.filter(batch=batch).order_by("id"))
    full = [row for row in rows if row.row]
    return len(full) if full and append_journal(place, _table(full), name=SOURCE, batch=batch) else 0


@transaction.atomic
def _mark(now: datetime, place: Path) -> None:
    """What is in the record is not kept twice, so that forgetting somebody there is enough."""
    done = MomentBatch.objects.filter(exported_at__isnull=True, number__lte=journal_at(place, SOURCE))
    numbers = list(done.values_list("number", flat=True))
    SentMoment.objects.filter(batch__in=numbers).update(row={})
    MomentBatch.objects.filter(number__in=numbers).update(exported_at=now)


def _table(rows: Sequence[SentMoment]) -> pa.Table:
    """As the record takes it: roles, attributes as `@name`, `_row`."""
    columns: dict[str, pa.Array] = {n: pa.array([r.row.get(n) for r in rows], pa.string()) for n in TEXTS}
    for name in TIMES:
        columns[name] = pa.array([_time(r.row.get(name)) for r in rows], pa.timestamp("us", "UTC"))
    for name in sorted({n for r in rows for n in r.row["attributes"]}):
        columns[f"@{name}"] = pa.array([r.row["attributes"].get(name) for r in rows], pa.string())
    columns["_row"] = pa.array([r.pk for r in rows], pa.int64())
    return pa.table(columns)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
