"""Classes of customers are not customers."""

import pyarrow as pa

import headwater as hw


def log(**columns):
    rows = 900
    cases = [f"T{i // 3}" for i in range(rows)]
    base = {
        "ticket": cases,
        "activity": [("Opened", "Worked on", "Closed")[i % 3] for i in range(rows)],
        "finished_at": [f"2025-01-{1 + i // 60:02} 10:{i % 60:02}:00" for i in range(rows)],
    }
    return pa.table(base | {name: [value(i // 3) for i in range(rows)] for name, value in columns.items()})


def test_a_class_of_customers_is_an_attribute_and_the_number_is_the_customer():
    table = log(customer_class=lambda case: "ABC"[case % 3], client_no=lambda case: f"C{case // 2}")
    record = hw.read(table)
    assert record.mapping.customer == "client_no"
    assert "customer_class" in [a.name for a in record.attributes]


def changing(name, **how):
    """Every moment of a case names another customer."""
    table = log(other=lambda case: f"K{case}")
    return hw.read(table.set_column(3, name, pa.array([f"K{i % 170}" for i in range(900)])), **how)


def test_a_column_that_changes_within_most_cases_is_not_the_customer():
    record = changing("account")
    assert record.mapping.customer is None
    assert "account" in [a.name for a in record.attributes]
    said = "account is not taken as the customer, as a case has several (in 100% of the cases); --customer account"
    assert any(note.startswith(said) for note in record.source.notes)


def test_a_most_usual_name_is_kept_with_the_reason_and_the_cases_are_counted():
    record = changing("customer_id")
    reason = next(c.reason for c in record.mapping.reasons if c.role == "customer")
    assert reason.endswith("a case has several (in 100% of the cases); the first is used")
    assert "In 300 of 300 cases customer_id has several values; the first is used." in record.source.notes


def test_the_user_takes_it_or_has_none_and_is_told_the_same_once():
    assert "In 300 of 300 cases account has several values; the first is used." in (
        changing("account", customer="account").source.notes
    )
    assert not any("customer" in note for note in changing("account", customer="").source.notes)
