"""Sums, multiples, products and quotients composed wrongly.

Belongs here: slips of the rules that read the structure alone. Does not: powers and functions (`powers`, `functions`), chains (`chains`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sympy import Expr, Function, Indexed, Mul, Pow, S, Symbol, exp, pi

from pdtutor.calculus.derive import derive
from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.tree import Node, composed, term_of_product
from pdtutor.grading.mistakes.vectors import Vector, product, total
from pdtutor.notation.names import in_natural_order, variables_of


def others_in(node: Node, expression: Expr) -> list[Expr]:
    """The variables of an expression that the node does not differentiate by, in the learner's own names."""
    return [variable for variable in _in_order(node.scope.put_back(expression)) if variable != node.step.wrt]


@lru_cache(maxsize=4096)
def _in_order(expression: Expr) -> tuple[Expr, ...]:
    return tuple(in_natural_order(variables_of(expression)))


@lru_cache(maxsize=4096)
def _slope(of: Expr, wrt: Expr) -> Expr:
    return derive(of, wrt).gives


# --- sums -------------------------------------------------------------------------------------------------------------------------


def sums(node: Node, gives: Sequence[Vector]) -> Slips:
    """Of a sum: terms at rest kept, coefficients or signs lost, terms with another variable dropped."""
    right = total(gives, node.scope.zero)
    yield from _kept(node, right)
    yield from _coefficients_lost(node, gives)
    yield from _signs_lost(node, gives, right)
    yield from _dropped_with_another(node, gives)
    yield from _one_use(node, gives, right)
    yield from _terms_lost(node, gives, right)


def _terms_lost(node: Node, gives: Sequence[Vector], right: Vector) -> Slips:
    """One term not differentiated at all: left out, or left as it was."""
    for child, vector in zip(node.children, gives, strict=True):
        if child.step.rule != "constant" and len(node.children) > 1:
            yield Slip(("linear.term_lost",), right - vector, child.step.of)
            yield Slip(("linear.term_kept",), right - vector + child.of, child.step.of)


def _kept(node: Node, right: Vector) -> Slips:
    still = [child for child in node.children if child.step.rule == "constant" and not _is_one_with(child)]
    for child in still:
        yield Slip((_kept_id(child.step.of),), right + child.of, child.step.of)
        for constant, slope in slopes_of_constants(child.step.of):
            yield Slip(("const.as_variable",), right + node.scope.value(slope), constant)
    if len(still) > 1:
        ids = tuple(dict.fromkeys(_kept_id(child.step.of) for child in still))
        yield Slip(ids, right + total((child.of for child in still), node.scope.zero), still[0].step.of)


def _is_one_with(child: Node) -> bool:
    """3x - 2 inside another function: 3 - 2 is 1 by chance, and the answer that of an inner derivative left out."""
    parent = child.above
    return parent is not None and any(each.is_inner for each in child.lineage) and bool(parent.step.gives + child.step.of == 1)


def _kept_id(term: Expr) -> str:
    return "partial.other_kept_as_constant_term" if variables_of(term) else "const.kept"


def _coefficients_lost(node: Node, gives: Sequence[Vector]) -> Slips:
    """All coefficients at once, with and without their signs; one alone is a slip of its own term."""
    numbers = [_number_in_front(child.step.of) if child.step.rule != "constant" else S.One for child in node.children]
    if sum(abs(number) != 1 for number in numbers) < 2:
        return
    bare = [vector.times(1 / float(number)) for vector, number in zip(gives, numbers, strict=True)]
    signed = [vector.times(-1.0) if number < 0 else vector for vector, number in zip(bare, numbers, strict=True)]
    for terms in (signed, bare):
        yield Slip(("linear.coeffs_lost",), total(terms, node.scope.zero))


def _number_in_front(term: Expr) -> Expr:
    number = term.as_coeff_Mul()[0]
    return number if number.is_Rational and number != 0 else S.One


