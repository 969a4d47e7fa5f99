"""Options into a question: which expression, which variables, at which point.

Belongs here: reading the options together, so that a name given by one of them is known to all, and refusing those that do not fit.
Does not: the mathematics (`partial`, `gradient`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias, TypedDict, Unpack

from sympy import Expr, Indexed, IndexedBase, Symbol, Tuple

from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.notation import reader
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Reading, Vocabulary
from pdtutor.requests import given
from pdtutor.requests.needed import refuse_where_cancelled
from pdtutor.requests.results import DETAILS

Names: TypeAlias = "str | Expr | Sequence[str | Expr]"
Point: TypeAlias = "str | Mapping[str | Expr, object]"
MOST_LISTED = 12
NUMBER = re.compile(r"[-+]?[\d.]+(/\d+)?|[-+]?\d*(pi|π)(/\d+)?")  # one that may stand in a point without its name
SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "integer", "even", "odd")


class Options(TypedDict, total=False):
    """The options that every request takes, as on the command line.

    wrt        variables to differentiate by; all of the expression's by default, in natural order
    at         the point to evaluate at too
    vars       names to keep whole
    functions  names that are unknown functions
    assume     domains of variables, as text: "x>0, n integer"
    detail     one of DETAILS
    """

    wrt: Names | None
    at: Point | None
    vars: Names | None
    functions: Names | None
    assume: str | None
    detail: str


@dataclass(frozen=True)
class Question:
    """What is asked: the reading, the variables to differentiate by, each once and in order, the point, how much to show, and what was
    known of names when the text was read.
    """

    reading: Reading
    variables: tuple[Expr, ...]
    point: Mapping[Expr, Expr]
    detail: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


def read(expression: str | Expr, *, vars: Names | None = None, functions: Names | None = None, assume: str | None = None) -> Expr:
    """A text as mathematics: nothing in it is ever evaluated as Python.

    expression  text such as "x^2 y + sin(x y)", or a SymPy expression, which is returned with its symbols real
    vars        names to keep whole, "loss, rate" or ["loss", "rate"]
    functions   names that are unknown functions
    assume      domains, "x>0, n integer"; real otherwise

    Returns a SymPy expression.
    Raises ReadingError, a TutorError, with the `column` of what cannot be read.
    """
    return _read(expression, vocabulary_of({"vars": vars, "functions": functions, "assume": assume})).expression


def ask(expression: str | Expr, *, order: Names | None = None, **options: Unpack[Options]) -> Question:
    """The question that the options put about the expression; with `order` its variables are those, in that order, repeated or not.

    Raises TutorError for text that cannot be read, names that do not occur in the expression and points outside their variables' domains.
    """
    refuse_empty({"order": order})
    question = _asked(lambda vocabulary: _read(expression, vocabulary), listed(options.get("wrt") if order is None else order), options)
    return question if order is not None else _each_once(question)


def ask_outputs(expressions: Sequence[str | Expr], **options: Unpack[Options]) -> Question:
    """The question about several outputs, or the one vector `[e1, e2]`: the reading's expression is a Tuple of them.

    Raises TutorError as `ask` does.
    """
    return _each_once(_asked(lambda vocabulary: _read_outputs(expressions, vocabulary), listed(options.get("wrt")), options))


def _asked(read: Callable[[Vocabulary], Reading], names: str | None, options: Options) -> Question:
    detail = detail_of(options)
    refuse_empty(options)
    vocabulary = vocabulary_of(options)
    wanted = tuple(reader.read_variables(names, vocabulary)) if names is not None else ()
    at = _point(options.get("at"), vocabulary, wanted, read)
    known = with_whole(vocabulary, (*wanted, *at))
    reading = read(known)
    variables = _chosen(reading, wanted, names)
    point = _placed(reading, at, variables, options.get("at"))
    refuse_outside(point, vocabulary)
    refuse_where_cancelled(reading, point)
    return Question(reading, variables, point, detail, known)


def _each_once(question: Question) -> Question:
    return replace(question, variables=tuple(dict.fromkeys(question.variables)))


def _read_outputs(expressions: Sequence[str | Expr], vocabulary: Vocabulary) -> Reading:
    """All outputs as one reading of a Tuple; each text may hold several between square brackets."""
    readings = [reading for expression in expressions for reading in _outputs(expression, vocabulary)]
    return Reading(
        text=", ".join(reading.text for reading in readings),
        expression=Tuple(*(reading.expression for reading in readings)),
        notes=tuple(dict.fromkeys(note for reading in readings for note in reading.notes)),
        shown={name: typed for reading in reversed(readings) for name, typed in reading.shown.items()},
        variables=tuple(dict.fromkeys(variable for reading in readings for variable in reading.variables)),
        needed=tuple(dict.fromkeys(condition for reading in readings for condition in reading.needed)),
    )


def detail_of(options: Options) -> str:
    """How much is shown; UsageError where that is none of DETAILS."""
    detail = options.get("detail", "normal")
    if detail not in DETAILS:
        raise UsageError(f"detail is one of {', '.join(DETAILS)}; {detail!r} is not.")
    return detail


def refuse_empty(options: Mapping[str, object]) -> None:
    """Raise UsageError where an option is there and says nothing."""
    for name, value in options.items():
        if (isinstance(value, str) and not value.strip()) or (isinstance(value, list | tuple | dict) and not value):
            raise UsageError(f"--{name} is empty.", hint="Name something, or leave it out.")


def vocabulary_of(options: Options) -> Vocabulary:
    """What `vars`, `functions` and `assume` say of names."""
    whole, functions, assume = listed(options.get("vars")), listed(options.get("functions")), options.get("assume")
    return Vocabulary(
        whole=frozenset(reader.read_names(whole) if whole is not None else ()),
        functions=frozenset(reader.read_names(functions) if functions is not None else ()),
        domains=reader.read_domains(assume) if assume is not None else {},
    )


def with_whole(vocabulary: Vocabulary, variables: Iterable[Expr]) -> Vocabulary:
    """The vocabulary with the variables' names kept whole too."""
    names = {str(variable.base.label if isinstance(variable, Indexed) else variable) for variable in variables}
    return replace(vocabulary, whole=vocabulary.whole | names)


