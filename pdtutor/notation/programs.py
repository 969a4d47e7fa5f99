"""A program as typed: lines such as "z = w*x + b", each naming the value of an expression.

Belongs here: cutting texts into lines, reading each with all names of the program kept whole, and refusing what cannot be computed from top
to bottom. Does not: parsing (`reader`, `grammar`), or the mathematics (`calculus.backprop`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sympy import Expr, Indexed, IndexedBase, Sum

from pdtutor.errors import BudgetError, ReadingError, TutorError
from pdtutor.notation import limits
from pdtutor.notation.building import Builder
from pdtutor.notation.grammar import Grammar
from pdtutor.notation.names import GREEK, canonical, variables_of
from pdtutor.notation.reading import Vocabulary
from pdtutor.notation.sums import unrolled
from pdtutor.notation.tokens import Token, tokenize
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import SPELLINGS
from pdtutor.notation.words import Words

LONGEST = 10_000_000  # characters of a whole program
SPECIAL = frozenset(SPELLINGS) | frozenset(GREEK) | {"e", "pi"}  # words that are something else unless they are defined


@dataclass(frozen=True)
class Line:
    """One line of a program.

    name        what it defines: a Symbol, or an Indexed with numbers for indices
    expression  what that is
    number      of the line, from 1
    text        the line as typed
    variables   what the expression names, also where it cancelled
    notes, shown  as in Reading
    """

    name: Expr
    expression: Expr
    number: int
    text: str
    variables: tuple[Expr, ...] = ()
    notes: tuple[str, ...] = ()
    shown: Mapping[str, str] | None = None


@dataclass(frozen=True)
class _Typed:
    """One line as typed, its tokens cut at the equals sign."""

    number: int
    text: str
    left: tuple[Token, ...]
    right: tuple[Token, ...]


def read_program(texts: Iterable[str], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines of texts, each of which holds one or several; a # begins a comment, a semicolon ends a line too.

    Raises ReadingError, naming the line, where one cannot be read, uses a name before it is defined, or defines one again.
    """
    typed = [_cut(number, text) for number, text in _numbered(texts)]
    if not typed:
        raise ReadingError("The program has no lines.", hint="Write one such as z = w*x + b")
    defined = {name: None for line in typed for name in _names(line.left)}
    whole = {canonical(name): name for name in (*vocabulary.whole, *defined)}
    lines = tuple(_read(line, _relevant(line, whole, vocabulary)) for line in typed)
    refuse_disorder(lines)
    return lines


# --- lines as typed -------------------------------------------------------------------------------------------------------------------


