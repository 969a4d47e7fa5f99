"""The page of a descent: each method's update with its numbers put in, the table of steps, the loss as a sparkline, the path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sympy import Expr

from pdtutor.calculus.descent.mean import mean_of
from pdtutor.calculus.descent.outcome import norm
from pdtutor.calculus.descent.results import Point, Run, State
from pdtutor.errors import DomainError
from pdtutor.explain import descent as words
from pdtutor.explain.descent import MEANINGS, TITLES
from pdtutor.explain.phrases import Sentence
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import variables_of
from pdtutor.render import theme
from pdtutor.render.blocks import Block, Equation, Picture, Reading, Said, Section, Table
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.lines import Line as Drawn
from pdtutor.render.pages import parts
from pdtutor.render.sparkline import ASCII_BARS, is_logarithmic, sparkline
from pdtutor.render.updates import Letters, in_digits, in_letters, in_numbers, number_label
from pdtutor.requests.descent import DescentResult

if TYPE_CHECKING:
    from pdtutor.calculus.landscape import Landscape

TITLE = "Gradient descent"
IN_FULL = {"brief": 1, "normal": 2, "full": 10}  # updates that are written out
ROWS = {"brief": 6, "normal": 15, "full": 200}  # of the table of steps
MOST_COLUMNS = 4  # variables in the table; of more the loss and the gradient's length are shown alone
MOST_WRITTEN = 4  # variables whose update is written out
MOST_LISTED = 12  # rows of a batch
COARSE = 61  # numbers of the grid along each variable where the function is a mean over rows
MOST_ON_PATH = 200  # points


def sections(result: DescentResult, labels: Labels) -> tuple[Section, ...]:
    """What descends, then each method's updates, run and path, and how they compare."""
    question = Section(titled("The descent"), _question(result, labels))
    methods = (_method(run, result, labels) for run in result.runs)
    compared = [Section(titled("Compared"), (_comparison(result, labels),))] if len(result.runs) > 1 else []
    return (question, *methods, *compared)


def equations(result: DescentResult, labels: Labels) -> tuple[Equation, ...]:
    """Where each method ended."""
    return tuple(_end(run, result, labels) for run in result.runs)


def _end(run: Run, result: DescentResult, labels: Labels) -> Equation:
    last, names = run.states[-1], [labels.of(variable) for variable in result.variables]
    left = f"({', '.join(names)})" if len(names) > 1 else str(names[0])
    label = Label(
        f"{left} after {last.number} steps of {run.method.name}", lambda: rf"({', '.join(n.latex for n in names)})_{{{last.number}}}"
    )
    right = ", ".join(map(in_digits, last.point))
    return Equation(
        label,
        Label(f"({right})" if len(names) > 1 else right, lambda: rf"\left({', '.join(number_label(x).latex for x in last.point)}\right)"),
    )


# --- what descends --------------------------------------------------------------------------------------------------------------------


def _question(result: DescentResult, labels: Labels) -> tuple[Block, ...]:
    return parts.spaced([Reading(labels.call, result.reading.expression)], (Said(sentence) for sentence in _facts(result, labels)))


def _facts(result: DescentResult, labels: Labels) -> Iterator[Sentence]:
    held: Sentence = ("; held: ", *labels.point(result.point)) if result.point else ()
    yield ("From ", *_place(result.variables, result.start), *held, ".")
    if result.data is None:
        return
    count = len(result.data.values)
    rows = f"{count} rows" if count > 1 else "the one row"
    yield ("The loss is the mean of ", labels.function, f" over {rows} of the data, which give ", *_separated(result.data.columns), ".")
    if result.unused:
        yield (f"Not used: the column{'s' if len(result.unused) > 1 else ''} ", *_separated(result.unused), ".")
    if result.batch is not None and result.batch < count:
        yield (
            f"Each step follows the mean gradient of a batch of {result.batch}; every epoch takes all rows, shuffled by the seed "
            f"{result.seed}. The loss that is shown is always that of all rows.",
        )


def _separated(variables: Sequence[Expr]) -> Sentence:
    sentence: Sentence = ()
    for variable in variables:
        sentence = (*sentence, ", " if sentence else "", variable)
    return sentence


def _place(variables: Sequence[Expr], point: Sequence[float]) -> Sentence:
    sentence: Sentence = ()
    for variable, x in zip(variables[:MOST_LISTED], point, strict=False):
        sentence = (*sentence, ", " if sentence else "", variable, f" = {in_digits(x)}")
    return (*sentence, ", …") if len(variables) > MOST_LISTED else sentence


