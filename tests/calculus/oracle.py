"""The independent oracle: SymPy's own numerical functions and central differences in many digits, and the invariants of a derivation.

Belongs here: what the tests of the engine compare with. Nothing here may use `pdtutor.calculus` to compute a number.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import mpmath
import sympy as sp
from sympy import Expr, KroneckerDelta, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.calculus.step import Step
from pdtutor.notation.functions import with_definitions

F, G = sp.Function("f", real=True), sp.Function("g", real=True)
DIGITS = 60
STEP = mpmath.mpf(10) ** -15
RANGES = ((0.3, 1.8), (-2, 2), (0.05, 0.95), (1.1, 3), (-0.9, 0.9))
LEAVES = {"constant", "identity", "table"}


def known(expression: Expr) -> Expr:
    """The expression with its unknown functions f and g replaced by known ones, derivatives taken by SymPy."""
    if not expression.has(AppliedUndef):
        return expression
    chosen = expression.replace(F, lambda t: sp.sin(t) + t**2 / 3).replace(G, lambda s, t: sp.cos(s + 2 * t) + s * t)
    return chosen.doit()


def numbers_of(expression: Expr, variables: list[Symbol]):
    """The expression as a function of mpmath numbers; None where it is not a finite real number."""
    try:
        function = sp.lambdify(variables, with_definitions(known(expression)), "mpmath")
    except (KeyError, TypeError):  # SymPy finds a part that is infinite or complex everywhere
        return lambda *_: None

    def value(*args):
        try:
            number = mpmath.mpmathify(function(*args))
        except (ValueError, ZeroDivisionError, OverflowError, TypeError, AttributeError):
            return None  # the last two: SymPy's code compares or feeds on complex numbers
        return number if isinstance(number, mpmath.mpf) and mpmath.isfinite(number) else None

    return value


def comparisons(of: Expr, wrt: Symbol, gives: Expr, how_many: int = 2) -> Iterator[tuple[mpmath.mpf, mpmath.mpf]]:
    """Pairs (central difference, claimed slope) at points where both are defined."""
    variables = sorted(of.free_symbols | gives.free_symbols | {wrt}, key=str)
    f, g = numbers_of(of, variables), numbers_of(gives, variables)
    place, generator, found = variables.index(wrt), random.Random(5), 0
    for attempt in range(40):
        low, high = RANGES[attempt % len(RANGES)]
        point = [mpmath.mpf(generator.uniform(low, high)) for _ in variables]
        above, below = list(point), list(point)
        above[place] += STEP
        below[place] -= STEP
        numbers = f(*above), f(*below), g(*point)
        if None not in numbers and is_real_throughout((of, gives), dict(zip(variables, point, strict=True))):
            yield (numbers[0] - numbers[1]) / (2 * STEP), numbers[2]
            found += 1
        if found == how_many:
            return


def is_real_throughout(expressions: tuple[Expr, ...], point: dict[Symbol, mpmath.mpf]) -> bool:
    """No part of the expressions is complex there: |xˣ| is a real number for x = -1/2, yet no value of a real function."""
    try:
        powers = {part for expression in expressions for part in with_definitions(expression).atoms(sp.Pow, sp.log)}
    except KeyError:  # SymPy fails on cases that depend on an unknown constant
        return False
    suspects = [part for part in powers if isinstance(part, sp.log) or not part.exp.is_Integer]
    variables = list(point)
    return all(numbers_of(part, variables)(*point.values()) is not None for part in suspects)


def assert_slope(of: Expr, wrt: Symbol, gives: Expr) -> int:
    """Fails where the claimed slope is not the measured one; the number of points compared."""
    with mpmath.workdps(DIGITS):
        pairs = list(comparisons(of, wrt, gives))
        for measured, claimed in pairs:
            assert abs(measured - claimed) <= mpmath.mpf(10) ** -9 * max(1, abs(measured)), (of, wrt, gives, measured, claimed)
    return len(pairs)


def distinct(root: Step) -> list[Step]:
    """Every step once, parents first."""
    return list({id(step): step for step in root.walk()}.values())


def assert_invariants(root: Step, used: frozenset[str]) -> None:
    """The invariants 1 to 3 of a derivation, at every node."""
    for step in distinct(root):
        assert_slope(step.of, step.wrt, step.gives)
        assert_composed(step)
        assert_leaf(step)
    assert_names(root, used, frozenset())


def composed(step: Step) -> Expr | None:
    """What the rule named makes of the children's results, written out here once more; None for leaves and for rules by cases."""
    gives = [child.gives for child in step.children]
    if step.rule == "sum":
        return sp.Add(*gives)
    if step.rule == "constant_multiple":
        return step.parts["constant"] * gives[0]
    if step.rule == "product":
        return sum(child.gives * step.of / child.of for child in step.children)
    if step.rule == "quotient":
        top, bottom = step.children
        return (top.gives * bottom.of - top.of * bottom.gives) / bottom.of**2
    if step.rule == "general_power":
        return step.of * gives[0]
    if step.rule == "chain":
        outer, inner = step.children[::2], step.children[1::2]
        return sum(f.gives.subs(step.names) * g.gives for f, g in zip(outer, inner, strict=True))
    return gives[0] if step.rule == "rewrite" else None


def assert_composed(step: Step) -> None:
    """`gives` has the value of the children's results put together by the rule."""
    try:
        expected = composed(step)
    except TypeError:  # SymPy will not compare what is nowhere real
        return
    if expected is None or expected.has(sp.Subs, sp.Derivative, KroneckerDelta):
        return
    variables = sorted(expected.free_symbols | step.gives.free_symbols, key=str)
    one, other = numbers_of(expected, variables), numbers_of(step.gives, variables)
    generator = random.Random(9)
    with mpmath.workdps(DIGITS):
        for low, high in RANGES:
            point = [mpmath.mpf(generator.uniform(low, high)) for _ in variables]
            a, b = one(*point), other(*point)
            if None not in (a, b) and is_real_throughout((step.of, expected), dict(zip(variables, point, strict=True))):
                assert abs(a - b) <= mpmath.mpf(10) ** -30 * max(1, abs(a)), (step.rule, step.of, a, b)


def assert_leaf(step: Step) -> None:
    """A leaf is constant, identity, table, or a rule applied to one bare name."""
    if step.children or step.rule in LEAVES:
        return
    moving = [argument for argument in step.of.args if step.wrt in argument.free_symbols]
    assert moving == [step.wrt], (step.rule, step.of)


def assert_names(step: Step, used: frozenset[str], above: frozenset[str]) -> None:
    """No name given to an inner function is the user's, and nested ones differ."""
    given = {symbol.name for symbol in step.names}
    assert not given & used, (step.of, given)
    assert not given & above, (step.of, given)
    for child in step.children:
        assert_names(child, used, above | given)