def _signs_lost(node: Node, gives: Sequence[Vector], right: Vector) -> Slips:
    negative = [place for place, child in enumerate(node.children) if child.step.of.could_extract_minus_sign()]
    for place in negative:
        yield Slip(("linear.sign_lost",), right - gives[place].times(2.0), node.children[place].step.of)
    if len(negative) > 1:
        lost = total((gives[place] for place in negative), node.scope.zero)
        yield Slip(("linear.sign_lost",), right - lost.times(2.0), node.children[negative[0]].step.of)


def _dropped_with_another(node: Node, gives: Sequence[Vector]) -> Slips:
    others = others_in(node, node.step.of)
    groups = [{other} for other in others] + ([set(others)] if len(others) > 1 else [])
    for group in groups:
        kept = [vector for vector, child in zip(gives, node.children, strict=True) if not group.intersection(_in_order(child.step.of))]
        if len(kept) < len(gives):
            yield Slip(("partial.other_to_zero",), total(kept, node.scope.zero), min(group, key=str))


def _one_use(node: Node, gives: Sequence[Vector], right: Vector) -> Slips:
    """A variable in several terms: only some of them differentiated."""
    moving = [place for place, child in enumerate(node.children) if child.step.rule != "constant"]
    if len(moving) < 2 or not is_weight(node):
        return
    for place in moving:
        yield Slip(("ml.shared_weight_one_path",), gives[place], node.step.wrt)
        yield Slip(("ml.shared_weight_one_path",), right - gives[place], node.step.wrt)


def is_weight(node: Node) -> bool:
    """Whether the variable looks like a weight that meets inputs: it is no x, y, z or t, and others are beside it."""
    name = str(node.step.wrt)
    return name[0] not in "xyztuvspqrm" and bool(others_in(node, node.lineage[-1].step.of))


# --- multiples --------------------------------------------------------------------------------------------------------------------


def multiples(node: Node, gives: Sequence[Vector]) -> Slips:
    """Of a constant multiple: the constant lost, differentiated too, or added instead of multiplied."""
    constant = node.step.parts["constant"]
    right = composed(node, gives)
    yield from _number_lost(node, constant, right)
    yield from _symbols_lost(node, constant, right)
    yield from _needless_product(node, constant, right)
    yield from _added_to_exponent(node, gives)


def _number_lost(node: Node, constant: Expr, right: Vector) -> Slips:
    number, rest = constant.as_coeff_Mul()
    if number.p == 1 and number.q > 1 and node.step.parts["rest"].is_Add:
        yield Slip(("ml.mean_1_over_n",), right / node.scope.one.times(float(number)), 1 / number)
    if number < 0:
        yield Slip(("linear.sign_lost",), -right, node.step.of)
    if _is_linear_inside(node):
        return
    if abs(number) != 1 and number != 0:
        yield Slip(("linear.coeffs_lost",), right.times(1 / float(number)), number)
        if number < 0:
            yield Slip(("linear.coeffs_lost",), right.times(-1 / float(number)), number)
    if rest.is_number and rest != 1:
        yield Slip(("linear.coeffs_lost",), right / node.scope.value(constant), constant)


def _is_linear_inside(node: Node) -> bool:
    """Whether the factor is all there is to the slope of an inner function: losing it is leaving that slope out."""
    return any(each.is_inner for each in node.lineage) and not node.step.gives.has(node.step.wrt)


def _symbols_lost(node: Node, constant: Expr, right: Vector) -> Slips:
    if not variables_of(constant):
        return
    yield Slip(("partial.other_vanishes_in_product", "partial.other_to_zero"), node.scope.zero, constant)
    if _is_linear_inside(node):
        return
    factors = [factor for factor in Mul.make_args(constant) if variables_of(factor)]
    for factor in [*factors, *([Mul(*factors)] if len(factors) > 1 else [])]:
        ids = ("ml.backprop_weight_missing",) if _is_downstream(node, factor) else ()
        yield Slip((*ids, "linear.coeffs_lost", "partial.other_vanishes_in_product"), right / node.scope.value(factor), factor)