# --- one method -----------------------------------------------------------------------------------------------------------------------


def _method(run: Run, result: DescentResult, labels: Labels) -> Section:
    loss, letters = _loss(result, labels), _letters(result)
    blocks = parts.spaced(
        _formulas(run, letters),
        *(_in_full(number, run, result, labels) for number in range(_written_out(run, result))),
        [_table(run, result, loss)],
        [_spark(run, loss)],
        (Said(sentence) for sentence in _verdicts(run, result)),
        _path(run, result, labels),
    )
    return Section(titled(TITLES[run.method.name]), blocks)


def _letters(result: DescentResult) -> Letters:
    names = words.letters(variables_of(result.reading.expression))
    return {place: Label(text, partial(str, latex)) for place, (text, latex) in names.items()}


def _written_out(run: Run, result: DescentResult) -> int:
    many = IN_FULL[result.detail] if len(result.methods) == 1 else 1
    moving = [state.number for state in run.states[:-1] if any(state.gradient)]
    return min(many, len(run.states) - 1, max(moving, default=0) + 1)


def _loss(result: DescentResult, labels: Labels) -> Label:
    if result.data is None:
        return labels.function
    return Label(f"mean {labels.letter}", lambda: rf"\overline{{{labels.letter}}}")


def _formulas(run: Run, letters: Letters) -> Iterator[Block]:
    """The update in letters, and what they stand for."""
    yield Said((MEANINGS[run.method.name].format(**letters),))
    yield from (Said((assignment,)) for assignment in in_letters(run.method, letters))
    step = f", {letters['t']} the number of the step" if run.method.name == "adam" else ""
    rate = f"{letters['rate']} = {run.numbers.rate:g}"
    yield Said((f"Here {letters['x']} is each variable in turn, {letters['g']} its slope{step}; the rate is {rate}.",))
    if run.method.takes:
        yield Said((f"Also {_named_numbers(run, letters)}.",))


def _named_numbers(run: Run, letters: Letters) -> str:
    named = [f"{letters['mu' if name == 'momentum' else name]} = {getattr(run.numbers, name):g}" for name in run.method.takes]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]


# --- one step -------------------------------------------------------------------------------------------------------------------------


def _in_full(number: int, run: Run, result: DescentResult, labels: Labels) -> Iterator[Block]:
    """Value, gradient and the method's formula with numbers put in."""
    loss, letters = _loss(result, labels), _letters(result)
    state = run.states[number]
    yield Said((f"Step {number + 1}, from ", *_place(result.variables, state.point), ": ", loss, f" = {in_digits(state.value)}."))
    yield Said((*_of_batch(state, loss), " = ", *_vector(state.gradient)))
    for k, variable in enumerate(result.variables[:MOST_WRITTEN]):
        yield from (Said((assignment,)) for assignment in in_numbers(labels.of(variable), k, run, number, letters))
    others = len(result.variables) - MOST_WRITTEN
    if others > 0:
        yield Said((f"The other {others} variables likewise." if others > 1 else "The other variable likewise.",))


def _of_batch(state: State, loss: Label) -> Sentence:
    gradient = Label(f"∇({loss})" if " " in loss else f"∇{loss}", lambda: rf"\nabla {loss.latex}")
    if state.rows is None:
        return (gradient,)
    listed = ", ".join(str(row + 1) for row in state.rows[:MOST_LISTED]) + (", …" if len(state.rows) > MOST_LISTED else "")
    return (f"The mean gradient over row{'s' if len(state.rows) > 1 else ''} {listed}",)


def _vector(numbers: Sequence[float]) -> Sentence:
    if len(numbers) == 1:
        return (in_digits(numbers[0]),)
    shown = [(in_digits(number),) for number in numbers[:MOST_LISTED]]
    return parts.coordinates([*shown, ("…",)] if len(numbers) > MOST_LISTED else shown)


# --- the run --------------------------------------------------------------------------------------------------------------------------


def _table(run: Run, result: DescentResult, loss: Label) -> Table:
    columns = result.variables if len(result.variables) <= MOST_COLUMNS else ()
    has_rows = any(state.rows for state in run.states)
    size = "slope" if len(result.variables) == 1 else f"‖∇ {loss}‖" if " " in loss else f"‖∇{loss}‖"
    last: tuple[Sentence, ...] = (("next rows",), ("‖their gradient‖",)) if has_rows else ((size,),)
    heads: tuple[Sentence, ...] = (("step",), *((variable,) for variable in columns), (loss,), *last)
    return Table(heads, tuple(_row(state, columns, has_rows) for state in _shown(run.states, ROWS[result.detail])), is_numeric=True)