def _outputs(expression: str | Expr, vocabulary: Vocabulary) -> tuple[Reading, ...]:
    return reader.read_outputs(expression, vocabulary) if isinstance(expression, str) else (given.reading(expression, vocabulary),)


def listed(names: Names | None) -> str | None:
    """Names as one text, however they were given."""
    if names is None or isinstance(names, str):
        return names
    return str(names) if isinstance(names, Expr) else ", ".join(map(str, names))


def _read(expression: str | Expr, vocabulary: Vocabulary) -> Reading:
    return reader.read(expression, vocabulary) if isinstance(expression, str) else given.reading(expression, vocabulary)


def point_of(at: Point | None, vocabulary: Vocabulary) -> dict[Expr, Expr]:
    """Variable → exact number, as `at` gives it; nothing without."""
    if at is None or isinstance(at, str):
        return dict(reader.read_point(at, vocabulary)) if at is not None else {}
    point: dict[Expr, Expr] = {}
    for name, value in at.items():
        if isinstance(value, str):
            point |= reader.read_point(f"{name}={value}", vocabulary)
        else:
            (variable,) = reader.read_variables(str(name), vocabulary)
            point[variable] = given.exact(value)
    return point


def _point(at: Point | None, vocabulary: Vocabulary, wanted: Iterable[Expr], read: Callable[[Vocabulary], Reading]) -> dict[Expr, Expr]:
    """As `point_of`; whoever gives bare numbers is told how to name them."""
    try:
        return point_of(at, vocabulary)
    except ReadingError as error:
        if not isinstance(at, str) or "=" in at:
            raise
        known = with_whole(vocabulary, tuple(wanted))
        raise with_names(error, at, in_natural_order(_variables(read(known)))) from None


def with_names(error: ReadingError, text: str, variables: Sequence[Expr]) -> ReadingError:
    """The error of a point without names, with the names where there are as many as numbers."""
    numbers = [part.strip() for part in text.split(",")]
    if len(numbers) != len(variables) or not all(map(NUMBER.fullmatch, numbers)):
        return error
    named = ",".join(f"{variable}={number}" for variable, number in zip(variables, numbers, strict=True))
    hint = f"With {'its name' if len(numbers) == 1 else 'their names'}: {named}"
    return ReadingError(error.message, code=error.code, hint=hint, text=error.text, column=error.column)


