"""`headwater demo --real` against a server on loopback: the whole log, and all that can go wrong on the way."""

from pathlib import Path

import pytest
from tests.demo.invented_log import HEAD, csv_text, serving, zipped

import headwater as hw
from headwater.demo import fetch, incidents
from headwater.demo.incidents import FILE, fetch_incidents
from headwater.shared.errors import InputError


@pytest.fixture(scope="module")
def whole() -> bytes:
    return zipped(csv_text())


@pytest.fixture(scope="module")
def fetched(whole, tmp_path_factory):
    seen: list[tuple[int, int | None]] = []
    folder = tmp_path_factory.mktemp("out") / "incidents"
    with serving(whole) as address:
        file = fetch_incidents(folder, arrived=lambda got, of: seen.append((got, of)), address=address)
    return file, seen, address


def get(body: bytes, folder: Path, **how) -> Path:
    with serving(body, **how) as address:
        return fetch_incidents(folder, arrived=lambda *_: None, address=address)


def test_the_log_is_fetched_whole_and_its_source_is_beside_it(fetched, whole):
    file, seen, address = fetched
    assert file.name == FILE
    assert seen[-1] == (len(whole), len(whole))
    said = (file.parent / "SOURCE.txt").read_text()
    assert "10.24432/C57S4H" in said
    assert "CC BY 4.0" in said
    assert address in said
    assert [p.name for p in sorted(file.parent.iterdir())] == ["SOURCE.txt", FILE]


def test_a_second_time_needs_no_network(fetched):
    file, _, address = fetched  # its server is gone
    assert fetch_incidents(file.parent, arrived=lambda *_: None, address=address) == file


def test_its_columns_and_times_are_read_without_a_flag(fetched):
    record = hw.read(str(fetched[0]))
    m = record.mapping
    assert (m.case, m.step, m.at, m.team) == ("number", "step of the update", "sys_updated_at", "assignment_group")
    assert (m.who, m.customer, m.channel) == ("assigned_to", "caller_id", "contact_type")
    assert (record.counts.cases, record.counts.moments) == (incidents.CASES, incidents.ROWS)
    assert "?" not in record.names("people")
    first = record.sql("SELECT min(opened_at) AS t FROM cases_core")["t"][0].as_py()
    assert (first.year, first.month, first.day) == (2016, 2, 29)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (zipped(csv_text(50, 100, ["id", *HEAD[1:]])), "it has no column number"),
        (zipped(csv_text(50, 100)), "it has 100 rows where about 141,712 were expected"),
        (zipped("", FILE), "it has no column number, incident_state, reassignment_count"),
        (zipped("a", "log.txt"), "holds 0 CSV files"),
        (b"<html>Moved.</html>", "is not a whole zip file"),
        (zipped("0" * 10_000_000), "it was left packed"),
    ],
)
def test_another_file_is_refused_and_nothing_is_kept(body, said, tmp_path):
    with pytest.raises(InputError, match=said):
        get(body, tmp_path / "incidents")
    assert not (tmp_path / "incidents").exists()


def test_other_numbers_of_incidents_are_refused(tmp_path):
    file = tmp_path / FILE
    empty = "," * (len(HEAD) - 1)
    rows = "".join(f"INC{i % 20_000}{empty}\n" for i in range(incidents.ROWS))
    file.write_text(",".join(HEAD) + "\n" + rows)
    with pytest.raises(InputError, match="20,000 incidents where about 24,918"):
        fetch_incidents(tmp_path, arrived=lambda *_: None)


def test_a_connection_that_breaks_off(whole, tmp_path):
    with pytest.raises(InputError, match=r"broke off after 5,000 of [\d,]+ bytes; try again"):
        get(whole[:5_000], tmp_path / "incidents", said=len(whole))
    assert not (tmp_path / "incidents").exists()


def test_a_zip_cut_short(whole, tmp_path):
    with pytest.raises(InputError, match="is not a whole zip file"):
        get(whole[: len(whole) // 2], tmp_path / "incidents")


def test_a_zip_with_a_damaged_inside(whole, tmp_path):
    middle = len(whole) // 2
    with pytest.raises(InputError, match="is not a whole zip file"):
        get(whole[:middle] + bytes(64) + whole[middle + 64 :], tmp_path / "incidents")


def test_more_than_the_limit_is_not_kept(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "MOST_FETCHED", 1 << 20)
    with pytest.raises(InputError, match="is larger than 1 MB; it was not kept"):
        get(whole, tmp_path / "incidents")


def test_a_page_that_is_gone_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match=r"answered 404 Not Found; check the network, or load the zip .* by hand"):
        get(b"", tmp_path / "incidents", status=404)


def test_no_network_is_one_sentence(tmp_path):
    with serving(b"") as address:
        pass
    with pytest.raises(InputError, match=r"could not be reached .*; check the network") as caught:
        fetch_incidents(tmp_path / "incidents", arrived=lambda *_: None, address=address)
    assert "\n" not in str(caught.value)


def test_a_server_that_says_nothing_is_given_up(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/log.zip"
        with pytest.raises(InputError, match="could not be reached"):
            fetch.fetch(address, tmp_path / "x", arrived=lambda *_: None, what_to_do="check the network", seconds=0.2)
