"""Results as a Python program: the SymPy lines that give the derivatives, then a plain function on `math` that computes them.

Belongs here: the program around the expressions. Does not: expressions as code (`notation.writers.code`).
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sympy import Basic, Expr, Indexed, Symbol

from pdtutor.explain.phrases import Writer
from pdtutor.notation.names import in_natural_order
from pdtutor.notation.writers import CodeWriter, SympyWriter
from pdtutor.notation.writers.linear import ATOM
from pdtutor.render.computation import Content, content
from pdtutor.render.steady import steady
from pdtutor.requests.results import Pointed

RESERVED = {"math", "derivatives", "value_and_derivatives", "Symbol", "symbols", "Function", "IndexedBase", *dir(builtins)}
SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero")
INTEGERS = ("even", "odd", "integer")
PER_LINE = 10


def document(result: Pointed) -> str:
    """The whole program."""
    program = Program(content(result))
    lines = (*program.with_sympy(), "", "", *program.with_math(), "")
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines))


class _Exact(SympyWriter):
    """SymPy's syntax as Python reads it, to which 1/3 is a decimal."""

    def fraction(self, number: Basic) -> tuple[str, int]:
        return f"Rational({number.p}, {number.q})", ATOM


class Program:
    """A program whose names are none that Python has taken."""

    def __init__(self, content: Content) -> None:
        self._content = content
        formulas = (*content.functions.values(), *(each.formula for each in content.derivatives), *content.shared, *content.lines.values())
        self._renamed = _renamed(formulas)

    def with_sympy(self) -> Iterator[str]:
        """The lines that define the functions for SymPy and differentiate them."""
        write = _Exact()
        lines = [f"{write(self._safe(name))} = {self._defined(expression, write)}" for name, expression in self._content.lines.items()]
        functions_of = ((name, expression) for name, expression in self._content.functions.items() if expression not in self._content.lines)
        lines += [f"{name} = {self._defined(expression, write)}" for name, expression in functions_of]
        derivatives = [f"    {each.key!r}: {each.code(self._safely(write))}," for each in self._content.derivatives]
        functions = list(_functions(write))
        symbols = {self._safe(symbol) for symbol in self._symbols(*self._content.only_symbolic)}
        names = list(_symbols(symbols, write.indexed))
        own = {*write.functions, *(write(symbol) for symbol in symbols), *self._content.functions}
        yield f"from sympy import {', '.join(_imports([*names, *functions, *lines, *derivatives], own))}"
        yield ""
        yield from functions
        yield from names
        yield from lines
        yield from ("derivatives = {", *derivatives, "}")

    def _safely(self, write: Writer) -> Writer:
        return lambda part: write(self._safe(part))

    def _defined(self, expression: Expr, write: Writer) -> str:
        return f"Integer({expression})" if expression.is_Integer else write(self._safe(expression))

    def with_math(self) -> Iterator[str]:
        """The function that computes the values and the derivatives, with what it needs above it."""
        write = CodeWriter()
        values = [write(steady(self._safe(expression))) for expression in self._content.functions.values()]
        shared = [f"    {write(self._safe(name))} = {write(steady(self._safe(part)))}" for name, part in self._content.shared.items()]
        derivatives = [f"            {each.key!r}: {write(steady(self._safe(each.formula)))}," for each in self._content.derivatives]
        parameters = [*self._parameters(write), *write.callables]
        value = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
        yield from ("import math", "", *write.helpers, "", "")
        yield f"def value_and_derivatives({', '.join(parameters)}):"
        yield f'    """The value{"s" if len(values) > 1 else ""}, and the derivatives by the names of their variables."""'
        yield from shared
        yield from ("    return (", f"        {value},", "        {", *derivatives, "        },", "    )")
        yield from self._call(parameters, write)

    def _call(self, parameters: Sequence[str], write: CodeWriter) -> Iterator[str]:
        yield from ("", "", 'if __name__ == "__main__":', "    print(derivatives)")
        values = {write(self._safe(variable)): write(value) for variable, value in self._content.point.items() if not _is_entry(variable)}
        values |= _families(self._content, write)
        if values and all(parameter in values for parameter in parameters):
            yield f"    print(value_and_derivatives({', '.join(f'{name}={values[name]}' for name in parameters)}))"

    def _parameters(self, write: CodeWriter) -> list[str]:
        free = (
            set().union(*(part.free_symbols for part in (*self._content.functions.values(), *self._content.by)))
            - self._content.lines.keys()
        )
        return [write(self._safe(symbol)) for symbol in in_natural_order(s for s in free if isinstance(s, Symbol))]

    def _symbols(self, *more: Expr) -> set[Symbol]:
        known = (*self._content.functions.values(), *self._content.lines.values(), *self._content.by, *more)
        return set().union(*(part.atoms(Symbol) for part in known)) - self._content.lines.keys()

    def _safe(self, expression: Expr) -> Expr:
        return expression.xreplace(self._renamed)


