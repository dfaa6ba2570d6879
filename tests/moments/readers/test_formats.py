"""The same log in every format and dialect gives the same moments."""

import csv
import gzip
import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.engine import Engine
from headwater.moments.readers.raw import Options
from headwater.moments.service import open_source, read
from headwater.shared.errors import InputError, UsageError

NAMES = ["case_id", "activity", "timestamp", "agent", "amount", "note"]
ROWS = [
    ["c1", "received", "2024-05-13 08:00:00", "Zoë", "1.5", "a, b; c"],
    ["c1", "checked", "2024-05-14 09:30:00", "Jürgen", "2.25", 'said "no"'],
    ["c2", "received", "2024-05-14 10:00:00", "Zoë", "1000", "two\nlines"],
    ["c2", "closed", "2024-05-15 10:00:00", "Ann", "0.5", "end"],
]


def text(delimiter: str = ",", rows: list[list[str]] = ROWS, **how: object) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, **{"lineterminator": "\n", **how}).writerows([NAMES, *rows])
    return out.getvalue()


def rows_of(path: object, **how: object) -> list[list[object]]:
    engine = Engine()
    source = open_source(engine, path, **how)
    table = engine.sql(f"SELECT * EXCLUDE (row_number) FROM {source.relation} ORDER BY row_number")
    return [list(r.values()) for r in table.to_pylist()]


WANTED = [[r[0], r[1], datetime.fromisoformat(r[2]), r[3], float(r[4]), r[5]] for r in ROWS]


