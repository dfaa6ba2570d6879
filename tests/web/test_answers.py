"""The pages say what the command line says of the same record, and an import is the command line's too."""

import json
from pathlib import Path

import pytest
from django.test import Client
from tests.cli.run import headwater
from tests.report.invented import invented_moments
from tests.world import NOW, World

from headwater.answers import service as answers
from headwater.moments.service import append, read
from headwater.shared.words import slug

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def computed(data: Path) -> answers.Answered:
    append(invented_moments(250), data / "record")
    assert answers.refresh(data=data, now=NOW)
    found = answers.current(data)
    assert found is not None
    return found


def test_the_pages_equal_the_command_line(computed: answers.Answered, data: Path, world: World, tmp_path: Path):
    out = tmp_path / "report"
    ran = headwater(
        "diagnose", data / "record", "--out", out, "--json", tmp_path / "said.json", "--quiet", cwd=tmp_path
    )
    assert ran.status == 0, ran.err
    client = Client()
    client.force_login(world.bob)
    page = json.loads(client.get("/causes/findings.json").content)
    assert page == json.loads((tmp_path / "said.json").read_text())
    figures = {figure["key"]: figure for figure in json.loads((out / "figures.json").read_text())}
    assert {key: vars(figure) for key, figure in computed.figures.items()} == figures
    first = client.get("/causes/").text
    assert "Cases" in first
    assert ".html" not in first
    for key in ("cases", "spoiled.share", "moments"):
        opened = client.get(f"/numbers/{slug(key)}/")
        assert figures[key]["text"] in opened.text
        assert figures[key]["definition"] in opened.text


def test_with_what_the_owner_set_they_equal_it_too(
    computed: answers.Answered, data: Path, world: World, tmp_path: Path
):
    """The zone, the definition of spoiled and the value of a customer: in the browser and as options."""
    client = Client()
    client.force_login(world.olga)
    shown = json.loads(client.get("/causes/findings.json").content)
    set_here = {"time_zone": "Europe/Berlin", "spoiled": "duration > 2 days", "value": "249,90", "currency": "CHF"}
    assert client.post("/settings/organisation/", {"name": "Larch", **set_here}).status_code == 302
    assert answers.refresh(data=data, now=NOW.replace(hour=12))
    assert not answers.refresh(data=data, now=NOW.replace(hour=13))
    page = json.loads(client.get("/causes/findings.json").content)
    ran = headwater(
        "diagnose", data / "record", "--spoiled", "duration > 2 days", "--timezone", "Europe/Berlin",
        "--customer-value", "249.90", "--out", tmp_path / "report", "--json", tmp_path / "said.json", "--quiet",
        cwd=tmp_path,
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert page == json.loads((tmp_path / "said.json").read_text())
    assert page["spoiled"]["definition"] == "duration > 2 days" != shown["spoiled"]["definition"]
    valued = [finding for finding in page["findings"] if finding["money"]]
    assert valued
    assert not [finding for finding in shown["findings"] if finding["money"]]
    number = 1 + page["findings"].index(valued[0])
    assert "CHF in customer value" in client.get(f"/causes/{number}/").text
    made = client.get("/causes/made/").text
    assert "--spoiled &#39;duration &gt; 2 days&#39; --timezone Europe/Berlin --customer-value 249.9" in made
    figures = {figure["key"]: figure for figure in json.loads((tmp_path / "report" / "figures.json").read_text())}
    assert {key: vars(figure) for key, figure in answers.current(data).figures.items()} == figures


def test_it_is_computed_again_only_when_the_record_has_grown(computed: answers.Answered, data: Path):
    assert not answers.refresh(data=data, now=NOW)
    append(invented_moments(20, seed=3), data / "record")
    assert answers.refresh(data=data, now=NOW.replace(hour=11))
    again = answers.current(data)
    assert again is not None
    assert again.moments > computed.moments


def test_a_file_comes_in_by_the_browser(world: World, data: Path):
    client = Client()
    client.force_login(world.anna)
    lines = [f"{case},{step},2025-01-0{day} 09:00,Alice\n" for case in range(60) for day, step in enumerate("xyz", 1)]
    file = data / "tickets.csv"
    file.write_text("case,step,at,who\n" + "".join(lines) + "99,x,2025-13-45 09:00,Bob\n")
    with file.open("rb") as opened:
        address = client.post("/import/", {"file": opened}).headers["Location"]
    preview = client.get(address)
    assert "taken for" in preview.text
    upload = address.strip("/").split("/")[-1]
    done = answers.run(data=data, upload=upload, how={})
    assert (done.stage, done.moments, done.rejected) == ("done", 180, 1)
    rejected = b"".join(client.get(f"{address}rejected.csv"))
    assert b"2025-13-45" in rejected
    assert "180 moments were added." in client.get(address).text
    assert not (data / "uploads" / upload / "tickets.csv").exists()


def test_what_the_command_line_takes_as_options_is_chosen_in_the_browser(world: World, data: Path):
    """Dates that can be read in two ways, and more unreadable rows than one in twenty: chosen, kept, and read so."""
    client = Client()
    client.force_login(world.anna)
    lines = [f"{case},{step},0{day}/04/2025 09:00\n" for case in range(30) for day, step in enumerate("xyz", 1)]
    file = data / "tickets.csv"
    file.write_text("case,step,at\n" + "".join(lines) + ",x,01/04/2025 09:00\n" * 9)
    with file.open("rb") as opened:
        address = client.post("/import/", {"file": opened}).headers["Location"]
    asked = client.get(address).text
    assert ("say which below." in asked, "--" in asked.partition("<main")[2].partition("</main")[0]) == (True, False)
    assert "or allow more below." in client.get(address, {"dates": "month first"}).text
    how = {"dates": "month first", "share": "0.2"}
    upload = address.strip("/").split("/")[-1]
    assert "Add it to the record" in client.get(address, how).text
    client.post(f"{address}begin/", {**how, "share": ""})
    assert answers.run(data=data, upload=upload, how={"dates": "month first"}).stage == "failed"
    again = client.get(address).text
    assert ("or allow more below." in again, '<option value="month first" selected>' in again) == (True, True)
    assert answers.run(data=data, upload=upload, how=how).rejected == 9
    kept = read(data / "record").sql("SELECT max(done_at)::VARCHAR AS t FROM moments").to_pylist()
    assert kept[0]["t"].startswith("2025-03-04")
