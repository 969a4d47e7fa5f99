"""Each word of a text given its meaning: a name, a constant, a function, or several of these.

Belongs here: the order in which a run of letters is tried (contract §2). Does not: the tables of words (`vocabulary`) or the grammar.
"""

from __future__ import annotations

from pdtutor.errors import ReadingError
from pdtutor.notation import vocabulary as known
from pdtutor.notation.names import GREEK, canonical
from pdtutor.notation.reading import Vocabulary
from pdtutor.notation.tokens import Segment, Token


class Words:
    """The meaning of words under one vocabulary; `notes` collects how ambiguous ones were read."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.whole = frozenset(map(canonical, vocabulary.whole))
        self.declared_functions = frozenset(map(canonical, vocabulary.functions))
        self.functions = (known.UNKNOWN_FUNCTIONS | self.declared_functions) - self.whole
        self.notes: dict[str, None] = {}

    def resolved(self, tokens: list[Token]) -> list[Token]:
        """The tokens with every word replaced by what it stands for."""
        result: list[Token] = []
        for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
            if token.kind == "word":
                result.extend(self._meaning(token, following))
            else:
                result.append(token)
        return result

    def _meaning(self, token: Token, following: Token) -> list[Token]:
        whole = self._as_one(token.text, token, following)
        if whole:
            self._note_capital_pi(token)
            return [whole]
        self._refuse_keyword(token)
        self._refuse_other_case(token)
        pieces = [piece for segment in token.segments for piece in self._pieces(segment, token, following)]
        if any(piece is None for piece in pieces):
            return [self._one_long_name(token, following)]
        found = [piece for piece in pieces if piece is not None]
        self._refuse_near_function(token, following, found)
        self._note_split(token, found)
        found[0].spaced = token.spaced
        return found

    # one word

    def _as_one(self, typed: str, place: Token | Segment, following: Token | None) -> Token | None:
        """The word as a declared name, a function, a Greek name, a constant or a single letter; None where it is none of these."""
        name = typed if typed.isalnum() and typed.isascii() else canonical(typed)
        if name in self.whole:
            return _piece("name", typed, place)
        if following is not None and following.text in ("(", "'") and self._is_unknown_function(name):
            return _piece("declared" if name in self.declared_functions else "unknown", typed, place)
        if name in self.declared_functions or (following is not None and following.text == "=" and typed not in ("e", "pi", "π")):
            return _piece("name", typed, place)
        if name == "sigma" and following is not None and following.text == "(":
            return _piece("function", "sigmoid", place)
        if typed in known.SPELLINGS:
            return _piece("function", typed, place)
        if typed in ("and", "or"):
            return _piece("op", typed, place)
        if name == "pi" or typed in ("e", "True"):
            return _piece("constant", name, place)
        return _piece("name", typed, place) if self._is_name(name) else None

    def _is_unknown_function(self, name: str) -> bool:
        """Whether a name before a bracket is f, or f₁ for its derivative by the first argument."""
        return name in self.functions or name.rstrip("0123456789") in self.functions

    def _is_name(self, name: str) -> bool:
        stem = name.rstrip("0123456789")
        return len(stem) == 1 or stem in GREEK or known.is_accented(stem)

    def _refuse_keyword(self, token: Token) -> None:
        if token.text in known.KEYWORDS:
            raise self._problem(
                f"“{token.text}” is a word of the Python language, not mathematics.",
                token,
                hint=f"To use it as a name, declare it: --vars {token.text}",
            )

    def _refuse_other_case(self, token: Token) -> None:
        word = token.text
        lower = word.lower()
        if lower in known.SPELLINGS and (len(word) > 2 or word.istitle()):
            raise self._problem(f"There is no function {word}.", token, code="unknown_function", hint=f"Did you mean {lower}?")

    # several

    def _pieces(self, segment: Segment, token: Token, following: Token) -> list[Token | None]:
        """What a segment stands for; [None] where it makes the whole run one long name."""
        after = following if segment is token.segments[-1] else None
        one = self._as_one(segment.typed, segment, after)
        if one:
            return [one]
        is_whole_name = "_" in segment.sub and not segment.loose and not canonical(segment.typed).isalnum()
        if segment.solid or is_whole_name or not segment.letters.isascii():
            self._refuse_unknown_function(segment.typed, segment, after)
            return [_piece("name", segment.typed, segment)]
        return self._letters(segment, after)

    def _letters(self, segment: Segment, after: Token | None) -> list[Token | None]:
        words = known.in_known_words(segment.letters)
        if words and not self._can_stand(words[-1], segment, after):
            words = None
        if not words and len(segment.letters) > 3:
            return [None]
        words = words or list(segment.letters)
        pieces: list[Token | None] = []
        at = segment.at
        for word in words[:-1]:
            pieces.append(self._as_one(word, Segment(word, "", at, at + len(word)), None))
            at += len(word)
        return pieces + self._last(words[-1], segment, at, after)

    def _last(self, word: str, segment: Segment, at: int, after: Token | None) -> list[Token | None]:
        """The last word of a run takes the digits; after a function they are its argument: sin2x."""
        if word in known.SPELLINGS and segment.sub:
            end = at + len(word)
            self._refuse_numbered_function(segment, after)
            return [Token("function", word, at, end), Token("number", canonical("x" + segment.sub)[1:], end, segment.end)]
        last = Segment(word, segment.sub, at, segment.end)
        return [self._as_one(last.typed, last, after) or _piece("name", last.typed, last)]

    def _can_stand(self, word: str, segment: Segment, after: Token | None) -> bool:
        """Whether a run may end in this word: a function there needs an argument."""
        if word not in known.SPELLINGS or segment.sub or after is None:
            return word not in known.SPELLINGS or segment.sub.isdigit()
        if after.text == "(":
            return True
        return known.SPELLINGS[word] not in known.NEEDS_BRACKET and (after.kind in ("number", "word", "command") or after.text in "|√∛^[{")

    def _one_long_name(self, token: Token, following: Token) -> Token:
        self._refuse_unknown_function(token.text, token, following)
        if len(token.segments) > 1 or not token.segments[0].solid:
            product = "*".join(token.text) if token.text.isalpha() and len(token.text) <= 6 else "* between its parts"
            self._note(f"{token.text} is read as one name; for a product write {product}.")
        return _piece("name", token.text, token)

    def _note_split(self, token: Token, found: list[Token]) -> None:
        before = token.segments[:-1]
        are_symbols = all(len(segment.letters) == 1 and not segment.letters.isascii() for segment in before)
        if len(found) == 1 or (are_symbols and len(found) == len(token.segments)):
            return
        self._note(f"{token.text} is read as {_joined(found)}; to keep it as one name, use --vars {token.text}")

    def _note_capital_pi(self, token: Token) -> None:
        if token.text in ("Pi", "PI") and token.text not in self.whole:
            self._note("Pi is read as the variable Π; the constant π is written pi.")

    # functions nobody knows

    def _refuse_near_function(self, token: Token, following: Token, found: list[Token]) -> None:
        letters = token.text
        if following.text == "(" and len(letters) >= 3 and letters.isalpha() and letters.isascii() and len(found) == len(letters):
            near = known.one_letter_off(letters, self.functions) if not set(letters) <= known.SPLITTING_LETTERS else None
            if near:
                raise self._unknown_function(letters, token, near)

    def _refuse_unknown_function(self, typed: str, place: Token | Segment, following: Token | None) -> None:
        letters = sum(character.isalpha() for character in typed)
        if following is not None and following.text == "(" and letters >= 4:
            raise self._unknown_function(typed, place, known.nearest_function(typed, self.functions))

    def _refuse_numbered_function(self, segment: Segment, after: Token | None) -> None:
        if after is not None and after.text == "(":
            raise self._unknown_function(segment.typed, segment, known.nearest_function(segment.typed))

    def _unknown_function(self, typed: str, place: Token | Segment, near: str | None) -> ReadingError:
        hint = f"Did you mean {near}?" if near else f"For a product write {typed}*(…); for an unknown function use --functions {typed}"
        return self._problem(f"There is no function {typed}.", place, code="unknown_function", hint=hint)

    def _note(self, note: str) -> None:
        self.notes.setdefault(note)

    def _problem(self, message: str, place: Token | Segment, *, code: str = "syntax", hint: str | None = None) -> ReadingError:
        return ReadingError(message, code=code, hint=hint, text=self.text, column=place.at + 1)


def _piece(kind: str, text: str, place: Token | Segment) -> Token:
    return Token(kind, text, place.at, place.end, getattr(place, "spaced", False))


def _joined(found: list[Token]) -> str:
    """The pieces as a product, a function before its argument: x·sin(…)."""
    text = ""
    for piece in found:
        text += ("·" if text and not text.endswith(" ") else "") + GREEK.get(piece.text, piece.text)
        text += " " if piece.kind == "function" else ""
    return text.strip()
