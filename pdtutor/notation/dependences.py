"""What depends on what, as typed: formulas such as "y = x^2", unknown dependences such as "y(x), z(x, y)", and y(x) in an expression.

Belongs here: the entries of such lists, which names they define, and refusing those that define nothing. Does not: parsing (`reader`,
`grammar`), or dependences that contradict each other across several texts (`requests.total`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sympy import Expr

from pdtutor.errors import ReadingError
from pdtutor.notation.building import Builder
from pdtutor.notation.names import canonical, in_natural_order, variables_of
from pdtutor.notation.tokens import Token
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import SPELLINGS

OPENING, CLOSING = ("(", "[", "{"), (")", "]", "}")
Calls = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Dependence:
    """One dependent, and what is said of it.

    variable  the dependent, by its plain name
    on        the variables it depends on: those of the formula, or the arguments as written
    formula   what it equals, in plain names; None where it is an unknown function of `on`
    text      the list that says so, as typed
    column    1-based character of `text` where it stands
    notes, shown  as in Reading
    """

    variable: Expr
    on: tuple[Expr, ...]
    formula: Expr | None
    text: str
    column: int
    notes: tuple[str, ...] = ()
    shown: Mapping[str, str] | None = None


def defined_names(tokens: Sequence[Token]) -> dict[str, tuple[str, ...] | None]:
    """Each name, as typed, that a list of formulas defines: in "y = x^2, z(x) = 3x" the y with None and the z with ("x",)."""
    found: dict[str, tuple[str, ...] | None] = {}
    for entry in _entries(tokens):
        before = [token.text for token in _before_equals(entry)]
        if len(before) == 1 and entry[0].kind == "word":
            found[before[0]] = None
        elif len(before) > 3 and entry[0].kind == "word" and before[1] == "(" and before[-1] == ")":
            found[before[0]] = tuple(canonical(text) for text in before[2:-1] if text != ",")
    return found


def words_of(tokens: Iterable[Token]) -> frozenset[str]:
    """The words of a list of dependences: each is one name, but for those that are functions or constants already."""
    return frozenset({token.text for token in tokens if token.kind == "word"} - set(SPELLINGS) - {"e", "pi", "π"})


def _entries(tokens: Sequence[Token]) -> list[list[Token]]:
    """What stands between the commas and semicolons that are in no bracket."""
    entries: list[list[Token]] = [[]]
    for token, depth in zip(tokens, _depths(tokens), strict=True):
        if depth == 0 and token.kind == "op" and token.text in (",", ";"):
            entries.append([])
        elif token.kind != "end":
            entries[-1].append(token)
    return entries


def _depths(tokens: Iterable[Token]) -> list[int]:
    """How many brackets each token stands in; a bracket stands in itself."""
    depths, depth = [], 0
    for token in tokens:
        depth += token.kind == "op" and token.text in OPENING
        depths.append(depth)
        depth -= token.kind == "op" and token.text in CLOSING
    return depths


def _before_equals(entry: Sequence[Token]) -> list[Token]:
    """What stands before the = of an entry; nothing where there is none."""
    place = next((place for place, token in enumerate(entry) if token.kind == "op" and token.text == "="), 0)
    return list(entry[:place])


def with_relations(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with each = that is in no bracket as ==, so that what stands before it is no name of a keyword: xy = 1 is x·y = 1."""
    tokens = list(tokens)
    is_equals = [depth == 0 and token.kind == "op" and token.text == "=" for token, depth in zip(tokens, _depths(tokens), strict=True)]
    return [
        Token("op", "==", token.at, token.end, token.spaced) if marked else token for token, marked in zip(tokens, is_equals, strict=True)
    ]


def equals_sign(tokens: Sequence[Token]) -> int | None:
    """The 1-based character of the = or == that makes an equation of the tokens' text, or None."""
    outside = (token for token, depth in zip(tokens, _depths(tokens), strict=True) if depth == 0 and token.kind == "op")
    return next((token.at + 1 for token in outside if token.text in ("=", "==")), None)


def without_calls(text: str, tokens: Iterable[Token], calls: Calls, notes: dict[str, None]) -> list[Token]:
    """The tokens with y(x) read as y, where y is declared to be a function of x; y(x + 1) stays a product, and a note says so.

    calls  canonical name → those of its arguments

    Raises ReadingError where y stands before several arguments that are not its own.
    """
    found: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        found.append(token)
        if token.kind == "op" and token.text in OPENING:
            opened.append(len(found) - 1)
        elif token.kind == "op" and token.text in CLOSING and opened:
            _join_call(text, found, opened.pop(), calls, notes)
    return found


