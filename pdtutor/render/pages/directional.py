"""The page of a directional derivative: the direction at length one, the dot product, the value, and the steepest way beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr, Integer, sqrt

from pdtutor.calculus.results import Directional, Value
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import amounts, decimal
from pdtutor.render.blocks import Block, Equation, Formula, Reading, Said, Section, Verdict
from pdtutor.render.labels import Label, Labels
from pdtutor.render.pages import parts
from pdtutor.requests.results import DirectionalResult

TITLE = "The directional derivative"
SEVERAL = 3  # from so many variables on, the gradient is not derived in full unless all is asked for


def sections(result: DirectionalResult, labels: Labels) -> tuple[Section, ...]:
    """The derivations of the gradient, then the derivative along the direction."""
    found = result.directional
    is_shown = result.detail == "full" or (result.detail == "normal" and len(found.variables) < SEVERAL)
    derived = [parts.derivation_section(labels.of_order(p.order), p) for p in found.gradient.partials] if is_shown else []
    return (*derived, Section(_name(labels), _blocks(result, labels)))


def equations(result: DirectionalResult, labels: Labels) -> tuple[Equation, ...]:
    """The derivative as a formula."""
    return (Equation(_name(labels), labels.of(result.directional.derivative)),)


def _name(labels: Labels) -> Label:
    return Label(f"D_u {labels.letter}", lambda: f"D_{{u}} {labels.letter}")


def _blocks(result: DirectionalResult, labels: Labels) -> tuple[Block, ...]:
    found = result.directional
    roots = [root for partial in found.gradient.partials for root in partial.roots]
    return parts.spaced(
        [Reading(labels.call, found.of), Said(_normalised(found))],
        [Said(_dot_product(found, labels)), Formula(_name(labels), found.derivative)],
        parts.where_it_holds(found.gradient.conditions, roots),
        _at_point(result, labels),
        [Verdict(found.gradient.check)],
    )


def _normalised(found: Directional) -> Sentence:
    given = parts.coordinates((part,) for part in found.given)
    length = sqrt(sum((part**2 for part in found.given), Integer(0)))
    if length == 1:
        return ("The direction u = ", *given, " has length 1 already, so the result is a rate per unit of distance.")
    unit = parts.coordinates((part,) for part in found.along)
    return (
        "The direction ", *given, " has length ", length, ". Divided by it, u = ", *unit,
        " has length 1: only then is the result a rate per unit of distance.",
    )  # fmt: skip


def _dot_product(found: Directional, labels: Labels) -> Sentence:
    """D_u f = ∇f · u = ∂f/∂x·3/5 + ∂f/∂y·4/5."""
    products: Sentence = ()
    for variable, part in zip(found.variables, found.along, strict=True):
        factor: Sentence = (part,) if part.is_Integer and part >= 0 else ("(", part, ")")
        products = (*products, *((" + ",) if products else ()), labels.of_order((variable,)), "·", *factor)
    return (_name(labels), " = ", labels.gradient, " · u = ", *products)


def _at_point(result: DirectionalResult, labels: Labels) -> Iterator[Block]:
    found = result.directional
    if found.value is None:
        return
    lead = (*parts.at(labels, result.point), ": ")
    if found.is_formula is False:
        yield Said((*lead, *_formula_there(found, labels)))
        yield Said(_limit(found, labels))
        return
    values = found.gradient.value
    if values is not None and found.is_formula:
        yield Said((*lead, labels.gradient, " = ", *parts.vector(values), ", so ", *_product(values, found.along), "."))
    yield Said((*(lead if not found.is_formula else ()), _name(labels), " ", *amounts(found.value)))
    yield from _steepest(found, labels)


def _product(values: Sequence[Value], along: Sequence[Expr]) -> Sentence:
    """∇f · u = 4·(3/5) + 1·(4/5), written out."""
    products: Sentence = ()
    for value, part in zip(values, along, strict=True):
        first: Sentence = ("(", *parts.number(value), ")") if _is_signed(value) else parts.number(value)
        products = (*products, *((" + ",) if products else ()), *first, "·(", part, ")")
    return ("the dot product is ", *products)


def _is_signed(value: Value) -> bool:
    return (value.decimal or 0) < 0 or (value.exact is not None and value.exact.is_Add)


def _formula_there(found: Directional, labels: Labels) -> Sentence:
    if found.from_formula is None:
        return ("the gradient does not exist here, so the dot product says nothing. The limit of (", *_quotient(labels), " itself:")
    return (
        "the partials exist, and their dot product would be ", *parts.number(found.from_formula), ". But ", labels.letter,
        " is not differentiable here, so that formula does not apply. The limit of (", *_quotient(labels), " itself:",
    )  # fmt: skip


def _quotient(labels: Labels) -> Sentence:
    return (f"{labels.letter}(a + t·u) - {labels.letter}(a))/t",)


def _limit(found: Directional, labels: Labels) -> Sentence:
    assert found.value is not None
    if found.value.decimal is not None:
        return (_name(labels), " ", *amounts(Value(found.value.exact, found.value.decimal)), ", the same from both sides.")
    sentence: Sentence = (_name(labels), " ", *amounts(found.value), ".")
    if found.one_sided is not None and found.one_sided[1].decimal is not None and found.value.why == "kink":
        forward = parts.number(found.one_sided[1])
        sentence = (*sentence, " Setting out along u, ", labels.letter, " changes at the one-sided rate ", *forward, ".")
    return sentence


def _steepest(found: Directional, labels: Labels) -> Iterator[Block]:
    norm, way = found.gradient.norm, found.gradient.steepest_ascent
    if norm is None or not norm.decimal or way is None or found.value is None or found.value.decimal is None:
        if norm is not None and norm.decimal == 0:
            yield Said(("The gradient is 0 here: to first order no direction changes anything.",))
        return
    share = decimal(found.value.decimal / norm.decimal)
    yield Said(
        (
            "For comparison, the steepest way is along ", *parts.vector(way), ", at the rate ‖", labels.gradient, "‖ ", *amounts(norm),
            f"; along u it is {share} of that, the cosine of the angle between the two.",
        )
    )  # fmt: skip
