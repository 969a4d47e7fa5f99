"""Tree → SymPy: symbols, numbers, operations, functions, cases and sums, each checked where it stands.

Belongs here: what a piece of notation means and when it means nothing real. Does not: the shape of a text (`grammar`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn

from sympy import (
    Add,
    And,
    Derivative,
    E,
    Eq,
    Expr,
    Function,
    Ge,
    Gt,
    I,
    Indexed,
    IndexedBase,
    Integer,
    Le,
    Lt,
    Mul,
    Ne,
    Or,
    Piecewise,
    Pow,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    nan,
    oo,
    pi,
    zoo,
)
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from pdtutor.errors import ReadingError
from pdtutor.notation import algebra, flat, limits
from pdtutor.notation.calls import CALLS, Call
from pdtutor.notation.cancelled import DIVISOR, NEEDS, ROOT, Need, cancelled
from pdtutor.notation.names import canonical
from pdtutor.notation.reading import Domain, Vocabulary
from pdtutor.notation.refusals import decimal_hint
from pdtutor.notation.tree import Node
from pdtutor.notation.unknown import UnknownDerivative

RELATIONS = {"<": Lt, "<=": Le, ">": Gt, ">=": Ge, "==": Eq, "!=": Ne}
_EQUATION = "This is an equation, not an expression; only the command total takes one."
_UNDEFINED = (zoo, nan, oo, -oo)
_NEEDS_NO_CHECK = frozenset(
    ["sin", "cos", "sinh", "cosh", "tanh", "exp", "sigmoid", "softplus", "relu", "max", "min", "abs", "atan", "sign"]
)


class Builder:
    """One tree being built under one vocabulary.

    `shown` collects each name as it was first typed, `met` what was named: symbols, entries, and families whose index is summed over.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.domains = vocabulary.domains
        self.known_families = vocabulary.families
        self.shown: dict[str, str] = {}
        self.constants: set[Expr] = set()
        self.met: dict[Expr, None] = {}
        self.symbols: dict[str, Expr] = {}
        self.integers: set[str] = set()
        self.places: set[str] = set()
        self.summed: list[str] = []
        self.plain: dict[str, Node] = {}
        self.families: dict[str, Node] = {}
        self.needs: list[Need] = []

    def built(self, tree: Node) -> Expr:
        """The expression of a whole tree."""
        self._find_indices(tree)
        return self._expression(tree)

    def cancelled(self, expression: Expr) -> dict[Boolean, str]:
        """What has to hold for the text to have a value, although the expression built of it does not tell any more, with a note on it."""
        return {condition: need.note(self._source(need.place)) for condition, need in cancelled(expression, self.needs).items()}

    def _needs(self, kind: str, of: Expr, node: Node, is_under_bar: bool = False) -> None:
        if of.free_symbols and not self.summed:
            self.needs.append(Need(kind, of, node, is_under_bar))

    def variables(self) -> tuple[Expr, ...]:
        """What was named and can vary, also where it cancelled; indices, bounds and the places of Subs cannot."""
        return tuple(variable for variable in self.met if str(variable) not in self.integers | self.places)

    def problem(self, message: str, node: Node, *, code: str = "syntax", hint: str | None = None) -> ReadingError:
        """The error that points at a node's place in the text."""
        return ReadingError(message, code=code, hint=hint, text=self.text, column=node.at + 1)

    def _expression(self, node: Node) -> Expr:
        return _BUILDERS[node.kind](self, node)

    def _source(self, node: Node, most: int = 40) -> str:
        source = " ".join(self.text[node.at : node.end].split())
        return source if len(source) <= most else source[: most - 1] + "…"

    # names

    def _find_indices(self, tree: Node) -> None:
        """Note every name that numbers something: inside [ ], under a sum, in its bounds."""
        for node in tree.walk():
            if node.kind in ("index", "range") or (node.kind == "call" and node.value == "KroneckerDelta"):
                inside = [node, *node.parts] if node.kind == "range" else node.parts
                self.integers.update(canonical(part.value) for piece in inside for part in piece.walk() if part.kind in ("name", "range"))
            elif node.kind == "call" and node.value in ("sum", "Sum"):
                bounds = [part for piece in node.parts[1:] for part in piece.walk()]
                self.integers.update(canonical(part.value) for part in bounds if part.kind == "name")

    def _name(self, node: Node) -> Expr:
        typed = node.value
        found = self.symbols.get(typed)
        if found is not None:
            return found
        family, index = self._subscripted(typed)
        if index:
            indices = [Integer(int(index))] if index.isdigit() else [self._index_symbol(letter, node) for letter in index]
            return self._entry(family, indices, node)
        name = canonical(typed)
        if name in self.families:
            raise self._two_uses(name, node)
        self.plain.setdefault(name, node)
        self.shown.setdefault(name, typed.replace("{", "").replace("}", ""))
        symbol = Symbol(name, **self._assumptions(name))
        self.symbols[typed] = symbol
        self.met.setdefault(symbol)
        return symbol

    def _subscripted(self, typed: str) -> tuple[str, str]:
        """w_i under a sum over i, or of a family known before, is the entry w[i]: the family and its index letters."""
        family, line, index = typed.partition("_")
        inside = index.strip("{}")
        if line and canonical(family) in self.known_families and inside.isascii() and (inside.isalpha() or inside.isdigit()):
            return family, inside
        if line and self.summed and index.isalpha() and all(letter in self.integers for letter in index):
            return family, index if any(letter in self.summed for letter in index) else ""
        return typed, ""

    def _index_symbol(self, letter: str, node: Node) -> Expr:
        return self._name(Node("name", node.at, node.end, letter))

    def _assumptions(self, name: str) -> dict[str, bool]:
        domain = self.domains.get(name, Domain())
        if name in self.integers:
            return {"integer": True, **domain.assumptions}
        return {"real": True, **domain.assumptions}

    def _index(self, node: Node) -> Expr:
        indices = [self._expression(part) for part in node.parts]
        for part, index in zip(node.parts, indices, strict=True):
            if index.is_integer is False:
                raise self.problem("An index is a whole number.", part)
        return self._entry(node.value, indices, node)

    def _entry(self, typed: str, indices: Sequence[Expr], node: Node) -> Expr:
        name = canonical(typed)
        if name in self.plain:
            raise self._two_uses(name, node)
        self.families.setdefault(name, node)
        self.shown.setdefault(name, typed)
        entry = IndexedBase(name, real=True, **self.domains.get(name, Domain()).assumptions)[tuple(indices)]
        is_summed = any(str(symbol) in self.summed for symbol in entry.free_symbols)
        self.met.setdefault(entry.base if is_summed else entry)
        return entry

    def _two_uses(self, name: str, node: Node) -> ReadingError:
        shown = self.shown[name]
        return self.problem(f"{shown} is used both by itself and with an index.", node, hint=f"Give one of the two {shown} another name.")

    # numbers

    def _number(self, node: Node) -> Expr:
        literal: str = node.value
        if literal.isdigit() and len(literal) < limits.DIGITS:
            return Integer(int(literal))
        above, line, below = literal.partition("/")
        if line:
            return Rational(int(above), int(below))
        return self._decimal(node, literal)

    def _decimal(self, node: Node, literal: str) -> Expr:
        mantissa, _, raised = literal.lower().partition("e")
        whole, _, fraction = mantissa.partition(".")
        digits = (whole + fraction).lstrip("0") or "0"
        if len(raised) > 6 or len(digits) > limits.DIGITS or len(fraction) > limits.DIGITS:
            raise self._too_long(node)
        exponent = int(raised or "0") - len(fraction)
        if digits != "0" and not -limits.DIGITS < exponent <= limits.DIGITS - len(digits):
            raise self._too_long(node)
        return Rational(int(digits) * 10 ** max(exponent, 0), 10 ** max(-exponent, 0))

    def _too_long(self, node: Node) -> ReadingError:
        return self.problem(f"This number has more than {limits.DIGITS:,} digits.", node, code="too_large")

    def _sized(self, value: Expr, node: Node) -> Expr:
        """The value, refused where a number in front of it or all of it is too long."""
        number = value if value.is_Rational else value.as_coeff_Mul()[0] if value.is_Mul else S.One
        if number.is_Rational and limits.is_too_long(number):
            raise self._too_long(node)
        return value

    def _counted(self, value: Expr, node: Node) -> Expr:
        """The value; refused where it is one too many of the constants that are no fractions, each of which SymPy examines at length."""
        if value.is_number and not value.is_Rational:
            self.constants.add(value)
            if len(self.constants) > limits.CONSTANTS:
                message = f"This has more than {limits.CONSTANTS:,} different roots and other values of functions."
                raise self.problem(message, node, code="too_large")
        return value

    def _constant(self, node: Node) -> Expr:
        if node.value == "True":
            raise self.problem("True is a condition, not an expression.", node, code="not_an_expression")
        return pi if node.value == "pi" else E

    # operations

    def _sum(self, node: Node) -> Expr:
        signed: list[Expr] = []
        denominators = limits.Denominators()
        for sign, part in zip(node.value, node.parts, strict=True):
            term = self._expression(part)
            signed.append(_negated(term) if sign == "-" else term)
            if denominators.are_too_long_with(signed[-1]):
                raise self._too_long(node)
        return self._sized(flat.total(signed) or algebra.add(signed), node)

    def _product(self, node: Node) -> Expr:
        factors = []
        digits, denominators = 0.0, limits.Denominators()
        for operator, part in zip(node.value, node.parts, strict=True):
            factor = self._expression(part)
            factors.append(self._inverse(factor, part) if operator == "/" else factor)
            digits += limits.digits_of_factor(factors[-1])
            base, exponent = factors[-1].as_base_exp()
            if digits > limits.DIGITS or denominators.are_too_long_with(exponent, base):
                raise self._too_long(node)
        return self._sized(flat.product(factors) or algebra.multiply(*factors), node)

    def _inverse(self, divisor: Expr, node: Node) -> Expr:
        if divisor.is_Rational and divisor.p:
            return Rational(divisor.q, divisor.p)
        if divisor is S.Zero or (_is_constant(divisor) and divisor.is_zero):
            what = self._source(node)
            raise self.problem(f"Division by zero: {what}{' is 0' if what != '0' else ''}.", node, code="undefined")
        self._needs(DIVISOR, divisor, node, is_under_bar=True)
        return _whole_power(divisor, S.NegativeOne)

    def _negative(self, node: Node) -> Expr:
        return _negated(self._expression(node.parts[0]))

    def _power(self, node: Node) -> Expr:
        base, exponent = (self._expression(part) for part in node.parts)
        return self._raised(base, exponent, node)

    def _raised(self, base: Expr, exponent: Expr, node: Node) -> Expr:
        if base is S.Zero and _is_constant(exponent) and not exponent.is_positive:
            what = "0^0 has no value" if exponent is S.Zero else "0 to a negative power is a division by zero"
            raise self.problem(f"{what}.", node, code="undefined")
        self._check_magnitude([base, exponent], node)
        if limits.digits_of_power(base, exponent) > limits.DIGITS:
            raise self.problem(f"{self._source(node)} would give a number of more than {limits.DIGITS:,} digits.", node, code="too_large")
        exponent = _spread(exponent)
        if exponent.is_Rational and not exponent.is_nonnegative:
            self._needs(DIVISOR, base, node)
        if exponent.is_Rational and not exponent.is_Integer:
            self._needs(ROOT, base, node)
        if exponent.is_Integer or (base.is_Rational and base.p > 0 and exponent.is_Rational):
            return self._counted(self._sized(_whole_power(base, exponent), node), node)
        if _is_constant(base) and base.is_negative and exponent.is_integer is not True:
            raise self._refuse_root_of_negative(base, exponent, node)
        value = algebra.power(base, exponent)
        # real for some values at least; SymPy would look at every level to say so
        is_open = isinstance(base, (Symbol, Indexed)) and not exponent.is_number
        is_open = is_open or flat.takes_any_value(exponent if base is E else base)
        return self._counted(value if is_open else self._real(value, node), node)

    def _refuse_root_of_negative(self, base: Expr, exponent: Expr, node: Node) -> ReadingError:
        hint: str | None
        if exponent is S.Half:
            hint = "All variables and values here are real."
            return self.problem(f"The square root of a negative number is complex: {self._source(node)}.", node, code="complex", hint=hint)
        if exponent.is_Rational and exponent.q == 3:
            hint = f"For the real cube root write cbrt({base})."
        elif exponent.is_number:
            hint = "All variables and values here are real."
        else:
            hint = f'If the exponent is a whole number, say so: --assume "{exponent} integer"' if exponent.is_Symbol else None
        return self.problem(f"A negative number to a fractional power is complex: {self._source(node)}.", node, code="complex", hint=hint)

    def _real(self, value: Expr, node: Node) -> Expr:
        """The value; refused where it is infinite, undefined or complex."""
        if value.has(*_UNDEFINED):
            raise self.problem(f"{self._source(node)} is undefined.", node, code="undefined")
        if value.has(I) or any(map(_is_complex_root, Mul.make_args(value))) or (not value.has(Sum) and value.is_real is False):
            raise self.problem(
                f"{self._source(node)} is not a real number.", node, code="complex", hint="All variables and values here are real."
            )
        return value

    # functions

    def _call(self, node: Node) -> Expr:
        special = _SPECIAL.get(node.value)
        if special:
            return special(self, node)
        call = CALLS[node.value]
        arguments = self._completed(call, node)
        self._check_magnitude(arguments, node)
        return self._applied(node.value, call, arguments, node)

    def _applied(self, name: str, call: Call, arguments: list[Expr], node: Node) -> Expr:
        if name == "sqrt":
            return self._raised(arguments[0], S.Half, node)
        if name == "exp":
            return self._raised(E, arguments[0], node)
        if name == "root":
            return self._raised(arguments[0], self._inverse(arguments[1], node.parts[1]), node)
        if name in ("log", "log2", "log10"):
            return self._logarithm(name, arguments, node)
        if name == "ln":
            return self._natural_logarithm(arguments[0], node)
        value = call.build(*arguments)
        if name in NEEDS:
            self._needs(name, arguments[0], node)
        if name in _NEEDS_NO_CHECK and not _is_constant(value):
            return value
        return self._counted(self._real(value, node), node)

    def _logarithm(self, name: str, arguments: list[Expr], node: Node) -> Expr:
        base = arguments[1] if name == "log" else Integer(int(name[3:]))
        if base is E:
            return self._natural_logarithm(arguments[0], node)
        if base is S.One or base is S.Zero:
            raise self.problem(f"There is no logarithm to the base {base}.", node, code="undefined")
        return algebra.divide(self._natural_logarithm(arguments[0], node), self._natural_logarithm(base, node))

    def _natural_logarithm(self, argument: Expr, node: Node) -> Expr:
        value = self._counted(CALLS["ln"].build(argument), node)
        self._needs("ln", argument, node)
        is_real = (argument.is_Rational and argument.p > 0) or flat.takes_any_value(argument)
        return value if is_real else self._real(value, node)

    def _completed(self, call: Call, node: Node) -> list[Expr]:
        """The arguments in order, keywords put in place and defaults added."""
        if not call.names:
            return [self._expression(part) for part in node.parts]
        given: dict[str, Expr] = {}
        for place, part in enumerate(node.parts):
            if part.kind == "keyword":
                name, value = part.value, self._expression(part.parts[0])
            else:
                name, value = call.names[place] if place < len(call.names) else "", self._expression(part)
            if name not in call.names or name in given:
                raise self._wrong_arguments(call, node)
            given[name] = value
        required = len(call.names) - len(call.defaults)
        for name, default in zip(call.names[required:], call.defaults, strict=True):
            given.setdefault(name, default)
        if len(given) < len(call.names):
            raise self._wrong_arguments(call, node)
        return [given[name] for name in call.names]

    def _wrong_arguments(self, call: Call, node: Node) -> ReadingError:
        signature = call.signature(node.value)
        wanted, count = len(call.names), len(node.parts)
        hint = f"Write {signature}."
        if count == 2 and wanted == 1 and all(part.kind == "number" for part in node.parts):
            hint = f"Write a decimal point: {node.parts[0].value}.{node.parts[1].value}"
        arguments = "1 argument" if count == 1 else f"{count} arguments"
        return self.problem(f"{node.value} is written {signature}; here it has {arguments}.", node, hint=hint)

    def _check_magnitude(self, arguments: list[Expr], node: Node) -> None:
        """A number with 10^1000 in its exponent cannot even be estimated: exp(exp(10^900))."""
        for argument in arguments:
            if _is_constant(argument) and (limits.is_beyond_estimate(argument) or limits.is_deep_constant(argument)):
                raise self.problem(f"{self._source(node)} is too large to work with.", node, code="too_large")

    def _unknown(self, node: Node) -> Expr:
        typed, primes, digits = node.value
        arguments = [self._expression(part) for part in node.parts]
        name = canonical(typed)[: -len(digits)] if digits else canonical(typed)
        self.shown.setdefault(name, name if digits else typed)
        call = Function(name, real=True)(*arguments)
        if not primes and not digits:
            return call
        return self._derived(call, primes, digits, node)

    def _derived(self, call: AppliedUndef, primes: int, digits: str, node: Node) -> Expr:
        if primes and len(call.args) != 1:
            raise self.problem(
                "A prime needs a function of one argument.", node, hint="For the derivative by the first argument write f_1(x, y)."
            )
        derivative = UnknownDerivative.of_call(call)
        for place in [0] * primes + [int(digit) - 1 for digit in digits]:
            if not 0 <= place < len(call.args):
                raise self.problem(f"{call.func.__name__} has {len(call.args)} arguments here.", node)
            derivative = derivative.raised(place)
        return derivative.expression()

    # cases, sums, derivatives as SymPy writes them

    def _where(self, node: Node) -> Expr:
        parts = node.parts
        if len(parts) < 2:
            raise self.problem("where needs a condition and a value.", node, hint="Write where(x > 0, x, 0).")
        pairs = [(self._expression(v), self._condition(c)) for c, v in zip(parts[0::2], parts[1::2], strict=False)]
        if len(parts) % 2:
            pairs.append((self._expression(parts[-1]), S.true))
        return self._cases(pairs, node)

    def _piecewise(self, node: Node) -> Expr:
        entries = node.parts
        if any(part.kind != "tuple" or len(part.parts) != 2 for part in entries):
            raise self.problem("Piecewise needs pairs of a value and a condition.", node, hint="Write where(x > 0, x, 0).")
        return self._cases([(self._expression(part.parts[0]), self._condition(part.parts[1])) for part in entries], node)

    def _cases(self, pairs: list[tuple[Expr, Boolean]], node: Node) -> Expr:
        """The cases that can occur, up to the first that always does."""
        possible = [(value, algebra.without_cases(condition)) for value, condition in pairs if condition is not S.false]
        if not possible:
            raise self.problem("None of these cases ever applies.", node, code="undefined", hint="Add a last value for all other cases.")
        if possible[0][1] is S.true:
            return possible[0][0]
        return Piecewise(*possible, evaluate=False)

    def _condition(self, node: Node) -> Boolean:
        if node.kind == "logic":
            join = And if node.value == "and" else Or
            return join(*map(self._condition, node.parts))
        if node.kind == "relation":
            return self._chain(node)
        if node.kind == "constant" and node.value == "True":
            return S.true
        if node.kind == "call" and node.value in _CONDITIONS:
            return self._called_condition(node)
        if node.kind == "keyword":
            raise self.problem("In a condition, equality is written ==.", node, hint="Write == instead of =.")
        raise self.problem("A condition is needed here.", node, hint="Write where(x > 0, x, 0).")

    def _chain(self, node: Node) -> Boolean:
        if "=" in node.value:
            raise self.problem("In a condition, equality is written ==.", node, hint="Write == instead of =.")
        sides = [self._expression(side) for side in node.parts]
        return And(*(_related(operator, sides[k], sides[k + 1]) for k, operator in enumerate(node.value)))

    def _called_condition(self, node: Node) -> Boolean:
        kind = _CONDITIONS[node.value]
        if kind in (And, Or):
            return kind(*map(self._condition, node.parts))
        if len(node.parts) != 2:
            raise self.problem(f"{node.value} compares two expressions.", node)
        return _related(kind, *map(self._expression, node.parts))

    def _indexed_sum(self, node: Node) -> Expr:
        body, bounds = node.parts[0], node.parts[1:]
        if len(bounds) == 1 and bounds[0].kind == "range":
            return self._summed(body, bounds[0].value, bounds[0].parts)
        if len(bounds) == 1 and bounds[0].kind == "tuple":
            bounds = bounds[0].parts
        if len(bounds) == 3 and bounds[0].kind == "name":
            return self._summed(body, bounds[0].value, bounds[1:])
        raise self.problem("A sum needs its index and bounds.", node, hint="Write sum(w[i]*x[i], i=1..n).")

    def _summed(self, body: Node, typed: str, bounds: Sequence[Node]) -> Expr:
        name = canonical(typed)
        self.integers.add(name)
        lower, upper = map(self._expression, bounds)
        self._check_bounds(lower, upper, bounds)
        self.summed.append(name)
        kept, self.symbols = self.symbols, {}
        inner = self._expression(body)
        self.symbols = kept
        self.summed.pop()
        self.shown.setdefault(name, typed)
        return Sum(inner, (Symbol(name, **self._assumptions(name)), lower, upper))

    def _check_bounds(self, lower: Expr, upper: Expr, bounds: Sequence[Node]) -> None:
        for bound, part in zip((lower, upper), bounds, strict=True):
            if bound.is_integer is False:
                raise self.problem("A bound of a sum is a whole number.", part, code="domain")
        if (upper - lower).is_negative:
            raise self.problem(
                f"From {lower} to {upper} there is nothing to add.",
                bounds[0],
                code="undefined",
                hint="The lower bound comes first, as in i=1..5.",
            )

    def _derivative(self, node: Node) -> Expr:
        call, by = self._expression(node.parts[0]), [self._derivable(part) for part in node.parts[1:]]
        if not isinstance(call, AppliedUndef) or not by:
            raise self.problem("Only unknown functions stand in Derivative, as in Derivative(f(x), x).", node)
        return Derivative(call, *by)

    def _derivable(self, node: Node) -> Expr | tuple[Expr, int]:
        if node.kind != "tuple":
            return self._variable(node)
        variable, count = node.parts[0], node.parts[-1]
        if count.kind != "number" or not count.value.isdigit() or len(count.value) > 2:
            raise self.problem("A derivative is taken a whole number of times.", count)
        return self._variable(variable), int(count.value)

    def _variable(self, node: Node) -> Expr:
        if node.kind != "name":
            raise self.problem("A derivative is taken by a variable.", node)
        return self._expression(node)

    def _substituted(self, node: Node) -> Expr:
        if len(node.parts) != 3:
            raise self.problem("Subs is written Subs(expression, variables, values).", node)
        expression, variables, values = node.parts
        listed = [part.parts if part.kind == "tuple" else (part,) for part in (variables, values)]
        if len(listed[0]) != len(listed[1]) or any(part.kind != "name" for part in listed[0]):
            raise self.problem("Subs is written Subs(expression, variables, values).", node)
        self.places.update(canonical(part.value) for part in listed[0])
        return Subs(self._expression(expression), *(tuple(map(self._expression, part)) for part in listed))

    # what has no value of its own

    def _relation(self, node: Node) -> NoReturn:
        operator = node.value[0]
        if operator == "=" or operator == "==":
            left = node.parts[0]
            sides = f"Leave out the {self._source(left)} {operator}" if left.kind in ("name", "unknown") else "Type one side alone."
            raise self.problem(_EQUATION, node, code="not_an_expression", hint=sides)
        hint = "Conditions stand only in where(x > 0, x, 0)."
        raise self.problem("This is a condition, not an expression.", node, code="not_an_expression", hint=hint)

    def _logic(self, node: Node) -> NoReturn:
        hint = "Conditions stand only in where(x > 0, x, 0)."
        raise self.problem(f"“{node.value}” joins conditions, not expressions.", node, code="not_an_expression", hint=hint)

    def _vector(self, node: Node) -> NoReturn:
        hint = "For a vector of outputs use the command jacobian."
        raise self.problem("This is a vector; one expression is needed.", node, code="not_an_expression", hint=hint)

    def _tuple(self, node: Node) -> NoReturn:
        one, other, *_ = node.parts
        if node.value == "[":
            raise self.problem("A vector of outputs stands by itself.", node, hint="Write [x + 1, y] around all of it.")
        if one.kind == other.kind == "number":
            raise self.problem("Numbers are written with a decimal point.", node, hint=decimal_hint(one.value, other.value))
        hint = "For several outputs write [ ] around them."
        raise self.problem("A comma separates the arguments of a function.", other, hint=hint)

    def _keyword(self, node: Node) -> NoReturn:
        raise self.problem(_EQUATION, node, code="not_an_expression", hint=f"Leave out the {node.value} =")


