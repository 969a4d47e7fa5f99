"""One-line text from expressions: brackets only where needed, every shared part written once.

Belongs here: what all one-line writers have in common: sums, products, powers, calls, and the order they come in. Does not: the spelling of
one notation (`typed` and below it `unicode` and `plain`; `sympy_text`; `code`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from sympy import Add, And, Basic, Expr, Function, Mul, Not, Or, Pow, S, Subs, Sum, Symbol, Tuple
from sympy.core.function import AppliedUndef

from pdtutor.notation.writers.layout import is_reciprocal, layout
from pdtutor.notation.writers.order import ordered_arguments, ordered_terms

Written = tuple[str, int]  # a text and how tightly it holds together

DISJUNCTION, CONJUNCTION, RELATION, SUM, SIGNED, PRODUCT, POWER, ATOM = range(8)
NESTING = (Add, Mul, Pow, Function)


class LinearWriter:
    """Writes expressions on one line; made once per document, so that what it has written before costs nothing.

    Each handler takes an expression and gives its text and precedence; `handlers` says which method writes which SymPy class (the nearest
    base class counts), `constants` and `function_names` what is spelled otherwise than in SymPy.
    """

    times = "*"
    relations: ClassVar[dict[str, str]] = {}
    constants: ClassVar[dict[str, str]] = {}
    function_names: ClassVar[dict[str, str]] = {}
    handlers: ClassVar[dict[str, str]] = {
        "Basic": "other",
        "Symbol": "symbol",
        "Integer": "integer",
        "Rational": "fraction",
        "Float": "decimal",
        "NumberSymbol": "constant",
        "Infinity": "constant",
        "NegativeInfinity": "constant",
        "NaN": "constant",
        "ComplexInfinity": "constant",
        "BooleanAtom": "constant",
        "Add": "total",
        "Mul": "product",
        "Pow": "power",
        "exp": "exponential",
        "Function": "function",
        "AppliedUndef": "unknown_function",
        "MinMaxBase": "extremum",
        "IndexedBase": "family",
        "Indexed": "entry",
        "Sum": "indexed_sum",
        "Derivative": "formal",
        "Subs": "formal",
        "Tuple": "sequence",
        "Relational": "relation",
        "And": "conjunction",
        "Or": "disjunction",
        "Not": "negation",
    }

    def __init__(self) -> None:
        self._written: dict[Basic, Written] = {}
        self._handler_of: dict[type, Callable[[Basic], Written]] = {}

    def __call__(self, thing: object) -> str:
        """The text of an expression, a relation, a name, a number, or a list, tuple or matrix of these."""
        if isinstance(thing, Basic) and not hasattr(thing, "tolist"):
            self._write_from_below(thing)
            return self.write(thing)[0]
        if hasattr(thing, "tolist"):
            return self(thing.tolist())
        if isinstance(thing, list | tuple):
            inside = ", ".join(self(part) for part in thing)
            return f"[{inside}]" if isinstance(thing, list) else f"({inside})"
        return str(thing)

    def write(self, expression: Basic) -> Written:
        """Text and precedence of one expression."""
        found = self._written.get(expression)
        if found is None:
            found = self._written[expression] = self._handler(type(expression))(expression)
        return found

    def _write_from_below(self, expression: Basic) -> None:
        """Write the parts before the whole, so that deep nesting needs no deep recursion."""
        pending = [expression]
        while pending:
            parts = [part for part in pending[-1].args if part.args and isinstance(part, NESTING) and part not in self._written]
            if parts:
                pending += parts
            else:
                self.write(pending.pop())

    def _handler(self, kind: type) -> Callable[[Basic], Written]:
        if kind not in self._handler_of:
            bases = AppliedUndef.__mro__ if issubclass(kind, AppliedUndef) else kind.__mro__  # whatever a user calls a function
            name = next(self.handlers[base.__name__] for base in bases if base.__name__ in self.handlers)
            self._handler_of[kind] = getattr(self, name)
        return self._handler_of[kind]

    def bracketed(self, expression: Basic, least: int) -> str:
        """The text, in brackets unless it holds together at least so tightly."""
        text, precedence = self.write(expression)
        return text if precedence >= least else f"({text})"

    def call(self, name: str, arguments: Iterable[Basic]) -> Written:
        """name(a, b, …)."""
        return f"{name}({', '.join(self.write(argument)[0] for argument in arguments)})", ATOM

    # Names and numbers

    def name(self, name: str) -> str:
        """How a name is spelled here."""
        return name

    def symbol(self, symbol: Basic) -> Written:
        """A variable by its name."""
        return self.name(symbol.name), ATOM

    def family(self, base: Basic) -> Written:
        """An indexed name without its indices."""
        return self.name(str(base.label)), ATOM

    def entry(self, entry: Basic) -> Written:
        """w[i, j]."""
        indices = ", ".join(self.write(index)[0] for index in entry.indices)
        return f"{self.write(entry.base)[0]}[{indices}]", ATOM

    def integer(self, number: Basic) -> Written:
        """A whole number."""
        return digits(number.p), SIGNED if number.p < 0 else ATOM

    def fraction(self, number: Basic) -> Written:
        """p/q."""
        return f"{digits(number.p)}/{digits(number.q)}", SIGNED if number.p < 0 else PRODUCT

    def decimal(self, number: Basic) -> Written:
        """A number in floating point, as short as tells it from its neighbours."""
        text = repr(float(number)) if number._prec <= 53 else str(number)
        return text, SIGNED if text.startswith("-") else ATOM

    def constant(self, constant: Basic) -> Written:
        """e, π, ∞ and the like."""
        text = self.constants.get(type(constant).__name__, str(constant))
        return text, SIGNED if text.startswith("-") else ATOM

    # Arithmetic

    def total(self, total: Basic) -> Written:
        """A sum, a minus in place of each negative term's sign."""
        pieces: list[str] = []
        for term in ordered_terms(total):
            text, precedence = self.write(term)
            if precedence == SIGNED:
                pieces += (" - ", text[1:])
            else:
                pieces += (" + ", text if precedence > SUM else f"({text})")
        pieces[0] = "" if pieces[0] == " + " else "-"
        return "".join(pieces), SUM

    def product(self, product: Basic) -> Written:
        """A product, what has negative exponents below one fraction bar."""
        sign, above, below = layout(product)
        text = self.times.join(self.bracketed(factor, POWER) for factor in above) or "1"
        if below:
            text += "/" + self._below(below)
        return sign + text, SIGNED if sign else PRODUCT

    def _below(self, factors: list[Expr]) -> str:
        text = self.times.join(self.bracketed(factor, POWER) for factor in factors)
        return f"({text})" if len(factors) > 1 else text

    def power(self, power: Basic) -> Written:
        """A power, root, reciprocal or exponential."""
        if is_reciprocal(power):
            return self.product(power)
        if power.base is S.Exp1:
            return self.exponential(power)
        return self.raised(power.base, power.exp)

    def raised(self, base: Expr, exponent: Expr) -> Written:
        """base to the power of exponent, which is not a negative number."""
        if exponent is S.One:
            return self.write(base)
        if exponent is S.Half:
            return self.root(base)
        return f"{self.bracketed(base, ATOM)}**{self.bracketed(exponent, ATOM)}", POWER

    def root(self, radicand: Expr) -> Written:
        """√radicand."""
        return self.call("sqrt", [radicand])

    def exponential(self, power: Basic) -> Written:
        """e to a power."""
        return self.call("exp", [power.exp])

    # Functions

    def function(self, function: Basic) -> Written:
        """A known function, by its name here."""
        name = type(function).__name__
        return self.call(self.function_names.get(name, name), function.args)

    def unknown_function(self, function: Basic) -> Written:
        """A function of which the name alone is known."""
        return self.call(self.name(type(function).__name__), function.args)

    def extremum(self, extremum: Basic) -> Written:
        """max or min, arguments in an order that does not depend on the process."""
        name = type(extremum).__name__
        return self.call(self.function_names.get(name, name), ordered_arguments(extremum.args))

    def other(self, other: Basic) -> Written:
        """Whatever has no case of its own: its name and its parts."""
        return self.call(type(other).__name__, other.args) if other.args else (str(other), ATOM)

    def indexed_sum(self, total: Basic) -> Written:
        """A sum over an index."""
        return self.other(total)

    def formal(self, derivative: Basic) -> Written:
        """A derivative or substitution left as it is."""
        return self.substitution(derivative) if isinstance(derivative, Subs) else self.formal_derivative(derivative)

    def formal_derivative(self, derivative: Basic) -> Written:
        """A derivative left as it is."""
        by = (variable if count is S.One else Tuple(variable, count) for variable, count in derivative.variable_count)
        return self.call("Derivative", (derivative.expr, *by))

    def substitution(self, substitution: Basic) -> Written:
        """A substitution left as it is."""
        names, point = substitution.variables, substitution.point
        pair = (names[0], point[0]) if len(names) == 1 else (Tuple(*names), Tuple(*point))
        return self.call("Subs", (substitution.expr, *pair))

    def sequence(self, sequence: Basic) -> Written:
        """(a, b)."""
        return f"({', '.join(self.write(part)[0] for part in sequence.args)})", ATOM

    # Relations

    def relation(self, relation: Basic) -> Written:
        """a < b."""
        left, right = (self.bracketed(side, SUM) for side in relation.args)
        return f"{left} {self.relations.get(relation.rel_op, relation.rel_op)} {right}", RELATION

    conjoined, disjoined = " and ", " or "
    least_joined = CONJUNCTION  # how tightly what stands between two `and` must hold together

    def conjunction(self, conjunction: Basic) -> Written:
        """a and b."""
        parts = (self.bracketed(part, self.least_joined) for part in ordered_arguments(conjunction.args))
        return self.conjoined.join(parts), CONJUNCTION

    def disjunction(self, disjunction: Basic) -> Written:
        """a or b, what bounds from below first."""
        from_below = sorted(
            ordered_arguments(disjunction.args), key=lambda part: part.rel_op not in ("<", "<=") if part.is_Relational else 1
        )
        parts = (self.bracketed(part, self.least_joined) for part in from_below)
        return self.disjoined.join(parts), DISJUNCTION

    def negation(self, negation: Basic) -> Written:
        """A negated `and` or `or`, pushed inwards."""
        (inside,) = negation.args
        if not isinstance(inside, And | Or):
            return self.other(negation)
        opposite = Or if isinstance(inside, And) else And
        return self.write(opposite(*map(Not, inside.args), evaluate=False))


def digits(number: int) -> str:
    """The decimal digits of an integer of any size (`str` refuses more than 4,300)."""
    try:
        return str(number)
    except ValueError:
        from decimal import Decimal

        return str(Decimal(number))


def with_distinct_indices(total: Sum) -> Sum:
    """The same sum, its index renamed where its body uses another symbol of that name."""
    free = {symbol.name for symbol in total.free_symbols if symbol.is_Symbol}
    clashing = [index for index in total.variables if index.name in free]
    return total.xreplace({index: _fresh(index.name, free) for index in clashing}) if clashing else total


def _fresh(name: str, taken: set[str]) -> Symbol:
    while name in taken:
        name += "_a"
    return Symbol(name, integer=True)
