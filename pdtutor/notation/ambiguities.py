"""Notes on shapes that can be read in two ways: how each was read, and what to write for the other reading.

Belongs here: what is said. Does not: which reading is taken (`grammar`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pdtutor.notation.cursor import Cursor
from pdtutor.notation.tokens import SUPERSCRIPTS, Token
from pdtutor.notation.tree import Node

LONGEST_SHOWN = 24  # characters of a factor that is repeated whole in a note


def note_juxtaposition(cursor: Cursor, first: Token, factors: Sequence[Node], operators: Sequence[str]) -> None:
    """x^2y is read as (x^2)·y, 1/2x as (1/2)·x: said where it is written without a space.

    first  the token that the last factor begins with
    """
    *_, before, here = factors
    if first.kind == "op" and first.text not in ("(", "√"):
        return
    if operators[-2] == "/":
        if not (first.spaced and before.kind == "number"):
            _note_quotient(cursor, first, factors)
    elif before.kind == "power" and not first.spaced and first.text != "(":
        _note_power(cursor, before, _shown(cursor, here))


def note_fraction(cursor: Cursor, factors: Sequence[Node], operators: Sequence[str]) -> None:
    """x^1/2 is read as (x^1)/2, which nobody means: said of an exponent that is 1, or a number below 0."""
    power, bottom = factors[-2:]
    if operators[-1] != "/" or bottom.kind != "number" or power.kind != "power" or _is_enclosed(cursor, power.parts[1]):
        return
    below, raised = (cursor.source(part.at, part.end) for part in power.parts)
    if (raised == "1" or raised.startswith("-")) and raised.lstrip("-").isdigit() and cursor.text[power.end : bottom.at] == "/":
        meant = f"{below}^({raised}/{bottom.value})"
        cursor.note(f"{below}^{raised}/{bottom.value} is read as ({below}^{raised})/{bottom.value}; for {meant} write {meant}")


def note_root(cursor: Cursor, sign: Token, inner: Node) -> None:
    """√2x is read as √(2)·x: said where the factor behind it is written without a space."""
    what, rest = cursor.source(inner.at, inner.end), cursor.source(cursor.here.at, cursor.here.end)
    cursor.note(f"{sign.text}{what}{rest} is read as {sign.text}({what})·{rest}; for {sign.text}({what}·{rest}) write the brackets")


def note_argument(cursor: Cursor, function: Token, argument: Node) -> None:
    """Where the argument of a function without brackets ends: said of "sin x*y", "sin x(y + 1)" and "sin x y"."""
    what, here = cursor.source(argument.at, argument.end), cursor.here
    if (here.kind == "op" and here.text in ("*", "/")) or here.text == "(":
        rest = "(…)" if here.text == "(" else here.text + "…"
        cursor.note(f"{function.text} {what}{rest} is read as {function.text}({what}){rest}; write the brackets to have it otherwise")
    elif argument.kind == "product" and " " in what:
        cursor.note(f"{function.text} {what} is read as {function.text}({what}); write the brackets to have it otherwise")


def _note_quotient(cursor: Cursor, first: Token, factors: Sequence[Node]) -> None:
    above, below = (cursor.source(factor.at, factor.end) for factor in factors[-3:-1])
    rest = _shown(cursor, factors[-1])
    typed = cursor.source(factors[-3].at, factors[-2].end) + (" " if first.spaced else "") + rest
    joined = f"{below}{rest}" if below.isdigit() else f"{below}·{rest}"
    cursor.note(f"{typed} is read as ({above}/{below})·{rest}; for {above}/({joined}) write {above}/({joined})")


def _note_power(cursor: Cursor, power: Node, following: str) -> None:
    if _is_enclosed(cursor, power.parts[1]):
        return
    below, raised = (cursor.source(part.at, part.end) for part in power.parts)
    joined = f"{raised}{following}" if raised.isdigit() else f"{raised}·{following}"
    cursor.note(f"{below}^{raised}{following} is read as ({below}^{raised})·{following}; for {below}^({joined}) write {below}^({joined})")


def _shown(cursor: Cursor, factor: Node) -> str:
    """A factor as it stands in a note: what is long in it left out."""
    if cursor.text[factor.at] == "(":
        return "(…)"
    typed = cursor.source(factor.at, factor.end)
    return typed if len(typed) <= LONGEST_SHOWN or "(" not in typed else f"{typed.partition('(')[0]}(…)"


def _is_enclosed(cursor: Cursor, exponent: Node) -> bool:
    """Whether an exponent shows where it ends."""
    return cursor.text[exponent.at] in "({" or cursor.text[exponent.at] in SUPERSCRIPTS
