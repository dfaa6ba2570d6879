"""The picture: what is drawn, where it stands, and what is said to be left out."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chain.records import record

from headwater.chain import chain
from headwater.chain.draw import STYLE, left_out, slug, to_svg
from headwater.chain.river.build import twin
from headwater.chain.river.columns import MOST, columns
from headwater.chain.river.layout import lay_out, wrap
from headwater.chain.river.model import BOX, LANE, WIDEST, WIDTH, Flow, Mark, River, Step
from headwater.shared.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def line(names: str, cases: int = 100) -> tuple[list[Step], list[Flow]]:
    steps = [Step(n, cases, "backstage" if n.islower() else "frontstage", i) for i, n in enumerate(names)]
    return steps, [Flow(a, b, cases, cases) for a, b in pairwise(names)]


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Step], list[Flow]]:
    n = draw(st.integers(1, 30))
    stage = st.sampled_from(["frontstage", "backstage"])
    steps = [
        Step(
            f"Step {i} " + "of a long name " * (i % 3),
            draw(st.integers(1, 1000)),
            draw(stage),
            draw(st.integers(0, 20)),
        )
        for i in range(n)
    ]
    pairs = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60))
    flows = [Flow(steps[a].name, steps[b].name, 1 + (a * 31 + b) % 900, 1 + (a + b) % 400) for a, b in sorted(pairs)]
    return steps, flows


@settings(max_examples=60, deadline=None)
@given(given_chain=chains())
def test_boxes_never_overlap_and_keep_to_their_side_of_the_line(given_chain: tuple[list[Step], list[Flow]]) -> None:
    steps, flows = given_chain
    river = lay_out(steps, flows, cases=1000, hide_below=0)
    assert len(river.boxes) == len(steps)
    assert max(box.column for box in river.boxes) < MOST
    assert WIDTH <= river.width <= WIDEST
    for box in river.boxes:
        assert box.x - BOX / 2 >= 0
        assert box.x + BOX / 2 <= river.width
        assert river.top <= box.y - box.height / 2 < box.y + box.height / 2 <= river.bottom
        near = box.y + box.height / 2 if box.step.stage == "frontstage" else -(box.y - box.height / 2)
        assert near <= -LANE + 1e-6
    for i, a in enumerate(river.boxes):
        for b in river.boxes[i + 1 :]:
            apart = abs(a.y - b.y) >= (a.height + b.height) / 2 or abs(a.x - b.x) >= BOX
            assert apart, (a.step.name, b.step.name)


@settings(max_examples=40, deadline=None)
@given(given_chain=chains(), below=st.sampled_from([0.0, 0.05, 0.2]))
def test_what_is_folded_away_is_counted(given_chain: tuple[list[Step], list[Flow]], below: float) -> None:
    steps, flows = given_chain
    river = lay_out(steps, flows, cases=1000, hide_below=below)
    drawn = sum(path.flow.count for path in river.paths)
    assert drawn + river.folded.passages == sum(flow.count for flow in flows) == river.folded.all_passages
    assert len(river.paths) + river.folded.edges == len(flows)
    assert {box.step.name for box in river.boxes} | set(river.folded.steps) == {step.name for step in steps}


def test_columns_follow_the_order_of_the_work() -> None:
    river = lay_out(*line("AbcDe"), cases=100)
    assert [box.column for box in river.boxes] == [0, 1, 2, 3, 4]
    assert [path.kind for path in river.paths] == ["forward"] * 4


def test_what_closes_cases_stands_last_though_long_cases_go_through_more_before_they_close() -> None:
    steps = [Step(n, 100, "backstage", place) for n, place in (("ask", 0), ("close", 2.1), ("tell", 2.4), ("sorry", 4))]
    flows = [("ask", "close", 70), ("ask", "tell", 30), ("tell", "close", 20), ("tell", "sorry", 10)]
    flows += [("sorry", "close", 10), ("close", "tell", 4), ("close", "ask", 1)]
    river = lay_out(steps, [Flow(a, b, n, n) for a, b, n in flows], cases=100, hide_below=0)
    assert {box.step.name: box.column for box in river.boxes} == {"ask": 0, "tell": 1, "sorry": 2, "close": 3}
    assert {p.flow.target for p in river.paths if p.kind == "back"} == {"tell", "ask"}


def test_a_question_back_stands_after_what_asked_it() -> None:
    steps, flows = line("ABCD")
    both = [Flow("C", "x", 9, 9), Flow("x", "C", 9, 9)]
    river = lay_out([*steps, Step("x", 9, "frontstage", 2.5)], [*flows, *both], cases=100, hide_below=0)
    assert {box.step.name: box.column for box in river.boxes}["x"] == 3


@given(given_chain=chains())
def test_columns_do_not_depend_on_the_order_of_the_edges(given_chain: tuple[list[Step], list[Flow]]) -> None:
    steps, flows = given_chain
    assert columns(steps, flows) == columns(steps[::-1], flows[::-1])


def test_going_back_and_the_same_step_again_are_told_apart() -> None:
    steps, flows = line("ABC")
    river = lay_out(steps, [*flows, Flow("C", "A", 30, 30), Flow("B", "B", 20, 20)], cases=100)
    assert {(p.flow.source, p.flow.target): p.kind for p in river.paths} == {
        ("A", "B"): "forward",
        ("B", "C"): "forward",
        ("C", "A"): "back",
        ("B", "B"): "self",
    }


def test_rare_paths_fold_into_a_counted_sentence() -> None:
    steps, flows = line("ABC")
    rare = Step("x", 1, "backstage", 5)
    river = lay_out([*steps, rare], [*flows, Flow("A", "x", 1, 1), Flow("A", "C", 2, 2)], cases=1000, hide_below=0.01)
    assert left_out(river) == (
        "Others, not drawn: 2 edges and 1 steps in less than 1.0% of the cases, 1.5% of all passages from step to step."
    )


def test_a_marked_or_harmed_step_is_drawn_however_rare() -> None:
    steps, flows = line("ABC", cases=1000)
    rare = Step("x", 1, "backstage", 5)
    extra = Flow("A", "x", 1, 1, harm=1.0)
    river = lay_out([*steps, rare], [*flows, extra], cases=1000, marks=[Mark("x", "C")], hide_below=0.1)
    assert river.box("x") is not None
    assert ElementTree.fromstring(to_svg(river, title="t")).findall(f".//{SVG}circle[@class='starts']")


@pytest.mark.parametrize(
    "name", ["A", "Take in charge ticket", "Donaudampfschifffahrtsgesellschaft", "x" * 80, "ä ö ü"]
)
def test_names_are_wrapped_and_never_cut(name: str) -> None:
    assert "".join(wrap(name)).replace(" ", "") == name.replace(" ", "")
    assert all(len(part) <= 13 for part in wrap(name))


def drawn(**more: object) -> River:
    steps, flows = line("AbC")
    return lay_out(
        steps, [*flows, Flow("C", "A", 9, 9, harm=1.0)], cases=100, marks=[Mark("b", "C", "starts <here>", "")]
    )


def test_every_step_is_a_link_with_its_full_name_and_count() -> None:
    tree = ElementTree.fromstring(to_svg(drawn(), title="The <chain>"))
    links = {a.get("href"): a.get("aria-label") for a in tree.iter(f"{SVG}a")}
    assert links == {f"#{slug(n)}": f"{n}: 100 cases" for n in "AbC"}
    assert tree.find(f"{SVG}title").text == "The <chain>"  # type: ignore[union-attr]
    assert "Harm starts at b and shows at C." in tree.find(f"{SVG}desc").text  # type: ignore[union-attr, operator]
    assert [c.get("class") for c in tree.iter(f"{SVG}circle")] == ["starts", "shows"]
    assert len(tree.findall(f".//{SVG}path[@class='join']")) == 1
    assert "starts <here>" in [t.text for t in tree.iter(f"{SVG}text")]


def test_the_embedded_picture_needs_no_style_of_its_own_and_no_script() -> None:
    embedded, alone = (to_svg(drawn(), title="t", standalone=s) for s in (False, True))
    for text in (embedded, alone):
        assert not re.search(r"<script|\son\w+=|style=", text)
    assert "<style>" not in embedded
    assert STYLE in alone
    assert "prefers-color-scheme:dark" in STYLE


def test_slugs_tell_names_apart() -> None:
    names = ["a b", "a-b", "ab", "A b", "ä", "", "<"]
    assert len({slug(name) for name in names}) == len(names)
    assert all(re.fullmatch(r"step-[A-Za-z0-9-]*", slug(name)) for name in names)


def test_the_chain_plots_itself_and_its_table_twin_has_the_same_edges() -> None:
    rows = [{"case": str(c), "step": s, "at": c * 10 + i} for c in range(30) for i, s in enumerate("ABCB")]
    found = chain(record(rows))
    picture = found.river(harm={("B", "C"): 2.0, "B": 1.0})
    table = twin(picture)
    assert {(r["from"], r["to"]): r["count"] for r in table.to_pylist()} == {
        (e["from"], e["to"]): e["count"] for e in found.rows("edges")
    }
    assert {(r["from"], r["to"]): r["harm"] for r in table.to_pylist()}["B", "C"] == 1.0
    drawn = found.plot(harm={("B", "C"): 2.0})
    assert isinstance(drawn, Picture)
    assert 'class="flow harmed"' in drawn.svg
    assert "<table>" in found._repr_html_()


def test_the_text_fits_eighty_columns_whatever_the_names() -> None:
    spelled = [f"{c} is a step with a name that no column of a terminal holds" for c in "ABCB"]
    found = chain(
        record([{"case": str(c), "step": s, "at": c * 10 + i} for c in range(30) for i, s in enumerate(spelled)])
    )
    assert max(len(text) for text in str(found).splitlines()) <= 80
