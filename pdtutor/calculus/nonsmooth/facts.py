"""What is known of a function (its curvature, its range, how far it can be rooted), and how that follows from what is known of its parts.

Belongs here: the rules, as functions from facts to facts. Does not: each function by its name (`heads`), expressions (`convexity`).

Sources: S. Boyd, L. Vandenberghe, Convex Optimization, Cambridge 2004, chapter 3; M. Grant, S. Boyd, Y. Ye, Disciplined convex
programming, 2006.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Literal

from sympy import Expr, S

Curvature = Literal["constant", "affine", "convex", "concave", "unknown"]
Bound = Fraction | float  # a float only where infinite
Form = Mapping[frozenset[Expr], Fraction]

MOST_VARIABLES = 8  # of a quadratic form that is examined
LARGEST_POWER = 4096  # bits of a bound that is raised to a power; beyond it only signs are kept


@dataclass(frozen=True)
class Facts:
    """What is proved of a function f. Where anything is, its domain is convex.

    low, high       bounds of its values
    degree          the largest known p with f ≥ 0 and f^(1/p) convex, infinite where ln f is; 0 where none is known
    is_log_concave  f ≥ 0, and ln f is concave where f > 0
    form            f as a quadratic form in its variables and 1, where it is one: {x} ↦ 3, {x, y} ↦ 2, {x, 1} ↦ 5 is 3x² + 2xy + 5x
    """

    is_constant: bool = False
    is_convex: bool = False
    is_concave: bool = False
    low: Bound = -inf
    high: Bound = inf
    degree: Bound = 0
    is_log_concave: bool = False
    form: Form | None = None

    @property
    def is_affine(self) -> bool:
        """Convex and concave."""
        return self.is_convex and self.is_concave

    @property
    def is_known(self) -> bool:
        """Convex or concave, so that the domain is convex."""
        return self.is_convex or self.is_concave

    @property
    def exact(self) -> Fraction | None:
        """The value of a constant that is a known fraction."""
        return self.low if self.is_constant and self.low == self.high and isinstance(self.low, Fraction) else None


UNKNOWN = Facts()


def concluded(facts: Facts) -> Facts:
    """With what follows: from the quadratic form; of a constant; of what is nowhere negative."""
    if facts.exact is not None:
        facts = replace(facts, form={frozenset([S.One]): facts.exact})
    if facts.is_constant:
        facts = replace(facts, is_convex=True, is_concave=True)
    elif facts.form is not None and not _is_affine_form(facts.form):
        facts = _with_form(facts, facts.form)
    if facts.low < 0:
        return replace(facts, degree=0, is_log_concave=False)
    degree = inf if facts.is_constant else max(facts.degree, 1) if facts.is_convex else facts.degree
    return replace(facts, degree=degree, is_convex=facts.is_convex or degree >= 1, is_log_concave=facts.is_log_concave or facts.is_concave)


def between(low: Bound = -inf, high: Bound = inf) -> Facts:
    """A constant that is known to lie between two bounds."""
    return concluded(Facts(is_constant=True, low=low, high=high))


ZERO, ONE = (between(Fraction(n), Fraction(n)) for n in (0, 1))


# quadratic forms


def _is_affine_form(form: Form) -> bool:
    return all(S.One in pair for pair in form)


def _with_form(facts: Facts, form: Form) -> Facts:
    """A form whose matrix is positive semidefinite is a sum of squares of affine functions, and its root a norm."""
    names = list({name for pair in form for name in pair} - {S.One})
    below = {pair: -number for pair, number in form.items()}
    if _is_semidefinite(form, [*names, S.One]):
        facts = replace(facts, low=max(facts.low, Fraction(0)), degree=max(facts.degree, 2))
    elif _is_semidefinite(below, [*names, S.One]):
        facts = replace(facts, high=min(facts.high, Fraction(0)))
    return replace(
        facts,
        is_convex=facts.is_convex or _is_semidefinite(form, names),
        is_concave=facts.is_concave or _is_semidefinite(below, names),
    )


def _is_semidefinite(form: Form, names: Sequence[Expr]) -> bool:
    """Is the form's symmetric matrix on these names positive semidefinite? By elimination in fractions."""
    rows = [[form.get(frozenset((a, b)), Fraction(0)) / (1 if a == b else 2) for b in names] for a in names]
    for k, pivot in enumerate(rows):
        if pivot[k] < 0 or (pivot[k] == 0 and any(pivot[k:])):
            return False
        for row in rows[k + 1 :] if pivot[k] else ():
            factor = row[k] / pivot[k]
            row[k:] = [a - factor * b for a, b in zip(row[k:], pivot[k:], strict=True)]
    return True


