"""The report's folder: replaced as a whole, never at the cost of somebody's own files."""

from pathlib import Path

import pytest

from headwater.report.folder import Folder
from headwater.shared.errors import InputError


def _write(place, name, text):
    with Folder(place) as folder:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def test_an_older_report_is_replaced_file_by_file(tmp_path):
    place = tmp_path / "report"
    _write(place, "rows/old.csv", "old")
    (place / "my-notes.txt").write_text("mine")
    _write(place, "index.html", "new")
    assert (place / "index.html").read_text() == "new"
    assert not (place / "rows/old.csv").exists()
    assert (place / "my-notes.txt").read_text() == "mine"


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="is not a report; choose another place with --out"):
        Folder(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_in_its_place_is_refused(tmp_path):
    (tmp_path / "report").write_text("a file")
    with pytest.raises(InputError, match="is not a report"):
        Folder(tmp_path / "report")


@pytest.mark.parametrize("place", ["/proc/x", "/proc/deep/x"])
def test_a_place_that_cannot_be_written_is_named_as_it_was_given(place):
    for use in (lambda: Folder(Path(place)).check(), lambda: Folder(Path(place)).__enter__()):
        with pytest.raises(InputError, match=rf"^The report cannot be written to {place} \("):
            use()


def test_a_check_leaves_nothing(tmp_path):
    Folder(tmp_path / "deep" / "report").check()
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_older_report_and_no_traces(tmp_path):
    place = tmp_path / "report"
    _write(place, "index.html", "old")
    with pytest.raises(FileNotFoundError), Folder(place) as folder:
        (folder / "index.html").joinpath("not a folder").write_text("half")
    assert (place / "index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_manifest_cannot_reach_outside(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")
    place = tmp_path / "report"
    _write(place, "index.html", "old")
    (place / "files.json").write_text('["../outside.txt", "index.html"]')
    _write(place, "index.html", "new")
    assert outside.read_text() == "kept"
