"""Plain text: ASCII, without boxes, numbered, with formulas whole; the same wherever it goes."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from inline_snapshot import snapshot
from sympy import Integer, Symbol

from pdtutor.calculus.results import Check, Partial
from pdtutor.calculus.step import Step
from pdtutor.explain.cards import CARDS
from pdtutor.notation.reading import Reading
from pdtutor.render import latex, markdown
from pdtutor.render.ascii import spelled
from pdtutor.render.plain import document, gradient_text, partial_text, rules_text
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from pdtutor.requests.results import PartialResult
from pdtutor.requests.rules import rules
from tests.render.test_views import TYPICAL


@pytest.mark.parametrize("text", [*TYPICAL, "θ_1 ŷ² + λ·√x", "|x| + ∛y", "π·x"])
@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_plain_is_ascii_without_trailing_spaces(text: str, detail: str) -> None:
    page = partial_text(partial(text, detail=detail))
    assert page.isascii()
    assert all(line == line.rstrip() for line in page.splitlines())
    assert page.endswith("\n")


def test_a_note_in_unicode_is_spelled_out() -> None:
    x = Symbol("x", real=True)
    root = Step("identity", x, x, Integer(1))
    known = Partial(x, (x,), Integer(1), (root,), (), (), Check(True, 5, 0.0))
    page = partial_text(PartialResult(Reading("x", x, ("Für θ: “x” — näher",)), (known,), (x,)))
    assert 'Note: Fur theta: "x" - naher' in page


def test_a_partial_derivative_has_numbered_steps_and_what_it_comes_to() -> None:
    assert partial_text(partial("x^2 y + sin(x y) + 3y", wrt="x", at="x=1,y=pi")) == snapshot("""\
f(x, y) = x^2*y + 3*y + sin(x*y)

Partial derivative of f with respect to x
Held constant: y. While only x moves, y is a number like any other. The term
3*y has no x in it, so it contributes 0.
Steps:
1. x^2*y + 3*y + sin(x*y) gives 2*x*y + y*cos(x*y)
   sum rule: each term by itself; 3*y stays still and gives 0
   1.1. x^2*y gives 2*x*y
      constant multiple: y does not move with x, so it waits in front
      1.1.1. x^2 gives 2*x
         power rule: bring the exponent 2 down in front and lower it by one
   1.2. sin(x*y) gives y*cos(x*y)
      chain rule: with u = x*y: differentiate by u, then multiply by the
      derivative of u
      1.2.1. sin(u) gives cos(u)
         trigonometric rule: the slope of a sine is the cosine, here of u
      1.2.2. u = x*y gives y
         constant multiple: y does not move with x, so it waits in front; x
         gives 1
      1.2.3. y*cos(u) becomes y*cos(x*y)
         u = x*y put back
Result: 2*x*y + y*cos(x*y)
At x = 1, y = pi: the derivative = pi ~ 3.14159
Check: agrees with an independent derivative, symbolically and at 5 points.
""")


def test_a_mixed_partial_derivative() -> None:
    assert partial_text(partial("x^2 y^2", order="x,y", detail="brief")) == snapshot("""\
f(x, y) = x^2*y^2

Mixed partial derivative of f with respect to x, then y

Differentiation 1, with respect to x
Held constant: y. While only x moves, y is a number like any other.
Steps:
1. x^2*y^2 gives 2*x*y^2
   constant multiple: y^2 does not move with x, so it waits in front
   1.1. x^2 gives 2*x
      power rule
Result: 2*x*y^2

Differentiation 2, with respect to y
Held constant: x. While only y moves, x is a number like any other.
Steps:
1. 2*x*y^2 gives 4*x*y
   constant multiple: 2*x does not move with y, so it waits in front
   1.1. y^2 gives 2*y
      power rule
Result: 4*x*y
Check: agrees with an independent derivative, symbolically and at 5 points.
""")


def test_a_gradient_names_the_variable_of_each_entry() -> None:
    assert gradient_text(gradient("x^2 + 3x y", at="x=1,y=2", detail="brief")) == snapshot("""\
f(x, y) = x^2 + 3*x*y

Gradient of f
   with respect to x: 2*x + 3*y
   with respect to y: 3*x
At x = 1, y = 2: the gradient is (8, 3)
Its norm = sqrt(73) ~ 8.544
Steepest ascent: the unit vector (8*sqrt(73)/73, 3*sqrt(73)/73) ~
(0.936329, 0.351123); the rate of climb that way is the norm. Downhill is
opposite.
Check: agrees with an independent derivative, symbolically and at 5 points.
""")


def test_a_gradient_of_many_variables_shares_named_parts() -> None:
    page = gradient_text(gradient("(y - (" + " + ".join(f"w{k} x{k}" for k in range(1, 25)) + "))^2"))
    assert "with r = " in page
    assert "... 9 more like these" in page


def test_one_card_in_full_and_many_in_short() -> None:
    assert "Mistake: " in rules_text(rules("chain"))
    page = rules_text(rules())
    assert page.isascii()
    assert all(card.title in page for card in CARDS.values())
    assert "Mistake: " not in page


@pytest.mark.parametrize("result", [partial("x^2"), gradient("x y"), rules("sum")], ids=lambda result: result.command)
def test_every_result_has_a_document(result) -> None:
    assert document(result).isascii()


SPELLINGS = [
    ("x", "x"),
    ("xⁿ⁻¹", "x^(n-1)"),
    ("x²", "x^2"),
    ("eˣ", "e^x"),
    ("f₁·u′", "f_1*u'"),
    ("σ(z)", "sigma(z)"),
    ("Σᵢ", "sum_i"),
    ("Ω θ", "Omega theta"),
    ("√x ≠ ∞", "sqrt(x) != inf"),
    ("é", "e"),
    ("字", "?"),
]


@pytest.mark.parametrize(("text", "ascii_text"), SPELLINGS)
def test_every_character_has_an_ascii_spelling(text: str, ascii_text: str) -> None:
    assert spelled(text) == ascii_text


def test_rules_load_no_algebra() -> None:
    code = (
        "import sys\n"
        "from io import StringIO\n"
        "from rich.console import Console\n"
        "from pdtutor.requests.rules import rules\n"
        "from pdtutor.render.plain import rules_text\n"
        "from pdtutor.render.views import rules_view\n"
        "rules_text(rules())\n"
        "Console(file=StringIO()).print(rules_view(rules()))\n"
        "sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("render", [document, markdown.document, latex.document], ids=["plain", "markdown", "latex"])
@pytest.mark.parametrize("text", ["x^2 + 1", "x 3^500", "sqrt(x)"])
def test_no_number_is_too_long_to_be_read(text: str, render: Callable[[PartialResult], str]) -> None:
    point = render(partial(text, at="x=1e300")).partition("At ")[2]
    assert "0" * 20 not in point
