"""`findings.json`, version `headwater-findings/1`: see the schema beside this file and docs/findings-json.md."""

import json
from importlib.resources import files
from typing import Any

from headwater.causes.domain import Causes
from headwater.causes.show import as_dict
from headwater.moments.domain import Record
from headwater.shared.plain import clean, json_text


def findings_dict(answer: Causes, record: Record) -> dict[str, Any]:
    """The answer with what it was computed from."""
    return {**as_dict(answer), "input": input_dict(answer, record)}


def input_dict(answer: Causes, record: Record) -> dict[str, Any]:
    """What was read: counts, what each column was taken for and why, what had to be settled by a rule."""
    counts = dict(vars(record.counts))
    first = {name: counts.pop(name) for name in ("moments", "cases", "rejected")}
    found: dict[str, Any] = clean({"source": record.source.name, **first, "columns": columns(answer, record)})
    return found | {"settled": clean(counts), "timing": record.timing, "notes": [*record.notes]}


def columns(answer: Causes, record: Record) -> list[dict[str, Any]]:
    """Every column with its role (or how it was used) and the reason."""
    reasons = {choice.column: choice.reason for choice in record.mapping.reasons}
    roles = [{"column": c, "role": role, "reason": reasons.get(c, "")} for role, c in record.mapping.roles()]
    used = [{"column": left.what, "role": "attribute", "reason": left.why} for left in answer.columns]
    ignored = [{"column": name, "role": "ignored", "reason": ""} for name in record.mapping.ignored]
    return roles + used + ignored


def findings_json(answer: Causes, record: Record) -> str:
    """The text of findings.json: keys in a fixed order, no NaN."""
    return json_text(findings_dict(answer, record), 2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of findings.json."""
    text = files("headwater.report").joinpath("findings.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
