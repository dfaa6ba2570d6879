"""A picture shows itself in a notebook, goes into a file, and does not fill a console."""

from xml.etree import ElementTree

from headwater.shared.picture import Dot, Picture, interval_picture


def test_a_picture_is_shown_and_saved_as_it_is(tmp_path):
    picture = Picture("<svg>é</svg>")
    assert picture._repr_svg_() == str(picture) == "<svg>é</svg>"
    assert picture.save(tmp_path / "p.svg").read_text(encoding="utf-8") == "<svg>é</svg>"
    assert "<svg" not in repr(picture)


def test_intervals_stand_on_one_scale_and_names_are_escaped():
    rows = [Dot("<a> & b", 5.0, (0.0, 10.0), "5", "0–10"), Dot("c" * 60, 10.0, (2.0, 10.0), "10", "2–10")]
    root = ElementTree.fromstring(interval_picture(rows, title="x < y").svg)
    space = "{http://www.w3.org/2000/svg}"
    assert [c.get("cx") for c in root.iter(space + "circle")] == ["460.0", "620.0"]
    assert [t.text for t in root.iter(space + "title")] == ["x < y", "<a> & b", "c" * 60]