def _is_constant(value: Expr) -> bool:
    """Whether a number is meant that may be estimated; a sum of many terms may not."""
    return bool(value.is_number) and not value.has(Sum)


def _negated(value: Expr) -> Expr:
    return flat.product((S.NegativeOne, value)) or algebra.negate(value)


def _is_complex_root(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.base.is_Rational and factor.base.p < 0 and factor.exp.is_Rational)


def _whole_power(base: Expr, exponent: Expr) -> Expr:
    """base^exponent; a sum is left as it is, which spares SymPy asking each term of a deep one whether it is infinite."""
    if base.is_Add and exponent not in (S.Zero, S.One) and not base.is_number:
        return Pow(base, exponent, evaluate=False)
    return algebra.power(base, exponent)


def _spread(exponent: Expr) -> Expr:
    """A number before a sum in an exponent multiplied out, as SymPy does once the power stands in a product: one spelling for both."""
    number, rest = exponent.as_coeff_Mul()
    return Add(*(number * term for term in rest.args)) if number is not S.One and rest.is_Add else exponent


def _related(operator: str | type, left: Expr, right: Expr) -> Boolean:
    kind = RELATIONS[operator] if isinstance(operator, str) else operator
    if left.is_number and not right.is_number:
        return kind(left, right, evaluate=False).reversed
    if left.is_number and right.is_number and not (left.has(Sum) or right.has(Sum)):
        return algebra.compared(kind, left, right)  # SymPy's powers of cases fail at one that is left undecided, such as 999 <= sqrt(2)
    return kind(left, right, evaluate=False)


_CONDITIONS = {"Eq": Eq, "Ne": Ne, "Lt": Lt, "Le": Le, "Gt": Gt, "Ge": Ge, "And": And, "Or": Or}
_SPECIAL: dict[str, Callable[[Builder, Node], Expr]] = {
    "where": Builder._where,
    "Piecewise": Builder._piecewise,
    "sum": Builder._indexed_sum,
    "Sum": Builder._indexed_sum,
    "Derivative": Builder._derivative,
    "Subs": Builder._substituted,
    **dict.fromkeys(_CONDITIONS, Builder._relation),
}
_BUILDERS: dict[str, Callable[[Builder, Node], Expr]] = {
    "number": Builder._number,
    "name": Builder._name,
    "constant": Builder._constant,
    "sum": Builder._sum,
    "product": Builder._product,
    "negative": Builder._negative,
    "power": Builder._power,
    "call": Builder._call,
    "unknown": Builder._unknown,
    "index": Builder._index,
    "relation": Builder._relation,
    "logic": Builder._logic,
    "tuple": Builder._tuple,
    "vector": Builder._vector,
    "keyword": Builder._keyword,
    "range": Builder._keyword,
}
