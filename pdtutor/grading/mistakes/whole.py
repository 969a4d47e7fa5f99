"""Wrong ways with the answer as a whole: another question answered, the sign, the reciprocal, and mistakes of networks and losses.

Belongs here: slips that are about no single node. Does not: the total derivative's paths (`paths`), one node composed wrongly (the rest).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, combinations_with_replacement

from sympy import Add, Expr, Function, Mul, Rational, S, Sum, Symbol, Tuple, log

from pdtutor.calculus.derive import derive
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.structure import is_softmax
from pdtutor.grading.mistakes.vectors import Vector, total
from pdtutor.grading.rates import rate_of
from pdtutor.notation.names import in_natural_order, variables_of

MOST_OTHERS = 8


@dataclass(frozen=True)
class Question:
    """What was asked of one function: its derivative by each of `order` in turn.

    function    the function, without names
    derivative  the right answer
    """

    function: Expr
    order: tuple[Expr, ...]
    derivative: Expr

    @property
    def others(self) -> list[Expr]:
        """The variables that are held."""
        free = in_natural_order(variables_of(self.function))
        return [variable for variable in free if variable not in self.order and not variable.is_integer][:MOST_OTHERS]


def wholes(question: Question, scope: Scope) -> Slips:
    """Every wrong way with the answer as a whole."""
    right = scope.value(question.derivative)
    yield Slip(("sign.negative",), -right)
    yield Slip(("implicit.inverse",), scope.one / right)
    yield Slip(("question.function",), scope.value(question.function))
    yield from _once(question, scope, right) if len(question.order) == 1 else _repeated(question, scope)
    yield from _losses(question, scope, right)


@lru_cache(maxsize=4096)
def _slope(of: Expr, wrt: Expr) -> Expr:
    return derive(of, wrt).gives


# --- another question -------------------------------------------------------------------------------------------------------------


def _once(question: Question, scope: Scope, right: Vector) -> Slips:
    (wrt,) = question.order
    slopes = {other: scope.value(_slope(question.function, other)) for other in question.others}
    for other, slope in slopes.items():
        yield Slip(("partial.wrong_variable",), slope, other)
        cancels = question.derivative == -_slope(question.function, other)  # of the bias and the target of an error
        yield Slip(_both_ids(question), right + slope, other, is_weak=cancels)
    if len(slopes) > 1:
        yield Slip(_both_ids(question), total(slopes.values(), right))
    yield from _moving_along(slopes, wrt, scope, right)
    second = _slope(question.derivative, wrt)
    yield Slip(("question.second_derivative",), scope.value(second), is_weak=not variables_of(second))
    for other in question.others:
        mixed = _slope(question.derivative, other)
        yield Slip(("question.mixed",), scope.value(mixed), other, is_weak=not variables_of(mixed))


def _moving_along(slopes: Mapping[Expr, Vector], wrt: Expr, scope: Scope, right: Vector) -> Slips:
    """The total derivative: other variables moving with this one, at rates of their own."""
    paths = {other: slope * scope.value(rate_of(other, wrt)) for other, slope in slopes.items() if other.is_Symbol and wrt.is_Symbol}
    for other, path in paths.items():
        yield Slip(("question.total",), right + path, other)
    if len(paths) > 1:
        yield Slip(("question.total",), total(paths.values(), right))


def _both_ids(question: Question) -> tuple[str, ...]:
    (wrt,) = question.order
    whole = question.function
    is_power = whole.is_Pow and whole.exp.has(wrt) and variables_of(whole.base) - {wrt}
    return ("partial.other_as_variable", *(("partial.other_as_variable_log",) if is_power else ()))


def _repeated(question: Question, scope: Scope) -> Slips:
    order = question.order
    values = {variable: scope.value(_slope(question.function, variable)) for variable in dict.fromkeys(order)}
    for variable, value in values.items():
        yield Slip(("partial.second_is_first",), value, variable)
        yield Slip(("partial.second_is_square",), value * value, variable)
    if len(values) > 1:
        yield Slip(("partial.mixed_zero",), scope.zero)
        yield Slip(("partial.mixed_sum",), total(values.values(), scope.zero))
        for one, other in combinations(values, 2):
            yield Slip(("partial.mixed_product",), values[one] * values[other])
    yield from _fewer_or_more(question, scope)
    if len(order) == 2:
        yield from _other_two(question, scope)


def _fewer_or_more(question: Question, scope: Scope) -> Slips:
    """A derivative of lower or higher order than asked."""
    of = question.function
    for turns, variable in enumerate(question.order[:-1], 1):
        of = _slope(of, variable)
        if turns > 1:
            yield Slip(("partial.second_is_first", "question.first_derivative"), scope.value(of), variable)
    for variable in dict.fromkeys(question.order):
        yield Slip(("question.second_derivative",), scope.value(_slope(question.derivative, variable)), is_weak=True)


def _other_two(question: Question, scope: Scope) -> Slips:
    """The second derivative by other variables."""
    variables = (*dict.fromkeys(question.order), *question.others)
    for one, other in combinations_with_replacement(variables, 2):
        if sorted((one, other), key=str) != sorted(question.order, key=str):
            value = scope.value(_slope(_slope(question.function, one), other))
            yield Slip(("partial.wrong_variable",), value, Tuple(one, other))


# --- losses and networks ----------------------------------------------------------------------------------------------------------


def _losses(question: Question, scope: Scope, right: Vector) -> Slips:
    if len(question.order) == 1:
        yield from _bias(question, scope)
        yield from _cross_entropy(question, scope, right)
        yield from _means(question, right, scope)


def _bias(question: Question, scope: Scope) -> Slips:
    (wrt,) = question.order
    if any({wrt, -wrt} & {*total_.args} for total_ in question.function.atoms(Add)) and question.others:
        yield Slip(("ml.bias_zero",), scope.zero, wrt)
    if any(map(is_softmax, (*question.function.atoms(Mul),))):
        yield Slip(("ml.softmax_offdiag_zero",), scope.zero, wrt)


def _cross_entropy(question: Question, scope: Scope, right: Vector) -> Slips:
    """-y·ln p - (1 - y)·ln(1 - p), as it is or by name: the sign, and the slope by p alone."""
    function, (wrt,) = question.function, question.order
    if any(call.func.__name__ == "bce" for call in function.atoms(Function)):
        yield Slip(("ml.bce_sign",), -right)
    for p in _probabilities(function):
        name = Symbol("probability", real=True)
        yield Slip(("ml.bce_sign",), -right)
        loss = function.xreplace({log(p): log(name), log(1 - p): log(1 - name)})
        slope = scope.within({name: p}).value(_slope(loss, name))
        yield Slip(("ml.bce_log_only",), slope)
        logit = _logit(p)
        if logit is not None:
            yield Slip(("ml.bce_log_only",), slope * scope.value(_slope(logit, wrt)))


def _probabilities(function: Expr) -> Iterator[Expr]:
    inside = {call.args[0] for call in function.atoms(log)}
    return (p for p in sorted(inside, key=str) if 1 - p in inside and (p.is_Pow or p.is_Function))


def _logit(p: Expr) -> Expr | None:
    """z of σ(z), written by name or as 1/(1 + e^-z)."""
    if p.is_Function and p.func.__name__ == "sigmoid":
        return p.args[0]
    inner = [term for term in p.as_base_exp()[0].args if term.func.__name__ == "exp"] if p.is_Pow else []
    return -inner[0].args[0] if inner else None


def _means(question: Question, right: Vector, scope: Scope) -> Slips:
    """A mean whose 1/N is lost."""
    for count in sample_sizes(question.function):
        yield Slip(("ml.mean_1_over_n",), right * scope.value(count), count)


def sample_sizes(function: Expr) -> Iterator[Expr]:
    """What a sum of several terms is divided by, in front of all of it or in each of them."""
    if function.is_Add:
        numbers = {term.as_coeff_Mul()[0] for term in function.args}
        if len(numbers) == 1 and (number := numbers.pop()) == Rational(1, len(function.args)):
            yield 1 / number
    factors = Mul.make_args(function)
    sums = [factor for factor in factors if isinstance(factor, Sum) or factor.is_Add]
    below = [factor for factor in factors if (factor.is_Rational and factor.p == 1 and factor.q > 1) or _is_reciprocal(factor)]
    if sums:
        yield from (1 / factor for factor in below)


def _is_reciprocal(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp == S.NegativeOne and factor.base.is_integer)


def antiderivative(question: Question, answer: Expr, scope: Scope) -> Slips:
    """The answer's own derivative beside the function: an answer was integrated where this is the answer."""
    if len(question.order) == 1:
        yield Slip(("integrated",), scope.value(_slope(answer, question.order[0])) - scope.value(question.function) + scope.value(answer))
