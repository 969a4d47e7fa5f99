"""The request for a picture of a function.

Belongs here: reading the ranges, choosing what is drawn and what is held, the descent whose path is shown. Does not: the other options
(`question`), the mathematics (`calculus.landscape`), any drawing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite
from typing import ClassVar, NamedTuple, TypeAlias, TypeVar, Unpack

from sympy import Expr, Indexed, IndexedBase, Sum
from sympy.core.function import AppliedUndef

from pdtutor.calculus.descent.loss import Loss
from pdtutor.calculus.descent.methods import METHODS, Numbers
from pdtutor.calculus.descent.results import State, Stop
from pdtutor.calculus.descent.run import Walk, walked
from pdtutor.calculus.landscape import Landscape, landscape, resampled
from pdtutor.calculus.landscape.results import Range
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.value import as_float
from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.notation import reader
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Domain, Reading, Vocabulary
from pdtutor.notation.sums import unrolled
from pdtutor.requests.question import (
    Meant,
    Options,
    Point,
    Question,
    ask,
    listed,
    point_of,
    read,
    refuse_empty,
    refuse_outside,
    vocabulary_of,
)

Value = TypeVar("Value")

Ranges: TypeAlias = "str | Mapping[str | Expr, str | Sequence[object]]"

COARSE = 25  # numbers along each variable, so that there is a picture early
NARROWEST = 1e-9  # of the ends; a smaller range leaves floating point too few numbers in it
LARGEST = 1e150
MOST_STEPS = 100_000
MOST_LISTED = 6


@dataclass(frozen=True)
class SurfaceResult:
    """A function of one or two variables as a picture.

    landscape    what is to be drawn; on a coarse grid while the work goes on
    point        variable → value asked for with `at`, of the variables drawn and of those held
    path         the states of the descent that is shown; empty where none was asked for
    rate         of the descent
    stop         why it ended before all steps were taken, or None
    """

    command: ClassVar[str] = "surface"
    unfinished: ClassVar[str] = "the picture on"
    problem: ClassVar[None] = None
    failed_checks: ClassVar[tuple[str, ...]] = ()

    reading: Reading
    landscape: Landscape
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    path: tuple[State, ...] = ()
    rate: float = 0.1
    stop: Stop | None = None
    detail: str = "normal"
    missing: tuple[Expr | str, ...] = ()

    @property
    def variables(self) -> tuple[Expr, ...]:
        """What is drawn: one or two variables."""
        return self.landscape.variables

    @property
    def held(self) -> dict[Expr, Expr]:
        """The values of the variables that are not drawn."""
        return {variable: value for variable, value in self.point.items() if variable not in self.variables}


def surface(
    expression: str | Expr,
    *,
    range: Ranges | None = None,
    path: Point | None = None,
    rate: float = 0.1,
    steps: int = 20,
    **options: Unpack[Options],
) -> SurfaceResult:
    """A function of one or two variables as a picture, with the gradient at a point or a descent from a start.

    range        what is shown of each variable, "w=-3:3, b=-3:3" or {"w": (-3, 3)}; chosen where it is not given
    path         the start of gradient descent; rate, steps: of it
    wrt          which variables are drawn, where there are more than two; also those that `range` and `path` name
    at           the point whose gradient is shown, and values for all variables that are not drawn

    Raises TutorError where an option or the expression cannot be read or does not fit, and where there is nothing to draw.
    """
    *_, complete = growing(expression, range=range, path=path, rate=rate, steps=steps, **options)
    return complete


def growing(
    expression: str | Expr,
    *,
    range: Ranges | None = None,
    path: Point | None = None,
    rate: float = 0.1,
    steps: int = 20,
    **options: Unpack[Options],
) -> Iterator[SurfaceResult]:
    """As `surface`, growing: first on a coarse grid."""
    refuse_empty({"range": range, "path": path})
    _refuse_settings(rate, steps)
    vocabulary = vocabulary_of(options)
    ends = _ranges(range, vocabulary)
    start = point_of(path, vocabulary)
    question = ask(expression, **_with_names(expression, options, (*ends, *start)))
    scene = _scene(question, ends, start, _Texts(range, path), has_wrt=options.get("wrt") is not None)
    path_found, stop = _descent(scene, rate, steps) if start else ((), None)
    places = [dict(zip(scene.variables, state.point, strict=True)) for state in path_found]
    here = {variable: question.point[variable] for variable in scene.variables} if scene.has_point else None
    found = landscape(scene.of, scene.variables, scene.ranges, here, places, domains=scene.domains, size=COARSE)
    drawn = SurfaceResult(question.reading, found, question.point, path_found, rate, stop, question.detail, missing=("a finer grid",))
    yield drawn
    yield replace(drawn, landscape=resampled(found), missing=())


def _refuse_settings(rate: float, steps: int) -> None:
    if not 0 < rate < inf:
        raise UsageError(f"A rate of {rate:g} leads nowhere downhill.", hint="Give a number above 0, such as --rate 0.1.")
    if not 0 <= steps <= MOST_STEPS:
        raise UsageError(f"{steps} steps cannot be taken.", hint=f"Give a number from 0 to {MOST_STEPS:,}, such as --steps 20.")


def _with_names(expression: str | Expr, options: Options, variables: Sequence[Expr]) -> Options:
    """The options with the names of more variables kept whole; a constant is taken as a function of these."""
    names = [str(variable.base.label if isinstance(variable, Indexed) else variable) for variable in variables]
    if not names:
        return options
    whole = ", ".join(text for text in (listed(options.get("vars")), *names) if text)
    found = read(expression, vars=whole, functions=options.get("functions"), assume=options.get("assume"))
    return {**options, "vars": whole, "wrt": options.get("wrt") if variables_of(found) else names}


# --- ranges -----------------------------------------------------------------------------------------------------------------------------


def _ranges(range: Ranges | None, vocabulary: Vocabulary) -> dict[Expr, Range]:
    """Variable → ends, as `range` gives them; nothing without."""
    if range is None:
        return {}
    found: dict[Expr, Range] = {}
    for variable, ends, problem in _typed(range, vocabulary) if isinstance(range, str) else _handed_over(range, vocabulary):
        if variable in found:
            raise problem(f"The range of {variable} is given twice.", "Leave one of the two out.")
        found[variable] = _checked(variable, ends, problem)
    return found


class _Problem:
    """The error for what is wrong with one entry, at its place in the text where there is one."""

    def __init__(self, text: str | None, at: int) -> None:
        self._text, self._at = text, at

    def __call__(self, message: str, hint: str) -> ReadingError:
        column = None if self._text is None else self._at + 1
        return ReadingError(message, hint=hint, text=self._text, column=column)


Entry = tuple[Expr, tuple[Expr, ...], _Problem]


def _typed(text: str, vocabulary: Vocabulary) -> Iterator[Entry]:
    for at, entry in _pieces(text, ",;"):
        at += len(entry) - len(entry.lstrip())
        problem = _Problem(text, at)
        name, equals, ends = entry.strip().partition("=")
        if not entry.strip():
            raise problem("A range is missing here.", "Write name=low:high for each variable: --range x=-3:3,y=0:1")
        if not equals or not name.strip():
            raise problem("A range is written name=low:high.", f"Write x=-3:3 instead of {entry.strip()}.")
        parts = _pieces(ends, ":")
        if len(parts) != 2 or not all(part.strip() for _, part in parts):
            raise problem(f"The range of {name.strip()} needs two ends with a colon between them.", f"Write {name.strip()}=-3:3.")
        variable = _variable(text, at, name, vocabulary)
        first = at + len(name) + 1
        yield variable, tuple(_end(text, name, first + place, part, vocabulary) for place, part in parts), problem


def _pieces(text: str, marks: str) -> list[tuple[int, str]]:
    """The parts of a text between marks that stand in no bracket, each with its place."""
    found, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character in marks and depth <= 0:
            found.append((start, text[start:place]))
            start = place + 1
    return [*found, (start, text[start:])]


def _variable(text: str, at: int, name: str, vocabulary: Vocabulary) -> Expr:
    """The variable of an entry; read behind as many spaces as there are characters before it, so that columns are those of the text."""
    with _Placed(text, "Write name=low:high, such as x=-3:3."):
        variables = reader.read_variables(" " * at + name, vocabulary)
    return variables[0]


def _end(text: str, name: str, at: int, part: str, vocabulary: Vocabulary) -> Expr:
    lead = f"{name.strip()}="
    with _Placed(text, "An end is a finite number such as -3, 2pi or 1e-3."):
        (value,) = reader.read_point(" " * (at - len(lead)) + lead + part, vocabulary).values()
    return value


class _Placed:
    """Within it, errors of the reader speak of the whole text, in which the part that is read stands at the same place, and of ranges."""

    def __init__(self, text: str, mend: str) -> None:
        self._text, self._mend = text, mend

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ReadingError):
            raise ReadingError(error.message, code=error.code, hint=self._mend, text=self._text, column=error.column) from None


def _handed_over(ranges: Mapping[str | Expr, str | Sequence[object]], vocabulary: Vocabulary) -> Iterator[Entry]:
    for name, ends in ranges.items():
        if isinstance(ends, str):
            yield from _typed(f"{name}={ends}", vocabulary)
            continue
        problem = _Problem(None, 0)
        if not isinstance(ends, Sequence) or len(ends) != 2:
            raise problem(f"The range of {name} needs two ends.", f'Write {{"{name}": (-3, 3)}}.')
        (variable,) = reader.read_variables(str(name), vocabulary)
        yield variable, tuple(point_of({str(name): end}, vocabulary)[variable] for end in ends), problem


def _checked(variable: Expr, ends: Sequence[Expr], problem: _Problem) -> Range:
    low, high = (as_float(evaluate(end, {})) for end in ends)
    if not all(isfinite(end) and abs(end) < LARGEST for end in (low, high)):
        raise problem(f"The range of {variable} has an end that is no finite number a picture can hold.", f"Write {variable}=-3:3.")
    if low > high:
        raise problem(
            f"The range of {variable} runs from {low:g} down to {high:g}.", f"The lower end comes first: {variable}={high:g}:{low:g}"
        )
    if high - low <= NARROWEST * max(abs(low), abs(high)):
        raise problem(f"The range of {variable} has no width.", f"Its two ends differ: {variable}={low - 1:g}:{high + 1:g}")
    return low, high


# --- what is drawn ----------------------------------------------------------------------------------------------------------------------


class _Texts(NamedTuple):
    """The options as typed, for errors that point into them."""

    range: Ranges | None
    path: Point | None


class _Scene(NamedTuple):
    """What there is to draw: a function of the variables alone, their ranges as far as they are given, and the start of a descent."""

    of: Expr
    variables: tuple[Expr, ...]
    ranges: Mapping[Expr, Range]
    start: Mapping[Expr, Expr]
    domains: Mapping[Expr, Range]
    has_point: bool


def _scene(question: Question, ends: Mapping[Expr, Range], start: Mapping[Expr, Expr], texts: _Texts, has_wrt: bool) -> _Scene:
    of = _settled(question)
    present = variables_of(of) | {v for v in question.reading.variables if not isinstance(v, IndexedBase)}
    present |= set(question.variables) if has_wrt else set()
    if not present and (ends or start):
        present = {*ends, *start}
    ranges = _meant(ends, of, present, texts.range)
    first = _meant(start, of, present, texts.path)
    named = dict.fromkeys((*(question.variables if has_wrt else ()), *ranges, *first))
    order = in_natural_order(present)
    around = [v for v in order if not v.is_integer] if len(order) <= 2 and not has_wrt and set(order) <= set(question.point) else []
    drawn = _drawn(order, around or named, question.point)
    _refuse_open(drawn, present, first, question.point)
    refuse_outside(first, question.vocabulary)
    held = {variable: value for variable, value in question.point.items() if variable not in drawn}
    domains = {v: bounds for v in drawn if (bounds := _bounds(question.vocabulary.domains.get(str(v)))) is not None}
    _refuse_beyond(ranges, domains)
    has_point = all(variable in question.point for variable in drawn)
    return _Scene(substitute(of, held), drawn, ranges, first, domains, has_point)


def _settled(question: Question) -> Expr:
    """The function, its sums written out."""
    expression = question.reading.expression
    of = unrolled(expression, question.point) if expression.has(Sum) else expression
    unknown = sorted({str(call.func) for call in of.atoms(AppliedUndef)})
    if unknown:
        raise UsageError(f"{unknown[0]} is an unknown function, so there is nothing to draw.", hint="Put in a formula for it.")
    if of.has(Sum):
        raise UsageError("The sum has no number for an end, so there is nothing to draw.", hint="Give one with --at, such as --at n=3.")
    entry = next((each for each in sorted(of.atoms(Indexed), key=str) if not all(index.is_Integer for index in each.indices)), None)
    if entry is not None:
        raise UsageError(f"{entry} has no number for its index, so there is nothing to draw.", hint=f"Write one: {entry.base}[1]")
    return of


def _meant(named: Mapping[Expr, Value], of: Expr, present: set[Expr], text: object) -> dict[Expr, Value]:
    meant = Meant(of, present, text if isinstance(text, str) else None)
    return {meant(variable): value for variable, value in named.items()}


def _drawn(present: Sequence[Expr], named: Container[Expr], at: Mapping[Expr, Expr]) -> tuple[Expr, ...]:
    """The variables that move: those named, and those without a value."""
    drawn = [variable for variable in present if variable in named or (variable not in at and not variable.is_integer)]
    if not 0 < len(drawn) <= 2:
        raise _too_many(present, drawn)
    return tuple(drawn)


def _too_many(present: Sequence[Expr], drawn: Sequence[Expr]) -> UsageError:
    if not present:
        return UsageError("The function is a constant, without any variable to draw it over.", hint="Name one: --range x=-3:3")
    names = ", ".join(map(str, present[:MOST_LISTED])) + (", …" if len(present) > MOST_LISTED else "")
    first = ",".join(f"{variable}=-3:3" for variable in present[:2])
    others = ",".join(f"{variable}=…" for variable in present[2:MOST_LISTED])
    hint = f"Name two and give the others a value: --range {first} --at {others}" if len(present) > 2 else f"Name one: --range {first}"
    message = "A picture shows one variable or two" + (f", and {len(drawn)} are left to move" if len(drawn) > 2 else "")
    return UsageError(f"{message}; those of the function are {names}.", hint=hint)


def _refuse_open(drawn: Sequence[Expr], present: Iterable[Expr], start: Mapping[Expr, Expr], at: Mapping[Expr, Expr]) -> None:
    """Raise UsageError where a start or a point leaves a variable that moves without a number, or anything else is left open."""
    for which, place in (("path", start), ("at", at)):
        given_, missing = [v for v in drawn if v in place], [v for v in drawn if v not in place]
        if given_ and missing:
            numbers = ",".join(f"{variable}={place.get(variable, '…')}" for variable in drawn)
            raise UsageError(
                f"--{which} says nothing of {missing[0]}, which moves in the picture too.", hint=f"Give both: --{which} {numbers}"
            )
    still = [variable for variable in in_natural_order(present) if variable not in drawn and variable not in at]
    if still:
        raise UsageError(f"{still[0]} is not drawn and has no value.", hint=f"Give it one: --at {still[0]}=1")


def _bounds(domain: Domain | None) -> Range | None:
    if domain is None or (domain.lower is None and domain.upper is None):
        return None
    return (-inf if domain.lower is None else domain.lower, inf if domain.upper is None else domain.upper)


def _refuse_beyond(ranges: Mapping[Expr, Range], domains: Mapping[Expr, Range]) -> None:
    for variable, (low, high) in ranges.items():
        lower, upper = domains.get(variable, (-inf, inf))
        if low < lower or high > upper:
            inside = f"{variable}={max(low, lower):g}:{min(high, upper):g}" if max(low, lower) < min(high, upper) else "a range inside it"
            raise DomainError(
                f"The range of {variable} from {low:g} to {high:g} goes beyond its domain, which lies between {lower:g} and {upper:g}.",
                hint=f"Choose {inside}.",
            )


# --- the descent ------------------------------------------------------------------------------------------------------------------------


def _descent(scene: _Scene, rate: float, steps: int) -> tuple[tuple[State, ...], Stop | None]:
    """The states from the start on, and why they end early."""
    start = tuple(as_float(evaluate(scene.start[variable], {})) for variable in scene.variables)
    walk = Walk(Loss(scene.of, scene.variables, {}), start, steps, bounds=scene.domains)
    found = tuple(walked(walk, METHODS["gd"], Numbers(rate)))
    states = tuple(each for each in found if isinstance(each, State))
    stop = next((each for each in found if isinstance(each, Stop)), None)
    if stop is not None and not states:
        there = ", ".join(f"{variable} = {number:g}" for variable, number in zip(scene.variables, start, strict=True))
        message = f"The descent cannot start at {there}: the function or its slope has no value there."
        raise DomainError(message, hint="Start where both have one.")
    return states, stop