def _row(state: State, columns: Sequence[Expr], has_rows: bool) -> tuple[Sentence, ...]:
    point = state.point if columns else ()
    length = state.gradient[0] if len(state.gradient) == 1 else norm(state.gradient)
    rows = ", ".join(str(row + 1) for row in (state.rows or ())[:MOST_WRITTEN]) + (", …" if len(state.rows or ()) > MOST_WRITTEN else "")
    batch = ((rows or "all",),) if has_rows else ()
    return (*((in_digits(number),) for number in (state.number, *point, state.value)), *batch, (in_digits(length),))


def _shown(states: Sequence[State], most: int) -> list[State]:
    """All states, or the first ones and others ever further apart, and the last."""
    if len(states) <= most:
        return list(states)
    first = most // 2
    ratio = ((len(states) - 1) / first) ** (1 / (most - first))
    later = [round(first * ratio**k) for k in range(1, most - first + 1)]
    return [states[number] for number in sorted({*range(first), *later, len(states) - 1})]


def _spark(run: Run, loss: Label) -> Picture:
    values = [state.value for state in run.states]
    scale = ", on a logarithmic scale" if is_logarithmic(values) else ""
    many = "" if len(values) <= 20 else ", from left to right"
    caption: Sentence = (loss, f" from step 0 to {len(values) - 1}{many}{scale}: {in_digits(values[0])} to {in_digits(values[-1])}")
    return Picture(
        lambda width: (((sparkline(values, width), theme.FORMULA),),), caption, lambda width: [sparkline(values, width, ASCII_BARS)]
    )


def _verdicts(run: Run, result: DescentResult) -> Iterator[Sentence]:
    yield words.outcome(run)
    if run.stop is not None:
        yield words.ended(run.stop, result.variables)
    yield from words.of_rate(run)
    yield from words.kinks(run.kinks or {})


# --- several methods ------------------------------------------------------------------------------------------------------------------


def _comparison(result: DescentResult, labels: Labels) -> Table:
    heads: tuple[Sentence, ...] = (("method",), ("updates",), ("first ", _loss(result, labels)), ("lowest",), ("last",), ("ended",))
    return Table(heads, tuple(_compared(run) for run in result.runs))


def _compared(run: Run) -> tuple[Sentence, ...]:
    values = [state.value for state in run.states]
    numbers = (len(values) - 1, values[0], min(values), values[-1])
    return ((run.method.name,), *((in_digits(number),) for number in numbers), (run.status,))


# --- the path -------------------------------------------------------------------------------------------------------------------------


def _path(run: Run, result: DescentResult, labels: Labels) -> Iterator[Block]:
    """The path on the contours of the loss, or along its curve; not where only the short of it is asked for."""
    if len(result.variables) > 2 or result.detail == "brief":
        return
    of = substitute(result.of, result.point)
    drawn = of if result.data is None else mean_of(of, result.variables, result.data, run.states[-1].point)
    if drawn is None:
        yield Said(("No picture of the path: the mean over so many rows takes too long to draw.",))
    else:
        yield _picture(drawn, run, result, labels)


def _picture(of: Expr, run: Run, result: DescentResult, labels: Labels) -> Picture:
    from pdtutor.render.contour import contour, contour_plain

    path = tuple(state.point for state in _shown(run.states, MOST_ON_PATH))
    size = None if result.data is None else COARSE

    def drawn(width: int) -> Sequence[Drawn]:
        found = _surveyed(of, result.variables, path, size)
        return contour(found, width) if found else ()

    def plain(width: int) -> Sequence[str]:
        found = _surveyed(of, result.variables, path, size)
        return contour_plain(found, width) if found else ()

    return Picture(drawn, (_loss(result, labels), f" and the path from step 0 to {len(run.states) - 1}:"), plain)


@lru_cache(maxsize=8)  # one result is often drawn twice: shown, and saved
def _surveyed(of: Expr, variables: tuple[Expr, ...], path: tuple[Point, ...], size: int | None) -> Landscape | None:
    """The function around the path; None where it has no value anywhere there."""
    from pdtutor.calculus.landscape import landscape

    try:
        return landscape(of, variables, {}, path=[dict(zip(variables, point, strict=True)) for point in path], size=size)
    except DomainError:
        return None
