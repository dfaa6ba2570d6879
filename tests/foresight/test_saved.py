"""A twin in a folder is the same twin."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.foresight import world
from tests.foresight.calibrate.lived import calls, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Astray
from headwater.foresight.saved import load, save
from headwater.shared.errors import InputError


def test_what_was_fitted_comes_back_whole(tmp_path: Path) -> None:
    found = twin(record(calls()), resampled=2)
    found = replace(found, astray=(Astray("Desk", "waiting", "week", 0.1, 0.3, True),))
    save(found, tmp_path / "twin")
    again = load(tmp_path / "twin")
    assert again == found
    assert again.record is None
    assert {("wait", "Desk", ""), ("left", "Desk", "Monday")} <= {(w.measure, w.where, w.when) for w in again.weeks}


def test_what_was_made_by_hand_comes_back_whole(tmp_path: Path) -> None:
    plain = world.centre()
    bills = replace(plain.kinds[0], repeat_wait_of_case=True, repeat_haste_of_last=True, repeats_at_most=4)
    for service in (world.centre(feedback=True), plain, replace(plain, kinds=(bills, *plain.kinds[1:]))):
        found = world.twin(service)
        save(found, tmp_path)
        assert load(tmp_path) == found


def test_no_twin_and_one_of_another_version_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no twin in .*; make one: headwater twin FILE --out"):
        load(tmp_path / "nothing")
    save(world.twin(world.centre()), tmp_path)
    held = json.loads((tmp_path / "twin.json").read_text())
    (tmp_path / "twin.json").write_text(json.dumps({**held, "version": 0}))
    with pytest.raises(InputError, match="another version; calibrate it again"):
        load(tmp_path)
