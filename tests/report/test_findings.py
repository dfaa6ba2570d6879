"""findings.json keeps its promise: the schema, no NaN, nothing of a customer."""

import json
from dataclasses import replace

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from tests.report.invented import (
    FREE_TEXT,
    SECRET,
    invented_causes,
    invented_evidence,
    invented_finding,
    invented_record,
)

from headwater.report.findings import findings_dict, findings_json, schema


@pytest.fixture(scope="module")
def record():
    return invented_record(60)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


def test_it_follows_the_schema(record):
    Draft202012Validator(schema()).validate(json.loads(findings_json(invented_causes(), record)))


def test_it_follows_the_schema_where_nothing_is_known(record):
    answer = invented_causes()
    evidence = invented_evidence(e_value=float("nan"), by_period=(), adjusted_for=())
    bare = invented_finding(customers=None, customers_lost=None, owner=None, evidence=evidence, cases=(), missing=())
    answer = replace(answer, findings=[bare], person_or_system=None, mix=[], signs=[], training=(0.0, 0))
    Draft202012Validator(schema()).validate(json.loads(findings_json(answer, record)))


def test_causes_come_before_open_questions_and_keep_their_rank(record):
    found = findings_dict(invented_causes(), record)["findings"]
    assert [f["verdict"] for f in found] == ["cause", "cause", "cannot tell"]
    assert [round(f["spoiled_cases"]) for f in found[:2]] == [64, 22]


def test_the_reference_names_only_what_applies(record):
    found = findings_dict(invented_causes(), record)["findings"]
    assert found[0]["ref"] == {"kind": "wait", "step": "Approval", "team": "Finance"}
    assert found[2]["ref"] == {"kind": "condition", "column": "supplier", "value": "S3"}


def test_numbers_of_numpy_become_plain(record):
    answer = invented_causes()
    odd = invented_finding(spoiled_cases=np.float64(12.5), interval=(np.float64(3), np.float64(20)))
    text = findings_json(replace(answer, findings=[odd]), record)
    assert json.loads(text)["findings"][0]["interval"] == [3.0, 20.0]


def test_no_customer_and_no_free_text_is_in_it(record):
    text = findings_json(invented_causes(), record)
    assert SECRET not in text
    assert FREE_TEXT not in text
    assert "Customer 1" not in text


def test_the_input_is_counted(record):
    found = findings_dict(invented_causes(), record)["input"]
    assert found["cases"] == 60
    assert found["rejected"] == 1
    assert {"column": "at", "role": "at", "reason": ""} in found["columns"]
