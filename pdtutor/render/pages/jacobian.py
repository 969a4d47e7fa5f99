"""The page of a Jacobian: the matrix and its layout, the determinant, what it does to a small step, and in full every entry derived."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from pdtutor.calculus.results import Jacobian, SmallStep, Value
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import amounts, decimal
from pdtutor.render.blocks import Block, Equation, Formula, Matrix, Reading, Said, Section, Verdict
from pdtutor.render.labels import Label, Labels
from pdtutor.render.pages import parts
from pdtutor.requests.results import JacobianResult

TITLE = "The Jacobian"
J = Label("J", lambda: "J")
DET = Label("det J", lambda: r"\det J")
LOG_DET = Label("ln|det J|", lambda: r"\ln\lvert\det J\rvert")


def sections(result: JacobianResult, labels: Labels) -> tuple[Section, ...]:
    """The derivations where all is asked for, then the matrix and what it says."""
    derived = _derivations(result.jacobian, labels) if result.detail == "full" else ()
    return (*derived, Section(Label("Jacobian J", lambda: r"\text{Jacobian }J"), _blocks(result, labels)))


def equations(result: JacobianResult, labels: Labels) -> tuple[Equation, ...]:
    """J as a matrix of formulas."""
    return (Equation(J, labels.matrix(result.jacobian.entries)),)


def _derivations(found: Jacobian, labels: Labels) -> Iterator[Section]:
    for i, row in enumerate(found.rows):
        for j, partial in enumerate(row.partials):
            output = _place(found, i)
            yield parts.derivation_section(labels.of_order(partial.order, output), partial, place=(i, j), output=output)


def _place(found: Jacobian, place: int) -> int | None:
    return place if len(found.outputs) > 1 else None


def _blocks(result: JacobianResult, labels: Labels) -> tuple[Block, ...]:
    found = result.jacobian
    outputs = [labels.output(_place(found, place)) for place in range(len(found.rows))]
    variables = [labels.of(variable) for variable in found.variables]
    return parts.spaced(
        _readings(found, labels),
        _layout(found, outputs, variables),
        parts.where_it_holds(found.conditions, [root for row in found.rows for partial in row.partials for root in partial.roots]),
        _determinant(found),
        _at_point(result, labels, outputs, variables),
        [Verdict(found.check)],
    )


def _readings(found: Jacobian, labels: Labels) -> Iterator[Block]:
    for place, output in enumerate(found.outputs):
        yield Reading(labels.called(_place(found, place)), output)


def _layout(found: Jacobian, outputs: list[Label], variables: list[Label]) -> Iterator[Block]:
    rows = "Row i is the gradient of output i" if len(outputs) > 1 else "The one row is the gradient of the output"
    yield Said((f"{rows}; each column belongs to one input (numerator layout: outputs down, inputs across).",))
    entries = tuple(tuple((entry,) for entry in row) for row in found.entries)
    yield Matrix(J, entries, tuple(outputs), tuple(variables))


def _determinant(found: Jacobian) -> Iterator[Block]:
    if found.determinant is None:
        if found.is_square and len(found.rows) == len(found.outputs):
            yield Said(("The determinant as a formula would fill pages; at a point (--at) it is a number.",))
        return
    yield Formula(DET, found.determinant)
    if found.log_abs_determinant is None:
        yield Said(("It is 0 everywhere: the outputs never move independently of each other, so the map flattens space.",))
        return
    yield Formula(LOG_DET, found.log_abs_determinant)
    if found.determinant.free_symbols:
        yield Said(
            (
                "|det J| is the factor by which a small volume of inputs grows. A normalising flow subtracts its logarithm from the "
                "log-density; where det J = 0 the map has no smooth way back.",
            )
        )
    else:
        yield Said(("|det J| is the factor by which every volume of inputs grows; it is the same everywhere.",))


def _at_point(result: JacobianResult, labels: Labels, outputs: list[Label], variables: list[Label]) -> Iterator[Block]:
    found = result.jacobian
    if found.value is None:
        return
    yield Said((*parts.at(labels, result.point), ":"))
    yield from parts.numeric_matrix(J, found.value, outputs, variables)
    names = [[labels.of_order((variable,), _place(found, k)) for variable in found.variables] for k in range(len(outputs))]
    yield from parts.reasons(found.value, names)
    yield from _determinant_there(found.determinant_value, found.log_abs_determinant_value)
    if found.rank is not None:
        yield Said(_rank(found, found.rank))
    if found.small_step is not None:
        yield Said(_step(found.small_step, found))


def _determinant_there(determinant: Value | None, logarithm: Value | None) -> Iterator[Block]:
    if determinant is None:
        return
    yield Said((DET, " ", *amounts(determinant), _orientation(determinant)))
    if logarithm is not None:
        yield Said((LOG_DET, " ", *amounts(logarithm)))


def _orientation(determinant: Value) -> str:
    if determinant.decimal is None:
        return ""
    if determinant.decimal == 0:
        return ": small volumes are flattened, so there is no smooth way back from here."
    turned = ", and orientation is reversed" if determinant.decimal < 0 else ""
    return f": small volumes are multiplied by {decimal(abs(determinant.decimal))}{turned}."


def _rank(found: Jacobian, rank: int) -> Sentence:
    full = min(len(found.outputs), len(found.variables))
    if rank == 0:
        return ("Rank 0: to first order no small step changes anything.",)
    if rank < full:
        return (f"Rank {rank} of at most {full}: the rows depend on each other, and some small steps change nothing to first order.",)
    if len(found.variables) > full:
        return (f"Rank {rank}, as large as it can be; with more inputs than outputs some small steps still change nothing.",)
    return (f"Rank {rank}, as large as it can be: every small step shows in the outputs.",)


def _step(step: SmallStep, found: Jacobian) -> Sentence:
    many = len(found.outputs) > 1
    moved = f"A small step of {step.step[0]:g} along every input moves the output{'s' if many else ''} by "
    predicted, actual = (parts.coordinates((decimal(each),) for each in numbers) for numbers in (step.predicted, step.actual))
    if all(isclose(a, b, rel_tol=1e-12, abs_tol=1e-30) for a, b in zip(step.predicted, step.actual, strict=True)):
        return (moved, *predicted, ", exactly as J·step foretells.")
    return (moved, "J·step ≈ ", *predicted, "; the true change is ", *actual, ". The smaller the step, the smaller the difference.")
