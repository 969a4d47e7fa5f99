"""The request for a descent.

Belongs here: the options of the walk and of its methods read together, what is stepped, fixed or a column of the data. Does not: the walk
(`calculus.descent`), the table's text (`data`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from math import isfinite, isnan
from typing import Any, ClassVar, Unpack

from sympy import Expr, IndexedBase
from sympy.core.function import AppliedUndef

from pdtutor.calculus.descent.loss import Loss
from pdtutor.calculus.descent.methods import METHODS, Method, Numbers
from pdtutor.calculus.descent.outcome import runs
from pdtutor.calculus.descent.results import Rows, Run
from pdtutor.calculus.descent.run import Walk
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.value import as_float
from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.explain.descent import no_value
from pdtutor.explain.phrases import say
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Reading, Vocabulary
from pdtutor.notation.sums import unrolled
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.requests import data as tables
from pdtutor.requests import given
from pdtutor.requests.data import Columns, Table
from pdtutor.requests.question import (
    Names,
    Options,
    Point,
    Question,
    ask,
    counts,
    listed,
    point_of,
    read,
    refuse_empty,
    refuse_outside,
    vocabulary_of,
    with_names,
    with_whole,
)

MOST_STEPS = 100_000
MOST_NUMBERS = 2_000_000  # in all points of a request: written as JSON they take some 700 megabytes
OWN_NUMBERS = 3  # of a step besides its point: about as much as these
MOST_LISTED = 8
LARGEST = 10**15  # of a count that can be written into a message
LONGEST_SHOWN = 30  # characters of a value that is no number


@dataclass(frozen=True)
class DescentResult:
    """The runs of one or several methods from one start.

    reading    how the text was read; of data the expression is the loss of one row
    variables  those stepped, in the order of the start
    point      variable → value of those that stay
    start      the numbers to start from
    of         the loss with its sums written out
    methods    what was asked for
    runs       one for each method, the last of them growing while the work goes on
    steps      how many updates were asked for
    finished   how many of the runs are complete
    data       the columns that the loss uses, or None
    unused     columns that it does not
    batch      rows for each update; None for all
    seed       of their order
    """

    command: ClassVar[str] = "descent"
    unfinished: ClassVar[str] = "the runs of"
    problem: ClassVar[None] = None
    failed_checks: ClassVar[tuple[str, ...]] = ()

    reading: Reading
    variables: tuple[Expr, ...]
    start: tuple[float, ...]
    of: Expr
    methods: tuple[str, ...]
    runs: tuple[Run, ...]
    steps: int
    finished: int = 0
    data: Rows | None = None
    unused: tuple[Expr, ...] = ()
    batch: int | None = None
    seed: int = 0
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The methods whose runs are not complete."""
        return self.methods[self.finished :]


class Descending(Options, total=False):
    """What is asked of a descent beside the loss and the start, as on the command line.

    rate, steps, method  how long each step is, how many there are, which methods
    data, batch, seed    the columns of a table, how many rows each step takes, in which order
    momentum, alpha, beta1, beta2, epsilon
                         the methods' own numbers
    """

    rate: float
    steps: int
    method: Names
    data: Table | None
    batch: int | None
    seed: int
    momentum: float
    alpha: float
    beta1: float
    beta2: float
    epsilon: float | None


def descent(expression: str | Expr, *, from_: Point | None, **asking: Unpack[Descending]) -> DescentResult:
    """The updates of one or several methods of descent from a start.

    Raises TutorError where an option, the expression or the data cannot be read or does not fit, and where the loss has no value at the
    start.
    """
    *_, complete = growing(expression, from_=from_, **asking)
    return complete


