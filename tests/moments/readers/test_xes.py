"""XES: traces, events, lifecycles, and what an attacker might put into it."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest

from headwater.engine import Engine
from headwater.moments.service import open_source, read
from headwater.shared.errors import InputError

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'


def event(step: str, time: str, *more: str, phase: str | None = None, who: str = "ann") -> str:
    lifecycle = f'<string key="lifecycle:transition" value="{phase}"/>' if phase else ""
    return (
        f'<event><string key="concept:name" value="{step}"/><date key="time:timestamp" value="2024-05-13T{time}:00Z"/>'
        f'<string key="org:resource" value="{who}"/>{lifecycle}{"".join(more)}</event>\n'
    )


def log(path: Path, *traces: tuple[str, str], head: str = HEAD) -> Path:
    body = "".join(
        f'<trace><string key="concept:name" value="{name}"/><string key="product" value="p{name}"/>\n{events}</trace>\n'
        for name, events in traces
    )
    path.write_text(f"{head}{body}</log>", encoding="utf-8")
    return path


def moments(path: Path) -> list[tuple[object, ...]]:
    engine = Engine()
    source = open_source(engine, path, reject_share=0.9)
    m = source.mapping
    start = f'"{m.start}"' if m.start else "NULL::TIMESTAMP"
    order = f'"{m.case}", "{m.at}", row_number'
    table = engine.sql(f'SELECT "{m.case}", "{m.step}", {start}, "{m.at}" FROM {source.relation} ORDER BY {order}')
    return [tuple(r.values()) for r in table.rename_columns(["a", "b", "c", "d"]).to_pylist()]


def clock(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 5, 13, hour, minute)  # noqa: DTZ001 -- naive, as a log writes it


def test_the_keys_of_the_standard(tmp_path):
    path = log(tmp_path / "log.xes", ("1", event("a", "08:00") + event("b", "09:00")), ("2", event("a", "10:00")))
    source = open_source(Engine(), path)
    assert dict(source.mapping.roles()) == {
        "case": "case:concept:name", "step": "concept:name", "at": "time:timestamp", "who": "org:resource",
    }  # fmt: skip
    assert moments(path) == [("1", "a", None, clock(8)), ("1", "b", None, clock(9)), ("2", "a", None, clock(10))]
    assert {a.name: a.level for a in read(path).attributes} == {"product": "case"}


def test_start_and_complete_become_one_moment(tmp_path):
    events = (
        event("a", "08:00", phase="start")
        + event("a", "08:30", phase="complete")
        + event("b", "09:00", phase="complete")
    )
    path = log(tmp_path / "log.xes", ("1", events + event("c", "10:00", phase="start")))
    assert moments(path) == [
        ("1", "a", clock(8), clock(8, 30)),
        ("1", "b", None, clock(9)),
        ("1", "c", None, clock(10)),
    ]
    said = [n for n in open_source(Engine(), path).notes if "pairs of start and complete" in n]
    assert said[0].startswith("1 pairs of start and complete in lifecycle:transition became one moment each")
    assert "1 starts without a complete and 1 completes without a start" in said[0]
    assert read(path).timing == "start and complete"


def test_pairs_are_first_in_first_out_unless_an_instance_says_otherwise(tmp_path):
    crossing = [
        ("08:00", "start", "1"),
        ("08:10", "start", "2"),
        ("08:20", "complete", "2"),
        ("08:40", "complete", "1"),
    ]
    plain = "".join(event("a", t, phase=p) for t, p, _ in crossing)
    named = "".join(event("a", t, f'<string key="concept:instance" value="{i}"/>', phase=p) for t, p, i in crossing)
    assert [m[2:] for m in moments(log(tmp_path / "a.xes", ("1", plain)))] == [
        (clock(8), clock(8, 20)),
        (clock(8, 10), clock(8, 40)),
    ]
    assert [m[2:] for m in moments(log(tmp_path / "b.xes", ("1", named)))] == [
        (clock(8, 10), clock(8, 20)),
        (clock(8), clock(8, 40)),
    ]


def test_other_lifecycles_stay_moments_with_an_attribute(tmp_path):
    events = event("a", "08:00", phase="Queued") + event("a", "08:30", phase="In Progress")
    assert len(moments(log(tmp_path / "log.xes", ("1", events)))) == 2


def test_packed_and_nested_and_empty(tmp_path):
    nested = '<string key="order" value="o1"><string key="line" value="7"/></string>'
    path = log(tmp_path / "log.xes", ("1", event("a", "08:00", nested) + event("b", "09:00")), ("2", ""))
    packed = tmp_path / "log.xes.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert moments(packed) == moments(path)
    source = open_source(Engine(), packed)
    assert "1 traces have no event and give no moment." in source.notes
    assert "1 attributes inside other attributes became columns named outer.inner." in source.notes


def test_events_without_a_time_are_listed_with_their_line(tmp_path):
    broken = '<event><string key="concept:name" value="b"/></event>\n'
    path = log(tmp_path / "log.xes", ("1", event("a", "08:00") + broken + event("c", "09:00")))
    found = open_source(Engine(), path, reject_share=0.5).rejected.to_pylist()
    assert [(r["line"], r["column"], r["reason"]) for r in found] == [(5, "time:timestamp", "no time")]


def test_a_billion_laughs(tmp_path):
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY l0 "ha">{laughs}]>\n<log>\n'
    with pytest.raises(InputError, match="defines XML entities, which an event log never needs"):
        read(log(tmp_path / "log.xes", ("&l9;", event("a", "08:00")), head=head))


def test_a_file_of_the_machine_is_not_read(tmp_path):
    head = '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<log>\n'
    with pytest.raises(InputError, match="defines XML entities"):
        read(log(tmp_path / "log.xes", ("&x;", event("a", "08:00")), head=head))


def test_xml_cut_off_and_xml_of_another_kind(tmp_path):
    whole = log(tmp_path / "log.xes", ("1", event("a", "08:00") * 20)).read_bytes()
    (tmp_path / "cut.xes").write_bytes(whole[:-30])
    with pytest.raises(InputError, match="not well-formed XML at line"):
        read(tmp_path / "cut.xes")
    (tmp_path / "page.xml").write_text("<?xml version='1.0'?><page><title>x</title></page>")
    with pytest.raises(InputError, match="no XES log"):
        read(tmp_path / "page.xml")
