"""Proofs that a function is convex or concave, by the rules of disciplined convex programming.

Belongs here: which rule applies to which part of an expression. Does not: the rules (`facts`, `heads`), numbers at points, or what follows
for subgradients.

Nothing is claimed that does not follow; what follows from no rule here is "unknown".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice, pairwise, permutations
from math import inf

import mpmath
import sympy as sp
from sympy import Add, And, Basic, Dummy, Expr, Indexed, IndexedBase, Mul, Not, Or, Piecewise, S, Sum, log, postorder_traversal
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.derive import derive
from pdtutor.calculus.nonsmooth.facts import (
    ONE,
    UNKNOWN,
    Bound,
    Curvature,
    Facts,
    absolute,
    between,
    concluded,
    exponential,
    logarithm,
    power_of,
    product_of,
    scaled,
    sign_kept,
    total_of,
)
from pdtutor.calculus.nonsmooth.heads import HEADS
from pdtutor.calculus.numeric import RELATIONS, settled_number
from pdtutor.notation import functions as named
from pdtutor.notation.algebra import add, divide, multiply, negate, substitute
from pdtutor.notation.limits import deep_recursion, is_beyond_estimate
from pdtutor.notation.names import variables_of

Polynomial = tuple[Fraction, Fraction, Fraction]

MOST_BREAKS = 8  # of a function by cases
MOST_NODES = 100  # of one
LARGEST_EXPONENT = 4096  # bits of a number that is enclosed; beyond it only its sign is kept
MARGIN = Fraction(1, 10**15)  # relative, around an irrational constant known to twenty digits


def curvature(of: Expr, variables: Sequence[Expr], numbers: Mapping[Expr, Expr] | None = None) -> Curvature:
    """What is proved of a function on all of its domain, that this is convex included, jointly in the variables.

    of         a scalar in real variables
    variables  Symbols, Indexed, or an IndexedBase for all its entries; every other name is a constant
    numbers    constant → its value; of the others only the assumptions of their symbols are known

    "constant" and "affine" are both convex and concave; "unknown" says nothing.
    """
    if not all(map(_has_convex_domain, variables)):
        return "unknown"
    with deep_recursion():
        facts = _Prover(variables, numbers or {}).whole(of)
    if facts.is_affine:
        return "constant" if facts.is_constant else "affine"
    return "convex" if facts.is_convex else "concave" if facts.is_concave else "unknown"


def _has_convex_domain(variable: Expr) -> bool:
    """All real numbers, or those of one sign: not the whole ones, nor all but 0."""
    has_one_sign = variable.is_nonnegative or variable.is_nonpositive
    return not (variable.is_rational or variable.is_irrational or (variable.is_zero is False and not has_one_sign))


SMOOTH = (Add, Mul, sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.asinh, sp.erf, sp.erfc)
SMOOTH_NAMED = (named.sigmoid, named.softplus, named.silu, named.gelu)


class _Prover:
    """The facts of expressions, each found once."""

    def __init__(self, variables: Sequence[Expr], numbers: Mapping[Expr, Expr]) -> None:
        self._variables = set(variables)
        self._families = {v if isinstance(v, IndexedBase) else v.base for v in variables if isinstance(v, (Indexed, IndexedBase))}
        self._numbers = {name: number for name, number in numbers.items() if name not in self._variables}
        self._found: dict[Basic, Facts] = {}
        self._smooth: dict[Basic, bool] = {}

    def whole(self, of: Expr) -> Facts:
        """The facts of a whole function; one of one variable is also judged by its slopes."""
        ways = (self.of, self._of_cases, self._with_smooth_terms)
        return next((facts for facts in (way(of) for way in ways) if facts.is_known), UNKNOWN)

    def _with_smooth_terms(self, of: Expr) -> Facts:
        """Of a sum whose smooth terms have one variable, by their second derivative."""
        terms = Add.make_args(of)
        smooth = {term: None for term in terms if not self.of(term).is_affine and self._is_smooth(term)}
        moving = {variable for term in smooth for variable in self._moving(term)}
        if len(moving) != 1 or not all(variable.is_Symbol for variable in moving):
            return UNKNOWN
        rest = [self.of(term) for term in terms if term not in smooth]
        return total_of([self._by_second_derivative(add(smooth), moving.pop()), *rest])

    def of(self, part: Expr) -> Facts:
        """The facts of an expression."""
        facts = self._found.get(part)
        if facts is None:
            facts = self._found[part] = self._derived(part)
        return facts

    def _derived(self, part: Expr) -> Facts:
        if self._is_variable(part):
            low, high = _assumed_bounds(part)
            form = {frozenset((part, S.One)): Fraction(1)}
            return concluded(Facts(is_convex=True, is_concave=True, low=low, high=high, form=form))
        if part in self._numbers:
            return self.of(self._numbers[part])
        if part.is_Rational or part.is_Float:
            return between(*_enclosed(part))
        if part.is_Atom or isinstance(part, Indexed):
            return between(*_assumed_bounds(part))
        return next(rule for head, rule in RULES.items() if isinstance(part, head))(self, part)

    def _is_variable(self, part: Basic) -> bool:
        return part in self._variables or (isinstance(part, Indexed) and part.base in self._families)

    def _moving(self, part: Expr) -> set[Expr]:
        return {name for name in variables_of(part) if self._is_variable(name) or name in self._families}

    def _parts(self, part: Expr) -> list[Facts]:
        """The facts of the arguments; a constant among moving ones is enclosed by its value, where that is known."""
        facts = [self.of(argument) for argument in part.args]
        if all(f.is_constant for f in facts):
            return facts
        return [self._settled(argument, f) for argument, f in zip(part.args, facts, strict=True)]

    def _settled(self, part: Expr, facts: Facts) -> Facts:
        if not facts.is_constant or facts.exact is not None or part.has(AppliedUndef) or not variables_of(part) <= self._numbers.keys():
            return facts
        number = mpmath.mpf(0 if is_beyond_estimate(part) else settled_number(part, self._numbers))
        return between(*_enclosed(number, MARGIN)) if mpmath.isnormal(number) else facts

    def _of_sum(self, part: Expr) -> Facts:
        """Of a sum, its quadratic part taken together; 1 - σ(z) is σ(-z)."""
        complement = negate(part.args[1]) if len(part.args) == 2 and part.args[0] == 1 else None
        if isinstance(complement, named.sigmoid):
            return self.of(named.sigmoid(negate(complement.args[0])))
        facts = self._parts(part)
        quadratic = [f for f in facts if f.form is not None]
        others = [f for f in facts if f.form is None]
        return total_of([total_of(quadratic), *others] if quadratic and others else facts)

    def _of_product(self, part: Expr) -> Facts:
        facts = self._parts(part)
        constant = reduce(scaled, (f for f in facts if f.is_constant), ONE)
        moving = [f for f in facts if not f.is_constant]
        if not moving:
            return constant
        factors = [factor for factor in part.args if not self.of(factor).is_constant]
        size = self._as_power_of_size(factors)
        product = reduce(product_of, moving) if size is None else size
        if not product.is_known and len(moving) == 2:
            is_convex = any(self._is_entropy(*pair) or self._is_square_over(*pair) for pair in permutations(factors))
            product = concluded(replace(product, is_convex=is_convex))
        return scaled(constant, product)

    def _as_power_of_size(self, factors: Sequence[Expr]) -> Facts | None:
        """Of g²|g|, the form that |g|³ takes: of powers of one |g|."""
        powers = [factor.as_base_exp() for factor in factors]
        bases = {base.args[0] if isinstance(base, sp.Abs) else base for base, _ in powers}
        if (
            len(powers) == 1
            or len(bases) > 1
            or not all(e.is_Rational and e > 0 and (isinstance(b, sp.Abs) or e.is_even) for b, e in powers)
        ):
            return None
        return power_of(absolute(self.of(bases.pop())), sum((Fraction(e.p, e.q) for _, e in powers), Fraction(0)))

    def _is_entropy(self, g: Expr, logarithm: Expr) -> bool:
        """g ln(g/h) with affine g and h is convex where both are positive (Boyd and Vandenberghe, example 3.19)."""
        one = self.of(g)
        if not (isinstance(logarithm, log) and one.is_affine) or logarithm.has(Piecewise):
            return False
        other = self.of(divide(g, logarithm.args[0]))
        return other.is_affine and (one.low >= 0 or other.low >= 0)

    def _is_square_over(self, f: Expr, reciprocal: Expr) -> bool:
        """u²/h with convex u ≥ 0 and concave h > 0 is convex (the same, section 3.2.6)."""
        if not (reciprocal.is_Pow and reciprocal.exp == -1):
            return False
        h = self.of(reciprocal.base)
        return h.is_concave and h.low >= 0 and self.of(f).degree >= 2

    def _of_power(self, part: Expr) -> Facts:
        g, exponent = self._parts(part)
        if exponent.exact is not None:
            return power_of(g, exponent.exact)
        if g.low < 0:
            return between() if g.is_constant and exponent.is_constant else UNKNOWN
        if g.is_constant:
            return exponential(scaled(logarithm(g), exponent))
        if not (g.is_known and exponent.is_known) or part.base.has(Piecewise):
            return UNKNOWN
        return exponential(self.of(multiply(part.exp, log(part.base))))

    def _of_series(self, part: Sum) -> Facts:
        """Of a sum over an index: as of its terms, however many."""
        bounds = {bound for limit in part.limits for bound in limit[1:]}
        names = {name for bound in bounds for name in bound.free_symbols}
        if bounds & {S.Infinity, S.NegativeInfinity} or any(self._moving(name) for name in names):
            return UNKNOWN
        if any(index in self._variables or index in self._numbers for index in part.variables):
            return UNKNOWN
        f = self.of(part.function)
        low, high = sign_kept(f, -inf, inf)
        return concluded(Facts(f.is_constant, f.is_convex, f.is_concave, low, high, f.degree))

    def _of_cross_entropy(self, part: Expr) -> Facts:
        """bce(σ(z), y) is softplus(z) - y z."""
        p, y = part.args
        if isinstance(p, named.sigmoid):
            return self.of(add((named.softplus(*p.args), multiply(S.NegativeOne, y, *p.args))))
        return self.of(part.definition())

    def _of_call(self, part: Expr) -> Facts:
        facts = self._parts(part)
        is_constant = all(f.is_constant for f in facts)
        head = HEADS.get(type(part))
        return concluded(replace(head(*facts) if head else UNKNOWN, is_constant=is_constant))

    def _of_other(self, part: Expr) -> Facts:
        return UNKNOWN if self._moving(part) else between()

    # functions of one variable

    def _is_smooth(self, part: Expr) -> bool:
        """Does the function have derivatives of every order wherever its variables may lie?"""
        known = self._smooth.get(part)
        if known is None:
            known = self._smooth[part] = self.of(part).is_constant or self._is_variable(part) or self._is_smoothly_built(part)
        return known

    def _is_smoothly_built(self, part: Expr) -> bool:
        if isinstance(part, log):
            return self._is_positive(part.args[0]) and self._is_smooth(part.args[0])
        if not part.is_Pow:
            return isinstance(part, SMOOTH + SMOOTH_NAMED) and all(map(self._is_smooth, part.args))
        exponent = self.of(part.exp).exact
        is_whole = exponent is not None and exponent.denominator == 1 and exponent >= 0
        return (is_whole or self._is_positive(part.base)) and all(map(self._is_smooth, part.args))

    def _is_positive(self, part: Expr) -> bool:
        return self.of(part).low > 0 or bool(part.is_Symbol and part.is_positive)

    def _by_second_derivative(self, of: Expr, x: Expr) -> Facts:
        facts = self.of(of)
        second = self.of(derive(derive(of, x).gives, x).gives)
        return concluded(replace(facts, is_convex=facts.is_convex or second.low >= 0, is_concave=facts.is_concave or second.high <= 0))

    def _of_cases(self, part: Piecewise) -> Facts:
        """Of a function of one variable, put together from polynomials up to degree 2: their slopes and where they meet."""
        moving = self._moving(part)
        if len(moving) != 1:
            return UNKNOWN if moving else between()
        x = moving.pop()
        breaks = self._breaks(part, x)
        pieces = None if breaks is None else _all(self._polynomial(part, x, at) for at in _middles(breaks))
        joints = None if breaks is None else _all(self._polynomial(part, x, at) for at in breaks)
        if breaks is None or pieces is None or joints is None:
            return UNKNOWN
        bends, rises = [piece[2] for piece in pieces], []
        for at, here, (left, right) in zip(breaks, joints, pairwise(pieces), strict=True):
            if not _value(left, at) == _value(here, at) == _value(right, at):
                return UNKNOWN
            rises.append(_slope(right, at) - _slope(left, at))
        return concluded(Facts(is_convex=min(bends + rises) >= 0, is_concave=max(bends + rises) <= 0))

    def _breaks(self, part: Expr, x: Expr) -> list[Fraction] | None:
        """Where cases may change, ascending; None where that is not known exactly."""
        breaks: list[Fraction] = []
        nodes = list(islice(postorder_traversal(part), MOST_NODES + 1))
        if len(nodes) > MOST_NODES:
            return None
        for switch in dict.fromkeys(switch for node in nodes for switch in _switches(node)):
            lines = _all(self._polynomial(switch, x, at) for at in _middles(breaks))
            if lines is None or any(line[2] for line in lines):
                return None
            breaks = sorted({*breaks, *(-line[0] / line[1] for line in lines if line[1])})
            if len(breaks) > MOST_BREAKS:
                return None
        return breaks

    def _polynomial(self, part: Expr, x: Expr, at: Fraction) -> Polynomial | None:
        """The polynomial a + b x + c x² that the expression is at a number and, if it is no break, around it."""
        form = self.of(self._chosen(part, x, at)).form
        if form is None or not set().union(*form) <= {x, S.One}:
            return None
        a, b, c = (form.get(frozenset(pair), Fraction(0)) for pair in ((S.One,), (x, S.One), (x,)))
        return a, b, c

    def _chosen(self, part: Expr, x: Expr, at: Fraction) -> Expr:
        """The expression with one case of every extreme, |g| and Piecewise, the one at a number; nan where none is known to hold.

        Of what else could vanish from a polynomial unseen, and its domain with it, nothing is known.
        """
        if isinstance(part, Piecewise):
            cases = ((value, self._holds(condition, x, at)) for value, condition in part.args)
            value, holds = next(((value, holds) for value, holds in cases if holds is not False), (S.NaN, False))
            return self._chosen(value, x, at) if holds else S.NaN
        if isinstance(part, sp.Abs):
            return self._extreme(max, (*part.args, negate(part.args[0])), x, at)
        if isinstance(part, (sp.Max, sp.Min)):
            return self._extreme(max if isinstance(part, sp.Max) else min, part.args, x, at)
        if isinstance(part, named.NamedFunction) and part.has_cases:
            return self._chosen(part.func(*(self._chosen(argument, x, at) for argument in part.args)).definition(), x, at)
        if isinstance(part, (Add, Mul)) or (part.is_Pow and part.exp.is_Integer and part.exp.is_positive):
            return part.func(*(self._chosen(argument, x, at) for argument in part.args))
        return part if part == x or self.of(part).is_constant else S.NaN

    def _extreme(self, best: Callable[[Iterable[Fraction]], Fraction], parts: Sequence[Expr], x: Expr, at: Fraction) -> Expr:
        chosen = [self._chosen(part, x, at) for part in parts]
        polynomials = _all(self._polynomial(part, x, at) for part in chosen)
        values = [_value(polynomial, at) for polynomial in polynomials or ()]
        return chosen[values.index(best(values))] if values else S.NaN

    def _holds(self, condition: Basic, x: Expr, at: Fraction) -> bool | None:
        """Does a condition hold at a number? None where that is not known exactly."""
        if isinstance(condition, Relational):
            polynomial = self._polynomial(_gap(condition), x, at)
            return None if polynomial is None else RELATIONS[type(condition)](_value(polynomial, at), 0)
        if isinstance(condition, (And, Or, Not)):
            parts = [self._holds(part, x, at) for part in condition.args]
            return None if None in parts else not parts[0] if isinstance(condition, Not) else LOGIC[type(condition)](parts)
        return {S.true: True, S.false: False}.get(condition)


LOGIC: dict[type, Callable[[Iterable[bool | None]], bool]] = {And: all, Or: any}
RULES: dict[type, Callable[[_Prover, Expr], Facts]] = {
    Add: _Prover._of_sum,
    Mul: _Prover._of_product,
    sp.Pow: _Prover._of_power,
    Sum: _Prover._of_series,
    Piecewise: _Prover._of_cases,
    named.bce: _Prover._of_cross_entropy,
    sp.Max: _Prover._of_call,
    sp.Min: _Prover._of_call,
    sp.Function: _Prover._of_call,
    Basic: _Prover._of_other,
}


def _assumed_bounds(name: Expr) -> tuple[Bound, Bound]:
    return Fraction(0) if name.is_nonnegative else -inf, Fraction(0) if name.is_nonpositive else inf


def _enclosed(number: Number, margin: Fraction = Fraction(0)) -> tuple[Bound, Bound]:
    """Bounds of a number of SymPy's or mpmath's that is known but for a relative margin; only its sign where it is very large or small."""
    if getattr(number, "is_Rational", False):
        value = Fraction(number.p, number.q)
    else:
        sign, mantissa, exponent, _ = number._mpf_
        if abs(exponent) > LARGEST_EXPONENT:
            return (-inf, Fraction(0)) if sign else (Fraction(0), inf)
        value = Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** exponent
    ends = value * (1 - margin), value * (1 + margin)
    return min(ends), max(ends)


def _switches(node: Expr) -> Iterator[Expr]:
    """What it depends on the sign of, which case a node takes."""
    if isinstance(node, sp.Abs):
        yield node.args[0]
    elif isinstance(node, Relational):
        yield _gap(node)
    elif isinstance(node, (sp.Max, sp.Min)):
        yield from (add((a, negate(b))) for a, b in combinations(node.args, 2))
    elif isinstance(node, named.NamedFunction) and node.has_cases:
        places = [Dummy(real=True) for _ in node.args]
        for inner in postorder_traversal(node.defined(*places)):
            yield from (substitute(switch, dict(zip(places, node.args, strict=True))) for switch in _switches(inner))


def _gap(relation: Relational) -> Expr:
    return add((relation.lhs, negate(relation.rhs)))


def _middles(breaks: Sequence[Fraction]) -> list[Fraction]:
    """A number in each interval between breaks."""
    if not breaks:
        return [Fraction(0)]
    return [breaks[0] - 1, *((a + b) / 2 for a, b in pairwise(breaks)), breaks[-1] + 1]


def _all(polynomials: Iterable[Polynomial | None]) -> list[Polynomial] | None:
    """The polynomials, None where one is missing."""
    found = list(polynomials)
    known = [polynomial for polynomial in found if polynomial is not None]
    return known if len(known) == len(found) else None


def _value(polynomial: Polynomial, at: Fraction) -> Fraction:
    return polynomial[0] + at * (polynomial[1] + at * polynomial[2])


def _slope(polynomial: Polynomial, at: Fraction) -> Fraction:
    return polynomial[1] + 2 * at * polynomial[2]