def growing(
    expression: str | Expr,
    *,
    from_: Point | None,
    rate: float = 0.1,
    steps: int = 10,
    method: Names = "gd",
    data: Table | None = None,
    batch: int | None = None,
    seed: int = 0,
    momentum: float = 0.9,
    alpha: float = 0.99,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float | None = None,
    **options: Unpack[Options],
) -> Iterator[DescentResult]:
    """As `descent`, growing by updates and methods."""
    numbers = Numbers(_rate(rate), *_shares(momentum=momentum, alpha=alpha, beta1=beta1, beta2=beta2))
    epsilons = {name: METHODS[name].epsilon if epsilon is None else _above_zero("epsilon", epsilon) for name in _methods(method)}
    asked = _asked(expression, from_, data, options)
    _refuse_counts(steps, batch, seed, asked.data)
    _refuse_size(steps, len(asked.variables), len(epsilons))
    result = DescentResult(
        asked.question.reading, asked.variables, asked.start, asked.of, tuple(epsilons), (), steps,
        data=asked.data, unused=asked.unused, batch=batch, seed=seed, point=asked.question.point, detail=asked.question.detail,
    )  # fmt: skip
    walk = Walk(asked.loss, asked.start, steps, batch, seed, asked.bounds)
    return _grown(result, walk, {METHODS[name]: replace(numbers, epsilon=own) for name, own in epsilons.items()})


def _grown(result: DescentResult, walk: Walk, methods: Mapping[Method, Numbers]) -> Iterator[DescentResult]:
    complete: tuple[Run, ...] = ()
    for method, numbers in methods.items():
        for run in runs(walk, method, numbers):
            if not run.states:
                raise _no_start(result, run)
            result = replace(result, runs=(*complete, run))
            yield result
        complete = result.runs
        result = replace(result, finished=len(complete))
        yield result


def _no_start(result: DescentResult, run: Run) -> DomainError:
    assert run.stop is not None
    message = say(no_value(run.stop, result.variables), UnicodeWriter(result.reading.shown))
    mend = "Choose a start where the loss and its slope have values"
    return DomainError(message, hint=f"{mend}{'' if run.stop.row is None else ', or mend that row'}.")


# --- numbers and methods --------------------------------------------------------------------------------------------------------------


def _rate(rate: float) -> float:
    value = _number("rate", rate)
    if not (isfinite(value) and value > 0):
        raise UsageError(f"A rate of {value:g} does not descend.", hint="The rate is a number above 0, such as --rate 0.1.")
    return value


def _above_zero(name: str, number: float) -> float:
    value = _number(name, number)
    if not (isfinite(value) and value > 0):
        raise UsageError(f"--{name} is {value:g}; it is a small number above 0.", hint="It keeps the denominator away from 0: 1e-8.")
    return value


def _shares(**numbers: float) -> Iterator[float]:
    """Numbers that say how much is remembered, from 0 to below 1."""
    for name, number in numbers.items():
        value = _number(name, number)
        if isnan(value) or not 0 <= value < 1:
            raise UsageError(
                f"--{name} is {value:g}; it is at least 0 and below 1.", hint="It is the share that is remembered, such as 0.9."
            )
        yield value


def _number(name: str, number: Any) -> float:
    try:
        return float(number)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"--{name} is a number that floating point can hold; {_shortened(number)} is none.") from None


def _shortened(value: object) -> str:
    if isinstance(value, int) and abs(value) >= LARGEST:
        return "this one"
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _methods(method: Names) -> tuple[str, ...]:
    """The methods named, each once."""
    refuse_empty({"method": method})
    words = [word for word in (listed(method) or "").replace(",", " ").split() if word]
    if not words:
        raise UsageError("--method names no method.", hint=f"Name one or several of {', '.join(METHODS)}.")
    return tuple(dict.fromkeys(map(_method, words)))


def _method(word: str) -> str:
    if word.lower() in METHODS:
        return word.lower()
    near = get_close_matches(word.lower(), METHODS, n=1, cutoff=0.5)
    mean = f"Did you mean {near[0]}? " if near else ""
    raise UsageError(f"“{word}” is no method known here.", hint=f"{mean}The methods are {', '.join(METHODS)}.")


