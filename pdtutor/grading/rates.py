"""Rates of dependents as learners write them: dy/dx, ∂z/∂x, y′, y'(x), \\frac{dy}{dx}.

Belongs here: putting a name that the reader knows in their place. Does not: reading (`answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sympy import Derivative, Expr, Function

from pdtutor.notation.vocabulary import SPELLINGS

D = r"(?:\\mathrm\{\s*d\s*\}|\\partial\s*|d|∂)"


@dataclass(frozen=True)
class Rate:
    """How fast a dependent moves with a variable.

    name   stands for it while an answer is read
    value  what it is
    of, by how the dependent and the variable are typed
    is_only  the dependent depends on this variable alone, so that y′ says it too
    """

    name: str
    value: Expr
    of: tuple[str, ...]
    by: tuple[str, ...]
    is_only: bool

    @property
    def patterns(self) -> Iterator[str]:
        """Regular expressions for the ways of writing it."""
        of, by = (rf"(?:{'|'.join(map(re.escape, names))})" for names in (self.of, self.by))
        at = rf"(?:\(\s*{by}\s*(?:\([^()]*\)\s*)?\))?"  # what it is a function of, itself with what that depends on
        yield rf"\\frac\s*\{{\s*{D}\s*{of}\s*\}}\s*\{{\s*{D}\s*{by}\s*\}}"
        yield rf"{D}\s*{of}{at}\s*/\s*{D}\s*{by}(?![A-Za-z0-9_])"
        if self.is_only:
            before = "" if all(len(name) == 1 for name in self.of) else r"(?<![A-Za-z])"
            yield rf"{before}{of}'{at}(?!')"


def _is_factor_before(text: str) -> bool:
    """Whether what ends here is a factor: the rate after it is another one, and no part of the argument in sin x dy/dx."""
    bare = text.rstrip()
    word = re.search(r"[A-Za-z]+$", bare)
    return bool(re.search(r"[\w)\]}'²³]$", bare)) and not (word and word[0].lower() in SPELLINGS)


def rate_of(dependent: Expr, variable: Expr) -> Expr:
    """dy/dx of a y that is an unknown function of x."""
    return Derivative(Function(str(dependent), real=True)(variable), variable)


@dataclass(frozen=True)
class Typed:
    """A text in which rates have become names, and where in it something was put in.

    added  0-based place in the new text, and how many characters of it are new there
    """

    text: str
    added: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, rates: Iterable[Rate]) -> Typed:
        """The text with every rate by its name."""
        rates = tuple(rates)
        typed = cls(text.replace("′", "'").replace("’", "'") if rates else text)
        for rate in rates:
            for pattern in rate.patterns:
                typed = typed._replaced(pattern, rate.name)
        return typed

    def _replaced(self, pattern: str, name: str) -> Typed:
        text, added, shift = self.text, list(self.added), 0
        for match in re.finditer(pattern, self.text):
            start = match.start() + shift
            by = f" *{name} " if _is_factor_before(self.text[: match.start()]) else f" {name} "
            text = text[:start] + by + text[match.end() + shift :]
            grown = len(by) - (match.end() - match.start())
            shift += grown
            if grown:
                added = [(at + grown if at > start else at, size) for at, size in added]
                added.append((start + len(by), grown))
        return Typed(text, tuple(sorted(added)))

    def before(self, place: int) -> int:
        """Where in the text as typed a place of this one was."""
        return place - sum(grown for at, grown in self.added if at <= place)
