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
