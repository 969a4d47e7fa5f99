"""The request for a sensitivity analysis.

Belongs here: sums written out, families of variables by their entries, a point that names every variable. Does not: reading the options
(`question`), the ranking (`calculus.sensitivity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Unpack

from sympy import Expr, Indexed

from pdtutor.calculus.sensitivity import Sensitivity
from pdtutor.calculus.sensitivity import sensitivity as ranked
from pdtutor.errors import UsageError
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Reading
from pdtutor.notation.sums import unrolled
from pdtutor.requests.question import Options, Question, ask, counts

LISTED = 6


@dataclass(frozen=True)
class SensitivityResult:
    """The partial derivatives of one expression at a point, ranked.

    reading      as in PartialResult
    sensitivity  the ranking
    variables    what was ranked, in the order asked for
    point        variable → value
    detail       one of DETAILS
    """

    command: ClassVar[str] = "sensitivity"
    unfinished: ClassVar[str] = "the derivatives by"
    problem: ClassVar[None] = None
    missing: ClassVar[tuple[Expr | str, ...]] = ()

    reading: Reading
    sensitivity: Sensitivity
    variables: tuple[Expr, ...]
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult."""
        found = self.sensitivity.gradient
        pairs = zip(self.variables, found.partials, strict=False)
        single = tuple(str(variable) for variable, partial in pairs if not partial.check.is_passed)
        return single if single or found.check.is_passed else tuple(map(str, self.variables))


def sensitivity(expression: str | Expr, **options: Unpack[Options]) -> SensitivityResult:
    """The partial derivatives of an expression at a point, the largest first, with their elasticities.

    Raises TutorError where an option or the expression cannot be read or does not fit, and where the point leaves a variable open.
    """
    *_, complete = growing(expression, **options)
    return complete


def growing(expression: str | Expr, **options: Unpack[Options]) -> Iterator[SensitivityResult]:
    """As `sensitivity`."""
    question = ask(expression, **options)
    plain = unrolled(question.reading.expression, question.point)
    variables = _entries(plain, question, options.get("wrt") is None)
    _refuse_open(_open(plain, variables, question), question.point)
    found = ranked(plain, variables, question.point)
    yield SensitivityResult(question.reading, found, variables, question.point, question.detail)


def _entries(plain: Expr, question: Question, is_default: bool) -> tuple[Expr, ...]:
    """What is ranked: a family by its entries, as they stand once the sums are written out."""
    present = [variable for variable in in_natural_order(variables_of(plain)) if not variable.is_integer]
    if is_default and plain != question.reading.expression:
        return tuple(present)
    found: dict[Expr, None] = {}
    for variable in question.variables:
        family = _family(variable, present)
        found.update(dict.fromkeys(family or (variable,)))
    return tuple(found)


def _family(variable: Expr, present: Iterable[Expr]) -> list[Expr]:
    """The entries that x[k] stands for."""
    if not isinstance(variable, Indexed) or all(index.is_Integer for index in variable.indices):
        return []
    return [each for each in present if isinstance(each, Indexed) and each.base == variable.base]


def _open(plain: Expr, variables: Iterable[Expr], question: Question) -> list[Expr]:
    """What the point leaves without a value."""
    needed = variables_of(plain) | set(variables) | (counts(plain) - variables_of(plain))
    return in_natural_order(needed - set(question.point))


def _refuse_open(missing: list[Expr], point: Mapping[Expr, Expr]) -> None:
    if not missing:
        return
    names = [str(variable) for variable in missing]
    listed = ", ".join(names[:LISTED]) + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "")
    verb = "has" if len(names) == 1 else "have"
    given = [f"{name}={value}" for name, value in point.items()] if len(point) <= LISTED else ["…"]
    example = ",".join([*given, *(f"{name}=1" for name in names[:3]), *(["…"] if len(names) > 3 else [])])
    raise UsageError(
        f"Sensitivity is measured at a point, and there {listed} {verb} no value.",
        hint=f"Give every variable a value, also those that are not ranked: --at {example}",
    )
