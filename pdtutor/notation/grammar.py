"""Tokens → tree: precedence, juxtaposition, functions without brackets, bars, LaTeX's fractions, sums and cases.

Belongs here: the shape of an expression and the notes on how an ambiguous shape was read. Does not: what the pieces build (`building`).

    condition  = relation { ("and" | "or") relation }
    relation   = expression { ("<" | "<=" | …) expression }
    expression = [sign] product { ("+" | "-") product }
    product    = factor { ["*" | "/"] factor }
    factor     = { sign } power
    power      = atom [ "^" { sign } power ]
    atom       = number | name [indices] | constant | function [ "^" power ] ( "(" arguments ")" | product )
               | "(" condition ")" | "|" expression "|" | "√" power | \\frac … | \\sqrt … | \\sum … | \\begin{cases} …
"""

from __future__ import annotations

from collections.abc import Callable

from pdtutor.errors import ReadingError
from pdtutor.notation import limits
from pdtutor.notation.names import canonical
from pdtutor.notation.tokens import SUPERSCRIPTS, Token
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import NEEDS_BRACKET, SPELLINGS

CLOSING = {"(": ")", "[": "]", "{": "}"}
RELATIONS = frozenset(["<", "<=", ">", ">=", "==", "!=", "="])
LONGEST_SHOWN = 24  # characters of a factor that is repeated whole in a note
_STARTS = frozenset(["(", "{", "[", "√", "∛", "‖"])
_OPERANDS = frozenset(["number", "name", "constant", "function", "unknown", "declared"])


