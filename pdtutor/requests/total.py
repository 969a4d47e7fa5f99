"""The request for a total derivative: formulas, unknown dependences and a relation put together into one question, and its result.

Belongs here: which names depend on which, the variable to differentiate by, and refusing what does not fit together.
Does not: reading one text (`notation.reader`), the mathematics (`calculus.total`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import ClassVar, TypeAlias, Unpack

from sympy import Derivative, Eq, Expr, Subs, Tuple
from sympy.core.function import AppliedUndef

from pdtutor.calculus.total.chains import totals as chains
from pdtutor.calculus.total.dependencies import Dependencies, circle
from pdtutor.calculus.total.implicit import relations
from pdtutor.calculus.total.results import Total
from pdtutor.errors import ReadingError, UsageError
from pdtutor.notation import reader
from pdtutor.notation.algebra import substitute
from pdtutor.notation.dependences import Calls, Dependence
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import canonical, in_natural_order, variables_of
from pdtutor.notation.reading import Reading, Vocabulary
from pdtutor.requests import given as handed_over
from pdtutor.requests.question import (
    MOST_LISTED,
    Meant,
    Options,
    counts,
    detail_of,
    listed,
    point_of,
    refuse_empty,
    refuse_outside,
    vocabulary_of,
    with_whole,
)

Texts: TypeAlias = "str | Sequence[str]"


@dataclass(frozen=True)
class TotalResult:
    """The total derivative of one expression, or the derivative that one equation fixes.

    reading  as in PartialResult; unknown dependents are written in it as what they are, y(x), and an equation is an unevaluated Eq
    total    the derivative with its paths, derivations, check and value; not complete while the work goes on
    point    variable → value asked for with `at`; empty without
    detail   one of DETAILS
    """

    command: ClassVar[str] = "total"
    unfinished: ClassVar[str] = "the total derivative by"
    problem: ClassVar[None] = None

    reading: Reading
    total: Total
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def missing(self) -> tuple[Expr, ...]:
        """The variable, where the budget ran out before its derivative was there."""
        return () if self.total.is_complete else (self.total.wrt,)

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """What was derived by, for each derivation that its own check contradicts; once more for the whole."""
        partials = dict.fromkeys(edge.by for edge in self.total.edges if edge.partial and not edge.partial.check.is_passed)
        whole = () if self.total.check.is_passed else (self.total.wrt,)
        return tuple(map(str, (*partials, *whole)))


def total(
    expression: str | Expr | Eq, *, given: Texts | None = None, depends: Texts | None = None, **options: Unpack[Options]
) -> TotalResult:
    """The total derivative of an expression whose variables depend on each other, or what an equation says of the unknown in it.

    given    formulas of dependents, as text: "y = x^2, z = 3y"; or several such texts
    depends  unknown dependences, as text: "y(x), z(x, y)"; or several such texts
    wrt      one variable; without it the one that everything depends on

    Raises TutorError where an option or the expression cannot be read or does not fit, and as `calculus.total`.
    """
    *_, complete = growing(expression, given=given, depends=depends, **options)
    return complete


def growing(
    expression: str | Expr | Eq, *, given: Texts | None = None, depends: Texts | None = None, **options: Unpack[Options]
) -> Iterator[TotalResult]:
    """As `total`, growing: first without any derivative, then with one more arrow of the dependency graph each time."""
    detail = detail_of(options)
    refuse_empty({**options, "given": given, "depends": depends})
    with deep_recursion():
        question = _asked(expression, _texts(given), _texts(depends), options)
    return _growing(question, detail)


@dataclass(frozen=True)
class _Question:
    reading: Reading  # in plain names
    dependencies: Dependencies
    wrt: Expr
    point: Mapping[Expr, Expr]
    vocabulary: Vocabulary


def _growing(question: _Question, detail: str) -> Iterator[TotalResult]:
    expression = question.reading.expression
    work = relations if isinstance(expression, Eq) else chains
    for found in work(expression, question.wrt, question.dependencies, question.point):
        refuse_outside(found.point, question.vocabulary)
        yield TotalResult(_written(question.reading, found.calls), found, question.point, detail)


def _written(reading: Reading, calls: Mapping[Expr, Expr]) -> Reading:
    with deep_recursion():
        if isinstance(reading.expression, Eq):
            return replace(reading, expression=Eq(*(substitute(side, calls) for side in reading.expression.args), evaluate=False))
        return replace(reading, expression=substitute(reading.expression, calls))


def _texts(texts: Texts | None) -> tuple[str, ...]:
    found = () if texts is None else (texts,) if isinstance(texts, str) else tuple(texts)
    if not all(text.strip() for text in found):
        raise UsageError("A list of dependences is empty.", hint='Write --given "y = x^2" or --depends "y(x)".')
    return found


def _asked(expression: str | Expr | Eq, given: Sequence[str], depends: Sequence[str], options: Options) -> _Question:
    vocabulary, names, at = vocabulary_of(options), listed(options.get("wrt")), options.get("at")
    unknown = [each for text in depends for each in reader.read_dependences(text, vocabulary)]
    named = {name: call for text in given for name, call in reader.names_of_formulas(text).items()}
    _refuse_functions(vocabulary, {*(str(each.variable) for each in unknown), *map(canonical, named)})
    wanted = reader.read_variables(names, vocabulary) if names is not None else ()
    point = point_of(at, vocabulary)
    whole = with_whole(vocabulary, (*wanted, *point, *(name for each in unknown for name in (each.variable, *each.on))))
    whole = replace(whole, whole=whole.whole | named.keys())
    calls = {canonical(name): call for name, call in named.items() if call} | _calls(unknown)
    formulas = [each for text in given for each in reader.read_formulas(text, whole, calls)]
    dependences = [*unknown, *formulas]
    _refuse_repeated(dependences)
    _refuse_circle(dependences)
    reading = _read(expression, whole, {**_calls(formulas), **calls}, dependences)
    dependencies = _dependencies(reading, dependences)
    _refuse_absent(reading, dependencies, dependences)
    meant = _Variables(reading, dependencies)
    wrt = meant.wrt(wanted, names)
    reading = _with_notes(reading, dependences, dependencies, wrt)
    return _Question(reading, dependencies, wrt, meant.point(point, wrt, at if isinstance(at, str) else None), vocabulary)


def _calls(dependences: Iterable[Dependence]) -> dict[str, tuple[str, ...]]:
    """How each may be written in an expression: y(x) for y."""
    return {str(each.variable): tuple(map(str, each.on)) for each in dependences}


def _refuse_functions(vocabulary: Vocabulary, dependents: set[str]) -> None:
    for name in sorted(set(map(canonical, vocabulary.functions)) & dependents):
        raise UsageError(
            f"{name} is declared both as an unknown function and as something that depends on others.",
            hint=f"Leave {name} out of --functions: what depends on others is written {name} alone.",
        )


def _problem(message: str, at: Dependence, hint: str, code: str | None = None) -> ReadingError:
    return ReadingError(message, code=code, hint=hint, text=at.text, column=at.column)


def _refuse_repeated(dependences: Iterable[Dependence]) -> None:
    seen: dict[str, Dependence] = {}
    for each in dependences:
        before = seen.setdefault(str(each.variable), each)
        if before is not each:
            kinds = "by a formula and as unknown" if (before.formula is None) != (each.formula is None) else "twice"
            raise _problem(f"{each.variable} is given {kinds}.", each, "Leave one of the two out.")


def _refuse_circle(dependences: Sequence[Dependence]) -> None:
    on = {str(each.variable): tuple(map(str, each.on)) for each in dependences}
    names = circle(on)
    if names:
        links = [f"{one} on {other}" for one, other in pairwise(names)]
        chain = ", ".join(links[:MOST_LISTED]) + (", …" if len(links) > MOST_LISTED else "")
        first = next(each for each in dependences if str(each.variable) == names[0])
        raise _problem(f"The dependences go round in a circle: {chain}.", first, "Leave one of them out, or name another variable in it.")


def _read(expression: str | Expr | Eq, vocabulary: Vocabulary, calls: Calls, dependences: Sequence[Dependence]) -> Reading:
    if isinstance(expression, str):
        return reader.read_relation(expression, vocabulary, calls)
    by_name = {str(each.variable): each for each in dependences}
    if not isinstance(expression, Eq):
        return _in_plain_names(handed_over.reading(expression, vocabulary), by_name)
    left, right = (_in_plain_names(handed_over.reading(side, vocabulary), by_name) for side in expression.args)
    return replace(left, expression=Eq(left.expression, right.expression, evaluate=False), shown={**left.shown, **right.shown})


def _in_plain_names(reading: Reading, dependents: Mapping[str, Dependence]) -> Reading:
    """SymPy's y(x) as y, where y is declared to be a function of x."""

    def is_call(part: object) -> bool:
        return isinstance(part, AppliedUndef) and type(part).__name__ in dependents

    def plain(call: Expr) -> Expr:
        dependent = dependents[type(call).__name__]
        if tuple(map(str, call.args)) != tuple(map(str, dependent.on)):
            raise UsageError(f"{call} is not {dependent.variable} as it is declared.", hint=f"Declare it so: --depends {call}")
        return dependent.variable

    expression = reading.expression
    if any(part.atoms(AppliedUndef) and any(map(is_call, part.atoms(AppliedUndef))) for part in expression.atoms(Derivative, Subs)):
        raise UsageError("The expression already contains a derivative of a dependent.", hint="Give the function itself.")
    return replace(reading, expression=expression.replace(is_call, plain)) if any(map(is_call, expression.atoms(AppliedUndef))) else reading


