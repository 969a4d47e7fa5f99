"""The page of a total derivative: partial and total side by side, the dependency graph, one term a path, and the sum.

Of a relation: both partials of left minus right, and the derivative that follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr

from pdtutor.calculus.total.chains import written
from pdtutor.calculus.total.results import Edge, Term, Total
from pdtutor.explain.dependence import GAPS, NO_PARTIALS, implicit, partial_words, settled, total_words
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import amounts
from pdtutor.render.blocks import Block, Branch, Equation, Formula, Reading, Said, Section, Table, Tree, Verdict
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.total import TotalResult

TITLE = "The total derivative"


def sections(result: TotalResult, labels: Labels) -> tuple[Section, ...]:
    """The two derivatives, how they hang together, and in full every derivation along the paths."""
    found = result.total
    derived = _derivations(found, labels) if result.detail == "full" else ()
    if found.equation is not None:
        return (*derived, Section(_settled_label(found, labels), _relation(result, labels)))
    if found.partial is None:
        return tuple(derived)
    return (*derived, *_side_by_side(result, labels), Section(titled("How they hang together"), _paths(result, labels)))


def equations(result: TotalResult, labels: Labels) -> tuple[Equation, ...]:
    """The total derivative, or the one that the relation settles."""
    found = result.total
    if found.equation is not None:
        return (Equation(_settled_label(found, labels), labels.of(found.derivative)),) if found.derivative is not None else ()
    return (Equation(_total_label(found, labels), labels.of(found.total)),) if found.total is not None else ()


def _total_label(found: Total, labels: Labels) -> Label:
    return labels.rate(labels.function, found.wrt)


def _settled_label(found: Total, labels: Labels) -> Label:
    assert found.target is not None
    return labels.rate(found.target, found.wrt, is_partial=len(found.depends.get(found.target, ())) > 1)


def _derivations(found: Total, labels: Labels) -> Iterator[Section]:
    for edge in found.edges:
        if edge.partial is not None:
            yield parts.derivation_section(_edge_label(edge, found, labels), edge.partial)


def _edge_label(edge: Edge, found: Total, labels: Labels) -> Label:
    """∂f/∂y, or dy/dx where y depends on x alone."""
    if edge.of is None:
        return labels.rate(labels.function, edge.by, is_partial=True)
    return labels.rate(edge.of, edge.by, is_partial=len(found.depends.get(edge.of, ())) > 1)


# --- partial and total ----------------------------------------------------------------------------------------------------------------


def _side_by_side(result: TotalResult, labels: Labels) -> Iterator[Section]:
    found = result.total
    assert found.partial is not None
    partial, total = labels.of_order((found.wrt,)), _total_label(found, labels)
    yield Section(
        Label(f"{partial}, partial", lambda: partial.latex),
        parts.spaced([Reading(labels.function, result.reading.expression), Said(partial_words(found))], [Formula(partial, _direct(found))]),
    )
    yield Section(
        Label(f"{total}, total", lambda: total.latex),
        parts.spaced([*_meanings(found, labels), Said(total_words(found))], _totals(found, total)),
        is_beside=True,
    )


def _direct(found: Total) -> Expr:
    assert found.partial is not None
    return next((term.product for term in found.terms if len(term.path) == 1), found.partial.derivative)


def _totals(found: Total, label: Label) -> Iterator[Block]:
    if found.total is not None:
        yield Formula(label, found.total)


def _meanings(found: Total, labels: Labels) -> Iterator[Block]:
    """y = x², or y = y(x)."""
    for dependent, formula in found.formulas.items():
        yield Reading(labels.of(dependent), formula)
    unknown = [dependent for dependent in found.depends if dependent not in found.formulas]
    if unknown:
        named = (found.calls.get(dependent, dependent) for dependent in unknown)
        yield Said((*listed(named), " is unknown." if len(unknown) == 1 else " are unknown."))


# --- the paths ------------------------------------------------------------------------------------------------------------------------


def _paths(result: TotalResult, labels: Labels) -> tuple[Block, ...]:
    found = result.total
    total = _total_label(found, labels)
    return parts.spaced(
        [Said(("Who depends on whom, and how strongly:",)), Tree(_graph(found, labels))],
        [
            Said(("One term for each path from ", labels.function, " to ", found.wrt, ", its factors along the arrows:")),
            _terms(found, labels),
        ],
        _sum(found, total),
        parts.where_it_holds(written(condition, found.calls) for condition in found.conditions),
        _value(result, total, labels),
        [Verdict(found.check)],
    )


def _graph(found: Total, labels: Labels) -> Branch:
    return Branch((labels.function,), branches=tuple(_branch(edge, found, labels) for edge in found.edges if edge.of is None))


def _branch(edge: Edge, found: Total, labels: Labels) -> Branch:
    below = tuple(_branch(other, found, labels) for other in found.edges if other.of == edge.by)
    formula: Sentence = (" = ", found.formulas[edge.by]) if edge.by in found.formulas else ()
    return Branch((edge.by, *formula), (_edge_label(edge, found, labels), " = ", edge.derivative), below)


def _terms(found: Total, labels: Labels) -> Table:
    rows = tuple(_term_row(term, found, labels) for term in found.terms)
    return Table((("path",), ("in names",), ("in formulas",), ("term",)), rows)


def _term_row(term: Term, found: Total, labels: Labels) -> tuple[Sentence, ...]:
    known = {(edge.of, edge.by): _edge_label(edge, found, labels) for edge in found.edges}
    passed = (None, *term.path)
    names = [known[pair] for pair in zip(passed, term.path, strict=False)]
    path: Sentence = (labels.function,)
    for name in term.path:
        path = (*path, " → ", name)
    return path, (" · ".join(names),), parts.factors(term.factors), (term.product,)


def _sum(found: Total, label: Label) -> Iterator[Block]:
    if found.total is None:
        return
    yield Said(("Their sum:",))
    yield Formula(label, found.total)
    if found.substituted is not None and found.substituted != found.total:
        yield Said(("With the formulas put in, in the base variable alone:",))
        yield Formula(label, found.substituted)
    if found.has_gaps:
        yield Said(GAPS)


def _value(result: TotalResult, label: Label, labels: Labels) -> Iterator[Block]:
    found = result.total
    if found.value is not None:
        yield Said((*("At ", *labels.point(found.point)), ": ", label, " ", *amounts(found.value)))


# --- a relation -----------------------------------------------------------------------------------------------------------------------


def _relation(result: TotalResult, labels: Labels) -> tuple[Block, ...]:
    found = result.total
    assert found.target is not None
    target = found.calls.get(found.target, found.target)
    name = _settled_label(found, labels)
    return parts.spaced(
        [Said(("The relation ", found.equation, " ties ", target, " to ", found.wrt, ".")), *_meanings_of_others(found, labels)],
        [Said(implicit(labels.function))],
        _partials(found, labels),
        [Said(settled(found, name)), *([Formula(name, found.derivative)] if found.derivative is not None else [])],
        parts.where_it_holds(written(condition, found.calls) for condition in found.conditions),
        _implicit_value(found, name, labels),
        [Verdict(found.check)],
    )


def _meanings_of_others(found: Total, labels: Labels) -> Iterator[Block]:
    return (Reading(labels.of(dependent), formula) for dependent, formula in found.formulas.items())


def _partials(found: Total, labels: Labels) -> Iterator[Block]:
    for edge in found.edges:
        if edge.of is None:
            yield Formula(labels.rate(labels.function, edge.by, is_partial=True), edge.derivative)


def _implicit_value(found: Total, label: Label, labels: Labels) -> Iterator[Block]:
    if found.value is None:
        return
    lead = ("At ", *labels.point(found.point), ": ", label, " ")
    if found.value.why == "vertical":
        yield Said((*lead, "does not exist: the curve is vertical here."))
    elif found.value.why == "no partials":
        yield Said((*lead, NO_PARTIALS))
    elif found.value.why == "singular":
        yield Said((*lead, "does not exist: both partials are 0 here, a singular point where the curve may cross itself or end in a cusp."))
    else:
        yield Said((*lead, *amounts(found.value)))
