"""Tidying a derivative: the same value in clearly fewer symbols, or left alone.

Belongs here: rewritings whose cost is bounded by the size of what they are given. Does not: `simplify`, whose cost nothing bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sympy import Abs, Add, Expr, Mul, Piecewise, Pow, S, cos, expand_mul, factor_terms, powsimp, sift, sign, sin

from pdtutor.calculus.seams import merged
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import by_cases, substitute

LARGEST = 120  # nodes; beyond it the rewritings cost more than they please
MULTIPLIED_OUT = 0.85  # of the former size; for less, a result does not give up the look of its rule
MOST_SUMS = 3  # in one product that is multiplied out
WORTHWHILE = 0.75  # of the former size; a fraction is worth any reduction


def tidied(root: Step) -> Step:
    """The derivation under a `rewrite` that tidies its result, or the derivation itself where tidying would gain little."""
    tidy = tidy_expression(root.gives, root.wrt)
    if tidy == root.gives:
        return root
    return Step("rewrite", root.of, root.wrt, tidy, children=(root,))


def tidy_expression(expression: Expr, wrt: Expr) -> Expr:
    """The smallest of a few cheap rewritings, if it is clearly smaller than the expression."""
    size = node_count(expression, LARGEST)
    if size >= LARGEST or not expression.args:
        return expression
    whole = merged(expression, wrt)
    if whole != expression and node_count(whole, LARGEST) <= 1.5 * size:
        return tidy_expression(whole, wrt)
    best = min(_candidates(expression), key=lambda candidate: node_count(candidate, size))
    is_worth_it = node_count(best, size) <= WORTHWHILE * size or _is_fraction(expression)
    return tidy_expression(best, wrt) if is_worth_it and best != expression else expression


def _is_fraction(expression: Expr) -> bool:
    formulas = [pair.expr for pair in expression.args] if isinstance(expression, Piecewise) else [expression]
    return any(factor.is_Pow and factor.exp.is_negative for formula in formulas for factor in Mul.make_args(formula))


def _case_by_case(expression: Expr) -> Expr:
    """A function by cases with every formula factored."""
    return by_cases(*((_factored(pair.expr), pair.cond) for pair in expression.args))


def _factored(expression: Expr) -> Expr:
    return factor_terms(expression, radical=False, clear=False, sign=False)


def _candidates(expression: Expr) -> Iterator[Expr]:
    yield expression
    joined = _with_signs_joined(expression)
    yield joined
    if expression.is_Add or any(factor.is_Add for factor in Mul.make_args(expression)):
        yield _factored(joined)
    if _has_like_powers(expression):
        yield powsimp(joined)
    if _is_fraction(joined) and not isinstance(joined, Piecewise):
        size = node_count(joined, LARGEST)
        yield from (each for each in _over_one_bar(joined) if node_count(each, size) <= MULTIPLIED_OUT * size)
    if isinstance(expression, Piecewise):
        yield _case_by_case(joined)


def _over_one_bar(expression: Expr) -> Iterator[Expr]:
    """One fraction, multiplied out above the bar where that stays small: what the quotient rule leaves there mostly cancels."""
    whole = Mul(*map(_without_fractions_inside, Mul.make_args(expression)))
    below, above = sift(Mul.make_args(whole), _is_below, binary=True)
    terms = Add.make_args(Mul(*above))
    common = Mul(*(base**-exponent for base, exponent in _lowest_powers(terms).items()))
    if all(sum(factor.is_Add for factor in Mul.make_args(term)) <= MOST_SUMS for term in terms):
        multiplied_out = Add(*(expand_mul(term * common, deep=False) for term in terms))
        for numerator in (multiplied_out, _without_squared_sines(multiplied_out)):
            yield Mul(_factored(numerator), *below, 1 / common)


def _without_squared_sines(total: Expr) -> Expr:
    """sin²u is 1 - cos²u: where both squares occur, one of them cancels."""
    squares = {sin(cosine.args[0]) ** 2: 1 - cosine**2 for cosine in total.atoms(cos)}
    return Add(*(expand_mul(substitute(term, squares), deep=False) for term in Add.make_args(total)))


def _without_fractions_inside(factor: Expr) -> Expr:
    """x⁻²·(1 + y²/x²)⁻¹ is (x² + y²)⁻¹: a sum below the bar, freed of its own bars."""
    if not (_is_below(factor) and factor.exp.is_Integer and factor.base.is_Add):
        return factor
    terms = factor.base.args
    common = Mul(*(base**-exponent for base, exponent in _lowest_powers(terms).items()))
    return Add(*(expand_mul(term * common, deep=False) for term in terms)) ** factor.exp * common**-factor.exp


def _is_below(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Number and factor.exp.is_negative)


def _lowest_powers(terms: Iterable[Expr]) -> dict[Expr, Expr]:
    """What stands below a bar in any of the terms: base → its most negative exponent."""
    lowest: dict[Expr, Expr] = {}
    for power in (factor for term in terms for factor in Mul.make_args(term) if _is_below(factor)):
        lowest[power.base] = min(power.exp, lowest.get(power.base, S.Zero))
    return lowest


def _has_like_powers(expression: Expr) -> bool:
    """Are there powers of one base with different symbols in their exponents, like x^(y - 1)·x^(-y)?"""
    bases = [part.base for part in expression.atoms(Pow) if part.exp.free_symbols]
    return len(set(bases)) < len(bases)


def _with_signs_joined(expression: Expr) -> Expr:
    """|u|·sign(u) is u, sign(u)/|u| is 1/u, and u·sign(u) is |u|, wherever they meet in a product."""
    signs = expression.atoms(sign)
    if not signs:
        return expression
    products = [part for part in _parts(expression) if part.is_Mul and signs & set(part.args)]
    return substitute(expression, {product: _joined(product) for product in products})


def _parts(expression: Expr) -> Iterator[Expr]:
    yield expression
    for argument in expression.args:
        yield from _parts(argument)


def _joined(product: Expr) -> Expr:
    for factor in product.args:
        if not isinstance(factor, sign):
            continue
        u = factor.args[0]
        rest = Mul(*(other for other in product.args if other != factor))
        powers = rest.as_powers_dict()
        if Abs(u) in powers and (powers[Abs(u)] - 1).is_nonnegative:
            return rest / Abs(u) * u
        if Abs(u) in powers and powers[Abs(u)] == -1:
            return rest * Abs(u) / u
        if u in powers and powers[u].is_Integer and powers[u].is_positive:
            return rest / u * Abs(u)
    return product


def node_count(expression: Expr, limit: int) -> int:
    """The number of nodes of the expression, counted up to a limit."""
    count, waiting = 0, [expression]
    while waiting and count < limit:
        part = waiting.pop()
        count += 1 if not _is_sign_change(part) else 0
        waiting.extend(part.args)
    return count


def _is_sign_change(part: Expr) -> bool:
    return part is S.NegativeOne