def _dependencies(reading: Reading, dependences: Iterable[Dependence]) -> Dependencies:
    """The dependences in the symbols of the expression: one symbol for one name, whatever is assumed of it where."""
    known = {str(variable): variable for variable in variables_of(reading.expression) if variable.is_Symbol}
    formulas: dict[Expr, Expr] = {}
    unknown: dict[Expr, tuple[Expr, ...]] = {}
    for each in dependences:
        same = {symbol: known.setdefault(str(symbol), symbol) for symbol in (each.variable, *each.on) if symbol.is_Symbol}
        variable = same[each.variable]
        if each.formula is None:
            unknown[variable] = tuple(same[symbol] for symbol in each.on)
        else:
            formulas[variable] = each.formula.xreplace({old: new for old, new in same.items() if old != new})
    return Dependencies(formulas, unknown)


def _refuse_absent(reading: Reading, dependencies: Dependencies, dependences: Iterable[Dependence]) -> None:
    """Everything that is declared must matter: what does not is a typing error."""
    if isinstance(reading.expression, Eq) and not dependencies.unknown:
        _refuse_name(reading, dependencies)
        raise UsageError(
            "This is an equation, and nothing says which of its variables is an unknown function of which.",
            hint='Say so, as in --depends "y(x)"; for a formula give one side as the expression.',
            text=reading.text or None,
            column=reader.place_of_equals(reading.text) if reading.text else None,
        )
    reached = set(map(str, dependencies.reached(variables_of(reading.expression) | set(reading.variables))))
    for each in dependences:
        if str(each.variable) not in reached:
            what = "equation" if isinstance(reading.expression, Eq) else "expression"
            message = f"{each.variable} does not occur in the {what}, nor in anything that it depends on."
            raise _problem(message, each, f"Leave {each.variable} out, or correct its name.", code="unknown_variable")


