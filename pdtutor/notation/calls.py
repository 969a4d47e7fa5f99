"""What each known function builds, and how it is called.

Belongs here: signatures, defaults and constructors of functions of plain arguments. Does not: sums, cases and derivatives (`building`),
spellings (`vocabulary`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import sympy
from sympy import Expr, KroneckerDelta, Max, Min, Rational, S

from pdtutor.notation import algebra, functions


class Call:
    """A function that is known: the names of its arguments, the defaults of the last ones, and what it builds.

    No names: any number of arguments.
    """

    __slots__ = ("build", "defaults", "names")

    def __init__(self, names: str, build: Callable[..., Expr], defaults: tuple[Expr, ...] = ()) -> None:
        self.names = names.split()
        self.build = build
        self.defaults = defaults

    def signature(self, name: str) -> str:
        """How the function is written: elu(x, a=1)."""
        if not self.names:
            return f"{name}(a, b, …)"
        required = len(self.names) - len(self.defaults)
        with_defaults = [f"{n}={'e' if d is sympy.E else d}" for n, d in zip(self.names[required:], self.defaults, strict=True)]
        return f"{name}({', '.join(self.names[:required] + with_defaults)})"


def largest(*args: Expr) -> Expr:
    """The maximum, not simplified; of rational numbers alone, the number."""
    return _extreme(Max, args)


def smallest(*args: Expr) -> Expr:
    """The minimum, not simplified; of rational numbers alone, the number."""
    return _extreme(Min, args)


def _extreme(kind: type, args: tuple[Expr, ...]) -> Expr:
    if all(argument.is_Rational for argument in args):
        return kind(*args)
    distinct = list(dict.fromkeys(args))
    return distinct[0] if len(distinct) == 1 else kind(*distinct, evaluate=False)


_ONE_ARGUMENT = (
    "sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh sech csch coth asinh acosh atanh asech acsch acoth "
    "erf erfc sqrt exp sign"
)
CALLS: dict[str, Call] = (
    {name: Call("x", partial(algebra.called, getattr(sympy, name))) for name in _ONE_ARGUMENT.split()}
    | {name: Call("x", getattr(functions, name)) for name in ("relu", "hardswish", "hardtanh", "relu6", "cbrt")}
    | {name: Call("z", getattr(functions, name)) for name in ("sigmoid", "softplus", "silu", "gelu")}
    | {
        "abs": Call("x", partial(algebra.called, sympy.Abs)),
        "ln": Call("x", partial(algebra.called, sympy.log)),
        # logarithms to a base and roots are quotients and powers: `building` checks these and builds them from the parts
        "log": Call("x base", sympy.log, (sympy.E,)),
        "log2": Call("x", sympy.log),
        "log10": Call("x", sympy.log),
        "root": Call("x n", sympy.root),
        "log1p": Call("x", lambda x: sympy.log(algebra.add((S.One, x)))),
        "expm1": Call("x", lambda x: algebra.add((sympy.exp(x), S.NegativeOne))),
        "atan2": Call("y x", sympy.atan2),
        "max": Call("", largest),
        "min": Call("", smallest),
        "clip": Call("x low high", functions.clip),
        "elu": Call("x a", functions.elu, (S.One,)),
        "leaky_relu": Call("x a", functions.leaky_relu, (Rational(1, 100),)),
        "huber": Call("r d", functions.huber, (S.One,)),
        "bce": Call("p y", functions.bce),
        "logsumexp": Call("", functions.logsumexp),
        "norm": Call("", functions.norm),
        "KroneckerDelta": Call("i k", KroneckerDelta),
    }
)
