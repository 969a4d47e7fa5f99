"""The Markdown of lessons: drawn in any width without a formula broken, and nothing in it that acts."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from pdtutor.render.lessons.prose import Prose, parsed, plain
from tests.render.console import shown

WIDTHS = (20, 40, 80, 120, 200)
LONG = "The slope of `f(x, y) = x² + y` by `x` is `∂f/∂x = 2x`, and it is so for every `y` whatever else may move in the meantime."


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_fit_the_width_and_end_without_spaces(width: int) -> None:
    text = f"# A heading\n\n{LONG}\n\n- {LONG}\n- two\n\n> {LONG}\n\n```\ny = 1  2  3\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. {LONG}"
    lines = shown(Prose(text), width).split("\n")
    assert max(map(cell_len, lines)) <= min(width, 120)
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [40, 47, 53, 61, 80])
def test_a_formula_stands_in_one_line(width: int) -> None:
    lines = shown(Prose(LONG), width).split("\n")
    for formula in ("f(x, y) = x² + y", "∂f/∂x = 2x"):
        assert sum(formula in line for line in lines) == 1
    assert " ".join(" ".join(lines).split()) == LONG.replace("`", "")


def test_a_formula_wider_than_the_terminal_is_folded_and_nothing_is_lost() -> None:
    words = " + ".join(f"x{number}" for number in range(30))
    assert "".join(shown(Prose(f"`{words}`"), 30).split()) == words.replace(" ", "")


DRAWN = [
    ("if x<y and y>z then", "if x<y and y>z then"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("a </kbd> b <kbd>", "a </kbd> b <kbd>"),
    ("[bold]no[/bold] [red]", "[bold]no[/bold] [red]"),
    (":smile:", ":smile:"),
    ("[here](http://a.b/c)", "here (http://a.b/c)"),
    ("![what it shows](http://a.b/c.png)", "what it shows"),
    ("**b** *e* `c`", "b e c"),
    ("a\x1b[31mb\x07c", "a [31mb c"),
    ("a&#x202e;b&#27;c", "a b�c"),
    ("# One\n\ntext", "One\n\ntext"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), DRAWN)
def test_what_is_no_markup_of_ours_is_shown_as_it_is(text: str, expected: str) -> None:
    assert shown(Prose(text), 80).strip("\n") == expected


def test_no_token_holds_what_steers_a_terminal() -> None:
    tokens = parsed("a&#x202e;b `c\u202e` \u200b\n\n    code\u2066\n")
    texts = [part.content for token in tokens for part in (token, *(token.children or ()))]
    assert not {"\u202e", "\u200b", "\u2066"} & set("".join(texts))


PLAIN = [
    ("Twice `x²·y`, θ and σ(z) − 1 …", ["Twice `x^2*y`, theta and sigma(z) - 1 ..."]),
    ("one\ntwo\n\nthree", ["one two", "", "three"]),
    ("```\na   b\n  c\n```\nd\ne", ["```", "a   b", "  c", "```", "d e"]),
    ("- one\n  more\n- two", ["- one more", "- two"]),
    ("    code   here\n    more", ["    code   here", "    more"]),
    ("| a | b |\n|---|---|", ["| a | b |", "|---|---|"]),
    ("# T\n> q\n---\nx", ["# T", "> q", "---", "x"]),
    ("a\x1b[31m \u202eb", ["a [31m  b"]),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_as_plain_text_it_is_what_is_written_in_ascii(text: str, expected: list[str]) -> None:
    assert plain(text) == expected
    assert all(line.isascii() for line in plain(text))


def test_plain_paragraphs_are_filled_and_items_hang() -> None:
    lines = plain(f"{LONG}\n\n- {LONG}", 50)
    assert max(map(len, lines)) <= 50
    assert [line for line in lines if "`df/dx = 2x`" in line]
    assert [line[:2] for line in lines[lines.index("") + 1 :]] == ["- ", "  ", "  "]


@pytest.mark.parametrize(
    "text", ["[" * 5000, "`a" * 5000, "*a **b " * 5000, "> " * 5000, "- " * 500 + "a", "\n".join("  " * n + "- x" for n in range(200))]
)
def test_a_text_that_nests_without_end_is_shown(text: str) -> None:
    assert shown(Prose(text), 40)
    assert plain(text)