def _refuse_name(reading: Reading, dependencies: Dependencies) -> None:
    """Raise UsageError where an equation only names its right side, as z = x²y does: the formula is what is meant."""
    left, right = reading.expression.args
    involved = variables_of(right) | dependencies.reached(variables_of(right)) | set(dependencies.on)
    if not left.is_Symbol or left in involved:
        return
    raise UsageError(
        f"{reading.shown.get(str(left), left)} is a name for the right side, and its derivative is that of the formula.",
        hint=f"Leave out the {reading.shown.get(str(left), left)} =",
        text=reading.text or None,
        column=1 if reading.text else None,
    )


def _with_notes(reading: Reading, dependences: Sequence[Dependence], dependencies: Dependencies, wrt: Expr) -> Reading:
    notes = dict.fromkeys((*reading.notes, *(note for each in dependences for note in each.notes)))
    shown = {name: typed for each in dependences for name, typed in (each.shown or {}).items()} | dict(reading.shown)
    return replace(reading, notes=(*notes, *_name_before_equals(reading, dependencies, wrt)), shown=shown)


def _name_before_equals(reading: Reading, dependencies: Dependencies, wrt: Expr) -> Iterator[str]:
    """L = x² + y² is an equation in which L is held; who means the total derivative of the right side is told."""
    if not isinstance(reading.expression, Eq):
        return
    left, right = reading.expression.args
    involved = {wrt, *dependencies.on, *dependencies.reached(dependencies.on)}
    if left.is_Symbol and left not in variables_of(right) | involved:
        yield f"{left} is constant in this equation; for the total derivative of the right side leave out the {left} ="


class _Variables:
    """What the names of `wrt` and `at` mean: any variable of the expression and of all that it depends on."""

    def __init__(self, reading: Reading, dependencies: Dependencies) -> None:
        self._dependencies = dependencies
        self._whole = Tuple(reading.expression, *dependencies.formulas.values())
        self._own = variables_of(reading.expression) | set(reading.variables)
        self._present = self._own | dependencies.reached(self._own)

    def wrt(self, wanted: Sequence[Expr], text: str | None) -> Expr:
        if len(set(wanted)) > 1:
            raise UsageError("A total derivative is taken by one variable.", hint=f"Choose one: --wrt {wanted[0]}")
        if wanted:
            return Meant(self._whole, self._present, text)(wanted[0]) if self._present else wanted[0]
        moving = self._candidates()
        if len(moving) == 1:
            return Meant(self._whole, self._present, None)(moving[0])
        if not moving:
            raise UsageError("The expression has no variables to differentiate by.", hint="Name one, and its derivative is 0: --wrt x.")
        names = ", ".join(map(str, moving[:MOST_LISTED])) + (", …" if len(moving) > MOST_LISTED else "")
        raise UsageError(f"Several variables may move: {names}.", hint=f"Name the one to differentiate by: --wrt {moving[0]}")

    def _candidates(self) -> list[Expr]:
        """The variables that dependents depend on at last; all of the expression's where there are no dependents."""
        dependents = self._dependencies.on
        moving = self._dependencies.reached(dependents) - dependents.keys() or self._own - dependents.keys()
        return [variable for variable in in_natural_order(moving) if not variable.is_integer]

    def point(self, point: Mapping[Expr, Expr], wrt: Expr, text: str | None) -> dict[Expr, Expr]:
        meant = Meant(self._whole, self._present | counts(self._whole) | counts(wrt), text)
        return {meant(variable): value for variable, value in point.items()}