def _join_call(text: str, found: list[Token], at: int, calls: Calls, notes: dict[str, None]) -> None:
    """Replace a call that ends here by its name."""
    name = found[at - 1] if at and found[at - 1].kind == "name" else None
    arguments = calls.get(canonical(name.text)) if name is not None and found[at].text == "(" else None
    if name is None or arguments is None:
        return
    inside = found[at + 1 : -1]
    if tuple(canonical(token.text) for token in inside if token.text != ",") == arguments:
        joined = Token("name", name.text, name.at, found[-1].end, name.spaced)
        found[at - 1 :] = [joined]
        return
    written = f"{name.text}({', '.join(arguments)})"
    if any(token.text == "," and depth == 0 for token, depth in zip(inside, _depths(inside), strict=True)):
        hint = f"Write {name.text} or {written}."
        raise ReadingError(f"{name.text} is declared as {written}.", text=text, column=name.at + 1, hint=hint)
    content = " ".join(text[found[at].end : found[-1].at].split())
    notes.setdefault(f"{name.text}({content}) is read as the product {name.text}·({content}); {name.text} alone stands for {written}")


def formulas(text: str, builder: Builder, entries: Iterable[Node], notes: tuple[str, ...]) -> tuple[Dependence, ...]:
    """The entries of a list of formulas; ReadingError where one is none."""
    return tuple(_formula(text, builder, entry, notes) for entry in entries)


def _formula(text: str, builder: Builder, entry: Node, notes: tuple[str, ...]) -> Dependence:
    if entry.kind != "relation" or set(entry.value) - {"=", "=="} or entry.parts[0].kind != "name":
        hint = "One name stands on the left." if entry.kind == "relation" else "An unknown dependence such as y(x) goes to --depends."
        raise builder.problem("A formula is written y = x^2", _start(entry), hint=hint)
    if len(entry.parts) > 2:
        raise builder.problem("A formula has one equals sign.", entry, hint="Separate formulas by commas: y = x^2, z = 3x")
    left, right = entry.parts
    variable, formula = builder.built(left), builder.built(right)
    if variable in variables_of(formula):
        hint = f"Name something else on the left, or leave {left.value} out on the right."
        raise builder.problem(f"{left.value} is given by a formula that contains {left.value} itself.", left, hint=hint)
    return Dependence(variable, tuple(in_natural_order(variables_of(formula))), formula, text, left.at + 1, notes, builder.shown)


def dependences(text: str, builder: Builder, entries: Iterable[Node]) -> tuple[Dependence, ...]:
    """The entries of a list of unknown dependences; ReadingError where one is none. In z(x, y(x)) the y(x) is one of its own."""
    found: dict[Expr, Dependence] = {}
    listed: set[Expr] = set()
    for entry in entries:
        *inner, outer = _declared(text, builder, entry)
        for each in (*inner, outer):
            if each.variable in listed & {outer.variable} or found.setdefault(each.variable, each).on != each.on:
                raise builder.problem(f"{each.variable} is declared twice.", entry, hint="Leave one of the two out.")
        listed.add(outer.variable)
    return tuple(replace(each, shown=builder.shown) for each in found.values())


def _declared(text: str, builder: Builder, entry: Node) -> Iterator[Dependence]:
    """What one entry declares, the inner dependences before the outer one."""
    if entry.kind == "call":
        raise builder.problem(f"{entry.value} is a function already.", entry, hint="Give the dependent another name.")
    if entry.kind != "unknown" or entry.value[1]:
        hint = "A formula goes to --given." if entry.kind == "relation" else None
        raise builder.problem("A dependence is written y(x)", _start(entry), hint=hint)
    typed = entry.value[0]
    variable = builder.built(Node("name", entry.at, entry.end, typed))
    for part in entry.parts:
        if part.kind == "unknown":
            yield from _declared(text, builder, part)
    on = tuple(_argument(builder, typed, part) for part in entry.parts)
    _refuse_arguments(builder, typed, variable, on, entry)
    yield Dependence(variable, on, None, text, entry.at + 1)


def _argument(builder: Builder, dependent: str, part: Node) -> Expr:
    if part.kind in ("name", "unknown"):
        return builder.built(Node("name", part.at, part.end, part.value if part.kind == "name" else part.value[0]))
    what = "a number" if part.kind in ("number", "constant") else "none"
    message = f"{dependent} depends on variables, and this is {what}."
    raise builder.problem(message, _start(part), hint=f"Name the variables alone: {dependent}(x)")


def _refuse_arguments(builder: Builder, typed: str, variable: Expr, on: Sequence[Expr], entry: Node) -> None:
    if variable in on:
        raise builder.problem(f"{typed} cannot depend on itself.", entry, hint=f"Write {typed}(x), with another name in the brackets.")
    if len(set(on)) < len(on):
        raise builder.problem(f"{typed} names one variable twice.", entry, hint="Name each variable once.")


def _start(entry: Node) -> Node:
    """Where an entry begins; a relation's own place is its sign."""
    return entry.parts[0] if entry.kind == "relation" else entry