def _refuse_counts(steps: int, batch: int | None, seed: int, data: Rows | None) -> None:
    for name, count in (("steps", steps), ("batch", batch), ("seed", seed)):
        if count is not None and (isinstance(count, bool) or not isinstance(count, int)):
            raise UsageError(f"--{name} is a whole number; {_shortened(count)} is none.")
        if count is not None and abs(count) >= LARGEST:
            raise UsageError(f"--{name} is too large a number.", hint=f"Something like --{name} 10.")
    if not 1 <= steps <= MOST_STEPS:
        raise UsageError(f"{steps:,} steps cannot be made.", hint=f"At least 1 and at most {MOST_STEPS:,}: --steps 10.")
    if batch is None:
        return
    if data is None:
        raise UsageError("--batch takes rows of data, and there is none.", hint="Name a CSV file by --data, or leave --batch out.")
    if not 1 <= batch <= len(data.values):
        rows = f"{len(data.values)} rows" if len(data.values) > 1 else "1 row"
        raise UsageError(f"A batch of {batch} cannot be taken from {rows}.", hint=f"At least 1 and at most {len(data.values)}: --batch 1.")


def _refuse_size(steps: int, variables: int, methods: int) -> None:
    most = MOST_NUMBERS // ((variables + OWN_NUMBERS) * methods)
    if steps > most:
        many = f"{steps:,} steps of {variables:,} variables" + (f" by {methods} methods" if methods > 1 else "")
        raise UsageError(f"{many} are too many numbers to keep.", hint=f"At most {most:,} steps here: --steps 10.", code="too_large")


# --- the question ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    question: Question
    variables: tuple[Expr, ...]
    start: tuple[float, ...]
    of: Expr
    loss: Loss
    data: Rows | None
    unused: tuple[Expr, ...]
    bounds: Mapping[Expr, tuple[float, float]]


def _asked(expression: str | Expr, from_: Point | None, data: Table | None, options: Options) -> _Asked:
    if options.get("wrt") is not None:
        raise UsageError("A descent has no --wrt.", hint="--from names the variables that are stepped.")
    if from_ is None:
        raise UsageError("Where does the descent start?", hint="Name the variables to step and where they start: --from w=1,b=0.")
    refuse_empty({"from": from_, **options})
    vocabulary = vocabulary_of(options)
    start = _start(expression, from_, vocabulary, options)
    known = {} if data is None else tables.columns(data, with_whole(vocabulary, ()))
    question = _question(expression, from_, _with_names(options, start, known))
    at_start = dict(zip(question.variables, start.values(), strict=True))
    refuse_outside(at_start, vocabulary)
    of = unrolled(question.reading.expression, question.point)
    columns = _columns(known, at_start, question, of)
    for variable, values in columns.items():
        for end in (min(values), max(values)):
            refuse_outside({variable: given.exact(end)}, vocabulary)
    _refuse_open(of, at_start, question, known)
    fixed = {variable: _finite(variable, value) for variable, value in question.point.items()}
    numbers = tuple(_finite(variable, value) for variable, value in at_start.items())
    rows = None if data is None else Rows(tuple(columns), tuple(zip(*columns.values(), strict=True)))
    unused = tuple(variable for variable in known if str(variable) not in set(map(str, columns)))
    loss = Loss(of, question.variables, fixed, rows)
    return _Asked(question, question.variables, numbers, of, loss, rows, unused, _bounds(question.variables, vocabulary))


def _start(expression: str | Expr, from_: Point, vocabulary: Vocabulary, options: Options) -> dict[Expr, Expr]:
    """As `point_of`; whoever gives bare numbers is told how to name them."""
    try:
        return point_of(from_, vocabulary)
    except ReadingError as error:
        if not isinstance(from_, str) or not isinstance(expression, str) or "=" in from_:
            raise
        read_as = read(expression, vars=options.get("vars"), functions=options.get("functions"), assume=options.get("assume"))
        raise with_names(error, from_, in_natural_order(variables_of(read_as))) from None