class Grammar:
    """One text being parsed; `notes` collects how ambiguous shapes were read."""

    def __init__(self, text: str, tokens: list[Token], notes: dict[str, None]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0
        self.here = tokens[0]
        self.bars = 0
        self.norms = 0
        self.level = 0
        self.notes = notes

    def whole(self) -> Node:
        """The one expression, condition or vector that the text is."""
        if self.here.kind == "end":
            raise self.problem("There is nothing to read.", Node("end", 0, 0), hint="Type an expression such as x^2 y.")
        node = self._vector() if self._is_vector() else self.condition()
        self._refuse_rest(node)
        return node

    def entries(self) -> list[Node]:
        """What stands between the commas (or semicolons) of a list: "x=1, y=pi/2"."""
        found = [self.condition()]
        while self._is_at(",") or self._is_at(";"):
            self._next()
            found.append(self.condition())
        self._refuse_rest(found[-1])
        return found

    # moving

    def _next(self) -> Token:
        token = self.here
        if token.kind != "end":
            self.place += 1
            self.here = self.tokens[self.place]
        return token

    def _is_at(self, operator: str) -> bool:
        return self.here.kind == "op" and self.here.text == operator

    def _take(self, operator: str) -> bool:
        if self._is_at(operator):
            self._next()
            return True
        return False

    def _before(self) -> Token | None:
        return self.tokens[self.place - 1] if self.place else None

    def _enter(self, token: Token) -> None:
        self.level += 1
        if self.level > limits.LEVELS:
            raise self.problem(f"This is nested more than {limits.LEVELS} levels deep.", token, code="too_large")

    def problem(self, message: str, place: Token | Node, *, code: str = "syntax", hint: str | None = None) -> ReadingError:
        """The error that points at a place in the text."""
        column = min(place.at + 1, max(len(self.text), 1))
        return ReadingError(message, code=code, hint=hint, text=self.text, column=column)

    def _note(self, note: str) -> None:
        self.notes.setdefault(note)

    def _source(self, at: int, end: int) -> str:
        return " ".join(self.text[at:end].split())

    # conditions and relations

    def condition(self) -> Node:
        """Relations joined by `and` and `or`, `and` binding more tightly."""
        return self._joined("or", ("or", "|"), lambda: self._joined("and", ("and", "&"), self._relation))

    def _joined(self, word: str, spellings: tuple[str, ...], part: Callable[[], Node]) -> Node:
        parts: list[Node] = [part()]
        while self.here.text in spellings and self.here.kind == "op" and not (self.here.text == "|" and self.bars):
            self._next()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Node("logic", parts[0].at, parts[-1].end, word, tuple(parts))

    def _relation(self) -> Node:
        sides = [self.expression()]
        operators = []
        while self.here.kind == "op" and self.here.text in RELATIONS:
            operators.append(self._next())
            sides.append(self.expression())
        if not operators:
            return sides[0]
        return Node("relation", operators[0].at, sides[-1].end, tuple(token.text for token in operators), tuple(sides))

    # sums, products, powers

    def expression(self) -> Node:
        """A sum of products; a single product is itself."""
        terms, signs = [self._product()], ["+"]
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            signs.append(self._next().text)
            terms.append(self._product())
        if len(terms) == 1:
            return terms[0]
        return Node("sum", terms[0].at, terms[-1].end, signs, tuple(terms))

    def _product(self) -> Node:
        factors, operators = [self._factor()], ["*"]
        while True:
            if self.here.kind == "op" and self.here.text in ("*", "/"):
                self._refuse_derivative(factors[-1])
                operators.append(self._next().text)
                factors.append(self._factor())
                self._note_fraction(factors, operators)
            elif self._starts_factor(factors[-1]):
                operators.append("*")
                first, before = self.here, self._before()
                factors.append(self._power())
                self._note_juxtaposition(first, factors, operators)
                self._refuse_arguments(factors[-1], before)
                self._refuse_sum_sign(*factors[-2:])
            else:
                break
        if len(factors) == 1:
            return factors[0]
        return Node("product", factors[0].at, factors[-1].end, operators, tuple(factors))

    def _refuse_derivative(self, before: Node) -> None:
        """d/dx is not a quotient."""
        following = self.tokens[self.place + 1 : self.place + 3]
        if _is_d(before) and self.here.text == "/" and following[0].text == "d" and following[1].kind == "name" and not following[1].spaced:
            hint = "Type the function alone; the derivatives are worked out for you."
            raise self.problem("d/dx is an instruction, not an expression.", before, hint=hint)

    def _starts_factor(self, before: Node) -> bool:
        """Whether the next token begins a factor written without a sign of multiplication."""
        here = self.here
        if here.kind == "op":
            if here.text == "|":
                return not self.bars and before.kind not in ("relation", "logic")
            return here.text in _STARTS and not (here.text == "‖" and self.norms)
        if here.kind == "number" and before.kind == "number" and self.tokens[self.place - 1].kind == "number":
            raise self._two_numbers(before)
        return here.kind in _OPERANDS or (here.kind == "command" and here.text != "end")

    def _refuse_arguments(self, factor: Node, before: Token | None) -> None:
        """mse(y, p) is a function that nobody knows, not m·s·e times a pair."""
        if factor.kind != "tuple" or factor.value != "(" or before is None or before.kind not in ("name", "constant"):
            return
        start = before.at
        while start and self.text[start - 1].isalpha():
            start -= 1
        typed = self.text[start : before.end]
        if len(typed) == 1 and all(part.kind == "number" for part in factor.parts):
            return
        hint = f"For an unknown function use --functions {typed}"
        raise self.problem(f"There is no function {typed}.", Node("name", start, before.end), code="unknown_function", hint=hint)

    def _refuse_sum_sign(self, sign: Node, body: Node) -> None:
        """Σ before something with an index is meant as a sum, not as the variable Σ."""
        if sign.kind != "name" or sign.value[0] != "Σ":
            return
        if any(part.kind == "index" or (part.kind == "name" and _has_index_letter(part.value)) for part in body.walk()):
            hint = "Write sum(w[i]*x[i], i=1..n); for a product with the variable Σ write Σ*"
            raise self.problem("A sum is not written with a bare Σ here.", sign, hint=hint)

    def _two_numbers(self, before: Node) -> ReadingError:
        if self.here.text.count("/"):
            return self.problem("A fraction after a number can be read in two ways.", self.here, hint="Write 2*½ or 2 + ½.")
        one, other = before.value, self.here.text
        return self.problem(
            "Two numbers stand side by side.", self.here, hint=f"Write {one}*{other} or {one}{other}." if len(one + other) < 30 else None
        )

    def _factor(self) -> Node:
        first = self.here
        is_negative = False
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            is_negative ^= self._next().text == "-"
        node = self._power()
        if not is_negative:
            return node
        return Node("negative", first.at, node.end, None, (node,))

    def _power(self) -> Node:
        base = self._atom()
        if self._is_at("'"):
            raise self.problem(
                "A prime stands only on an unknown function, as in f'(x).",
                self.here,
                hint="For a derivative, name the variable with --wrt.",
            )
        if self._is_at("!"):
            raise self.problem("Factorials are not read: they are not defined for every real number.", self.here)
        if not self._is_at("^"):
            return base
        self._next()
        exponent = self._exponent()
        return Node("power", base.at, exponent.end, None, (base, exponent))

    def _exponent(self) -> Node:
        first = self.here
        is_negative = False
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            is_negative ^= self._next().text == "-"
        is_bracket = self.here.text in CLOSING
        if not is_bracket:
            self._enter(first)
        node = self._power()
        if not is_bracket:
            self.level -= 1
        return Node("negative", first.at, node.end, None, (node,)) if is_negative else node

    def _note_juxtaposition(self, first: Token, factors: list[Node], operators: list[str]) -> None:
        """x^2y is read as (x^2)·y, 1/2x as (1/2)·x: said where it is written without a space.

        first  the token that the last factor begins with
        """
        *_, before, here = factors
        if first.kind == "op" and first.text not in ("(", "√"):
            return
        if operators[-2] == "/":
            if not (first.spaced and before.kind == "number"):
                self._note_quotient(first, factors)
        elif before.kind == "power" and not first.spaced and first.text != "(":
            self._note_power(before, self._shown(here))

    def _shown(self, factor: Node) -> str:
        """A factor as it stands in a note: what is long in it left out."""
        if self.text[factor.at] == "(":
            return "(…)"
        typed = self._source(factor.at, factor.end)
        return typed if len(typed) <= LONGEST_SHOWN or "(" not in typed else f"{typed.partition('(')[0]}(…)"

    def _note_quotient(self, first: Token, factors: list[Node]) -> None:
        above, below = (self._source(factor.at, factor.end) for factor in factors[-3:-1])
        rest = self._shown(factors[-1])
        typed = self._source(factors[-3].at, factors[-2].end) + (" " if first.spaced else "") + rest
        joined = f"{below}{rest}" if below.isdigit() else f"{below}·{rest}"
        self._note(f"{typed} is read as ({above}/{below})·{rest}; for {above}/({joined}) write {above}/({joined})")

    def _note_power(self, power: Node, following: str) -> None:
        if self._is_enclosed(power.parts[1]):
            return
        below, raised = (self._source(part.at, part.end) for part in power.parts)
        joined = f"{raised}{following}" if raised.isdigit() else f"{raised}·{following}"
        self._note(
            f"{below}^{raised}{following} is read as ({below}^{raised})·{following}; for {below}^({joined}) write {below}^({joined})"
        )

    def _note_fraction(self, factors: list[Node], operators: list[str]) -> None:
        """x^1/2 is read as (x^1)/2, which nobody means: said of an exponent that is 1, or a number below 0."""
        power, bottom = factors[-2:]
        if operators[-1] != "/" or bottom.kind != "number" or power.kind != "power" or self._is_enclosed(power.parts[1]):
            return
        below, raised = (self._source(part.at, part.end) for part in power.parts)
        if (raised == "1" or raised.startswith("-")) and raised.lstrip("-").isdigit() and self.text[power.end : bottom.at] == "/":
            meant = f"{below}^({raised}/{bottom.value})"
            self._note(f"{below}^{raised}/{bottom.value} is read as ({below}^{raised})/{bottom.value}; for {meant} write {meant}")

    def _is_enclosed(self, exponent: Node) -> bool:
        """Whether an exponent shows where it ends."""
        return self.text[exponent.at] in "({" or self.text[exponent.at] in SUPERSCRIPTS

    # atoms

    def _atom(self) -> Node:
        token = self.here
        if token.kind == "number":
            self._next()
            return Node("number", token.at, token.end, token.text)
        if token.kind == "name":
            return self._name()
        if token.kind == "constant":
            self._next()
            return Node("constant", token.at, token.end, token.text)
        if token.kind == "function":
            return self._function()
        if token.kind in ("unknown", "declared"):
            return self._unknown()
        if token.kind == "command":
            return self._command()
        return self._enclosed()

    def _enclosed(self) -> Node:
        token = self.here
        if token.kind == "op":
            if token.text in ("(", "{", "["):
                return self._group()
            if token.text == "|":
                return self._absolute()
            if token.text == "‖":
                return self._norm()
            if token.text in ("√", "∛"):
                return self._root_sign()
        raise self._missing_operand(token)

    def _group(self) -> Node:
        opening = self.here
        entries, end = self._entries()
        inner = entries[0]
        if len(entries) > 1:
            return Node("tuple", opening.at, end, opening.text, entries)
        return Node(inner.kind, opening.at, end, inner.value, inner.parts)

    def _entries(self) -> tuple[tuple[Node, ...], int]:
        """What stands between brackets, and where they end."""
        opening = self._next()
        self._enter(opening)
        bars, norms = self.bars, self.norms
        self.bars = self.norms = 0
        if self._is_at(CLOSING[opening.text]):
            raise self.problem("There is nothing between these brackets.", opening)
        entries = [self._argument()]
        while self._take(","):
            entries.append(self._argument())
        closing = self._close(opening)
        self.bars, self.norms = bars, norms
        self.level -= 1
        return tuple(entries), closing.end

    def _close(self, opening: Token) -> Token:
        wanted = CLOSING[opening.text]
        if self._is_at(wanted):
            return self._next()
        if self.here.kind == "end":
            raise self.problem("This bracket is never closed.", opening, hint=f"Add {wanted}")
        if self.here.text in (")", "]", "}"):
            raise self.problem(f"{opening.text} is closed by {self.here.text}.", self.here, hint=f"Write {wanted}")
        raise self._unexpected(self.here)

    def _absolute(self) -> Node:
        opening = self._next()
        self._enter(opening)
        self.bars += 1
        inner = self.expression()
        if not self._is_at("|"):
            raise self.problem("This | has no partner.", opening, hint="Write |x| or abs(x).")
        closing = self._next()
        self.bars -= 1
        self.level -= 1
        return Node("call", opening.at, closing.end, "abs", (inner,))

    def _norm(self) -> Node:
        opening = self._next()
        self._enter(opening)
        self.norms += 1
        entries = [self.expression()]
        while self._take(","):
            entries.append(self.expression())
        self.norms -= 1
        if not self._is_at("‖"):
            raise self.problem("This ‖ has no partner.", opening, hint="Write norm(x, y).")
        closing = self._next()
        self.level -= 1
        return Node("call", opening.at, closing.end, "norm", tuple(entries))

    def _root_sign(self) -> Node:
        sign = self._next()
        self._enter(sign)
        inner = self._power()
        self.level -= 1
        if self._starts_factor(inner) and not self.here.spaced and self.tokens[self.place - 1].text != ")":
            what, rest = self._source(inner.at, inner.end), self._source(self.here.at, self.here.end)
            self._note(f"{sign.text}{what}{rest} is read as {sign.text}({what})·{rest}; for {sign.text}({what}·{rest}) write the brackets")
        return Node("call", sign.at, inner.end, "sqrt" if sign.text == "√" else "cbrt", (inner,))

    # names

    def _name(self) -> Node:
        token = self._next()
        if token.text in ("delta", "δ") and self._commas_ahead() == 1:
            arguments, end = self._entries()
            return Node("call", token.at, end, "KroneckerDelta", arguments)
        if not self._is_at("["):
            return Node("name", token.at, token.end, token.text)
        opening = self._next()
        self._enter(opening)
        indices = [self.expression()]
        while self._take(","):
            indices.append(self.expression())
        closing = self._close(opening)
        self.level -= 1
        if self._is_at("[") and not self.here.spaced:
            raise self.problem("All indices of an entry stand in one pair of brackets.", self.here, hint=f"Write {token.text}[i, k].")
        return Node("index", token.at, closing.end, token.text, tuple(indices))

    def _commas_ahead(self) -> int:
        """How many commas stand in the bracket that opens here; -1 where none opens."""
        if not self._is_at("("):
            return -1
        depth = commas = 0
        for token in self.tokens[self.place :]:
            if token.kind == "op":
                depth += (token.text in "([{") - (token.text in ")]}")
                commas += depth == 1 and token.text == ","
            if not depth:
                break
        return commas

    # functions

    def _function(self) -> Node:
        token = self._next()
        name = SPELLINGS[token.text]
        base = self._base_of_logarithm() if self._is_at("_") else None
        exponent = self._raised_function(token) if self._is_at("^") else None
        if self._is_at("(") or self._is_at("{"):
            arguments, end = self._entries()
        elif name in NEEDS_BRACKET:
            raise self.problem(f"{token.text} needs its arguments in brackets.", token, hint=f"Write {token.text}(…).")
        else:
            argument = self._bare_argument(token)
            arguments, end = (argument,), argument.end
        if token.text == "log" and base is None and len(arguments) == 1:
            self._note("log(x) is the natural logarithm ln x; for base 10 write log10(x) or log(x, 10)")
        if base is not None:
            arguments = (*arguments, base)
        call = Node("call", token.at, end, name, arguments)
        return call if exponent is None else Node("power", token.at, end, None, (call, exponent))

    def _base_of_logarithm(self) -> Node:
        self._next()
        return self._group() if self.here.text in CLOSING else self._single()

    def _single(self) -> Node:
        token = self._next()
        if token.kind not in ("number", "name", "constant"):
            raise self.problem("The base of the logarithm is missing.", token, hint="Write log(x, 2).")
        return Node(token.kind, token.at, token.end, token.text)

    def _raised_function(self, function: Token) -> Node:
        """The exponent of sin^2 x; sin^-1 x could mean two things and is refused."""
        caret = self._next()
        exponent = self._group() if self.here.text in CLOSING else self._short_exponent()
        if exponent.kind == "negative" and exponent.parts[0].kind == "number" and exponent.parts[0].value == "1":
            name = function.text
            inverse = {"sin": "asin", "cos": "acos", "tan": "atan", "sec": "asec", "csc": "acsc", "cot": "acot"}.get(name)
            inverse = inverse or {"sinh": "asinh", "cosh": "acosh", "tanh": "atanh", "ln": "exp", "exp": "ln"}.get(name)
            meanings = f"{inverse}(x), its inverse, or 1/{name}(x)" if inverse else f"the inverse function, or 1/{name}(x)"
            hint = f"Write {inverse}(x) or 1/{name}(x)." if inverse else f"Write 1/{name}(x)."
            raise self.problem(f"{name}^-1 could mean {meanings}.", caret, hint=hint)
        return exponent

    def _short_exponent(self) -> Node:
        first = self.here
        is_negative = self._take("-")
        token = self._next()
        if token.kind not in ("number", "name", "constant"):
            raise self._missing_operand(token)
        node = Node(token.kind, token.at, token.end, token.text)
        return Node("negative", first.at, token.end, None, (node,)) if is_negative else node

    def _argument(self) -> Node:
        """An argument; `a=2` is a keyword, `i=1..n` a range."""
        token = self.here
        following = self.tokens[self.place + 1] if token.kind != "end" else token
        if token.kind == "name" and following.kind == "op" and following.text == "=":
            return self._keyword()
        return self.condition()

    def _keyword(self) -> Node:
        name = self._next()
        self._next()
        value = self.expression()
        if self._is_at("..") or self._is_at(":"):
            self._next()
            upper = self.expression()
            return Node("range", name.at, upper.end, name.text, (value, upper))
        return Node("keyword", name.at, value.end, name.text, (value,))

    def _bare_argument(self, function: Token) -> Node:
        """The argument of a function without brackets: sin 2x, ln xy, sin -x; another function or a sum ends it."""
        if self.here.kind == "end" or (self.here.kind == "op" and self.here.text not in "-(|√∛‖[{"):
            raise self.problem(f"{function.text} needs an argument.", function, hint=f"Write {function.text}(x).")
        first = self.here
        self._enter(first)
        factors = [self._factor()]
        while self._continues_argument(factors, first):
            factors.append(self._power())
        self.level -= 1
        argument = factors[0]
        if len(factors) > 1:
            argument = Node("product", factors[0].at, factors[-1].end, ["*"] * len(factors), tuple(factors))
        self._note_argument(function, argument)
        return argument

    def _continues_argument(self, factors: list[Node], first: Token) -> bool:
        before = factors[-1]
        if (first.kind == "op" and first.text in ("|", "‖", "√", "∛")) or not self._starts_factor(before):
            return False
        if self.here.kind in ("function", "unknown", "declared", "command") or self.here.text in ("√", "∛", "|", "‖", "["):
            return False
        return self.here.text not in CLOSING or all(factor.kind == "number" for factor in factors)

    def _note_argument(self, function: Token, argument: Node) -> None:
        what = self._source(argument.at, argument.end)
        here = self.here
        if (here.kind == "op" and here.text in ("*", "/")) or here.text == "(":
            rest = here.text + "…"
            rest = "(…)" if here.text == "(" else rest
            self._note(f"{function.text} {what}{rest} is read as {function.text}({what}){rest}; write the brackets to have it otherwise")
        elif argument.kind == "product" and " " in what:
            self._note(f"{function.text} {what} is read as {function.text}({what}); write the brackets to have it otherwise")

    def _unknown(self) -> Node:
        token = self._next()
        primes = 0
        while self._take("'"):
            primes += 1
        if not self._is_at("("):
            raise self.problem("A prime stands only on an unknown function, as in f'(x).", token)
        name = canonical(token.text)
        digits = name[len(name.rstrip("0123456789")) :] if token.kind == "unknown" else ""
        if digits and primes:
            hint = f"For an unknown function of this name use --functions {token.text}"
            raise self.problem("A prime stands only on an unknown function, as in f'(x).", token, hint=hint)
        if digits and self._commas_ahead() < 1:
            return Node("name", token.at, token.end, token.text)
        arguments, end = self._entries()
        return Node("unknown", token.at, end, (token.text, primes, digits), arguments)

    # LaTeX

    def _command(self) -> Node:
        token = self._next()
        self._enter(token)
        node = {"frac": self._frac, "sqrt": self._sqrt, "sum": self._sum, "begin": self._cases}.get(token.text, self._stray)(token)
        self.level -= 1
        return node

    def _stray(self, token: Token) -> Node:
        raise self.problem("This \\end has no \\begin.", token)

    def _frac(self, token: Token) -> Node:
        above = self._latex_argument()
        below = self._latex_argument()
        if _is_d(above) and any(map(_is_d, below.parts[:1])):
            hint = "Type the function alone; the derivatives are worked out for you."
            raise self.problem("d/dx is an instruction, not an expression.", token, hint=hint)
        return Node("product", token.at, below.end, ["*", "/"], (above, below))

    def _latex_argument(self) -> Node:
        """A group in braces, or the one digit or letter that LaTeX takes: \\frac12."""
        token = self.here
        if self._is_at("{"):
            return self._group()
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            rest = Token("number", token.text[1:], token.at + 1, token.end)
            self.tokens[self.place] = self.here = rest
            return Node("number", token.at, token.at + 1, token.text[0])
        return self._atom()

    def _sqrt(self, token: Token) -> Node:
        if not self._is_at("["):
            inner = self._latex_argument()
            return Node("call", token.at, inner.end, "sqrt", (inner,))
        degree = self._group()
        inner = self._latex_argument()
        if degree.kind == "number" and degree.value in ("2", "3"):
            return Node("call", token.at, inner.end, "cbrt" if degree.value == "3" else "sqrt", (inner,))
        return Node("call", token.at, inner.end, "root", (inner, degree))

    def _sum(self, token: Token) -> Node:
        """\\sum_{i=1}^{n} and the product that follows it."""
        if not self._take("_") or not self._is_at("{"):
            raise self.problem("A sum needs its index and bounds.", token, hint="Write \\sum_{i=1}^{n} w_i x_i.")
        start = self._group()
        if start.kind != "keyword" or not self._take("^"):
            raise self.problem("A sum needs its index and bounds.", token, hint="Write \\sum_{i=1}^{n} w_i x_i.")
        upper = self._group() if self._is_at("{") else self._atom()
        body = self._product()
        bounds = Node("range", start.at, upper.end, start.value, (start.parts[0], upper))
        return Node("call", token.at, body.end, "sum", (body, bounds))

    def _cases(self, token: Token) -> Node:
        parts: list[Node] = []
        while not (self.here.kind == "command" and self.here.text == "end"):
            value = self.expression()
            self._take(",")
            if not self._take("&"):
                raise self.problem("Each case needs a condition after &.", self.here)
            if self._take("otherwise"):
                parts.append(value)
            else:
                parts.extend((_with_equalities(self.condition()), value))
            self._take(",")
            if not self._take("\\\\"):
                break
        if not (self.here.kind == "command" and self.here.text == "end"):
            raise self.problem("The cases are never ended.", token, hint="Add \\end{cases}.")
        closing = self._next()
        return Node("call", token.at, closing.end, "where", tuple(parts))

    # vectors and refusals

    def _is_vector(self) -> bool:
        """Whether the bracket that opens the text closes at its end: [x + 1] y is a product."""
        if not self._is_at("["):
            return False
        depth = 0
        for place, token in enumerate(self.tokens):
            if token.kind == "op":
                depth += (token.text == "[") - (token.text == "]")
            if not depth:
                return self.tokens[place + 1].kind == "end"
        return True

    def _vector(self) -> Node:
        opening = self._next()
        if self._is_at("]"):
            raise self.problem("There is nothing between these brackets.", opening)
        entries = [self.condition()]
        while self._take(","):
            entries.append(self.condition())
        closing = self._close(opening)
        return Node("vector", opening.at, closing.end, None, tuple(entries))

    def _refuse_rest(self, node: Node) -> None:
        if self.here.kind != "end":
            raise self._unexpected(self.here, node)

    def _unexpected(self, token: Token, before: Node | None = None) -> ReadingError:
        if token.text in (")", "]", "}"):
            return self.problem(f"This {token.text} closes nothing.", token, hint="Take it out, or open a bracket before it.")
        if token.text == ",":
            return self._unexpected_comma(token, before)
        if token.text == "|":
            return self.problem("This | has no partner.", token, hint="Write |x| or abs(x).")
        if token.text == ":":
            return self.problem("A colon has no meaning here.", token)
        if token.text == ";":
            return self.problem("A semicolon has no meaning here.", token, hint="Give one expression at a time.")
        return self.problem(f"{self._typed(token)} is not expected here.", token)

    def _unexpected_comma(self, token: Token, before: Node | None) -> ReadingError:
        one = self._before()
        other = self.tokens[self.place + 1] if self.place + 1 < len(self.tokens) else None
        if one and other and one.kind == other.kind == "number":
            return self.problem("Numbers are written with a decimal point.", token, hint=decimal_hint(one.text, other.text))
        hint = "For several outputs write [ ] around them." if before else None
        return self.problem("A comma separates the arguments of a function.", token, hint=hint)

    def _missing_operand(self, token: Token) -> ReadingError:
        before = self._before()
        if token.kind == "end" and before is not None:
            return self.problem(f"Something is missing after {self._typed(before)}", before, hint="Complete the expression.")
        if token.text in (")", "]", "}") and before is None:
            return self._unexpected(token)
        if token.kind != "op" or token.text in ("!", ":", "'"):
            return self.problem(f"{self._typed(token)} is not expected here.", token)
        if before is not None and before.kind == "op":
            return self.problem(f"Something is missing between {self._typed(before)} and {self._typed(token)}", token)
        return self.problem(f"Something is missing before {self._typed(token)}", token)

    def _typed(self, token: Token) -> str:
        return self._source(token.at, token.end) or token.text


def _has_index_letter(name: str) -> bool:
    """Whether a name ends in one small letter as its index: x_i."""
    return name[-2:-1] == "_" and name[-1:].islower()


def _with_equalities(condition: Node) -> Node:
    """The condition of a case in LaTeX, where x = 0 is said with one sign."""
    if condition.kind == "logic":
        return Node("logic", condition.at, condition.end, condition.value, tuple(map(_with_equalities, condition.parts)))
    if condition.kind != "relation":
        return condition
    relations = tuple("==" if relation == "=" else relation for relation in condition.value)
    return Node("relation", condition.at, condition.end, relations, condition.parts)


def _is_d(node: Node) -> bool:
    return bool(node.kind == "name" and node.value == "d")


def decimal_hint(one: str, other: str) -> str:
    """How 3,14 and 1,000 were probably meant."""
    if len(one + other) > 30:
        return "Write a decimal point."
    return f"Write {one}.{other}" + (f", or {one}{other} for thousands" if len(other) == 3 and len(one) <= 3 else "")