def _is_downstream(node: Node, factor: Expr) -> bool:
    """Whether the factor is a weight behind a function of a network."""
    called = [child.children[0] if child.rule == "chain" else child for child in node.step.children]
    is_inside = any(above.step.rule == "chain" for above in node.lineage[1:])
    is_activation = any(child.rule == "activation" or child.of.func.__name__ == "tanh" for child in called)
    return factor.is_Symbol and (is_activation or (is_inside and node.step.children[0].rule == "chain"))


def _needless_product(node: Node, constant: Expr, right: Vector) -> Slips:
    """The product rule on a factor that stays still, differentiated by what it does move with."""
    rest = node.children[0].of if node.children else node.scope.value(node.step.parts["rest"])
    for variable in in_natural_order(variables_of(constant)):
        if variable.is_integer:
            continue
        slope = node.scope.value(_slope(constant, variable))
        yield Slip(("product.partial_needless",), right + rest * slope, constant)
    for number, slope in slopes_of_constants(constant):
        yield Slip(("const.as_variable",), right + rest * node.scope.value(slope), number)


@lru_cache(maxsize=1024)
def slopes_of_constants(constant: Expr) -> tuple[tuple[Expr, Expr], ...]:
    """The number π, e or what is inside a logarithm or root, and how fast the constant would change with it, were it a variable."""
    found = []
    name = Symbol("constant_taken_for_a_variable", positive=True)
    for part, (varied, value) in sorted(_varied(constant, name).items(), key=str):
        found.append((part, derive(constant.xreplace({part: varied}), name).gives.xreplace({name: value})))
    return tuple(found)


def _varied(constant: Expr, name: Symbol) -> dict[Expr, tuple[Expr, Expr]]:
    """Part of a constant → the same with a name for the number in it, and that number."""
    called = {part: (part.func(name), part.args[0]) for part in constant.atoms(Function) if part.is_number and len(part.args) == 1}
    powers = {part: (name ** part.args[0], S.Exp1) for part in constant.atoms(exp) if part.is_number}
    roots = {part: (name**part.exp, part.base) for part in constant.atoms(Pow) if part.is_number and part.base.is_Integer}
    plain = {part: (name, part) for part in (pi, S.Exp1) if constant.has(part)}
    return {**called, **powers, **roots, **plain}


def _added_to_exponent(node: Node, gives: Sequence[Vector]) -> Slips:
    """5x³ as (5 + 3)x²."""
    if not node.children:
        return
    below = node.children[0]
    power = below.children[0] if below.step.rule == "chain" and below.children else below
    if power.step.rule != "power" or "exponent" not in power.step.parts:
        return
    exponent = power.part("exponent")
    constant = node.part("constant")
    number = node.scope.one.times(float(node.step.parts["constant"].as_coeff_Mul()[0]))
    in_front = node.step.parts["constant"]
    for front, coefficient in ((constant, in_front), (number, in_front.as_coeff_Mul()[0])):
        if abs(coefficient) != 1:
            added = constant / front * (front + exponent)
            yield Slip(("power.coeff_plus_index",), gives[0] * added / exponent, coefficient)


# --- products ---------------------------------------------------------------------------------------------------------------------


def products(node: Node, gives: Sequence[Vector]) -> Slips:
    """Of a product: (f·g)′ as f′·g′, f·f′ + g·g′, f′·g - f·g′, f′ + g′, or some of the terms alone."""
    terms = [term_of_product(node, gives, place) for place in range(len(gives))]
    right = total(terms, node.scope.zero)
    factors = [child.of for child in node.children]
    yield Slip(("product.as_product",), product(gives, node.scope.one))
    yield Slip(("product.as_sum",), total(gives, node.scope.zero))
    yield Slip(("product.swapped",), total((f * d for f, d in zip(factors, gives, strict=True)), node.scope.zero))
    for place, term in enumerate(terms):
        yield Slip(("product.minus",), right - term.times(2.0), node.children[place].step.of)
    yield from _terms_left_out(node, terms, right)
    for place, term in enumerate(terms):
        yield Slip(("product.factor_lost",), right - term + gives[place], node.children[place].step.of)
        yield Slip(("product.factor_lost",), right - term + product((f for k, f in enumerate(factors) if k != place), node.scope.one))


