"""Columns are recognised in tables nobody has seen before, each with its reason."""

from random import Random

import pyarrow as pa
import pytest

from headwater.engine import Engine
from headwater.moments.domain import Mapping
from headwater.moments.service import open_source
from headwater.shared.errors import InputError

ROLES = ("case", "step", "at", "who", "team", "customer", "channel")


def log(names: list[str], *, cases: int = 60, seed: int = 1) -> pa.Table:
    """A log with the columns case, step, at, who, team, customer, channel under the names given (None: left out)."""
    random, rows = Random(seed), []
    for case in range(cases):
        customer, channel = f"K{random.randrange(25)}", random.choice(["mail", "phone"])
        for moment in range(random.randrange(2, 7)):
            day = 1 + (case // 4 + moment) % 28
            step = ["received", "checked", "approved", "sent", "closed"][min(moment, 4)]
            who = random.choice(["ann", "bob", "cy", "dee"])
            rows.append(
                [f"V-{1000 + case}", step, f"2024-05-{day:02d} {8 + moment:02d}:{random.randrange(60):02d}:00", who]
            )
            rows[-1] += [random.choice(["north", "south"]), customer, channel]
    columns = list(zip(*rows, strict=True))
    return pa.table({n: list(c) for n, c in zip(names, columns, strict=True) if n is not None})


def mapped(table: pa.Table, **how: object) -> Mapping:
    return open_source(Engine(), table, **how).mapping


HEADERS = {
    "german": ["vorgangsnummer", "schritt", "zeitpunkt", "bearbeiter", "abteilung", "kunde", "kanal"],
    "german spelt out": [
        "Fall-Nr",
        "Tätigkeit",
        "Zeitstempel",
        "Sachbearbeiterin",
        "Gruppe",
        "Kunden-Nr",
        "Eingangskanal",
    ],
    "spanish": ["id_caso", "actividad", "fecha_hora", "agente", "equipo", "cliente", "canal"],
    "french": ["numéro_dossier", "étape", "horodatage", "conseiller", "équipe", "client", "canal"],
    "italian": ["id_pratica", "attività", "data_ora", "operatore", "reparto", "cliente", "canale"],
    "dutch": ["zaaknummer", "stap", "tijdstip", "medewerker", "afdeling", "klant", "kanaal"],
    "camel": ["caseId", "activityName", "eventTime", "assignedTo", "teamName", "customerId", "contactChannel"],
    "spaces": ["Case ID", "Activity", "Complete Timestamp", "Resource", "Department", "Customer Name", "Channel"],
    "shout": ["CASEID", "ACTIVITY", "TIMESTAMP", "RESOURCE", "GROUP", "CUSTOMER", "CHANNEL"],
    "xes": ["case:concept:name", "concept:name", "time:timestamp", "org:resource", "org:group", "customer", "channel"],
    "jira": ["Issue key", "Status", "Changed at", "Assignee", "Team", "Reporter", "Source"],
    "zendesk": ["ticket_id", "new_status", "updated_at", "assignee_name", "group_name", "requester_id", "via"],
    "freshdesk": ["Ticket ID", "Ticket Status", "Event Time", "Agent", "Group", "Contact Email", "Source"],
    "otrs": ["TicketNumber", "State", "Changed", "Owner", "Queue", "CustomerID", "Channel"],
    "servicenow": ["number", "state", "sys_updated_on", "assigned_to", "assignment_group", "caller_id", "contact_type"],
    "orders": ["order_no", "event", "ts", "employee", "unit", "client_id", "channel"],
    "prefixed": [
        "my_ticket_id",
        "process_step",
        "event_timestamp",
        "handling_agent",
        "support_team",
        "main_customer",
        "channel",
    ],
}


@pytest.mark.parametrize("names", HEADERS.values(), ids=HEADERS.keys())
def test_headers_of_many_sources(names):
    mapping = mapped(log(names), shape="events")
    assert dict(mapping.roles()) == dict(zip(ROLES, names, strict=True))
    for choice in mapping.reasons:
        assert choice.reason.startswith("because ")


@pytest.mark.parametrize("names", HEADERS.values(), ids=HEADERS.keys())
def test_the_order_of_the_columns_does_not_matter(names):
    table = log(names)
    backwards = table.select(list(reversed(table.column_names)))
    assert dict(mapped(backwards, shape="events").roles()) == dict(zip(ROLES, names, strict=True))


def test_names_that_say_nothing():
    mapping = mapped(log(["c1", "c2", "c3", "c4", "c5", "c6", "c7"]))
    assert (mapping.case, mapping.step, mapping.at) == ("c1", "c2", "c3")
    assert mapping.who is None
    assert "stay the same within it" in next(c.reason for c in mapping.reasons if c.role == "case")


def test_the_runner_up_is_named():
    names = ["ticket_id", "activity", "timestamp", "agent", None, "customer", None]
    table = log(names).append_column("owner", pa.array(log(names)["agent"]))
    reason = next(c.reason for c in mapped(table).reasons if c.role == "who")
    assert "owner would fit too (score " in reason


def test_start_and_end():
    table = log(["case_id", "activity", "end_time", "agent", None, None, None])
    table = table.append_column("start_time", table["end_time"])
    mapping = mapped(table)
    assert (mapping.at, mapping.start) == ("end_time", "start_time")


def test_a_start_alone_is_the_time():
    assert mapped(log(["case_id", "activity", "start_time", None, None, None, None])).at == "start_time"


def test_the_time_the_case_was_opened_is_not_the_time_of_the_moment():
    table = log(["case_id", "activity", "event_date", None, None, None, None])
    table = table.append_column("created_at", pa.array(["2024-01-01 10:00:00"] * table.num_rows))
    assert mapped(table).at == "event_date"


def test_numbers_of_rows_are_left_out_with_a_reason():
    table = log(["case_id", "activity", "timestamp", "agent", None, None, None])
    table = table.append_column("event_id", pa.array([f"e{i}" for i in range(table.num_rows)]))
    table = table.append_column("Unnamed: 0", pa.array(range(table.num_rows)))
    source = open_source(Engine(), table)
    assert source.mapping.ignored == ("event_id", "Unnamed: 0")
    assert "Left out: event_id, Unnamed: 0 (another value on every row: it numbers the rows)." in source.notes


def test_a_column_is_not_two_roles_and_a_role_can_be_taken_away():
    table = log(["case_id", "activity", "timestamp", "agent", "team", "customer", "channel"])
    mapping = mapped(table, who="customer", team="")
    assert (mapping.who, mapping.team, mapping.customer) == ("customer", None, None)
    assert next(c.reason for c in mapping.reasons if c.role == "who") == "set by you"


def test_descriptions_of_a_role_are_not_the_role():
    table = log(["case_id", "activity", "timestamp", "agent", None, None, None])
    count = table.num_rows
    for name, values in (
        ("customer_type", ["gold", "silver"]),
        ("agent_level", ["1", "2"]),
        ("case_priority", ["a", "b"]),
    ):
        table = table.append_column(name, pa.array([values[i % 2] for i in range(count)]))
    mapping = mapped(table)
    assert (mapping.case, mapping.who, mapping.customer) == ("case_id", "agent", None)


def test_people_are_never_guessed():
    mapping = mapped(log(["case_id", "activity", "timestamp", "x", "y", "z", "w"]))
    assert (mapping.who, mapping.team, mapping.customer, mapping.channel) == (None, None, None, None)


def test_a_row_for_each_case_is_warned_about():
    table = pa.table(
        {
            "ticket_id": [f"T{i}" for i in range(40)],
            "status": ["closed"] * 39 + ["open"],
            "created_at": [f"2024-01-{1 + i % 28:02d} 10:00:00" for i in range(40)],
        }
    )
    source = open_source(Engine(), table)
    assert any(n.startswith("Nearly every row has its own ticket_id") for n in source.notes)


def test_what_is_missing_is_named_with_the_nearest():
    with pytest.raises(InputError, match="No column was recognised as the time a moment happened") as caught:
        open_source(
            Engine(), pa.table({"case_id": ["a", "a", "b"], "activity": ["x", "y", "x"], "note": ["p", "q", "r"]})
        )
    assert "the columns are case_id, activity, note. Name it with --at COLUMN." in str(caught.value)


def test_a_start_that_some_rows_lack():
    table = log(["case_id", "activity", "end_time", "agent", None, None, None], cases=100)
    starts = [None if i % 3 else t for i, t in enumerate(table["end_time"].to_pylist())]
    mapping = mapped(table.append_column("start_time", pa.array(starts)))
    assert (mapping.at, mapping.start) == ("end_time", "start_time")


@pytest.mark.parametrize(("at_once", "start"), [(9, "start"), (10, None)])
def test_a_start_is_told_from_when_a_case_was_opened_though_most_is_begun_at_once(
    at_once: int, start: str | None
) -> None:
    rows = []
    for case in range(100):
        begun = 0 if case % 10 < at_once else 5
        rows += [(f"C{case}", "call", f"2024-05-02 08:{case % 50:02d}:00", f"2024-05-02 08:{case % 50:02d}:00")]
        rows += [
            (f"C{case}", "answer", f"2024-05-02 08:{case % 50 + begun:02d}:00", f"2024-05-02 09:{case % 50:02d}:00")
        ]
    columns = zip(("case", "step", "start", "end"), zip(*rows, strict=True), strict=True)
    assert mapped(pa.table({name: list(values) for name, values in columns})).start == start
