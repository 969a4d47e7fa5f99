"""Building sums, products and powers without SymPy's silent distribution of numbers over sums.

Belongs here: the constructors that the reader and the rules share. Does not: simplification (`calculus.tidy`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sympy import (
    ITE,
    Add,
    And,
    Basic,
    Derivative,
    Expr,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Min,
    Mul,
    Not,
    Or,
    Piecewise,
    Pow,
    S,
    Subs,
    Sum,
    Tuple,
    exp,
    expand,
    log,
    piecewise_fold,
)
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair

from pdtutor.notation import flat
from pdtutor.notation.unknown import UnknownDerivative


def add(terms: Iterable[Expr]) -> Expr:
    """The sum, like terms collected."""
    terms = list(terms)
    return flat.total(terms) or Add(*terms)


def multiply(*factors: Expr) -> Expr:
    """The product; a number before a sum stays before it: 2(x + 1), not 2x + 2."""
    if len(factors) == 2:
        first, second = factors
        if first.is_Number and second.is_Add:
            return _kept(first, second)
        if second.is_Number and first.is_Add:
            return _kept(second, first)
    product = flat.product(factors) or Mul(*factors)
    if product.is_Add and len(factors) > 1:
        return _recollected(factors, product)
    return product


def _kept(number: Expr, total: Expr) -> Expr:
    if number is S.One:
        return total
    if number is S.Zero:
        return S.Zero
    return Mul(number, total, evaluate=False)


def _recollected(factors: tuple[Expr, ...], product: Expr) -> Expr:
    """Undo a distribution that happened inside Mul: the numbers come out again, in front of the one sum that is left."""
    number, rest = S.One, []
    for factor in factors:
        coefficient, remainder = factor.as_coeff_Mul()
        number *= coefficient
        rest.append(remainder)
    total = Mul(*rest)
    return _kept(number, total) if total.is_Add else product


def negate(expression: Expr) -> Expr:
    """The expression with its sign changed, sums kept together."""
    if expression.is_Pow and expression.base.is_Symbol:
        return Mul(S.NegativeOne, expression, evaluate=False)  # as SymPy has it, without its look all through the exponent
    return multiply(S.NegativeOne, expression)


def power(base: Expr, exponent: Expr) -> Expr:
    """base^exponent."""
    if base is S.Exp1:
        return called(exp, exponent)
    if base.is_Symbol and (exponent.is_Add or exponent.is_Mul) and not exponent.has(log):
        return Pow(base, exponent, evaluate=False)  # SymPy would look all through the exponent for the logarithm of the base
    return Pow(base, exponent)


def called(function: type, argument: Expr) -> Expr:
    """The value of a function of one argument, as SymPy has it."""
    return flat.called(function, argument) or function(argument)


def divide(numerator: Expr, denominator: Expr) -> Expr:
    """numerator/denominator; the caller makes sure that the denominator is not zero everywhere.

    In a case in which a denominator by cases is zero, the quotient is undefined.
    """
    if not isinstance(denominator, Piecewise):
        return multiply(numerator, Pow(denominator, -1))
    parts = [(S.NaN if value == 0 else divide(S.One, value), condition) for value, condition in denominator.args]
    return multiply(numerator, by_cases(*(parts[:-1] if parts[-1][0] is S.NaN else parts)))


def by_cases(*pairs: tuple[Expr, Basic]) -> Expr:
    """A function by cases, undefined where no condition holds; conditions stay as they are written."""
    kept = [(value, without_cases(condition)) for value, condition in pairs if condition != S.false]
    while len(kept) > 1 and kept[-1][1] == S.true and kept[-2][0] == kept[-1][0]:
        del kept[-2]
    if kept and kept[0][1] == S.true:
        return kept[0][0]
    return Piecewise(*kept, evaluate=False) if kept else S.NaN


def without_cases(condition: Basic) -> Basic:
    """A condition on a function by cases, as a condition on its parts."""
    if condition.has(Piecewise):
        condition = piecewise_fold(condition).rewrite(ITE)
    return _without_choices(condition) if condition.has(ITE) else condition


def _without_choices(condition: Basic) -> Basic:
    if isinstance(condition, ITE):
        test, then, otherwise = map(_without_choices, condition.args)
        return Or(And(test, then), And(negation(test), otherwise))
    if isinstance(condition, Not):
        return negation(_without_choices(condition.args[0]))
    if isinstance(condition, (And, Or)):
        return condition.func(*map(_without_choices, condition.args))
    return condition


def negation(condition: Basic) -> Basic:
    """The opposite condition, with no Not left in it."""
    if isinstance(condition, (And, Or)):
        dual = Or if isinstance(condition, And) else And
        return dual(*map(negation, condition.args))
    return negation(_without_choices(condition)) if isinstance(condition, ITE) else Not(condition)


def linear_in(expression: Expr, variable: Expr) -> tuple[Expr, Expr] | None:
    """(slope, rest) of an expression slope·variable + rest, or None where it is not of this form."""
    terms = Add.make_args(Add(*(expand(term, deep=False) for term in Add.make_args(expression))))
    moving = [term for term in terms if variable in term.free_symbols]
    slope = Add(*(term / variable for term in moving))
    if variable in slope.free_symbols or slope == 0:
        return None
    return slope, Add(*(term for term in terms if variable not in term.free_symbols))


def _decided(relation: type, left: Expr, right: Expr) -> Basic:
    """The relation between two numbers; false where SymPy finds, on evaluating, that one of them is none."""
    try:
        return relation(left, right)
    except (TypeError, ValueError):
        return S.false


OPPOSITE = {Gt: Lt, Lt: Gt, Ge: Le, Le: Ge}


def compared(relation: type, left: Expr, right: Expr) -> Basic:
    """The relation between two sides: decided between numbers, else kept as it is but for a sign before everything (-x > 0 is x < 0)."""
    if left.is_number and right.is_number:
        is_undefined = left.is_extended_real is False or right.is_extended_real is False
        return S.false if is_undefined else _decided(relation, left, right)
    if right.is_zero and left.is_Mul and left.could_extract_minus_sign():
        return OPPOSITE.get(relation, relation)(-left, S.Zero, evaluate=False)
    return relation(left, right, evaluate=False)


def substitute(expression: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """The expression with names replaced, built by the constructors above; cases, extremes and relations stay as they are written."""
    return _Substitution(values).of(expression)


class _Substitution:
    def __init__(self, values: Mapping[Expr, Expr]) -> None:
        self._done: dict[Basic, Basic] = dict(values)

    def of(self, part: Basic) -> Basic:
        known = self._done.get(part)
        if known is None:
            known = self._done[part] = self._rebuilt(part) if part.args else part
        return known

    def _rebuilt(self, part: Basic) -> Basic:
        args = [self.of(argument) for argument in part.args]
        if all(new is old for new, old in zip(args, part.args, strict=True)):
            return part
        if part.is_Mul:
            return multiply(*args)
        if isinstance(part, (Derivative, Subs)):
            return self._derivative(part)
        if isinstance(part, Sum) and args[0] == 0:
            return S.Zero
        if isinstance(part, Piecewise):
            return by_cases(*(tuple(pair) for pair in args))
        if isinstance(part, (Max, Min)):
            return part.func(*args, evaluate=False)
        if isinstance(part, ExprCondPair):
            return Tuple(*args)
        if isinstance(part, Relational):
            return compared(part.func, *args)
        return called(part.func, args[0]) if len(args) == 1 else part.func(*args)

    def _derivative(self, part: Basic) -> Basic:
        known = UnknownDerivative.of_derivative(part)
        if known is None:
            return part.xreplace(self._done)
        return known.at([self.of(argument) for argument in known.args]).expression()
