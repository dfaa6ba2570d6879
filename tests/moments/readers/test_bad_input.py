"""Every way an input can be bad has one clear sentence; nothing is dropped without being counted."""

import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater.engine import Engine
from headwater.moments.readers.raw import Options
from headwater.moments.service import open_source, read
from headwater.shared.errors import InputError, UsageError

HEADER = "case_id,activity,timestamp,resource\n"


def lines(count: int, *, start: int = 0) -> str:
    return "".join(
        f"c{i // 4},step {i % 4},2024-01-{1 + i // 1000 % 28:02d} {i // 60 % 24:02d}:{i % 60:02d}:00,anna\n"
        for i in range(start, start + count)
    )


def write(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: object, **how: object) -> str:
    with pytest.raises(InputError) as caught:
        open_source(Engine(), path, **how)
    message = str(caught.value)
    assert "\n" not in message
    return message


def rejects(path: Path, **how: object) -> list[tuple[int, str | None, str, str | None]]:
    found = open_source(Engine(), path, reject_share=0.5, **how).rejected.to_pylist()
    return [(r["line"], r["column"], r["reason"], r["value"]) for r in found]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file(tmp_path, content):
    assert refused(write(tmp_path, content)) == "log.csv is empty; export it again."


def test_a_header_without_rows(tmp_path):
    assert refused(write(tmp_path, HEADER)) == "log.csv has column names but no rows; export it again with its data."


def test_a_missing_column_is_named_with_its_flag(tmp_path):
    message = refused(write(tmp_path, "case_id,timestamp\n" + "a,2024-01-01\na,2024-01-02\n" * 20))
    assert message.startswith("No column was recognised as a step (activity, status)")
    assert "the columns are case_id, timestamp. Name it with --step COLUMN." in message


def test_a_column_that_does_not_exist(tmp_path):
    with pytest.raises(
        UsageError, match="There is no column phase \\(set for step\\); the columns are case_id, activity"
    ):
        open_source(Engine(), write(tmp_path, HEADER + lines(8)), step="phase")


def test_a_binary_file_named_csv(tmp_path):
    assert "binary data" in refused(write(tmp_path, bytes(range(256)) * 50))


def test_a_picture_a_pdf_an_old_excel_file_and_a_zip(tmp_path):
    assert "binary" in refused(write(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(500), "a.csv"))
    assert "PDF" in refused(write(tmp_path, b"%PDF-1.7 ...", "b.csv"))
    assert "save it as .xlsx or CSV" in refused(
        write(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "c.xls")
    )
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("log.csv", HEADER + lines(4))
    assert "unpack it" in refused(tmp_path / "d.zip")