def _form(entries: Iterable[tuple[frozenset[Expr], Fraction]]) -> Form | None:
    """The form with like entries added; None where it has too many variables to examine."""
    form: dict[frozenset[Expr], Fraction] = {}
    for pair, number in entries:
        form[pair] = form.get(pair, Fraction(0)) + number
    form = {pair: number for pair, number in form.items() if number}
    return form if len({name for pair in form for name in pair} - {S.One}) <= MOST_VARIABLES else None


def _product_form(one: Facts, other: Facts) -> Form | None:
    """The product of two affine forms, or of any form and a number."""
    if one.form is None or other.form is None:
        return None
    if one.exact is not None:
        return _form((pair, one.exact * number) for pair, number in other.form.items())
    if other.exact is not None:
        return _product_form(other, one)
    if not (_is_affine_form(one.form) and _is_affine_form(other.form)):
        return None
    return _form((_joined(p, q), a * b) for p, a in one.form.items() for q, b in other.form.items())


def _joined(p: frozenset[Expr], q: frozenset[Expr]) -> frozenset[Expr]:
    """The entry of x·y, from those of x and y."""
    return frozenset(next(iter(pair - {S.One}), S.One) for pair in (p, q))


# sums, products, extremes


def negated(f: Facts) -> Facts:
    """Of -f."""
    form = None if f.form is None else {pair: -number for pair, number in f.form.items()}
    return concluded(Facts(f.is_constant, f.is_concave, f.is_convex, -f.high, -f.low, form=form))


def total_of(terms: Sequence[Facts]) -> Facts:
    """Of a sum. By Minkowski's inequality the p-th root of Σ fₖ is convex where that of each fₖ ≥ 0 is."""
    forms = [f.form for f in terms if f.form is not None]
    return concluded(
        Facts(
            is_constant=all(f.is_constant for f in terms),
            is_convex=all(f.is_convex for f in terms),
            is_concave=all(f.is_concave for f in terms),
            low=_sum_of_bounds(f.low for f in terms),
            high=_sum_of_bounds(f.high for f in terms),
            degree=min(f.degree for f in terms),
            form=_form(entry for form in forms for entry in form.items()) if len(forms) == len(terms) else None,
        )
    )


def _sum_of_bounds(bounds: Iterable[Bound]) -> Bound:
    """The sum; of infinite bounds, which all have one sign, that one."""
    total: Bound = Fraction(0)
    for bound in bounds:
        if isinstance(bound, float):
            return bound
        total += bound
    return total


def scaled(c: Facts, f: Facts) -> Facts:
    """Of c·f with a constant c."""
    if c.high <= 0 < -c.low:
        return scaled(negated(c), negated(f))
    low, high = _product_bounds(c, f)
    if c.exact == 0 and f.is_known:
        return ZERO
    is_positive = c.low >= 0
    return concluded(
        Facts(
            is_constant=f.is_constant,
            is_convex=f.is_affine or (is_positive and f.is_convex),
            is_concave=f.is_affine or (is_positive and f.is_concave),
            low=low,
            high=high,
            degree=f.degree,
            is_log_concave=f.is_log_concave,
            form=_product_form(c, f),
        )
    )


def _product_bounds(f: Facts, g: Facts) -> tuple[Bound, Bound]:
    corners = [_product_of_bounds(a, b) for a in (f.low, f.high) for b in (g.low, g.high)]
    return min(corners), max(corners)


def _product_of_bounds(a: Bound, b: Bound) -> Bound:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    return (inf if (a > 0) == (b > 0) else -inf) if a and b else Fraction(0)


def product_of(f: Facts, g: Facts) -> Facts:
    """Of f·g: logarithms add."""
    low, high = _product_bounds(f, g)
    return concluded(
        Facts(
            low=low,
            high=high,
            degree=inf if f.degree == g.degree == inf else 0,
            is_log_concave=f.is_log_concave and g.is_log_concave,
            form=_product_form(f, g),
        )
    )


def maximum(*parts: Facts) -> Facts:
    """Of the largest of several; one that is nowhere larger than another does not count."""
    kept = [f for k, f in enumerate(parts) if not (f.is_known and any(_is_over(g, f, j < k) for j, g in enumerate(parts) if j != k))]
    return concluded(
        Facts(
            is_constant=all(f.is_constant for f in kept),
            is_convex=all(f.is_convex for f in kept),
            is_concave=len(kept) == 1 and kept[0].is_concave,
            low=max(f.low for f in parts),
            high=max(f.high for f in parts),
            degree=min(f.degree for f in kept),
            is_log_concave=len(kept) == 1 and kept[0].is_log_concave,
            form=kept[0].form if len(kept) == 1 else None,
        )
    )


def _is_over(g: Facts, f: Facts, is_earlier: bool) -> bool:
    """Is g nowhere smaller than f? Of two that can only be equal, the earlier."""
    return g.is_known and (g.low > f.high or (g.low == f.high and (is_earlier or not f.low == f.high == g.high)))


