"""The Markdown and the LaTeX document are complete, and nothing in them can be taken for markup."""

from __future__ import annotations

import re

import pytest

from pdtutor.explain.cards import CARDS
from pdtutor.render import latex, markdown
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from pdtutor.requests.rules import rules
from tests.render.test_json import EXPRESSIONS, LONG

DOCUMENTS = {"latex": latex.document, "markdown": markdown.document}


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_document_has_the_reading_the_steps_the_result_the_value_and_the_check(format: str) -> None:
    text = DOCUMENTS[format](partial("x^2 y + sin(x y)", at="x=1,y=2"))
    for part in (
        r"f\left(x, y\right) &= x^{2} y + \sin",
        "Held constant: $y$",
        "sum rule",
        "power rule",
        "chain rule",
        r"\frac{\partial f}{\partial x} &= 2 x y + y \cos",
        r"\frac{\partial f}{\partial y} &= ",
        "At $x = 1, y = 2$",
        "3.16771",
        "Check: agrees with an independent derivative",
    ):
        assert part in text


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_mixed_derivative_shows_each_differentiation(format: str) -> None:
    text = DOCUMENTS[format](partial("x^2 y^3", order="x,x,y"))
    assert r"\frac{\partial^{3} f}{\partial y \partial x^{2}} &= 6 y^{2}" in text
    assert r"\frac{\partial^{2} f}{\partial x^{2}} &= 2 y^{3}" in text


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_gradient_has_its_vector_norm_and_direction(format: str) -> None:
    text = DOCUMENTS[format](gradient("x^2 + 2y^2", at="x=1,y=1"))
    assert r"\nabla f &= \begin{pmatrix} 2 x \\ 4 y \end{pmatrix}" in text
    assert r"\begin{pmatrix} 2 \\ 4 \end{pmatrix}" in text
    assert r"$2 \sqrt{5}$" in text
    assert "rises most steeply" in text


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_long_gradient_says_its_shared_parts_once(format: str) -> None:
    assert "With these parts" in DOCUMENTS[format](gradient(LONG))


@pytest.mark.parametrize("format", DOCUMENTS)
def test_notes_and_conditions_are_said(format: str) -> None:
    text = DOCUMENTS[format](partial("1/2x + ln y"))
    assert "note" in text
    assert "$y > 0$" in text


@pytest.mark.parametrize("text", [*EXPRESSIONS, LONG])
def test_latex_is_ascii_with_balanced_braces_and_environments(text: str) -> None:
    result = partial(text, wrt="x" if text.isdigit() else None)
    document = latex.document(result)
    assert document.isascii()
    assert document.startswith(r"\documentclass")
    bare = re.sub(r"\\[{}]", "", document)
    assert bare.count("{") == bare.count("}")
    begun, ended = (re.findall(rf"\\{word}\{{(\w+\*?)\}}", document) for word in ("begin", "end"))
    assert sorted(begun) == sorted(ended)
    assert document.replace(r"\$", "").count("$") % 2 == 0


@pytest.mark.parametrize("name", CARDS)
def test_every_card_can_be_written_in_latex(name: str) -> None:
    document = latex.document(rules(name))
    assert document.isascii()
    assert "?" not in document.replace("question?", "")


@pytest.mark.parametrize("name", CARDS)
def test_every_card_can_be_written_in_markdown(name: str) -> None:
    document = markdown.document(rules(name))
    assert document.startswith(f"## {CARDS[name].title.capitalize()}")


def test_what_looks_like_markup_is_made_harmless() -> None:
    assert markdown.escaped("w_1*x_2 <b> $5 | #") == r"w\_1\*x\_2 \<b\> \$5 \| \#"
    assert latex.escaped("50% of w_1 & {x}^2 #1 ~ \\") == r"50\% of w\_1 \& \{x\}\textasciicircum{}2 \#1 \textasciitilde{} \textbackslash{}"
    assert latex.escaped("∂f/∂θ ≤ x² · “so”") == r"$\partial$f/$\partial$$\theta$ $\le$ x$^{2}$ $\cdot$ ``so''"


def test_a_list_item_is_as_far_in_as_its_step() -> None:
    lines = markdown.document(partial("sin(x^2)")).splitlines()
    depths = [(len(line) - len(line.lstrip())) // 2 for line in lines if line.lstrip().startswith("- ")]
    assert depths == [0, 1, 1, 1]


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_gradient_of_many_variables_says_where_its_formulas_hold(format: str) -> None:
    text = DOCUMENTS[format](gradient("+".join(f"ln(x{k})" for k in range(1, 15))))
    assert "x_{14} > 0" in text
