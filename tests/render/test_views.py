"""What the Rich views show: snapshots at 40, 80 and 120 columns, and facts that hold of every view."""

import pytest
from inline_snapshot import snapshot
from rich.console import Console, Group, RenderableType
from sympy import Integer, Symbol

from pdtutor.calculus.results import Check, Gradient, Partial
from pdtutor.calculus.step import Step
from pdtutor.explain.cards import CARDS
from pdtutor.notation.reading import Reading
from pdtutor.render import formats, theme
from pdtutor.render.lines import width_of
from pdtutor.render.views import gradient_view, partial_view, rules_view
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from pdtutor.requests.results import GradientResult, PartialResult
from pdtutor.requests.rules import rules
from tests.render.console import shown

TWELVE_FACTORS = "x(x+1)(x+2)(x^2+3)e^x sin(x) cos(x) ln(x) tan(x) sinh(x) cosh(x) sqrt(x)"
FOURTEEN_TERMS = "+".join(f"w{k} x^{k}" for k in range(2, 16))
TYPICAL = [
    "x^2 y + sin(x y) + 3y",
    "sigmoid(w*x + b)",
    "(3x-2)^5",
    "x/(3-x^2)",
    "exp(x y^2)",
    "max(0, w x + b)",
    "ln(x^2 + y^2)",
    "exp(z1)/(exp(z1) + exp(z2) + exp(z3))",
    "bce(sigmoid(w x + b), y)",
    "-y ln(sigmoid(w x + b)) - (1-y) ln(1 - sigmoid(w x + b))",
    "sqrt(x^2 + y^2)",
    "x^y",
    "sin(sin(sin(sin(sin(sin(sin(sin(sin(sin(sin(sin(x))))))))))))",
    "f(x, x y)",
    TWELVE_FACTORS,
    "where(x > 0, x^2 y, where(x < -1, y, sin(x y)))",
    "sum((w x[i] + b - y[i])^2, i=1..n)",
    "x where(x > 0, x^2, y)",
    "theta_1 x_train + yhat^2",
    FOURTEEN_TERMS,
]


WIDTHS = (20, 36, 76, 116, 196)


def widest(view: RenderableType, width: int) -> int:
    """The longest line drawn, before Rich could cut it."""
    assert isinstance(view, Group)
    return max(width_of(line) for part in view.renderables for line in part.draw(width))  # type: ignore[union-attr]


@pytest.mark.parametrize("text", TYPICAL)
@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_no_line_is_wider_than_the_console(text: str, detail: str) -> None:
    view = partial_view(partial(text, detail=detail))
    assert all(widest(view, width) <= width for width in WIDTHS)


@pytest.mark.parametrize("text", ["x^2 y", "sin(x y) + e^x", "x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13 x14", "|x| + 3y", "x"])
@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_no_line_of_a_gradient_is_wider_than_the_console(text: str, detail: str) -> None:
    view = gradient_view(gradient(text, at="x=0" if "1" not in text else None, detail=detail))
    assert all(widest(view, width) <= width for width in WIDTHS)


@pytest.mark.parametrize("text", TYPICAL)
def test_the_result_is_shown_in_full(text: str) -> None:
    result = partial(text, detail="brief")
    for found in result.partials:
        one = PartialResult(result.reading, (found,), result.variables, detail="brief")
        kept = [line for line in shown(partial_view(one), 80).splitlines() if line.startswith("│ ┃")]
        assert kept
        assert "…" not in "".join(kept)


@pytest.mark.parametrize("text", [text for text in TYPICAL if text.count("sin(") < 9 and text not in (TWELVE_FACTORS, FOURTEEN_TERMS)])
@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
@pytest.mark.parametrize("width", [80, 120])
def test_no_textbook_formula_is_shortened(text: str, detail: str, width: int) -> None:
    assert "…" not in shown(partial_view(partial(text, detail=detail)), width)


TEXTBOOK = [text for text in TYPICAL if text not in (TWELVE_FACTORS, FOURTEEN_TERMS)]