def _numbered(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without comments and blank ones."""
    number, size = 0, 0
    for text in texts:
        size += len(text)
        if size > LONGEST:
            raise ReadingError(f"The program is longer than {LONGEST:,} characters.", code="too_large")
        for line in text.splitlines() or [""]:
            number += 1
            for part in line.partition("#")[0].split(";"):
                if part.strip():
                    yield number, part.rstrip()


def _cut(number: int, text: str) -> _Typed:
    """The tokens left and right of the equals sign. Raises ReadingError where there is none, or nothing on one side."""
    with _at_line(number, text):
        tokens = tokenize(text)
        place = next((k for k, token in enumerate(tokens) if token.kind == "op" and token.text == "="), None)
        if place is None:
            raise ReadingError("Nothing is named here.", text=text, column=1, hint="Give the line a name and an equals sign: z = w*x + b")
        if place == 0:
            raise ReadingError("Nothing stands before the equals sign.", text=text, column=1, hint="Name the value: z = w*x + b")
        if tokens[place + 1].kind == "end":
            column = tokens[place].at + 1
            raise ReadingError("Nothing stands after the equals sign.", text=text, column=column, hint="Say what the value is: z = w*x + b")
        return _Typed(number, text, (*tokens[:place], _end(tokens[place])), tuple(tokens[place + 1 :]))


def _end(token: Token) -> Token:
    return Token("end", "", token.at, token.at)


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    """The name that the left side defines, where it is one: the z of `z`, the h of `h[1]`."""
    if tokens[0].kind == "word":
        yield tokens[0].text


class _at_line:  # noqa: N801  # reads as a word of the language
    """Errors raised inside name the line."""

    def __init__(self, number: int, text: str) -> None:
        self._number = number
        self._text = text

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, TutorError) and not isinstance(error, BudgetError):
            raise _located(error, self._number, self._text) from None


def _located(error: TutorError, number: int, text: str) -> TutorError:
    lead = "" if error.message.startswith("Line ") else f"Line {number}: "
    place = error.column if error.text is not None else None
    message = lead + error.message
    return type(error)(message, code=error.code, hint=error.hint, text=text if place else error.text, column=place)


# --- lines as mathematics -------------------------------------------------------------------------------------------------------------


def _relevant(line: _Typed, whole: Mapping[str, str], vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with those names alone that can stand in the line: a long program has thousands of others."""
    words = [token for token in (*line.left, *line.right) if token.kind == "word"]
    typed = {canonical(part) for word in words for part in (word.text, *(segment.typed for segment in word.segments))}
    names = typed | {letter for word in words for letter in word.text} | SPECIAL
    return replace(vocabulary, whole=frozenset(whole[name] for name in names & whole.keys()))


def _read(line: _Typed, vocabulary: Vocabulary) -> Line:
    with _at_line(line.number, line.text), limits.deep_recursion():
        words = Words(line.text, vocabulary)
        left, right = Builder(line.text, vocabulary), Builder(line.text, vocabulary)
        name = left.built(_left(line, words, left))
        tree = Grammar(line.text, words.resolved(list(line.right)), words.notes).whole()
        expression = _written_out(right.built(tree), right, tree)
        shown = {**right.shown, **left.shown}
        return Line(name, expression, line.number, line.text, _symbols(right), tuple(words.notes), shown)


def _symbols(builder: Builder) -> tuple[Expr, ...]:
    """What a line names; of a family over which a sum runs, the expression has the entries."""
    return tuple(variable for variable in builder.variables() if not isinstance(variable, IndexedBase))


def _left(line: _Typed, words: Words, builder: Builder) -> Node:
    """The name that the line defines."""
    first, following, *_ = line.left
    if first.kind == "word" and first.text in SPELLINGS:
        raise builder.problem(
            f"{first.text} is a function already.", Node("name", first.at, first.end), hint="Give the value another name."
        )
    if first.kind == "word" and following.text == "(":
        raise builder.problem("A name stands alone on the left.", Node("name", first.at, first.end), hint=f"Write {first.text} = …")
    resolved = words.resolved([*line.left[:-1], Token("op", "=", line.left[-1].at, line.left[-1].at + 1)])[:-1]
    tree = Grammar(line.text, [*resolved, line.left[-1]], words.notes).whole()
    if tree.kind == "index" and all(part.kind == "number" for part in tree.parts):
        return tree
    if tree.kind == "index":
        raise builder.problem("An entry is defined by its number.", tree, hint="Write one line for each entry: h[1] = …, h[2] = …")
    if tree.kind != "name":
        raise builder.problem("One name stands on the left of the equals sign.", tree, hint="Write z = w*x + b")
    return tree


def _written_out(expression: Expr, builder: Builder, tree: Node) -> Expr:
    """The expression with its sums term by term, so that each entry is a node of its own."""
    if not expression.has(Sum):
        return expression
    found = unrolled(expression, {})
    if found.has(Sum):
        raise builder.problem("A sum in a program runs between numbers.", tree, hint="Write sum(w[i]*x[i], i=1..3)")
    return found


# --- order ----------------------------------------------------------------------------------------------------------------------------


def refuse_disorder(lines: Sequence[Line]) -> None:
    """Raise ReadingError where a name is defined twice, used before it is defined, by way of itself, or as a family of entries too."""
    defined: dict[Expr, Line] = {}
    for line in lines:
        if line.name in defined:
            message = f"{line.name} is defined already, on line {defined[line.name].number}."
            raise _problem(line, line.name, message, "Give the new value a name of its own.")
        defined[line.name] = line
    used = {line.name: _used(line) for line in lines}
    _refuse_families(lines, used)
    uses = {line.name: [name for name in used[line.name] if name in defined] for line in lines}
    done: set[Expr] = set()
    for line in lines:
        for name in uses[line.name]:
            if name not in done:
                raise _too_early(line, name, defined[name], uses)
        done.add(line.name)


def _used(line: Line) -> tuple[Expr, ...]:
    return tuple(dict.fromkeys((*line.variables, *sorted(variables_of(line.expression), key=str))))


def _too_early(line: Line, name: Expr, other: Line, uses: Mapping[Expr, Sequence[Expr]]) -> ReadingError:
    if name == line.name:
        return _problem(
            line, name, f"{name} is defined by itself, which is a cycle.", "Give the new value a name of its own.", is_last=True
        )
    circle = _circle(line.name, name, uses)
    if circle:
        through = " → ".join(map(str, circle))
        return _problem(
            line, name, f"The definitions go in a circle: {through}.", "A value can only be made of values above it.", is_last=True
        )
    message = f"{name} is used before it is defined, on line {other.number}."
    return _problem(line, name, message, f"Move line {other.number} above line {line.number}.", is_last=True)


def _circle(start: Expr, first: Expr, uses: Mapping[Expr, Sequence[Expr]]) -> list[Expr]:
    """The names from `start` by way of `first` back to `start`; nothing where no way leads back."""
    came: dict[Expr, Expr] = {first: start}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name == start:
            back = [start, came[start]]
            while back[-1] != start:
                back.append(came[back[-1]])
            return back[::-1]
        for used in uses.get(name, ()):
            if used not in came:
                came[used] = name
                waiting.append(used)
    return []


def _refuse_families(lines: Sequence[Line], used: Mapping[Expr, Sequence[Expr]]) -> None:
    """Raise ReadingError where one name is a value and a family of entries too."""
    first: dict[str, tuple[bool, Line]] = {}
    for line in lines:
        for variable in (line.name, *used[line.name]):
            is_family = isinstance(variable, Indexed)
            name = str(variable.base if is_family else variable)
            known, other = first.setdefault(name, (is_family, line))
            if known != is_family:
                message = f"{name} is one value and, with brackets, many: here and on line {other.number}."
                raise _problem(line, variable, message, "Call one of them by another name.")


def _problem(line: Line, name: Expr, message: str, hint: str, is_last: bool = False) -> ReadingError:
    """The error at the place of a name in its line: on the left, or behind the equals sign where `is_last`."""
    typed = (line.shown or {}).get(str(name), str(name)).partition("[")[0]
    start = line.text.find("=") + 1 if is_last else 0
    column = line.text.find(typed, start) + 1
    return ReadingError(f"Line {line.number}: {message}", hint=hint, text=line.text, column=column or None)
