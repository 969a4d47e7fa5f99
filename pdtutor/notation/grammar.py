"""Tokens → tree: precedence, juxtaposition, functions without brackets, bars, LaTeX's fractions, sums and cases.

Belongs here: the shape of an expression. Does not: what is said of one that is ambiguous (`ambiguities`) or none (`refusals`);
what the pieces build (`building`).

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

from pdtutor.notation import ambiguities, refusals
from pdtutor.notation.cursor import Cursor
from pdtutor.notation.names import canonical
from pdtutor.notation.tokens import Token
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import NEEDS_BRACKET, SPELLINGS

CLOSING = {"(": ")", "[": "]", "{": "}"}
RELATIONS = frozenset(["<", "<=", ">", ">=", "==", "!=", "="])
_STARTS = frozenset(["(", "{", "[", "√", "∛", "‖"])
_OPERANDS = frozenset(["number", "name", "constant", "function", "unknown", "declared"])


class Grammar(Cursor):
    """One text being parsed.

    bars, norms  how many | and ‖ are open: the next one closes
    """

    def __init__(self, text: str, tokens: list[Token], notes: dict[str, None]) -> None:
        super().__init__(text, tokens, notes)
        self.bars = 0
        self.norms = 0

    def whole(self) -> Node:
        """The one expression, condition or vector that the text is."""
        if self.here.kind == "end":
            raise self.problem("There is nothing to read.", Node("end", 0, 0), hint="Type an expression such as x^2 y.")
        node = self._vector() if self._is_vector() else self.condition()
        refusals.refuse_rest(self, node)
        return node

    def entries(self) -> list[Node]:
        """What stands between the commas (or semicolons) of a list: "x=1, y=pi/2"."""
        found = [self.condition()]
        while self.is_at(",") or self.is_at(";"):
            self.advance()
            found.append(self.condition())
        refusals.refuse_rest(self, found[-1])
        return found

    # conditions and relations

    def condition(self) -> Node:
        """Relations joined by `and` and `or`, `and` binding more tightly."""
        return self._joined("or", ("or", "|"), lambda: self._joined("and", ("and", "&"), self._relation))

    def _joined(self, word: str, spellings: tuple[str, ...], part: Callable[[], Node]) -> Node:
        parts: list[Node] = [part()]
        while self.here.text in spellings and self.here.kind == "op" and not (self.here.text == "|" and self.bars):
            self.advance()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Node("logic", parts[0].at, parts[-1].end, word, tuple(parts))

    def _relation(self) -> Node:
        sides = [self.expression()]
        operators = []
        while self.here.kind == "op" and self.here.text in RELATIONS:
            operators.append(self.advance())
            sides.append(self.expression())
        if not operators:
            return sides[0]
        return Node("relation", operators[0].at, sides[-1].end, tuple(token.text for token in operators), tuple(sides))

    # sums, products, powers

    def expression(self) -> Node:
        """A sum of products; a single product is itself."""
        terms, signs = [self._product()], ["+"]
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            signs.append(self.advance().text)
            terms.append(self._product())
        if len(terms) == 1:
            return terms[0]
        return Node("sum", terms[0].at, terms[-1].end, signs, tuple(terms))

    def _product(self) -> Node:
        factors, operators = [self._factor()], ["*"]
        while True:
            if self.here.kind == "op" and self.here.text in ("*", "/"):
                refusals.refuse_derivative(self, factors[-1])
                operators.append(self.advance().text)
                factors.append(self._factor())
                ambiguities.note_fraction(self, factors, operators)
            elif self._starts_factor(factors[-1]):
                operators.append("*")
                first, before = self.here, self.before()
                factors.append(self._power())
                ambiguities.note_juxtaposition(self, first, factors, operators)
                refusals.refuse_arguments(self, factors[-1], before)
                refusals.refuse_sum_sign(self, *factors[-2:])
            else:
                break
        if len(factors) == 1:
            return factors[0]
        return Node("product", factors[0].at, factors[-1].end, operators, tuple(factors))

    def _starts_factor(self, before: Node) -> bool:
        """Whether the next token begins a factor written without a sign of multiplication."""
        here = self.here
        if here.kind == "op":
            if here.text == "|":
                return not self.bars and before.kind not in ("relation", "logic")
            return here.text in _STARTS and not (here.text == "‖" and self.norms)
        if here.kind == "number" and before.kind == "number" and self.tokens[self.place - 1].kind == "number":
            raise refusals.two_numbers(self, before)
        return here.kind in _OPERANDS or (here.kind == "command" and here.text != "end")

    def _factor(self) -> Node:
        first = self.here
        is_negative = False
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            is_negative ^= self.advance().text == "-"
        node = self._power()
        if not is_negative:
            return node
        return Node("negative", first.at, node.end, None, (node,))

    def _power(self) -> Node:
        base = self._atom()
        if self.is_at("'"):
            raise refusals.misplaced_prime(self, self.here, "For a derivative, name the variable with --wrt.")
        if self.is_at("!"):
            raise self.problem("Factorials are not read: they are not defined for every real number.", self.here)
        if not self.is_at("^"):
            return base
        self.advance()
        exponent = self._exponent()
        return Node("power", base.at, exponent.end, None, (base, exponent))

    def _exponent(self) -> Node:
        first = self.here
        is_negative = False
        while self.here.kind == "op" and self.here.text in ("+", "-"):
            is_negative ^= self.advance().text == "-"
        is_bracket = self.here.text in CLOSING
        if not is_bracket:
            self.enter(first)
        node = self._power()
        if not is_bracket:
            self.level -= 1
        return Node("negative", first.at, node.end, None, (node,)) if is_negative else node

    # atoms

    def _atom(self) -> Node:
        token = self.here
        if token.kind == "number":
            self.advance()
            return Node("number", token.at, token.end, token.text)
        if token.kind == "name":
            return self._name()
        if token.kind == "constant":
            self.advance()
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
        raise refusals.missing_operand(self, token)

    def _group(self) -> Node:
        opening = self.here
        entries, end = self._entries()
        inner = entries[0]
        if len(entries) > 1:
            return Node("tuple", opening.at, end, opening.text, entries)
        return Node(inner.kind, opening.at, end, inner.value, inner.parts)

    def _entries(self) -> tuple[tuple[Node, ...], int]:
        """What stands between brackets, and where they end."""
        opening = self.advance()
        self.enter(opening)
        bars, norms = self.bars, self.norms
        self.bars = self.norms = 0
        if self.is_at(CLOSING[opening.text]):
            raise self.problem("There is nothing between these brackets.", opening)
        entries = [self._argument()]
        while self.take(","):
            entries.append(self._argument())
        closing = self._close(opening)
        self.bars, self.norms = bars, norms
        self.level -= 1
        return tuple(entries), closing.end

    def _close(self, opening: Token) -> Token:
        wanted = CLOSING[opening.text]
        if self.is_at(wanted):
            return self.advance()
        raise refusals.unclosed(self, opening, wanted)

    def _absolute(self) -> Node:
        opening = self.advance()
        self.enter(opening)
        self.bars += 1
        inner = self.expression()
        if not self.is_at("|"):
            raise self.problem("This | has no partner.", opening, hint="Write |x| or abs(x).")
        closing = self.advance()
        self.bars -= 1
        self.level -= 1
        return Node("call", opening.at, closing.end, "abs", (inner,))

    def _norm(self) -> Node:
        opening = self.advance()
        self.enter(opening)
        self.norms += 1
        entries = [self.expression()]
        while self.take(","):
            entries.append(self.expression())
        self.norms -= 1
        if not self.is_at("‖"):
            raise self.problem("This ‖ has no partner.", opening, hint="Write norm(x, y).")
        closing = self.advance()
        self.level -= 1
        return Node("call", opening.at, closing.end, "norm", tuple(entries))

    def _root_sign(self) -> Node:
        sign = self.advance()
        self.enter(sign)
        inner = self._power()
        self.level -= 1
        if self._starts_factor(inner) and not self.here.spaced and self.tokens[self.place - 1].text != ")":
            ambiguities.note_root(self, sign, inner)
        return Node("call", sign.at, inner.end, "sqrt" if sign.text == "√" else "cbrt", (inner,))

    # names

    def _name(self) -> Node:
        token = self.advance()
        if token.text in ("delta", "δ") and self._commas_ahead() == 1:
            arguments, end = self._entries()
            return Node("call", token.at, end, "KroneckerDelta", arguments)
        if not self.is_at("["):
            return Node("name", token.at, token.end, token.text)
        opening = self.advance()
        self.enter(opening)
        indices = [self.expression()]
        while self.take(","):
            indices.append(self.expression())
        closing = self._close(opening)
        self.level -= 1
        if self.is_at("[") and not self.here.spaced:
            raise self.problem("All indices of an entry stand in one pair of brackets.", self.here, hint=f"Write {token.text}[i, k].")
        return Node("index", token.at, closing.end, token.text, tuple(indices))

    def _commas_ahead(self) -> int:
        """How many commas stand in the bracket that opens here; -1 where none opens."""
        if not self.is_at("("):
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
        token = self.advance()
        name = SPELLINGS[token.text]
        base = self._base_of_logarithm() if self.is_at("_") else None
        exponent = self._raised_function(token) if self.is_at("^") else None
        if self.is_at("(") or self.is_at("{"):
            arguments, end = self._entries()
        elif name in NEEDS_BRACKET:
            raise self.problem(f"{token.text} needs its arguments in brackets.", token, hint=f"Write {token.text}(…).")
        else:
            argument = self._bare_argument(token)
            arguments, end = (argument,), argument.end
        if token.text == "log" and base is None and len(arguments) == 1:
            self.note("log(x) is the natural logarithm ln x; for base 10 write log10(x) or log(x, 10)")
        if base is not None:
            arguments = (*arguments, base)
        call = Node("call", token.at, end, name, arguments)
        return call if exponent is None else Node("power", token.at, end, None, (call, exponent))

    def _base_of_logarithm(self) -> Node:
        self.advance()
        return self._group() if self.here.text in CLOSING else self._single()

    def _single(self) -> Node:
        token = self.advance()
        if token.kind not in ("number", "name", "constant"):
            raise self.problem("The base of the logarithm is missing.", token, hint="Write log(x, 2).")
        return Node(token.kind, token.at, token.end, token.text)

    def _raised_function(self, function: Token) -> Node:
        """The exponent of sin^2 x; sin^-1 x could mean two things and is refused."""
        caret = self.advance()
        exponent = self._group() if self.here.text in CLOSING else self._short_exponent()
        refusals.refuse_inverse(self, function.text, caret, exponent)
        return exponent

    def _short_exponent(self) -> Node:
        first = self.here
        is_negative = self.take("-")
        token = self.advance()
        if token.kind not in ("number", "name", "constant"):
            raise refusals.missing_operand(self, token)
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
        name = self.advance()
        self.advance()
        value = self.expression()
        if self.is_at("..") or self.is_at(":"):
            self.advance()
            upper = self.expression()
            return Node("range", name.at, upper.end, name.text, (value, upper))
        return Node("keyword", name.at, value.end, name.text, (value,))

    def _bare_argument(self, function: Token) -> Node:
        """The argument of a function without brackets: sin 2x, ln xy, sin -x; another function or a sum ends it."""
        if self.here.kind == "end" or (self.here.kind == "op" and self.here.text not in "-(|√∛‖[{"):
            raise self.problem(f"{function.text} needs an argument.", function, hint=f"Write {function.text}(x).")
        first = self.here
        self.enter(first)
        factors = [self._factor()]
        while self._continues_argument(factors, first):
            factors.append(self._power())
        self.level -= 1
        argument = factors[0]
        if len(factors) > 1:
            argument = Node("product", factors[0].at, factors[-1].end, ["*"] * len(factors), tuple(factors))
        ambiguities.note_argument(self, function, argument)
        return argument

    def _continues_argument(self, factors: list[Node], first: Token) -> bool:
        before = factors[-1]
        if (first.kind == "op" and first.text in ("|", "‖", "√", "∛")) or not self._starts_factor(before):
            return False
        if self.here.kind in ("function", "unknown", "declared", "command") or self.here.text in ("√", "∛", "|", "‖", "["):
            return False
        return self.here.text not in CLOSING or all(factor.kind == "number" for factor in factors)

    def _unknown(self) -> Node:
        token = self.advance()
        primes = 0
        while self.take("'"):
            primes += 1
        if not self.is_at("("):
            raise refusals.misplaced_prime(self, token)
        name = canonical(token.text)
        digits = name[len(name.rstrip("0123456789")) :] if token.kind == "unknown" else ""
        if digits and primes:
            hint = f"For an unknown function of this name use --functions {token.text}"
            raise refusals.misplaced_prime(self, token, hint)
        if digits and self._commas_ahead() < 1:
            return Node("name", token.at, token.end, token.text)
        arguments, end = self._entries()
        return Node("unknown", token.at, end, (token.text, primes, digits), arguments)

    # LaTeX

    def _command(self) -> Node:
        token = self.advance()
        self.enter(token)
        node = {"frac": self._frac, "sqrt": self._sqrt, "sum": self._sum, "begin": self._cases}.get(token.text, self._stray)(token)
        self.level -= 1
        return node

    def _stray(self, token: Token) -> Node:
        raise self.problem("This \\end has no \\begin.", token)

    def _frac(self, token: Token) -> Node:
        above = self._latex_argument()
        below = self._latex_argument()
        refusals.refuse_derivative_as_fraction(self, token, above, below)
        return Node("product", token.at, below.end, ["*", "/"], (above, below))

    def _latex_argument(self) -> Node:
        """A group in braces, or the one digit or letter that LaTeX takes: \\frac12."""
        token = self.here
        if self.is_at("{"):
            return self._group()
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            rest = Token("number", token.text[1:], token.at + 1, token.end)
            self.tokens[self.place] = self.here = rest
            return Node("number", token.at, token.at + 1, token.text[0])
        return self._atom()

    def _sqrt(self, token: Token) -> Node:
        if not self.is_at("["):
            inner = self._latex_argument()
            return Node("call", token.at, inner.end, "sqrt", (inner,))
        degree = self._group()
        inner = self._latex_argument()
        if degree.kind == "number" and degree.value in ("2", "3"):
            return Node("call", token.at, inner.end, "cbrt" if degree.value == "3" else "sqrt", (inner,))
        return Node("call", token.at, inner.end, "root", (inner, degree))

    def _sum(self, token: Token) -> Node:
        """\\sum_{i=1}^{n} and the product that follows it."""
        if not self.take("_") or not self.is_at("{"):
            raise self.problem("A sum needs its index and bounds.", token, hint="Write \\sum_{i=1}^{n} w_i x_i.")
        start = self._group()
        if start.kind != "keyword" or not self.take("^"):
            raise self.problem("A sum needs its index and bounds.", token, hint="Write \\sum_{i=1}^{n} w_i x_i.")
        upper = self._group() if self.is_at("{") else self._atom()
        body = self._product()
        bounds = Node("range", start.at, upper.end, start.value, (start.parts[0], upper))
        return Node("call", token.at, body.end, "sum", (body, bounds))

    def _cases(self, token: Token) -> Node:
        parts: list[Node] = []
        while not (self.here.kind == "command" and self.here.text == "end"):
            value = self.expression()
            self.take(",")
            if not self.take("&"):
                raise self.problem("Each case needs a condition after &.", self.here)
            if self.take("otherwise"):
                parts.append(value)
            else:
                parts.extend((_with_equalities(self.condition()), value))
            self.take(",")
            if not self.take("\\\\"):
                break
        if not (self.here.kind == "command" and self.here.text == "end"):
            raise self.problem("The cases are never ended.", token, hint="Add \\end{cases}.")
        closing = self.advance()
        return Node("call", token.at, closing.end, "where", tuple(parts))

    # vectors and refusals

    def _is_vector(self) -> bool:
        """Whether the bracket that opens the text closes at its end: [x + 1] y is a product."""
        if not self.is_at("["):
            return False
        depth = 0
        for place, token in enumerate(self.tokens):
            if token.kind == "op":
                depth += (token.text == "[") - (token.text == "]")
            if not depth:
                return self.tokens[place + 1].kind == "end"
        return True

    def _vector(self) -> Node:
        opening = self.advance()
        if self.is_at("]"):
            raise self.problem("There is nothing between these brackets.", opening)
        entries = [self.condition()]
        while self.take(","):
            entries.append(self.condition())
        closing = self._close(opening)
        return Node("vector", opening.at, closing.end, None, tuple(entries))


def _with_equalities(condition: Node) -> Node:
    """The condition of a case in LaTeX, where x = 0 is said with one sign."""
    if condition.kind == "logic":
        return Node("logic", condition.at, condition.end, condition.value, tuple(map(_with_equalities, condition.parts)))
    if condition.kind != "relation":
        return condition
    relations = tuple("==" if relation == "=" else relation for relation in condition.value)
    return Node("relation", condition.at, condition.end, relations, condition.parts)
