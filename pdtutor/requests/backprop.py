"""The request for backpropagation through a program.

Belongs here: the program from texts or equations, its parameters and its point. Does not: the lines themselves (`notation.programs`), the
mathematics (`calculus.backprop`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias, Unpack

from sympy import Eq, Expr, IndexedBase, Tuple

from pdtutor.calculus.backprop.backward import checked, unchecked
from pdtutor.calculus.backprop.results import UNCHECKED, Backprop, Edge, Program
from pdtutor.calculus.partial import partial
from pdtutor.calculus.results import Partial
from pdtutor.errors import DomainError, ReadingError, TutorError, UsageError
from pdtutor.notation import reader
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.programs import Line, read_program, refuse_disorder
from pdtutor.notation.reading import Reading, Vocabulary
from pdtutor.requests import given
from pdtutor.requests.question import Meant, Options, detail_of, listed, point_of, refuse_empty, refuse_outside, vocabulary_of, with_whole

MOST_DERIVED = 60  # local derivatives

Lines: TypeAlias = "str | Eq | Sequence[str | Eq]"


@dataclass(frozen=True)
class BackpropResult:
    """Backpropagation through one program.

    reading  its `expression` is a Tuple of equations, one a line
    lines    the program as read
    derivations  edge → its local derivative derived step by step, where `detail` is "full"
    """

    command: ClassVar[str] = "backprop"
    unfinished: ClassVar[str] = "the check of the derivatives by"

    reading: Reading
    backprop: Backprop
    lines: tuple[Line, ...]
    derivations: Mapping[Edge, Partial] = field(default_factory=dict)
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def variables(self) -> tuple[Expr, ...]:
        """What the gradient is taken by."""
        return self.backprop.parameters

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The parameters, until the check is done."""
        return self.variables if self.backprop.check is UNCHECKED else ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult; all parameters where the check contradicts the gradient."""
        return () if self.backprop.check.is_passed else tuple(map(str, self.variables))

    @property
    def problem(self) -> TutorError | None:
        """Where the forward pass ended before its time."""
        stopped = self.backprop.stopped
        if stopped is None:
            return None
        line = next(line for line in self.lines if line.name == stopped.name)
        why = "grows beyond floating point" if stopped.why == "overflow" else "has no value"
        hint = (
            "Choose smaller numbers."
            if stopped.why == "overflow"
            else "Choose another point, at which every function on the way is defined."
        )
        return DomainError(f"Line {line.number}: {stopped.name} {why} at this point.", hint=hint, text=line.text, column=1)


def backprop(program: Lines | Sequence[Lines], **options: Unpack[Options]) -> BackpropResult:
    """Backpropagation through a program: texts of one or several lines, or equations.

    Raises TutorError where a line or an option cannot be read or does not fit.
    """
    *_, complete = growing(program, **options)
    return complete


def growing(program: Lines | Sequence[Lines], **options: Unpack[Options]) -> Iterator[BackpropResult]:
    """As `backprop`, growing: first without the check, and last with the local derivatives step by step."""
    detail = detail_of(options)
    refuse_empty(options)
    vocabulary = vocabulary_of(options)
    names = listed(options.get("wrt"))
    wanted = tuple(reader.read_variables(names, vocabulary)) if names is not None else ()
    at = point_of(options.get("at"), vocabulary)
    lines = _lines(program, with_whole(vocabulary, (*wanted, *at)))
    found = _program(lines)
    point = _point(found, at, lines)
    refuse_outside(point, vocabulary)
    passes = unchecked(found, _parameters(found, wanted, names), point)
    result = BackpropResult(_reading(lines), passes, lines, point=point, detail=detail)
    yield result
    result = replace(result, backprop=checked(passes))
    yield result
    if detail == "full":
        yield replace(result, derivations=_derivations(result.backprop))


def _derivations(found: Backprop) -> dict[Edge, Partial]:
    """The local derivatives step by step, of programs short enough to be read."""
    edges = [edge for node in found.nodes for edge in node.edges]
    return {edge: partial(found.program.nodes[edge.of], edge.by) for edge in edges} if len(edges) <= MOST_DERIVED else {}


# --- the program ----------------------------------------------------------------------------------------------------------------------


def _lines(program: Lines | Sequence[Lines], vocabulary: Vocabulary) -> tuple[Line, ...]:
    parts = list(_flat(program))
    if all(isinstance(part, str) for part in parts):
        return read_program(parts, vocabulary)
    if not all(isinstance(part, Eq) for part in parts):
        raise UsageError("A program is either text or SymPy equations, not both.", hint='Write "z = w*x + b", or Eq(z, w*x + b).')
    lines = tuple(_line(number, part, vocabulary) for number, part in enumerate(parts, 1))
    refuse_disorder(lines)
    return lines


def _flat(program: Lines | Sequence[Lines]) -> Iterator[str | Eq]:
    if isinstance(program, list | tuple):
        for part in program:
            yield from _flat(part)
    else:
        yield program


def _line(number: int, equation: Eq, vocabulary: Vocabulary) -> Line:
    """A line given as an equation, whose left side is the name."""
    name, expression = (given.reading(side, vocabulary).expression for side in equation.args)
    if not (name.is_Symbol or name.is_Indexed):
        raise ReadingError(f"Line {number}: one name stands on the left of an equation.", hint="Write Eq(z, w*x + b).")
    return Line(name, expression, number, f"{name} = {expression}")


def _program(lines: Sequence[Line]) -> Program:
    nodes = {line.name: line.expression for line in lines}
    operands = {line.name: _operands(line) for line in lines}
    used = {operand for some in operands.values() for operand in some}
    return Program(nodes, operands, tuple(in_natural_order(used - nodes.keys())))


def _operands(line: Line) -> tuple[Expr, ...]:
    """What the expression uses: first in the order in which it is written."""
    used = variables_of(line.expression)
    typed = [variable for variable in line.variables if variable in used]
    cancelled = [variable for variable in line.variables if variable not in used]
    return tuple(dict.fromkeys((*typed, *in_natural_order(used - set(typed)), *cancelled)))


def _reading(lines: Sequence[Line]) -> Reading:
    return Reading(
        text="\n".join(line.text for line in lines),
        expression=Tuple(*(Eq(line.name, line.expression, evaluate=False) for line in lines)),
        notes=tuple(dict.fromkeys(note for line in lines for note in line.notes)),
        shown={name: typed for line in reversed(lines) for name, typed in (line.shown or {}).items()},
    )


# --- parameters and point -------------------------------------------------------------------------------------------------------------


def _parameters(program: Program, wanted: Iterable[Expr], names: str | None) -> tuple[Expr, ...]:
    """The inputs or nodes that are named; all inputs by default."""
    if names is None:
        if not program.inputs:
            raise UsageError(
                "The program has no inputs: every value in it is a number.", hint="Use a name that no line defines: z = w*x + b"
            )
        return tuple(variable for variable in program.inputs if not variable.is_integer)
    meant = _meant(program, names)
    return tuple(dict.fromkeys(meant(variable) for variable in wanted))


def _point(program: Program, at: Mapping[Expr, Expr], lines: Sequence[Line]) -> dict[Expr, Expr]:
    meant = _meant(program, None)
    point = {meant(variable): value for variable, value in at.items()}
    computed = next((line for line in lines if line.name in point), None)
    if computed is not None:
        raise UsageError(
            f"{computed.name} is computed, on line {computed.number}: a point gives values to inputs.",
            hint=f"The inputs are: {', '.join(map(str, program.inputs)) or 'none'}.",
        )
    return point


def _meant(program: Program, text: str | None) -> Meant:
    present = [variable for variable in (*program.inputs, *program.nodes) if not isinstance(variable, IndexedBase)]
    return Meant(program.nodes[program.output], present, text, within="program")