def _question(expression: str | Expr, from_: Point, options: Options) -> Question:
    """The question, with what is wrong about a variable of the start shown where it was typed."""
    try:
        return ask(expression, **options)
    except ReadingError as error:
        if error.text is None or error.text != listed(options.get("wrt")):
            raise
        typed = from_ if isinstance(from_, str) else None
        column = typed.find(error.message.split()[0]) + 1 if typed else 0
        raise ReadingError(error.message, code=error.code, hint=error.hint, text=typed, column=column or None) from None


def _with_names(options: Options, start: Mapping[Expr, Expr], columns: Columns) -> Options:
    """The options with the variables stepped, and with the names of columns known before the expression is read."""
    names = [str(getattr(column, "base", column)) for column in columns]
    typed = listed(options.get("vars"))
    whole = ", ".join([*([typed] if typed else []), *names])
    return {**options, "wrt": [str(variable) for variable in start], "vars": whole or None}


def _columns(known: Columns, start: Mapping[Expr, Expr], question: Question, of: Expr) -> Columns:
    """The columns that the loss uses, by its own variables."""
    present = {str(variable): variable for variable in variables_of(of)}
    for column in known:
        for others, option in ((start, "--from"), (question.point, "--at")):
            if str(column) in set(map(str, others)):
                raise UsageError(
                    f"{column} is a column of the data and is also given by {option}.",
                    hint=f"Leave {column} out of {option}, or rename the column.",
                )
    used = {present[str(column)]: values for column, values in known.items() if str(column) in present}
    if known and not used:
        raise UsageError(
            f"The loss uses no column of the data: {_named(known)}.", hint="Name the columns in the loss, as in (w x + b - y)^2 for x,y."
        )
    return used


def _refuse_open(of: Expr, start: Mapping[Expr, Expr], question: Question, columns: Columns) -> None:
    """Raise UsageError for a variable that has no number, or what can have none."""
    twice = next((variable for variable in question.point if variable in start), None)
    if twice is not None:
        raise UsageError(f"{twice} is stepped by --from and fixed by --at.", hint="Leave it out of one of them.")
    unknown = of.atoms(AppliedUndef)
    if unknown:
        head = min(str(call.func) for call in unknown)
        raise UsageError(f"{head} is an unknown function, so the loss has no numbers.", hint=f"Write out what {head} is.")
    whole = next((variable for variable in start if variable.is_integer), None)
    if whole is not None:
        raise UsageError(f"{whole} is an integer, and descent moves in any steps.", hint=f"Fix it by --at {whole}=…")
    numbered = {*map(str, start), *map(str, question.point), *map(str, columns)}
    free = [v for v in in_natural_order(variables_of(of) | counts(of)) if str(v) not in numbered]
    if not free:
        return
    name = f"{free[0]}[1], …" if isinstance(free[0], IndexedBase) else str(free[0])
    others = f" nor a column of the data ({_named(columns)})" if columns else ""
    step = f", or step it too: --from {','.join(f'{v}={x}' for v, x in [*start.items()][:3])},{free[0]}=1"
    raise UsageError(
        f"{name} has no number: it is neither stepped nor fixed{others}.",
        hint=f"Fix it by --at {free[0]}=1{'' if free[0].is_integer or isinstance(free[0], IndexedBase) else step}.",
    )


def _named(columns: Sequence[Expr] | Columns) -> str:
    names = list(map(str, columns))
    return ", ".join(names) if len(names) <= MOST_LISTED else f"{', '.join(names[:MOST_LISTED])}, …"


def _finite(variable: Expr, value: Expr) -> float:
    number = as_float(evaluate(value, {}))
    if not isfinite(number):
        raise DomainError(f"The number for {variable} is larger than floating point can hold.", hint="Measure it in a larger unit.")
    return number


def _bounds(variables: Sequence[Expr], vocabulary: Vocabulary) -> dict[Expr, tuple[float, float]]:
    known = {variable: vocabulary.domains.get(str(variable)) for variable in variables}
    infinite = float("inf")
    return {
        variable: (-infinite if domain.lower is None else domain.lower, infinite if domain.upper is None else domain.upper)
        for variable, domain in known.items()
        if domain is not None
    }


__all__ = ["DescentResult", "Table", "descent", "growing"]
