"""Typed text → mathematics: the public functions of the reader.

Belongs here: what is asked of a text (an expression, outputs, variables, a point, domains, names). Does not: scanning (`tokens`), the
meaning of words (`words`), shape (`grammar`) or meaning (`building`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sympy import Expr

from pdtutor.errors import ReadingError
from pdtutor.notation import limits
from pdtutor.notation.building import Builder
from pdtutor.notation.grammar import Grammar
from pdtutor.notation.reading import Domain, Reading, Vocabulary
from pdtutor.notation.tokens import tokenize
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import SPELLINGS
from pdtutor.notation.words import Words

Result = TypeVar("Result")
_NOTHING_DECLARED = Vocabulary()


def read(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> Reading:
    """One scalar expression.

    Raises ReadingError where the text is not one; its code says why and its column where.
    """
    tree, notes = _parsed(text, vocabulary, Grammar.whole)
    return _built(text, tree, notes, vocabulary)


def read_outputs(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> tuple[Reading, ...]:
    """The entries of a vector `[e1, e2]`, or the one expression that the text is."""
    tree, notes = _parsed(text, vocabulary, Grammar.whole)
    entries = tree.parts if tree.kind == "vector" else (tree,)
    return tuple(_built(text, entry, notes, vocabulary) for entry in entries)


def read_variables(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> tuple[Expr, ...]:
    """The variables of a list such as "x, w_1, z[k]", in order and as often as written: symbols and indexed names, each word one name."""
    builder, entries = _listed(text, vocabulary)
    for entry in entries:
        if entry.kind not in ("name", "index"):
            raise builder.problem("A variable is needed here.", entry, hint="Separate variables by commas: x, y")
    return tuple(map(builder.built, entries))


def read_point(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> dict[Expr, Expr]:
    """The values of a point such as "x=1, y=pi/2"; each a constant expression."""
    builder, entries = _listed(text, vocabulary)
    point: dict[Expr, Expr] = {}
    for entry in entries:
        variable, value = _coordinate(builder, entry)
        if variable in point:
            raise builder.problem("This variable is given twice.", entry)
        point[variable] = value
    return point


def _coordinate(builder: Builder, entry: Node) -> tuple[Expr, Expr]:
    if entry.kind != "relation" or entry.value != ("=",) or entry.parts[0].kind not in ("name", "index"):
        raise builder.problem("A point is written x=1, y=2", entry)
    variable, value = map(builder.built, entry.parts)
    if value.free_symbols:
        raise builder.problem("The value of a variable is a number.", entry.parts[1])
    return variable, value


def read_names(text: str) -> tuple[str, ...]:
    """The names of a list such as "loss, w_out", as typed."""
    tokens = tokenize(text)[:-1]
    for token in tokens:
        if token.kind != "word" and token.text not in (",", ";"):
            raise ReadingError("A name is needed here.", text=text, column=token.at + 1, hint="Separate names by commas: loss, rate")
    return tuple(dict.fromkeys(token.text for token in tokens if token.kind == "word"))


def read_domains(text: str) -> dict[str, Domain]:
    """The domains of a list such as "x>0, n integer, 0<p<1", by canonical name.

    Raises ReadingError where the text is not such a list, DomainError where a domain is empty.
    """
    from pdtutor.notation.domains import domains

    return domains(text, *_listed(text, Vocabulary()))


def _listed(text: str, vocabulary: Vocabulary) -> tuple[Builder, list[Node]]:
    """The entries of a list in which every word that is no function or constant is one name."""
    tokens = tokenize(text)
    words = {token.text for token in tokens if token.kind == "word"} - set(SPELLINGS) - {"e", "pi", "π"}
    vocabulary = replace(vocabulary, whole=vocabulary.whole | words)
    entries, _ = _parsed(text, vocabulary, Grammar.entries)
    return Builder(text, vocabulary), entries


def _parsed(text: str, vocabulary: Vocabulary, shape: Callable[[Grammar], Result]) -> tuple[Result, tuple[str, ...]]:
    words = Words(text, vocabulary)
    tokens = words.resolved(tokenize(text))
    with limits.deep_recursion():
        shaped = shape(Grammar(text, tokens, words.notes))
    return shaped, tuple(words.notes)


def _built(text: str, tree: Node, notes: tuple[str, ...], vocabulary: Vocabulary) -> Reading:
    builder = Builder(text, vocabulary)
    with limits.deep_recursion():
        expression = builder.built(tree)
    return Reading(text=text, expression=expression, notes=notes, shown=builder.shown, variables=builder.variables())