@pytest.mark.parametrize("text", TEXTBOOK)
def test_brief_fits_a_screen(text: str) -> None:
    result = partial(text, detail="brief")
    for found in result.partials:
        one = PartialResult(result.reading, (found,), result.variables, detail="brief")
        assert len(shown(partial_view(one), 80).splitlines()) <= 24


def test_full_shows_every_node_and_normal_folds_trivial_leaves() -> None:
    full = shown(partial_view(partial("3x + y + x^2", wrt="x", detail="full")), 80)
    normal = shown(partial_view(partial("3x + y + x^2", wrt="x")), 80)
    assert full.count("identity rule") == 1
    assert full.count("constant rule") == 1
    assert "identity rule" not in normal
    assert "constant rule" not in normal
    assert "x gives 1" in normal
    assert "y stays still and gives 0" in normal


def test_what_is_put_back_is_seen() -> None:
    assert "u = x·y put back" in shown(partial_view(partial("sin(x y)", wrt="x")), 80)


def test_markup_in_names_and_notes_is_harmless() -> None:
    name = Symbol("x", real=True)
    root = Step("identity", name, name, Integer(1))
    known = Partial(name, (name,), Integer(1), (root,), (), (), Check(True, 5, 0.0))
    reading = Reading("x", name, ("[bold]note[/bold] [/]",), {"x": "[red]x[/red]"})
    screen = shown(partial_view(PartialResult(reading, (known,), (name,))), 80)
    assert "[bold]note[/bold] [/]" in screen
    assert "f([red]x[/red]) = [red]x[/red]" in screen


def test_notes_come_before_the_panels() -> None:
    screen = shown(partial_view(partial("3xy", wrt="x")), 80)
    assert screen.startswith("Note: ")


@pytest.mark.parametrize("format", ["rich", "plain", "markdown", "latex"])
@pytest.mark.parametrize(
    ("terms", "seen", "left"), [(12, 12, ""), (13, 11, "there are 2 more; --format json has them all"), (500, 11, "489 more")]
)
def test_of_many_notes_the_first_are_shown_and_the_others_counted(format: str, terms: int, seen: int, left: str) -> None:
    result = partial(" + ".join(f"1/{k + 2}x" for k in range(terms)), wrt="x")
    text = shown(partial_view(result), 80) if format == "rich" else formats.text(result, format)
    assert text.count("is read as") == seen
    assert left in " ".join(text.split())


def test_a_failed_check_is_plain_to_see_without_colour() -> None:
    name = Symbol("x", real=True)
    root = Step("identity", name, name, Integer(1))
    wrong = Partial(name, (name,), Integer(1), (root,), (), (), Check(False, 5, 0.5))
    screen = shown(partial_view(PartialResult(Reading("x", name), (wrong,), (name,))), 80)
    assert "✗ does not agree with an independent derivative" in screen


def test_styles_are_named_ansi_styles() -> None:
    console = Console()
    styles = [value for name, value in vars(theme).items() if name.isupper()]
    for style in filter(None, styles):
        color = console.get_style(style).color
        assert color is None or color.number in range(1, 7)  # neither black nor white, in the terminal's own shade


def test_a_very_deep_derivation_keeps_its_indentation_within_a_third() -> None:
    text = "sin(" * 30 + "x" + ")" * 30
    screen = shown(partial_view(partial(text)), 60)
    assert "⋯" in screen
    assert all(len(line) - len(line.lstrip("│├└─⋯ ")) <= 28 for line in screen.splitlines() if "┃" not in line and line.strip("│╭╰ ─╮╯"))


# --- snapshots ------------------------------------------------------------------------------------------------------------------------