def _is_entry(variable: Expr) -> bool:
    return isinstance(variable, Indexed)


def _families(content: Content, write: CodeWriter) -> dict[str, str]:
    """The entries of each family by number, where the point gives all that are used."""
    used = {entry for part in (*content.functions.values(), *content.lines.values()) for entry in part.atoms(Indexed)}
    given = {entry: value for entry, value in content.point.items() if _is_entry(entry)}
    if not given or not used <= given.keys() | content.lines.keys():
        return {}
    families: dict[str, list[str]] = {}
    for entry, value in given.items():
        place = ", ".join(map(str, entry.indices))
        families.setdefault(str(entry.base), []).append(f"{f'({place})' if len(entry.indices) > 1 else place}: {write(value)}")
    return {name: f"{{{', '.join(entries)}}}" for name, entries in families.items()}


def _renamed(expressions: Iterable[Expr]) -> dict[Basic, Basic]:
    """New names for the symbols whose own would hide something the program uses."""
    found = {symbol for expression in expressions for symbol in expression.atoms(Symbol) if symbol.name in RESERVED}
    return {symbol: Symbol(f"{symbol.name}_", **symbol.assumptions0) for symbol in found}


def _functions(write: SympyWriter) -> Iterator[str]:
    for name, function in write.functions.items():
        if function["is"] is None:
            yield f'{name} = Function("{name}", real=True)'
        else:
            yield f"\ndef {name}({', '.join(function['args'] or ())}):\n    return {function['is']}\n\n"


def _symbols(symbols: set[Symbol], indexed: Sequence[str]) -> Iterator[str]:
    """The lines that make the names, those of one kind together."""
    write = SympyWriter()
    plain = [symbol for symbol in in_natural_order(symbols) if write(symbol) not in indexed]
    for assumed, alike in groupby(sorted(plain, key=_assumed), key=_assumed):
        names = [write(symbol) for symbol in alike]
        for start in range(0, len(names), PER_LINE):
            some = names[start : start + PER_LINE]
            yield f'{", ".join(some)} = {"symbols" if len(some) > 1 else "Symbol"}("{" ".join(some)}", {assumed})'
    yield from (f'{name} = IndexedBase("{name}", real=True)' for name in indexed)


def _assumed(symbol: Symbol) -> str:
    """The assumptions of a symbol as they are typed; those that follow from others are left out."""
    found = [next((a for a in kind if getattr(symbol, f"is_{a}")), None) for kind in (SIGNS, INTEGERS)]
    return ", ".join(f"{assumption}=True" for assumption in found if assumption) or "real=True"


def _imports(lines: Iterable[str], defined: Iterable[str]) -> list[str]:
    """The names in the lines that are SymPy's, not the program's own."""
    import sympy

    words = set(re.findall(r"(?<![\w.])[A-Za-z]\w*", "\n".join(lines)))
    return sorted(word for word in words - set(defined) if hasattr(sympy, word))