def _chosen(reading: Reading, wanted: tuple[Expr, ...], text: str | None) -> tuple[Expr, ...]:
    present = _variables(reading)
    if wanted:
        meant = Meant(reading.expression, present, text)
        return tuple(meant(variable) if present else variable for variable in wanted)
    continuous = [variable for variable in in_natural_order(present) if not variable.is_integer]
    if not continuous:
        raise UsageError("The expression has no variables to differentiate by.", hint="Name one, and its derivative is 0: --wrt x.")
    return tuple(_entry(variable, reading.expression) for variable in continuous)


def _variables(reading: Reading) -> set[Expr]:
    """What can vary: the variables of the expression, and those of the text that cancelled."""
    return variables_of(reading.expression) | set(reading.variables)


def _placed(reading: Reading, point: Mapping[Expr, Expr], variables: tuple[Expr, ...], at: Point | None) -> dict[Expr, Expr]:
    named = {symbol for variable in variables if isinstance(variable, Indexed) for symbol in counts(variable)}
    free = _variables(reading) | set(variables) | counts(reading.expression) | named
    meant = Meant(reading.expression, free, at if isinstance(at, str) else None)
    return {meant(variable): value for variable, value in point.items()}


def counts(expression: Expr) -> set[Expr]:
    """The free indices and the bounds of sums: no variables to differentiate by, but a point may set them."""
    labels = {entry.base.label for entry in expression.atoms(Indexed)}
    return {symbol for symbol in expression.free_symbols if isinstance(symbol, Symbol)} - labels


class Meant:
    """The variable of the expression that is meant: the same name under its own assumptions, or an entry of a family."""

    def __init__(self, expression: Expr, present: Iterable[Expr], text: str | None, within: str = "expression") -> None:
        self._expression = expression
        self._present = {str(variable): variable for variable in present}
        self._families = {_family(variable) for variable in self._present.values()}
        self._text = text
        self._within = within

    def __call__(self, variable: Expr) -> Expr:
        known = self._present.get(str(variable))
        if known is not None:
            return _entry(known, self._expression)
        if isinstance(variable, Indexed) and str(variable.base) in self._families:
            return variable
        raise _unknown(str(variable), self._present, self._text, self._within)


def _family(variable: Expr) -> str | None:
    base = variable.base if isinstance(variable, Indexed) else variable
    return str(base) if isinstance(base, IndexedBase) else None


def _entry(variable: Expr, expression: Expr) -> Expr:
    """A family stands for any one of its entries, under indices that the expression does not use."""
    if not isinstance(variable, IndexedBase):
        return variable
    taken = {symbol.name for symbol in expression.atoms(Symbol)}
    rank = next((len(entry.indices) for entry in expression.atoms(Indexed) if entry.base == variable), 1)
    names = islice((name for name in _indices() if name not in taken), rank)
    return variable[tuple(Symbol(name, integer=True) for name in names)]


def _indices() -> Iterable[str]:
    yield from "kmlpqrst"
    count = 1
    while True:
        yield f"k{count}"
        count += 1


def _unknown(name: str, present: Mapping[str, Expr], text: str | None, within: str) -> ReadingError:
    from difflib import get_close_matches

    near = get_close_matches(name, list(present), n=1, cutoff=0.5)
    names = ", ".join(sorted(present)) if len(present) <= MOST_LISTED else f"{', '.join(sorted(present)[:MOST_LISTED])}, …"
    hint = f"Did you mean {near[0]}? " if near else ""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) if text else None
    column = found.start() + 1 if found else text.find(name) + 1 if text else 0
    return ReadingError(
        f"{name} does not occur in the {within}.",
        code="unknown_variable",
        hint=f"{hint}Its variables are: {names}.",
        text=text if column else None,
        column=column or None,
    )


def refuse_outside(point: Mapping[Expr, Expr], vocabulary: Vocabulary) -> None:
    """Raise DomainError where a value is outside what is assumed of its variable."""
    for variable, value in point.items():
        sign = next((sign for sign in SIGNS if variable.assumptions0.get(sign) and getattr(value, f"is_{sign}") is False), None)
        if sign:
            raise DomainError(f"{variable} = {value} is outside its domain: {variable} is {sign}.")
        domain = vocabulary.domains.get(str(variable))
        if domain and not _is_inside(value, domain.lower, domain.upper):
            raise DomainError(f"{variable} = {value} is outside its domain, which lies between {domain.lower} and {domain.upper}.")


def _is_inside(value: Expr, lower: float | None, upper: float | None) -> bool:
    number = float(value)
    return (lower is None or lower < number) and (upper is None or number < upper)
