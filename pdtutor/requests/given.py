"""What Python hands over instead of text: SymPy expressions and numbers, made into what the reader would have made.

Belongs here: real variables under canonical names, exact numbers. Does not: reading text (`notation.reader`).
"""

from __future__ import annotations

from fractions import Fraction
from numbers import Rational as RationalNumber
from numbers import Real

from sympy import Basic, Expr, Float, Function, I, Idx, Indexed, MatrixSymbol, Rational, Sum, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.notation.names import canonical
from pdtutor.notation.reading import Domain, Reading, Vocabulary


def reading(expression: object, vocabulary: Vocabulary) -> Reading:
    """A SymPy expression as a Reading, without a limit of size: symbols become real ones of the same name, floats exact decimals.

    Raises ReadingError for what is no real scalar expression and UsageError where two different symbols share a name.
    """
    if (
        not isinstance(expression, Expr)
        or not expression.is_commutative
        or getattr(expression, "is_Matrix", False)
        or _has_matrix(expression)
    ):
        raise ReadingError(
            f"A {type(expression).__name__} is not a scalar expression here.",
            code="not_an_expression",
            hint="Give text, or a SymPy Expr without matrices.",
        )
    if expression.has(I):
        raise ReadingError("The expression contains the imaginary unit; all variables and functions here are real.", code="complex")
    symbols = _symbols(expression)
    real = {symbol: _real(symbol, vocabulary.domains.get(canonical(symbol.name))) for symbol in symbols}
    _refuse_namesakes(real)
    indices = {index: Symbol(canonical(index.name), integer=True) for index in _indices(expression)}
    floats = {number: exact(number) for number in expression.atoms(Float)}
    made = _with_real_functions(expression.xreplace({**real, **indices, **floats}))
    return Reading(text="", expression=made, shown={canonical(symbol.name): symbol.name for symbol in symbols})


def _has_matrix(expression: Expr) -> bool:
    return bool(expression.atoms(MatrixSymbol))


def _symbols(expression: Expr) -> set[Symbol]:
    symbols: set[Symbol] = expression.atoms(Symbol)
    return symbols - _indices(expression)


def _indices(expression: Expr) -> set[Symbol]:
    of_entries = {symbol for entry in expression.atoms(Indexed) for index in entry.indices for symbol in index.atoms(Symbol, Idx)}
    return of_entries | {index for total in expression.atoms(Sum) for index in total.variables}


def _real(symbol: Symbol, domain: Domain | None) -> Symbol:
    name = canonical(symbol.name)
    if not (name.isascii() and name.isidentifier()):
        raise ReadingError(f"“{symbol.name}” is not a name that can be written down and read back.", hint="Use a name such as w1 or theta.")
    if symbol.is_real is False:
        raise ReadingError(f"{symbol.name} is not real; all variables here are.", code="complex")
    return Symbol(name, **{**symbol.assumptions0, "real": True, **(domain.assumptions if domain else {})})


def _refuse_namesakes(real: dict[Symbol, Symbol]) -> None:
    names: dict[str, Symbol] = {}
    for symbol, made in real.items():
        other = names.setdefault(made.name, symbol)
        if other != symbol:
            raise UsageError(f"Two different symbols of the expression are both called {made.name}.", hint="Give each a name of its own.")


def _with_real_functions(expression: Expr) -> Expr:
    unknown = {application.func for application in expression.atoms(AppliedUndef)}
    for function in unknown:
        expression = expression.replace(function, Function(function.__name__, real=True))
    return expression


def exact(number: object) -> Expr:
    """A real number as exactly as it was written: 0.1 is 1/10. Constant SymPy expressions stay as they are.

    Raises DomainError for what is no finite real number.
    """
    if isinstance(number, Float):
        return _fraction(str(number))
    if isinstance(number, Basic):
        return _constant(number)
    if isinstance(number, RationalNumber):
        return Rational(int(number.numerator), int(number.denominator))
    if isinstance(number, Real):
        return _fraction(repr(float(number)))
    raise DomainError(f"A {type(number).__name__} is not a number.", code="usage")


def _fraction(decimal: str) -> Expr:
    try:
        value = Fraction(decimal)
    except ValueError:
        raise DomainError(f"{decimal} is not a finite number.") from None
    return Rational(value.numerator, value.denominator)


def _constant(number: Basic) -> Expr:
    if number.free_symbols or not number.is_real:
        raise DomainError(f"{number} is not a real number.")
    return number
