"""The written report: complete, self-contained, quotable, and silent about customers."""

import csv
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from tests.report.invented import FREE_TEXT, SECRET, invented_causes, invented_finding, invented_record

from headwater.causes.sentences import finding_sentence, headline
from headwater.chain.service import chain
from headwater.moments.service import read
from headwater.report.rejects import write_rejects
from headwater.report.service import write_report

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def record():
    return invented_record()


@pytest.fixture(scope="module")
def report(record, tmp_path_factory):
    out = tmp_path_factory.mktemp("written") / "report"
    write_report(invented_causes(), record, chain(record), out, made_at=NOW, command="headwater diagnose invented.csv")
    return out


def _text(html: str) -> str:
    bare = re.sub(r'<span class="vh">.*?</span>|<sup.*?</sup>', "", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", bare)).strip()


def test_the_page_opens_with_the_sentence_of_the_terminal(report):
    html = (report / "index.html").read_text()
    assert _text(re.search(r"<h1>(.*?)</h1>", html, re.S)[1]) == headline(invented_causes())


def test_the_sentence_says_what_where_and_how_sure():
    assert finding_sentence(invented_finding()) == (
        "Waiting before Approval spoiled about 64 cases, 42 to 89, of 58 customers. "
        "It starts at “Approval”; customers feel it at “Delivery confirmed”."
    )


@pytest.mark.parametrize("show_cases", [False, True])
def test_no_customer_person_or_free_text_is_anywhere(record, tmp_path, show_cases):
    out = tmp_path / "report"
    write_report(invented_causes(), record, chain(record), out, made_at=NOW, show_cases=show_cases)
    written = "\n".join(p.read_text() for p in out.rglob("*") if p.is_file() and "vendor" not in p.parts)
    allowed = ["rejected.csv"] if show_cases else []
    if allowed:
        written = written.replace((out / "rejected.csv").read_text(), "")
    assert SECRET not in written
    assert FREE_TEXT not in written
    assert not re.search(r"Customer \d", written)
    assert "Finance person" not in written
    assert ("supplier: S" in (out / "finding-1.html").read_text()) is show_cases


def test_every_figure_shown_has_its_explanation_on_the_page(report):
    for page in report.glob("*.html"):
        html = page.read_text()
        asked, given = (set(re.findall(rf' {name}="([^"]+)"', html)) for name in ("data-about", "id"))
        assert {f"about-{key}" for key in asked} <= given, page.name


def test_rows_behind_a_figure_are_as_many_as_it_says(report):
    figures = {f["key"]: f for f in json.loads((report / "figures.json").read_text())}
    for key in ("cases", "spoiled.cases", "edge.1.count", "step.1.count", "variant.1"):
        figure = figures[key]
        with (report / "rows" / f"{figure['rows']}.csv").open() as lines:
            rows = sum(1 for _ in csv.reader(lines)) - 1
        assert f"{rows:,}" == figure["text"], key


def test_nothing_inline_and_nothing_from_outside(report):
    for page in report.glob("*.html"):
        html = page.read_text()
        assert not re.search(r"<script>|<script [^>]*>[^<]|\sstyle=|<style|\son\w+=", html), page.name
        assert not re.search(r'(src|href)="(https?:)?//', html), page.name


def test_links_lead_somewhere(report):
    for page in report.glob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#]+)(?:#[^"]*)?"', page.read_text()):
            assert target == "data:," or (report / target).is_file(), f"{page.name}: {target}"


def test_a_hostile_name_stays_text(tmp_path):
    record = invented_record(60)
    answer = replace(invented_causes(), findings=[invented_finding(link='<script>alert("x")</script>')])
    write_report(answer, record, chain(record), tmp_path / "r", made_at=NOW, command='"><img src=x onerror=alert(1)>')
    for page in (tmp_path / "r").glob("*.html"):
        assert "<script>alert" not in page.read_text()
        assert "<img" not in page.read_text()


def test_an_answer_without_findings_has_a_page(tmp_path):
    record = invented_record(60)
    answer = replace(invented_causes(), findings=[], cannot_tell=[], person_or_system=None, rows=None, mix=[], signs=[])
    write_report(answer, record, chain(record), tmp_path / "r", made_at=NOW)
    assert "No cause found: none of 43 links tested" in (tmp_path / "r" / "index.html").read_text()


def test_rejected_rows_are_listed_without_what_stood_there(report):
    lines = (report / "rejected.csv").read_text().splitlines()
    assert lines[0] == '"line","column","reason"'
    assert lines[1].startswith('17,"at","not a time')


def test_rejected_rows_of_several_files_name_their_file(tmp_path):
    lines = ["case,activity,timestamp,team", *(f"c{i},open,2024-01-0{i}T09:00,A" for i in range(1, 8))]
    for name in ("may.csv", "june.csv"):
        (tmp_path / name).write_text("\n".join([*lines, "x,open,soon,A", ""]))
    paths = [tmp_path / "may.csv", tmp_path / "june.csv"]
    for given, head in ((paths, '"file","line","column","reason"'), (paths[0], '"line","column","reason"')):
        write_rejects(read(given, reject_share=0.5), tmp_path / "rejected.csv", values=False)
        assert (tmp_path / "rejected.csv").read_text().splitlines()[0] == head


def test_a_list_without_rows_has_the_columns_of_any_other(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [(f"c{i}", step, datetime(2024, 1, i, 9 + k)) for i in range(1, 8) for k, step in enumerate(("a", "b"))]  # noqa: DTZ001 -- naive, as a log writes it
    table = pa.table(dict(zip(("case", "activity", "timestamp"), zip(*rows, strict=True), strict=True)))
    pq.write_table(table, tmp_path / "may.parquet")
    write_rejects(read(tmp_path / "may.parquet"), tmp_path / "rejected.csv", values=False)
    assert (tmp_path / "rejected.csv").read_text() == '"line","column","reason"\n'


def test_a_control_character_in_a_name_reaches_no_file(tmp_path):
    import pyarrow.compute as pc
    from tests.report.invented import invented_moments, record_of

    table = invented_moments(60)
    steps = pc.replace_substring(table["step"], "Approval", "\x1b]0;owned\x07Appr\x9boval")
    hostile = table.set_column(table.column_names.index("step"), "step", steps)
    record = record_of(hostile, who="who", team="team", customer="customer")
    finding = invented_finding(link="waiting before \x1b[31mApproval")
    answer = replace(invented_causes(), findings=[finding])
    write_report(answer, record, chain(record), tmp_path / "r", made_at=NOW, command="\x1b[2J")
    written = {
        p.name: p.read_text() for p in (tmp_path / "r").rglob("*.*") if p.suffix in (".html", ".csv", ".json", ".js")
    }
    assert "waiting before [31mApproval" in written["index.html"]
    assert any("]0;ownedApproval" in text for name, text in written.items() if name.endswith(".csv"))
    for name, text in written.items():
        assert not {c for c in text if (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f"}, name


def test_cells_that_a_spreadsheet_would_run_are_defused(tmp_path):
    import pyarrow as pa

    from headwater.report.rowsets import safe_cells

    cells = safe_cells(pa.table({"case": ["=1+1", "@x", "C-1", None], "n": [-1, 2, 3, 4]}))
    assert cells["case"].to_pylist() == ["'=1+1", "'@x", "C-1", None]
    assert cells["n"].to_pylist() == [-1, 2, 3, 4]


def test_vendored_files_are_the_ones_that_were_looked_at():
    vendor = files("headwater.report").joinpath("static/vendor")
    for entry in json.loads(vendor.joinpath("vendor.json").read_text()):
        content = vendor.joinpath(entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["name"]
        assert entry["licence"] in {"Apache-2.0", "MIT", "BSD-3-Clause", "ISC", "0BSD"}