def saved(folder: Path, content: bytes, name: str = "log.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter(tmp_path, delimiter):
    assert rows_of(saved(tmp_path, text(delimiter).encode())) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_every_encoding(tmp_path, encoding):
    assert rows_of(saved(tmp_path, text(";").encode(encoding))) == WANTED


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending(tmp_path, ending):
    rows = [[v.replace("\n", " ") for v in r] for r in ROWS]
    wanted = [[v.replace("\n", " ") if isinstance(v, str) else v for v in r] for r in WANTED]
    assert rows_of(saved(tmp_path, text(rows=rows, lineterminator=ending).encode())) == wanted


def test_gzip(tmp_path):
    assert rows_of(saved(tmp_path, gzip.compress(text().encode()), "log.csv.gz")) == WANTED


def test_two_gzip_members_in_one_file(tmp_path):
    first, _, rest = text().partition("2024-05-14 09:30")
    packed = gzip.compress(first.encode()) + gzip.compress(("2024-05-14 09:30" + rest).encode())
    assert rows_of(saved(tmp_path, packed, "log.csv.gz")) == WANTED


def test_title_lines_and_the_separator_line_of_excel(tmp_path):
    assert rows_of(saved(tmp_path, ("sep=;\n" + text(";")).encode())) == WANTED
    titled = saved(tmp_path, ("Export of May\n\n" + text(";")).encode(), "titled.csv")
    assert rows_of(titled) == WANTED
    assert any("before the column names were skipped" in n for n in open_source(Engine(), titled).notes)


def test_decimal_comma(tmp_path):
    rows = [[*r[:4], r[4].replace(".", ","), r[5]] for r in ROWS]
    rows[2][4] = "1.000,00"
    assert rows_of(saved(tmp_path, text(";", rows).encode())) == WANTED


def test_names_that_repeat_or_are_empty(tmp_path):
    content = "case_id,activity,timestamp,note,Note,\n" + "a,x,2024-01-01,p,q,r\na,y,2024-01-02,p,q,r\n"
    engine = Engine()
    source = open_source(engine, saved(tmp_path, content.encode()))
    assert engine.sql(f"SELECT * FROM {source.relation}").column_names[1:] == [
        "case_id", "activity", "timestamp", "note", "Note (2)", "column 6",
    ]  # fmt: skip


def test_parquet_arrow_pandas_polars(tmp_path):
    table = pa.table([list(c) for c in zip(*WANTED, strict=True)], names=NAMES)
    pq.write_table(table, tmp_path / "log.parquet")
    assert rows_of(tmp_path / "log.parquet") == WANTED
    assert rows_of(table) == WANTED
    assert rows_of(pd.DataFrame(table.to_pydict())) == WANTED
    assert rows_of(pl.from_arrow(table)) == WANTED


def test_parquet_is_read_where_it_lies(tmp_path):
    table = pa.table([list(c) for c in zip(*WANTED, strict=True)], names=NAMES)
    pq.write_table(table, tmp_path / "log.parquet")
    engine = Engine()
    open_source(engine, tmp_path / "log.parquet")
    assert not list(engine.folder.rglob("*.parquet"))


def test_json_lines_and_an_array(tmp_path):
    objects = [dict(zip(NAMES, r, strict=True)) for r in ROWS]
    lines = "\n".join(json.dumps(o, ensure_ascii=False) for o in objects)
    assert rows_of(saved(tmp_path, lines.encode(), "log.jsonl")) == WANTED
    assert rows_of(saved(tmp_path, json.dumps(objects, indent=2).encode(), "log.json")) == WANTED


def test_json_with_objects_inside_and_columns_that_come_late(tmp_path):
    objects = [{"case": {"id": "a"}, "activity": "x", "timestamp": f"2024-01-0{d} 10:00"} for d in (1, 2, 3)]
    objects[2]["rating"] = 4
    lines = "\n".join(map(json.dumps, objects)) + "\n{broken\n[1, 2]\n"
    path = saved(tmp_path, lines.encode(), "log.jsonl")
    source = open_source(Engine(), path, reject_share=0.5, options=Options(batch_rows=2))
    assert source.mapping.case == "case.id"
    assert [(r["line"], r["reason"][:20]) for r in source.rejected.to_pylist()] == [
        (4, "not readable as JSON"),
        (5, "not a JSON object"),
    ]
    assert rows_of(path, reject_share=0.5, options=Options(batch_rows=2))[2][-1] == 4


def test_json_cut_off(tmp_path):
    whole = json.dumps([dict(zip(NAMES, r, strict=True)) for r in ROWS])
    with pytest.raises(InputError, match="stops being readable as JSON at object 4"):
        read(saved(tmp_path, whole[:-40].encode(), "log.json"))


def workbook(path: Path, *, title: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "export"
    if title:
        sheet.append(["Export of May"])
    sheet.append(NAMES)
    for row in WANTED:
        sheet.append(row)
    book.create_sheet("other").append(["nothing", "here"])
    book.save(path)
    return path


@pytest.mark.parametrize("title", [False, True])
def test_xlsx(tmp_path, title):
    assert rows_of(workbook(tmp_path / "log.xlsx", title=title)) == WANTED


def test_xlsx_sheets_and_damage(tmp_path):
    path = workbook(tmp_path / "log.xlsx")
    assert "The sheet export was read." in open_source(Engine(), path).notes
    with pytest.raises(InputError, match="no rows"):
        read(path, sheet="other")
    with pytest.raises(UsageError, match="has no sheet May; it has export, other"):
        read(path, sheet="May")
    with pytest.raises(InputError, match="its end is missing"):
        read(saved(tmp_path, path.read_bytes()[:-100], "cut.xlsx"))
    with pytest.raises(InputError, match="which no honest record does"):
        read(path, options=Options(bomb_bytes=100, unpacked_ratio=1))


def test_several_files_are_one_record(tmp_path):
    first = saved(tmp_path, text(rows=ROWS[:2]).encode(), "may.csv")
    second = saved(tmp_path, text(rows=ROWS[2:]).encode(), "june.csv")
    assert rows_of([first, second]) == WANTED
    source = open_source(Engine(), [first, second])
    assert source.name == "may.csv, june.csv"


def test_a_rejected_row_of_several_files_names_its_file_and_its_line_there(tmp_path):
    lines = text().splitlines(keepends=True)
    wrong = ["a,b\n", ",".join([*ROWS[0][:2], "never", *ROWS[0][3:5], "x"]) + "\n"]
    first = saved(tmp_path, "".join([*lines, wrong[0], wrong[1]]).encode(), "may.csv")
    second = saved(tmp_path, "".join([lines[0], wrong[1], *lines[1:], wrong[0]]).encode(), "june.csv")
    found = open_source(Engine(), [first, second], reject_share=0.6).rejected.to_pylist()
    end = len(lines)
    assert sorted((r["file"], r["line"], r["column"]) for r in found) == [
        ("june.csv", 2, "timestamp"),
        ("june.csv", end + 2, None),
        ("may.csv", end + 1, None),
        ("may.csv", end + 2, "timestamp"),
    ]
    with pytest.raises(InputError, match=rf"the first is line {end + 1} of may.csv: "):
        read([first, second], reject_share=0.01)


def test_many_rows_come_in_batches(tmp_path):
    rows = [
        [f"c{i // 5}", f"s{i % 5}", f"2024-05-{13 + i % 9} 08:00:{i % 60:02d}", "é", "1", "x"] for i in range(60_000)
    ]
    path = saved(tmp_path, text(rows=rows).encode("cp1252"))
    record = read(path)
    assert (record.counts.moments, record.counts.cases, record.counts.rejected) == (60_000, 12_000, 0)
    assert record.names("people") == ["é"]


FIELD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=12)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(notes=st.lists(FIELD, min_size=3, max_size=8), delimiter=st.sampled_from([",", ";", "\t"]))
def test_any_text_in_a_field_survives(tmp_path, notes, delimiter):
    rows = [["c1", f"s{i % 2}", f"2024-05-13 08:00:{i:02d}", "ann", "1", f"n{n}."] for i, n in enumerate(notes)]
    path = saved(tmp_path, text(delimiter, rows).encode())
    engine = Engine()
    source = open_source(engine, path, ignored=("note",), step="activity")
    found = engine.sql(f"SELECT note FROM {source.relation} ORDER BY row_number")["note"].to_pylist()
    assert found == [f"n{n}." for n in notes]


@pytest.mark.parametrize("indent", [None, 2])
def test_json_with_the_rows_inside_an_object(tmp_path, indent):
    objects = [dict(zip(NAMES, r, strict=True)) for r in ROWS]
    wrapped = json.dumps({"result": objects, "next": None}, indent=indent)
    assert rows_of(saved(tmp_path, wrapped.encode(), "log.json")) == WANTED


def test_what_the_user_says_of_the_file_comes_first(tmp_path):
    path = saved(tmp_path, text("^").encode("cp850"))
    assert rows_of(path, encoding="cp850", delimiter="^") == WANTED
    with pytest.raises(UsageError, match="There is no encoding utf-9"):
        read(path, encoding="utf-9")
    with pytest.raises(UsageError, match="A delimiter is one character"):
        read(path, delimiter=";;")
