"""A place among the tokens of a text: looking, moving, quoting, and pointing at what is wrong.

Belongs here: what every part of the grammar needs to know of where it stands. Does not: any shape of an expression (`grammar`).
"""

from __future__ import annotations

from pdtutor.errors import ReadingError
from pdtutor.notation import limits
from pdtutor.notation.tokens import Token
from pdtutor.notation.tree import Node


class Cursor:
    """Where the reading of one text stands.

    here   the token that comes next
    level  how many brackets, bars and exponents are open
    notes  how ambiguous shapes were read
    """

    def __init__(self, text: str, tokens: list[Token], notes: dict[str, None]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0
        self.here = tokens[0]
        self.level = 0
        self.notes = notes

    def advance(self) -> Token:
        """The token that came next, which is passed over."""
        token = self.here
        if token.kind != "end":
            self.place += 1
            self.here = self.tokens[self.place]
        return token

    def is_at(self, operator: str) -> bool:
        """Whether an operator comes next."""
        return self.here.kind == "op" and self.here.text == operator

    def take(self, operator: str) -> bool:
        """Pass over an operator if it comes next, and say whether it did."""
        if self.is_at(operator):
            self.advance()
            return True
        return False

    def before(self) -> Token | None:
        """The token that was passed over last."""
        return self.tokens[self.place - 1] if self.place else None

    def after(self) -> Token | None:
        """The token behind the one that comes next."""
        return self.tokens[self.place + 1] if self.place + 1 < len(self.tokens) else None

    def enter(self, token: Token) -> None:
        """Go one level down; ReadingError below the deepest that is read."""
        self.level += 1
        if self.level > limits.LEVELS:
            raise self.problem(f"This is nested more than {limits.LEVELS} levels deep.", token, code="too_large")

    def note(self, note: str) -> None:
        """Say once how something was read."""
        self.notes.setdefault(note)

    def source(self, at: int, end: int) -> str:
        """A part of the text as typed, in single spaces."""
        return " ".join(self.text[at:end].split())

    def typed(self, token: Token) -> str:
        """A token as it was typed; what it stands for where nothing was."""
        return self.source(token.at, token.end) or token.text

    def problem(self, message: str, place: Token | Node, *, code: str = "syntax", hint: str | None = None) -> ReadingError:
        """The error that points at a place in the text."""
        column = min(place.at + 1, max(len(self.text), 1))
        return ReadingError(message, code=code, hint=hint, text=self.text, column=column)
