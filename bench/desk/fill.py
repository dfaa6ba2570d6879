"""A desk with any number of cases of three messages, written by SQL into the tables as the desk's acts leave them.

python -m bench.desk.fill FOLDER CASES
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.desk.words import POOL, texts

BATCH = 50_000
LIVE = 5_000
"""the newest cases are open, waiting or snoozed: so many or one in fifty, whichever is more, and 2 % of the others"""

DRAW = """CREATE TEMP TABLE r AS WITH RECURSIVE k(n) AS (SELECT {low} UNION ALL SELECT n + 1 FROM k WHERE n < {high})
SELECT n, abs(random()) % {pool} p, abs(random()) % 100 q, 1 + abs(random()) % 8 team, 1 + abs(random()) % 40 usr,
abs(random()) % 100 hq, abs(random()) % 144000 d, abs(random()) % 6 st,
datetime('2021-01-01', '+' || CAST(n * {step} AS INTEGER) || ' seconds') opened FROM k"""

CASES = """INSERT INTO desk_case(number, subject, customer_id, team_id, holder_id, channel, state, opened_at,
changed_at, last_customer_at, own_words, concern, wanted, predicted, promised, our_aim, kind_asked, kind_confirmed,
confirmed_by_customer, ending, answered_while_snoozed, unreachable, before_merge, preview, language)
SELECT n, s, n, CASE WHEN q < 95 THEN team END, CASE WHEN hq < 80 THEN usr END, 'email',
CASE WHEN n > {alive} OR q < 2
THEN CASE st % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting' ELSE 'snoozed' END
WHEN st < 3 THEN 'done' ELSE 'ended' END,
opened, datetime(opened, '+' || d || ' seconds'), opened, t1, '', '', '', '', '',
CASE WHEN q < 5 THEN 'where is it' ELSE '' END, CASE WHEN q < 3 THEN 'kind ' || st ELSE '' END,
0, '', 0, 0, '', substr(t1, 1, 160), '' FROM r JOIN pool ON pool.id = p"""

MESSAGE = """INSERT INTO desk_message(case_id, kind, sender_name, sender_address, at, text, stripped, html_safe,
subject, message_id, in_reply_to, "references", automatic, channel, state, "to", cc, failed_reason)
SELECT n, '{kind}', '', 'c' || n || '@example.org', datetime(opened, '+{m} minutes'), t{m}, t{m}, '', '',
n || '.{m}@example.org', '', '[]', 0, 'email', 'received', '[]', '[]', '' FROM r JOIN pool ON pool.id = p"""

MOMENT = """INSERT INTO desk_outboxmoment(case_number, step, at, team, customer, held_by, held_team, channel,
attributes, quiet, made_at, batch, exported_at)
SELECT number, '{step}', opened_at, team_id, customer_id, holder_id, team_id, 'email',
json_object('team', team_id, 'holder', holder_id), 0, opened_at, 1, opened_at FROM desk_case WHERE number >= {low}"""

REST = (
    "INSERT INTO desk_customer(id, name, language, created_at) SELECT n, 'Customer ' || n, '', opened FROM r",
    "INSERT INTO desk_address(customer_id, kind, value) SELECT n, 'email', 'c' || n || '@example.org' FROM r",
    CASES,
    *(MESSAGE.replace("{m}", str(m)).replace("{kind}", kind) for m, kind in ((1, "in"), (2, "out"), (3, "in"))),
    """INSERT INTO desk_holding(case_id, team_id, holder_id, since)
    SELECT number, team_id, holder_id, opened_at FROM desk_case WHERE number >= {low}""",
    "INSERT INTO desk_casetag(case_id, tag_id, at) SELECT n, 1 + n % 30, opened FROM r WHERE q < 30",
    *(MOMENT.replace("{step}", step) for step in ("Case opened", "Message received", "Reply sent")),
    """INSERT INTO desk_search(rowid, words, place)
    SELECT n, n || ' customer ' || w, 't' || CASE WHEN q < 95 THEN team ELSE 0 END FROM r JOIN pool ON pool.id = p""",
    "DROP TABLE r",
)


def fill(data: Path, cases: int) -> None:
    """Make a server's folder with so many cases of three messages, 8 teams and 40 people; nothing where it stands."""
    from headwater.project.serving.start import prepare

    done = data / "filled"
    if done.exists():
        return
    prepare(data, datetime.now(UTC))
    _people()
    _pool()
    for low in range(1, cases + 1, BATCH):
        _batch(low, min(cases, low + BATCH - 1), cases)
    done.write_text(str(cases))


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

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # for this connection, which only fills
        cursor.execute("CREATE TEMP TABLE pool(id INTEGER PRIMARY KEY, s TEXT, t1 TEXT, t2 TEXT, t3 TEXT, w TEXT)")
        rows = [(i, text.subject, *text.messages, text.words) for i, text in enumerate(texts(POOL))]
        cursor.executemany("INSERT INTO pool VALUES (%s, %s, %s, %s, %s, %s)", rows)


def _batch(low: int, high: int, cases: int) -> None:
    from django.db import connection, transaction

    given = {"low": low, "high": high, "pool": POOL, "step": 5 * 365 * 86400 / cases}
    given["alive"] = cases - max(LIVE, cases // 50)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (DRAW, *REST):
            cursor.execute(statement.format(**given))
    if high == cases:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    import os

    os.environ["HEADWATER_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1], "headwater.project.settings"
    fill(Path(sys.argv[1]), int(sys.argv[2]))
