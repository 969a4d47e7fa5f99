"""Typed text → mathematics: the public functions of the reader.

Belongs here: what is asked of a text (an expression, outputs, variables, a point, domains, names). Does not: scanning (`tokens`), the
meaning of words (`words`), shape (`grammar`) or meaning (`building`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from sympy import Eq, Expr

from pdtutor.errors import ReadingError
from pdtutor.notation import limits
from pdtutor.notation.building import Builder
from pdtutor.notation.dependences import (
    Calls,
    Dependence,
    defined_names,
    dependences,
    equals_sign,
    formulas,
    with_relations,
    without_calls,
    words_of,
)
from pdtutor.notation.grammar import Grammar
from pdtutor.notation.reading import Domain, Reading, Vocabulary
from pdtutor.notation.tokens import Token, tokenize
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import SPELLINGS
from pdtutor.notation.words import Words

Result = TypeVar("Result")
MOST_NOTED = 3  # parts that cancel
_NOTHING_DECLARED = Vocabulary()
_NO_CALLS: Calls = {}


def read(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED, calls: Calls = _NO_CALLS) -> Reading:
    """One scalar expression.

    calls  as in `read_formulas`

    Raises ReadingError where the text is not one; its code says why and its column where.
    """
    tree, notes = _parsed(text, vocabulary, Grammar.whole, calls)
    return _built(text, tree, notes, vocabulary)


def tree(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED, calls: Calls = _NO_CALLS) -> Node:
    """The parse tree of one scalar expression, where √(x²) is still the root of a square: what SymPy makes of it is |x|.

    What `read` refuses for its meaning (a division by zero, a wrong number of arguments) is not refused here.
    Raises ReadingError where the text has not the shape of an expression.
    """
    shaped, _ = _parsed(text, vocabulary, Grammar.whole, calls)
    return shaped


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


def read_direction(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> tuple[Expr, ...] | dict[Expr, Expr]:
    """The parts of a direction such as "3, 4", or by variable where it is written as a point, "x=3, y=4"; each a constant expression."""
    builder, entries = _listed(text, vocabulary)
    if any(entry.kind == "relation" for entry in entries):
        return read_point(text, vocabulary)
    parts = tuple(map(builder.built, entries))
    for entry, part in zip(entries, parts, strict=True):
        if part.free_symbols:
            raise builder.problem("Each part of a direction is a number.", entry, hint="Write one for each variable: --along 3,4")
    return parts


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


def read_dependences(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED) -> tuple[Dependence, ...]:
    """The unknown dependences of a list such as "y(x), z(x, y)", each word one name."""
    vocabulary = replace(vocabulary, whole=frozenset(), functions=words_of(tokenize(text)))
    entries, _ = _parsed(text, vocabulary, Grammar.entries)
    return dependences(text, Builder(text, vocabulary), entries)


def names_of_formulas(text: str) -> dict[str, tuple[str, ...] | None]:
    """The names that a list of formulas defines, as typed; in "y = x^2, z(x) = 3x" the z with ("x",), the names of its arguments."""
    return defined_names(tokenize(text))


def read_formulas(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED, calls: Calls = _NO_CALLS) -> tuple[Dependence, ...]:
    """The formulas of a list such as "y = x^2, rate = 2t"; the names on the left are whole in all of it.

    calls  canonical name → those of its arguments: where y is ("x",), y(x) is read as y
    """
    vocabulary = replace(vocabulary, whole=vocabulary.whole | names_of_formulas(text).keys())
    words, tokens = _without_calls(text, vocabulary, calls, tokenize(text))
    with limits.deep_recursion():
        entries = Grammar(text, tokens, words.notes).entries()
        return formulas(text, Builder(text, vocabulary), entries, tuple(words.notes))


def read_relation(text: str, vocabulary: Vocabulary = _NOTHING_DECLARED, calls: Calls = _NO_CALLS) -> Reading:
    """One scalar expression, or one equation between two: `expression` is then an unevaluated Eq. Both = and == make an equation.

    calls  as in `read_formulas`
    """
    words, tokens = _without_calls(text, vocabulary, calls, with_relations(tokenize(text)))
    with limits.deep_recursion():
        tree = Grammar(text, tokens, words.notes).whole()
        if tree.kind != "relation" or set(tree.value) != {"=="}:
            return _built(text, tree, tuple(words.notes), vocabulary)
        return _equation(text, tree, tuple(words.notes), vocabulary)


def _without_calls(text: str, vocabulary: Vocabulary, calls: Calls, tokens: list[Token]) -> tuple[Words, list[Token]]:
    words = Words(text, vocabulary)
    return words, without_calls(text, words.resolved(tokens), calls, words.notes)


def _equation(text: str, tree: Node, notes: tuple[str, ...], vocabulary: Vocabulary) -> Reading:
    builder = Builder(text, vocabulary)
    if len(tree.parts) > 2:
        raise builder.problem("An equation has one equals sign.", tree, hint="Give one equation at a time: x^2 + y^2 = 1")
    left, right = map(builder.built, tree.parts)
    return Reading(text=text, expression=Eq(left, right, evaluate=False), notes=notes, shown=builder.shown, variables=builder.variables())


def place_of_equals(text: str) -> int | None:
    """The 1-based character of the = or == that makes an equation of the text, or None."""
    return equals_sign(tokenize(text))


def _listed(text: str, vocabulary: Vocabulary) -> tuple[Builder, list[Node]]:
    """The entries of a list in which every word that is no function or constant is one name."""
    tokens = tokenize(text)
    words = {token.text for token in tokens if token.kind == "word"} - set(SPELLINGS) - {"e", "pi", "π"}
    vocabulary = replace(vocabulary, whole=vocabulary.whole | words)
    entries, _ = _parsed(text, vocabulary, Grammar.entries)
    return Builder(text, vocabulary), entries


def _parsed(
    text: str, vocabulary: Vocabulary, shape: Callable[[Grammar], Result], calls: Calls = _NO_CALLS
) -> tuple[Result, tuple[str, ...]]:
    words, tokens = _without_calls(text, vocabulary, calls, tokenize(text))
    with limits.deep_recursion():
        shaped = shape(Grammar(text, tokens, words.notes))
    return shaped, tuple(words.notes)


def _built(text: str, tree: Node, notes: tuple[str, ...], vocabulary: Vocabulary) -> Reading:
    builder = Builder(text, vocabulary)
    with limits.deep_recursion():
        expression = builder.built(tree)
    lost = builder.cancelled(expression)
    remarks = islice(dict.fromkeys(lost.values()), MOST_NOTED)
    return Reading(text, expression, (*notes, *remarks), builder.shown, builder.variables(), tuple(lost))
