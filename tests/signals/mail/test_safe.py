# ruff: noqa: E501 -- a case stands on one line
"""HTML of strangers: nothing runs, nothing is loaded, the words stay."""

import time

import pytest

from headwater.signals.mail.safe import safe_html

HARM = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<iframe src='https://x.example'></iframe>",
    "<form action='https://x.example'><input></form>", "<p style='background:url(https://x.example/a)'>", "<style>@import 'https://x.example'</style>",
    "<svg onload=alert(1)>", "<link rel=stylesheet href=https://x.example>", "<meta http-equiv=refresh content='0;https://x.example'>",
    "<table background='https://x.example/a'>", "<a href='data:text/html,x'>x</a>", "<base href=https://x.example>", "<img src='//x.example/a'>",
    "<img srcset='https://x.example/a 2x'>", "<object data='https://x.example'>", "<a href='//x.example'>x</a>",
]  # fmt: skip


@pytest.mark.parametrize("html", HARM)
def test_nothing_runs_and_nothing_is_loaded(html):
    shown = safe_html(f"<p>kept</p>{html}").html
    assert "kept" in shown
    assert not any(word in shown for word in ("alert", "x.example", "javascript", "data:", "style", "onerror"))


def test_links_and_own_images_stay_and_remote_images_are_counted():
    safe = safe_html(
        '<a href="https://q.example">x</a><img src="cid:a@q"><img src="https://q.example/pixel"><img src=http://q.example/p>'
    )
    assert (
        safe.html == '<a href="https://q.example" rel="noopener noreferrer nofollow">x</a><img src="cid:a@q"><img><img>'
    )
    assert safe.remote_images == 2


@pytest.mark.parametrize(
    "html", ["<div>" * 200_000 + "deep", "<b><i>" * 100_000 + "deep", "x" * 3_000_000, "<table><tr><td>" * 50_000]
)
def test_a_monster_is_shown_as_text(html):
    begun = time.process_time()
    assert safe_html(html).html.startswith("<pre>")
    assert time.process_time() - begun < 5
