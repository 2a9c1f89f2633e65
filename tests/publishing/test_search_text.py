"""What search does not look into is not even sent to it; everything else is."""

from __future__ import annotations

import pytest

from generator.publishing.search_text import searched


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>text</p>", "<p>text</p>"),
        (
            '<p>a</p><div class="tf-table tf-unsearched" tabindex="0"><div>b</div></div><p>c</p>',
            "<p>a</p><p>c</p>",
        ),
        ('<nav id="n" class="tf-unsearched">a</nav>b<ul class="tf-unsearched wide"><li>c</li></ul>', "b"),
        ('<div class="tf-unsearched"><p class="tf-unsearched">a</p></div>b', "b"),
    ],
)
def test_elements_that_are_not_searched_are_left_out(html: str, kept: str) -> None:
    assert searched(html) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<p>A text about tf-unsearched.</p>",
        '<p class="tf-unsearched-not">a</p>',
        '<p id="tf-unsearched">a</p>',
        '<div class="tf-unsearched"><div>never closed</div>',
    ],
)
def test_whatever_only_looks_like_it_stays(html: str) -> None:
    assert searched(html) == html