def test_a_partial_derivative_at_40_columns() -> None:
    assert shown(partial_view(partial("x^2 y + sin(x y)", wrt="x")), 40) == snapshot("""\
╭─ ∂f/∂x ──────────────────────────────╮
│ f(x, y) = x²·y + sin(x·y)            │
│ Held constant: y. While only x       │
│ moves, y is a number like any other. │
│                                      │
│ x²·y + sin(x·y)                      │
│ │ sum rule: each term by itself      │
│ │ → 2·x·y + y·cos(x·y)               │
│ ├ x²·y                               │
│ │ │ constant multiple: y does not    │
│ │ │ move with x, so it waits in      │
│ │ │ front                            │
│ │ │ → 2·x·y                          │
│ │ └ x²                               │
│ │     power rule: bring the exponent │
│ │     2 down in front and lower it   │
│ │     by one                         │
│ │     → 2·x                          │
│ └ sin(x·y)                           │
│   │ chain rule: with u = x·y:        │
│   │ differentiate by u, then         │
│   │ multiply by the derivative of u  │
│   ├ sin(u)                           │
│   │   trigonometric rule: the slope  │
│   │   of a sine is the cosine, here  │
│   │   of u                           │
│   │   → cos(u)                       │
│   ├ u = x·y                          │
│   │   constant multiple: y does not  │
│   │   move with x, so it waits in    │
│   │   front; x gives 1               │
│   │   → y                            │
│   └ y·cos(u)                         │
│       u = x·y put back               │
│       → y·cos(x·y)                   │
│                                      │
│ ┃ ∂f/∂x = 2·x·y + y·cos(x·y)         │
│                                      │
│ ✓ agrees with an independent         │
│   derivative, symbolically and at 5  │
│   points                             │
╰──────────────────────────────────────╯
""")


