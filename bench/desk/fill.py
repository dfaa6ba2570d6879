"""A desk with any number of cases of three messages, written by SQL into the tables as the desk's acts leave them.

python -m bench.desk.fill FOLDER CASES (into HEADWATER_DATABASE, where it names a PostgreSQL)
"""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.desk.dialects import POSTGRES, SQLITE, Dialect
from bench.desk.words import POOL, texts

BATCH = 50_000
LIVE = 5_000
"""the newest cases are open, waiting or snoozed: so many or one in fifty, whichever is more, and 2 % of the others"""

DRAW = """CREATE TEMP TABLE r AS SELECT d.*, {changed} changed, {at1} at1, {at2} at2, {at3} at3 FROM (
SELECT n, {p} p, {q} q, 1 + {team} team, 1 + {usr} usr, {hq} hq, {d} d, {st} st, {opened} opened FROM {numbers}) d"""

CASES = """INSERT INTO desk_case(number, subject, customer_id, team_id, holder_id, channel, state, opened_at,
changed_at, last_customer_at, own_words, concern, wanted, predicted, promised, our_aim, kind_asked, kind_confirmed,
confirmed_by_customer, ending, answered_while_snoozed, unreachable, before_merge, preview, language)
SELECT n, s, n, CASE WHEN q < 95 THEN team END, CASE WHEN hq < 80 THEN usr END, 'email',
CASE WHEN n > {alive} OR q < 2
THEN CASE st % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting' ELSE 'snoozed' END
WHEN st < 3 THEN 'done' ELSE 'ended' END,
opened, changed, opened, t1, '', '', '', '', '',
CASE WHEN q < 5 THEN 'where is it' ELSE '' END, CASE WHEN q < 3 THEN 'kind ' || st ELSE '' END,
FALSE, '', FALSE, FALSE, '', substr(t1, 1, 160), '' FROM r JOIN pool ON pool.id = p"""

MESSAGE = """INSERT INTO desk_message(case_id, kind, sender_name, sender_address, at, text, stripped, html_safe,
subject, message_id, in_reply_to, "references", automatic, channel, state, "to", cc, failed_reason)
SELECT n, '{kind}', '', 'c' || n || '@example.org', at{m}, t{m}, t{m}, '', '',
n || '.{m}@example.org', '', '[]', FALSE, 'email', 'received', '[]', '[]', '' FROM r JOIN pool ON pool.id = p"""

MOMENT = """INSERT INTO desk_outboxmoment(case_number, step, at, team, customer, held_by, held_team, channel,
attributes, quiet, made_at, batch, exported_at)
SELECT number, '{step}', opened_at, team_id, customer_id, holder_id, team_id, 'email',
{attributes}, FALSE, opened_at, 1, opened_at FROM desk_case WHERE number >= {low}"""

REST = (
    "INSERT INTO desk_customer(id, name, language, created_at) SELECT n, 'Customer ' || n, '', opened FROM r",
    "INSERT INTO desk_address(customer_id, kind, value) SELECT n, 'email', 'c' || n || '@example.org' FROM r",
    CASES,
    *(MESSAGE.replace("{m}", str(m)).replace("{kind}", kind) for m, kind in ((1, "in"), (2, "out"), (3, "in"))),
    """INSERT INTO desk_holding(case_id, team_id, holder_id, since)
    SELECT number, team_id, holder_id, opened_at FROM desk_case WHERE number >= {low}""",
    "INSERT INTO desk_casetag(case_id, tag_id, at) SELECT n, 1 + n % 30, opened FROM r WHERE q < 30",
    *(MOMENT.replace("{step}", step) for step in ("Case opened", "Message received", "Reply sent")),
)


def fill(data: Path, cases: int) -> None:
    """Make a server with so many cases of three messages, 8 teams and 40 people; where it stands, only upgrade it."""
    from headwater.project.serving.start import prepare

    done = data / "filled"
    prepare(data, datetime.now(UTC))
    if done.exists():
        return
    sql = _dialect()
    _people()
    _each(sql.before)
    _pool()
    for low in range(1, cases + 1, BATCH):
        _together(_batch(sql, low, min(cases, low + BATCH - 1), cases))
    _search()
    _each([*sql.after, *_sequences()])
    done.write_text(str(cases))


def _search() -> None:
    """By the desk itself, out of what was written."""
    from django.db import transaction

    from headwater.desk.acts.reindex import reindex_all

    with transaction.atomic():
        reindex_all()


def _dialect() -> Dialect:
    from django.db import connection

    return SQLITE if connection.vendor == "sqlite" else POSTGRES


def _people() -> None:
    from headwater.desk.models import Tag
    from headwater.people.models import Membership, Team, User

    teams = [Team.objects.create(name=f"Team {i}") for i in range(8)]
    for i in range(40):
        made = User.objects.create(email=f"rep{i}@example.org", name=f"Rep {i}")
        Membership.objects.bulk_create(Membership(user=made, team=teams[(i + k) % 8], role="rep") for k in range(3))
    User.objects.create(email="owner@example.org", name="Owner", is_owner=True)
    Tag.objects.bulk_create(Tag(name=f"tag{i}") for i in range(30))


def _pool() -> None:
    from django.db import connection

    rows = [(i, text.subject, *text.messages) for i, text in enumerate(texts(POOL))]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE pool(id INTEGER PRIMARY KEY, s TEXT, t1 TEXT, t2 TEXT, t3 TEXT)")
        cursor.executemany("INSERT INTO pool VALUES (%s, %s, %s, %s, %s)", rows)


def _batch(sql: Dialect, low: int, high: int, cases: int) -> Iterator[str]:
    bounds = {"p": POOL, "q": 100, "team": 8, "usr": 40, "hq": 100, "d": 144_000, "st": 6}
    drawn = {name: sql.draw(bound) for name, bound in bounds.items()}
    times = {"opened": sql.later(sql.start, f"n * {5 * 365 * 86400 / cases}"), "changed": sql.later("opened", "d")}
    times |= {f"at{m}": sql.later("opened", f"{60 * m}") for m in (1, 2, 3)}
    given = {"low": low, "high": high, "alive": cases - max(LIVE, cases // 50), "attributes": sql.attributes}
    yield DRAW.format(**drawn, **times, numbers=sql.numbers.format(low=low, high=high))
    yield from (statement.format(**given) for statement in REST)
    yield "DROP TABLE r"


def _together(statements: Iterable[str]) -> None:
    from django.db import transaction

    with transaction.atomic():
        _each(statements)


def _each(statements: Iterable[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sequences() -> list[str]:
    """Ids were given by hand: the next one follows them."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    return connection.ops.sequence_reset_sql(no_style(), list(apps.get_app_config("desk").get_models()))


if __name__ == "__main__":
    os.environ["HEADWATER_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1], "headwater.project.settings"
    fill(Path(sys.argv[1]), int(sys.argv[2]))