def test_a_folder_and_a_file_that_is_not_there(tmp_path):
    assert "is a folder" in refused(tmp_path)
    assert "There is no file" in refused(tmp_path / "nothing.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_file_without_permission(tmp_path):
    path = write(tmp_path, HEADER + lines(8))
    path.chmod(0)
    tmp_path.chmod(0o755)
    if os.geteuid() != 0:
        assert "may not be read" in refused(path)
        return
    code = (
        "import os, sys; sys.path.insert(0, 'src'); from headwater.moments.readers.signs import form_of; "
        "from pathlib import Path; from headwater.shared.errors import InputError\n"
        "os.setuid(65534)\n"
        f"try: form_of(Path({str(path)!r}))\n"
        "except InputError as error: print(error)"
    )
    for folder in [tmp_path, *tmp_path.parents][:-1]:
        if folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "log.csv may not be read by this user; ask for the right to read it."


def test_a_wrong_extension_does_not_matter(tmp_path):
    table = pa.table({"case_id": ["a", "a"], "activity": ["x", "y"], "timestamp": ["2024-01-01", "2024-01-02"]})
    pq.write_table(table, tmp_path / "log.csv")
    assert read(tmp_path / "log.csv").counts.moments == 2
    assert read(write(tmp_path, HEADER + lines(8), "log.parquet")).counts.moments == 8


def test_rows_of_the_wrong_width_are_listed_with_their_line(tmp_path):
    path = write(tmp_path, HEADER + lines(3) + "c9,step 1\n" + lines(2) + "c9,a,b,c,d,e\n" + lines(20, start=8))
    assert rejects(path) == [
        (5, None, "2 fields instead of 4", "c9,step 1"),
        (8, None, "6 fields instead of 4", "c9,a,b,c,d,e"),
    ]
    assert read(path, reject_share=0.5).counts.moments == 25


def test_lines_stay_exact_after_quoted_line_breaks_and_blank_lines(tmp_path):
    text = HEADER + 'c1,"step\nof two lines",2024-01-01 10:00:00,anna\n\nc1,b,2024-01-01 11:00:00\n' + lines(20)
    assert rejects(write(tmp_path, text)) == [(5, None, "3 fields instead of 4", "c1,b,2024-01-01 11:00:00")]


def test_a_quotation_mark_left_open_costs_one_line(tmp_path):
    text = HEADER + lines(10) + 'c3,"oops,2024-01-01 11:00:00,anna\n' + lines(30, start=12)
    found = rejects(write(tmp_path, text))
    assert [(r[0], "quotation mark" in r[2]) for r in found] == [(12, True)]
    assert read(write(tmp_path, text)).counts.moments == 40


def test_missing_case_step_and_time_are_listed(tmp_path):
    text = HEADER + lines(40) + (
        ",x,2024-01-01 10:00:00,a\nc1,?,2024-01-01 10:00:00,a\nc1,x,,a\nc1,x,yesterday,a\nc1,x,2024-02-30 10:00:00,a\n"
    )  # fmt: skip
    assert rejects(write(tmp_path, text)) == [
        (42, "case_id", "no case", None),
        (43, "activity", "no step", None),
        (44, "timestamp", "no time", None),
        (45, "timestamp", "not a time as the column writes it (YYYY-MM-DD hh:mm:ss)", "yesterday"),
        (46, "timestamp", "not a time as the column writes it (YYYY-MM-DD hh:mm:ss)", "2024-02-30 10:00:00"),
    ]


def test_too_many_unreadable_rows_stop_with_the_first(tmp_path):
    path = write(tmp_path, HEADER + lines(40) + "c1,x,never,a\n" * 5)
    message = refused(path)
    assert "5 of 45 rows of log.csv cannot be read (11.1%, more than the 5.0% allowed)" in message
    assert "line 42" in message
    assert "'never'" in message
    assert "--reject-share" in message
    assert read(path, reject_share=0.2).counts.rejected == 5


def test_wrong_bytes_and_zero_bytes_cost_their_lines(tmp_path):
    good = HEADER.replace("resource", "r\u00e9source") + lines(40).replace("anna", "zo\u00e9")
    bad = good.encode() + b"c1,x,2024-01-01 10:00:00,zo\xe9\n" + b"c1,x\0,2024-01-01 10:00:00,a\n"
    found = rejects(write(tmp_path, bad))
    assert [r[:3] for r in found] == [
        (42, None, "bytes that are not text in the file's encoding (UTF-8)"),
        (43, None, "a zero byte in the text"),
    ]


def test_duplicates_order_and_single_moment_cases_are_counted_and_kept(tmp_path):
    text = HEADER + (
        "a,x,2024-01-01 10:00:00,p\na,x,2024-01-01 10:00:00,p\na,y,2024-01-01 09:00:00,p\nb,x,2024-01-01 10:00:00,p\n"
    )  # fmt: skip
    counts = read(write(tmp_path, text)).counts
    assert (counts.moments, counts.cases, counts.duplicates) == (4, 2, 1)
    assert counts.single_moment_cases == 1
    assert counts.unsorted >= 1


def test_ten_thousand_columns_are_answered(tmp_path):
    wide = ",".join(f"f{i}" for i in range(9_997))
    rows = "".join(f"c{i // 2},s{i % 2},2024-01-01 10:{i:02d}:00,{','.join(['1'] * 9_997)}\n" for i in range(6))
    path = write(tmp_path, f"case_id,activity,timestamp,{wide}\n{rows}")
    assert refused(path).startswith("log.csv has 10,000 columns and at most 1,000 can be read; leave out those")
    table = pa.table({f"f{i}": ["1"] for i in range(10_000)})
    assert refused(table).startswith("table in memory has 10,000 columns")


def test_many_columns_are_read(tmp_path):
    wide = ",".join(f"f{i}" for i in range(300))
    rows = "".join(f"c{i // 2},s{i % 2},2024-01-01 10:{i:02d}:00,{','.join(['1'] * 300)}\n" for i in range(6))
    source = open_source(Engine(), write(tmp_path, f"case_id,activity,timestamp,{wide}\n{rows}"))
    assert (source.mapping.case, source.mapping.step, source.mapping.at) == ("case_id", "activity", "timestamp")


def test_a_truncated_gzip_file(tmp_path):
    packed = gzip.compress((HEADER + "".join(lines(500, start=i * 7919) for i in range(40))).encode())
    assert "compressed data" in refused(write(tmp_path, packed[: len(packed) // 2], "log.csv.gz"))


def test_a_damaged_gzip_file(tmp_path):
    packed = bytearray(gzip.compress((HEADER + lines(5000)).encode()))
    packed[len(packed) // 2] ^= 0xFF
    assert "compressed data" in refused(write(tmp_path, bytes(packed), "log.csv.gz"))


def test_a_text_named_parquet(tmp_path):
    path = write(tmp_path, "Dear colleague,\nplease find the export in the other folder.\n", "log.parquet")
    assert refused(path) == (
        "log.parquet is not Parquet, whatever its name; it holds plain text that begins “Dear colleague,”. It is no "
        "table of moments either, which has a case, a step and a time in each row; export the records again, as "
        "Parquet or as CSV with a line of column names."
    )
    one_line = refused(write(tmp_path, "nothing here", "log.parquet"))
    assert one_line.startswith("log.parquet is not Parquet, whatever its name; it holds plain text that begins")
    binary = refused(write(tmp_path, bytes(range(256)) * 40, "log.parquet"))
    assert "log.parquet is not Parquet, whatever its name: it does not begin with PAR1" in binary


def test_a_table_named_otherwise_is_read_as_what_it_is_and_said_to_be(tmp_path):
    for name in ("log.parquet", "log.xlsx"):
        source = open_source(Engine(), write(tmp_path, HEADER + lines(8), name))
        assert any(f"{name} is not " in note and "plain text" in note for note in source.notes)


def test_a_truncated_parquet_file(tmp_path):
    table = pa.table({"case_id": ["a"] * 1000, "activity": ["x"] * 1000, "timestamp": ["2024-01-01"] * 1000})
    pq.write_table(table, tmp_path / "whole.parquet")
    cut = write(tmp_path, (tmp_path / "whole.parquet").read_bytes()[:-50], "cut.parquet")
    assert "cut off while copying" in refused(cut)


def test_a_gzip_bomb_is_stopped_while_it_unpacks(tmp_path):
    bomb = write(tmp_path, gzip.compress(HEADER.encode() + b"a,b,c,d\n" * 3_000_000), "log.csv.gz")
    message = refused(bomb, options=Options(bomb_bytes=5_000_000))
    assert "which no honest record does" in message


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from Linux's /proc")
def test_one_endless_line_is_stopped(tmp_path):
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write(b"x" * 100)
        file.seek(2_000_000_000)
        file.write(b"x")
    code = (
        "import sys, pathlib; sys.path.insert(0, 'src')\n"
        "from headwater.engine import Engine; from headwater.moments.service import open_source\n"
        "from headwater.shared.errors import InputError\n"
        f"try: open_source(Engine(), {str(path)!r})\n"
        "except InputError as error: print(error)\n"
        "peak = pathlib.Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]\n"
        "print(int(peak) // 1024)"  # not ru_maxrss, which begins at what the process that started this one held
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    message, memory = done.stdout.strip().split("\n")
    assert "binary data" in message
    assert int(memory) < 400


@pytest.mark.parametrize("first", [True, False])
def test_a_line_of_text_longer_than_the_limit(tmp_path, first):
    endless = b"a" * 30_000_000 + b"\n"
    text = endless if first else (HEADER + lines(30)).encode() + endless + lines(30).encode()
    path = write(tmp_path, text)
    if first:
        assert "first line of log.csv is longer than" in refused(path, options=Options(line_bytes=4_000_000))
        return
    found = rejects(path, options=Options(line_bytes=4_000_000))
    assert [r[:3] for r in found] == [(32, None, "the line is longer than 4,000,000 bytes")]
    assert read(path, options=Options(line_bytes=4_000_000)).counts.moments == 60


def test_a_file_whose_names_are_missing(tmp_path):
    message = refused(write(tmp_path, lines(40)))
    assert "first line" in message
    assert "column names" in message


def test_an_object_that_is_no_table():
    assert "A int cannot be read as a table" in refused(5)


def test_a_web_page_with_the_name_of_a_table(tmp_path):
    page = write(tmp_path, "<html><body><table><tr><td>a</td></tr></table></body></html>", "log.xls")
    assert refused(page) == "log.xls is a web page, whatever its name; open it and save its table as XLSX or CSV."


def test_blank_lines_are_no_rows(tmp_path):
    record = read(write(tmp_path, HEADER + "\n" * 100 + lines(5) + "\r\n" * 3))
    assert (record.counts.moments, record.counts.rejected) == (5, 0)
