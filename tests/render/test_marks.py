"""The line of a derivation where a learner's mistake was made is marked, and nothing else is changed.

Belongs here: wrong answers as they are judged, and by hand the row of each. Does not: which mistakes there are (`tests.grading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len
from rich.console import Console

from pdtutor.course.lesson import Exercise
from pdtutor.course.problems import Place
from pdtutor.course.tasks import derived
from pdtutor.course.tasks.task import Task
from pdtutor.grading.results import CORRECT, INCORRECT, Judgement
from pdtutor.render.formats import view
from pdtutor.render.marks import Mark, marks_of
from pdtutor.requests import check
from pdtutor.requests.partial import partial
from tests.render.console import shown

WIDTHS = (40, 80, 120)
HEAD = re.compile(r"(?:[│⋯ ]*[├└]─* )?(?P<formula>[^\s│├└✗?].*)")
MARK = re.compile(r"(?P<guide>[│⋯ ]*)(?P<sign>[✗?] )(?:perhaps )?here: ")


@dataclass(frozen=True)
class Case:
    """One question of a lesson and a wrong answer to it; `rows` are the marked ones.

    Each of these is what stands at the head of the panel, the differentiation where there are several (else 0), what is differentiated
    in the row, by which rule, and what the mistake is called.
    """

    type: str
    functions: tuple[str, ...]
    answer: str
    rows: tuple[tuple[str, int, str, str, str], ...]
    wrt: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    at: str | None = None


def _of_x(function: str, answer: str, *row: str, wrt: str = "x") -> Case:
    formula, rule, name = row
    return Case("derivative", (function,), answer, ((f"∂f/∂{wrt}", 0, formula, rule, name),), wrt=(wrt,))


INNER = "Inner derivative left out"
INNER_PARTIAL = "Inner partial derivative left out"
FACTOR = "Constant inner factor left out"
COSINE = "Cosine: sign of the derivative turned"
MIXED = "Mixed partial: a term of the product rule left out"
DERIVATIVES = (
    _of_x("x^2 y + sin(x^2 y)", "2x y + cos(x^2 y)", "sin(x²·y)", "chain rule", INNER_PARTIAL),
    _of_x("x cos(x^2)", "cos(x^2) - x sin(x^2)", "cos(x²)", "chain rule", INNER),
    _of_x("x^2 e^x + 3x", "2x e^x + 3", "x²·e^x", "product rule", "Product rule: a term left out"),
    _of_x("x/(1 + x^2)", "(1 + x^2 + 2x^2)/(1 + x^2)^2", "x/(x² + 1)", "quotient rule", "Quotient rule with a plus"),
    _of_x("x^5 y + ln(x)", "5x^5 y + 1/x", "x⁵", "power rule", "Exponent not lowered"),
    _of_x("3x^2 + 5cos(x)", "6x + 5sin(x)", "cos(x)", "trigonometric rule", COSINE),
    _of_x("w1^2 x + ln(w1^2 + 1)", "2w1 x + 1/(w1^2 + 1)", "ln(w1² + 1)", "chain rule", f"Logarithm: {INNER.lower()}", wrt="w1"),
)
MATRICES = (
    Case("derivative", ("x^3 sin(y^2)",), "3x^2 cos(y^2)", (("∂²f/∂y∂x", 2, "sin(y²)", "chain rule", INNER),), order=("x", "y")),
    Case("derivative", ("sin(x^2) y^2",), "2y cos(x^2)", (("∂²f/∂y∂x", 1, "sin(x²)", "chain rule", INNER),), order=("x", "y")),
    Case(
        "gradient",
        ("x^2 y + sin(x y)",),
        "[2x y + cos(x y), x^2 + x cos(x y)]",
        (("∂f/∂x", 0, "sin(x·y)", "chain rule", FACTOR),),
        wrt=("x", "y"),
    ),
    Case(  # three variables: brief but for the derivation with the mistake
        "gradient",
        ("x y z + sin(x^2 z)",),
        "[y z + cos(x^2 z), x z, x y + cos(x^2 z)]",
        (("∂f/∂x", 0, "sin(x²·z)", "chain rule", INNER_PARTIAL), ("∂f/∂z", 0, "sin(x²·z)", "chain rule", FACTOR)),
        wrt=("x", "y", "z"),
    ),
    Case(
        "jacobian",
        ("x sin(y)", "(x^2 + 1)^3 y"),
        "[[sin(y), x cos(y)], [3(x^2 + 1)^2 y, (x^2 + 1)^3]]",
        (("∂f₂/∂x", 0, "(x² + 1)³", "chain rule", INNER),),
        wrt=("x", "y"),
    ),
    Case(
        "jacobian",
        ("r cos(t)", "r sin(t)"),
        "[[cos(t), r sin(t)], [sin(t), r cos(t)]]",
        (("∂f₁/∂t", 0, "cos(t)", "trigonometric rule", COSINE),),
        wrt=("r", "t"),
    ),
    Case(  # two outputs that are the same: the mistake is in one of them
        "jacobian",
        ("sin(x^2)", "sin(x^2)"),
        "[[2x cos(x^2)], [cos(x^2)]]",
        (("∂f₂/∂x", 0, "sin(x²)", "chain rule", INNER),),
        wrt=("x",),
    ),
    Case(
        "hessian",
        ("x^3 y + sin(x y)",),
        "[[6x y - y^2 sin(x y), 3x^2 + cos(x y)], [3x^2 + cos(x y) - x y sin(x y), -x^2 sin(x y)]]",
        (("∂²f/∂y∂x", 0, "y·cos(x·y)", "product rule", MIXED),),
        wrt=("x", "y"),
    ),
    Case(  # below the diagonal, where the page shows no derivation unless it is marked
        "hessian",
        ("e^(x y) + x^3",),
        "[[y^2 e^(x y) + 6x, (1 + x y) e^(x y)], [x y e^(x y), x^2 e^(x y)]]",
        (("∂²f/∂x∂y", 0, "x·e^(x·y)", "product rule", MIXED),),
        wrt=("x", "y"),
    ),
    Case(  # one mistake in the first differentiation, seen in two entries
        "hessian",
        ("x^4 + sin(x^2) y^2",),
        "[[12x^2 - 2x y^2 sin(x^2), 2y cos(x^2)], [4x y cos(x^2), 2 sin(x^2)]]",
        (("∂f/∂x", 0, "sin(x²)", "chain rule", INNER),),
        wrt=("x", "y"),
    ),
)
CASES = (*DERIVATIVES, *MATRICES)


class Row(NamedTuple):
    """A mark that is drawn, and the row above it."""

    panel: str
    differentiation: int
    formula: str
    words: str
    mark: str
    indent: int


class Answered(NamedTuple):
    """A wrong answer judged, the working of its question, and the marks in it."""

    judgement: Judgement
    working: Any
    marks: tuple[Mark, ...]


def written(case: Case) -> str:
    return f"{case.type} | {', '.join(case.functions)} | {case.answer}"


def task(case: Case) -> Task:
    return derived.task(Exercise("q", case.type, Place(1, 1), functions=case.functions, wrt=case.wrt, order=case.order, at=case.at), None)


@cache
def answered(case: Case) -> Answered:
    asked = task(case)
    assert asked.working is not None
    judgement, working = asked.judge(case.answer), asked.working()
    assert judgement.verdict == INCORRECT
    return Answered(judgement, working, marks_of(judgement, working))


@cache
def screen(case: Case, width: int, is_marked: bool = True) -> tuple[str, ...]:
    found = answered(case)
    return tuple(shown(view(found.working, marks=found.marks if is_marked else ()), width).splitlines())


def inside(line: str) -> str:
    """A line of a panel without its frame."""
    return line[2:-2].rstrip() if line.startswith("│") else line


def marked_rows(lines: tuple[str, ...]) -> list[Row]:
    return [_row(lines, number, mark) for number, line in enumerate(lines) if (mark := MARK.match(inside(line)))]


def _row(lines: tuple[str, ...], number: int, mark: re.Match[str]) -> Row:
    head = next(k for k in range(number - 1, -1, -1) if HEAD.fullmatch(inside(lines[k])))
    first = HEAD.fullmatch(inside(lines[head]))
    assert first is not None
    panel = next(line for line in reversed(lines[:head]) if line.startswith("╭"))
    turns = [int(turn.group(1)) for line in lines[:head] if (turn := re.match(r"(\d)\. ∂", inside(line)))]
    beneath = " ".join(re.sub(r"^[│⋯ ]+", "", inside(line)) for line in lines[head + 1 : number])
    words = f"{first.group('formula')} {beneath}"
    said = [inside(lines[number])[mark.start("sign") :], *_following(lines[number + 1 :], mark.start("sign"))]
    indent = mark.start("sign") - first.start("formula")
    return Row(panel.strip("╭─╮ "), turns[-1] if turns else 0, first.group("formula"), words, " ".join(said), indent)


def _following(lines: tuple[str, ...], column: int) -> list[str]:
    """What goes on from a mark: it stands two cells to the right of its sign."""
    found: list[str] = []
    for line in map(inside, lines):
        if line[: column + 2].strip("│⋯ ") or not line[column + 2 :].strip() or line[column : column + 2] != "  ":
            break
        found.append(line[column + 2 :])
    return found


# --- the row ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=written)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_mark_stands_beneath_the_row_of_the_mistake(case: Case, width: int) -> None:
    rows = marked_rows(screen(case, width))
    assert [(row.panel, row.differentiation, row.mark) for row in rows] == [(p, d, f"✗ here: {name}") for p, d, _, _, name in case.rows]
    for row, (_, _, formula, rule, _) in zip(rows, case.rows, strict=True):
        assert re.fullmatch(re.escape(formula) + r"(?:  .*)?", row.formula)
        assert rule in row.words


@pytest.mark.parametrize("case", CASES, ids=written)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_mark_is_aligned_under_what_else_stands_beneath_its_row(case: Case, width: int) -> None:
    assert {row.indent for row in marked_rows(screen(case, width))} == {2 if width == 40 else 3}


@pytest.mark.parametrize(("width", "beside"), [(40, ""), (80, r"  chain rule +→ .*"), (120, r"  chain rule +with u = .*→ .*")])
def test_every_layout_has_marks(width: int, beside: str) -> None:
    (row,) = marked_rows(screen(DERIVATIVES[0], width))
    assert re.fullmatch(re.escape("sin(x²·y)") + beside, re.sub(r" {3,}", "  ", row.formula))


@pytest.mark.parametrize("case", CASES, ids=written)
def test_no_line_with_a_mark_is_wider_than_the_terminal(case: Case) -> None:
    found = answered(case)
    for width in (20, *WIDTHS):
        assert max(map(cell_len, shown(view(found.working, marks=found.marks), width).splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_mark_is_red_and_needs_no_colour(width: int) -> None:
    found = answered(DERIVATIVES[0])
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system="standard", legacy_windows=False, _environ={})
    console.print(view(found.working, marks=found.marks))
    coloured = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;31m✗ " in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines() == list(screen(DERIVATIVES[0], width))


# --- nothing else -------------------------------------------------------------------------------------------------------------------------


def added(marked: tuple[str, ...], plain: tuple[str, ...]) -> list[str]:
    """The lines that only the marked view has; the others are all of the plain view, in its order."""
    rest = list(plain)
    more = [line for line in marked if not (rest and line == rest[0] and rest.pop(0))]
    assert not rest
    return more


def said(lines: list[str]) -> str:
    return " ".join(re.sub(r"^[│⋯ ]+", "", inside(line)) for line in lines)


def panels(lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    starts = [number for number, line in enumerate(lines) if line.startswith("╭")]
    ends = [*starts[1:], len(lines)]
    return {lines[start].strip("╭─╮ "): lines[start:end] for start, end in zip(starts, ends, strict=True)}


WHOLE = [case for case in CASES if case.type == "derivative" or (case.type == "gradient" and len(case.wrt) == 2)]


@pytest.mark.parametrize("case", WHOLE, ids=written)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_but_the_mark_is_added(case: Case, width: int) -> None:
    marks = " ".join(f"✗ here: {name}" for *_, name in case.rows)
    assert said(added(screen(case, width), screen(case, width, is_marked=False))) == marks


@pytest.mark.parametrize("case", MATRICES, ids=written)
@pytest.mark.parametrize("width", WIDTHS)
def test_panels_without_a_mark_stay_as_they_are(case: Case, width: int) -> None:
    marked, plain = panels(screen(case, width)), panels(screen(case, width, is_marked=False))
    concerned = {row[0] for row in case.rows}
    assert {title: lines for title, lines in marked.items() if title not in concerned} == {
        title: lines for title, lines in plain.items() if title not in concerned
    }
    assert [title for title in marked if title in plain] == list(plain)


def test_a_brief_derivation_with_a_mark_is_shown_as_it_is_alone() -> None:
    gradient = next(case for case in MATRICES if len(case.wrt) == 3)
    alone = task(Case("derivative", gradient.functions, "", (), wrt=("x",)))
    assert alone.working is not None
    plain = tuple(shown(view(alone.working()), 80).splitlines())
    assert said(added(panels(screen(gradient, 80))["∂f/∂x"], plain)) == f"✗ here: {INNER_PARTIAL}"


@pytest.mark.parametrize("case", CASES, ids=written)
def test_a_view_in_short_shows_the_marked_row(case: Case) -> None:
    found = answered(case)
    rows = marked_rows(tuple(shown(view(found.working, in_short=True, marks=found.marks), 80).splitlines()))
    assert [(row.panel, row.mark) for row in rows] == [(panel, f"✗ here: {name}") for panel, _, _, _, name in case.rows]


def test_numbers_of_lines_count_in_normal_detail_whatever_is_shown() -> None:
    judgement = check.judge("x cos(x^2)", kind="derivative", wrt="x")("cos(x^2) - x sin(x^2)")
    in_full = partial("x cos(x^2)", wrt="x", detail="full")  # there the factor x is a line before that of the cosine
    (row,) = marked_rows(tuple(shown(view(in_full, marks=marks_of(judgement, in_full)), 80).splitlines()))
    assert row.formula.startswith("cos(x²)")


# --- from a judgement ---------------------------------------------------------------------------------------------------------------------

NOT_IN_A_LINE = (
    Case("derivative", ("x^2 y^3",), "2x y^3 + 3x^2 y^2 + 17", (), wrt=("x",)),  # no known mistake
    Case("derivative", ("x^2 y^3",), "3x^2 y^2", (), wrt=("x",)),  # by another variable
    Case("gradient", ("x^2 y",), "[x^2, 2x y]", (), wrt=("x", "y")),  # entries in each other's place
)


@pytest.mark.parametrize("case", NOT_IN_A_LINE, ids=written)
def test_what_was_made_in_no_line_has_no_mark(case: Case) -> None:
    assert answered(case).marks == ()
    assert screen(case, 80) == screen(case, 80, is_marked=False)


@pytest.mark.parametrize("case", CASES, ids=written)
def test_a_right_answer_has_no_marks(case: Case) -> None:
    asked = task(case)
    judgement = asked.judge(asked.key)
    assert judgement.verdict == CORRECT
    assert marks_of(judgement, answered(case).working) == ()


def test_paths_of_a_total_derivative_have_no_lines_to_mark() -> None:
    asked = derived.task(Exercise("q", "total", Place(1, 1), functions=("x^2 y^3",), wrt=("x",), given=("y = sin(x)",)), None)
    assert asked.working is not None
    judgement = asked.judge("2x y^3")
    assert judgement.mistakes
    assert marks_of(judgement, asked.working()) == ()


def test_what_is_only_possible_is_marked_as_possible() -> None:
    found = answered(Case("derivative", ("x^2 + 3x",), "5", (), wrt=("x",), at="x=2"))
    rows = marked_rows(tuple(shown(view(found.working, marks=found.marks), 80).splitlines()))
    assert [(row.formula.split("  ")[0], row.mark) for row in rows] == [
        ("x²", "? perhaps here: Exponent not brought down in front"),
        ("x²", "? perhaps here: Exponent lowered twice"),
        ("3·x", "? perhaps here: Constant factor left out"),
    ]


def test_of_two_equal_parts_the_one_that_went_wrong_is_marked() -> None:
    judge = check.judge("x sin(y^2) + y sin(y^2)", kind="derivative", wrt="y")
    (second,) = judge("2x y cos(y^2) + sin(y^2) + y cos(y^2)").mistakes
    (first,) = judge("x cos(y^2) + sin(y^2) + 2y^2 cos(y^2)").mistakes
    assert (first.line, second.line) == ("1.1.1", "1.2.1")