def _terms_left_out(node: Node, terms: Sequence[Vector], right: Vector) -> Slips:
    ids = (*node.one_path, *(("ml.shared_weight_one_path",) if is_weight(node) else ()), "product.one_term")
    for place, term in enumerate(terms):
        left_out = node.children[place].step.of
        yield Slip(ids, right - term, left_out)
        if len(terms) > 2:
            yield Slip(ids, term, next(child.step.of for k, child in enumerate(node.children) if k != place))


# --- quotients --------------------------------------------------------------------------------------------------------------------


def quotients(node: Node, gives: Sequence[Vector]) -> Slips:
    """Of a quotient: (f/g)′ as f′/g′, over f² or g, with a plus, in the other order, upside down."""
    top, bottom = (child.of for child in node.children)
    yield from quotient_slips(top, bottom, gives[0], gives[1])
    for constant in numerators(node):
        yield from (Slip(slip.ids, slip.gives / constant) for slip in quotient_slips(constant * top, bottom, constant * gives[0], gives[1]))
    if is_softmax(node.step.of):
        yield Slip(("ml.softmax_numerator_only",), gives[0] / bottom)


def quotient_slips(top: Vector, bottom: Vector, top_slope: Vector, bottom_slope: Vector) -> Slips:
    """The wrong quotient rules, of f, g, f′ and g′."""
    first, second = top_slope * bottom, top * bottom_slope
    yield Slip(("quotient.top_only",), top_slope / bottom)
    yield Slip(("quotient.top_only",), top_slope / (bottom * bottom))
    yield Slip(("quotient.bottom_only",), -second / (bottom * bottom))
    yield Slip(("quotient.numerator_only",), first - second)
    yield Slip(("quotient.as_quotient",), top_slope / bottom_slope)
    yield Slip(("quotient.f_squared",), (first - second) / (top * top))
    yield Slip(("quotient.no_square",), (first - second) / bottom)
    yield Slip(("quotient.plus",), (first + second) / (bottom * bottom))
    yield Slip(("quotient.order",), (second - first) / (bottom * bottom))
    yield Slip(("quotient.upside_down",), (second - first) / (top * top))


def quotients_wrong_twice(node: Node, gives: Sequence[Vector]) -> Iterator[tuple[Slip, Slip, Vector]]:
    """A quotient with the numerator and the denominator of its rule both wrong."""
    top, bottom = (child.of for child in node.children)
    first, second = gives[0] * bottom, top * gives[1]
    square = bottom * bottom
    above = {"quotient.plus": first + second, "quotient.order": second - first}
    below = {"quotient.no_square": bottom, "quotient.f_squared": top * top}
    for upper, numerator in above.items():
        for lower, denominator in below.items():
            yield Slip((upper,), numerator / square), Slip((lower,), (first - second) / denominator), numerator / denominator


def numerators(node: Node) -> list[Vector]:
    """The constant in front, which a learner may have above the bar."""
    above = next((each for each in node.lineage[1:3] if each.step.rule == "constant_multiple"), None)
    return [] if above is None else [above.part("constant")]


@lru_cache(maxsize=1024)
def is_softmax(expression: Expr) -> bool:
    """Whether a quotient is one exponential over the sum of it and others, factors without exponentials aside."""
    below = [factor.base for factor in Mul.make_args(expression) if factor.is_Pow and factor.exp == -1 and factor.base.is_Add]
    above = [factor for factor in Mul.make_args(expression) if isinstance(factor, exp)]
    return any(all(isinstance(term, exp) for term in total.args) and any(_is_among(each, total) for each in above) for total in below)


def _is_among(exponential: Expr, total: Expr) -> bool:
    """Whether an exponential is a term of the sum, or may be one: e^z[i] among e^z[1] + e^z[2]."""
    families = {entry.base for entry in exponential.args[0].atoms(Indexed)}
    return exponential in total.args or bool(families & {entry.base for entry in total.atoms(Indexed)})
