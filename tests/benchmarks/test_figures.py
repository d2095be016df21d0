"""The pages' blocks of figures: each is one that the program makes, and nothing else changes."""

import pytest

from benchmarks.figures import BLOCK, BLOCKS, filled, pages

TEXT = "Before.\n<!-- figures: one -->\n| old |\n<!-- /figures -->\nAfter.\n"


def test_a_block_is_filled_and_the_rest_stays():
    assert filled(TEXT, {"one": "| a |\n| b |"}) == TEXT.replace("| old |", "| a |\n| b |")
    assert filled(filled(TEXT, {"one": "x"}), {"one": "| old |"}) == TEXT
    with pytest.raises(KeyError):
        filled(TEXT, {"another": ""})


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_block_of_a_page_is_made_by_the_program_and_filled(page):
    text = page.read_text("utf-8")
    found = list(BLOCK.finditer(text))
    assert text.count("<!-- figures:") == text.count("<!-- /figures -->") == len(found)
    assert {m["name"] for m in found} <= set(BLOCKS)
    assert all(m["body"].strip() for m in found)


def test_every_block_that_the_program_makes_stands_on_a_page():
    told = {m["name"] for page in pages() for m in BLOCK.finditer(page.read_text("utf-8"))}
    assert told == set(BLOCKS)
