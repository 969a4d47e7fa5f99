"""A result on display: fractions over a line and cases behind a brace where they fit, else one line, else names for shared parts.

Belongs here: that choice, and drawing fractions and cases. Does not: writing formulas (`notation.writers`) or breaking lines (`formulas`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from rich.cells import cell_len
from sympy import Add, Basic, Eq, Expr, Piecewise, S, Symbol, preorder_traversal
from sympy.core.relational import Relational

from pdtutor.explain.phrases import Writer
from pdtutor.render.formulas import fold, fraction_of, is_whole, sum_of, terms_of

RESULT = "result_of_the_derivation"  # stands for the label where SymPy's drawing must place it
SHORT = 12  # a fraction this short reads as well in one line
WORTH_A_NAME = 8  # cells; anything shorter is not worth a name
MOST_NAMES = 4
TALLEST = 9  # lines; what is taller is clearer in one line with names
LARGEST = 5_000  # nodes; beyond this, looking for shared parts would take longer than reading


def displayed(label: str, expression: Expr, writer: Writer, shown: Mapping[str, str], width: int) -> list[str]:
    """`label = expression` in lines of at most `width` cells."""
    return (
        _drawn(label, expression, writer, shown, width)
        or _in_lines(label, expression, writer, width)
        or _with_names(label, expression, writer, shown, width)
        or fold(f"{label} = {writer(expression)}", width)
    )


def _in_lines(label: str, expression: Expr, writer: Writer, width: int) -> list[str] | None:
    formula = f"{label} = {writer(expression)}"
    return fold(formula, width) if is_whole(formula, width) else None


# --- in two dimensions ----------------------------------------------------------------------------------------------------------------


def _drawn(label: str, expression: Expr, writer: Writer, shown: Mapping[str, str], width: int) -> list[str] | None:
    """The expression in two dimensions where that says more than one line and fits."""
    lines: list[str] | None
    if isinstance(expression, Piecewise):
        lines = _cases(label, expression, writer)
    elif expression.has(Piecewise):
        from pdtutor.notation.writers import pretty  # loads a printer that few results need

        lines = pretty(Eq(Symbol(RESULT), expression, evaluate=False), {**shown, RESULT: label}, width)
    else:
        lines = _terms(label, writer(expression))
    return lines if lines and len(lines) <= TALLEST and max(map(cell_len, lines)) <= width else None


def _cases(label: str, expression: Expr, writer: Writer) -> list[str]:
    """The cases behind a brace, each with its condition."""
    values = [writer(value) for value, _ in expression.args]
    conditions = ["otherwise" if condition is S.true else f"where {writer(_facing(condition))}" for _, condition in expression.args]
    widest = max(map(cell_len, values))
    rows = [f"{value}{' ' * (widest - cell_len(value))}  {condition}" for value, condition in zip(values, conditions, strict=True)]
    return _braced(f"{label} = ", rows)


def _facing(condition: Basic) -> Basic:
    """x < 0 rather than 0 > x."""
    return condition.reversed if isinstance(condition, Relational) and condition.lhs.is_number else condition


def _braced(lead: str, rows: list[str]) -> list[str]:
    """The rows behind a brace, the lead before its middle."""
    if len(rows) == 1:
        return [lead + rows[0]]
    if len(rows) % 2 == 0:
        rows = [*rows[: len(rows) // 2], "", *rows[len(rows) // 2 :]]
    middle = len(rows) // 2
    ends = {0: "⎧", middle: "⎨", len(rows) - 1: "⎩"}
    blank = " " * cell_len(lead)
    return [f"{lead if k == middle else blank}{ends.get(k, '⎪')} {row}".rstrip() for k, row in enumerate(rows)]


Box = tuple[str, str, str]  # three lines of equal width


def _terms(label: str, formula: str) -> list[str] | None:
    """The formula with each outermost term that is a fraction or a sum over an index on three lines, None where there is none worth it."""
    terms = [_signed(term) for term in terms_of(formula)]
    boxes = [_fraction(body) or _sum(body) for _, body in terms]
    if not any(boxes) or cell_len(formula) <= SHORT:
        return None
    drawing = _in_line(f"{label} = ")
    for (sign, body), box in zip(terms, boxes, strict=True):
        drawing = _beside(_beside(drawing, _in_line(sign)), box or _in_line(body))
    return [line.rstrip() for line in drawing]


def _in_line(text: str) -> Box:
    blank = " " * cell_len(text)
    return blank, text, blank


def _beside(left: Box, right: Box) -> Box:
    above, middle, below = (a + b for a, b in zip(left, right, strict=True))
    return above, middle, below


def _centred(text: str, width: int) -> str:
    left = (width - cell_len(text)) // 2
    return " " * left + text + " " * (width - cell_len(text) - left)


def _fraction(body: str) -> Box | None:
    parts = fraction_of(body)
    if parts is None:
        return None
    width = max(map(cell_len, parts)) + 2
    return _centred(parts[0], width), "─" * width, _centred(parts[1], width)


def _sum(body: str) -> Box | None:
    """…·sum(term, i=1..n) with a Σ, its bounds above and below."""
    found = sum_of(body)
    if found is None:
        return None
    before, term, index, first, last = found
    start = f"{index}={first}"
    width = max(cell_len(start), cell_len(last), 1)
    sign = _centred(last, width), _centred("Σ", width), _centred(start, width)
    return _beside(_beside(_in_line(before), sign), _in_line(f" {term}"))


def _signed(term: str) -> tuple[str, str]:
    """The sign in front of a term, with its spaces, and the rest of it."""
    if term[:2] in ("+ ", "- "):
        return f" {term[:2]}", term[2:].strip()
    return ("-", term[1:].strip()) if term.startswith("-") else ("", term.strip())


# --- names for shared parts -----------------------------------------------------------------------------------------------------------


def _with_names(label: str, expression: Expr, writer: Writer, shown: Mapping[str, str], width: int) -> list[str] | None:
    """The expression with capital letters for its parts, followed by what they stand for; None where even that does not fit."""
    names = _fresh(expression)
    meanings: list[str] = []
    for name in islice(names, MOST_NAMES):
        part = _part_to_name(expression, writer)
        if part is None:
            return None
        expression = _with_name(expression, part, name)
        meanings += fold(f"with {name} = {writer(part)}", width)
        lines = _drawn(label, expression, writer, shown, width) or _in_lines(label, expression, writer, width)
        if lines:
            return lines + meanings
    return None


def _with_name(expression: Expr, part: Basic, name: Symbol) -> Expr:
    """The expression with the name for the part; for a sum also where it stands with all signs reversed or its brackets opened."""
    known: dict[Basic, Expr] = {part: name}
    if part.is_Add:
        opened = _opened(part)
        known |= {total: name for total in expression.atoms(Add) if _opened(total) == opened}
        known |= {total: -name for total in expression.atoms(Add) if _opened(total) == _opened(-part)}
    return expression.xreplace(known)


def _opened(total: Basic) -> Expr:
    """The sum with the sums inside that have but a number in front spelled out: a - (b + c) as a - b - c."""
    terms: list[Expr] = []
    for term in Add.make_args(total):
        number, rest = term.as_coeff_Mul()
        terms += [number * inner for inner in Add.make_args(_opened(rest))] if rest.is_Add else [term]
    return Add(*terms)


def _fresh(expression: Expr) -> Iterator[Symbol]:
    taken = {str(symbol) for symbol in expression.free_symbols}
    return (Symbol(letter, real=True) for letter in "ABCDFGHKLMPQRTUVWXYZ" if letter not in taken)


def _part_to_name(expression: Expr, writer: Writer) -> Basic | None:
    """The part whose naming saves most: one that is repeated, else the longest sum inside; None where none is worth a name."""
    parts = list(islice(preorder_traversal(expression), 1, LARGEST + 2))
    if len(parts) > LARGEST:
        return None
    counts = Counter(part for part in parts if isinstance(part, Expr) and part.args and not part.is_Number)
    lengths = {part: cell_len(writer(part)) for part, times in counts.items() if times > 1 or part.is_Add}
    saved = {part: (counts[part] - 1, length) for part, length in lengths.items() if length >= WORTH_A_NAME}
    return max(saved, key=lambda part: (saved[part][0] * saved[part][1], saved[part][1])) if saved else None
