"""What is no expression, said at its place and with its mend.

Belongs here: the reasons for which a shape is refused. Does not: the shapes (`grammar`); what has a shape but no meaning (`building`).
"""

from __future__ import annotations

from pdtutor.errors import ReadingError
from pdtutor.notation.cursor import Cursor
from pdtutor.notation.tokens import Token
from pdtutor.notation.tree import Node

_INVERSES = {
    "sin": "asin", "cos": "acos", "tan": "atan", "sec": "asec", "csc": "acsc", "cot": "acot",
    "sinh": "asinh", "cosh": "acosh", "tanh": "atanh", "ln": "exp", "exp": "ln",
}  # fmt: skip


def refuse_rest(cursor: Cursor, node: Node) -> None:
    """Nothing follows on a whole expression."""
    if cursor.here.kind != "end":
        raise unexpected(cursor, cursor.here, node)


def refuse_derivative(cursor: Cursor, before: Node) -> None:
    """d/dx is not a quotient."""
    following = cursor.tokens[cursor.place + 1 : cursor.place + 3]
    if _is_d(before) and cursor.here.text == "/" and following[0].text == "d" and following[1].kind == "name" and not following[1].spaced:
        raise _instruction(cursor, before)


def refuse_derivative_as_fraction(cursor: Cursor, fraction: Token, above: Node, below: Node) -> None:
    """A fraction of d and dx is no quotient either."""
    if _is_d(above) and any(map(_is_d, below.parts[:1])):
        raise _instruction(cursor, fraction)


def refuse_arguments(cursor: Cursor, factor: Node, before: Token | None) -> None:
    """mse(y, p) is a function that nobody knows, not m·s·e times a pair."""
    if factor.kind != "tuple" or factor.value != "(" or before is None or before.kind not in ("name", "constant"):
        return
    start = before.at
    while start and cursor.text[start - 1].isalpha():
        start -= 1
    typed = cursor.text[start : before.end]
    if len(typed) == 1 and all(part.kind == "number" for part in factor.parts):
        return
    hint = f"For an unknown function use --functions {typed}"
    raise cursor.problem(f"There is no function {typed}.", Node("name", start, before.end), code="unknown_function", hint=hint)


def refuse_sum_sign(cursor: Cursor, sign: Node, body: Node) -> None:
    """Σ before something with an index is meant as a sum, not as the variable Σ."""
    if sign.kind != "name" or sign.value[0] != "Σ":
        return
    if any(part.kind == "index" or (part.kind == "name" and _has_index_letter(part.value)) for part in body.walk()):
        hint = "Write sum(w[i]*x[i], i=1..n); for a product with the variable Σ write Σ*"
        raise cursor.problem("A sum is not written with a bare Σ here.", sign, hint=hint)


def refuse_inverse(cursor: Cursor, function: str, caret: Token, exponent: Node) -> None:
    """sin^-1 x could mean two things."""
    if exponent.kind != "negative" or exponent.parts[0].kind != "number" or exponent.parts[0].value != "1":
        return
    inverse = _INVERSES.get(function)
    meanings = f"{inverse}(x), its inverse, or 1/{function}(x)" if inverse else f"the inverse function, or 1/{function}(x)"
    hint = f"Write {inverse}(x) or 1/{function}(x)." if inverse else f"Write 1/{function}(x)."
    raise cursor.problem(f"{function}^-1 could mean {meanings}.", caret, hint=hint)


def two_numbers(cursor: Cursor, before: Node) -> ReadingError:
    """2 3 is neither a product nor a number."""
    here = cursor.here
    if here.text.count("/"):
        return cursor.problem("A fraction after a number can be read in two ways.", here, hint="Write 2*½ or 2 + ½.")
    one, other = before.value, here.text
    hint = f"Write {one}*{other} or {one}{other}." if len(one + other) < 30 else None
    return cursor.problem("Two numbers stand side by side.", here, hint=hint)


def misplaced_prime(cursor: Cursor, place: Token, hint: str | None = None) -> ReadingError:
    """x' is not the derivative of anything."""
    return cursor.problem("A prime stands only on an unknown function, as in f'(x).", place, hint=hint)


def unclosed(cursor: Cursor, opening: Token, wanted: str) -> ReadingError:
    """What comes next does not close the bracket that it should."""
    here = cursor.here
    if here.kind == "end":
        return cursor.problem("This bracket is never closed.", opening, hint=f"Add {wanted}")
    if here.text in (")", "]", "}"):
        return cursor.problem(f"{opening.text} is closed by {here.text}.", here, hint=f"Write {wanted}")
    return unexpected(cursor, here)


def unexpected(cursor: Cursor, token: Token, before: Node | None = None) -> ReadingError:
    """A token that continues nothing.

    before  the whole expression in front of it, if there is one
    """
    if token.text in (")", "]", "}"):
        return cursor.problem(f"This {token.text} closes nothing.", token, hint="Take it out, or open a bracket before it.")
    if token.text == ",":
        return _unexpected_comma(cursor, token, before)
    if token.text == "|":
        return cursor.problem("This | has no partner.", token, hint="Write |x| or abs(x).")
    if token.text == ":":
        return cursor.problem("A colon has no meaning here.", token)
    if token.text == ";":
        return cursor.problem("A semicolon has no meaning here.", token, hint="Give one expression at a time.")
    return cursor.problem(f"{cursor.typed(token)} is not expected here.", token)


def missing_operand(cursor: Cursor, token: Token) -> ReadingError:
    """A token where a number, a name or a bracket has to come."""
    before, typed = cursor.before(), cursor.typed(token)
    if token.kind == "end" and before is not None:
        return cursor.problem(f"Something is missing after {cursor.typed(before)}", before, hint="Complete the expression.")
    if token.text in (")", "]", "}") and before is None:
        return unexpected(cursor, token)
    if token.kind != "op" or token.text in ("!", ":", "'"):
        return cursor.problem(f"{typed} is not expected here.", token)
    if before is not None and before.kind == "op":
        return cursor.problem(f"Something is missing between {cursor.typed(before)} and {typed}", token)
    return cursor.problem(f"Something is missing before {typed}", token)


def decimal_hint(one: str, other: str) -> str:
    """How 3,14 and 1,000 were probably meant."""
    if len(one + other) > 30:
        return "Write a decimal point."
    return f"Write {one}.{other}" + (f", or {one}{other} for thousands" if len(other) == 3 and len(one) <= 3 else "")


def _unexpected_comma(cursor: Cursor, comma: Token, before: Node | None) -> ReadingError:
    one, other = cursor.before(), cursor.after()
    if one and other and one.kind == other.kind == "number":
        return cursor.problem("Numbers are written with a decimal point.", comma, hint=decimal_hint(one.text, other.text))
    hint = "For several outputs write [ ] around them." if before else None
    return cursor.problem("A comma separates the arguments of a function.", comma, hint=hint)


def _instruction(cursor: Cursor, place: Token | Node) -> ReadingError:
    hint = "Type the function alone; the derivatives are worked out for you."
    return cursor.problem("d/dx is an instruction, not an expression.", place, hint=hint)


def _is_d(node: Node) -> bool:
    return bool(node.kind == "name" and node.value == "d")


def _has_index_letter(name: str) -> bool:
    """Whether a name ends in one small letter as its index: x_i."""
    return name[-2:-1] == "_" and name[-1:].islower()
