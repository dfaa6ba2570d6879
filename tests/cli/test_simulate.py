"""`headwater simulate`, as it is typed."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.run import headwater, inside

PAGE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
DESK = '[[station]]\nname = "desk"\nservers = 10\nservice = 1.0\n'


def simulated(folder, text, *more, by=inside):
    (folder / "service.toml").write_text(text, encoding="utf-8")
    return by("simulate", "service.toml", "--customers", "2e3", *more, cwd=folder)


def test_figures_have_a_value_an_interval_and_a_level(tmp_path):
    ran = simulated(tmp_path, f"arrivals = 8\n{DESK}", "--json", "-", "--seed", "3", by=headwater)
    assert ran.status == 0, ran.err
    answer = json.loads(ran.out)
    for part in (answer["overall"], answer["stations"]["desk"]):
        for figure in ("p_wait", "p_abandon", "mean_wait", "mean_queue", "utilisation"):
            one = part[figure]
            assert one["interval"][0] <= one["value"] <= one["interval"][1]
            assert one["level"] == 0.99
    assert answer["stations"]["desk"]["utilisation"]["value"] == pytest.approx(0.8, abs=0.1)
    assert answer["customers"] >= 2000


def test_the_terminal_has_a_table(tmp_path):
    ran = simulated(tmp_path, f"arrivals = 8\n{DESK}")
    assert ran.status == 0
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    assert re.search(r"desk +0\.\d+ +0 +0\.\d+", ran.out)


def test_the_terminal_has_a_line_for_each_class(tmp_path):
    classes = '[[class]]\nname = "gold"\narrivals = 3\npriority = 1\n[[class]]\nname = "tin"\narrivals = 3\n'
    ran = simulated(tmp_path, f'{DESK}discipline = "priority"\n{classes}')
    assert ran.status == 0, ran.err
    assert re.search(r"class gold +0\.\d+ +0 +0\.\d+", ran.out)


@pytest.mark.parametrize(
    ("text", "status", "sentence"),
    [
        (f'arrivals = 8\n{DESK}discipline = "lifo"\n', 2, "served as they come"),
        (f'arrivals = {{ rate = 8, distribution = "uniform" }}\n{DESK}', 2, "gaps (a law)"),
        (f"arrivals = 12\n{DESK}", 1, "does not settle"),
        (f"arrivals = 8\n{DESK}servrs = 4\n", 2, "did you mean servers?"),
        (DESK, 2, "Nothing arrives"),
        ("arrivals = 8\n", 2, "has no station"),
        (f"arrivals = -8\n{DESK}", 2, "not negative"),
        (f"arrivals = [1, 2]\n{DESK}", 2, "slot = "),
        (f'arrivals = 8\n{DESK}patience = "levy 3"\n', 2, "is not known"),
        (f"arrivals = 8\n{DESK}next = {{ counter = 1.0 }}\n", 2, "no station"),
        (f"arrivals = 8\nrouting = [[0.5, 0.5]]\n{DESK}", 2, "1 rows of 1"),
        (f"arrivals = 8\nretry = 1.5\n{DESK}", 2, "from 0 to 1"),
        ('arrivals = 8\n[[station]]\nname = "desk"\nservice = 1\n', 2, "has no servers"),
        (f"arrivals = 8\nwarm_up = 1e300\n{DESK}", 1, "Give a shorter warm_up or slot"),
        (f"arrivals = [1, 2]\nslot = 1e9\n{DESK}", 1, "Give a shorter warm_up or slot"),
        (f"arrivals = 1e-100\n{DESK}", 1, "too far apart to be run"),
        (f"arrivals = [1, 2]\nslot = 1e-6\n{DESK}", 1, "+09 times; 1e+09 are run at most"),
        ("arrivals = = 8", 1, "is no TOML"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, text, status, sentence):
    ran = simulated(tmp_path, text)
    assert ran.status == status
    assert sentence in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_file_that_is_not_there(tmp_path):
    ran = inside("simulate", "none.toml", cwd=tmp_path)
    assert (ran.status, "Traceback" in ran.err) == (1, False)


def test_every_file_of_the_page_runs():
    from tomllib import loads

    from headwater.foresight.simulator.answer import simulate
    from headwater.foresight.simulator.given import understood

    assert len(EXAMPLES) >= 9
    for text in EXAMPLES:
        answer = simulate(understood(loads(text)), 2000)
        assert answer.settled.yes


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("servers = 10000000000", "a has 1e\\+10 servers; at most 1e\\+09 are simulated"),
        ("servers = [1, 99999999999]\nslot = 1", "at most 1e\\+09"),
        ("servers = 2\nwaiting_room = 10000000000", "a has 1e\\+10 places to wait"),
        ("servers = 2\ncapacity = 10000000000", "places to wait"),
        ("servers = 2\ncapacity = 'many'", "capacity of station a is 'many'"),
        ("servers = [1, 2]\nslot = 1e-300", "varies; say how long each"),
        ("servers = 2\nspeed = 3", "speed of station a is 3; write"),
    ],
)
def test_numbers_that_no_run_can_hold_are_refused(wrong: str, said: str) -> None:
    from tomllib import loads

    from headwater.foresight.simulator.given import understood
    from headwater.shared.errors import UsageError

    with pytest.raises(UsageError, match=said):
        understood(loads(f"arrivals = 1.0\n[[station]]\nname = 'a'\nservice = 0.1\n{wrong}\n"))