def test_a_partial_derivative_at_80_columns() -> None:
    assert shown(partial_view(partial("x^2 y + sin(x y)", wrt="x", at="x=1,y=pi")), 80) == snapshot("""\
╭─ ∂f/∂x ──────────────────────────────────────────────────────────────────────╮
│ f(x, y) = x²·y + sin(x·y)                                                    │
│ Held constant: y. While only x moves, y is a number like any other.          │
│                                                                              │
│ x²·y + sin(x·y)  sum rule            → 2·x·y + y·cos(x·y)                    │
│ │  each term by itself                                                       │
│ ├─ x²·y          constant multiple   → 2·x·y                                 │
│ │  │  y does not move with x, so it waits in front                           │
│ │  └─ x²         power rule          → 2·x                                   │
│ │        bring the exponent 2 down in front and lower it by one              │
│ └─ sin(x·y)      chain rule          → y·cos(x·y)                            │
│    │  with u = x·y: differentiate by u, then multiply by the derivative of u │
│    ├─ sin(u)     trigonometric rule  → cos(u)                                │
│    │     the slope of a sine is the cosine, here of u                        │
│    ├─ u = x·y    constant multiple   → y                                     │
│    │     y does not move with x, so it waits in front; x gives 1             │
│    └─ y·cos(u)   u = x·y put back    → y·cos(x·y)                            │
│                                                                              │
│ ┃ ∂f/∂x = 2·x·y + y·cos(x·y)                                                 │
│                                                                              │
│ At x = 1, y = π: ∂f/∂x = π ≈ 3.14159                                         │
│ ✓ agrees with an independent derivative, symbolically and at 5 points        │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_partial_derivative_at_120_columns() -> None:
    assert shown(partial_view(partial("x^2 y + sin(x y)", wrt="x")), 120) == snapshot("""\
╭─ ∂f/∂x ──────────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│ f(x, y) = x²·y + sin(x·y)                                                                                            │
│ Held constant: y. While only x moves, y is a number like any other.                                                  │
│                                                                                                                      │
│ x²·y + sin(x·y)  sum rule            each term by itself                                        → 2·x·y + y·cos(x·y) │
│ ├─ x²·y          constant multiple   y does not move with x, so it waits in front               → 2·x·y              │
│ │  └─ x²         power rule          bring the exponent 2 down in front and lower it by one     → 2·x                │
│ └─ sin(x·y)      chain rule          with u = x·y: differentiate by u, then multiply by the     → y·cos(x·y)         │
│    │                                 derivative of u                                                                 │
│    ├─ sin(u)     trigonometric rule  the slope of a sine is the cosine, here of u               → cos(u)             │
│    ├─ u = x·y    constant multiple   y does not move with x, so it waits in front; x gives 1    → y                  │
│    └─ y·cos(u)                       u = x·y put back                                           → y·cos(x·y)         │
│                                                                                                                      │
│ ┃ ∂f/∂x = 2·x·y + y·cos(x·y)                                                                                         │
│                                                                                                                      │
│ ✓ agrees with an independent derivative, symbolically and at 5 points                                                │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_fraction_at_80_columns() -> None:
    assert shown(partial_view(partial("x/(3-x^2)", detail="brief")), 80) == snapshot("""\
╭─ ∂f/∂x ──────────────────────────────────────────────────────────────────────╮
│ f(x) = x/(3 - x²)                                                            │
│ x is the only variable, so nothing is held constant.                         │
│                                                                              │
│ x/(3 - x²)  quotient rule  → (x² + 3)/(3 - x²)²                              │
│ ├─ x        identity rule  → 1                                               │
│ └─ 3 - x²   sum rule       → -2·x                                            │
│                                                                              │
│ ┃           x² + 3                                                           │
│ ┃ ∂f/∂x = ───────────                                                        │
│ ┃          (3 - x²)²                                                         │
│                                                                              │
│ The formula holds where 3 - x² ≠ 0.                                          │
│ ✓ agrees with an independent derivative, symbolically and at 5 points        │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_fraction_too_wide_for_the_screen_gets_names_for_its_shared_parts() -> None:
    view = partial_view(partial("exp(a)/(exp(a) + exp(b) + exp(c))", wrt="b", detail="brief"))
    assert shown(view, 32) == snapshot("""\
╭─ ∂f/∂b ──────────────────────╮
│ f(a, b, c) = e^a/(e^a + e^b  │
│   + e^c)                     │
│ Held constant: a and c.      │
│ While only b moves, they are │
│ numbers like any other.      │
│                              │
│ e^a/(e^a + e^b + e^c)        │
│ │ constant multiple          │
│ │ → -e^a·                    │
│ │   e^b/(e^a + e^b + e^c)²   │
│ └ 1/(e^a + e^b + e^c)        │
│     chain rule               │
│     → -e^b/(e^a + e^b        │
│       + e^c)²                │
│                              │
│ ┃ ∂f/∂b = -e^a·e^b/A²        │
│ ┃ with A = e^a + e^b + e^c   │
│                              │
│ ✓ agrees with an independent │
│   derivative, symbolically   │
│   and at 5 points            │
╰──────────────────────────────╯
""")


NAMED = [
    ("huber(y - (w x + b), 1)", "b", 40, ["A = y - (b + w·x)"]),
    ("huber(y - (w x + b), d)^2", "w", 60, ["A = y - (b + w·x)"]),
    ("sin(a + b c - d)/(2 + tanh(d - a - b c))^2", "b", 36, ["A = a + b·c - d", "B = 2 - tanh(A)", "C = B·cos(A)"]),
]


@pytest.mark.parametrize(("text", "wrt", "width", "meanings"), NAMED)
def test_names_of_parts_stand_in_order_and_one_does_for_either_sign(text: str, wrt: str, width: int, meanings: list[str]) -> None:
    lines = shown(partial_view(partial(text, wrt=wrt, detail="brief")), width).splitlines()
    assert [line.strip("│┃ ").removeprefix("with ") for line in lines if "┃ with " in line] == meanings


def test_a_kink_at_80_columns() -> None:
    assert shown(partial_view(partial("max(0, w x + b)", wrt="w")), 80) == snapshot("""\
╭─ ∂f/∂w ──────────────────────────────────────────────────────────────────────╮
│ f(b, w, x) = max(0, b + w·x)                                                 │
│ Held constant: b and x. While only w moves, they are numbers like any other. │
│                                                                              │
│ max(0, b + w·x)  maximum rule       → where(b + w·x > 0, x, 0)               │
│ │  it follows whichever is largest, 0 or b + w·x, and takes its slope        │
│ └─ b + w·x       sum rule           → x                                      │
│    │  each term by itself; b stays still and gives 0                         │
│    └─ w·x        constant multiple  → x                                      │
│          x does not move with w, so it waits in front; w gives 1             │
│                                                                              │
│ ┃         ⎧ x  where b + w·x > 0                                             │
│ ┃ ∂f/∂w = ⎨                                                                  │
│ ┃         ⎩ 0  otherwise                                                     │
│                                                                              │
│ A kink at b + w·x = 0: whatever the formula says there, a derivative exists  │
│ only if the slopes on the two sides agree.                                   │
│ ✓ agrees with an independent derivative, at 5 points                         │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_an_indexed_sum_at_80_columns() -> None:
    assert shown(partial_view(partial("sum((w x[i] + b - y[i])^2, i=1..n)", wrt="w", detail="brief")), 80) == snapshot("""\
╭─ ∂f/∂w ──────────────────────────────────────────────────────────────────────╮
│ f(b, w, x, y) = sum((b + w·x[i] - y[i])², i=1..n)                            │
│ Held constant: b, x and y. While only w moves, they are numbers like any     │
│ other.                                                                       │
│                                                                              │
│ sum((b + w·x[i] - y[i])², i=1..n)                                            │
│ │  indexed sum  → 2·sum(x[i]·(b + w·x[i] - y[i]), i=1..n)                    │
│ └─ (b + w·x[i] - y[i])²  chain rule  → 2·x[i]·(b + w·x[i] - y[i])            │
│                                                                              │
│ ┃            n                                                               │
│ ┃ ∂f/∂w = 2· Σ  x[i]·(b + w·x[i] - y[i])                                     │
│ ┃           i=1                                                              │
│                                                                              │
│ ✓ agrees with an independent derivative, at 5 points                         │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_mixed_partial_at_80_columns() -> None:
    assert shown(partial_view(partial("x^3 y^2", order="x,y")), 80) == snapshot("""\
╭─ ∂²f/∂y∂x ───────────────────────────────────────────────────────────────────╮
│ f(x, y) = x³·y²                                                              │
│                                                                              │
│ 1. ∂f/∂x                                                                     │
│ Held constant: y. While only x moves, y is a number like any other.          │
│                                                                              │
│ x³·y²  constant multiple  y² does not move with x, so it waits in  → 3·x²·y² │
│ │                         front                                              │
│ └─ x³  power rule         bring the exponent 3 down in front and   → 3·x²    │
│                           lower it by one                                    │
│                                                                              │
│ ┃ ∂f/∂x = 3·x²·y²                                                            │
│                                                                              │
│ 2. ∂²f/∂y∂x                                                                  │
│ Held constant: x. While only y moves, x is a number like any other.          │
│                                                                              │
│ 3·x²·y²  constant multiple  3·x² does not move with y, so it waits  → 6·x²·y │
│ │                           in front                                         │
│ └─ y²    power rule         bring the exponent 2 down in front and  → 2·y    │
│                             lower it by one                                  │
│                                                                              │
│ ┃ ∂²f/∂y∂x = 6·x²·y                                                          │
│                                                                              │
│ ✓ agrees with an independent derivative, symbolically and at 5 points        │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_gradient_at_80_columns() -> None:
    assert shown(gradient_view(gradient("x^2 + 3x y", at="x=1,y=2", detail="brief")), 80) == snapshot("""\
╭─ ∇f ─────────────────────────────────────────────────────────────────────────╮
│ f(x, y) = x² + 3·x·y                                                         │
│                                                                              │
│ ┃ ∇f = ⎡ 2·x + 3·y ⎤  ∂f/∂x                                                  │
│ ┃      ⎣ 3·x       ⎦  ∂f/∂y                                                  │
│                                                                              │
│ At x = 1, y = 2: ∇f = (8, 3)                                                 │
│ ‖∇f‖ = √73 ≈ 8.544                                                           │
│ Steepest ascent: the unit vector (8·√73/73, 3·√73/73) ≈                      │
│ (0.936329, 0.351123); the rate of climb that way is the norm. Downhill is    │
│ opposite.                                                                    │
│ ✓ agrees with an independent derivative, symbolically and at 5 points        │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_a_gradient_at_40_columns() -> None:
    assert shown(gradient_view(gradient("x^2 + 3x y", at="x=1,y=2", detail="brief")), 40) == snapshot("""\
╭─ ∇f ─────────────────────────────────╮
│ f(x, y) = x² + 3·x·y                 │
│                                      │
│ ┃ ∇f = ⎡ 2·x + 3·y ⎤  ∂f/∂x          │
│ ┃      ⎣ 3·x       ⎦  ∂f/∂y          │
│                                      │
│ At x = 1, y = 2: ∇f = (8, 3)         │
│ ‖∇f‖ = √73 ≈ 8.544                   │
│ Steepest ascent: the unit vector     │
│ (8·√73/73, 3·√73/73) ≈               │
│ (0.936329, 0.351123); the rate of    │
│ climb that way is the norm. Downhill │
│ is opposite.                         │
│ ✓ agrees with an independent         │
│   derivative, symbolically and at 5  │
│   points                             │
╰──────────────────────────────────────╯
""")


def test_a_card_at_80_columns() -> None:
    assert shown(rules_view(rules("chain")), 80) == snapshot("""\
╭─ chain rule ─────────────────────────────────────────────────────────────────╮
│ ┃ f(u)′ = f′(u)·u′                                                           │
│                                                                              │
│ When     One function is inside another: name the inner one u.               │
│ Example  sin(x y), differentiated by x, gives y cos(x y)                     │
│ Mistake  Forgetting the inner derivative. cos(x·y) says how fast the sine    │
│          answers to u = x·y; u's own speed comes as a factor.                │
│                                                                              │
│ Try      pdtutor partial "sin(x y)" --wrt x                                  │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


# --- gradients ------------------------------------------------------------------------------------------------------------------------


def many(count: int) -> str:
    return "(y - (" + " + ".join(f"w{k} x{k}" for k in range(1, count + 1)) + "))^2"


def test_many_variables_share_named_parts_and_a_table() -> None:
    screen = shown(gradient_view(gradient(many(20))), 80)
    assert "41 variables; what their derivatives share has a name:" in screen
    assert "… 1 more like these" in screen
    assert screen.count("∂f/∂") == 40


def test_full_detail_shows_every_row_of_the_table() -> None:
    found = gradient(many(20)).gradient
    result = GradientResult(Reading("", found.of), found, detail="full")
    screen = shown(gradient_view(result), 80)
    assert "more like these" not in screen


def test_a_gradient_of_few_variables_shows_its_derivations() -> None:
    screen = shown(gradient_view(gradient("x^2 y")), 80)
    assert "power rule" in screen
    assert "∇f" in screen


def test_where_there_is_no_slope_the_gradient_says_so() -> None:
    screen = shown(gradient_view(gradient("x^2 + |y|", at="x=1,y=0", detail="brief")), 80)
    assert "∂f/∂y does not exist: the slope is -1 from the left and 1 from the right" in screen


def test_a_stationary_point_is_named() -> None:
    found = gradient("x^2 + y^2", at="x=0,y=0", detail="brief")
    assert isinstance(found.gradient, Gradient)
    assert "a stationary point" in shown(gradient_view(found), 80)


# --- rule cards -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [30, 40, 80, 120])
def test_the_table_of_rules_has_every_rule_within_the_width(width: int) -> None:
    view = rules_view(rules())
    assert all(card.title in shown(view, width) for card in CARDS.values())
    assert widest(Group(view), width - 4) <= width - 4


@pytest.mark.parametrize("name", CARDS)
def test_a_card_shows_its_statement_and_the_usual_mistake(name: str) -> None:
    screen = shown(rules_view(rules(name)), 200)
    card = CARDS[name]
    assert all(formula in screen for formula in card.statement.split("; "))
    assert card.mistake.split()[0] in screen