def minimum(*parts: Facts) -> Facts:
    """Of the smallest of several."""
    return negated(maximum(*map(negated, parts)))


# powers and compositions


def absolute(g: Facts) -> Facts:
    """Of |g|."""
    if g.low >= 0:
        return g
    if g.high <= 0:
        return negated(g)
    return concluded(Facts(g.is_constant, is_convex=g.is_affine, low=Fraction(0), high=max(-g.low, g.high)))


def _where_nonnegative(g: Facts) -> Facts:
    """Of g kept to where g ≥ 0; of a concave g that is a convex set."""
    if g.low >= 0:
        return g
    return concluded(Facts(g.is_constant, g.is_affine, g.is_concave, Fraction(0), max(g.high, Fraction(0))))


def power_of(g: Facts, p: Fraction) -> Facts:
    """Of g^p. Of f = g^p with g ≥ 0 are f^(1/pq) = g^(1/q), and ln f = p ln g."""
    if p == 1:
        return g
    form = _product_form(g, g) if p == 2 else None
    if p.denominator == 1 and p % 2 == 0:
        g = absolute(g)
    elif p.denominator == 1 and g.low < 0:
        return negated(power_of(negated(g), p)) if g.high <= 0 else composed(g)
    f = _power_of_nonnegative(_where_nonnegative(g), p)
    return f if form is None else replace(f, form=form)


def _power_of_nonnegative(g: Facts, p: Fraction) -> Facts:
    low, high = _power_bounds(g, p)
    if p <= 0:
        steepest = inf if g.is_log_concave else 0
        return concluded(Facts(g.is_constant, low=low, high=high, degree=steepest, is_log_concave=g.degree == inf))
    degree = inf if g.degree == inf else p * g.degree
    return concluded(Facts(g.is_constant, False, p <= 1 and g.is_concave, low, high, degree, g.is_log_concave))


def _power_bounds(g: Facts, p: Fraction) -> tuple[Bound, Bound]:
    """Bounds of g^p for g ≥ 0; exact ones where numerator and size allow, else on which side of 1 they lie."""
    if p < 0:
        low, high = _power_bounds(g, -p)
        return 1 / high if isinstance(high, Fraction) and high else Fraction(0), 1 / low if low else inf
    raised_low, raised_high = (_raised(bound, p) for bound in (g.low, g.high))
    low = Fraction(g.low >= 1) if raised_low is None else raised_low
    high = (Fraction(1) if g.high <= 1 else inf) if raised_high is None else raised_high
    return low, high


def _raised(bound: Bound, p: Fraction) -> Bound | None:
    if isinstance(bound, float) or bound in (0, 1):
        return bound
    bits = max(bound.numerator.bit_length(), bound.denominator.bit_length())
    return Fraction(bound**p.numerator) if p.denominator == 1 and bits * p <= LARGEST_POWER else None


def composed(
    g: Facts,
    *,
    convex: bool = False,
    concave: bool = False,
    rising: bool = False,
    falling: bool = False,
    low: Bound = -inf,
    high: Bound = inf,
) -> Facts:
    """Of h(g), from how h bends and moves on the range of g.

    Where h is not defined everywhere, "rising" and "falling" may be said of it only if {g in its domain} is convex for every such g.
    """
    moves_with = (g.is_convex and rising) or (g.is_concave and falling)
    moves_against = (g.is_concave and rising) or (g.is_convex and falling)
    return concluded(
        Facts(
            g.is_constant,
            is_convex=convex and (g.is_affine or moves_with),
            is_concave=concave and (g.is_affine or moves_against),
            low=low,
            high=high,
        )
    )


def exponential(g: Facts) -> Facts:
    """e^g: convex where g is."""
    low, high = Fraction(g.low >= 0), Fraction(1) if g.high <= 0 else inf
    degree = inf if g.is_convex else 0
    return concluded(Facts(g.is_constant, low=low, high=high, degree=degree, is_log_concave=g.is_concave))


def logarithm(g: Facts) -> Facts:
    """ln g, on the domain where g is positive: concave where g is log-concave, as concave functions are."""
    g = _where_nonnegative(g)
    low, high = Fraction(0) if g.low >= 1 else -inf, Fraction(0) if g.high <= 1 else inf
    return concluded(Facts(g.is_constant, is_convex=g.degree == inf, is_concave=g.is_log_concave, low=low, high=high))


def sign_kept(g: Facts, low: Bound, high: Bound) -> tuple[Bound, Bound]:
    """Bounds of a function that has the sign of g and lies between low and high."""
    return Fraction(0) if g.low >= 0 else low, Fraction(0) if g.high <= 0 else high
