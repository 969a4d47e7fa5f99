"""Derivatives of unknown functions, between SymPy's Derivative and Subs and one plain form.

Belongs here: f, its arguments, and how often it was differentiated by each. Does not: rules or drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy import Derivative, Expr, Subs, Symbol
from sympy.core.function import AppliedUndef


@dataclass(frozen=True)
class UnknownDerivative:
    """∂ᵏf/∂… of an unknown f at `args`: `orders[i]` differentiations by argument i."""

    head: type
    args: tuple[Expr, ...]
    orders: tuple[int, ...]

    @classmethod
    def of_call(cls, call: AppliedUndef) -> UnknownDerivative:
        """f(args), not differentiated."""
        return cls(call.func, call.args, (0,) * len(call.args))

    @classmethod
    def of_derivative(cls, expression: Expr) -> UnknownDerivative | None:
        """What a Derivative or a Subs of one says, or None where it is not of this form."""
        places: dict[Expr, Expr] = {}
        if isinstance(expression, Subs):
            places = dict(zip(expression.variables, expression.point, strict=True))
            expression = expression.expr
        if not (isinstance(expression, Derivative) and isinstance(expression.expr, AppliedUndef)):
            return None
        call = expression.expr
        orders = [0] * len(call.args)
        for variable, count in expression.variable_count:
            moving = [k for k, argument in enumerate(call.args) if _depends(argument, variable)]
            if len(moving) != 1 or call.args[moving[0]] != variable or not count.is_Integer:
                return None
            orders[moving[0]] += int(count)
        return cls(call.func, tuple(_at(argument, places) for argument in call.args), tuple(orders))

    def raised(self, index: int) -> UnknownDerivative:
        """Differentiated once more by argument `index`."""
        orders = tuple(order + (k == index) for k, order in enumerate(self.orders))
        return replace(self, orders=orders)

    def at(self, args: Sequence[Expr]) -> UnknownDerivative:
        """The same derivative at other arguments."""
        return replace(self, args=tuple(args))

    def expression(self) -> Expr:
        """SymPy's form: f(args), a Derivative where the arguments allow it, else a Subs of one."""
        if not any(self.orders):
            return self.head(*self.args)
        places = {k: self._placeholder(k) for k, order in enumerate(self.orders) if order and not self._is_bare(k)}
        call = self.head(*(places.get(k, argument) for k, argument in enumerate(self.args)))
        by = [(call.args[k], order) for k, order in enumerate(self.orders) if order]
        derivative = Derivative(call, *by)
        if not places:
            return derivative
        return Subs(derivative, tuple(places.values()), tuple(self.args[k] for k in places))

    def _is_bare(self, index: int) -> bool:
        argument = self.args[index]
        others = (other for k, other in enumerate(self.args) if k != index)
        return bool(argument.is_Symbol) and not any(argument in other.free_symbols for other in others)

    def _placeholder(self, index: int) -> Symbol:
        taken = {symbol.name for argument in self.args for symbol in argument.free_symbols if isinstance(symbol, Symbol)}
        name = f"xi_{index + 1}"
        while name in taken:
            name += "_"
        return Symbol(name, real=True)


def _depends(argument: Expr, variable: Expr) -> bool:
    """Whether the argument changes with the variable; one that an inner derivative binds is another one of that name."""
    return bool(variable in argument.free_symbols if variable.is_Symbol else argument.has(variable))


def _at(argument: Expr, places: dict[Expr, Expr]) -> Expr:
    if argument in places:
        return places[argument]
    return argument.subs(places, simultaneous=True) if argument.free_symbols & places.keys() else argument
