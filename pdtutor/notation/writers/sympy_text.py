"""SymPy's own syntax, for JSON: parseable with real symbols for all names, functions that SymPy lacks defined beside it.

Belongs here: the text and what it needs to be understood. Does not: the JSON document (`render`).
"""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import ClassVar

import sympy
from sympy import Basic, Symbol

from pdtutor.notation.names import canonical
from pdtutor.notation.writers.linear import ATOM, LinearWriter, Written, with_distinct_indices


class SympyWriter(LinearWriter):
    """Writes SymPy syntax and collects what the reader of it must be told.

    functions  name → {"args": […], "is": definition or None}
    indexed    names to be parsed as IndexedBase
    """

    handlers: ClassVar[dict[str, str]] = LinearWriter.handlers | {
        "NamedFunction": "named_function",
        "cbrt": "definition",
        "AppliedUndef": "unknown_function",
        "Piecewise": "cases",
    }
    constants: ClassVar[dict[str, str]] = {"Exp1": "exp(1)", "ComplexInfinity": "zoo"}
    conjoined, disjoined = " & ", " | "
    least_joined = ATOM  # & binds more tightly than >

    def __init__(self) -> None:
        super().__init__()
        self.functions: dict[str, dict[str, list[str] | str | None]] = {}
        self.indexed: list[str] = []

    def name(self, name: str) -> str:
        """A variable called pi gets an underscore: unadorned it would be read as the number."""
        plain = identifier(name)
        return plain + "_" if plain == "pi" else plain

    def family(self, base: Basic) -> Written:
        name, _ = super().family(base)
        if name not in self.indexed:
            self.indexed.append(name)
        return name, ATOM

    def named_function(self, function: Basic) -> Written:
        """By name, defined on the side; by its definition where the name already stands for another number of arguments."""
        kind = type(function)
        arguments = list(kind.arguments) or [f"x{place}" for place in range(1, len(function.args) + 1)]
        if kind.__name__ not in self.functions:
            defined = kind.defined(*(Symbol(name, real=True) for name in arguments))
            self.functions[kind.__name__] = {"args": arguments, "is": SympyWriter()(defined)}
        if self.functions[kind.__name__]["args"] != arguments:
            return self.definition(function)
        return self.call(kind.__name__, function.args)

    def definition(self, function: Basic) -> Written:
        """What a function means in SymPy's own."""
        return self.write(function.definition())

    def unknown_function(self, function: Basic) -> Written:
        name, count = self._free(self.name(type(function).__name__)), len(function.args)
        arguments = ["t"] if count == 1 else [f"t{place}" for place in range(1, count + 1)]
        self.functions.setdefault(name, {"args": arguments, "is": None})
        return self.call(name, function.args)

    @staticmethod
    def _free(name: str) -> str:
        """A function named like one of SymPy's gets an underscore: unadorned it would be read as that one."""
        return name + "_" if hasattr(sympy, name) else name

    def cases(self, cases: Basic) -> Written:
        """Piecewise((value, condition), …)."""
        pieces = (f"({self.write(value)[0]}, {self.write(condition)[0]})" for value, condition in cases.args)
        return f"Piecewise({', '.join(pieces)})", ATOM

    def indexed_sum(self, total: Basic) -> Written:
        return self.other(with_distinct_indices(total))

    def relation(self, relation: Basic) -> Written:
        """Python's comparisons, but Eq and Ne: == and != would compare structures."""
        by_name = {"==": "Eq", "!=": "Ne"}.get(relation.rel_op)
        return self.call(by_name, relation.args) if by_name else super().relation(relation)


def identifier(name: str) -> str:
    """The name as Python and SymPy accept it: ASCII, no keyword."""
    ascii_name = name if name.isascii() else canonical(name)
    plain = re.sub(r"\W", "_", ascii_name, flags=re.ASCII)
    return plain + "_" if iskeyword(plain) else plain
